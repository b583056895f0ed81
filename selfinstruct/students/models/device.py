"""The hardware of this process: its device, the precision that suits it, and errors that mean it has no memory left."""

from __future__ import annotations

import os
from importlib.util import find_spec

import torch

from selfinstruct.errors import InputError
from selfinstruct.students.models.names import ModelFiles, Precision

_OUT_OF_MEMORY = ("can't allocate memory", "not enough memory", "out of memory")


def device() -> torch.device:
    """The device that models run on: this process's GPU (numbered by `accelerate launch`), Apple's GPU, or the CPU."""
    if torch.cuda.is_available():
        return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def usual_precision() -> Precision:
    """bfloat16 if the GPU computes in it, float32 otherwise.

    float16 is not used on older GPUs: models trained in bfloat16 overflow in it, and gradients cannot be scaled if the
    weights themselves are float16. On a CPU, bfloat16 was measured to be slower than float32.
    """
    # Emulated bfloat16 is slower than float32.
    in_hardware = torch.cuda.is_available() and torch.cuda.is_bf16_supported(including_emulation=False)
    return Precision.BFLOAT16 if in_hardware else Precision.FLOAT32


def precision_of(files: ModelFiles) -> Precision:
    """The precision that a model is loaded in, unless all of its weights are to be trained."""
    return Precision.NF4 if files.four_bit else usual_precision()


def compute_dtype(precision: Precision) -> torch.dtype:
    """The type of activations. NF4 is a storage format only: its weights are expanded before they are used."""
    computing = usual_precision() if precision is Precision.NF4 else precision
    return torch.bfloat16 if computing is Precision.BFLOAT16 else torch.float32


def check_four_bit() -> None:
    """Raise InputError if models cannot be loaded in 4 bits here."""
    if find_spec("bitsandbytes") is None or not torch.cuda.is_available():
        raise InputError(
            "4-bit loading needs a CUDA GPU and bitsandbytes (pip install bitsandbytes); leave it out, or take a "
            "smaller --base"
        )


def is_out_of_memory(error: BaseException) -> bool:
    """Whether torch or Python raised this error because an allocation failed."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _OUT_OF_MEMORY)
