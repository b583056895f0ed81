"""Measure how fast files of a million rows are read, and in how much memory, beside the library for each format.

python benchmarks/read_files.py [--rows 1000000]
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq

from selfinstruct.storage.source import find_source, read_records

_PIECE = 10_000


def rows(count: int) -> Iterator[dict[str, str]]:
    """Yield tasks of about 120 characters."""
    for number in range(count):
        yield {
            "instruction": f"把第{number}号数据乘以三，并说明步骤。" * 2,
            "input": str(number),
            "output": f"得到{number * 3}。" * 8,
        }


def tables(count: int, piece: int) -> Iterator[pa.Table]:
    """Yield the rows in tables of `piece` rows."""
    batch: list[dict[str, str]] = []
    for row in rows(count):
        batch.append(row)
        if len(batch) == piece:
            yield pa.Table.from_pylist(batch)
            batch = []


def write_parquet(path: Path, count: int, group: int) -> None:
    """Write a Parquet file in row groups of a size."""
    whole = pa.concat_tables(tables(count, _PIECE))
    pq.write_table(whole, path, row_group_size=group)


def write_arrow(path: Path, count: int) -> None:
    """Write a stream of record batches, as `Dataset.save_to_disk` does."""
    with pa.ipc.new_stream(path, next(tables(_PIECE, _PIECE)).schema) as stream:
        for table in tables(count, _PIECE):
            stream.write_table(table, max_chunksize=1000)


def write_text(path: Path, lines: Iterable[str]) -> None:
    """Write lines."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def write_csv(path: Path, count: int) -> None:
    """Write a CSV with a header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["instruction", "input", "output"])
        writer.writeheader()
        writer.writerows(rows(count))


def wrapped(count: int) -> Iterator[str]:
    """Yield an object around the rows, in pieces."""
    yield '{"version": "1.0", "data": [\n'
    for number, row in enumerate(rows(count)):
        yield (",\n" if number else "") + json.dumps(row, ensure_ascii=False)
    yield "]}\n"


WRITERS: dict[str, Callable[[Path, int], None]] = {
    "one-group.parquet": lambda path, count: write_parquet(path, count, count),
    "groups.parquet": lambda path, count: write_parquet(path, count, 1000),
    "stream.arrow": write_arrow,
    "rows.jsonl": lambda path, count: write_text(
        path, (f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows(count))
    ),
    "wrapped.json": lambda path, count: write_text(path, wrapped(count)),
    "rows.csv": write_csv,
}


def by_library(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows as the format's own library reads them in constant memory, where it does."""
    match path.suffix:
        case ".parquet":
            for batch in pq.ParquetFile(path).iter_batches():
                yield from batch.to_pylist()
        case ".arrow":
            for batch in pa.ipc.open_stream(path):
                yield from batch.to_pylist()
        case ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)
        case ".jsonl":
            with path.open(encoding="utf-8") as file:
                yield from map(json.loads, file)
        case _:
            yield from json.loads(path.read_text(encoding="utf-8"))["data"]


def by_us(path: Path) -> Iterator[Any]:
    """Yield the records of a dataset file."""
    return read_records(find_source(path), lambda _: None)


def read(path: Path, way: str) -> None:
    """Read a file in this process, and print rows, CPU seconds and peak memory in MiB."""
    begun = time.process_time()
    count = sum(1 for _ in (by_us if way == "us" else by_library)(path))
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(count, time.process_time() - begun, int(peak.split()[1]) / 1024)


def measured(path: Path, way: str) -> tuple[int, float, float]:
    """Read a file in a process of its own. Returns rows, CPU seconds and peak memory in MiB."""
    command = [sys.executable, __file__, "--read", str(path), "--way", way]
    count, seconds, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(count), float(seconds), float(peak)


def main() -> None:
    """Print one line of measurements per format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--way", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        read(given.read, given.way)
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, write in WRITERS.items():
            path = Path(folder) / name
            write(path, given.rows)
            (count, ours, peak), (_, theirs, their_peak) = (measured(path, way) for way in ("us", "library"))
            size = path.stat().st_size / 1e6
            print(
                f"{name}: {count:,} rows, {size:,.0f} MB; {ours:.1f} s and {peak:,.0f} MiB; "
                f"library {theirs:.1f} s ({ours / theirs:.1f}x) and {their_peak:,.0f} MiB"
            )
            path.unlink()


if __name__ == "__main__":
    main()
