"""A file of an export: rows in, a table or Parquet file out that replaces an old one as a whole, or not at all."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from selfinstruct.datasets.export.paths import failed_write
from selfinstruct.storage.tables import NewTable
from selfinstruct.storage.tables.layouts import Layout

_PARQUET = ".parquet"


class NewExport(NewTable):
    """A new table that may also be Parquet. `of_run` tells whether its rows have the columns of a run."""

    def __init__(self, path: Path, of_run: bool) -> None:
        super().__init__(path)
        self._of_run = of_run

    @property
    def sha1(self) -> str:
        """The SHA-1 of the finished file before `replace`, in hexadecimal digits."""
        return sha1_of(self._new)

    def remove_old(self) -> None:
        """Remove the file that is to be replaced. Raises StorageError."""
        try:
            self._target.unlink(missing_ok=True)
        except OSError as error:
            raise failed_write(self._path, error) from error

    def _begin(self, file: BinaryIO, resources: ExitStack) -> tuple[BinaryIO, Layout]:
        if self._path.suffix.lower() != _PARQUET:
            return super()._begin(file, resources)
        # Imported here because pyarrow takes long to load, and only Parquet needs it.
        from selfinstruct.datasets.export.parquet import ParquetLayout

        return file, ParquetLayout(file, self._of_run)


def sha1_of(path: Path) -> str:
    """The SHA-1 of a file in hexadecimal digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()
