"""Find outputs that end in layout: signs of a reply that the parser did not understand."""

from __future__ import annotations

from functools import lru_cache

from selfinstruct.pipeline.parsing.labels import read_label
from selfinstruct.pipeline.parsing.noise import TEMPLATE_TOKEN, Noise, is_fence, noise_of

WINDOW = 500
"""Number of latest accepted outputs that are checked."""
MIN_OUTPUTS = 100
MAX_SUSPECTS = 0.02
"""Share of suspect outputs above which a run warns. Of 13,326 real outputs 0.05% end in such a line."""

_NAMES = {
    Noise.HASHES: "a separator (###)",
    Noise.RULE: "a rule (---)",
    Noise.HEADING: "a heading (### 5)",
    Noise.TOKEN: "a template token (<|im_end|>)",
}
_TOKEN_ENDS = (">", "]", "[")
"""The last characters of template tokens."""


@lru_cache(maxsize=8)  # of an accepted output, both screening and the flags ask
def layout_at_end(output: str) -> str | None:
    """Return what an output ends in, if that is layout rather than text."""
    text = output.rstrip()
    if not text:
        return None
    last = text.rpartition("\n")[2].splitlines()[-1]
    if (kind := noise_of(last)) in _NAMES:
        return _NAMES[kind]
    if is_fence(last) and sum(map(is_fence, text.splitlines())) % 2:
        return "a fence (```)"
    if last.endswith(_TOKEN_ENDS) and any(last.endswith(token[0]) for token in TEMPLATE_TOKEN.finditer(last)):
        return _NAMES[Noise.TOKEN]
    label = read_label(last)
    return "a label (5. 输入:)" if label and label.number is not None and not label.rest.strip() else None
