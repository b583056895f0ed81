"""Settings of a run, resolved from the options, the run folder and the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.languages.detection import has_detector, how_to_install
from selfinstruct.pipeline.languages.others import sharing_script
from selfinstruct.pipeline.mix import BALANCED, read_mix
from selfinstruct.runs.caps import cap_values
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.provider_choice import Environ
from selfinstruct.runs.teacher_settings import (
    Requirement,
    TeacherSettings,
    bad_values_reported,
    check_settings,
    given_values,
    plain,
    require_given_key,
    teacher_requirements,
    teacher_values,
)
from selfinstruct.schema.choices import choice_of, optional_number
from selfinstruct.schema.dedup_on import DedupOn
from selfinstruct.schema.flag import Pii
from selfinstruct.schema.layout import Layout
from selfinstruct.schema.thresholds import NEAR_DUPLICATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(TeacherSettings):
    """The resolved options of a run, with their defaults. `seeds`, `prompt`, `topic` and `mix` are "" if not set.

    `temperature` and `top_p` are None if they are not sent.
    """

    seeds: str = ""
    prompt: str = ""
    topic: str = ""
    mix: str = ""
    language: Language = Language.CHINESE
    temperature: float | None = None
    top_p: float | None = None
    tasks: int = 10
    demonstrations: int = 3
    threshold: float = NEAR_DUPLICATE
    dedup_on: DedupOn = DedupOn.INSTRUCTION
    layout: Layout = Layout.LIST
    pii: Pii = Pii.KEEP
    window: int = 256
    seed: int = 0
    against: tuple[str, ...] = ()
    saturation: float = 0.02


def resolve(options: GenerateOptions, environ: Environ, stored: Mapping[str, Any] | None) -> Settings:
    """Resolve the settings of a run. `stored` are the settings in its `run.toml`, if it has one. Raises InputError."""
    settings = resolve_unchecked(options, environ, stored)
    with bad_values_reported():
        require_given_key(given_values(options), settings, environ)
        check_settings(settings, environ, _requirements)
    return settings


def resolve_unchecked(options: GenerateOptions, environ: Environ, stored: Mapping[str, Any] | None) -> Settings:
    """Like `resolve`, but a key may be missing and values may be out of range, as far as they can be read."""
    with bad_values_reported():
        given = given_values(options)
        values = plain(stored or {}) | given
        values |= teacher_values(given, plain(stored) if stored is not None else None, environ)
        values |= {
            "mix": _mix(given, values),
            "language": choice_of(Language, values.get("language", Language.CHINESE), "--language"),
            "dedup_on": choice_of(DedupOn, values.get("dedup_on", DedupOn.INSTRUCTION), "--dedup-on"),
            "pii": choice_of(Pii, values.get("pii", Pii.KEEP), "--pii"),
            "layout": choice_of(Layout, values.get("layout", Layout.LIST), "--layout"),
            "temperature": optional_number("temperature", values),
            "top_p": optional_number("top_p", values),
            **cap_values(values),
        }
        known = {field.name for field in fields(Settings)}
        return Settings(**{name: value for name, value in values.items() if name in known})


def _mix(given: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """Return the canonical text of the mix; "" if none is given or stored."""
    if not isinstance(given.get("balance", False), bool):
        raise TypeError(f"balance must be True or False, not {given['balance']!r}")
    if not given.get("balance"):
        return read_mix(values["mix"]).text if "mix" in given or values.get("mix") else ""
    if "mix" in given:
        raise InputError(
            "--balance requests all task types equally and cannot be combined with --mix; leave one of them out"
        )
    return BALANCED.text


def _requirements(settings: Settings, environ: Environ) -> list[Requirement]:
    temperature, top_p = (1.0 if value is None else value for value in (settings.temperature, settings.top_p))
    return [
        *teacher_requirements(settings, environ),
        (
            settings.teacher != "offline" or settings.language in (Language.CHINESE, Language.ANY),
            "the offline teacher only writes tasks in simplified Chinese; leave --language out, or use a real teacher",
        ),
        (not sharing_script(settings.language) or has_detector(), how_to_install(settings.language)),
        (
            0 <= temperature <= 2,
            f"--temperature must be at least 0 and at most 2, or none, not {temperature:g}",
        ),
        (0 < top_p <= 1, f"--top-p must be greater than 0 and at most 1, or none, not {top_p:g}"),
        (
            1 <= settings.demonstrations < settings.tasks,
            f"--demonstrations must be at least 1 and less than --tasks ({settings.tasks}), not "
            f"{settings.demonstrations}",
        ),
        (
            settings.tasks <= 50,
            f"--tasks must be at most 50, not {settings.tasks}: longer lists are cut by the token limit",
        ),
        (
            0 < settings.threshold <= 1,
            f"--threshold must be greater than 0 and at most 1, not {settings.threshold:g}",
        ),
        (settings.window >= 1, f"--window must be at least 1, not {settings.window}"),
        (
            0 <= settings.saturation < 1,
            f"--saturation must be at least 0 (never stop) and less than 1, not {settings.saturation:g}",
        ),
    ]
