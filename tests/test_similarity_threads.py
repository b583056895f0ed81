"""An index decides equally with any number of threads."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.similarity import Match, SimilarityIndex, inverted_index
from selfinstruct.similarity.brute_force import BruteForce
from selfinstruct.similarity.engine import Engine
from selfinstruct.similarity.inverted_index import InvertedIndex
from selfinstruct.similarity.threads import share_out

PIECES = [*"写一首诗歌春天秋天的作文请把的的", " apple ", " 42 ", "かな", "ไทย", "👍"]
SHORT = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
LONG = st.builds(lambda piece, times: piece * times, st.text("一二三四", min_size=1, max_size=7), st.integers(8, 60))
TEXTS = st.lists(st.one_of(SHORT, SHORT, LONG), max_size=60)


@pytest.fixture(autouse=True, scope="module")
def small_steps() -> Iterator[None]:
    """Several steps and pieces of work for a few texts."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("AT_ONCE", 7), ("CHUNK", 2), ("MIN_TEXTS", 1), ("MIN_ROWS", 1), ("MIN_ROWS_TO_EXTEND", 1)):
            patch.setattr(inverted_index, name, value)
        yield


def outcomes(engine: Engine, threshold: float, parts: list[list[str]]) -> list[list[Match | None]]:
    index = SimilarityIndex(threshold, engine=engine)
    found = [call(part) for part in parts for call in (index.extend, index.match_all, index.admit, index.nearest_all)]
    return [*found, [Match(len(index), 0)]]


@pytest.mark.slow
@given(parts=st.lists(TEXTS, max_size=4), threshold=st.sampled_from([0.3, 0.5, 0.7, 1.0]))
def test_threads_do_not_change_rows_scores_and_ties(parts: list[list[str]], threshold: float) -> None:
    one = outcomes(InvertedIndex(), threshold, parts)
    assert outcomes(InvertedIndex(2), threshold, parts) == one
    assert outcomes(InvertedIndex(3), threshold, parts) == one
    assert outcomes(BruteForce(2), threshold, parts) == one


def test_threads_agree_on_texts_like_those_of_a_teacher() -> None:
    rng = random.Random(4)
    words = [chr(0x4E00 + rng.randrange(3000)) + chr(0x4E00 + rng.randrange(3000)) for _ in range(300)]
    texts: list[str] = []
    for _ in range(3000):
        text = rng.sample(words, 8) if not texts or rng.random() < 0.6 else list(rng.choice(texts))
        text[rng.randrange(len(text))] = rng.choice(words)
        texts.append("".join(text))
    one = outcomes(InvertedIndex(), 0.7, [texts[:2000], texts[2000:]])
    assert outcomes(InvertedIndex(2), 0.7, [texts[:2000], texts[2000:]]) == one
    assert outcomes(InvertedIndex(3), 0.7, [texts[:2000], texts[2000:]]) == one
    assert 100 < one[-1][0].row < 2900  # type: ignore[union-attr]


@pytest.mark.parametrize("threads", [0, -1])
def test_a_number_of_threads_below_one_is_refused(threads: int) -> None:
    with pytest.raises(ValueError, match="threads"):
        SimilarityIndex(threads=threads)


def test_an_exception_in_one_thread_ends_the_others_and_is_raised() -> None:
    done: list[int] = []

    def work(own: str, begin: int, end: int) -> None:
        if own == "second":
            raise RuntimeError("stopped")
        done.append(end - begin)
        time.sleep(0.01)

    with pytest.raises(RuntimeError, match="stopped"):
        share_out(work, ["first", "second"], range(0, 10_000, 10), 10_000)
    assert len(done) < 500


@pytest.mark.parametrize("owned", [["one"], ["one", "two"], ["one", "two", "three"]])
def test_every_piece_is_worked_on_once(owned: list[str]) -> None:
    seen: list[int] = []
    share_out(lambda _, begin, end: seen.extend(range(begin, end)), owned, range(3, 50, 4), 49)
    assert sorted(seen) == list(range(3, 49))


ENDLESS = """
from selfinstruct.similarity import SimilarityIndex
index = SimilarityIndex(threads=2)
texts = ["%s%s" % (chr(0x4e00 + i % 997), chr(0x5e00 + i // 997)) * 9 for i in range(5000)]
index.add_all(texts)
print("ready", flush=True)
while True:
    index.nearest_all(texts)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_ctrl_c_stops_all_threads(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ENDLESS], stdout=-1, stderr=-1, cwd=tmp_path, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "KeyboardInterrupt" in errors
