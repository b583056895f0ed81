import json
import re
from typing import get_args

import pytest

from selfinstruct.errors import StorageError
from selfinstruct.pipeline.schedule import Plan
from selfinstruct.schema.batches import BatchStep, Step
from selfinstruct.schema.rejudged import Rejudged, ranges_of
from selfinstruct.schema.reply import Answer, FinalFault, OpenSlot, Usage
from selfinstruct.schema.spending import Released, Reserved
from selfinstruct.storage.journal_entries import Entry, Target, read_entry, write_entry
from selfinstruct.storage.journal_state import JournalState

BODY = {"id": "x", "choices": [{"message": {"content": "1. 指令: 写诗\u2028"}}], "usage": None}
ANSWER = Answer(3, "sha", BODY, 1700000000.25, 1.5, 2)
FAULT = FinalFault(3, "", "content_filter", "不能回答", 1700000001.0, 6)
MARK = Rejudged(((0, 2), (5, 5)), {0: ("s1", "s2"), 5: ("000000-01",)})
RESERVED = Reserved(((3, Usage(900, 4096)), (4, Usage(1, 0))))
ATTEMPTS = (RESERVED, Released((3, 4)))
ENDED = BatchStep("k", Step.COLLECTED, failed=(4, 5, 9), most=50, message="3 failed")
ENTRIES = (Plan(7, 256), Target(200), MARK, *ATTEMPTS, ANSWER, FAULT, OpenSlot(3, "timeout", "180 s", 4), ENDED)
OTHERS = (
    Plan(7, 256, (100, 500)),
    Answer(3, "sha", BODY, 1.0, 0.0, 1, "k"),
    Reserved(((3, Usage(900, 4096).in_batch), (4, Usage(1, 0)))),
    BatchStep("k", Step.INTENDED, address="http://127.0.0.1/v1", slots=(0, 1, 2, 7)),
    BatchStep("k", Step.UPLOADED, id="file-1"),
)
"""Entries with fields that others of their kind lack."""
NOT_READ = {"to", "horizon"}
OPTIONAL = {"failed", "most", "message", "first"}


def test_every_kind_of_entry_is_tested() -> None:
    assert {type(entry) for entry in ENTRIES} == set(get_args(Entry))


@pytest.mark.parametrize("entry", [*ENTRIES, *OTHERS], ids=lambda entry: type(entry).__name__)
def test_an_entry_is_read_back_as_it_was_written(entry: Entry) -> None:
    assert read_entry(json.loads(json.dumps(write_entry(entry)))) == entry


def test_each_type_of_entry_has_its_kind() -> None:
    assert [write_entry(entry)["kind"] for entry in ENTRIES] == [
        "plan",
        "target",
        "rejudged",
        "reserved",
        "released",
        "answer",
        "fault",
        "open",
        "batch",
    ]


@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        pytest.param(entry, name, id=f"{type(entry).__name__}-{name}")
        for entry in ENTRIES
        for name in write_entry(entry)
        if name not in NOT_READ and name not in OPTIONAL
    ],
)
def test_an_error_names_the_field_that_a_line_lacks(entry: Entry, missing: str) -> None:
    line = {name: value for name, value in write_entry(entry).items() if name != missing}
    with pytest.raises(StorageError, match=f"'{missing}'"):
        read_entry(line)


@pytest.mark.parametrize("kind", ["bundle", "", None, 3, ["answer"]])
def test_an_unknown_kind_is_an_error_that_names_it(kind: object) -> None:
    with pytest.raises(StorageError, match=rf"kind {re.escape(repr(kind))};"):
        read_entry({**write_entry(ANSWER), "kind": kind})


@pytest.mark.parametrize(("first", "second"), [(ANSWER, FAULT), (FAULT, ANSWER)], ids=["answer", "fault"])
def test_the_first_ending_of_a_slot_wins(first: Answer | FinalFault, second: Answer | FinalFault) -> None:
    ledger = JournalState()
    for entry in (first, second):
        ledger.add(entry)
    assert ledger.endings == {3: first}


def test_a_plan_of_an_earlier_version_opens_its_window_with_16_slots() -> None:
    line = write_entry(Plan(0, 256))
    del line["first"]
    assert read_entry(line) == Plan(0, 256, (), 16)


def test_the_last_plan_and_the_last_target_apply() -> None:
    ledger = JournalState()
    for entry in (Plan(0, 256), Target(200), Plan(40, 64), Target(100)):
        ledger.add(entry)
    assert (ledger.plans, ledger.target) == ([Plan(0, 256), Plan(40, 64)], 100)


def test_a_slot_is_only_exhausted_by_failing_while_others_succeed() -> None:
    ledger = JournalState()
    for others in (0, 5, 0, 1):
        ledger.add(OpenSlot(3, "timeout", "", others))
    assert ledger.exhausted[3] == 2
    assert ledger.exhausted[4] == 0


def test_a_new_journal_state_is_empty() -> None:
    ledger = JournalState()
    assert (ledger.plans, ledger.target, ledger.endings, ledger.exhausted.total()) == ([], 0, {}, 0)
    assert ledger.rejudged is None


def test_a_mark_names_the_slots_that_were_sent_under_another_identity() -> None:
    ledger = JournalState()
    ledger.add(MARK)
    assert ledger.rejudged == MARK
    assert [slot for slot in range(8) if slot in MARK] == [0, 1, 2, 5]


@pytest.mark.parametrize(
    ("slots", "expected"),
    [([], ()), ([4], ((4, 4),)), ([2, 0, 1, 7, 8, 5], ((0, 2), (5, 5), (7, 8)))],
)
def test_slots_are_stored_as_ranges(slots: list[int], expected: tuple[tuple[int, int], ...]) -> None:
    assert ranges_of(slots) == expected
