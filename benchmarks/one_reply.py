"""Measure the CPU time of the pure steps between a reply and the next prompt, and compare it with another version's.

    python benchmarks/one_reply.py [--data TASKS.jsonl[.gz]] [--against CHECKOUT] [--replies 200] [--rounds 12]

A reply holds seven tasks in the layout that the prompt asks for. Each version runs in a process of its own, which
measures all steps once per round; the processes take turns. The shortest time of each step counts, because the rest is
what other work on the machine adds. Tasks come from `--data` (JSON lines in Alpaca format) or, without it, from the
offline teacher's families.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from generate import load_tasks

from selfinstruct.pipeline.classifier import classify
from selfinstruct.pipeline.filters import first_objection
from selfinstruct.pipeline.flags import flags_of
from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.layout_check import layout_at_end
from selfinstruct.pipeline.mix import BALANCED, Mix
from selfinstruct.pipeline.parsing import parse
from selfinstruct.pipeline.pool import Pool
from selfinstruct.pipeline.prompts import Prompter
from selfinstruct.pipeline.schedule import Plan
from selfinstruct.pipeline.template import Template, render
from selfinstruct.schema.task import Task
from selfinstruct.storage.prompt_templates import load_template

PER_REPLY, SEEDS = 7, 175
"""New tasks in a reply, and tasks that the pool starts with."""


def steps(replies: Sequence[Sequence[Task]]) -> Iterator[tuple[str, int, Callable[[], float]]]:
    """Yield each step with its number of calls per reply and a function that returns the seconds of a round."""
    texts = ["\n###\n".join(render(task, number) for number, task in enumerate(tasks, 4)) for tasks in replies]
    tasks = [task for reply in replies for task in reply]
    typed = [[replace(task, task_type=classify(task)) for task in reply] for reply in replies]
    template = load_template("", 10, Language.CHINESE, "", with_types=True)
    yield "parse", 1, lambda: seconds(parse, texts)
    yield "first_objection", PER_REPLY, lambda: seconds(lambda task: first_objection(task, Language.CHINESE), tasks)
    yield "flags_of", PER_REPLY, lambda: seconds(flags_of, tasks)
    yield "layout_at_end", PER_REPLY, lambda: seconds(layout_at_end, [task.output for task in tasks])
    yield "classify", PER_REPLY, lambda: seconds(classify, tasks)
    yield "prompt", 1, lambda: prompts(template, typed, None)
    yield "prompt of a mix", 1, lambda: prompts(template, typed, BALANCED)


def seconds(step: Callable[..., object], given: Iterable[object]) -> float:
    """Return the CPU seconds of a step for all of these values."""
    start = time.process_time()
    for value in given:
        step(value)
    return time.process_time() - start


def prompts(template: Template, replies: Sequence[Sequence[Task]], mix: Mix | None) -> float:
    """Return the CPU seconds of writing one prompt per reply, whose tasks join the pool.

    The pool's own time is left out.
    """
    accepted = [task for reply in replies for task in reply]
    pool = Pool(accepted[:SEEDS], accepted.__getitem__)
    prompter = Prompter(template, pool, [Plan(0, 1)], 42, 3, mix)
    total = 0.0
    for slot, tasks in enumerate(replies):
        total += seconds(prompter.prompt, [slot])
        prompter.close(slot)
        pool.commit([task.task_type for task in tasks])
    return total


def work(replies: Sequence[Sequence[Task]]) -> None:
    """Measure a round for each line of standard input. Write microseconds per reply by step."""
    for _ in sys.stdin:
        measured = {name: run() / len(replies) * 1e6 for name, _, run in steps(replies)}
        print(json.dumps(measured), flush=True)


class Version:
    """A process that runs the code of one checkout, and the shortest time of each step so far."""

    def __init__(self, checkout: Path, arguments: Sequence[str]) -> None:
        command = [sys.executable, __file__, "--worker", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(checkout.resolve())}
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True)
        self.shortest: dict[str, float] = {}

    def measure(self) -> None:
        """Measure another round."""
        assert self._process.stdin
        assert self._process.stdout
        print(file=self._process.stdin, flush=True)
        for name, time_taken in json.loads(self._process.stdout.readline()).items():
            self.shortest[name] = min(time_taken, self.shortest.get(name, time_taken))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def main() -> None:
    """Measure one version, or two by turns."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="the root of another version's files")
    parser.add_argument("--replies", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.worker:
        tasks = load_tasks(given.data)
        work([Random(number).sample(tasks, PER_REPLY) for number in range(given.replies)])
        return
    checkouts = [Path(__file__).parent.parent, *([given.against] if given.against else [])]
    versions = [Version(checkout, [one for one in sys.argv[1:] if one != "--worker"]) for checkout in checkouts]
    for _ in range(given.rounds):
        for version in versions:
            version.measure()
    report([version.shortest for version in versions])
    for version in versions:
        version.close()


def report(measured: Sequence[dict[str, float]]) -> None:
    """Print a table: microseconds per reply by step of each version, and the share of the second one's."""
    columns = ("this, µs", "other, µs", "share")[: 2 * len(measured) - 1]
    print(f"{'step':<18}" + "".join(f"{column:>12}" for column in columns))
    for one in measured:
        one["all but the mix"] = sum(one.values()) - one["prompt of a mix"]
    for name in measured[0]:
        values = [one[name] for one in measured]
        shown = "".join(f"{value:>12.1f}" for value in values)
        print(f"{name:<18}{shown}" + (f"{values[0] / values[1]:>12.0%}" if len(values) > 1 else ""))


if __name__ == "__main__":
    main()
