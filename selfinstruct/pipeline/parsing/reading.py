"""Split a reply into lines, and find the labels and code blocks among them."""

from __future__ import annotations

from selfinstruct.pipeline.parsing.code_blocks import find_code
from selfinstruct.pipeline.parsing.extra_fields import mark_extra_fields
from selfinstruct.pipeline.parsing.field_names import TITLES, Field
from selfinstruct.pipeline.parsing.labels import read_label, without_dialogue
from selfinstruct.pipeline.parsing.lines import Lines


def read_lines(text: str, cut: bool = False) -> Lines:
    """Split a reply into lines, and find labels and code blocks. A code block of a `cut` reply may lack its end."""
    lines = Lines(text.split("\n"))
    labels = {at: label for at, line in enumerate(lines.texts) if line and (label := read_label(line))}
    lines.labels.update(without_dialogue(labels))
    for at in [at for at, label in lines.labels.items() if label.name in TITLES and _is_title(lines, at)]:
        del lines.labels[at]
    if "```" in text or "~~~" in text:
        find_code(lines, cut)
    mark_extra_fields(lines, cut)
    return lines


def _is_title(lines: Lines, at: int) -> bool:
    """True for `### Task 4: Brainstorming` before the label of the instruction itself."""
    following = lines.labels.get(lines.next(at))
    return bool(following and following.field is Field.INSTRUCTION and following.name != lines.labels[at].name)
