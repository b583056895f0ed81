"""The stream yields endings in slot order, respects the request limit, and awaits the requests in flight."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfinstruct.errors import TeacherRefused
from selfinstruct.pipeline.schedule import Plan, horizon
from selfinstruct.schema.reply import Answer, Ending, FinalFault, OpenSlot, Prompt
from selfinstruct.teachers.protocol import Refused, Result, Slots
from selfinstruct.teachers.stream import Stream
from selfinstruct.teachers.undecided import Undecided


def answer(slot: int) -> Answer:
    return Answer(slot, "", {}, 0.0, 0.0, 1)


class Run:
    """A consumer that counts commits, and a teacher that replies to a slot after `turns(slot)` event-loop turns."""

    def __init__(
        self, slots: int, concurrency: int, turns: Callable[[int], int], ended: dict[int, Ending] | None = None
    ) -> None:
        self.committed = self.most_in_flight = 0
        self.sent: list[int] = []
        self.turns = turns
        self.stop = asyncio.Event()
        self.result: Callable[[int], Result | Refused] = answer
        self.ended = ended or {}
        self.limit = concurrency
        slots_to_ask = Slots(0, self.ended, self._prompt, lambda: slots)
        self.stream = Stream(slots_to_ask, self._ask, self._close, lambda: self.limit, self.stop)

    def _prompt(self, slot: int) -> Prompt | None:
        return Prompt(slot, "", "", (), "") if horizon(Plan(0, 8), slot) <= self.committed else None

    async def _close(self, ending: FinalFault) -> Result:
        await asyncio.sleep(0)
        return ending

    def _ask(self, prompt: Prompt) -> Coroutine[Any, Any, Result | Refused]:
        self.sent.append(prompt.slot)
        return self._answer(prompt.slot)

    async def _answer(self, slot: int) -> Result | Refused:
        self.most_in_flight = max(self.most_in_flight, self.stream.in_flight)
        for _ in range(self.turns(slot)):
            await asyncio.sleep(0)
        return self.result(slot)

    async def consume(self, until: int | None = None) -> list[int]:
        slots = []
        async with aclosing(self.stream.endings()) as endings:
            async for ending in endings:
                slots.append(ending.slot)
                self.committed += 1
                if self.committed == until:
                    break
        return slots


@given(st.integers(0, 60), st.integers(1, 20), st.integers(0, 99), st.sets(st.integers(0, 59)))
def test_endings_are_in_slot_order_regardless_of_timing(
    slots: int, concurrency: int, seed: int, past: set[int]
) -> None:
    ended: dict[int, Ending] = {slot: answer(slot) for slot in past if slot < slots}
    rng = Random(seed)
    run = Run(slots, concurrency, lambda slot: rng.randint(0, 12), dict(ended))
    assert asyncio.run(run.consume()) == list(range(slots))
    assert sorted(run.sent) == [slot for slot in range(slots) if slot not in ended]
    assert run.most_in_flight <= concurrency


def test_the_limit_is_checked_before_each_request() -> None:
    run = Run(60, 1, lambda slot: 3)
    in_flight: list[int] = []

    def raise_the_limit(slot: int) -> Result | Refused:
        in_flight.append(run.stream.in_flight)
        run.limit = 1 if slot < 20 else 4
        return answer(slot)

    run.result = raise_the_limit
    assert asyncio.run(run.consume()) == list(range(60))
    assert max(in_flight[:20]) == 1
    assert max(in_flight) == 4


def test_the_next_request_is_sent_as_soon_as_one_has_ended_however_slowly_endings_are_committed() -> None:
    run = Run(100, 1, lambda slot: 0)

    async def commit_once() -> None:
        async with aclosing(run.stream.endings()) as endings:
            await anext(endings)
            for _ in range(50):
                await asyncio.sleep(0)
            assert len(run.sent) > 3

    asyncio.run(commit_once())


def test_leaving_early_awaits_and_keeps_requests_in_flight() -> None:
    run = Run(100, 8, lambda slot: 5)
    assert asyncio.run(run.consume(until=3)) == [0, 1, 2]
    assert not run.stream.in_flight
    assert set(run.ended) == set(run.sent) - {0, 1, 2}


def test_after_stop_nothing_is_sent_and_requests_in_flight_are_yielded() -> None:
    run = Run(100, 8, lambda slot: 3)

    async def stop_at_once() -> list[int]:
        asyncio.get_running_loop().call_soon(run.stop.set)
        return await run.consume()

    slots = asyncio.run(stop_at_once())
    assert slots == sorted(run.sent)
    assert len(slots) == 8


def test_an_open_slot_stops_the_run_and_keeps_later_replies() -> None:
    run = Run(100, 4, lambda slot: 1 if slot == 2 else 3)
    run.result = lambda slot: OpenSlot(2, "timeout", "", 0) if slot == 2 else answer(slot)
    assert asyncio.run(run.consume()) == [0, 1]
    assert set(run.ended) == {3}
    assert [slot.slot for slot in run.stream.open_slots] == [2]


def test_a_failure_is_stored_until_all_other_requests_have_ended() -> None:
    run = Run(100, 4, lambda slot: slot)

    def refuse(slot: int) -> Result:
        if slot == 1:
            raise TeacherRefused("no")
        return answer(slot)

    run.result = refuse
    assert asyncio.run(run.consume()) == [0]
    assert str(run.stream.failure) == "no"
    assert set(run.ended) == set(run.sent) - {0, 1}
    assert max(run.sent) <= 4


def refused(slot: int) -> Refused:
    return Refused(FinalFault(slot, f"sha{slot}", "odd", "odd", 0.0, 1), f"refused {slot}")


def test_a_refusal_closes_its_slot_once_another_request_is_answered() -> None:
    run = Run(40, 4, lambda slot: 1 if slot == 0 else 5)
    run.result = lambda slot: refused(slot) if slot in (0, 1, 20) else answer(slot)
    assert asyncio.run(run.consume()) == list(range(40))
    assert run.stream.failure is None


def test_with_one_request_at_a_time_others_are_still_sent_before_a_refusal_is_decided() -> None:
    run = Run(40, 1, lambda slot: 1)
    run.result = lambda slot: refused(slot) if slot < 2 else answer(slot)
    assert asyncio.run(run.consume()) == list(range(40))


@pytest.mark.parametrize("concurrency", [1, 2, 8])
def test_three_refused_prompts_without_any_answer_stop_the_run(concurrency: int) -> None:
    run = Run(40, concurrency, lambda slot: 1)
    run.result = refused
    assert asyncio.run(run.consume()) == []
    assert isinstance(run.stream.failure, TeacherRefused)
    assert 3 <= len(run.sent) <= concurrency + 2
    assert not run.ended


def test_an_answer_that_is_in_flight_while_three_are_refused_shows_that_the_teacher_works() -> None:
    run = Run(40, 4, lambda slot: 30 if slot == 3 else 1)
    run.result = lambda slot: answer(slot) if slot >= 3 else refused(slot)
    assert asyncio.run(run.consume()) == list(range(40))


def test_refusals_of_all_remaining_requests_stop_the_run() -> None:
    run = Run(2, 4, lambda slot: 1)
    run.result = refused
    assert asyncio.run(run.consume()) == []
    assert str(run.stream.failure).startswith("refused")


def test_after_an_earlier_answered_run_a_refused_last_request_closes_its_slot() -> None:
    run = Run(1, 4, lambda slot: 1)
    run.stream.undecided = Undecided(answered_before=True)
    run.result = refused
    assert asyncio.run(run.consume()) == [0]


def test_requests_that_are_all_closed_one_by_one_stop_the_run() -> None:
    run = Run(60, 2, lambda slot: 1)
    run.result = lambda slot: refused(slot).ending
    assert len(asyncio.run(run.consume())) in (11, 12)
    assert "in a row, each by itself, the last with odd" in str(run.stream.failure)


def test_more_than_twenty_refusals_in_a_row_stop_a_run_that_was_answered_before() -> None:
    run = Run(60, 1, lambda slot: 1)
    run.result = lambda slot: answer(slot) if slot < 5 else refused(slot)
    assert asyncio.run(run.consume()) == list(range(25))
    assert isinstance(run.stream.failure, TeacherRefused)
