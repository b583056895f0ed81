"""Measure how many records of real replies are read exactly, for the layouts that chat models write.

python benchmarks/layouts.py --data tasks.jsonl     Alpaca-format JSON lines; each reply has seven random tasks
It also measures the time for a reply of a million bytes that repeats one piece of text.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from selfinstruct.pipeline.nothing import is_nothing
from selfinstruct.pipeline.parsing import Record, parse
from selfinstruct.schema.task import Task

FIRST = 4
TASKS = 7
Writer = Callable[[Sequence[Task], int], str]


def written(record: str, separator: str, no_input: str = "<无输入>") -> Writer:
    """Return a writer of a layout. `record` uses `n`, `i`, `x` and `o` for number, instruction, input and output."""

    def write(tasks: Sequence[Task], first: int) -> str:
        return separator.join(
            record.format(n=number, i=task.instruction, x=task.input or no_input, o=task.output)
            for number, task in enumerate(tasks, first)
        )

    return write


PLAIN = written("{n}. 指令: {i}\n{n}. 输入:\n{x}\n{n}. 输出:\n{o}", "\n###\n")


def as_json(tasks: Sequence[Task], _first: int) -> str:
    """Write a JSON array."""
    rows = [{"instruction": task.instruction, "input": task.input, "output": task.output} for task in tasks]
    return json.dumps(rows, ensure_ascii=False, indent=2)


LAYOUTS: dict[str, Writer] = {
    "as requested": PLAIN,
    "rules between": written("{n}. 指令: {i}\n{n}. 输入: {x}\n{n}. 输出: {o}", "\n\n---\n\n"),
    "task headings, bold labels": written(
        "### 任务 {n}\n\n**指令：** {i}\n**输入：** {x}\n**输出：** {o}", "\n\n---\n\n", "无"
    ),
    "number headings": written("### {n}\n指令: {i}\n输入: {x}\n输出: {o}", "\n\n"),
    "label headings": written("### {n}. 指令\n{i}\n### {n}. 输入\n{x}\n### {n}. 输出\n{o}", "\n\n"),
    "number behind": written("指令 {n}：{i}\n输入 {n}：{x}\n输出 {n}：{o}", "\n###\n"),
    "bilingual": written("{n}. 指令 (Instruction): {i}\n{n}. 输入 (Input): {x}\n{n}. 输出 (Output): {o}", "\n###\n"),
    "no input as N/A": written("{n}. 指令: {i}\n{n}. 输入: {x}\n{n}. 输出: {o}", "\n###\n", "N/A"),
    "no input in brackets": written("{n}. 指令: {i}\n{n}. 输入: {x}\n{n}. 输出: {o}", "\n###\n", "（无需输入）"),
    "in a fence": lambda tasks, first: f"好的，以下是任务列表：\n\n```\n{PLAIN(tasks, first)}\n```",
    "closing remark": lambda tasks, first: f"{PLAIN(tasks, first)}\n\n希望这些任务对您有帮助！",
    "lone </think>": lambda tasks, first: f"先想想。\n4. 指令: 草稿\n4. 输出: 略\n</think>\n\n{PLAIN(tasks, first)}",
    "JSON": as_json,
    "same line": written("{n}.指令:{i}\n{n}.输入:{x}\n{n}.输出:{o}", "\n###\n"),
    "full width": written("{n}．指令：{i}\n{n}．输入：\n{x}\n{n}．输出：\n{o}\n", "\n", "无"),
    "bold labels": written("**{n}. 指令:** {i}\n**{n}. 输入:** {x}\n**{n}. 输出:**\n{o}", "\n\n###\n\n"),
    "restarted numbers": lambda tasks, _first: PLAIN(tasks, 1),
}


def measure(write: Writer, tasks: Sequence[Task], replies: int) -> tuple[float, float, float]:
    """Return the shares of exact records of all and of wrong ones of those read, and milliseconds per reply."""
    rng = random.Random(1)
    exact = read = 0
    seconds = 0.0
    for _ in range(replies):
        served = rng.sample(tasks, TASKS)
        text = write(served, FIRST)
        began = time.perf_counter()
        found = [part.task for part in parse(text) if isinstance(part, Record)]
        seconds += time.perf_counter() - began
        exact += len({(task.instruction, task.input, task.output) for task in found} & set(map(fields, served)))
        read += len(found)
    return exact / (replies * TASKS), (read - exact) / max(read, 1), seconds / replies * 1000


MEGABYTE = 1_000_000
PIECES = (
    "指令：",
    "指令：\n",
    "4. 指令: a\n4. 输入: b\n4. 输出: c\n###\n",
    "```\n",
    "---\n",
    "1.\n",
    "### 任务 5\n",
    "A: a\nQ: b\n",
)


def seconds_of_megabyte(piece: str) -> float:
    """Return the seconds that parsing takes for a million bytes of one repeated piece."""
    whole = piece.encode() * (MEGABYTE // len(piece.encode()) + 1)
    text = whole[:MEGABYTE].decode(errors="ignore")
    began = time.perf_counter()
    parse(text)
    return time.perf_counter() - began


def fields(task: Task) -> tuple[str, str, str]:
    """Return a task's fields as they should be read."""
    return task.instruction.strip(), "" if is_nothing(task.input) else task.input.strip(), task.output.strip()


def main() -> None:
    """Print a line for each layout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--replies", type=int, default=3000)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.data.read_text(encoding="utf-8").strip().split("\n")]
    tasks = [Task(row["instruction"], row["input"], row["output"]) for row in rows if 0 < len(row["output"]) <= 400]
    print(f"{'layout':<28}{'exact':>10}{'wrong':>10}{'ms/reply':>10}")
    for name, write in LAYOUTS.items():
        exact, wrong, milliseconds = measure(write, tasks, given.replies)
        print(f"{name:<28}{exact:>10.3%}{wrong:>10.3%}{milliseconds:>10.2f}")
    replies = "\n\n".join(PLAIN(tasks[at : at + TASKS], FIRST) for at in range(0, len(tasks), TASKS))
    print("\na million bytes of")
    for name, piece in {"replies": replies, **{repr(piece): piece for piece in PIECES}}.items():
        print(f"{name:<60}{seconds_of_megabyte(piece):>8.2f} s")


if __name__ == "__main__":
    main()
