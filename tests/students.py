"""Tasks that a small model can learn, an untrained model, and the command in a separate process."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import torch
from transformers import LlamaConfig, LlamaForCausalLM

from selfinstruct.students.models.tiny import build_tokenizer

LABELS = "甲乙丙丁"
OTHERS = [chr(code) for code in range(0x4E8C, 0x4E8C + 300) if chr(code) not in LABELS]
QUICK = ("--epochs", "4", "--learning-rate", "0.01", "--batch-size", "16", "--full", "--held-out", "60")


def rows(count: int) -> list[dict[str, str]]:
    """Tasks whose answer is contained in the question; a guess is right in one of four cases."""
    dice = random.Random(0)
    made = []
    for _ in range(count):
        label, words = dice.choice(LABELS), dice.sample(OTHERS, 9)
        words[dice.randrange(9)] = label
        made.append({"instruction": "".join(words), "input": "", "output": label, "task_type": "classification"})
    return made


def save_base(folder: Path, seed: int = 0) -> Path:
    """Save a small model with random weights and its tokenizer."""
    tokenizer = build_tokenizer([*LABELS, *OTHERS])
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=48,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=4,
        max_position_embeddings=256,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def write_tasks(path: Path, tasks: Iterable[Mapping[str, str]]) -> Path:
    path.write_text("".join(json.dumps(task, ensure_ascii=False) + "\n" for task in tasks), encoding="utf-8")
    return path


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def start(folder: Path, *words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "selfinstruct", *map(str, words)]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")
