"""Files of an export that take their places whole, or not at all."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from selfinstruct.datasets.export.paths import unwritable
from selfinstruct.storage.tables import NewTable
from selfinstruct.storage.tables.layouts import Layout

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

    def remove_old(self) -> None:
        """Remove the file that is in the place of the new one. Raises StorageError."""
        try:
            self._target.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(self._path, error) from error

    def _begin(self, file: BinaryIO, parts: ExitStack) -> tuple[BinaryIO, Layout]:
        if self._path.suffix.lower() != _PARQUET:
            return super()._begin(file, parts)
        # Not above: pyarrow is loaded where Parquet is written.
        from selfinstruct.datasets.export.parquet import ParquetLayout

        return file, ParquetLayout(file, self._of_run)


def sha1_of(path: Path) -> str:
    """The SHA-1 of a file in hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()
