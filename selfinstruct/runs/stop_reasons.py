"""Why a run ended before its target, and what to do next."""

from __future__ import annotations

from selfinstruct.errors import Interrupted, SelfinstructError, StoppedShort, TeacherUnreachable
from selfinstruct.runs.run import Run
from selfinstruct.runs.stopping import Stop
from selfinstruct.schema.reply import OpenSlot
from selfinstruct.teachers.protocol import Carrier


def what_stopped(run: Run, carrier: Carrier, stop: Stop, short: StoppedShort | None) -> SelfinstructError:
    """Return an error that says why the run ended before its target and how to resume it."""
    behind = f" {run.waiting:,} saved replies wait behind slot {run.state.committed}." if run.is_blocked else ""
    so_far = f"{run.accepted:,} of {run.target:,} tasks are in {run.folder}.{behind}"
    if isinstance(carrier.failure, SelfinstructError):
        return type(carrier.failure)(f"{carrier.failure}. {so_far}")
    if carrier.failure:
        raise carrier.failure
    if short and not stop.requested:
        return type(short)(f"{short}\n{so_far}")
    if stop.requested or not carrier.open_slots:
        return Interrupted(f"stopped: {so_far} All replies received so far are saved; run the same command to resume")
    return _unanswered(carrier.open_slots[0], run, so_far)


def _unanswered(slot: OpenSlot, run: Run, so_far: str) -> TeacherUnreachable:
    skip = ", or add --close-open to abandon the slot" if run.is_blocked else ""
    return TeacherUnreachable(
        f"slot {slot.slot} used up its attempts ({slot.code}: {slot.message}). {so_far} "
        f"Run the same command to try again{skip}"
    )
