"""Write an export file, as a table, Parquet or Arrow, that replaces the old file atomically."""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF8
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from selfinstruct.datasets.export.paths import failed_write
from selfinstruct.schema.extras import Extra
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.tables import Formulas, NewTable
from selfinstruct.storage.tables.layouts import Layout

_PARQUET, _ARROW = ".parquet", ".arrow"


@dataclass(frozen=True, slots=True)
class Content:
    """What the rows of an export have, and how its tables are written.

    `of_run` is True if the rows have the columns of a run; `extras` are those that the rows have as fields. `has_bom`
    puts a byte order mark at the start of a CSV or TSV, by which Excel recognizes UTF-8.
    """

    of_run: bool = False
    extras: Collection[Extra] = ()
    formulas: Formulas = field(default_factory=Formulas)
    has_bom: bool = False


class NewExport(NewTable):
    """A new table, which may also be a Parquet or Arrow file. `built_at` is the place until its folder is moved."""

    def __init__(self, path: Path, content: Content, built_at: Path | None = None) -> None:
        super().__init__(path, content.formulas)
        self._content = content
        if built_at is not None:
            self._target = built_at
            self._new = built_at.with_name(f"{built_at.name}.new")

    @property
    def sha1(self) -> str:
        """SHA-1 of the finished file as hexadecimal digits; only available before `replace`."""
        return sha1_of(self._new)

    @property
    def size(self) -> int:
        """Size of the finished file in bytes; only available before `replace`."""
        return self._new.stat().st_size

    def remove_old(self) -> None:
        """Remove the file that `replace` would overwrite. Raises StorageError if it cannot be removed."""
        remove(self._path)

    def _begin(self, file: BinaryIO, resources: ExitStack) -> tuple[BinaryIO, Layout]:
        suffix = self._path.suffix.lower()
        if suffix not in (_PARQUET, _ARROW):
            return self._begin_table(file, resources)
        # Imported here because pyarrow is slow to import and only needed for these files.
        from selfinstruct.datasets.export.columnar import arrow_layout, parquet_layout

        layout_of = parquet_layout if suffix == _PARQUET else arrow_layout
        return file, layout_of(file, self._content.of_run, self._content.extras)

    def _begin_table(self, file: BinaryIO, resources: ExitStack) -> tuple[BinaryIO, Layout]:
        sink, layout = super()._begin(file, resources)
        if self._content.has_bom:
            sink.write(BOM_UTF8)
        return sink, layout


def remove(path: Path) -> None:
    """Remove a file of an earlier export, if it exists, or the target of a link. Raises StorageError."""
    try:
        path.resolve().unlink(missing_ok=True)
    except OSError as error:
        raise failed_write(path, error) from error


def sha1_of(path: Path) -> str:
    """Return the SHA-1 of a file as hexadecimal digits. Raises OSError if it cannot be read."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()
