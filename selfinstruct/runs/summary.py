"""The numbers of a run: as `generate` returns them, as `stats.json` and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.pipeline.counters import Tally
from selfinstruct.pipeline.mix import Mix
from selfinstruct.schema.task_types import TaskType


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of a run, as `generate` returns them.

    `accepted` counts the rows of the dataset. `target_shares` holds the target share of each task type, in [0, 1]; None
    without a mix. `seconds` covers this process, all other numbers cover the whole run. `waiting` counts paid answers
    in the journal that are not processed: past the slot that reached the target, or behind an open slot.
    """

    folder: Path
    teacher: str
    target: int
    accepted: int
    rejected: dict[str, int]
    task_types: dict[str, int]
    target_shares: dict[str, float] | None
    acceptance: float
    requests: int
    answers: int
    prompt_tokens: int
    completion_tokens: int
    waiting: int
    seconds: float
    curve: list[dict[str, int]]
    layout_suspects: dict[str, int]

    @property
    def dataset(self) -> Path:
        """The dataset file: JSON lines in Alpaca's format."""
        return self.folder / "dataset.jsonl"

    def as_json(self) -> dict[str, Any]:
        """The content of `stats.json`. `cost` is null because no prices are known."""
        return {
            "teacher": self.teacher,
            "target": self.target,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "task_types": self.task_types,
            "wished": self.target_shares,
            "layout_suspects": self.layout_suspects,
            "acceptance": round(self.acceptance, 4),
            "acceptance_over_time": self.curve,
            "requests": self.requests,
            "answers": self.answers,
            "waiting": self.waiting,
            "tokens": {"prompt": self.prompt_tokens, "completion": self.completion_tokens},
            "cost": None,
            "seconds": round(self.seconds, 2),
        }


def summarize(
    folder: Path,
    teacher: str,
    target: int,
    types: Counter[TaskType],
    mix: Mix | None,
    tally: Tally,
    waiting: int,
    seconds: float,
) -> Summary:
    """Return the summary of a run so far; `types` counts the rows of its dataset."""
    return Summary(
        folder=folder,
        teacher=teacher,
        target=target,
        accepted=types.total(),
        rejected={str(reason): count for reason, count in tally.reasons.most_common()},
        task_types={str(task_type): types[task_type] for task_type in TaskType},
        target_shares={str(task_type): round(share, 4) for task_type, share in mix.shares.items()} if mix else None,
        acceptance=tally.acceptance,
        requests=tally.attempts,
        answers=tally.answers,
        prompt_tokens=tally.prompt_tokens,
        completion_tokens=tally.completion_tokens,
        waiting=waiting,
        seconds=seconds,
        curve=tally.curve(),
        layout_suspects=dict(tally.suspects.most_common()),
    )


def columns(lines: Sequence[tuple[str, str]]) -> str:
    """Format names and values in two columns."""
    width = max(len(name) for name, _ in lines) + 2
    return "\n".join(f"{name:<{width}}{value}" for name, value in lines)


def describe(stats: dict[str, Any], folder: Path) -> str:
    """Format the content of `stats.json` as a short table."""
    tokens = stats["tokens"]
    rejected = stats["rejected"]
    reasons = ", ".join(f"{reason} {count}" for reason, count in rejected.items()) or "none"
    lines = [
        ("accepted", f"{stats['accepted']:,} of {stats['target']:,} tasks ({stats['acceptance']:.1%} of all texts)"),
        ("rejected", f"{sum(rejected.values()):,} ({reasons})"),
        ("task types", _types(stats["task_types"], stats.get("wished"))),
        ("teacher", f"{stats['teacher']}, {stats['answers']:,} replies in {stats['requests']:,} requests"),
        ("tokens", f"{tokens['prompt']:,} prompt + {tokens['completion']:,} completion"),
        ("seconds", f"{stats['seconds']:.1f}"),
        ("dataset", str(folder / "dataset.jsonl")),
        ("more files", "records.jsonl (with provenance), rejected.jsonl (with reasons), stats.json"),
    ]
    if suspects := stats.get("layout_suspects"):
        shown = ", ".join(f"{count:,} end in {kind}" for kind, count in suspects.items())
        lines.append(("layout", f"outputs to check: {shown}"))
    if stats["waiting"]:
        behind = "behind a request in flight" if stats.get("state") == "running" else "behind an open slot"
        why = "for a larger --n" if stats["accepted"] >= stats["target"] else behind
        lines.append(("waiting", f"{stats['waiting']:,} replies saved in the journal, {why}"))
    return "\n".join(f"{name:<11}{value}" for name, value in lines)


def _types(counts: dict[str, int], target_shares: dict[str, float] | None) -> str:
    """Format the type counts; for a mix, only the types in it or found, each with its share and target share."""
    if target_shares is None:
        return ", ".join(f"{name} {count}" for name, count in counts.items())
    total = max(1, sum(counts.values()))
    return ", ".join(
        f"{name} {count} ({count / total:.1%}, target {target_shares.get(name, 0):.1%})"
        for name, count in counts.items()
        if count or target_shares.get(name)
    )
