"""Convert questions and plain texts to token ids, truncated to the model's context length."""

from __future__ import annotations

from dataclasses import dataclass

from transformers import PreTrainedTokenizerBase

from selfinstruct.errors import InputError
from selfinstruct.students.inference.questions import Limits, Question
from selfinstruct.students.models.encoding import encode
from selfinstruct.students.models.names import LoadedModel
from selfinstruct.students.models.quiet import quiet


@dataclass(frozen=True, slots=True)
class TokenizedQuestion:
    """A question as token ids, truncated to the context length; `share` is the remaining fraction of the reference."""

    question: Question
    prompt: list[int]
    reference: list[int]
    share: float


def tokenize_question(loaded: LoadedModel, question: Question, limits: Limits) -> TokenizedQuestion:
    """Encode prompt and reference as for training. Raises InputError if the answer leaves no room for the prompt."""
    tokenizer, window = loaded.tokenizer, _window(loaded, limits)
    ((prompt, reference),) = encode(tokenizer, [(question.prompt, question.reference)])
    prompt = _end_of(prompt or [tokenizer.eos_token_id], window - limits.max_new_tokens, tokenizer)
    return _cut(TokenizedQuestion(question, prompt, reference, 1.0), window)


def tokenize_text(loaded: LoadedModel, text: str, limits: Limits) -> TokenizedQuestion:
    """Encode a plain text as a reference after the beginning-of-text token (or else the end-of-text token)."""
    tokenizer = loaded.tokenizer
    beginning = tokenizer.bos_token_id if tokenizer.bos_token_id is not None else tokenizer.eos_token_id
    with quiet():
        tokens = tokenizer(text, add_special_tokens=False)["input_ids"]
    return _cut(TokenizedQuestion(Question("", "", text), [beginning], tokens, 1.0), _window(loaded, limits))


def _window(loaded: LoadedModel, limits: Limits) -> int:
    """Return the maximum number of prompt and answer tokens. Raises InputError if the answer could take all of them."""
    window = min(limits.max_tokens, loaded.positions or limits.max_tokens)
    if limits.max_new_tokens >= window:
        raise InputError(
            f"{loaded.name}: {limits.max_new_tokens:,} new tokens leave no room for a question, because prompt and "
            f"answer together are limited to {window:,} tokens; use a smaller --max-new-tokens"
        )
    return window


def _end_of(prompt: list[int], room: int, tokenizer: PreTrainedTokenizerBase) -> list[int]:
    """Return the end of a prompt that is too long, after its beginning-of-text token if it has one."""
    if len(prompt) <= room:
        return prompt
    first = [token for token in prompt[:1] if token == tokenizer.bos_token_id and room > 1]
    return first + prompt[len(prompt) - room + len(first) :]


def _cut(row: TokenizedQuestion, window: int) -> TokenizedQuestion:
    kept = row.reference[: window - len(row.prompt)]
    return TokenizedQuestion(row.question, row.prompt, kept, len(kept) / len(row.reference) if row.reference else 1.0)
