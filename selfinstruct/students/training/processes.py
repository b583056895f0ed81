"""Several processes that train one model (`accelerate launch`): which of them keeps the folder, waiting, agreeing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import torch
from accelerate import PartialState

from selfinstruct.errors import SelfinstructError
from selfinstruct.students.models.models import device

_PATIENCE = timedelta(hours=12)
"""For the others while one reads, splits or downloads; ten minutes are the libraries' own."""
_GLOO = "third_party/gloo"
"""In errors of the library through which processes without GPUs talk."""


def count() -> int:
    """How many there are; 1 without `accelerate launch`."""
    return int(_state().num_processes)


def is_main() -> bool:
    """Whether this is the one that writes and speaks."""
    return bool(_state().is_main_process)


def wait() -> None:
    """Until all have come so far. Raises SelfinstructError where one never will."""
    with together():
        _state().wait_for_everyone()


@contextmanager
def main_first() -> Iterator[None]:
    """The others come in when the first one is through, and find what it has made; all leave it together."""
    if not is_main():
        wait()
    yield
    if is_main():
        wait()
    wait()


@contextmanager
def together() -> Iterator[None]:
    """Where they talk with each other: raises SelfinstructError where one has ended, which has said why."""
    try:
        yield
    except RuntimeError as error:
        if isinstance(error, torch.distributed.DistError) or _GLOO in str(error):
            raise SelfinstructError("another process of this training has ended, so this one does, too") from error
        raise


def any_of(holds: bool) -> bool:
    """Whether it holds in any of them; all must ask, and all get the same answer."""
    if count() == 1:
        return holds
    with together():
        answer = torch.tensor(int(holds), device=_state().device)
        torch.distributed.all_reduce(answer, torch.distributed.ReduceOp.MAX)
        return bool(answer.item())


def idle_gpus() -> int:
    """How many of the GPUs that can be seen have no process here to use them."""
    return max(0, torch.cuda.device_count() - count())


def _state() -> PartialState:
    """What accelerate knows; the settings count when it is first asked. Without `cpu` it sees no group without GPUs."""
    return PartialState(cpu=device().type == "cpu", timeout=_PATIENCE)
