"""The forms in which rows of facts are asked for and written: lines, a Markdown table, JSON or one line."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random

from selfinstruct.teachers.offline.world import listed

Rows = Sequence[tuple[str, ...]]


def in_lines(rows: Rows, heads: tuple[str, ...]) -> str:  # noqa: ARG001 - all writers take the same
    """Write a line for each row: its first cell, a colon, and the other cells."""
    return "\n".join(f"{first}：{'，'.join(rest)}" for first, *rest in rows)


def in_table(rows: Rows, heads: tuple[str, ...]) -> str:
    """Write a table in Markdown."""
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (heads, ("---",) * len(heads), *rows))


def in_json(rows: Rows, heads: tuple[str, ...]) -> str:
    """Write an array of objects in JSON."""
    return json.dumps([dict(zip(heads, row, strict=True)) for row in rows], ensure_ascii=False)


def in_one_line(rows: Rows, heads: tuple[str, ...]) -> str:  # noqa: ARG001 - all writers take the same
    """Write all rows in one line, with the other cells of a row in parentheses."""
    return "；".join(f"{first}（{'，'.join(rest)}）" for first, *rest in rows) + "。"


ROW_SHAPES: tuple[tuple[tuple[str, ...], Callable[[Rows, tuple[str, ...]], str]], ...] = (
    (("一行写一项，{first}后面用冒号接上{rest}", "逐行写成“{first}：{commas}”的样子"), in_lines),
    (("做成Markdown表格，各列依次是{heads}", "用Markdown画一张表，表头为{heads}"), in_table),
    (("以JSON数组给出，每个对象的键是{heads}", "结果输出成JSON，一项一个对象，包含{heads}"), in_json),
    (("写在同一行里，用分号隔开，{rest}放进括号", "不要分行，各项以分号相隔，括号里写{rest}"), in_one_line),
)


def shaped(rng: Random, rows: Rows, heads: tuple[str, ...]) -> tuple[str, str]:
    """Draw the form of the answer, and return the wording that asks for it and the answer in this form."""
    wordings, write = rng.choice(ROW_SHAPES)
    wording = rng.choice(wordings).format(
        first=heads[0], rest=listed(heads[1:]), commas="，".join(heads[1:]), heads="、".join(heads)
    )
    return wording, write(rows, heads)
