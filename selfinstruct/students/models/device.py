"""The device of this process, the precision to use on it, and the detection of out-of-memory errors."""

from __future__ import annotations

import os
from importlib.util import find_spec

import torch

from selfinstruct.errors import InputError
from selfinstruct.students.models.names import ModelFiles, Precision

_OUT_OF_MEMORY = ("can't allocate memory", "not enough memory", "out of memory")


def device() -> torch.device:
    """Return the device to use: the GPU assigned to this process by `accelerate launch`, Apple's GPU, or the CPU."""
    if torch.cuda.is_available():
        return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def usual_precision() -> Precision:
    """Return bfloat16 if the GPU supports it in hardware, float32 otherwise.

    float16 is not used on older GPUs: models trained in bfloat16 overflow in it, and gradient scaling does not work if
    the weights themselves are float16. On a CPU, bfloat16 was measured to be slower than float32.
    """
    # Emulated bfloat16 is slower than float32.
    in_hardware = torch.cuda.is_available() and torch.cuda.is_bf16_supported(including_emulation=False)
    return Precision.BFLOAT16 if in_hardware else Precision.FLOAT32


def precision_of(files: ModelFiles) -> Precision:
    """Return the precision in which a model is loaded, except for full fine-tuning."""
    return Precision.NF4 if files.four_bit else usual_precision()


def compute_dtype(precision: Precision) -> torch.dtype:
    """Return the data type of the activations. NF4 is only a storage format: its weights are dequantized before use."""
    computing = usual_precision() if precision is Precision.NF4 else precision
    return torch.bfloat16 if computing is Precision.BFLOAT16 else torch.float32


def check_four_bit() -> None:
    """Raise InputError if this machine cannot load models in 4 bits."""
    if find_spec("bitsandbytes") is None or not torch.cuda.is_available():
        raise InputError(
            "4-bit loading needs a CUDA GPU and bitsandbytes (pip install bitsandbytes); omit --4bit or choose a "
            "smaller --base"
        )


def is_out_of_memory(error: BaseException) -> bool:
    """Return True if torch or Python raised this error because an allocation failed."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _OUT_OF_MEMORY)
