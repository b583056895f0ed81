"""`selfinstruct rejudge`: process the replies of a run again, under the rules of this version.

No request is sent, and the old folder is not changed. The new folder can be resumed like any other.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.pipeline.replay import Rules, RunState
from selfinstruct.pipeline.schedule import Plan
from selfinstruct.runs.identity import differences, identity, shown
from selfinstruct.runs.old_run import OldRun, read_old_run
from selfinstruct.runs.options import GenerateOptions, RejudgeOptions
from selfinstruct.runs.prepare import load_rules, run_toml
from selfinstruct.runs.prices import price_of, with_batches
from selfinstruct.runs.progress import ReplayProgress, Reporter
from selfinstruct.runs.provider_choice import DEFAULT_KEY_ENV, provider_of
from selfinstruct.runs.settings import Settings, resolve
from selfinstruct.runs.stopping import Stop, not_written
from selfinstruct.runs.summary import describe, summarize
from selfinstruct.runs.trust import remember_copy
from selfinstruct.runs.warmup import load_language, warm_up
from selfinstruct.schema.reply import Answer
from selfinstruct.schema.row import Row
from selfinstruct.schema.spending import Reserved
from selfinstruct.similarity import tokens
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.journal_entries import Entry, Target, write_entry
from selfinstruct.storage.new_folder import copy_folder, new_folder, require_new
from selfinstruct.storage.prompt_templates import is_built_in
from selfinstruct.storage.provider_file import PROVIDER_FILE_VARIABLES
from selfinstruct.storage.run_files import RunFiles
from selfinstruct.storage.run_folder import LOCK_FILE, RunFolder
from selfinstruct.storage.type_overrides import TYPES
from selfinstruct.teachers.connection import PLACEHOLDER_KEY

_LABELS = "labels"


@dataclass(frozen=True, slots=True)
class _NewRun:
    """The run under the rules of this version, in memory."""

    old: OldRun
    settings: Settings
    identity: Mapping[str, Any]
    plans: tuple[Plan, ...]
    state: RunState
    files: RunFiles
    seconds: float

    @property
    def accepted(self) -> int:
        """The number of rows in the dataset: the accepted rows up to the target."""
        return min(len(self.state.rows), self.old.journaled.target)

    @property
    def rows(self) -> list[Row]:
        """The rows of the dataset."""
        return [self.state.rows[number] for number in range(self.accepted)]

    def entries(self) -> Iterator[Entry]:
        """Yield the entries of the new journal in order."""
        journaled = self.old.journaled
        yield Target(journaled.target)
        yield from self.plans
        yield self.old.mark
        yield from (journaled.endings[slot] for slot in sorted(journaled.endings))
        yield from self.old.open_slots
        if attempts := journaled.spending.open_attempts():
            yield Reserved(attempts)


def rejudge(options: RejudgeOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Process the replies of a run again and write the result to a new run folder. Returns what has changed.

    Raises InputError, StorageError or Interrupted; the new folder is not written then.
    """
    stop.explain(not_written(options.out))
    _require_other_folder(options.target, options.out)
    old = read_old_run(options.target)
    settings = _settings(options, old)
    rules, content = load_rules(settings, tokens.VERSION)
    say(f"processing {len(old.journaled.endings):,} replies of {old.folder} again; no request is sent")
    warm_up(say)
    load_language(settings.language, say)
    new = _replay(old, settings, rules, identity(settings, content, rules.tokens), options.out, stop, say)
    stats = _stats(new, rules, options.out)
    result = _result(new, stats, options.out)
    say(_describe_changes(result))
    _write(new, stats, options.out)
    remember_copy(old.folder, options.out, settings, os.environ)
    if (old.folder / TYPES).exists() or (old.folder / _LABELS).exists():
        say("types from `classify` belong to the old rows; run it on the new folder (labels already received are kept)")
    return result


def describe_result(result: Mapping[str, Any]) -> str:
    """Format the numbers of the new run as a short table."""
    return describe(result["stats"], Path(result["out"]))


def _require_other_folder(run: Path, out: Path) -> None:
    """Check that the new folder is new and is not part of the old one. Raises InputError."""
    if run.resolve() in (out.resolve(), *out.resolve().parents):
        raise InputError(f"{out}: the new folder cannot be the run itself or inside it; choose another --out")
    require_new(out)


def _settings(options: RejudgeOptions, old: OldRun) -> Settings:
    """Return the settings of the old run with the rules that are given. Raises InputError.

    A placeholder stands for the key, which is not needed.
    """
    given = GenerateOptions(
        threshold=options.threshold,
        dedup_on=options.dedup_on,
        against=options.against,
        language=options.language,
        pii=options.pii,
    )
    key_env = str(old.settings.get("key_env") or DEFAULT_KEY_ENV)
    environ = {name: os.environ[name] for name in PROVIDER_FILE_VARIABLES if name in os.environ}
    settings = resolve(given, environ | {key_env: PLACEHOLDER_KEY}, old.settings)
    templates = () if is_built_in(settings.prompt) else (settings.prompt,)
    against = () if options.against else settings.against
    for path in (*([settings.seeds] if settings.seeds else []), *templates, *against):
        if not Path(path).exists():
            raise InputError(f"{path}: file not found, but {old.folder} was made with it; restore the file")
    return settings


def _replay(
    old: OldRun, settings: Settings, rules: Rules, own: Mapping[str, Any], out: Path, stop: Stop, say: Reporter
) -> _NewRun:
    """Replay the old journal up to its target. Raises Interrupted."""
    began = time.monotonic()
    plans = old.journaled.plans or [Plan(0, settings.window)]
    files = RunFiles(out, settings.model, {})
    state = RunState(rules, plans, old.mark, files.rows, files.rejects)
    with ReplayProgress(len(old.journaled.endings), say) as progress:
        while len(state.rows) < old.journaled.target and state.committed in old.journaled.endings:
            stop.raise_if_stopped()
            state.commit(old.journaled.endings[state.committed])
            progress.step()
    return _NewRun(old, settings, own, tuple(plans), state, files, time.monotonic() - began)


def _stats(new: _NewRun, rules: Rules, out: Path) -> dict[str, Any]:
    journaled = new.old.journaled
    waiting = sum(
        isinstance(ending, Answer) for slot, ending in journaled.endings.items() if slot >= new.state.committed
    )
    types = Counter(row.task.task_type for row in new.rows if row.task.task_type)
    flags = Counter(flag for row in new.rows for flag in row.flags)
    counts = (types, flags, rules.mix, new.state.tally, waiting, new.seconds)
    price = with_batches(price_of(new.settings), provider_of(new.settings.provider, os.environ))
    return summarize(out, new.settings.model, journaled.target, *counts, price, journaled.spending).as_json()


def _write(new: _NewRun, stats: Mapping[str, Any], out: Path) -> None:
    """Write the new folder. Its `run.toml` comes last, so that an incomplete folder is not resumed."""
    with new_folder(out):
        with closing(Journal(out)) as journal:
            journal.append_all(write_entry(entry) for entry in new.entries())
        if (new.old.folder / _LABELS).is_dir():
            copy_folder(new.old.folder / _LABELS, out / _LABELS, LOCK_FILE)
        with closing(new.files):
            new.files.write(new.accepted, stats)
        RunFolder(out).store(run_toml(new.settings, new.identity))


def _result(new: _NewRun, stats: Mapping[str, Any], out: Path) -> dict[str, Any]:
    """Return what has changed, with the statistics of the new run. Old numbers are None if they are unknown."""
    old, rejected = new.old, stats["rejected"]
    before = None if old.rejected is None else Counter(old.rejected)
    return {
        "run": str(old.folder),
        "out": str(out),
        "rules": _pair(old.identity.get("rules"), new.identity["rules"]),
        "identity": {
            name: _pair(old.identity.get(name), new.identity.get(name))
            for name in differences(old.identity, new.identity)
        },
        "accepted": _pair(old.accepted, stats["accepted"]),
        "rejected": {
            reason: _pair(None if before is None else before[reason], rejected.get(reason, 0))
            for reason in sorted({*(before or {}), *rejected})
        },
        "stats": dict(stats),
    }


def _pair(old: Any, new: Any) -> dict[str, Any]:
    return {"old": old, "new": new}


def _describe_changes(result: Mapping[str, Any]) -> str:
    """Format what changes, one line per name."""
    changed = {"rules": result["rules"], **result["identity"]}
    lines = [(name, f"{shown(pair['old'])} -> {shown(pair['new'])}") for name, pair in changed.items()]
    lines.append(("accepted", f"{_change(result['accepted'])} of {result['stats']['target']:,} tasks"))
    reasons = ", ".join(f"{reason} {_change(pair)}" for reason, pair in result["rejected"].items())
    lines.append(("rejected", reasons or "none"))
    return "\n".join(f"{name:<11}{value}" for name, value in lines)


def _change(pair: Mapping[str, Any]) -> str:
    old = "unknown" if pair["old"] is None else f"{pair['old']:,}"
    return f"{old} -> {pair['new']:,}"
