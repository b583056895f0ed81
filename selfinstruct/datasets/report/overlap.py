"""Measure which share of the questions in other files has a near-duplicate in the dataset.

For a benchmark, this is contamination.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from selfinstruct.datasets.report.nearest import MAX_SHOWN
from selfinstruct.errors import InputError
from selfinstruct.similarity import Match, SimilarityIndex
from selfinstruct.storage.tables import TableRow, read_rows, size_of

QUESTION_FIELDS = ("instruction", "question", "prompt", "query", "text")
"""Fields that may hold the question of a row; the first one that a row has is used."""
_MAX_PAIRS = 20


def overlaps(frame: pd.DataFrame, files: Sequence[Path], threshold: float) -> list[dict[str, Any]]:
    """Return, for each file, how many questions have a near-duplicate (ROUGE-L F1 above the threshold), and examples.

    A question is compared with every instruction, every input, and both joined: a benchmark's question may be in the
    input of a row whose instruction is "answer this". Raises InputError for a file that cannot be read.
    """
    if not files:
        return []
    questions = [(path, _questions(path)) for path in files]
    index, rows = _index(frame, threshold)
    return [_overlap(path, texts, index.match_all(texts), rows, threshold) for path, texts in questions]


def _index(frame: pd.DataFrame, threshold: float) -> tuple[SimilarityIndex, list[tuple[str, str]]]:
    """Index all texts of the dataset. Also returns the row's id and the text of each entry."""
    with_input = frame[frame["input"] != ""]
    both = with_input["instruction"] + "\n" + with_input["input"]
    parts = [(frame["id"], frame["instruction"]), (with_input["id"], with_input["input"]), (with_input["id"], both)]
    rows = [pair for ids, texts in parts for pair in zip(ids, texts, strict=True)]
    index = SimilarityIndex(threshold)
    index.add_all(text for _, text in rows)
    return index, rows


def _overlap(
    path: Path, questions: list[str], found: list[Match | None], rows: list[tuple[str, str]], threshold: float
) -> dict[str, Any]:
    alike = [(match, question) for match, question in zip(found, questions, strict=True) if match]
    alike.sort(key=lambda pair: -pair[0].score)
    return {
        "file": path.name,
        "questions": len(questions),
        "threshold": threshold,
        "rows": len(alike),
        "share": len(alike) / len(questions),
        "most": [
            {
                "score": match.score,
                "question": question[:MAX_SHOWN],
                "id": rows[match.row][0],
                "text": rows[match.row][1][:MAX_SHOWN],
            }
            for match, question in alike[:_MAX_PAIRS]
        ],
    }


def _questions(path: Path) -> list[str]:
    size_of(path)
    return [_question(row) for row in read_rows(path, lambda _: None)]


def _question(row: TableRow) -> str:
    name = next((name for name in QUESTION_FIELDS if isinstance(row.fields.get(name), str)), None)
    if name is None:
        raise InputError(
            f"{row.file}:{row.line}: no question found; --against needs rows with one of the fields "
            f"{', '.join(QUESTION_FIELDS)}"
        )
    given = row.fields.get("input") if name == "instruction" else None
    return f"{row.fields[name]}\n{given}" if isinstance(given, str) and given else str(row.fields[name])
