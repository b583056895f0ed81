"""Commands for batch jobs: `batch submit`, `status`, `collect`, `cancel`, `delete`, `export` and `import`."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from selfinstruct.cli.help import examples
from selfinstruct.cli.shared import AsJson, Quiet, leave_at_once, show, with_options
from selfinstruct.runs.batch_scope import Scope
from selfinstruct.runs.messages import reporter
from selfinstruct.runs.options import (
    BatchExportOptions,
    BatchImportOptions,
    BatchOptions,
    BatchSubmitOptions,
    GenerateOptions,
)
from selfinstruct.runs.stopping import Stop, stop_on_signals


@examples(
    "selfinstruct batch submit outputs/big --n 50000 --provider dashscope --model qwen-plus",
    "selfinstruct batch submit outputs/big",
)
@with_options
def submit(options: BatchSubmitOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Submit the next round of a run as batch jobs, and return.

    Takes the options of generate. The provider works on the round for up to a day; collect brings the replies.
    """
    _generate(options.of_run, Scope.SUBMIT, quiet, as_json)


@examples("selfinstruct batch collect outputs/big", "selfinstruct batch collect outputs/big --trust")
@with_options
def collect(options: BatchOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Collect the replies of batches that have ended.

    Exits with 3 if a batch has not ended yet. On another machine, repeat the command with --trust.
    """
    _generate(options.of_run, Scope.COLLECT, quiet, as_json)


def _generate(options: GenerateOptions, scope: Scope, quiet: bool, as_json: bool) -> None:
    stop, say = Stop(), reporter(quiet)
    with stop_on_signals(stop, leave_at_once):
        import asyncio

        from selfinstruct.runs import generate
        from selfinstruct.runs.summary import describe

        summary = asyncio.run(generate.generate(options, stop, say, quiet, scope=scope))
    stats = summary.as_json()
    show(stats, as_json, lambda: describe(stats, summary.folder))


@examples("selfinstruct batch status outputs/big", "selfinstruct batch status outputs/big --json")
@with_options
def status(options: BatchOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Show the state of the batches that are not collected yet."""
    from selfinstruct.runs import batch

    found = _run(lambda _: batch.status(options, reporter(quiet)))
    show(found, as_json, lambda: batch.describe(found))


@examples("selfinstruct batch cancel outputs/big", "selfinstruct batch collect outputs/big")
@with_options
def cancel(options: BatchOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Ask the provider to end the batches of a run.

    Replies that are already there can be collected, and are billed.
    """
    from selfinstruct.runs import batch

    found = _run(lambda _: batch.cancel(options, reporter(quiet)))
    show(found, as_json, lambda: batch.describe(found))


@examples("selfinstruct batch delete outputs/big", "selfinstruct batch delete outputs/big --json")
@with_options
def delete(options: BatchOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Delete the files of collected batches at the provider.

    Their replies are in the journal. The files of open batches stay.
    """
    from selfinstruct.runs import batch

    found = _run(lambda _: batch.delete_files(options, reporter(quiet)))
    show(found, as_json, lambda: f"{found['deleted']:,} files of {found['batches']:,} collected batches were deleted")


@examples(
    "selfinstruct batch export outputs/big --n 50000 --provider vllm --model Qwen3-8B --out requests.jsonl",
    "selfinstruct batch import outputs/big results.jsonl",
)
@with_options
def export(options: BatchExportOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Write the requests of the next round to a file, for any program that answers batches.

    Takes the options of generate. Nothing is sent. Import the results, then export the next round.
    """
    from selfinstruct.runs import batch_files

    found = _run(lambda stop: batch_files.export_requests(options, stop, reporter(quiet)))
    show(found, as_json, lambda: f"{found['requests']:,} requests in {found['file']} ({found['bytes']:,} bytes)")


@examples(
    "selfinstruct batch import outputs/big results.jsonl",
    "selfinstruct batch export outputs/big --out requests.jsonl",
)
@with_options
def import_(options: BatchImportOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Add the results in a file to a run.

    Reads the files of OpenAI and compatible providers, vllm run-batch, SGLang, Ray Data, Anthropic and Gemini.
    Importing a file twice changes nothing.
    """
    from selfinstruct.runs import batch_files

    found = _run(lambda stop: batch_files.import_results(options, stop, reporter(quiet)))
    show(
        found,
        as_json,
        lambda: (
            f"{found['imported']:,} replies imported, {found['already_there']:,} were already there, {found['left']:,} "
            f"without a usable reply\n{found['accepted']:,} of {found['target']:,} tasks are in {found['run']}"
        ),
    )


def _run(act: Callable[[Stop], Coroutine[Any, Any, dict[str, Any]]]) -> dict[str, Any]:
    stop = Stop(at_once=True)
    with stop_on_signals(stop):
        import asyncio

        return asyncio.run(act(stop))
