"""Convert the errors that transformers, peft and safetensors raise for a damaged model to InputError."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from safetensors import SafetensorError

from selfinstruct.errors import InputError, SelfinstructError
from selfinstruct.schema.redaction import one_line
from selfinstruct.students.models.device import is_out_of_memory

_OTHER_SIZES = ("ignore_mismatched_sizes", "size mismatch")
"""Parts of the error messages of transformers and peft for weights of the wrong shape."""


@contextmanager
def load_errors(name: str) -> Iterator[None]:
    """Raise InputError for any exception in the block: loaders raise many types of exceptions for damaged files."""
    try:
        yield
    except SelfinstructError:
        raise
    except SafetensorError as error:
        raise InputError(
            f"{name}: the weights are truncated or damaged ({one_line(error, None)}); download or train the model again"
        ) from error
    except Exception as error:
        raise _failure(name, error) from error


def _failure(name: str, error: Exception) -> InputError:
    if is_out_of_memory(error):
        return InputError(f"{name}: not enough memory to load this model; choose a smaller --base")
    if any(words in str(error) for words in _OTHER_SIZES):
        return InputError(f"{name}: the weights do not match the configuration; download or train the model again")
    return InputError(f"{name}: cannot load the model ({type(error).__name__}: {one_line(error, None)})")
