"""The folder that is pushed, and nothing else is: built beside, then put in its place. A run or file in, a folder out.

README.md, data/train-….parquet, statistics.json, provenance.json (of a run).
"""

from __future__ import annotations

import errno
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from selfinstruct.errors import InputError, SelfinstructError, StorageError
from selfinstruct.progress import ReadingProgress
from selfinstruct.publishing.card import Content, card
from selfinstruct.publishing.destination import Destination
from selfinstruct.publishing.figures import Figures
from selfinstruct.publishing.provenance import provenance
from selfinstruct.publishing.shards import FILE_SCHEMA, RUN_SCHEMA, Shard, features, write_shards
from selfinstruct.redacting import public_model
from selfinstruct.run_folder import RUN_FILE
from selfinstruct.source import Record, Source, read_records

CARD, STATISTICS, PROVENANCE, DATA = "README.md", "statistics.json", "provenance.json", "data"
SHARD = re.compile(r"data/train-\d{5}-of-\d{5}\.parquet")
"""Files of a repository that are an earlier push's, where they are not among the new ones."""
_OURS = frozenset({CARD, STATISTICS, PROVENANCE, DATA})
_RUN_STATS = ("target", "accepted", "rejected", "acceptance", "requests", "answers", "tokens", "cost", "wished")
"""What of a run's statistics is published; its seconds are those of one process on one machine."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the folder: its name in the repository, its bytes, and the hashes that hubs know it by."""

    name: str
    size: int
    sha256: str
    git_sha: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A built folder."""

    path: Path
    rows: int
    pieces: tuple[Piece, ...]

    @property
    def digest(self) -> str:
        """A hash of all content: equal for equal folders."""
        listed = "".join(f"{piece.name} {piece.sha256}\n" for piece in self.pieces)
        return hashlib.sha256(listed.encode()).hexdigest()


def folder_of(source: Source, out: Path | None) -> Path:
    """Where a dataset's folder is built: in the run, or beside the file, unless said."""
    if out is not None:
        return out
    return source.path / "hub" if source.is_run else source.path.with_name(f"{source.name}.hub")


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """Keep a folder for this process while it is built and pushed.

    Raises StorageError where another process has it, InputError where nothing can be written there.
    """
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=0.2, poll_interval=0.02)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise StorageError(
            f"{path}: another process is building or pushing this folder; wait for it, or give another --out"
        ) from None
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield
    finally:
        lock.release()


def build(source: Source, destination: Destination, path: Path) -> Folder:
    """Build the folder anew, whole or not at all: until the end the one that was there stays.

    Raises InputError where there is nothing to publish or other files are in the way, StorageError for a full disk
    or a damaged run.
    """
    if source.stats is not None and not source.stats["accepted"]:
        raise InputError(
            f"{source.path}: nothing is accepted here yet; selfinstruct generate --out {source.path} goes on"
        )
    _check_place(path)
    new = path.with_name(path.name + ".new")
    try:
        shutil.rmtree(new, ignore_errors=True)
        rows = _fill(new, source, destination)
        pieces = _pieces(new)
        _replace(path, new)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return Folder(path, rows, pieces)


def _fill(new: Path, source: Source, destination: Destination) -> int:
    """Write all files; gives the number of rows. The card is written last: it tells of all others."""
    (new / DATA).mkdir(parents=True)
    figures = Figures()
    schema = RUN_SCHEMA if source.is_run else FILE_SCHEMA
    with ReadingProgress(source.size) as progress:
        rows = _rows(source, read_records(source, progress.heard), figures)
        shards = write_shards(rows, new / DATA, schema)
    if not shards:
        raise InputError(f"{source.path}: there is no row here to publish")
    origin = _provenance(source)
    stats = {name: source.stats[name] for name in _RUN_STATS if name in source.stats} if source.stats else {}
    content = _content(figures, shards, features(schema), stats, origin, _languages(source, figures))
    text = card(content, destination)
    over_time = {"acceptance_over_time": source.stats.get("acceptance_over_time")} if source.stats else {}
    _write_json(new / STATISTICS, figures.as_json() | ({"run": stats | over_time} if stats else {}))
    if origin:
        _write_json(new / PROVENANCE, origin | {"card_sha256": hashlib.sha256(text.encode()).hexdigest()})
    (new / CARD).write_bytes(text.encode())
    return figures.rows


def _rows(source: Source, records: Iterator[Record], figures: Figures) -> Iterator[Mapping[str, Any]]:
    """The records as rows of the columns, counted on their way."""
    for record in records:
        figures.add(record)
        if source.stats is not None:
            teacher = record.fields.get("teacher")
            yield {**record.fields, "teacher": public_model(teacher) if isinstance(teacher, str) else teacher}
        else:
            task = record.task
            three = {"instruction": task.instruction, "input": task.input, "output": task.output}
            yield three | {"id": task.id, "task_type": str(record.label)}


def _provenance(source: Source) -> dict[str, Any]:
    if source.run is None or source.stats is None:
        return {}
    versions = {name: version(name) for name in ("selfinstruct", "pyarrow")}
    return provenance(source.run, source.stats["target"], versions)


def _languages(source: Source, figures: Figures) -> list[str]:
    """The run's language where it has one; what the rows are in otherwise."""
    identity = (source.run or {}).get("identity", {})
    given = identity.get("language")
    return [given] if given in ("zh", "en") else figures.languages


def _content(
    figures: Figures,
    shards: list[Shard],
    columns: list[dict[str, Any]],
    stats: Mapping[str, Any],
    origin: Mapping[str, Any],
    languages: list[str],
) -> Content:
    return Content(
        figures=figures.as_json(),
        samples=list(figures.samples.values()),
        languages=languages,
        features=columns,
        memory=sum(shard.memory for shard in shards),
        size=sum(shard.size for shard in shards),
        stats=stats,
        provenance=origin,
    )


def _write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _pieces(folder: Path) -> tuple[Piece, ...]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple(_piece(path, path.relative_to(folder).as_posix()) for path in files)


def _piece(path: Path, name: str) -> Piece:
    """A file with its hashes; git's is SHA-1 over a header and the content."""
    size = path.stat().st_size
    sha256, git_sha = hashlib.sha256(), hashlib.sha1(f"blob {size}\0".encode(), usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            sha256.update(block)
            git_sha.update(block)
    return Piece(name, size, sha256.hexdigest(), git_sha.hexdigest())


def _check_place(path: Path) -> None:
    """Raises InputError where the folder is not one that was built here, or where its card was edited since."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise InputError(f"{path}: this is no folder; give another one with --out")
    if not path.exists():
        return
    names = sorted(entry.name for entry in path.iterdir())
    others = [name for name in names if name not in _OURS and not name.startswith(".")]
    if others or (path / RUN_FILE).exists():
        raise InputError(
            f"{path}: there are other files here ({', '.join(others[:3])}), and the folder is built anew each time; "
            "give a new one with --out"
        )
    if _is_edited(path):
        raise InputError(
            f"{path / CARD}: this card was changed by hand, and it would be written anew; move it away first (what "
            "you add on the hub's own page is replaced by the next push, too)"
        )


def _is_edited(path: Path) -> bool:
    try:
        stored = json.loads((path / PROVENANCE).read_text(encoding="utf-8")).get("card_sha256")
        return bool(stored != hashlib.sha256((path / CARD).read_bytes()).hexdigest())
    except (OSError, ValueError, AttributeError):
        return False


def _replace(path: Path, new: Path) -> None:
    """Put the new folder in the place of the old one. A kill in between leaves none, which the next build mends."""
    old = path.with_name(path.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if path.exists():
        path.rename(old)
    new.rename(path)
    shutil.rmtree(old, ignore_errors=True)


def _unwritable(path: Path, error: OSError) -> SelfinstructError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(f"{path}: the disk is full, and nothing was sent; make room, then run it again")
    return InputError(
        f"{path}: this folder cannot be written ({error.strerror}), and nothing was sent; give another one with --out"
    )
