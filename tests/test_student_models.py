"""Finding and loading models from folders and hubs, with and without adapters, and the errors for damaged ones."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import torch
import transformers
from aiohttp import web
from hub import TOKEN, File, Hub, Repo
from hub_process import hub_environment, json_process
from loopback import serving
from peft.tuners.tuners_utils import BaseTunerLayer
from safetensors.torch import load_file
from small_models import change_json, save, save_adapter, small_model, tokenizer

from selfinstruct import errors
from selfinstruct.errors import HubRefused, HubUnreachable, InputError, SelfinstructError
from selfinstruct.schema.hub import Hub as Hubs
from selfinstruct.students.models import device, extra, huggingface
from selfinstruct.students.models.device import usual_precision
from selfinstruct.students.models.find import find, find_student
from selfinstruct.students.models.load import load
from selfinstruct.students.models.names import LoadedModel, ModelFiles, ModelRef, Precision, facts

ModelScopeOf = Callable[[dict[str, bytes]], dict[str, list[int]]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(tmp_path_factory.mktemp("models") / "base")


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in made.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    return copy


@pytest.fixture
def quiet(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Check that nothing is written to stdout or stderr, including by native code."""
    yield
    assert capfd.readouterr() == ("", "")


def sentence(act: Callable[[], object], kind: type[SelfinstructError] = InputError) -> str:
    """The message of an error of exactly this class, which has one line."""
    with pytest.raises(kind) as raised:
        act()
    assert type(raised.value) is kind
    assert "\n" not in str(raised.value)
    return str(raised.value)


def loaded(folder: Path) -> LoadedModel:
    return load(find(ModelRef(str(folder))))


def logits(model: torch.nn.Module) -> torch.Tensor:
    with torch.inference_mode():
        found: torch.Tensor = model(input_ids=torch.tensor([[3, 4, 5, 300]])).logits
    return found


# Folders


def test_a_folder_loads_without_output(made: Path, quiet: None) -> None:
    model = loaded(made)
    assert facts(model) == {"name": "base", "parameters": 30_176, "vocabulary": 310, "precision": "float32"}
    assert (model.tokenizer.padding_side, model.positions, model.model.training) == ("left", 512, False)
    assert torch.equal(logits(model.model), logits(small_model()))


def test_the_version_depends_only_on_the_files_of_the_model(folder: Path, made: Path) -> None:
    first = find(ModelRef(str(folder))).version
    (folder / "train_log.json").write_text("{}")
    (folder / "README.md").write_text("about it")
    (folder / "checkpoints").mkdir()
    assert find(ModelRef(str(folder))).version == first == find(ModelRef(str(made))).version
    save(folder, small_model(seed=1))
    assert find(ModelRef(str(folder))).version != first


WEIGHTS = "model.safetensors"
DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "no configuration": (lambda at: (at / "config.json").unlink(), "config.json not found"),
    "truncated configuration": (lambda at: (at / "config.json").write_text("{"), "config.json: not a valid model configuration"),
    "another JSON file": (lambda at: (at / "config.json").write_text("[]"), "config.json: not a valid model configuration"),
    "an unknown architecture": (lambda at: change_json(at / "config.json", model_type="new"), "model type 'new' is not supported"),
    "custom code": (
        lambda at: change_json(at / "config.json", model_type="new", auto_map={"AutoConfig": "conf.New"}),
        "code shipped with a model is never run",
    ),
    "a field of the wrong type": (lambda at: change_json(at / "config.json", hidden_size="x"), "hidden_size"),
    "a translation model": (lambda at: change_json(at / "config.json", model_type="t5"), "LlamaForCausalLM is not a causal language model"),
    "an encoder": (
        lambda at: change_json(at / "config.json", model_type="bert", architectures=["BertForMaskedLM"]),
        "BertForMaskedLM is not a causal language model",
    ),
    "no weights": (lambda at: (at / WEIGHTS).unlink(), "no file named model.safetensors"),
    "truncated weights": (lambda at: os.truncate(at / WEIGHTS, 50_000), "truncated or damaged"),
    "empty weights": (lambda at: os.truncate(at / WEIGHTS, 0), "truncated or damaged"),
    "other bytes": (lambda at: (at / WEIGHTS).write_bytes(b"x" * 5000), "truncated or damaged"),
    "too few weights": (lambda at: change_json(at / "config.json", num_hidden_layers=2), "9 weights are missing"),
    "weights of another size": (lambda at: change_json(at / "config.json", hidden_size=64), "weights do not match the configuration"),
    "truncated tokenizer": (lambda at: os.truncate(at / "tokenizer.json", 100), "cannot load the model (JSONDecodeError"),
    "no tokenizer": (lambda at: [path.unlink() for path in at.glob("tokenizer*")], "tokenizer"),
    "no end-of-text token": (lambda at: change_json(at / "tokenizer_config.json", eos_token=None), "no end-of-text token"),
    "a small vocabulary": (lambda at: save(at, small_model(vocab_size=200)), "token ids up to 309, but the model has 200"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_model_is_an_error_that_names_the_problem(folder: Path, quiet: None, damage: str) -> None:
    spoil, words = DAMAGES[damage]
    spoil(folder)
    said = sentence(lambda: loaded(folder))
    assert said.startswith(str(folder))
    assert words in said


@pytest.mark.parametrize("name", ["./none", "/none/at/all", "~/none", "a/b/c", "", "selfinstruct/__init__.py"])
def test_a_path_without_a_folder_is_not_searched_on_a_hub(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(errors.__file__).parents[1])
    assert "folder not found" in sentence(lambda: find(ModelRef(name)))


def test_pickled_weights_load(folder: Path, made: Path, quiet: None) -> None:
    torch.save(load_file(folder / WEIGHTS), folder / "pytorch_model.bin")
    (folder / WEIGHTS).unlink()
    assert torch.equal(logits(loaded(folder).model), logits(loaded(made).model))
    assert find(ModelRef(str(folder))).version != find(ModelRef(str(made))).version


@pytest.mark.parametrize(
    "error",
    [torch.OutOfMemoryError("CUDA out of memory"), MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory")],
)  # fmt: skip
def test_a_model_too_large_for_the_memory_is_an_input_error(
    made: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(transformers.AutoModelForCausalLM, "from_pretrained", fail)
    assert "not enough memory to load this model; choose a smaller --base" in sentence(lambda: loaded(made))


# Special tokens and precision


@pytest.mark.parametrize(
    ("special", "expected"),
    [
        ({"pad_token": "山"}, "山"),
        ({"pad_token": None}, "<pad>"),
        ({"pad_token": None, "eos_token": "<pad>", "unk_token": "山"}, "山"),
        ({"pad_token": None, "eos_token": "<pad>", "bos_token": "<bos>"}, "<bos>"),
        ({"pad_token": None, "eos_token": "<pad>"}, "<pad>"),
        ({"pad_token": "<eos>"}, "<eos>"),
    ],
)
def test_an_unused_token_is_chosen_for_padding_and_the_end_of_text_as_a_last_resort(
    tmp_path: Path, special: dict[str, str | None], expected: str
) -> None:
    save(tmp_path, its=tokenizer(**special))
    assert loaded(tmp_path).tokenizer.pad_token == expected


def test_the_end_of_text_is_learned_even_if_it_is_also_the_padding_token() -> None:
    from trl.trainer.sft_trainer import DataCollatorForLanguageModeling

    rows = [{"input_ids": [5, 6, 1], "labels": [-100, 6, 1]}, {"input_ids": [5, 1], "labels": [-100, 1]}]
    batch = DataCollatorForLanguageModeling(pad_token_id=1)(rows)
    assert batch["labels"].tolist() == [[-100, 6, 1], [-100, 1, -100]]
    assert batch["attention_mask"].tolist() == [[1, 1, 1], [1, 1, 0]]


@pytest.mark.parametrize(
    ("cuda", "bfloat", "expected"),
    [(False, False, Precision.FLOAT32), (True, True, Precision.BFLOAT16), (True, False, Precision.FLOAT32)],
)
def test_precision_depends_on_the_hardware(
    monkeypatch: pytest.MonkeyPatch, cuda: bool, bfloat: bool, expected: Precision
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation: bfloat or including_emulation)
    assert usual_precision() is expected


def test_four_bit_loading_needs_a_gpu_and_bitsandbytes(made: Path) -> None:
    if torch.cuda.is_available():
        pytest.skip("a GPU is available")
    assert "4-bit loading needs a CUDA GPU and bitsandbytes" in sentence(
        lambda: find(ModelRef(str(made), four_bit=True))
    )


def test_a_missing_library_is_an_error_with_the_install_command(monkeypatch: pytest.MonkeyPatch) -> None:
    extra.require_extra("sft")
    monkeypatch.setitem(sys.modules, "trl", None)
    said = sentence(lambda: extra.require_extra("sft"))
    assert "trl is not installed" in said
    assert said.endswith("pip install '.[sft]'")


# Students


def student_of(folder: Path, base: Path) -> ModelFiles:
    return find_student(ModelRef(str(folder)), find(ModelRef(str(base))))


def test_a_student_may_be_in_the_home_folder(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    adapter = save_adapter(tmp_path / "student", made)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert student_of(Path("~/student"), made).adapter == adapter


def test_an_adapter_for_another_base_is_reported(made: Path, tmp_path: Path, quiet: None) -> None:
    adapter, other = save_adapter(tmp_path / "student", made), save(tmp_path / "other", small_model(seed=1))
    for base, said in (
        (made, []),
        (other, [f"note: {adapter} was trained on {made} according to {ADAPTER}; it is applied to {other}"]),
    ):
        told: list[str] = []
        find_student(ModelRef(str(adapter)), find(ModelRef(str(base))), told.append)
        assert told == said


def test_a_student_is_a_complete_model_or_an_adapter_on_its_base(made: Path, tmp_path: Path, quiet: None) -> None:
    adapter = save_adapter(tmp_path / "student", made)
    given = student_of(adapter, made)
    assert student_of(made, made) == find(ModelRef(str(made)))
    student, base = load(given), loaded(made)
    assert not torch.allclose(logits(student.model), logits(base.model))
    assert student.name == str(adapter)
    assert given.version.startswith(find(ModelRef(str(made))).version)
    for module in student.model.modules():
        if isinstance(module, BaseTunerLayer):
            module.enable_adapters(False)
    assert torch.equal(logits(student.model), logits(base.model))


ADAPTER = "adapter_config.json"
ADAPTER_DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "truncated configuration": (lambda at: (at / ADAPTER).write_text("{"), "base_model_name_or_path is missing"),
    "no base": (lambda at: (at / ADAPTER).write_text("{}"), "base_model_name_or_path is missing"),
    "no weights": (lambda at: (at / "adapter_model.safetensors").unlink(), "adapter_model.safetensors not found"),
    "truncated weights": (lambda at: os.truncate(at / "adapter_model.safetensors", 1000), "truncated or damaged"),
    "another rank": (lambda at: change_json(at / ADAPTER, r=8), "weights do not match the configuration"),
    "fewer layers than weights": (
        lambda at: change_json(at / ADAPTER, target_modules=["q_proj"]),
        "does not match this base",
    ),
    "unknown type": (lambda at: change_json(at / ADAPTER, peft_type="NEW"), "cannot load the model"),
}


@pytest.mark.parametrize("damage", ADAPTER_DAMAGES)
def test_a_damaged_adapter_is_an_error_that_names_the_problem(
    made: Path, tmp_path: Path, quiet: None, damage: str
) -> None:
    adapter = save_adapter(tmp_path / "student", made)
    spoil, words = ADAPTER_DAMAGES[damage]
    spoil(adapter)
    assert words in sentence(lambda: load(student_of(adapter, made)))


def test_an_adapter_is_neither_a_base_nor_valid_for_another_model(made: Path, tmp_path: Path, quiet: None) -> None:
    adapter = save_adapter(tmp_path / "student", made, target_modules=["q_proj", "v_proj"])
    assert "this is an adapter" in sentence(lambda: find(ModelRef(str(adapter))))
    deeper = save(tmp_path / "deeper", small_model(num_hidden_layers=2))
    assert "does not match this base" in sentence(lambda: load(student_of(adapter, deeper)))


# Hugging Face Hub. The library reads its settings on import, so it runs in a separate process.

REPO = "alice/small"
DRIVER = """
import json, sys, time
time.sleep = lambda seconds: None
import torch
from huggingface_hub import constants
from selfinstruct.errors import SelfinstructError
from selfinstruct.students.models.find import find, find_student
from selfinstruct.students.models.load import load
from selfinstruct.students.models.names import ModelRef, facts
torch.set_num_threads(1)
for line in sys.stdin:
    name, revision, offline, base = json.loads(line)
    constants.HF_HUB_OFFLINE, said = offline, []
    asked = ModelRef(name, revision=revision)
    try:
        files = find_student(asked, find(ModelRef(base)), said.append) if base else find(asked, said.append)
        loaded = load(files)
        answer = {"facts": facts(loaded), "named": loaded.model.name_or_path, "version": files.version, "files": sorted(p.name for p in files.folder.iterdir())}
    except SelfinstructError as error:
        answer = {"error": type(error).__name__, "code": error.exit_code, "message": str(error)}
    print(json.dumps(answer | {"said": said}), flush=True)
"""


class Driven(NamedTuple):
    """The outcome of a request for a model by name."""

    answer: dict[str, Any]
    message: str
    failed: tuple[str | None, int]


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    hub = Hub()
    api = "/api/models/{owner}/{name}"
    routes = [
        web.get(api, hub.info),
        web.get(api + "/revision/{revision}", hub.info),
        web.get(api + "/tree/{revision}{path:.*}", hub.tree),
        web.get("/{owner}/{name}/resolve/{revision}/{path:.*}", hub.resolve),
    ]
    with serving(routes, [hub.answer]) as hub.url:
        yield hub


@pytest.fixture(scope="module")
def driver(hub: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    home = tmp_path_factory.mktemp("hf")
    with (home / "stderr").open("w") as stderr, json_process(DRIVER, hub_environment(hub, home), home, stderr) as ask:

        def drive(*words: object) -> dict[str, Any]:
            answer: dict[str, Any] = ask(words)
            assert (home / "stderr").read_text() == ""
            return answer

        yield drive


@pytest.fixture
def ask(driver: Callable[..., Any], hub: Hub, made: Path) -> Callable[..., Driven]:
    """Request a model. Nothing of it is cached unless the name was used before."""
    hub.clear()

    def asked(name: str, revision: str | None = None, offline: bool = False, base: str | None = None) -> Driven:
        answer = driver(name, revision, offline, base)
        assert TOKEN not in json.dumps(answer)
        message = answer.get("message", "")
        assert "\n" not in message
        return Driven(answer, message, (answer.get("error"), answer.get("code", 0)))

    return asked


def publish(hub: Hub, made: Path, name: str = REPO, **more: bytes) -> None:
    """Publish a model on the hub, with additional files that must not be downloaded."""
    files = {path.name: File(path.read_bytes(), lfs=path.suffix == ".safetensors") for path in made.iterdir()}
    others = {
        "model.onnx": b"other form",
        "original/params.json": b"{}",
        "pytorch_model.bin": b"again",
        "README.md": b"-",
    }
    commit = files | {path: File(data, lfs=False) for path, data in (others | more).items()}
    hub.repos[name] = Repo(
        private=True, commits={"main": [commit], "v2": [commit | {"extra.txt": File(b"2", lfs=False)}]}
    )


def test_a_model_from_the_hub_is_loaded_with_its_commit_and_without_other_files(
    ask: Callable[..., Driven], hub: Hub, made: Path
) -> None:
    publish(hub, made)
    found = ask(REPO).answer
    assert found["facts"] == {"name": REPO, "parameters": 30_176, "vocabulary": 310, "precision": "float32"}
    assert found["version"] == f"{REPO}@{hub.repos[REPO].head('main')}"
    assert found["named"] == REPO
    assert found["files"] == sorted(path.name for path in made.iterdir())
    assert [REPO in said and hub.url in said for said in found["said"]] == [True]
    assert ask(REPO, "v2").answer["version"] == f"{REPO}@{hub.repos[REPO].head('v2')}"


def test_cached_files_are_used_while_the_hub_is_unreachable(ask: Callable[..., Driven], hub: Hub, made: Path) -> None:
    publish(hub, made)
    first = ask(REPO).answer
    hub.calls.clear()
    hub.faults["info"] = [503]
    assert ask(REPO).answer["version"] == first["version"]
    assert ask(REPO, offline=True).answer["version"] == first["version"]
    assert not hub.calls["resolve"]


def test_a_model_with_only_pickled_weights_is_downloaded_completely(
    ask: Callable[..., Driven], hub: Hub, made: Path, tmp_path: Path
) -> None:
    torch.save(load_file(made / WEIGHTS), tmp_path / "weights")
    name = "alice/older"
    publish(hub, made, name, **{"pytorch_model.bin": (tmp_path / "weights").read_bytes()})
    del hub.repos[name].files()[WEIGHTS]
    assert ask(name).answer["facts"]["parameters"] == 30_176


def test_a_student_on_the_hub_may_be_an_adapter(
    ask: Callable[..., Driven], hub: Hub, made: Path, tmp_path: Path
) -> None:
    adapter, name = save_adapter(tmp_path / "adapter", made), "alice/adapter"
    hub.repos[name] = Repo(
        private=True,
        commits={"main": [{path.name: File(path.read_bytes(), lfs=False) for path in adapter.iterdir()}]},
    )
    found = ask(name, base=str(made)).answer
    assert found["version"] == f"{find(ModelRef(str(made))).version}+{name}@{hub.repos[name].head('main')}"
    assert ask(name).message.startswith(f"{name}: this is an adapter, not a complete model")


GATED = {"status": 403, "headers": {"X-Error-Code": "GatedRepo"}}


@pytest.mark.parametrize(
    ("call", "fault", "failed", "words"),
    [
        ("info", 401, ("HubRefused", 4), "set HF_TOKEN"),
        ("info", 403, ("HubRefused", 4), "set HF_TOKEN"),
        ("info", GATED, ("HubRefused", 4), "this model is gated; accept its terms at http://127.0.0.1"),
        ("resolve", GATED, ("HubRefused", 4), "this model is gated"),
        ("resolve", 401, ("HubRefused", 4), "set HF_TOKEN"),
        ("info", {"status": 403, "headers": {"X-Error-Message": "Access to this resource is disabled."}}, ("HubRefused", 4), "disabled this model"),
        ("info", 500, ("HubUnreachable", 5), "returned an error (500)"),
        ("tree", 503, ("HubUnreachable", 5), "run the same command again later"),
        ("info", "reset", ("HubUnreachable", 5), "cannot be reached at http://127.0.0.1"),
    ],
)  # fmt: skip
def test_every_response_of_the_hub_has_its_message_and_exit_code(
    ask: Callable[..., Driven], hub: Hub, made: Path, call: str, fault: Any, failed: tuple[str, int], words: str
) -> None:
    name = f"alice/{call}-{hashlib.sha1(repr(fault).encode()).hexdigest()[:8]}"
    publish(hub, made, name)
    hub.faults[call] = [fault] * 20
    found = ask(name)
    assert found.failed == failed
    assert found.message.startswith(f"{name}: ")
    assert words in found.message
    hub.faults.clear()
    assert ask(name).answer["facts"]["vocabulary"] == 310


@pytest.mark.parametrize(
    ("name", "revision", "offline", "failed", "words"),
    [
        ("nobody/nothing", None, False, ("HubRefused", 4), "not a local folder, and no accessible model of this name"),
        ("nothing", None, False, ("HubRefused", 4), "check the name"),
        (REPO, "v9", False, ("InputError", 2), "revision 'v9' not found"),
        ("alice/a name", None, False, ("InputError", 2), "not a valid model id"),
        ("alice/never-seen", None, True, ("HubUnreachable", 5), "HF_HUB_OFFLINE is set"),
    ],
)
def test_an_unknown_model_or_revision_is_an_error(
    ask: Callable[..., Driven],
    hub: Hub,
    made: Path,
    name: str,
    revision: str | None,
    offline: bool,
    failed: tuple[str, int],
    words: str,
) -> None:
    publish(hub, made)
    found = ask(name, revision, offline)
    assert found.failed == failed
    assert words in found.message


def test_an_unreachable_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import httpx2

    def refuse(*_: object, **__: object) -> None:
        raise httpx2.ConnectError(f"no route, said {TOKEN}")

    monkeypatch.setenv("HF_TOKEN", TOKEN)
    monkeypatch.setattr(huggingface, "snapshot_download", refuse)
    said = sentence(lambda: find(ModelRef(REPO)), HubUnreachable)
    assert "cannot be reached at https://" in said
    assert TOKEN not in said


def test_a_full_disk_is_a_storage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(huggingface, "snapshot_download", fill)
    assert "the disk is full" in sentence(lambda: find(ModelRef(REPO)), errors.StorageError)


# ModelScope

MODELSCOPE_TOKEN = "ms-loopbackTokenOfTheTests"


@pytest.fixture
def modelscope(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelScopeOf]:
    """A loopback server for the download calls of ModelScope's library; `faults[call]` lists HTTP statuses to return."""
    pytest.importorskip("modelscope_hub")
    there: dict[str, bytes] = {}
    faults: dict[str, list[int]] = {}

    async def files(_: web.Request) -> web.Response:
        listed = [
            {"Path": path, "Size": len(data), "Sha256": hashlib.sha256(data).hexdigest(), "Type": "blob"}
            for path, data in there.items()
        ]
        return web.json_response({"Code": 200, "Data": {"Files": listed}, "Success": True})

    async def repo(request: web.Request) -> web.Response:
        return web.Response(body=there[request.query["FilePath"]])

    @web.middleware
    async def answer(request: web.Request, handler: Any) -> web.StreamResponse:
        if fault := (faults.get(handler.__name__) or [0]).pop(0):
            return web.json_response({"Message": "not today"}, status=fault)
        found: web.StreamResponse = await handler(request)
        return found

    def serve(content: dict[str, bytes]) -> dict[str, list[int]]:
        there.update(content)
        return faults

    api = "/api/v1/models/alice/small/"
    with serving([web.get(f"{api}repo/files", files), web.get(f"{api}repo", repo)], [answer]) as url:
        for name, value in {"ENDPOINT": url, "API_TOKEN": MODELSCOPE_TOKEN, "HOME": str(tmp_path / "home")}.items():
            monkeypatch.setenv(f"MODELSCOPE_{name}", value)
        monkeypatch.setenv("MODELSCOPE_CACHE", str(tmp_path / "cache"))
        monkeypatch.setattr("time.sleep", lambda _: None)
        yield serve


def test_a_model_from_modelscope_loads_and_its_cache_is_used_while_the_hub_is_unreachable(
    modelscope: ModelScopeOf, made: Path, quiet: None
) -> None:
    faults = modelscope(
        {path.name: path.read_bytes() for path in made.iterdir()} | {"model.onnx": b"-", "README.md": b"-"}
    )
    files = find(ModelRef(REPO, Hubs.MODELSCOPE))
    assert facts(load(files))["name"] == REPO
    assert files.version == find(ModelRef(str(made))).version
    assert sorted(path.name for path in files.folder.iterdir()) == sorted(path.name for path in made.iterdir())
    faults["files"] = [503] * 20
    assert find(ModelRef(REPO, Hubs.MODELSCOPE)) == files


@pytest.mark.parametrize(
    ("call", "status", "kind", "words"),
    [
        ("files", 401, HubRefused, "set MODELSCOPE_API_TOKEN"),
        ("files", 404, HubRefused, "no accessible model of this name"),
        ("files", 503, HubUnreachable, "cannot be reached at http://127.0.0.1"),
        ("repo", 403, HubRefused, "set MODELSCOPE_API_TOKEN"),
    ],
)
def test_every_response_of_modelscope_has_its_message(
    modelscope: ModelScopeOf, made: Path, quiet: None, call: str, status: int, kind: type[SelfinstructError], words: str
) -> None:
    faults = modelscope({path.name: path.read_bytes() for path in made.iterdir()})
    faults[call] = [status] * 50
    said = sentence(lambda: find(ModelRef(REPO, Hubs.MODELSCOPE)), kind)
    assert words in said
    assert MODELSCOPE_TOKEN not in said


def test_without_the_modelscope_library_the_install_command_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "modelscope_hub", None)
    assert "pip install modelscope-hub" in sentence(lambda: find(ModelRef(REPO, Hubs.MODELSCOPE)))


def test_a_model_is_loaded_in_float32_for_full_fine_tuning(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "usual_precision", lambda: Precision.BFLOAT16)
    files = find(ModelRef(str(made)))
    for found, precision, dtype in (
        (load(files), Precision.BFLOAT16, torch.bfloat16),
        (load(files, in_full=True), Precision.FLOAT32, torch.float32),
    ):
        assert (found.precision, found.model.dtype) == (precision, dtype)
