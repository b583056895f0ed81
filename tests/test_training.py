"""Training in one process and in several: errors, stops, resuming, and the files that remain."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from loopback import HANGS, json_lines, wait_until
from safetensors import SafetensorError
from safetensors.torch import load_file
from small_models import TASKS, save, small_model, tokenizer
from trl.trainer.sft_config import SFTConfig

from selfinstruct.errors import InputError, Interrupted, StorageError
from selfinstruct.runs.stopping import Stop
from selfinstruct.students.folder import StudentFolder
from selfinstruct.students.models.names import LoadedModel, Precision
from selfinstruct.students.training import checkpoints, processes
from selfinstruct.students.training.artifacts import read_log, save_model, work_folder
from selfinstruct.students.training.recipe import Recipe, Tuning
from selfinstruct.students.training.rows import training_rows
from selfinstruct.students.training.session import TrainingJob, run_job
from selfinstruct.students.training.train import train
from selfinstruct.students.training.trainer import TrainingSetup

RECIPE = Recipe(Tuning.FULL, 1e-2, batch_size=2, max_length=128, epochs=2)
STEPS = 6
LAUNCH = (
    *("--multi_gpu", "--num_processes", "2", "--num_machines", "1"),
    *("--mixed_precision", "no", "--dynamo_backend", "no", "--main_process_port", "0"),
)
"""Options with which `accelerate launch` starts two processes without GPUs; `--cpu` would start only one."""


@pytest.fixture
def folder(tmp_path: Path) -> StudentFolder:
    made = StudentFolder(tmp_path / "student")
    made.write_settings({"identity": {}, "steps": {}})
    return made


def a_job(**changes: Any) -> TrainingJob:
    def rows(its: Any, longest: int) -> Any:
        return training_rows(its, TASKS, longest)

    made = TrainingJob("student-0", "student", 0, RECIPE, lambda: loaded(), rows, {})
    return replace(made, **changes)


def loaded(**settings: Any) -> LoadedModel:
    return LoadedModel("small", small_model(**settings), tokenizer(), Precision.FLOAT32)


def a_setup(path: Path) -> TrainingSetup:
    return TrainingSetup(loaded(), list(training_rows(tokenizer(), TASKS, 128)), path)


def unheard(_message: str) -> None: ...


def unseen(_step: int, _loss: float | None) -> None: ...


def stopped() -> Stop:
    stop = Stop()
    stop.request()
    return stop


def no_memory() -> None:
    torch.empty(2**50)


def no_room_for_a_file() -> None:
    Path("/dev/full").write_text("text", encoding="utf-8")


def no_room_for_torch() -> None:
    torch.save({"weights": torch.zeros(2**20)}, "/dev/full")


def no_room_for_weights() -> None:
    raise SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)")


@pytest.mark.parametrize(
    ("fault", "kind", "said"),
    [
        (no_memory, InputError, "smaller --batch-size or --max-length"),
        (no_room_for_a_file, StorageError, "free disk space"),
        (no_room_for_torch, StorageError, "free disk space"),
        (no_room_for_weights, StorageError, "free disk space"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full does not exist")
def test_exhausted_memory_and_a_full_disk_are_errors_and_a_checkpoint_remains(
    tmp_path: Path, fault: Callable[[], None], kind: type[Exception], said: str
) -> None:
    def show(step: int, _loss: float | None) -> None:
        if step == STEPS - 1:
            fault()

    with pytest.raises(kind, match=said):
        train(a_setup(tmp_path), RECIPE, STEPS, 0, Stop(), show)
    again = train(a_setup(tmp_path), RECIPE, STEPS, 0, Stop(), unseen)
    assert again is not None
    assert again.sessions == 2


def test_other_errors_are_not_converted(tmp_path: Path) -> None:
    def show(_step: int, _loss: float | None) -> None:
        raise RuntimeError("something else")

    with pytest.raises(RuntimeError, match="something else"):
        train(a_setup(tmp_path), RECIPE, STEPS, 0, Stop(), show)


def test_a_model_without_weights_is_not_saved_and_its_checkpoints_remain(tmp_path: Path) -> None:
    target = tmp_path / "student-0"
    work = work_folder(target)
    first = train(a_setup(work), RECIPE, STEPS, 0, Stop(), unseen)
    assert first is not None
    wanted = load_file(work / "model" / "model.safetensors")
    (work / "model" / "model.safetensors").unlink()
    with pytest.raises(StorageError, match="no weights were written"):
        save_model(target, {})
    assert not target.exists()
    again = train(a_setup(work), RECIPE, STEPS, 0, Stop(), unseen)
    assert again is not None
    assert (again.sessions, again.loss) == (2, first.loss)
    save_model(target, {})
    found = load_file(target / "model.safetensors")
    assert all(torch.equal(found[name], wanted[name]) for name in wanted)
    assert not work.exists()


def test_leftovers_of_a_killed_process_are_removed_when_the_model_is_finished(folder: StudentFolder) -> None:
    run_job(a_job(), folder, Stop(), unheard)
    left = folder.path / "student-0.work" / "checkpoint-3"
    left.mkdir(parents=True)
    run_job(a_job(), folder, Stop(), unheard)
    assert sorted(path.name for path in folder.path.iterdir()) == ["student-0", "student.json"]


def test_a_model_is_loaded_once_with_epochs_and_again_after_timing_with_a_budget(folder: StudentFolder) -> None:
    begun: list[str] = []

    def begin() -> LoadedModel:
        begun.append("model")
        return loaded()

    run_job(a_job(load_model=begin), folder, Stop(), unheard)
    assert (len(begun), folder.steps("student")) == (1, STEPS)
    timed = a_job(name="base", kind="base", load_model=begin, recipe=replace(RECIPE, epochs=None, budget=0.5))
    run_job(timed, folder, Stop(), unheard)
    assert len(begun) == 3
    log = read_log(folder.path / "base")
    assert log["steps"] == folder.steps("base")
    assert sorted(path.name for path in folder.path.iterdir()) == ["base", "student-0", "student.json"]


def test_a_stop_takes_effect_before_a_model_is_loaded(folder: StudentFolder) -> None:
    def begin() -> LoadedModel:
        raise AssertionError("the model was loaded")

    with pytest.raises(Interrupted, match="run the same command"):
        run_job(a_job(load_model=begin), folder, stopped(), unheard)


def test_a_stop_takes_effect_while_steps_are_timed(folder: StudentFolder) -> None:
    stop = Stop()

    def begin() -> LoadedModel:
        stop.request()
        return loaded()

    with pytest.raises(Interrupted, match="run the same command"):
        run_job(a_job(load_model=begin, recipe=replace(RECIPE, epochs=None, budget=1e6)), folder, stop, unheard)
    assert folder.steps("student") is None
    assert [path.name for path in folder.path.iterdir()] == ["student.json"]


def test_rows_over_the_context_length_of_the_base_are_left_out(folder: StudentFolder) -> None:
    lengths = [len(row["input_ids"]) for row in training_rows(tokenizer(), TASKS, 128)]
    most = sorted(lengths)[2]
    run_job(a_job(load_model=lambda: loaded(positions=most)), folder, Stop(), unheard)
    assert read_log(folder.path / "student-0")["rows"] == sum(length <= most for length in lengths)
    with pytest.raises(InputError, match="more than 8 tokens"):
        run_job(a_job(name="student-1", load_model=lambda: loaded(positions=8)), folder, Stop(), unheard)


def test_an_adapter_is_saved_without_a_template_model_card(folder: StudentFolder) -> None:
    run_job(a_job(recipe=replace(RECIPE, tuning=Tuning.LORA)), folder, Stop(), unheard)
    names = {path.name for path in (folder.path / "student-0").iterdir()}
    assert "adapter_model.safetensors" in names
    assert not names & {"README.md", "training_args.bin"}


class OnTwo(SFTConfig):
    """The settings of transformers on a machine with two visible GPUs."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._n_gpu = 2


def test_a_process_uses_one_of_several_gpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfinstruct.students.training.trainer.SFTConfig", OnTwo)
    monkeypatch.setattr("torch.cuda.device_count", lambda: 2)
    assert train(a_setup(tmp_path), RECIPE, STEPS, 0, Stop(), unseen) is not None
    assert processes.idle_gpus() == 1


def launched(folder: Path, out: str, *more: str) -> subprocess.Popen[str]:
    """Start two processes that train a small base on the CPU."""
    command = [sys.executable, "-m", "accelerate.commands.launch", *LAUNCH, "-m", "selfinstruct", "sft", "tasks.jsonl"]
    words = ("--base", "base", "--full", "--batch-size", "2", "--learning-rate", "0.01", "--seeds", "1", "--out", out)
    environment = os.environ | {"HF_HOME": str(folder / "home"), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [*command, *words, *more],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """Terminate the process group on exit if it is still running."""
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.communicate(timeout=HANGS)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    save(tmp_path / "base")
    dice = random.Random(0)
    words = [chr(0x4E00 + number) for number in range(400)]
    asked = ["".join(dice.sample(words, 9)) for _ in range(300)]
    lines = [json.dumps({"instruction": text, "input": "", "output": text[:2]}, ensure_ascii=False) for text in asked]
    (tmp_path / "tasks.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_two_processes_train_one_model_and_resume_after_a_signal_to_their_launcher(dataset: Path) -> None:
    with ended(launched(dataset, "whole", "--budget", "4s", "--json")) as process:
        out, said = process.communicate(timeout=HANGS)
    assert process.returncode == 0, said
    whole = dataset / "whole"
    steps = json.loads(out)["trainings"][0]["steps"]
    assert said.count("next: selfinstruct compare") == 1
    assert said.count("how many steps fit into 4 s") == 1
    assert [path.name for path in whole.iterdir() if path.is_dir()] == ["student-0"]
    log = read_log(whole / "student-0")
    assert (log["processes"], log["steps"], log["sessions"]) == (2, steps, 1)
    assert log["rows"] == len(json_lines(whole / "train.jsonl"))

    again = dataset / "again"
    shutil.copytree(whole, again)
    shutil.rmtree(again / "student-0")
    with ended(launched(dataset, "again", "--budget", "4s")) as process:
        wait_until(lambda: any(again.glob("student-0.work/checkpoint-*/whole.json")))
        process.terminate()
        out, said = process.communicate(timeout=HANGS)
    assert process.returncode != 0
    assert (out, said.count("checkpoint is saved")) == ("", 1)
    last = max(again.glob("student-0.work/checkpoint-*/whole.json"), key=os.path.getmtime).parent
    assert {"rng_state_0.pth", "rng_state_1.pth"} <= {path.name for path in last.iterdir()}

    with ended(launched(dataset, "again", "--budget", "4s", "--json")) as process:
        out, said = process.communicate(timeout=HANGS)
    assert process.returncode == 0, said
    log = read_log(again / "student-0")
    assert (log["steps"], log["sessions"]) == (steps, 2)
    one, other = (load_file(each / "student-0" / "model.safetensors") for each in (whole, again))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_a_mark_that_cannot_be_written_leaves_an_unmarked_checkpoint(tmp_path: Path) -> None:
    (tmp_path / "checkpoint-7").mkdir()
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from selfinstruct.students.training.checkpoints import TimeSpent, mark_complete\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "mark_complete(Path(sys.argv[1]), 7, TimeSpent())"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, timeout=HANGS, cwd=tmp_path)
    assert b"File too large" in done.stderr
    assert checkpoints.newest_checkpoint(tmp_path) is None
