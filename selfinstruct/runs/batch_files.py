"""`selfinstruct batch export` and `import`: the requests of a round as a file, and the results of any batch program.

An export sends and reserves nothing. A row is named after its slot and the hash of its prompt, so that results can be
imported in any order and more than once, and those of another run are refused.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from selfinstruct.errors import InputError, StoppedShort
from selfinstruct.runs.batch_rows import Sent, close_refused, collect, read_custom_id, sendable
from selfinstruct.runs.options import BatchExportOptions, BatchImportOptions
from selfinstruct.runs.prepare import RunPlan, prepare, write_run_toml
from selfinstruct.runs.progress import Reporter
from selfinstruct.runs.run import Run
from selfinstruct.runs.stopping import Stop
from selfinstruct.runs.warmup import load_language, warm_up
from selfinstruct.storage.durable import replace_file
from selfinstruct.storage.journal import Journal
from selfinstruct.storage.regular_files import open_regular
from selfinstruct.storage.run_folder import RunFolder
from selfinstruct.storage.state_home import user_key
from selfinstruct.teachers.batches.formats import read_results, request_line
from selfinstruct.teachers.batches.rules import CHAT_COMPLETIONS
from selfinstruct.teachers.protocol import Slots
from selfinstruct.teachers.request import RequestForm

_IMPORT = "import"
"""Key of answers that came in a file: they are billed at the price of batches."""


async def export_requests(options: BatchExportOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Write the requests of the current round to a file. Returns what was written. Raises InputError, StoppedShort."""
    plan, out = prepare(options.of_run, os.environ), options.out
    assert out is not None, "the option is required"
    with _opened(plan, stop, say) as run:
        await run.set_target(options.n)
        if run.journaled.batches.open:
            raise InputError(f"{plan.folder}: a batch is not collected yet; collect or cancel it first")
        form = RequestForm(plan.connection, say)
        form.unstream()
        url = str(plan.connection.provider.batch.get("url", CHAT_COMPLETIONS))
        lines = [request_line(options.format, sent.row(form), url) for sent in _sendable(run)]
        run.write()
    if not lines:
        raise StoppedShort(f"{plan.folder}: the target is reached, nothing is left to export; raise it with --n")
    try:
        replace_file(out, b"".join(lines))
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror}); choose another --out") from error
    return {"run": str(plan.folder), "file": str(out), "requests": len(lines), "bytes": sum(map(len, lines))}


async def import_results(options: BatchImportOptions, stop: Stop, say: Reporter) -> dict[str, Any]:
    """Add the results in a file to a run. Returns the counts. Raises InputError for a file of another run."""
    plan = prepare(options.of_run, os.environ)
    with _opened(plan, stop, say) as run:
        await run.set_target(None)
        counts = await _import(run, plan, options.file)
        run.process_waiting(stop.raise_if_stopped)
        run.write()
        stats = run.summary().as_json()
    return {"run": str(plan.folder), **counts, "accepted": stats["accepted"], "target": stats["target"]}


async def _import(run: Run, plan: RunPlan, file: Path) -> dict[str, int]:
    sent, known = _sent_in(run, file)
    found = collect([file], list(sent.values()), plan.connection, _IMPORT, ended=False)
    if found.answered:
        close_refused(found, sent)
    for ending in found.endings:
        await run.add(ending)
    left = len(sent) - len(found.endings)
    return {"imported": len(found.endings), "already_there": known, "left": left}


def _sent_in(run: Run, file: Path) -> tuple[dict[int, Sent], int]:
    """Return the rows of a file whose slots have not ended, by slot, and the number of those that have."""
    sent: dict[int, Sent] = {}
    known: Counter[str] = Counter()
    shas = {row.slot: row.prompt_sha for row in run.state.rows}
    shas |= {slot: ending.prompt_sha for slot, ending in run.journaled.endings.items()}
    for custom_id in _custom_ids(file):
        named = read_custom_id(custom_id)
        if named is None:
            raise InputError(f"{file}: {custom_id!r} is not the name of a request that selfinstruct exported")
        slot, attempt, sha = named
        if run.is_ended(slot):
            known[custom_id] += 1
            prompt_sha = shas.get(slot, sha)
        else:
            prompt = run.state.prompt(slot)
            prompt_sha = prompt.sha if prompt else ""
            if prompt:
                sent[slot] = Sent(prompt, attempt)
        if not prompt_sha.startswith(sha):
            raise InputError(f"{file}: the request {custom_id} is not one of {run.folder}; import it into its own run")
    return sent, len(known)


def _custom_ids(file: Path) -> Iterator[str]:
    try:
        with open_regular(file) as lines:
            for result in read_results(lines):
                yield result.custom_id
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror}); pass the file of results") from error
    except InputError as error:
        raise InputError(f"{file}: {error}") from error


def _sendable(run: Run) -> Iterator[Sent]:
    slots = Slots(run.state.committed, run.journaled.endings, run.state.prompt, run.send_before)
    return iter(()) if run.reached else sendable(slots, slots.first, run.journaled.batches.attempts)


@contextmanager
def _opened(plan: RunPlan, stop: Stop, say: Reporter) -> Iterator[Run]:
    """Open a run, or start one, without a teacher."""
    with (
        RunFolder(plan.folder) as folder,
        closing(Journal(plan.folder, plan.connection.secrets)) as journal,
        closing(Run(plan, journal, say, plan.rounds or (), user_key(os.environ))) as run,
    ):
        write_run_toml(folder, plan)
        run.read_journal()
        warm_up(say)
        load_language(plan.settings.language, say)
        run.process_waiting(stop.raise_if_stopped)
        yield run
