"""How loopback teachers treat their requests: with a quota, a queue, a batch, or random faults."""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from loopback import GONE, REFUSED, SPOILED, Call

LATENCY = 0.5
BATCH, BATCH_SECONDS, BATCH_HALF = 128, 1.0, 32
LONGEST_LATENCY = 6.0
FAULTS = {"429": 0.005, "429 after 1 s": 0.005, "500": 0.02, "503": 0.01, "reset": 0.01}
"""Behavior of requests that are refused at once, and are not billed."""
SPOILT = {"cut": 0.01, "hang": 0.005, "broken": 0.01}
"""Behavior of requests that are billed, but get no usable reply."""


@dataclass(slots=True)
class Bucket:
    """A token bucket of one second's worth."""

    rate: float
    tokens: float = -1.0
    at: float = 0.0

    def wait(self) -> float:
        """Take a token. Returns 0, or the seconds until there is one."""
        now = time.monotonic()
        gained = (now - self.at) * self.rate
        self.tokens, self.at = min(self.rate, max(0.0, self.tokens) + gained), now
        if self.tokens < 1:
            return (1 - self.tokens) / self.rate
        self.tokens -= 1
        return 0.0


@dataclass(slots=True)
class Minute:
    """A quota for each minute, of which the first begins with the first request."""

    rate: float
    began: float = 0.0
    admitted: Counter[int] = field(default_factory=Counter)

    def wait(self) -> float:
        """Admit a request. Returns 0, or the seconds until the next minute."""
        now = time.monotonic()
        self.began = self.began or now
        minute = int((now - self.began) // 60)
        if self.admitted[minute] >= 60 * self.rate:
            return self.began + 60 * (minute + 1) - now
        self.admitted[minute] += 1
        return 0.0


@dataclass(slots=True)
class Quota:
    """A server that refuses what is over a quota. `told` says where it states the wait: yes, no, reset."""

    limit: Bucket | Minute
    told: str
    is_slow: bool

    async def reply(self, call: Call) -> str:
        """Answer after the latency, or refuse."""
        wait = self.limit.wait()
        if not wait or self.is_slow:
            await asyncio.sleep(LATENCY)
        return await (call.refuse(429, "Rate limit reached", self._headers(wait)) if wait else call.deliver())

    def _headers(self, wait: float) -> dict[str, str]:
        if self.told == "reset":
            return {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": f"{math.ceil(wait * 1000)}ms"}
        return {"Retry-After": str(max(1, math.ceil(wait)))} if self.told == "yes" else {}


@dataclass(slots=True)
class Queue:
    """A server that refuses nothing. A request whose client has gone keeps its turn, and is billed."""

    rate: float
    free_at: float = 0.0

    async def reply(self, call: Call) -> str:
        """Answer when all earlier requests have been served."""
        now = time.monotonic()
        self.free_at = max(now, self.free_at) + 1 / self.rate
        await asyncio.sleep(self.free_at + LATENCY - now)
        return await call.deliver()


@dataclass(slots=True)
class Batching:
    """A server whose replies slow down with the size of its batch, while its throughput still grows."""

    running: int = 0
    places: asyncio.Semaphore | None = None

    async def reply(self, call: Call) -> str:
        """Answer as soon as there is a place in the batch, after a time that depends on its size."""
        self.places = self.places or asyncio.Semaphore(BATCH)
        async with self.places:
            if call.is_gone:
                return GONE
            self.running += 1
            await asyncio.sleep(BATCH_SECONDS * (1 + self.running / BATCH_HALF))
            self.running -= 1
            return await call.deliver()

    @staticmethod
    def rate(in_flight: int) -> float:
        """Return the throughput at a constant number of requests in flight."""
        size = min(in_flight, BATCH)
        return size / (BATCH_SECONDS * (1 + size / BATCH_HALF))


@dataclass(slots=True)
class Faulty:
    """A server with random faults, which depend on the seed, the prompt and how often it was asked since the start."""

    seed: int
    is_clean: bool = False
    starts: int = 0
    asked: Counter[str] = field(default_factory=Counter)

    async def reply(self, call: Call) -> str:
        """Answer, or do something else."""
        self.asked[call.sha] += 1
        rng = Random(f"{self.seed}:{self.starts}:{call.sha}:{self.asked[call.sha]}")
        shares = {} if self.is_clean else FAULTS | SPOILT
        fault = rng.choices([*shares, ""], [*shares.values(), 1 - sum(shares.values())])[0]
        if fault in FAULTS:
            return await _refuse(call, fault)
        await asyncio.sleep(0.02 if self.is_clean else min(LONGEST_LATENCY, rng.lognormvariate(0.7, 0.6)))
        return await (_spoil(call, fault) if fault else call.deliver())


async def _refuse(call: Call, fault: str) -> str:
    if fault != "reset":
        return await call.refuse(int(fault[:3]), "no", {"Retry-After": "1"} if "after" in fault else {})
    if call.request.transport:
        call.request.transport.abort()
    return REFUSED


async def _spoil(call: Call, fault: str) -> str:
    body = call.body()
    if fault == "hang":
        while not call.is_gone:
            await asyncio.sleep(0.2)
    else:
        await call.send(body[: len(body) // 2], length=len(body) if fault == "cut" else None)
    if fault == "cut" and call.request.transport:
        call.request.transport.close()
    return SPOILED
