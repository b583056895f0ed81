"""The commands about students: sft and compare."""

from __future__ import annotations

from selfinstruct.cli.shared import AsJson, leave_at_once, say, show, with_options
from selfinstruct.runs.stopping import Stop, stop_on_signals
from selfinstruct.students.options import CompareOptions, SftOptions


@with_options
def sft(options: SftOptions, as_json: AsJson = False) -> None:
    """Train small students on a dataset (the sft extra).

    Tasks are held out first, a share of each type, with no near neighbour among the training rows. Stopped or killed
    and run again, it resumes from the last checkpoint. Several GPUs: accelerate launch -m selfinstruct sft ….
    """
    stop = Stop()
    with stop_on_signals(stop, leave_at_once):
        from selfinstruct.students.models.extra import require_extra

        require_extra("sft")
        from selfinstruct.students import sft
        from selfinstruct.students.training.processes import is_main

        summary = sft.sft(options, stop, say)
        if not is_main():  # of several processes one tells what came of it
            return
    show(summary, as_json, lambda: sft.describe(summary))
    say(f"next: selfinstruct compare {options.target}")


@with_options
def compare(options: CompareOptions, as_json: AsJson = False) -> None:
    """Compare students with their base on held-out tasks: a page, and its numbers.

    A student is called better only where every seed is, with a 95% interval that excludes 0, than the base asked
    plainly, than the base with demonstrations, and than its own answers permuted among other questions of their type.
    """
    stop = Stop()
    with stop_on_signals(stop, leave_at_once):
        from selfinstruct.students.models.extra import require_extra

        require_extra("compare")
        from selfinstruct.students import compare

        compared = compare.compare(options, stop, say)
    show(compared.numbers, as_json, compared.describe)
