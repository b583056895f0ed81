"""Questions and plain texts in, their tokens out, cut to what a model can read."""

from __future__ import annotations

from dataclasses import dataclass

from transformers import PreTrainedTokenizerBase

from selfinstruct.errors import InputError
from selfinstruct.students.inference.questions import Limits, Question
from selfinstruct.students.models.encoding import encode
from selfinstruct.students.models.models import Loaded
from selfinstruct.students.models.quiet import quiet


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in tokens, cut to what the model can read; `share` of the reference's tokens is there."""

    question: Question
    prompt: list[int]
    reference: list[int]
    share: float


def tokenized(loaded: Loaded, question: Question, limits: Limits) -> Asked:
    """Prompt and reference in tokens, as for training."""
    tokenizer, window = loaded.tokenizer, _window(loaded, limits)
    ((prompt, reference),) = encode(tokenizer, [(question.prompt, question.reference)])
    prompt = _end_of(prompt or [tokenizer.eos_token_id], window - limits.max_new_tokens, tokenizer)
    return _cut(Asked(question, prompt, reference, 1.0), window)


def plain(loaded: Loaded, text: str, limits: Limits) -> Asked:
    """A text as what is to be expected after nothing: after the token for a text's beginning or else its end."""
    tokenizer = loaded.tokenizer
    beginning = tokenizer.bos_token_id if tokenizer.bos_token_id is not None else tokenizer.eos_token_id
    with quiet():
        tokens = tokenizer(text, add_special_tokens=False)["input_ids"]
    return _cut(Asked(Question("", "", text), [beginning], tokens, 1.0), _window(loaded, limits))


def _window(loaded: Loaded, limits: Limits) -> int:
    """The most tokens of prompt and answer together. Raises InputError where an answer would leave no room."""
    window = min(limits.most_tokens, loaded.positions or limits.most_tokens)
    if limits.max_new_tokens >= window:
        raise InputError(
            f"{loaded.name}: {limits.max_new_tokens:,} new tokens leave no room for a question: prompt and answer "
            f"together may have {window:,}; take a smaller --max-new-tokens"
        )
    return window


def _end_of(prompt: list[int], room: int, tokenizer: PreTrainedTokenizerBase) -> list[int]:
    """The end of a prompt that is too long, after the token for a text's beginning if the prompt has it."""
    if len(prompt) <= room:
        return prompt
    first = [token for token in prompt[:1] if token == tokenizer.bos_token_id and room > 1]
    return first + prompt[len(prompt) - room + len(first) :]


def _cut(row: Asked, window: int) -> Asked:
    kept = row.reference[: window - len(row.prompt)]
    return Asked(row.question, row.prompt, kept, len(kept) / len(row.reference) if row.reference else 1.0)
