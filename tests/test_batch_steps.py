"""Properties of batches: what their steps add up to, how rows are split into files, and how rows are named."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.errors import InputError
from selfinstruct.runs.batch_rows import Sent, read_custom_id
from selfinstruct.schema.batches import Batches, BatchStep, Step
from selfinstruct.schema.reply import Prompt
from selfinstruct.storage.journal_entries import read_entry, write_entry
from selfinstruct.teachers.batches.remote import read_remote
from selfinstruct.teachers.batches.rules import BatchRules, batch_rules
from selfinstruct.teachers.batches.splitting import split
from selfinstruct.teachers.providers.known import known_providers

SLOT_SETS = st.sets(st.integers(0, 500), min_size=1, max_size=40).map(lambda found: tuple(sorted(found)))
LINES = st.lists(st.integers(1, 40).map(lambda size: b"x" * size), max_size=60)


@given(st.integers(0, 10**12 - 1), st.integers(1, 10**6 - 1), st.binary(min_size=8, max_size=8))
def test_the_name_of_a_row_is_read_back_and_short_enough_for_all_providers(
    slot: int, attempt: int, digest: bytes
) -> None:
    name = Sent(Prompt(slot, "", "", (), digest.hex() + "0" * 48), attempt).custom_id
    assert read_custom_id(name) == (slot, attempt, digest.hex())
    assert 6 <= len(name) <= 64


@given(st.text(max_size=80))
def test_other_names_are_those_of_no_row(name: str) -> None:
    found = read_custom_id(name)
    assert found is None or name.startswith(f"slot-{name.split('-')[1]}-")


@given(LINES, st.integers(1, 10), st.integers(40, 200), st.none() | st.integers(1, 10))
def test_files_hold_all_rows_in_order_within_the_limits(
    lines: list[bytes], most_lines: int, most_bytes: int, most: int | None
) -> None:
    rules = BatchRules(lines=most_lines, bytes=most_bytes, line_bytes=40)
    files = list(split(list(enumerate(lines)), rules, most))
    assert list(chain.from_iterable(files)) == list(enumerate(lines))
    assert all(files)
    assert all(len(file) <= min(most_lines, most or most_lines) for file in files)
    assert all(sum(len(line) for _, line in file) <= most_bytes for file in files)


@given(LINES, st.integers(1, 10), st.integers(40, 200))
def test_no_two_neighbouring_files_fit_into_one(lines: list[bytes], most_lines: int, most_bytes: int) -> None:
    rules = BatchRules(lines=most_lines, bytes=most_bytes, line_bytes=40)
    files = list(split(list(enumerate(lines)), rules, None))
    for file, following in pairwise(files):
        size = sum(len(line) for _, line in file) + len(following[0][1])
        assert len(file) == most_lines or size > most_bytes


def test_a_line_that_fits_into_no_file_is_an_input_error() -> None:
    with pytest.raises(InputError, match="fewer --tasks"):
        list(split([(0, b"x" * 41)], BatchRules(line_bytes=40), None))


@given(st.lists(SLOT_SETS, min_size=1, max_size=8))
def test_a_slot_has_as_many_attempts_as_batches_it_was_in(batches: list[tuple[int, ...]]) -> None:
    state = Batches()
    for number, slots in enumerate(batches):
        state.add(BatchStep(f"key-{number}", Step.INTENDED, slots=slots))
        state.add(BatchStep(f"key-{number}", Step.CREATED, id=f"batch-{number}"))
        assert state.slots == set(slots)
        assert state.open[f"key-{number}"].attempts == tuple(
            sum(slot in earlier for earlier in batches[: number + 1]) for slot in slots
        )
        state.add(BatchStep(f"key-{number}", Step.COLLECTED, failed=slots))
        assert not state.open
    assert state.attempts == state.failures


@given(SLOT_SETS, st.sampled_from(list(Step)), st.text("abc", max_size=4), st.integers(0, 9))
def test_a_step_is_read_as_it_was_written(slots: tuple[int, ...], step: Step, text: str, most: int) -> None:
    written = BatchStep("key", step, text, text, slots, slots[:1], most, text)
    assert read_entry(write_entry(written)) == written


def test_a_step_of_an_unknown_batch_changes_nothing() -> None:
    state = Batches()
    for step in set(Step) - {Step.INTENDED}:
        state.add(BatchStep("unknown", step, id="x"))
    assert state == Batches()


@pytest.mark.parametrize(
    ("status", "files", "answered", "ended", "refused"),
    [
        ("completed", True, 5, True, False),
        ("COMPLETED", True, 5, True, False),
        ("completed", False, 5, False, False),
        ("completed", False, 0, True, False),
        ("expired", True, 2, True, False),
        ("cancelled", False, 0, True, False),
        ("failed", False, 0, True, True),
        ("failed", True, 3, True, False),
        ("in_progress", False, 3, False, False),
        ("in_queue", False, 0, False, False),
    ],
)
def test_a_batch_has_ended_once_its_results_can_be_read(
    status: str, files: bool, answered: int, ended: bool, refused: bool
) -> None:
    counts = {"total": 5, "completed": answered, "failed": 0}
    output = "file-1" if files else None
    remote = read_remote({"id": "b", "status": status, "output_file_id": output, "request_counts": counts}, "key")
    assert remote is not None
    assert (remote.is_ended, remote.is_refused) == (ended, refused)


@pytest.mark.parametrize("body", [None, [], "batch", {}, {"id": 3}, {"data": {"id": None}}, {"data": [{"id": "b"}]}])
def test_what_is_no_batch_is_none(body: object) -> None:
    assert read_remote(body, "key") is None


@pytest.mark.parametrize(
    ("name", "window"),
    [("openai", "24h"), ("dashscope", "24h"), ("siliconflow", "24h"), ("moonshot", "24h"), ("qianfan", "24h")],
)
def test_a_batch_is_given_a_day_where_a_provider_offers_a_choice(name: str, window: str) -> None:
    assert batch_rules(known_providers().named(name)).window == window


def test_a_window_that_is_no_choice_is_sent_as_it_is() -> None:
    provider = known_providers().named("openai")
    assert batch_rules(replace(provider, batch={**provider.batch, "window": "7d"})).window == "7d"
