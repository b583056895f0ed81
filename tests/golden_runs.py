"""Golden runs: folders of an earlier version, the results that later versions must produce, and how to measure them.

A golden run consists of `golden/NAME.tar.xz`, an unfinished run folder `run`, and `golden/NAME.json`, the result of
resuming it with the version that made it. `python tests/golden_runs.py NAME` makes a new one with the current version,
`python tests/golden_runs.py` all that are missing; existing ones are never overwritten. When a VERSION is raised or a
template changes, add a run and keep the old one, which then proves that it is refused with the name of the field that
differs, and that its replies can be rejudged.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
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

from loopback import HANGS

FOLDER = Path(__file__).parent / "golden"
KEPT = ("run.toml", "types.json", "journal-*.jsonl", "labels/**/*.jsonl", "labels/**/run.toml")
"""Files of a run that cannot be rebuilt; the archive contains no others."""
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
    """Return a command with one request in flight, so that the slots sent past the target are reproducible."""
    return ("generate", "--out", "run", "--n", str(n), "--concurrency", "1", *flags)


def export(form: str, *flags: str) -> Words:
    return ("export", "run", "--format", form, *flags)


@dataclass(frozen=True)
class Golden:
    """A function that starts a run, and the commands that resume it."""

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
    """Kill a run while answers arrive out of order, and tear its last line."""
    process = start(folder, ("generate", "--out", "run", "--n", "260", "--concurrency", "8"))
    journal = folder / "run" / "journal-00001.jsonl"
    while not (journal.exists() and journal.read_bytes().count(b"\n") > 12):
        if process.poll() is not None:
            raise RuntimeError("the run ended before it could be killed")
    process.send_signal(signal.SIGKILL)
    process.wait()
    content = journal.read_bytes()
    journal.write_bytes(content[:-40])


def closed_open(folder: Path) -> None:
    """Run against a server that filters one prompt, fails on another and truncates a third."""
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
    """Run against a teacher that writes Chinese although English was requested."""
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
"""Golden runs by name. Resuming exits with 0, or with 3 if tasks are missing after `--close-open`."""
VERSION_1 = tuple(GOLDEN)
EARLIER = (
    "offline-2",
    "offline-3",
    "offline-4",
    "classified-4",
    "offline-5",
    "classified-5",
    "offline-6",
    "classified-6",
    "offline-7",
    "classified-7",
    "offline-8",
    "classified-8",
)
BETWEEN = {name: GOLDEN[name.partition("-")[0]] for name in EARLIER}
GOLDEN |= {f"{name}-9": golden for name, golden in GOLDEN.items()} | BETWEEN
"""The same runs, made by the present version of the rules, and some of earlier ones."""
REFUSED: dict[str, str] = dict.fromkeys((*VERSION_1, *BETWEEN), "rules")
"""Golden runs that this version refuses to resume, with the field of the identity that the error names."""


def resume(name: str, folder: Path) -> None:
    for command in GOLDEN[name].resume:
        selfinstruct(folder, command, codes=(0, 3) if "--close-open" in command else (0,))


def rejudge(folder: Path) -> None:
    """Replace the run by one of this version with the same replies. The run itself becomes `old`.

    The paths of its input files are those of the machine that made it, and are changed to those in `folder`.
    """
    old = (folder / "run").rename(folder / "old") / "run.toml"
    text = re.sub(r'"/[^"]*/(\w+\.(?:jsonl|txt))"', rf'"{folder}/\1"', old.read_text(encoding="utf-8"))
    old.write_text(text, encoding="utf-8")
    selfinstruct(folder, ("rejudge", "old", "--out", "run"))


def measure(folder: Path, before: bytes) -> dict[str, Any]:
    """Return the results that must not change between versions; `before` is the journal before it was resumed."""
    run = folder / "run"
    journal = (run / "journal-00001.jsonl").read_bytes()
    whole = before[: before.rindex(b"\n") + 1]
    stats = compared(json.loads((run / "stats.json").read_bytes()))
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


def compared(stats: dict[str, Any]) -> dict[str, Any]:
    """Return statistics without durations and costs, which do not depend on the journal alone."""
    tokens = {kind: stats["tokens"][kind] for kind in ("prompt", "completion")}
    left_out = ("seconds", "cost", "currency", "prices", "tokens", "unknown", "limit", "limit_over_time")
    return {**{name: value for name, value in stats.items() if name not in left_out}, "tokens": tokens}


def new_entries(lines: bytes) -> list[dict[str, Any]]:
    """Return journal entries in a fixed order, without reservations and the fields that differ between runs."""
    lines_kept = [line for line in read_lines(lines) if line["kind"] not in ("reserved", "released")]
    left_out = {"crc", "at", "seconds"} | ({"slot"} if any("tasks" in line for line in lines_kept) else set())
    entries = [{name: value for name, value in line.items() if name not in left_out} for line in lines_kept]
    return sorted(entries, key=lambda entry: json.dumps(entry, sort_keys=True))


def unpack(name: str, folder: Path) -> bytes:
    """Unpack a golden run into a folder. Returns its journal."""
    with tarfile.open(FOLDER / f"{name}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return (folder / "run" / "journal-00001.jsonl").read_bytes()


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found | {"stats": compared(found["stats"])}


def make(name: str) -> None:
    """Make a golden run, and resume it once to store the result."""
    archive = FOLDER / f"{name}.tar.xz"
    if archive.exists():
        raise SystemExit(f"{archive}: the file already exists; golden runs are never overwritten")
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
    """Serve the answers of a script, which receives the number of the prompt (from 0, in order of arrival) and the prompt."""
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
    """Return the message on resuming a run of another version, which must leave the journal unchanged."""
    before = (folder / "run" / "journal-00001.jsonl").read_bytes()
    process = start(folder, GOLDEN[name].resume[0])
    _, said = process.communicate(timeout=HANGS)
    assert process.returncode == 2, said
    assert (folder / "run" / "journal-00001.jsonl").read_bytes() == before
    return said


def start(folder: Path, command: Words) -> subprocess.Popen[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    argv = [sys.executable, "-m", "selfinstruct", *command]
    return subprocess.Popen(argv, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def selfinstruct(folder: Path, command: Words, codes: Sequence[int] = (0,)) -> str:
    """Run a command and return its output."""
    process = start(folder, command)
    out, err = process.communicate(timeout=HANGS)
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
    missing = [name for name in GOLDEN if not (FOLDER / f"{name}.tar.xz").exists()]
    for given in sys.argv[1:] or missing:
        make(given)
