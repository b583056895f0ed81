"""Build TRL's SFTTrainer with all its arguments from a model, its rows and a recipe."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasets import Dataset
from peft import LoraConfig
from transformers import PrinterCallback, Trainer, TrainerCallback
from trl.trainer.sft_config import SFTConfig
from trl.trainer.sft_trainer import SFTTrainer

from selfinstruct.students.models.device import device, usual_precision
from selfinstruct.students.models.names import LoadedModel, Precision
from selfinstruct.students.training.recipe import Recipe, Tuning

Rows = Sequence[dict[str, list[int]]]
"""Token ids (`input_ids`) and labels of the same length (`labels`); masked labels do not count in the loss."""

_CHECKPOINTS = 10
_MAX_SMALL_VOCABULARY = 2**14
"""Number of tokens up to which the memory-saving settings cost more time than they are worth."""
_MAX_LOSSES = 100
"""Maximum number of points of the loss curve."""
_WARM_UP = 0.03
"""Share of the steps in which the learning rate rises; afterwards it decays linearly to 0."""
_LORA: dict[str, Any] = {
    "r": 16,
    "lora_alpha": 32,
    "lora_dropout": 0.05,
    "target_modules": "all-linear",
    "task_type": "CAUSAL_LM",
}
"""Adapters on all linear layers: QLoRA needed them to match full fine-tuning (Dettmers et al. 2023)."""


@dataclass(frozen=True, slots=True)
class TrainingSetup:
    """A model to train, its rows, and the folder for its checkpoints."""

    loaded: LoadedModel
    rows: Rows
    folder: Path


def build_trainer(setup: TrainingSetup, recipe: Recipe, steps: int, seed: int, callback: TrainerCallback) -> SFTTrainer:
    """Build a trainer for `steps` steps that writes only checkpoints."""
    kind = _PlainLossTrainer if _has_small_vocabulary(setup.loaded) else SFTTrainer
    trainer = kind(
        model=setup.loaded.model,
        args=_arguments(setup, recipe, steps, seed),
        train_dataset=Dataset.from_list(list(setup.rows)),
        processing_class=setup.loaded.tokenizer,
        peft_config=LoraConfig(**_LORA) if recipe.tuning is Tuning.LORA else None,
        callbacks=[callback],
    )
    trainer.remove_callback(PrinterCallback)  # it prints to stdout, which is reserved for results
    return trainer


def _has_small_vocabulary(loaded: LoadedModel) -> bool:
    return len(loaded.tokenizer) <= _MAX_SMALL_VOCABULARY


def _arguments(setup: TrainingSetup, recipe: Recipe, steps: int, seed: int) -> SFTConfig:
    on_gpu = device().type == "cuda"
    arguments = SFTConfig(
        output_dir=str(setup.folder),
        max_steps=steps,
        per_device_train_batch_size=recipe.batch_size,
        learning_rate=recipe.learning_rate,
        lr_scheduler_type="linear",
        warmup_steps=_WARM_UP,
        weight_decay=0.01,
        adam_beta2=0.95,
        seed=seed,
        bf16=usual_precision() is Precision.BFLOAT16,
        fp16=False,
        use_cpu=device().type == "cpu",
        activation_checkpointing=on_gpu and not _has_small_vocabulary(setup.loaded),
        dataloader_pin_memory=on_gpu,
        max_length=None,
        dataset_kwargs={"skip_prepare_dataset": True},  # rows are already tokenized, and none is too long
        save_steps=math.ceil(steps / _CHECKPOINTS),
        save_total_limit=2,
        logging_steps=math.ceil(steps / _MAX_LOSSES),
        include_num_input_tokens_seen="all",
        report_to="none",
        disable_tqdm=True,
        log_level="error",
    )
    # Each process trains on one GPU; with several it would use torch's DataParallel, which TRL does not support.
    arguments._n_gpu = min(arguments.n_gpu, 1)
    return arguments


class _PlainLossTrainer(SFTTrainer):
    """Computes the loss like transformers, from all logits at once.

    TRL computes the loss in chunks, each of them twice, to save memory with large vocabularies. With a few thousand
    tokens this saves nothing and takes as long as the rest of the step (measured).
    """

    def compute_loss(self, *words: Any, **more: Any) -> Any:
        """Return the loss of a batch."""
        return Trainer.compute_loss(self, *words, **more)
