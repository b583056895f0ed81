"""Measure which share of the questions in other files has a near-duplicate in the dataset.

For a benchmark, this is contamination.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from selfinstruct.datasets.report.nearest import MAX_SHOWN
from selfinstruct.similarity import Match, SimilarityIndex
from selfinstruct.storage.shapes import ShapedRow, ShapeReader
from selfinstruct.storage.source import Source, read_usable

_MAX_PAIRS = 20


def overlaps(frame: pd.DataFrame, files: Sequence[Source], threshold: float) -> list[dict[str, Any]]:
    """Return, for each file, how many questions have a near-duplicate (ROUGE-L F1 above the threshold), and examples.

    A question is compared with every instruction, every input, and both joined: a benchmark's question may be in the
    input of a row whose instruction is "answer this". Raises InputError for a file that cannot be read.
    """
    if not files:
        return []
    questions = [(source.hub_set.name if source.hub_set else source.path.name, _questions(source)) for source in files]
    index, rows = _index(frame, threshold)
    return [_overlap(name, texts, index.match_all(texts), rows, threshold) for name, texts in questions]


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
    name: str, questions: list[str], found: list[Match | None], rows: list[tuple[str, str]], threshold: float
) -> dict[str, Any]:
    alike = [(match, question) for match, question in zip(found, questions, strict=True) if match]
    alike.sort(key=lambda pair: -pair[0].score)
    return {
        "file": name,
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


def _questions(source: Source) -> list[str]:
    shapes = ShapeReader({})
    return list(read_usable(source, lambda _: None, lambda row: _question(shapes.read_question(row))))


def _question(shaped: ShapedRow) -> str:
    """Return the question of a row, with the input of an instruction. The context of a question is left out."""
    given = shaped.tasks[0].input if "instruction" in shaped.row.fields else ""
    return f"{shaped.question}\n{given}" if given else shaped.question
