"""Golden runs: folders made by an earlier version, what later versions must make of them, and how that is measured.

A golden run is `golden/NAME.tar.xz`, a run folder `run` as it was left, and `golden/NAME.json`, what resuming it gave
that version. `python tests/golden_runs.py NAME` makes a new one with the version at hand; existing ones are never
written over. When a VERSION is raised or a template changes, add a run beside the old one: the old one then proves that
it is refused by name.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "golden"
KEPT = ("run.toml", "types.json", "journal-*.jsonl", "labels/**/*.jsonl", "labels/**/run.toml")
"""What of a run cannot be rebuilt; everything else is left out of the archive."""
SEEDS = [
    {"id": "s1", "instruction": "写一句描写春天的话。", "input": "", "output": "春风拂面，桃花满枝。"},
    {"instruction": "把句子翻译成英语。", "instances": [{"input": "你好。", "output": "Hello."}]},
    {"instruction": "列出三种水果。", "input": "", "output": "苹果、香蕉、梨。", "task_type": "brainstorming"},
]
PROMPT = "请写{count}条{language}任务。\n{topic}{list}"
AGAINST = [
    {"instruction": "给一家咖啡店起一个名字。"},
    {"instruction": "给下面的句子改错别字。", "input": "他座下了。"},
]

Words = tuple[str, ...]


def generate(n: int, *flags: str) -> Words:
    """Resuming is measured one request at a time: which slots are sent past the target depends on nothing else."""
    return ("generate", "--out", "run", "--n", str(n), "--concurrency", "1", *flags)


def export(form: str, *flags: str) -> Words:
    return ("export", "run", "--format", form, *flags)


@dataclass(frozen=True)
class Golden:
    """How a run is begun, and the commands that resume it."""

    begin: Callable[[Path], None]
    resume: tuple[Words, ...]


def words(*commands: Words) -> Callable[[Path], None]:
    def begin(folder: Path) -> None:
        for command in commands:
            selfinstruct(folder, command)

    return begin


def with_inputs(folder: Path) -> None:
    write_lines(folder / "seeds.jsonl", SEEDS)
    write_lines(folder / "against.jsonl", AGAINST)
    (folder / "prompt.txt").write_text(PROMPT, encoding="utf-8")
    selfinstruct(folder, generate(24, *INPUTS))


def killed(folder: Path) -> None:
    """Killed while answers arrive out of order, and in the middle of a line."""
    process = start(folder, ("generate", "--out", "run", "--n", "260", "--concurrency", "8"))
    journal = folder / "run" / "journal-00001.jsonl"
    while not (journal.exists() and journal.read_bytes().count(b"\n") > 12):
        if process.poll() is not None:
            raise RuntimeError("the run ended before it was killed")
    process.send_signal(signal.SIGKILL)
    process.wait()
    content = journal.read_bytes()
    journal.write_bytes(content[:-40])


def closed_open(folder: Path) -> None:
    """Against a server that filters one prompt, fails at another and cuts a third."""
    from loopback import completion, offline, refusal

    def script(number: int, prompt: str) -> Any:
        if number == 2:
            return refusal(400, "content_filter", "filtered")
        if number == 5:
            return refusal(500, "server_error")
        whole = offline(prompt)
        if number == 3:
            text = json.loads(whole.text)["choices"][0]["message"]["content"]
            return completion(text[:300], "length")
        return whole

    with paid_teacher(script) as url:
        flags = ("--base-url", url, "--model", "m", "--attempts", "1", "--window", "8")
        selfinstruct(folder, ("generate", "--out", "run", "--n", "60", "--concurrency", "4", *flags), codes=(5,))


def english(folder: Path) -> None:
    """A teacher that keeps writing Chinese where English was asked for."""
    from loopback import offline

    with paid_teacher(lambda _, prompt: offline(prompt)) as url:
        flags = ("--base-url", url, "--model", "m", "--language", "en", "--topic", "cooking")
        selfinstruct(folder, ("generate", "--out", "run", "--n", "10", "--concurrency", "4", *flags), codes=(3,))


INPUTS = (
    *("--seeds", "seeds.jsonl", "--prompt", "prompt.txt", "--against", "against.jsonl", "--topic", "生活"),
    *("--language", "any", "--tasks", "6", "--demonstrations", "2", "--threshold", "0.6", "--seed", "7"),
    *("--temperature", "0.7", "--top-p", "0.9", "--max-tokens", "512", "--window", "12"),
    *("--extra-body", '{"enable_thinking": false}'),
)
FORMATS = ("alpaca", "sharegpt", "messages", "prompt-completion", "openai", "llamafactory", "axolotl", "csv")
SPLIT = ("--split", "0.2", "--seed", "3", "--filter", "output_tokens>=5")

GOLDEN = {
    "offline": Golden(words(generate(30)), (generate(60),)),
    "mix": Golden(
        words(generate(30, "--mix", "open_qa=2,classification=1,chat=0.5")),
        (generate(60, "--mix", "chat=0.5,classification=1,open_qa=2"),),
    ),
    "faults": Golden(words(generate(30, "--teacher-faults", "0.4")), (generate(60),)),
    "inputs": Golden(with_inputs, (generate(48, *INPUTS),)),
    "killed": Golden(killed, (generate(260),)),
    "closed": Golden(closed_open, (("generate", "--out", "run", "--close-open", "--n", "60"),)),
    "english": Golden(english, (("generate", "--out", "run", "--close-open"),)),
    "classified": Golden(
        words(
            generate(40),
            ("classify", "run", "--with", "teacher", "--further", "--teacher-faults", "0.5", "--concurrency", "1"),
        ),
        (
            generate(60),
            ("classify", "run", "--with", "teacher", "--further", "--teacher-faults", "0.5", "--concurrency", "1"),
            *(export(form) for form in FORMATS),
            export("label-studio"),
            export("alpaca", "--out", "run/exports/split.json", *SPLIT),
        ),
    ),
}
"""By name. The codes of resuming are 0, or 3 where `--close-open` leaves tasks missing."""
REFUSED: dict[str, str] = {}
"""Golden runs that this version refuses to resume, and the field of their identity that it names."""


def resume(name: str, folder: Path) -> None:
    for command in GOLDEN[name].resume:
        selfinstruct(folder, command, codes=(0, 3) if "--close-open" in command else (0,))


def measure(folder: Path, before: bytes) -> dict[str, Any]:
    """What must be the same for every version: `before` are the bytes of the journal that was resumed."""
    run = folder / "run"
    journal = (run / "journal-00001.jsonl").read_bytes()
    whole = before[: before.rindex(b"\n") + 1]
    stats = json.loads((run / "stats.json").read_bytes())
    stats.pop("seconds")
    rejected = [{**row, "detail": None} for row in read_lines((run / "rejected.jsonl").read_bytes())]
    names = sorted(path.relative_to(run).as_posix() for path in run.glob("exports/**/*") if path.is_file())
    files = [name for name in ("dataset.jsonl", "records.jsonl", "types.json", *names) if (run / name).exists()]
    return {
        "identity": tomllib.loads((run / "run.toml").read_text(encoding="utf-8"))["identity"],
        "files": {name: sha((run / name).read_bytes()) for name in files if not name.endswith((".yaml", ".lock"))},
        "rejected": sha_of(rejected),
        "stats": stats,
        "journal": {
            "is_prefix": journal.startswith(whole),
            "old": sha(whole),
            "new": sha_of(new_entries(journal[len(whole) :])),
            "labels": [sha_of(new_entries(path.read_bytes())) for path in sorted(run.glob("labels/*/journal-*.jsonl"))],
        },
    }


def new_entries(lines: bytes) -> list[dict[str, Any]]:
    """Journal entries in the order of their slots, without what differs from run to run."""
    entries = [{k: v for k, v in line.items() if k not in ("crc", "at", "seconds")} for line in read_lines(lines)]
    return sorted(entries, key=lambda entry: json.dumps(entry, sort_keys=True))


def unpack(name: str, folder: Path) -> bytes:
    """Put a golden run into a folder; gives its journal."""
    with tarfile.open(FOLDER / f"{name}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return (folder / "run" / "journal-00001.jsonl").read_bytes()


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def make(name: str) -> None:
    """Make a golden run, and resume it once to learn what it gives."""
    archive = FOLDER / f"{name}.tar.xz"
    if archive.exists():
        raise SystemExit(f"{archive} exists; golden runs are never made again")
    with tempfile.TemporaryDirectory() as place:
        GOLDEN[name].begin(Path(place))
        pack(Path(place), archive)
    with tempfile.TemporaryDirectory() as place:
        before = unpack(name, Path(place))
        resume(name, Path(place))
        text = json.dumps(measure(Path(place), before), ensure_ascii=False, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def pack(folder: Path, archive: Path) -> None:
    run = folder / "run"
    kept = sorted({path for pattern in KEPT for path in run.glob(pattern)})
    inputs = sorted(path for path in folder.iterdir() if path.is_file())
    with tarfile.open(archive, "w:xz") as file:
        for path in (*inputs, *kept):
            content = path.read_bytes()
            entry = tarfile.TarInfo(path.relative_to(folder).as_posix())
            entry.size = len(content)
            file.addfile(entry, io.BytesIO(content))


@contextmanager
def paid_teacher(script: Callable[[int, str], Any]) -> Iterator[str]:
    """A server that answers the number of a prompt, from 0 in the order of arrival, as the script says."""
    from aiohttp import web
    from loopback import serving

    numbers: dict[str, int] = {}

    async def complete(request: web.Request) -> web.Response:
        prompt = (await request.json())["messages"][-1]["content"]
        response: web.Response = script(numbers.setdefault(prompt, len(numbers)), prompt)
        return response

    with serving([web.post("/v1/chat/completions", complete)]) as url:
        yield f"{url}/v1"


def refusal_of(folder: Path, name: str) -> str:
    """What resuming a run that belongs to other rules says; nothing of it is changed."""
    before = (folder / "run" / "journal-00001.jsonl").read_bytes()
    process = start(folder, GOLDEN[name].resume[0])
    _, said = process.communicate(timeout=600)
    assert process.returncode == 2, said
    assert (folder / "run" / "journal-00001.jsonl").read_bytes() == before
    return said


def start(folder: Path, command: Words) -> subprocess.Popen[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    argv = [sys.executable, "-m", "selfinstruct", *command]
    return subprocess.Popen(argv, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def selfinstruct(folder: Path, command: Words, codes: Sequence[int] = (0,)) -> str:
    """Run a command to its end; gives what it printed."""
    process = start(folder, command)
    out, err = process.communicate(timeout=600)
    assert process.returncode in codes, f"{' '.join(command)}: exit code {process.returncode}\n{err}"
    return out


def write_lines(path: Path, rows: Sequence[Any]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def read_lines(content: bytes) -> list[Any]:
    return [json.loads(line) for line in content.splitlines() if line.endswith(b"}")]


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def sha_of(value: Any) -> str:
    return sha(json.dumps(value, sort_keys=True, ensure_ascii=False).encode())


if __name__ == "__main__":
    for given in sys.argv[1:]:
        make(given)
