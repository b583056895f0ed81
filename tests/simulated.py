"""A simulated client and simulated servers, in simulated time: minutes of requests take milliseconds."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from random import Random

from selfinstruct.teachers.limiter import Limiter

Reply = Callable[[bool, float | None], None]
"""Called with True for a reply, or False and the seconds of Retry-After for a rate limit."""
Server = Callable[["Simulation", Reply], None]


class Simulation:
    """A clock, and what happens when."""

    def __init__(self) -> None:
        self.now = 0.0
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._number = itertools.count()

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._events, (self.now + seconds, next(self._number), act))

    def run(self, until: float) -> None:
        while self._events and self._events[0][0] <= until:
            self.now, _, act = heapq.heappop(self._events)
            act()
        self.now = until


@dataclass
class Bucket:
    """Serves `rate` requests a second with a burst of one second; refuses others, with Retry-After or without."""

    rate: float
    latency: float = 0.5
    asks_to_wait: bool = True
    is_slow_to_refuse: bool = False
    filled: float = 0.0
    tokens: float = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = max(1.0, self.rate)

    def __call__(self, simulation: Simulation, reply: Reply) -> None:
        burst = max(1.0, self.rate)
        self.tokens = min(burst, self.tokens + (simulation.now - self.filled) * self.rate)
        self.filled = simulation.now
        if self.tokens >= 1:
            self.tokens -= 1
            simulation.after(self.latency, lambda: reply(True, None))
        else:
            wait = max(1, ceil((1 - self.tokens) / self.rate)) if self.asks_to_wait else None
            simulation.after(self.latency if self.is_slow_to_refuse else 0.002, lambda: reply(False, wait))


@dataclass
class Queue:
    """Serves requests one by one, `rate` a second, and refuses none."""

    rate: float
    latency: float = 0.5
    free: float = 0.0

    def __call__(self, simulation: Simulation, reply: Reply) -> None:
        self.free = max(self.free, simulation.now) + 1 / self.rate
        simulation.after(self.free - simulation.now + self.latency, lambda: reply(True, None))


@dataclass
class Batching:
    """Serves up to `most` requests at the same time; each takes the longer, the more there are."""

    most: int = 128
    active: int = 0
    waiting: list[Reply] = field(default_factory=list)

    def __call__(self, simulation: Simulation, reply: Reply) -> None:
        self.waiting.append(reply)
        self._start(simulation)

    def _start(self, simulation: Simulation) -> None:
        while self.waiting and self.active < self.most:
            self.active += 1
            reply = self.waiting.pop(0)
            simulation.after(1 + self.active / 32, lambda reply=reply: self._end(simulation, reply))

    def _end(self, simulation: Simulation, reply: Reply) -> None:
        self.active -= 1
        reply(True, None)
        self._start(simulation)


class Client:
    """Keeps as many requests in flight as a limiter allows, and repeats refused ones and those that timed out."""

    def __init__(self, server: Server, most: int, timeout: float = 180.0) -> None:
        self.simulation = Simulation()
        self.limiter = Limiter(most, timeout, lambda: self.simulation.now)
        self.replies: list[float] = []
        self.refusals: list[float] = []
        self.timeouts: list[float] = []
        self._server = server
        self._timeout = timeout
        self._jitter = Random(1)
        self._asked = self._load = 0
        self._blocked = 0.0
        self._waiting: list[int] = []

    def run(self, seconds: float) -> None:
        self._send()
        self.simulation.run(self.simulation.now + seconds)

    def _send(self) -> None:
        while self._asked < self.limiter.limit:
            self._asked += 1
            self._waiting.append(0)
        while self._waiting and self._load < self.limiter.limit:
            seconds = max(self._blocked - self.simulation.now, self.limiter.ready_in())
            if seconds > 0:
                self.simulation.after(seconds + 1e-6, self._send)
                return
            self._attempt(self._waiting.pop(0) + 1)

    def _attempt(self, number: int) -> None:
        self._load += 1
        self.limiter.begin(self._load)
        sent = self.simulation.now
        is_over = False

        def end(is_reply: bool | None, retry_after: float | None) -> None:
            nonlocal is_over
            if not is_over:
                is_over = True
                self._end(sent, number, is_reply, retry_after)

        self._server(self.simulation, end)
        self.simulation.after(self._timeout, lambda: end(None, None))

    def _end(self, sent: float, number: int, is_reply: bool | None, retry_after: float | None) -> None:
        now = self.simulation.now
        if is_reply:
            self.replies.append(now)
            self.limiter.replied(sent)
            self._load -= 1
            self._asked -= 1
        elif is_reply is None:
            self.timeouts.append(now)
            self.limiter.timed_out(sent)
            self._repeat(number, 0.0)
        else:
            self.refusals.append(now)
            self.limiter.refused(sent, retry_after)
            self._blocked = max(self._blocked, now + (retry_after or 0.0))
            self._repeat(number, retry_after or self._jitter.uniform(0, min(15, 2**number)))
        self._send()

    def _repeat(self, number: int, seconds: float) -> None:
        def repeat() -> None:
            self._load -= 1
            self._waiting.insert(0, number)
            self._send()

        self.simulation.after(seconds, repeat)
