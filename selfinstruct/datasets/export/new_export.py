"""Write an export file, as a table or as Parquet, that replaces the old file atomically."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from selfinstruct.datasets.export.paths import failed_write
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.tables import Formulas, NewTable
from selfinstruct.storage.tables.layouts import Layout

_PARQUET = ".parquet"


class NewExport(NewTable):
    """A new table, which may also be a Parquet file. `of_run` is True if the rows have the columns of a run."""

    def __init__(self, path: Path, of_run: bool, formulas: Formulas | None = None) -> None:
        super().__init__(path, formulas)
        self._of_run = of_run

    @property
    def sha1(self) -> str:
        """SHA-1 of the finished file as hexadecimal digits; only available before `replace`."""
        return sha1_of(self._new)

    def remove_old(self) -> None:
        """Remove the file that `replace` would overwrite. Raises StorageError if it cannot be removed."""
        try:
            self._target.unlink(missing_ok=True)
        except OSError as error:
            raise failed_write(self._path, error) from error

    def _begin(self, file: BinaryIO, resources: ExitStack) -> tuple[BinaryIO, Layout]:
        if self._path.suffix.lower() != _PARQUET:
            return super()._begin(file, resources)
        # Imported here because pyarrow is slow to import and only needed for Parquet.
        from selfinstruct.datasets.export.parquet import ParquetLayout

        return file, ParquetLayout(file, self._of_run)


def sha1_of(path: Path) -> str:
    """Return the SHA-1 of a file as hexadecimal digits. Raises OSError if it cannot be read."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()
