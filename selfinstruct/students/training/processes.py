"""Coordinate the processes of a distributed training (`accelerate launch`): main process, barriers, joint decisions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import torch
from accelerate import PartialState

from selfinstruct.errors import SelfinstructError
from selfinstruct.students.models.device import device

_TIMEOUT = timedelta(hours=12)
"""How long processes wait while one of them reads, splits or downloads; the libraries' default is ten minutes."""
_GLOO = "third_party/gloo"
"""Part of the error messages of Gloo, the library through which processes without GPUs communicate."""


def count() -> int:
    """Return the number of processes; 1 without `accelerate launch`."""
    return int(_state().num_processes)


def is_main() -> bool:
    """Return True in the process that writes files and messages."""
    return bool(_state().is_main_process)


def wait() -> None:
    """Wait until all processes have called this function. Raises SelfinstructError if one of them has exited."""
    with distributed_errors():
        _state().wait_for_everyone()


@contextmanager
def main_process_first() -> Iterator[None]:
    """Run the block in the main process first, then in the others; all processes leave it together."""
    if not is_main():
        wait()
    yield
    if is_main():
        wait()
    wait()


@contextmanager
def distributed_errors() -> Iterator[None]:
    """Raise SelfinstructError if another process exits during the block; that process reports the cause."""
    try:
        yield
    except RuntimeError as error:
        if isinstance(error, torch.distributed.DistError) or _GLOO in str(error):
            raise SelfinstructError("another process of this training has exited; see its error message") from error
        raise


def any_of(holds: bool) -> bool:
    """Return True in all processes if `holds` is true in any of them. All processes must call this function."""
    if count() == 1:
        return holds
    with distributed_errors():
        answer = torch.tensor(int(holds), device=_state().device)
        torch.distributed.all_reduce(answer, torch.distributed.ReduceOp.MAX)
        return bool(answer.item())


def idle_gpus() -> int:
    """Return the number of visible GPUs that this training does not use."""
    return max(0, torch.cuda.device_count() - count())


def _state() -> PartialState:
    """Return accelerate's state, configured by the first call. CPU-only process groups need `cpu=True`."""
    return PartialState(cpu=device().type == "cpu", timeout=_TIMEOUT)
