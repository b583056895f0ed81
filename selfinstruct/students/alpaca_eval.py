"""Write held-out tasks and answers as AlpacaEval files (`--model_outputs` and `--reference_outputs`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from selfinstruct.schema.prompt_format import user_turn
from selfinstruct.schema.task import Task
from selfinstruct.students.folder import write_file
from selfinstruct.students.systems import Kind, Prediction, System

_SYSTEM_FILE = re.compile(rf"({'|'.join(Kind)})(-\d+)?")


def write_alpaca_eval(folder: Path, tasks: Sequence[Task], answers: Mapping[System, Sequence[Prediction]]) -> None:
    """Write a file for each system and one for the references, in task order. Raises StorageError.

    The files of earlier comparisons are removed, because their tasks or limits may differ.
    """
    for path in list(folder.glob("*.json")):
        if _SYSTEM_FILE.fullmatch(path.stem):
            path.unlink()
    outputs = {"reference": [task.output for task in tasks]}
    outputs |= {system.name: [one.text for one in predictions] for system, predictions in answers.items()}
    for name, texts in outputs.items():
        rows = _rows(name, tasks, texts)
        write_file(folder / f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def _rows(name: str, tasks: Sequence[Task], texts: Iterable[str]) -> list[dict[str, str]]:
    return [
        {"instruction": user_turn(task), "output": text, "generator": name}
        for task, text in zip(tasks, texts, strict=True)
    ]
