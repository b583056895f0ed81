"""Prepare a run before the first request: resolve settings, read inputs and check the identity."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline.mix import read_mix
from selfinstruct.pipeline.replay import Rules
from selfinstruct.runs.caps import Caps
from selfinstruct.runs.file_settings import file_settings
from selfinstruct.runs.file_trust import require_trusted_file
from selfinstruct.runs.identity import check_identity, default_folder, identity, tokens_of
from selfinstruct.runs.layers import Completed, complete
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.prices import price_of, price_table, with_batches
from selfinstruct.runs.settings import Settings, resolve
from selfinstruct.runs.teacher_settings import as_plain, caps_of, connection_of
from selfinstruct.schema.hashing import sha256
from selfinstruct.schema.layout import RESPONSE_FORMAT, Layout
from selfinstruct.schema.price import Price
from selfinstruct.storage.against import load_against
from selfinstruct.storage.journal_entries import has_replies
from selfinstruct.storage.prompt_templates import is_built_in, load_template
from selfinstruct.storage.run_folder import RunFolder, read_run
from selfinstruct.storage.seeds import digest, load_seeds, seeds_digest, seeds_file
from selfinstruct.storage.stored_files import MAX_COUNT
from selfinstruct.teachers.batches.rules import held, is_held
from selfinstruct.teachers.connection import Connection
from selfinstruct.teachers.urls import public_urls


@dataclass(frozen=True, slots=True)
class RunPlan:
    """A run that is ready to start: its folder, settings, rules, identity, connection to the teacher, and its price."""

    folder: Path
    completed: Completed[GenerateOptions]
    settings: Settings
    rules: Rules
    identity: Mapping[str, Any]
    connection: Connection
    caps: Caps
    price: Price | None
    stored: Mapping[str, Any] | None = None
    """The settings in the folder's `run.toml` before this command."""

    @property
    def in_batches(self) -> bool:
        """True if requests are sent in batches; a provider may hold a request that long instead."""
        return bool(self.completed.options.batch) and not is_held(self.connection.provider)

    @property
    def rounds(self) -> tuple[int, ...] | None:
        """The sizes of the rounds of batches, () for those of the run; None online."""
        return read_rounds(self.completed.options.rounds or "") if self.in_batches else None

    @property
    def has_stored_address(self) -> bool:
        """True if the last command of this run used the same address."""
        return self.stored is not None and self.stored.get("base_url") == public_urls(self.settings.base_url)


@dataclass(frozen=True, slots=True)
class FoundRun:
    """The run folder of a command, with the content of its `run.toml`, or None if it does not hold a run yet."""

    folder: Path
    completed: Completed[GenerateOptions]
    stored: Mapping[str, Any] | None


def prepare(options: GenerateOptions, environ: Mapping[str, str]) -> RunPlan:
    """Resolve the options and read every input file. Raises InputError before anything is written."""
    if options.n is not None and (not isinstance(options.n, int) or options.n < 1):
        raise InputError(f"--n must be at least 1, not {options.n}; it is the number of accepted tasks to generate")
    if options.n is not None and options.n >= MAX_COUNT:
        raise InputError(f"--n must be less than {MAX_COUNT:,}, not {options.n}")
    found = find_run(options, environ, resolve)
    folder, stored = found.folder, found.stored
    with found.completed.errors_named():
        settings = resolve(found.completed.options, environ, stored["settings"] if stored else None)
    require_trusted_file(found.completed, settings, environ)
    if stored is None and options.n is None:
        raise InputError("the number of tasks is missing; set it with --n, such as --n 200")
    resumed = stored["identity"] if stored is not None and has_replies(folder) else None
    rules, content = load_rules(settings, tokens_of(resumed))
    own = identity(settings, content, rules.tokens)
    if resumed is not None:
        check_identity(folder, resumed, own)
    connection = connection_of(settings, environ, settings.temperature, settings.top_p)
    if settings.layout is Layout.JSON_SCHEMA:
        connection = replace(connection, extra_body={"response_format": RESPONSE_FORMAT} | dict(connection.extra_body))
    before = stored["settings"] if stored else None
    price = with_batches(price_of(settings, price_table(found.completed.file)), connection.provider)
    connection = _for_batches(found.completed.options, connection)
    caps = caps_of(settings, connection, price)
    return RunPlan(folder, found.completed, settings, rules, own, connection, caps, price, before)


def _for_batches(options: GenerateOptions, connection: Connection) -> Connection:
    """Check the options for batches. Returns the connection, with patience if the provider holds requests instead."""
    if not options.batch:
        if options.rounds:
            raise InputError("--rounds needs --batch")
        return connection
    read_rounds(options.rounds or "")
    return held(connection, with_timeout=options.timeout is not None)


def read_rounds(text: str) -> tuple[int, ...]:
    """Read `--rounds`. Raises InputError."""
    parts = [part.strip() for part in text.split(",")] if text else []
    if not all(part.isdecimal() and part.isascii() and 0 < int(part) < MAX_COUNT for part in parts):
        raise InputError(f"--rounds must be numbers of requests such as 100,500,2000, not {text!r}")
    return tuple(map(int, parts))


def find_run(
    options: GenerateOptions,
    environ: Mapping[str, str],
    resolve_new: Callable[[GenerateOptions, Mapping[str, str], None], Settings],
) -> FoundRun:
    """Return the folder of a command, what it stores, and the options completed by a settings file.

    `resolve_new` resolves the options of a new run, whose default folder depends on them. Raises InputError.
    """
    file = file_settings(options.config)
    new = complete(options, file, environ)
    with new.errors_named():
        folder = options.out or default_folder(new.options, resolve_new(new.options, environ, None))
    stored = _stored(folder)
    if stored is None or not has_replies(folder):
        # A run without replies may be replaced, so that a mistake in the file can be corrected there.
        return FoundRun(folder, new, stored)
    return FoundRun(folder, complete(options, file, environ, stored["settings"]), stored)


def _stored(folder: Path) -> dict[str, Any] | None:
    """Read the `run.toml` of an existing folder; None if it does not contain a run yet."""
    try:
        return read_run(folder) if folder.is_dir() else None
    except (OSError, ValueError) as error:
        raise InputError(f"{folder}: not a valid folder ({error}); choose another --out") from error


def load_rules(settings: Settings, tokens: int) -> tuple[Rules, dict[str, str]]:
    """Load template, seeds and --against files. Returns rules, and hashes for the identity. Raises InputError.

    `tokens` is the version of the tokenizer.
    """
    template = load_template(
        settings.prompt, settings.tasks, settings.language, settings.topic, bool(settings.mix), settings.layout
    )
    seeds = load_seeds(seeds_file(settings.seeds))
    against = tuple(task for path in settings.against for task in load_against(Path(path)))
    rules = Rules(
        template=template,
        seeds=seeds,
        against=against,
        seed=settings.seed,
        demonstrations=settings.demonstrations,
        language=settings.language,
        threshold=settings.threshold,
        mix=read_mix(settings.mix) if settings.mix else None,
        dedup_on=settings.dedup_on,
        pii=settings.pii,
        tokens=tokens,
    )
    seeds_hash = seeds_digest(seeds, with_types=rules.mix is not None)
    return rules, {"template": sha256(template.text), "seeds": seeds_hash, "against": digest(against)}


def write_run_toml(folder: RunFolder, plan: RunPlan) -> None:
    """Write `run.toml`: identity, settings as last used, versions; no secrets.

    The folder must be locked. A run without replies may be replaced. Raises InputError if another run has claimed the
    folder since `prepare` checked it.
    """
    if (stored := folder.stored()) is not None and has_replies(folder.path):
        check_identity(folder.path, stored.get("identity", {}), plan.identity)
    folder.store(run_toml(plan.settings, plan.identity))


def run_toml(settings: Settings, own: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content of `run.toml` for these settings and this identity."""
    return {"identity": dict(own), "settings": _stored_settings(settings), "versions": _versions()}


def _stored_settings(settings: Settings) -> dict[str, Any]:
    """The settings with absolute paths, so that the run can be resumed from any working directory."""
    values = as_plain(settings)
    if is_built_in(settings.prompt):
        values["prompt"] = ""
    for name in ("seeds", "prompt"):
        values[name] = str(Path(values[name]).absolute()) if values[name] else ""
    values["against"] = [str(Path(path).absolute()) for path in values["against"]]
    return values


def _versions() -> dict[str, str]:
    packages = ("selfinstruct", "openai", "aiohttp", "numba", "rapidfuzz", "numpy")
    return {name: _version(name) for name in packages} | {"python": platform.python_version()}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
