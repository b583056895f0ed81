"""Models of a few thousand parameters that are built and saved in a fraction of a second."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model
from tokenizers import Tokenizer, decoders, models
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from selfinstruct.schema.prompt_format import prompt
from selfinstruct.schema.task import Task
from selfinstruct.schema.task_types import TaskType
from selfinstruct.students.models.quiet import quiet

torch.set_num_threads(1)

TASKS = [
    Task(f"请把“{word}”翻译成英语。", given, output, f"t{number}", TaskType.REWRITE)
    for number, (word, given, output) in enumerate(
        [
            ("山", "", "mountain"),
            ("大海", "", "the sea"),
            ("月亮", "只写一个词。", "moon"),
            ("春天来了", "", "Spring is here."),
            ("请坐", "要有礼貌。", "Sit down, please."),
            ("雨", "", "rain"),
        ]
    )
]
_CHARACTERS = sorted({character for task in TASKS for character in prompt(task) + task.output})


def tokenizer(**special: str | None) -> PreTrainedTokenizerFast:
    """A tokenizer with a token for each character of the tasks; other characters are encoded as bytes."""
    names = ["<pad>", "<eos>", "<bos>", *(f"<0x{byte:02X}>" for byte in range(256)), *_CHARACTERS]
    made = Tokenizer(models.BPE({name: number for number, name in enumerate(names)}, [], byte_fallback=True))
    made.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    return PreTrainedTokenizerFast(tokenizer_object=made, **({"pad_token": "<pad>", "eos_token": "<eos>"} | special))


def small_model(positions: int = 512, seed: int = 0, **settings: Any) -> LlamaForCausalLM:
    """A Llama with random weights that depend only on the seed and the settings."""
    torch.manual_seed(seed)
    config = LlamaConfig(
        **{
            "vocab_size": len(tokenizer()),
            "hidden_size": 32,
            "intermediate_size": 64,
            "num_hidden_layers": 1,
            "num_attention_heads": 2,
            "max_position_embeddings": positions,
            "bos_token_id": None,
            "eos_token_id": 1,
            "pad_token_id": 0,
            **settings,
        }
    )
    return LlamaForCausalLM(config)


def save(folder: Path, model: LlamaForCausalLM | None = None, its: PreTrainedTokenizerFast | None = None) -> Path:
    with quiet():
        (model or small_model()).save_pretrained(folder)
        (its or tokenizer()).save_pretrained(folder)
    return folder


def save_adapter(folder: Path, base: Path, **settings: Any) -> Path:
    """Save an adapter with random weights; a newly created adapter would not change the output of the base."""
    torch.manual_seed(1)
    with quiet():
        loaded = LlamaForCausalLM.from_pretrained(base, local_files_only=True)
        adapted = get_peft_model(
            loaded, LoraConfig(**({"r": 4, "target_modules": "all-linear", "task_type": "CAUSAL_LM"} | settings))
        )
        for name, weights in adapted.named_parameters():
            if "lora_B" in name:
                torch.nn.init.normal_(weights)
        adapted.save_pretrained(folder)
    return folder


def taught(tasks: Sequence[Task] = TASKS, steps: int = 150) -> LlamaForCausalLM:
    """A model that has memorized the answers and ends its text after them."""
    its, model = tokenizer(), small_model()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    rows = [(its(prompt(task))["input_ids"], [*its(task.output)["input_ids"], 1]) for task in tasks]
    inputs = _padded((asked + answer for asked, answer in rows), 0)
    labels = _padded(([-100] * len(asked) + answer for asked, answer in rows), -100)
    for _ in range(steps):
        model(input_ids=inputs, labels=labels).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return model


def change_json(path: Path, **fields: Any) -> None:
    content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(dict(content) | fields), encoding="utf-8")


def _padded(rows: Iterable[list[int]], padding: int) -> torch.Tensor:
    return torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], True, float(padding))
