"""Whatever transformers, peft and safetensors raise for a damaged model in, one InputError about that model out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from safetensors import SafetensorError

from selfinstruct.errors import InputError, SelfinstructError
from selfinstruct.schema.redaction import one_line
from selfinstruct.students.models.device import is_out_of_memory

_OTHER_SIZES = ("ignore_mismatched_sizes", "size mismatch")
"""Parts of the messages of transformers and peft for weights of another shape."""


@contextmanager
def load_errors(name: str) -> Iterator[None]:
    """Raise InputError for any error inside: damaged files make the loaders raise almost anything."""
    try:
        yield
    except SelfinstructError:
        raise
    except SafetensorError as error:
        raise InputError(
            f"{name}: its weights are torn or damaged ({one_line(error, None)}); get or train it again"
        ) from error
    except Exception as error:
        raise _failure(name, error) from error


def _failure(name: str, error: Exception) -> InputError:
    if is_out_of_memory(error):
        return InputError(f"{name}: there is not enough memory to load this model; take a smaller --base")
    if any(words in str(error) for words in _OTHER_SIZES):
        return InputError(f"{name}: its weights have another size than its settings say; get or train it again")
    return InputError(f"{name}: the model cannot be loaded ({type(error).__name__}: {one_line(error, None)})")
