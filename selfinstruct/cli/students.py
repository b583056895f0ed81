"""Commands for students: `sft` and `compare`."""

from __future__ import annotations

from selfinstruct.cli.help import examples
from selfinstruct.cli.shared import AsJson, Quiet, leave_at_once, show, with_options
from selfinstruct.runs.messages import messages
from selfinstruct.runs.stopping import Stop, stop_on_signals
from selfinstruct.schema.hub_address import address_text
from selfinstruct.students.options import CompareOptions, SftOptions


@examples(
    "selfinstruct sft outputs/demo",
    "selfinstruct sft outputs/demo --base Qwen/Qwen2.5-0.5B --control",
)
@with_options
def sft(options: SftOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Train small students on a dataset (needs the sft extra).

    Held-out tasks are set aside first: a share of each type, without near-duplicates among the training rows. After an
    interruption, run the same command to resume from the last checkpoint. For several GPUs:
    accelerate launch -m selfinstruct sft RUN
    """
    stop = Stop()
    with stop_on_signals(stop, leave_at_once), messages(quiet) as say:
        from selfinstruct.students.models.extra import require_extra

        require_extra("sft")
        from selfinstruct.students import sft
        from selfinstruct.students.training.processes import is_main

        summary = sft.sft(options, stop, say)
        if not is_main():  # only one of several processes prints the result
            return
    show(summary, as_json, lambda: sft.describe(summary))
    say(f"next: selfinstruct compare {address_text(str(options.target))}")


@examples(
    "selfinstruct compare outputs/demo",
    "selfinstruct compare outputs/demo --student ./seed-0 --student ./seed-1 --base Qwen/Qwen2.5-0.5B",
)
@with_options
def compare(options: CompareOptions, quiet: Quiet = False, as_json: AsJson = False) -> None:
    """Compare students with their base model on held-out tasks.

    A student is called better only if, for every seed, the 95% interval of the difference excludes 0 and the exact test
    has p < 0.05 against the base, the few-shot base, the student's own answers permuted among other questions of their
    type, and the control, if sft --control trained one. At least two seeds are needed for a verdict.
    """
    stop = Stop()
    with stop_on_signals(stop, leave_at_once), messages(quiet) as say:
        from selfinstruct.students.models.extra import require_extra

        require_extra("compare")
        from selfinstruct.students import compare

        compared = compare.compare(options, stop, say)
    show(compared.numbers, as_json, compared.describe)
