"""Files of an export that take their places whole, or not at all."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, closing
from pathlib import Path

from selfinstruct.tables import NewTable

_PARQUET = ".parquet"


class NewExport(NewTable):
    """A new table that may be Parquet, too. `of_run` says whether its rows are those of a run."""

    def __init__(self, path: Path, of_run: bool) -> None:
        super().__init__(path)
        self._of_run = of_run

    @property
    def sha1(self) -> str:
        """Of the finished file before it is put in its place, in hexadecimal digits."""
        return sha1_of(self._new)

    def _open(self, parts: ExitStack) -> None:
        if self._path.suffix.lower() != _PARQUET:
            super()._open(parts)
            return
        # Not above: pyarrow is loaded where Parquet is written.
        from selfinstruct.exporting.parquet import ParquetLayout

        self._is_placed = False
        self._target.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._sink = parts.enter_context(self._claim())
        parts.callback(self._tidy)
        self._layout = parts.enter_context(closing(ParquetLayout(self._sink, self._of_run)))


def sha1_of(path: Path) -> str:
    """The SHA-1 of a file in hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()
