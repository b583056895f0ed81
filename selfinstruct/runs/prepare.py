"""Everything that must be right before the first request: settings, template, seeds, identity. Files in, a job out."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.mix import read_mix
from selfinstruct.pipeline.replay import Rules
from selfinstruct.pipeline.template import Template, read_template
from selfinstruct.runs.identity import check_identity, default_folder, identity, sha
from selfinstruct.runs.options import GenerateOptions
from selfinstruct.runs.settings import Settings, as_plain, resolve
from selfinstruct.schema.task import Task
from selfinstruct.storage.resources import resource
from selfinstruct.storage.run_folder import RunFolder, read_run
from selfinstruct.storage.seeds import digest, load_against, load_seeds

BUILT_IN_SEEDS = "zh_seed_tasks"
BUILT_IN_PROMPT = "belle_zh"


@dataclass(frozen=True, slots=True)
class RunPlan:
    """A run that can begin: where, with what settings, by what rules, and what makes it this run and no other."""

    folder: Path
    settings: Settings
    rules: Rules
    identity: Mapping[str, Any]


def prepare(options: GenerateOptions, environ: Mapping[str, str]) -> RunPlan:
    """Resolve the options and read every input file. Raises InputError, before anything is written."""
    if options.n is not None and (not isinstance(options.n, int) or options.n < 1):
        raise InputError(f"--n must be 1 or more, not {options.n}: it counts the tasks to be accepted")
    folder = options.out or default_folder(options, resolve(options, environ, None))
    stored = _stored(folder)
    settings = resolve(options, environ, stored["settings"] if stored else None)
    if stored is None and options.n is None:
        raise InputError("say how many tasks you want: --n 200")
    rules, content = load_rules(settings)
    job = RunPlan(folder, settings, rules, identity(settings, content))
    if stored is not None:
        check_identity(folder, stored["identity"], job.identity)
    return job


def _stored(folder: Path) -> dict[str, Any] | None:
    """What an existing folder's `run.toml` says; None where there is no run yet."""
    try:
        return read_run(folder) if folder.is_dir() else None
    except (OSError, ValueError) as error:
        raise InputError(f"{folder}: this can't be a folder ({error}); give another --out") from error


def load_rules(settings: Settings) -> tuple[Rules, dict[str, str]]:
    """Template, seeds and --against files as rules, and a hash of each for the identity. Raises InputError."""
    seeds_path = Path(settings.seeds) if settings.seeds else resource("seeds", f"{BUILT_IN_SEEDS}.jsonl")
    template = _load_template(settings)
    seeds = load_seeds(seeds_path)
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
    )
    # A mix chooses seeds by their types, which are no part of a seed file's digest.
    types = "".join(f" {seed.task_type}" for seed in seeds)
    seeds_hash = sha(digest(seeds) + types) if rules.mix else digest(seeds)
    return rules, {"template": sha(template.text), "seeds": seeds_hash, "against": digest(against)}


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run was given, as far as it is still there unchanged: its seed tasks, and the template's text."""

    seeds: tuple[Task, ...] | None
    template: str | None


def read_again(run: Mapping[str, Any]) -> Inputs:
    """The seeds and the template of a `run.toml`; a file that has changed or gone says nothing of the run any more."""
    identity, settings = run["identity"], run["settings"]
    try:
        rules, hashes = load_rules(
            Settings(
                extra_body={},
                seeds=settings.get("seeds", ""),
                prompt=settings.get("prompt", ""),
                topic=identity.get("topic", ""),
                mix=identity.get("mix", ""),
                language=Language(identity.get("language", Language.CHINESE)),
                tasks=identity.get("tasks", 10),
            )
        )
    except (InputError, ValueError, TypeError, OSError):
        return Inputs(None, None)
    same = {name: hashes[name] == identity.get(name) for name in ("seeds", "template")}
    return Inputs(rules.seeds if same["seeds"] else None, rules.template.text if same["template"] else None)


def announce_teacher(settings: Settings, say: Callable[[str], None]) -> None:
    """Say plainly when no model answers."""
    if settings.teacher != "offline":
        return
    say("the built-in offline teacher answers: rule-made tasks, no model, no cost (set OPENAI_API_KEY for a real one)")
    if settings.topic:
        say("the offline teacher does not follow --topic; only a real teacher does")


def write_run_toml(folder: RunFolder, job: RunPlan) -> None:
    """Write `run.toml`: identity, settings as last used, versions; no secrets.

    The folder is locked by now, and may have become another run's since it was looked at.
    """
    if (stored := folder.stored()) is not None:
        check_identity(folder.path, stored.get("identity", {}), job.identity)
    versions = {name: _version(name) for name in ("selfinstruct", "openai", "aiohttp", "numba", "rapidfuzz", "numpy")}
    versions["python"] = platform.python_version()
    settings = as_plain(job.settings)
    if _is_built_in(job.settings):
        settings["prompt"] = ""
    for name in ("seeds", "prompt"):
        settings[name] = str(Path(settings[name]).absolute()) if settings[name] else ""
    settings["against"] = [str(Path(path).absolute()) for path in settings["against"]]
    folder.store({"identity": dict(job.identity), "settings": settings, "versions": versions})


def _load_template(settings: Settings) -> Template:
    path = Path(settings.prompt) if not _is_built_in(settings) else resource("prompts", f"{BUILT_IN_PROMPT}.txt")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: the prompt template cannot be read ({error.strerror})") from error
    return read_template(
        text, str(path), settings.tasks, settings.language, settings.topic, with_types=bool(settings.mix)
    )


def _is_built_in(settings: Settings) -> bool:
    """Whether the template is the built-in one, by name or by default."""
    given = settings.prompt
    return not given or (given == BUILT_IN_PROMPT and not Path(given).exists())


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
