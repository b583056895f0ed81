"""Measure the training speed of a small student: the project's trainer, TRL's own loss, and a bare PyTorch loop.

    python benchmarks/student.py RUN [--steps 200]

All three use the same model, rows and number of steps. Times exclude loading and checkpoints.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch.nn.utils.rnn import pad_sequence
from transformers import PreTrainedTokenizerFast

from selfinstruct.runs.stopping import Stop
from selfinstruct.storage.source import find_source, read_records
from selfinstruct.students.models.names import LoadedModel, Precision
from selfinstruct.students.models.tiny import build_model, build_tokenizer, plain_lines
from selfinstruct.students.training import trainer
from selfinstruct.students.training.recipe import TINY
from selfinstruct.students.training.rows import training_rows
from selfinstruct.students.training.train import train

ROWS = 3000


def main() -> None:
    """Print the time per step and the tokens per second of all three."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("run", type=Path)
    given.add_argument("--steps", type=int, default=200)
    asked = given.parse_args()
    tasks = [record.task for record in read_records(find_source(asked.run), lambda _: None)][:ROWS]
    tokenizer = build_tokenizer(plain_lines(tasks))
    rows = training_rows(tokenizer, tasks, TINY.max_length)
    ways: dict[str, Callable[[], tuple[float, int]]] = {
        "this project": lambda: ours(tokenizer, rows, asked.steps),
        "TRL's own loss": lambda: trl_loss(tokenizer, rows, asked.steps),
        "a bare loop": lambda: bare(tokenizer, rows, asked.steps),
    }
    bare(tokenizer, rows, 10)  # exclude the cost of the first steps
    print(f"{len(rows):,} rows, batch {TINY.batch_size}, {asked.steps} steps, {torch.get_num_threads()} threads")
    for name, way in ways.items():
        seconds, tokens = way()
        print(f"{name:<16}{seconds / asked.steps * 1000:7.1f} ms per step, {tokens / seconds:8,.0f} tokens/s")


def ours(tokenizer: PreTrainedTokenizerFast, rows: trainer.Rows, steps: int) -> tuple[float, int]:
    """Train with the project's trainer. Returns seconds and tokens."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = LoadedModel("tiny", build_model(tokenizer), tokenizer, Precision.FLOAT32)
        setup = trainer.TrainingSetup(loaded, rows, Path(folder))
        trained = train(setup, TINY, steps, 0, Stop(), lambda _step, _loss: None)
    assert trained is not None
    return trained.seconds, trained.tokens


def trl_loss(tokenizer: PreTrainedTokenizerFast, rows: trainer.Rows, steps: int) -> tuple[float, int]:
    """Train with TRL's own chunked loss. Returns seconds and tokens."""
    before, trainer._MAX_SMALL_VOCABULARY = trainer._MAX_SMALL_VOCABULARY, 0
    try:
        return ours(tokenizer, rows, steps)
    finally:
        trainer._MAX_SMALL_VOCABULARY = before


def bare(tokenizer: PreTrainedTokenizerFast, rows: trainer.Rows, steps: int) -> tuple[float, int]:
    """Train with a plain loop of a dozen lines. Returns seconds and tokens."""
    model, dice, tokens = build_model(tokenizer), random.Random(0), 0
    optimizer = torch.optim.AdamW(model.parameters(), lr=TINY.learning_rate, fused=True)
    begun = time.perf_counter()
    for _ in range(steps):
        batch = dice.sample(list(rows), TINY.batch_size)
        ids = pad_sequence([torch.tensor(row["input_ids"]) for row in batch], True, 0)
        labels = pad_sequence([torch.tensor(row["labels"]) for row in batch], True, -100)
        mask = pad_sequence([torch.ones(len(row["input_ids"]), dtype=torch.long) for row in batch], True, 0)
        model(input_ids=ids, labels=labels, attention_mask=mask, use_cache=False).loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        tokens += ids.numel()
    return time.perf_counter() - begun, tokens


if __name__ == "__main__":
    main()
