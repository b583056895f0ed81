"""The processes of a distributed training (`accelerate launch`): which is the main one, waiting, agreeing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import torch
from accelerate import PartialState

from selfinstruct.errors import SelfinstructError
from selfinstruct.students.models.device import device

_TIMEOUT = timedelta(hours=12)
"""How long the others wait while one reads, splits or downloads; the libraries' default is ten minutes."""
_GLOO = "third_party/gloo"
"""Part of the messages of the library that processes without GPUs communicate through."""


def count() -> int:
    """The number of processes; 1 without `accelerate launch`."""
    return int(_state().num_processes)


def is_main() -> bool:
    """Whether this is the process that writes files and messages."""
    return bool(_state().is_main_process)


def wait() -> None:
    """Wait until all processes have called this. Raises SelfinstructError if one has ended."""
    with distributed_errors():
        _state().wait_for_everyone()


@contextmanager
def main_process_first() -> Iterator[None]:
    """Run the block in the main process first; the others follow, and all leave it together."""
    if not is_main():
        wait()
    yield
    if is_main():
        wait()
    wait()


@contextmanager
def distributed_errors() -> Iterator[None]:
    """Raise SelfinstructError if another process, which has said why, ended during the block."""
    try:
        yield
    except RuntimeError as error:
        if isinstance(error, torch.distributed.DistError) or _GLOO in str(error):
            raise SelfinstructError("another process of this training has ended, so this one does, too") from error
        raise


def any_of(holds: bool) -> bool:
    """Whether `holds` is true in any process. All must call it, and all get the same answer."""
    if count() == 1:
        return holds
    with distributed_errors():
        answer = torch.tensor(int(holds), device=_state().device)
        torch.distributed.all_reduce(answer, torch.distributed.ReduceOp.MAX)
        return bool(answer.item())


def idle_gpus() -> int:
    """The number of visible GPUs that no process of this training uses."""
    return max(0, torch.cuda.device_count() - count())


def _state() -> PartialState:
    """Accelerate's state, configured by the first call. Without `cpu` it ignores a process group without GPUs."""
    return PartialState(cpu=device().type == "cpu", timeout=_TIMEOUT)
