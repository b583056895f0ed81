"""What a caller may ask of a run; a noun of its own, so that the command line imports nothing heavy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the caller asks for; None is "not given". Each is a flag of `selfinstruct generate`."""

    n: int | None = None
    out: Path | None = None
    seeds: Path | None = None
    prompt: Path | None = None
    topic: str | None = None
    mix: Mapping[str, float] | str | None = None
    balance: bool | None = None
    language: str | None = None
    teacher: str | None = None
    teacher_faults: float | None = None
    model: str | None = None
    base_url: str | None = None
    key_env: str | None = None
    extra_body: Mapping[str, Any] | str | None = None
    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    tasks: int | None = None
    demonstrations: int | None = None
    threshold: float | None = None
    window: int | None = None
    seed: int | None = None
    against: tuple[Path, ...] | None = None
    concurrency: int | None = None
    timeout: float | None = None
    attempts: int | None = None
    saturation: float | None = None
