"""How the next token of an answer is chosen: the most likely one, or one drawn at a temperature."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.students.options import CompareOptions


@dataclass(frozen=True, slots=True)
class Decoding:
    """Greedy at temperature 0, otherwise sampling. `top_p` 1 and `top_k` 0 leave all tokens in.

    The repetition penalty divides the logits of tokens that the prompt or the answer contains (Keskar et al. 2019);
    1 changes nothing.
    """

    temperature: float = 0.0
    top_p: float = 1.0
    top_k: int = 0
    repetition_penalty: float = 1.0

    @property
    def is_greedy(self) -> bool:
        """True if the most likely token is chosen."""
        return self.temperature == 0

    @property
    def changes(self) -> dict[str, Any]:
        """The values other than the defaults by name: what has to be part of a cache key."""
        usual = asdict(Decoding())
        return {name: value for name, value in asdict(self).items() if value != usual[name]}

    def as_settings(self) -> dict[str, Any]:
        """Return the settings of transformers' GenerationConfig."""
        if self.is_greedy:
            return {"do_sample": False, "repetition_penalty": self.repetition_penalty}
        return {"do_sample": True, **asdict(self)}

    def describe(self) -> str:
        """Return the decoding in words, for a page."""
        name = "greedy" if self.is_greedy else "sampling"
        return ", ".join([name, *(f"{key.replace('_', ' ')} {value:g}" for key, value in self.changes.items())])


GREEDY = Decoding()


def decoding_of(options: CompareOptions) -> Decoding:
    """Return the decoding that the options ask for. Raises InputError if their values make no sense together."""
    decoding = Decoding(options.temperature, options.top_p, options.top_k, options.repetition_penalty)
    if not 0 <= decoding.temperature < math.inf:
        raise InputError(f"--temperature must be 0 (greedy) or a number above, not {decoding.temperature:g}")
    if not 0 < decoding.top_p <= 1:
        raise InputError(f"--top-p must be above 0 and at most 1, not {decoding.top_p:g}")
    if not 0 < decoding.repetition_penalty < math.inf:
        raise InputError(f"--repetition-penalty must be a number above 0, not {decoding.repetition_penalty:g}")
    if decoding.is_greedy and (decoding.top_p < 1 or decoding.top_k):
        raise InputError("--top-p and --top-k only change answers that are sampled; add --temperature, such as 0.7")
    return decoding


def seed_of(task_ids: Iterable[str]) -> int:
    """Return the random seed of a batch: a resumed comparison draws the same answers as an uninterrupted one."""
    return zlib.crc32("\0".join(task_ids).encode("utf-8", "surrogatepass"))
