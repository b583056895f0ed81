"""A model and questions in, answers out: what it writes, and what it makes of the reference. Greedy, and in batches."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence

from selfinstruct.students.evaluation.systems import Prediction
from selfinstruct.students.inference.batching import batches, halving
from selfinstruct.students.inference.generate import Generated, generate
from selfinstruct.students.inference.likelihood import negative_log_likelihood
from selfinstruct.students.inference.questions import Limits, Question
from selfinstruct.students.inference.tokenize import Asked, plain, tokenized
from selfinstruct.students.models.models import Loaded


def answer(
    loaded: Loaded, questions: Sequence[Question], limits: Limits, kept: Container[str] = ()
) -> Iterator[list[Prediction]]:
    """Answers to all questions but those whose ids are `kept`, a batch at a time.

    Questions of like length are answered together, the shortest first. Which ones are together depends on all
    questions and not on what is kept, so that a comparison that was killed comes to the same answers in the end. With
    another batch size, and where memory made it smaller, they are the same up to floating point: where two tokens are
    all but equally likely, the other one may be written (measured: no answer in float32, 4 to 8 of 100 in bfloat16).

    A prompt that is too long with its answer loses its beginning, so that the question stays, and a reference its end;
    its `nats` are then those of the part that is there, in proportion. Raises InputError for a model without sense
    (weights that are no numbers), too many `max_new_tokens`, and where there is not enough memory for one question.
    """
    asked = [tokenized(loaded, question, limits) for question in questions]
    for batch in batches(asked, limits.batch_size, lambda row: len(row.prompt)):
        if all(row.question.task_id in kept for row in batch):
            continue
        written = halving(lambda rows: generate(loaded, rows, limits), batch)
        nats = negative_log_likelihood(loaded, batch)
        answers = (_answer(*each) for each in zip(batch, written, nats, strict=True))
        yield [each for each in answers if each.task_id not in kept]


def continue_texts(loaded: Loaded, texts: Sequence[str], limits: Limits) -> list[str]:
    """What a model writes after texts just as they are, in their order."""
    asked = [tokenized(loaded, Question(str(number), text, ""), limits) for number, text in enumerate(texts)]
    written: dict[str, str] = {}
    for batch in batches(asked, limits.batch_size, lambda row: len(row.prompt)):
        for row, each in zip(batch, halving(lambda rows: generate(loaded, rows, limits), batch), strict=True):
            written[row.question.task_id] = each.text
    return [written[str(number)] for number in range(len(texts))]


def plain_bits(loaded: Loaded, texts: Sequence[str], limits: Limits) -> float:
    """Bits a character that plain texts cost a model: the negative binary logarithm of their probability.

    Each text begins after the token for a text's beginning or, where there is none, for its end (as lm-evaluation-
    harness does). The texts hold one character at least.
    """
    asked = [plain(loaded, text, limits) for text in texts]
    parts = [
        nats / row.share
        for batch in batches(asked, limits.batch_size, lambda row: len(row.reference))
        for row, nats in zip(batch, negative_log_likelihood(loaded, batch), strict=True)
    ]
    return math.fsum(parts) / math.log(2) / sum(map(len, texts))


def _answer(row: Asked, written: Generated, nats: float) -> Prediction:
    tokens = round(len(row.reference) / row.share)
    return Prediction(row.question.task_id, written.text, written.stopped, nats / row.share, tokens)
