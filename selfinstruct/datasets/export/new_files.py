"""The new files of an export: one table for each part, written in full before they replace the old files together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from selfinstruct.datasets.export.data_folder import add_entries, check_entries
from selfinstruct.datasets.export.folder_swap import FolderSwap
from selfinstruct.datasets.export.formats import Format
from selfinstruct.datasets.export.new_export import Content, NewExport, remove
from selfinstruct.datasets.export.paths import TEST, ExportPaths, failed_write
from selfinstruct.datasets.export.saved_dataset import DATA_FILE, NAMES, write_dataset, write_parts
from selfinstruct.datasets.export.sidecars import axolotl_yaml, labeling_config, write_sidecar


class NewFiles:
    """The new files of an export at `paths`. Nothing is left of them after `with` unless `replace` was called."""

    def __init__(self, form: Format, paths: ExportPaths, content: Content, force: bool) -> None:
        self._form = form
        self._paths = paths
        self._content = content
        self._force = force

    def __enter__(self) -> Self:
        with ExitStack() as opened:
            self._open(opened)
            self._opened = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    def write(self, part: str, row: Mapping[str, Any]) -> None:
        """Add a row to a part. Raises InputError or StorageError."""
        self._tables[part].write(row)

    def finish(self, raise_if_stopped: Callable[[], None]) -> dict[str, int]:
        """Write everything to disk. Returns the size of each part in bytes."""
        for table in self._tables.values():
            table.finish(raise_if_stopped)
        return {part: table.size for part, table in self._tables.items()}

    def replace(self) -> None:
        """Replace the old files with the finished ones, and write the sidecar.

        The order prevents leakage from train to test if the process is killed or the disk is full. An old test file and
        a new train file may share rows, so the old test file is removed first and the new one is moved into place last.
        The sidecar needs disk space and is written before that. LLaMA-Factory's entries contain the hashes of the
        files, so they are added after the files.
        """
        if self._swap:
            self._replace_folder(self._swap)
            return
        self._write_sidecar()
        for path in self._paths.stale:
            remove(path)
        if TEST in self._tables:
            self._tables[TEST].remove_old()
        for table in self._tables.values():
            table.replace()
        if self._form is Format.LLAMAFACTORY:
            add_entries(self._paths, self._content.extras)

    def _open(self, opened: ExitStack) -> None:
        self._swap: FolderSwap | None = None
        files = self._paths.files
        if self._form is not Format.DATASETS:
            self._tables = {part: opened.enter_context(NewExport(path, self._content)) for part, path in files.items()}
            return
        self._swap = opened.enter_context(FolderSwap(self._paths.folder, NAMES))
        self._tables = {
            part: opened.enter_context(NewExport(path / DATA_FILE, self._content, self._built(path) / DATA_FILE))
            for part, path in files.items()
        }

    def _built(self, path: Path) -> Path:
        """Return where a part of the folder is built."""
        assert self._swap is not None
        return self._swap.built_at / path.relative_to(self._paths.folder)

    def _replace_folder(self, swap: FolderSwap) -> None:
        parts = self._paths.files
        try:
            for part, path in parts.items():
                fingerprint = self._tables[part].sha1
                self._tables[part].replace()
                write_dataset(self._built(path), fingerprint, TEST if part == TEST else "train")
            if TEST in parts:
                write_parts(swap.built_at, list(parts))
        except OSError as error:
            raise failed_write(self._paths.folder, error) from error
        swap.replace()

    def _write_sidecar(self) -> None:
        paths = self._paths
        if self._form is Format.LLAMAFACTORY:
            check_entries(paths, {part: table.sha1 for part, table in self._tables.items()}, self._force)
        elif paths.sidecar:
            is_axolotl = self._form is Format.AXOLOTL
            write_sidecar(paths.sidecar, axolotl_yaml(paths.files) if is_axolotl else labeling_config())
