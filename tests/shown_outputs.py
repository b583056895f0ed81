"""Run the commands of README and the docs, and update the lines of output that the pages show.

    python tests/shown_outputs.py

Lines that are still printed stay; each other line is replaced by the most similar line that the command prints. Read the
diff: prose around an output may state the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory

import test_docs
from loopback import json_lines

import selfinstruct


def main() -> None:
    """Update all pages in both languages."""
    with TemporaryDirectory() as folder:
        tasks = json_lines(selfinstruct.generate(n=200, teacher="offline", out=folder, quiet=True).dataset)
    for english, chinese in test_docs.TRANSLATED:
        with TemporaryDirectory() as folder:
            test_docs.write_inputs(tasks, Path(folder))
            changes = dict(_changes(english, Path(folder)))
        for page in (english, chinese):
            text = page.read_text(encoding="utf-8")
            for shown, printed in changes.items():
                assert shown in text, f"{page}: not found:\n{shown}"
                text = text.replace(shown, printed)
            page.write_text(text, encoding="utf-8")


def _changes(page: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the outputs of a page that are no longer printed, with those that replace them."""
    for block, shown in test_docs.sessions(page):
        printed = test_docs.run(block, folder)
        if shown and (updated := _updated(shown, printed)) != shown:
            yield f"```text\n{shown}```", f"```text\n{updated}```"


def _updated(shown: str, printed: str) -> str:
    known = set(test_docs.compared(printed))
    lines = printed.splitlines()
    return "".join(
        f"{line if set(test_docs.compared(line)) <= known else _most_similar(line, lines)}\n"
        for line in shown.splitlines()
    )


def _most_similar(line: str, lines: list[str]) -> str:
    return max(lines, key=lambda other: SequenceMatcher(None, line, other, autojunk=False).ratio())


if __name__ == "__main__":
    main()
