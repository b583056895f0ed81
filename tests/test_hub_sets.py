"""Datasets on the Hugging Face Hub as the source of commands: which files are read, from where, and what errors say."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hub import Hub, served
from hub_process import Driver, hub_process, publish
from loopback import Done, json_lines

import selfinstruct
from selfinstruct.datasets.hub.configurations import Configuration, read_configurations
from selfinstruct.datasets.hub.set_files import choose_files
from selfinstruct.errors import InputError
from selfinstruct.runs.options import GenerateOptions, read_options
from selfinstruct.schema.hub import Hub as Hubs
from selfinstruct.schema.hub_address import HubAddress, address_of, address_text

ONE, TWO, OTHER = "写一首关于春天的诗。", "把这句话翻译成英文：早上好。", "解释什么是光合作用。"
SPLITS = "configs:\n- config_name: default\n  data_files:\n  - {split: train, path: data/train-*}\n  - {split: test, path: data/test-*}\n"
SHARDS = ["data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet", "data/test-00000-of-00001.parquet"]


def row(instruction: str) -> dict[str, str]:
    return {"instruction": instruction, "input": "", "output": f"好的：{instruction}"}


def lines(*instructions: str) -> bytes:
    return "".join(json.dumps(row(text), ensure_ascii=False) + "\n" for text in instructions).encode()


def parquet(*instructions: str) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([row(text) for text in instructions]), buffer)
    return buffer.getvalue()


def card(yaml: str) -> bytes:
    return f"---\nlicense: mit\n{yaml}---\n# About\n".encode()


def sharded(yaml: str = SPLITS) -> dict[str, bytes]:
    contents = (parquet(ONE), parquet(TWO), parquet(OTHER))
    return {"README.md": card(yaml), **dict(zip(SHARDS, contents, strict=True))}


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with served(Hub()) as hub:
        yield hub


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hf")


@pytest.fixture(scope="module")
def drive(hub: Hub, home: Path) -> Iterator[Driver]:
    with hub_process(hub, home) as drive:
        yield drive


@pytest.fixture
def name(hub: Hub, request: pytest.FixtureRequest) -> str:
    """A name that no other test uses, so that nothing of it is cached."""
    hub.clear()
    return f"alice/set{abs(hash(request.node.nodeid))}"


@pytest.fixture
def run(drive: Driver, tmp_path: Path) -> Callable[..., Done]:
    return lambda *words, **more: drive(tmp_path, *words, **more)


@pytest.fixture
def read(run: Callable[..., Done], tmp_path: Path) -> Callable[..., tuple[list[str], str]]:
    """Read a dataset with `dedup`. Returns the instructions and the messages."""

    def rows(address: str, **more: Any) -> tuple[list[str], str]:
        done = run("dedup", address, "--out", "out.jsonl", "--force", **more)
        assert done.code == 0, done.err
        return [each["instruction"] for each in json_lines(tmp_path / "out.jsonl")], done.err

    return rows


def downloaded(home: Path, name: str) -> set[str]:
    snapshots = home / "hub" / f"datasets--{name.replace('/', '--')}" / "snapshots"
    return {path.relative_to(snapshots).as_posix().partition("/")[2] for path in snapshots.rglob("*") if path.is_file()}


# Addresses


@pytest.mark.parametrize(
    ("text", "repo", "revision", "inside", "split"),
    [
        ("hf://datasets/alice/tasks", "alice/tasks", None, "", None),
        ("hf:/datasets/alice/tasks", "alice/tasks", None, "", None),
        ("hf://datasets/squad", "squad", None, "", None),
        ("hf://datasets/squad@v2/plain_text", "squad", "v2", "plain_text", None),
        ("hf://datasets/alice/tasks:test", "alice/tasks", None, "", "test"),
        ("hf://datasets/alice/tasks@v2", "alice/tasks", "v2", "", None),
        ("hf://datasets/alice/tasks@v2/zh:test", "alice/tasks", "v2", "zh", "test"),
        ("hf://datasets/alice/tasks/data/a.jsonl", "alice/tasks", None, "data/a.jsonl", None),
        ("hf://datasets/alice/tasks@refs/pr/3/zh", "alice/tasks", "refs/pr/3", "zh", None),
        ("hf://datasets/alice/tasks@refs/convert/parquet", "alice/tasks", "refs/convert/parquet", "", None),
        ("hf://datasets/alice/tasks@feature%2Fa", "alice/tasks", "feature/a", "", None),
        ("modelscope://alice/tasks@master/zh:test", "alice/tasks", "master", "zh", "test"),
    ],
)
def test_an_address_has_a_repository_a_revision_a_configuration_and_a_split(
    text: str, repo: str, revision: str | None, inside: str, split: str | None
) -> None:
    found = address_of(text)
    assert found
    assert (found.repo, found.revision, found.inside, found.split) == (repo, revision, inside, split)
    assert found.name == repo.rpartition("/")[2]
    assert found == address_of(str(Path(text)))
    assert found.hub is (Hubs.MODELSCOPE if text.startswith("modelscope") else Hubs.HUGGING_FACE)
    assert found.text.startswith(found.root)


@pytest.mark.parametrize("path", ["alice/tasks", "hf", "hf.jsonl", "./datasets/alice", "C:/a", "file:/a", "/hf:/a", ""])
def test_a_bare_name_is_a_path(path: str) -> None:
    assert address_of(path) is None
    assert address_text(path) == path


@pytest.mark.parametrize(
    "address",
    [
        "hf://alice/tasks",
        "hf://models/alice/tasks",
        "hf://datasets/",
        "hf://datasets",
        "hf://datasets/a b/c",
        "hf://datasets/../c",
        "hf://datasets/alice/tasks:",
        "hf://datasets/alice/tasks@",
        "hf://datasets/alice/a task",
        "hf://datasets/alice/tasks:a:b",
        "modelscope://tasks",
        "modelscope://../tasks",
    ],
)
def test_an_address_of_another_form_is_an_error_that_shows_the_form(address: str) -> None:
    with pytest.raises(InputError, match=r"not the address of a dataset; write (hf://datasets|modelscope)") as raised:
        address_of(str(Path(address)))
    assert str(raised.value).startswith(address.rstrip("/"))


# Configurations and splits


def chosen(files: list[str], yaml: str | None, rest: str, tmp_path: Path) -> tuple[str, list[str], list[str]]:
    address = address_of(f"hf://datasets/alice/tasks{rest}")
    assert address
    configurations: tuple[Configuration, ...] = ()
    if yaml is not None:
        (tmp_path / "README.md").write_bytes(card(yaml))
        configurations = read_configurations(tmp_path / "README.md", address.root)
    found = choose_files(address, ["README.md", ".gitattributes", *files], configurations)
    return found.split, list(found.files), list(found.others)


def config(name: str, files: str, more: str = "") -> str:
    return f"- config_name: {name}\n  data_files: {files}\n{more}"


TWO_CONFIGS = "configs:\n" + config("en", "en/*.jsonl") + config("zh", "[{split: train, path: zh/a.jsonl}, {split: test, path: zh/b.jsonl}]")  # fmt: skip
FILES = ["en/1.jsonl", "en/2.jsonl", "zh/a.jsonl", "zh/b.jsonl", "zh/c.jsonl"]


@pytest.mark.parametrize(
    ("files", "yaml", "rest", "split", "read", "others"),
    [
        (SHARDS, SPLITS, "", "train", SHARDS[:2], ["test"]),
        (SHARDS, SPLITS, ":test", "test", SHARDS[2:], []),
        (SHARDS, None, "", "train", SHARDS[:2], ["test"]),
        (SHARDS, "", ":test", "test", SHARDS[2:], []),
        (SHARDS, "", "/" + SHARDS[1], "", SHARDS[1:2], []),
        (["a.jsonl"], None, "", "", ["a.jsonl"], []),
        (["dev.jsonl"], None, "", "validation", ["dev.jsonl"], []),
        (["dev.jsonl", "train.jsonl"], None, ":dev", "validation", ["dev.jsonl"], []),
        (["a.jsonl", "b.jsonl"], "configs:\n" + config("default", "a.jsonl"), "", "train", ["a.jsonl"], []),
        (["a.jsonl", "b.jsonl"], "configs:\n" + config("x", "[b.jsonl, a.jsonl]"), "", "train", ["b.jsonl", "a.jsonl"], []),
        (["a.jsonl", "b.jsonl"], "configs:\n" + config("x", "[{split: train, path: [b.jsonl, '*.jsonl']}]"), "", "train", ["b.jsonl", "a.jsonl"], []),
        (["p/10.csv", "p/2.csv", "p/x.md", "p/.h.csv", "p/q/3.csv"], "configs:\n" + config("x", "p/*"), "", "train", ["p/2.csv", "p/10.csv"], []),
        (["p/1.csv", "p/q/3.csv"], "configs:\n" + config("x", "'**/*.csv'"), "", "train", ["p/q/3.csv", "p/1.csv"], []),
        (["_h/1.csv"], "configs:\n" + config("x", "_h/1.csv"), "", "train", ["_h/1.csv"], []),
        (["sft.jsonl"], "configs:\n" + config("x", "[{split: sft, path: sft.jsonl}]"), "", "sft", ["sft.jsonl"], []),
        (FILES, TWO_CONFIGS, "/zh", "train", ["zh/a.jsonl"], ["test"]),
        (FILES, TWO_CONFIGS, "/zh:test", "test", ["zh/b.jsonl"], []),
        (FILES, TWO_CONFIGS, "@v1/en", "train", FILES[:2], []),
        (FILES, TWO_CONFIGS + "  default: true\n", "", "train", ["zh/a.jsonl"], ["test", "configuration en"]),
        (FILES, TWO_CONFIGS.replace("name: en", "name: default"), "", "train", FILES[:2], ["configuration zh"]),
        (FILES, TWO_CONFIGS, "/zh/c.jsonl", "", ["zh/c.jsonl"], []),
        (FILES, None, "/zh", "", FILES[2:], []),
        (["d/train.csv", "d/test.csv", "e.csv"], "configs:\n- config_name: x\n  data_dir: d\n", "", "train", ["d/train.csv"], ["test"]),
        (["d/e/1.csv", "e/1.csv"], "configs:\n" + config("x", "e/*.csv", "  data_dir: ./d/\n"), "", "train", ["d/e/1.csv"], []),
        (["d/1.csv"], "configs:\n- data_files: d/1.csv\n", "", "train", ["d/1.csv"], []),
    ],
)  # fmt: skip
def test_the_card_decides_which_files_belong_to_a_split(
    files: list[str], yaml: str | None, rest: str, split: str, read: list[str], others: list[str], tmp_path: Path
) -> None:
    assert chosen(files, yaml, rest, tmp_path) == (split, read, others)


@pytest.mark.parametrize(
    ("files", "yaml", "rest", "words"),
    [
        (FILES, TWO_CONFIGS, "", "the configurations are en, zh, and none of them is the default; choose one, for example hf://datasets/alice/tasks/en"),
        (FILES, TWO_CONFIGS, "@v2:test", "for example hf://datasets/alice/tasks@v2/en"),
        (FILES, TWO_CONFIGS.replace("name: en", "name: default") + "  default: true\n", "", "several of them are the default"),
        (FILES, TWO_CONFIGS, "/fr", "no configuration, file or folder fr; its configurations are en, zh"),
        (["a.jsonl"], None, "/b", "no configuration, file or folder b"),
        (FILES, TWO_CONFIGS, "/zh:dev", "there is no split dev; the splits are train, test"),
        (["a.jsonl"], None, ":test", "the names of the files show no splits"),
        (["a.jsonl"], None, "/a.jsonl:test", "a file has no splits; leave out :test"),
        (["dev.csv", "test.csv"], None, "", "none of them is train; choose one, for example hf://datasets/alice/tasks:validation"),
        (["load.py"], None, "", "the dataset has no files of rows"),
        ([], None, "", "hf://datasets/alice/tasks@refs/convert/parquet may have them"),
        (["a.csv"], "configs:\n" + config("x", "b*.csv"), "", "README.md: no file of rows matches b*.csv"),
        (["a.csv"], "configs:\n" + config("x", "[a.csv, b.csv]"), "", "matches b.csv, the pattern of the split train"),
        (["a.csv"], "configs:\n" + config("x", "a**.csv"), "", "the pattern a**.csv cannot be used"),
        (["a.csv", "a.json"], "configs:\n" + config("x", "a.*"), "", "may have the same rows in two formats"),
        (["a.csv"], "configs:\n" + config("x", "../../etc/a.csv"), "", "../../etc/a.csv leads out of the dataset"),
        (["a.csv"], "configs:\n" + config("x", "[{split: train, path: [a.csv, /etc/a.csv]}]"), "", "/etc/a.csv leads out of the dataset"),
        (["a.csv"], "configs:\n" + config("x", "https://example.org/a.csv"), "", "leads out of the dataset"),
        (["a.csv"], "configs:\n- data_dir: ../b\n", "", "../b leads out of the dataset"),
        (["a.csv"], "configs:\n" + config("x", "[{split: train}]"), "", "README.md: its configurations cannot be read (not a path: None)"),
        (["a.csv"], "configs:\n" + config("x", "7"), "", "not a path: 7"),
        (["a.csv"], "configs: [x]\n", "", "not a configuration: 'x'"),
        (["a.csv"], "configs: {\n", "", "README.md: its configurations cannot be read"),
        (["a.csv"], "- 1\n", "", "README.md: its configurations cannot be read"),
    ],
)  # fmt: skip
def test_an_unclear_choice_is_an_error_that_says_what_to_write(
    files: list[str], yaml: str | None, rest: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as raised:
        chosen(files, yaml, rest, tmp_path)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith("hf://datasets/alice/tasks")


# Downloads


def test_the_train_split_is_read_and_only_its_files_are_downloaded(
    read: Callable[..., tuple[list[str], str]], hub: Hub, home: Path, name: str
) -> None:
    publish(hub, name, sharded() | {"big.bin": b"-"})
    rows, said = read(f"hf://datasets/{name}")
    assert rows == [ONE, TWO]
    assert f"hf://datasets/{name}: checking {hub.url}, downloading files that are not in the cache" in said
    assert f"hf://datasets/{name}: reading the split train; not read: test" in said
    assert downloaded(home, name) == {"README.md", *SHARDS[:2]}
    hub.calls.clear()
    rows, said = read(f"hf://datasets/{name}:test")
    assert (rows, "not read" in said) == ([OTHER], False)
    assert hub.calls["resolve"] == 2  # head and body of the one new file
    assert read(f"hf://datasets/{name}/{SHARDS[1]}")[0] == [TWO]


def test_revisions_and_lines_without_a_card(read: Callable[..., tuple[list[str], str]], hub: Hub, name: str) -> None:
    publish(hub, name, {"a.jsonl": lines(ONE)}, v2={"a.jsonl": lines(TWO), "b.jsonl": lines(OTHER)})
    hub.repos[name].commits["refs/pr/1"] = hub.repos[name].commits["v2"]
    assert read(f"hf://datasets/{name}")[0] == [ONE]
    assert read(f"hf://datasets/{name}@v2")[0] == [TWO, OTHER]
    assert read(f"hf://datasets/{name}@refs/pr/1/b.jsonl")[0] == [OTHER]
    assert read(f"hf://datasets/{name}@{hub.repos[name].head('v2')}/a.jsonl")[0] == [TWO]


def test_an_old_dataset_has_no_owner(read: Callable[..., tuple[list[str], str]], hub: Hub, name: str) -> None:
    old = name.rpartition("/")[2]
    publish(hub, old, sharded())
    assert read(f"hf://datasets/{old}:test")[0] == [OTHER]


def test_configurations_are_chosen_by_name(read: Callable[..., tuple[list[str], str]], hub: Hub, name: str) -> None:
    files = {path: lines(f"{ONE}{path}") for path in FILES}
    publish(hub, name, {"README.md": card(TWO_CONFIGS), **files})
    assert read(f"hf://datasets/{name}/zh")[0] == [f"{ONE}zh/a.jsonl"]
    assert read(f"hf://datasets/{name}/zh:test")[0] == [f"{ONE}zh/b.jsonl"]


def test_the_cache_is_used_offline_and_while_the_hub_is_unreachable(
    read: Callable[..., tuple[list[str], str]], run: Callable[..., Done], hub: Hub, name: str
) -> None:
    publish(hub, name, sharded())
    assert read(f"hf://datasets/{name}")[0] == [ONE, TWO]
    hub.calls.clear()
    rows, said = read(f"hf://datasets/{name}", offline=True)
    assert (rows, "not read: test" in said, sum(hub.calls.values())) == ([ONE, TWO], True, 0)
    hub.faults["info"] = [503]
    assert read(f"hf://datasets/{name}")[0] == [ONE, TWO]
    done = run("report", f"hf://datasets/{name}:test", offline=True)
    assert (done.code, "HF_HUB_OFFLINE is set and the dataset is not fully cached" in done.err) == (5, True)


def test_a_cache_that_another_program_filled_is_not_trusted_to_be_complete(
    read: Callable[..., tuple[list[str], str]], run: Callable[..., Done], hub: Hub, home: Path, name: str
) -> None:
    publish(hub, name, sharded())
    assert read(f"hf://datasets/{name}:test")[0] == [OTHER]
    (repository,) = (home / "hub").glob(f"*{name.rpartition('/')[2]}")
    for path in (repository / "trees").iterdir():
        path.unlink()
    # The listing is also kept in memory, by the process that has read it.
    with hub_process(hub, home, HF_HUB_OFFLINE="1") as drive:
        folder = home.parent
        words = ("--out", folder / "again.jsonl", "--force")
        assert drive(folder, "dedup", f"hf://datasets/{name}:test", *words, offline=True).code == 0
        for path in repository.rglob("README.md"):
            path.unlink()
        for rest in ("", ":train"):
            done = drive(folder, "dedup", f"hf://datasets/{name}{rest}", *words, offline=True)
            assert (done.code, "may not be fully cached" in done.err) == (5, True)


GATED = {"status": 403, "headers": {"X-Error-Code": "GatedRepo"}}


@pytest.mark.parametrize(
    ("call", "fault", "code", "words"),
    [
        ("info", 401, 4, "no accessible dataset of this name on http://127.0.0.1"),
        ("info", 403, 4, "for a private dataset set HF_TOKEN"),
        ("info", GATED, 4, "this dataset is gated; accept its terms at http://127.0.0.1"),
        ("resolve", GATED, 4, "this dataset is gated"),
        ("info", {"status": 403, "headers": {"X-Error-Message": "Access to this resource is disabled."}}, 4, "disabled this dataset; choose another one"),
        ("info", 500, 5, "returned an error (500), and the dataset is not fully cached"),
        ("tree", 503, 5, "run the same command again later"),
        ("info", "reset", 5, "or pass a dataset file"),
    ],
)  # fmt: skip
def test_every_response_of_the_hub_has_its_message_and_exit_code(
    run: Callable[..., Done], hub: Hub, name: str, call: str, fault: Any, code: int, words: str, tmp_path: Path
) -> None:
    publish(hub, name, sharded())
    hub.faults[call] = [fault] * 20
    done = run("dedup", f"hf://datasets/{name}", "--out", "out.jsonl")
    assert (done.code, done.out) == (code, "")
    last = done.err.splitlines()[-1]
    assert f"hf://datasets/{name}: " in last
    assert words in last
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("rest", "code", "words"),
    [
        ("nobody/nothing", 4, "hf://datasets/nobody/nothing: no accessible dataset of this name"),
        ("nothing", 4, "check the name"),
        ("alice/a--b", 2, "hf://datasets/alice/a--b: not a valid dataset id on the Hub"),
        ("{name}@v9", 2, "revision 'v9' not found"),
        ("{name}:dev", 2, "there is no split dev; the splits are train, test"),
    ],
)
def test_an_unknown_dataset_revision_or_split_is_an_error(
    run: Callable[..., Done], hub: Hub, name: str, rest: str, code: int, words: str
) -> None:
    publish(hub, name, sharded())
    done = run("report", f"hf://datasets/{rest.format(name=name)}")
    assert (done.code, done.out) == (code, "")
    assert words in done.err


def test_a_full_disk_and_a_wrong_endpoint_are_reported(
    hub: Hub, home: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    from selfinstruct.datasets.hub import huggingface_set

    def fill(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(huggingface_set, "snapshot_download", fill)
    with pytest.raises(selfinstruct.errors.StorageError, match=r"hf://datasets/a/b: the disk is full"):
        selfinstruct.report("hf://datasets/a/b", quiet=True)
    monkeypatch.setattr(constants, "ENDPOINT", "mirror")
    with pytest.raises(InputError, match="HF_ENDPOINT must be a URL"):
        selfinstruct.report(Path("hf://datasets/a/b"), quiet=True)


# Commands


def test_bad_rows_and_dropped_rows_are_named_by_address(
    run: Callable[..., Done], hub: Hub, name: str, tmp_path: Path
) -> None:
    publish(hub, name, {"a.jsonl": lines(ONE) + b"[]\n" + lines(ONE)}, v2={"a.jsonl": b"{\n"}, v3={"a.jsonl": b""})
    root = f"hf://datasets/{name}"
    words = ("--out", "out.jsonl")
    done = run("dedup", root, *words)
    assert (done.code, f"{root}/a.jsonl:2: not a JSON object" in done.err) == (2, True)
    done = run("dedup", root, *words, "--skip-bad")
    assert (done.code, f"{root}: 1 bad row was left out\n{root}/a.jsonl:2: " in done.err) == (0, True)
    assert [each["file"] for each in json_lines(tmp_path / "out.dropped.jsonl")] == [f"{root}/a.jsonl"]
    for revision in ("v2", "v3"):
        done = run("dedup", f"{root}@{revision}", *words, "--force")
        assert (done.code, f"{root}@{revision}/a.jsonl" in done.err, "snapshots" in done.err) == (2, True, False)


@pytest.mark.parametrize(
    ("words", "made"),
    [
        (["report"], {"{name}.report.html", "{name}.report.json"}),
        (["classify"], {"{name}.types.jsonl"}),
        (["export", "--format", "messages"], {"{name}.messages.jsonl"}),
        (["export", "--format", "llamafactory"], {"{name}.llamafactory"}),
        (["push", "--repo", "alice/copy", "--dry-run"], {"{name}.hub"}),
    ],
)
def test_results_are_named_after_the_dataset_and_written_to_the_working_directory(
    run: Callable[..., Done], hub: Hub, home: Path, name: str, tmp_path: Path, words: list[str], made: set[str]
) -> None:
    publish(hub, name, sharded())
    command, *options = words
    done = run(command, f"hf://datasets/{name}", *options)
    assert done.code == 0, done.err
    assert {path.name for path in tmp_path.iterdir()} == {each.format(name=name.rpartition("/")[2]) for each in made}
    assert str(home) not in done.out + done.err
    assert downloaded(home, name) == {"README.md", *SHARDS[:2]}


def test_a_dataset_on_a_hub_can_be_compared_against(
    run: Callable[..., Done], hub: Hub, name: str, tmp_path: Path
) -> None:
    publish(hub, name, sharded())
    (tmp_path / "in.jsonl").write_bytes(lines(ONE, OTHER))
    done = run("dedup", "in.jsonl", "--against", f"hf://datasets/{name}", "--out", "out.jsonl")
    assert (done.code, [each["instruction"] for each in json_lines(tmp_path / "out.jsonl")]) == (0, [OTHER])
    done = run("report", "in.jsonl", "--against", f"hf://datasets/{name}:test", "--json")
    (against,) = json.loads(done.out)["overlap"]
    assert (against["file"], against["rows"]) == (name.rpartition("/")[2], 1)


def test_a_file_in_the_cache_is_not_replaced(run: Callable[..., Done], hub: Hub, home: Path, name: str) -> None:
    publish(hub, name, {"a.jsonl": lines(ONE)})
    assert run("classify", f"hf://datasets/{name}").code == 0
    (cached,) = (home / "hub").glob(f"datasets--{name.replace('/', '--')}/snapshots/*/a.jsonl")
    for command in (["classify"], ["dedup"], ["export", "--format", "alpaca"]):
        done = run(command[0], f"hf://datasets/{name}", *command[1:], "--out", cached, "--force")
        assert (done.code, "this file is also read and cannot be replaced" in done.err) == (2, True)
    assert cached.read_bytes() == lines(ONE)


@pytest.mark.parametrize("option", ["against", "seeds"])
def test_a_run_reads_no_dataset_from_a_hub(option: str, tmp_path: Path) -> None:
    given: Any = {option: "hf://datasets/alice/tasks"}
    with pytest.raises(InputError, match=r"write a file with: selfinstruct export hf://datasets/alice/tasks"):
        selfinstruct.generate(n=1, teacher="offline", out=tmp_path / "run", quiet=True, **given)
    assert not list(tmp_path.iterdir())


def test_results_are_not_written_to_an_address() -> None:
    with pytest.raises(InputError, match=r"hf://datasets/alice/tasks: results are written to files; publish with"):
        read_options(GenerateOptions, {"out": "hf://datasets/alice/tasks"})


def test_the_type_of_an_address_holds_its_text() -> None:
    assert isinstance(address_of("hf://datasets/alice/tasks"), HubAddress)
