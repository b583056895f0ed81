"""Redraw a few lines of a terminal in place, without flicker."""

from __future__ import annotations

import os
import shutil
import sys

_UP, _ERASE_LINE, _ERASE_BELOW = "\x1b[{}A\r", "\x1b[K", "\x1b[J"


def can_redraw() -> bool:
    """True if stdout is a terminal whose cursor can be moved."""
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


class Screen:
    """Lines on stdout that replace those drawn before. They are cut to the width: a wrapped line would count twice."""

    def __init__(self) -> None:
        self._drawn = 0

    def draw(self, text: str) -> None:
        """Draw lines in the place of the earlier ones, in a single write."""
        from tqdm.utils import disp_trim  # knows that a Chinese character takes two columns

        width, height = shutil.get_terminal_size()
        lines = [disp_trim(line, width - 1) for line in text.splitlines()[: height - 1]]
        up = _UP.format(self._drawn) if self._drawn else ""
        sys.stdout.write(up + "".join(f"{line}{_ERASE_LINE}\n" for line in lines) + _ERASE_BELOW)
        sys.stdout.flush()
        self._drawn = len(lines)
