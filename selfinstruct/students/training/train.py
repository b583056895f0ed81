"""A model and rows of tokens in, a trained model out, by TRL's SFTTrainer; killed and run again it goes on.

The number of steps is fixed before a training begins, so that it comes to the same model however often it is killed,
and so that another training may do as many.
"""

from __future__ import annotations

import json
import math
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasets import Dataset
from peft import LoraConfig
from safetensors import SafetensorError
from transformers import (
    PrinterCallback,
    Trainer,
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
)
from trl.trainer.sft_config import SFTConfig
from trl.trainer.sft_trainer import SFTTrainer

from selfinstruct.errors import InputError, StorageError
from selfinstruct.runs.stopping import Stop
from selfinstruct.students.folder import WHOLE
from selfinstruct.students.models.models import Loaded, Precision, device, is_out_of_memory, usual_precision
from selfinstruct.students.models.quiet import quiet
from selfinstruct.students.training import processes
from selfinstruct.students.training.recipe import Recipe, Tuning

Rows = Sequence[dict[str, list[int]]]
"""Tokens (`input_ids`) and what is to be learned of them (`labels`)."""
Show = Callable[[int, float | None], None]
"""Is told the steps that are done, and the loss where there is a new one."""

MODEL = "model"
_CHECKPOINTS = 10
_SMALL_VOCABULARY = 2**14
"""Tokens; a model of so few needs no memory saved at the cost of time."""
_POINTS = 100
"""Of the loss curve."""
_ENDLESS = 10**9
"""Steps: more than there is time for."""
_UNTIMED, _TIMED = 3, 5
"""Steps: the first ones are slower than the rest, and five at least are measured."""
_TIMED_SHARE, _MAX_TIMED = 0.1, 60.0
"""Of a budget, to be spent on finding out how many steps fit into it; and at most, in seconds."""
_WARM_UP = 0.03
"""Of the steps, in which the rate rises; then it falls to 0 in a line."""
_LORA: dict[str, Any] = {
    "r": 16,
    "lora_alpha": 32,
    "lora_dropout": 0.05,
    "target_modules": "all-linear",
    "task_type": "CAUSAL_LM",
}
"""On all linear layers, as QLoRA found to be needed (Dettmers et al. 2023)."""
_TORN_FILE = "inline_container.cc"
"""Where torch's errors come from for a file that it could not write; they don't tell why."""


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training came to: `tokens` with padding, `seconds` of all its sessions, the first at 1.

    `loss` has pairs of a step and the mean loss, in nats a token, since the pair before.
    """

    steps: int
    rows: int
    tokens: int
    seconds: float
    sessions: int
    loss: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class TrainingSetup:
    """A model that is to be trained, on what, and the folder for its checkpoints."""

    loaded: Loaded
    rows: Rows
    folder: Path


def steps_of(recipe: Recipe, rows: int, processes: int, seconds_a_step: float | None) -> int:
    """How many steps a recipe means for so many rows."""
    if recipe.budget is not None:
        assert seconds_a_step is not None
        return max(1, int(recipe.budget / seconds_a_step))
    assert recipe.epochs is not None
    return max(1, round(recipe.epochs * math.ceil(rows / (recipe.batch_size * processes))))


def seconds_a_step(place: TrainingSetup, recipe: Recipe, stop: Stop) -> float | None:
    """How long a step takes here, by taking some; None where it was stopped. The model is of no use after it.

    Raises as `train` does.
    """
    assert recipe.budget is not None
    clock = _Clock(min(_TIMED_SHARE * recipe.budget, _MAX_TIMED), stop)
    with quiet(), processes.together(), _as_ours(place.folder):
        _trainer(place, recipe, _ENDLESS, 0, [clock]).train()
    return clock.seconds_a_step


def train(place: TrainingSetup, recipe: Recipe, steps: int, seed: int, stop: Stop, show: Show) -> Trained | None:
    """Train the model, from the last whole checkpoint where there is one, and save it in the folder, as `model`.

    Gives None where it was stopped; then the checkpoint of that moment is there. Raises InputError where there is not
    enough memory, StorageError where a checkpoint or the model cannot be written.
    """
    last = _last_whole(place.folder)
    watch = _Watch(stop, show, _read_mark(last))
    with quiet(), processes.together(), _as_ours(place.folder):
        trainer = _trainer(place, recipe, steps, seed, [watch])
        trainer.train(resume_from_checkpoint=str(last) if last else None)
        state = trainer.state
        if state.global_step < steps:
            return None
        _save(trainer, place.folder / MODEL)
    curve = tuple((int(entry["step"]), entry["loss"]) for entry in state.log_history if "loss" in entry)
    return Trained(steps, len(place.rows), state.num_input_tokens_seen, watch.seconds, watch.sessions, curve)


@contextmanager
def _as_ours(folder: Path) -> Iterator[None]:
    """No memory and no room on the disk come as anything from within these libraries."""
    try:
        yield
    except Exception as error:
        if is_out_of_memory(error):
            raise InputError(
                "there is not enough memory for this training; give a smaller --batch-size or --max-length, or train "
                "with --lora (and --4bit)"
            ) from error
        if isinstance(error, OSError | SafetensorError) or _TORN_FILE in str(error):
            said = getattr(error, "strerror", None) or error
            raise StorageError(f"{folder}: no checkpoint can be kept there ({said}); make room on the disk") from error
        raise


def _save(trainer: SFTTrainer, folder: Path) -> None:
    if plugin := getattr(trainer.accelerator.state, "fsdp_plugin", None):
        plugin.set_state_dict_type("FULL_STATE_DICT")  # a model in parts is none that others can load
    trainer.save_model(str(folder))


def _trainer(
    place: TrainingSetup, recipe: Recipe, steps: int, seed: int, callbacks: list[TrainerCallback]
) -> SFTTrainer:
    is_lora = recipe.tuning is Tuning.LORA
    kind = _PlainLoss if _is_small(place.loaded) else SFTTrainer
    trainer = kind(
        model=place.loaded.model,
        args=_arguments(place, recipe, steps, seed),
        train_dataset=Dataset.from_list(list(place.rows)),
        processing_class=place.loaded.tokenizer,
        peft_config=LoraConfig(**_LORA) if is_lora else None,
        callbacks=callbacks,
    )
    trainer.remove_callback(PrinterCallback)  # it prints to stdout, which is for results
    return trainer


def _is_small(loaded: Loaded) -> bool:
    return len(loaded.tokenizer) <= _SMALL_VOCABULARY


def _arguments(place: TrainingSetup, recipe: Recipe, steps: int, seed: int) -> SFTConfig:
    on_gpu = device().type == "cuda"
    arguments = SFTConfig(
        output_dir=str(place.folder),
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
        activation_checkpointing=on_gpu and not _is_small(place.loaded),
        dataloader_pin_memory=on_gpu,
        max_length=None,
        dataset_kwargs={"skip_prepare_dataset": True},  # rows are tokens already, and none is too long
        save_steps=math.ceil(steps / _CHECKPOINTS),
        save_total_limit=2,
        logging_steps=math.ceil(steps / _POINTS),
        include_num_input_tokens_seen="all",
        report_to="none",
        disable_tqdm=True,
        log_level="error",
    )
    # Of several GPUs a process trains on its own; on all of them it would be torch's DataParallel, which TRL refuses.
    arguments._n_gpu = min(arguments.n_gpu, 1)
    return arguments


class _PlainLoss(SFTTrainer):
    """Takes the loss as transformers does, from all logits at once.

    TRL goes through them in parts and computes each part twice, for the memory of large vocabularies; with a few
    thousand tokens that saves nothing and takes as long as the rest of the step (measured).
    """

    def compute_loss(self, *words: Any, **more: Any) -> Any:
        """The loss of a batch."""
        return Trainer.compute_loss(self, *words, **more)


class _Clock(TrainerCallback):
    """Takes the time of steps, until so many seconds are spent on it by the main process's clock."""

    def __init__(self, seconds: float, stop: Stop) -> None:
        self._seconds = seconds
        self._stop = stop
        self._stopped = False
        self._times: list[float] = []

    @property
    def seconds_a_step(self) -> float | None:
        """The mean of those that count; None where there was no time for them."""
        times = self._times[_UNTIMED:]
        return None if self._stopped else (times[-1] - times[0]) / (len(times) - 1)

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Note the time, and whether that is enough."""
        self._times.append(time.monotonic())
        enough = len(self._times) > _UNTIMED + _TIMED and self._times[-1] - self._times[0] >= self._seconds
        self._stopped = processes.any_of(self._stop.requested)
        control.should_training_stop = self._stopped or processes.any_of(enough and processes.is_main())


class _Watch(TrainerCallback):
    """Tells how far a training is, hears when it should stop, and marks checkpoints that are whole."""

    def __init__(self, stop: Stop, show: Show, mark: dict[str, Any]) -> None:
        self._stop = stop
        self._show = show
        self._before = mark["seconds"]
        self.sessions = mark["sessions"] + 1
        self._begun = time.monotonic()

    @property
    def seconds(self) -> float:
        """Of this session and those that its checkpoint comes from."""
        return float(self._before + time.monotonic() - self._begun)

    def on_train_begin(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """What came before, as loading a model and rows, is no training."""
        self._begun = time.monotonic()

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Show it; where stopping was asked for, keep what is there and stop."""
        self._show(state.global_step, None)
        if processes.any_of(self._stop.requested):
            control.should_save = control.should_training_stop = True

    def on_log(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Show the loss."""
        if "loss" in state.log_history[-1]:
            self._show(state.global_step, state.log_history[-1]["loss"])

    def on_save(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Everything else of the checkpoint is written, once each process has come here."""
        processes.wait()
        if state.is_world_process_zero:
            mark = {"seconds": self.seconds, "sessions": self.sessions}
            path = Path(str(args.output_dir)) / f"checkpoint-{state.global_step}" / WHOLE
            path.write_text(json.dumps(mark), encoding="utf-8")


def _last_whole(folder: Path) -> Path | None:
    """The newest checkpoint that is whole; those that are not are removed."""
    found: dict[int, Path] = {}
    for path in folder.glob("checkpoint-*"):
        if (path / WHOLE).exists():
            found[int(path.name.rpartition("-")[2])] = path
        else:
            shutil.rmtree(path, ignore_errors=True)
    return found[max(found)] if found else None


def _read_mark(checkpoint: Path | None) -> dict[str, Any]:
    if checkpoint is None:
        return {"seconds": 0.0, "sessions": 0}
    mark: dict[str, Any] = json.loads((checkpoint / WHOLE).read_text(encoding="utf-8"))
    return mark
