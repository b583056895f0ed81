"""Answer questions with a model: a completion and the likelihood of the reference for each."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence

from selfinstruct.students.inference.batching import batches, halve_if_out_of_memory
from selfinstruct.students.inference.generate import Generated, generate
from selfinstruct.students.inference.likelihood import negative_log_likelihood
from selfinstruct.students.inference.questions import Limits, Question
from selfinstruct.students.inference.tokenize import TokenizedQuestion, tokenize_question, tokenize_text
from selfinstruct.students.models.names import LoadedModel
from selfinstruct.students.systems import Prediction


def answer(
    loaded: LoadedModel, questions: Sequence[Question], limits: Limits, done: Container[str] = ()
) -> Iterator[list[Prediction]]:
    """Answer all questions except those whose ids are in `done`, and yield the answers of each batch.

    Questions of similar length are batched together, the shortest first. The batches depend on all questions and not on
    `done`, so that an interrupted comparison ends with the same answers. A different batch size, including one that was
    halved for lack of memory, changes answers only by floating-point error: if two tokens are almost equally likely,
    the model may generate the other one (measured: no answers differ in float32, 4 to 8 of 100 in bfloat16).

    A prompt that is too long is truncated at the start, which keeps the question; a reference is truncated at the end,
    and its `nats` are extrapolated from the remaining part. Raises InputError if the logits are not finite, if
    `max_new_tokens` is too large, or if there is not enough memory for one question.
    """
    rows = [tokenize_question(loaded, question, limits) for question in questions]
    for batch in batches(rows, limits.batch_size, lambda row: len(row.prompt)):
        if all(row.question.task_id in done for row in batch):
            continue
        generated = _generate(loaded, batch, limits)
        nats = negative_log_likelihood(loaded, batch)
        answers = (_prediction(*each) for each in zip(batch, generated, nats, strict=True))
        yield [each for each in answers if each.task_id not in done]


def continue_texts(loaded: LoadedModel, texts: Sequence[str], limits: Limits) -> list[str]:
    """Return completions of texts, in order. The prompt format is not applied."""
    rows = [tokenize_question(loaded, Question(str(number), text, ""), limits) for number, text in enumerate(texts)]
    completions: dict[str, str] = {}
    for batch in batches(rows, limits.batch_size, lambda row: len(row.prompt)):
        for row, each in zip(batch, _generate(loaded, batch, limits), strict=True):
            completions[row.question.task_id] = each.text
    return [completions[str(number)] for number in range(len(texts))]


def plain_bits(loaded: LoadedModel, texts: Sequence[str], limits: Limits) -> float:
    """Return the bits per character of plain texts: the negative log2 of their probability divided by their length.

    Each text follows the beginning-of-text token or, if there is none, the end-of-text token, as in
    lm-evaluation-harness. The texts must contain at least one character.
    """
    rows = [tokenize_text(loaded, text, limits) for text in texts]
    parts = [
        nats / row.share
        for batch in batches(rows, limits.batch_size, lambda row: len(row.reference))
        for row, nats in zip(batch, negative_log_likelihood(loaded, batch), strict=True)
    ]
    return math.fsum(parts) / math.log(2) / sum(map(len, texts))


def _generate(loaded: LoadedModel, batch: Sequence[TokenizedQuestion], limits: Limits) -> list[Generated]:
    return halve_if_out_of_memory(lambda rows: generate(loaded, rows, limits), batch)


def _prediction(row: TokenizedQuestion, generated: Generated, nats: float) -> Prediction:
    tokens = round(len(row.reference) / row.share)
    return Prediction(row.question.task_id, generated.text, generated.stopped, nats / row.share, tokens)
