"""Read replies in another process while this one talks to the teacher, once it is too busy to do both.

What `read_parts` returns depends on the reply alone, so a run has the same dataset whichever process reads its replies.
The second process is started when this one has been busy for a second, which a teacher of ordinary speed never brings
about, and only where there is a core for it. If it cannot be started, or ends, replies are read in this process.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

import msgspec

from selfinstruct.pipeline.languages import Language
from selfinstruct.pipeline.screening import Part
from selfinstruct.runs.cores import usable_cores
from selfinstruct.runs.persist import Persist
from selfinstruct.runs.reading_process import SIZE, read_message, write_request
from selfinstruct.schema.flag import Pii
from selfinstruct.schema.reply import Answer, read_reply
from selfinstruct.teachers.protocol import Result

BUSY = 0.7
"""Share of a core from which on a second process reads the replies."""
BUSY_FOR = 1.0
"""Seconds over which that share is measured."""
MAX_WAITING = 8
"""Most replies that wait for the second process. This one reads the others, so that both are busy."""
_RUN = """import sys
sys.path[:] = sys.argv[3:]
from selfinstruct.runs.reading_process import main
main(*sys.argv[1:3])"""
"""The second process finds the package where this one does."""

Parts = Sequence[Part]


class ReadAhead:
    """The parts of replies by slot, as far as another process reads them."""

    def __init__(self, language: Language, pii: Pii) -> None:
        self._arguments = (str(language), str(pii))
        self._load = _Load()
        self._found: dict[int, asyncio.Future[Parts | None]] = {}
        self._asked: deque[asyncio.Future[Parts | None]] = deque()
        self._process: asyncio.subprocess.Process | None = None
        self._work: asyncio.Task[None] | None = None

    def reading(self, persist_result: Persist) -> Persist:
        """Return a function that journals a result and then has its reply read."""

        async def persist_and_read(result: Result) -> Result:
            written = await persist_result(result)
            if isinstance(written, Answer):
                self._begin(written)
            return written

        return persist_and_read

    async def parts_of(self, slot: int) -> Parts | None:
        """Wait for the parts of a reply. Returns None if this process has to read it."""
        found = self._found.pop(slot, None)
        return await found if found else None

    async def aclose(self) -> None:
        """End the process, if there is one."""
        if self._work is None:
            return
        self._work.cancel()
        with suppress(asyncio.CancelledError):
            await self._work

    def _begin(self, answer: Answer) -> None:
        if self._process and self._process.stdin and len(self._asked) < MAX_WAITING:
            with suppress(UnicodeEncodeError):
                self._process.stdin.write(write_request(read_reply(answer.body)))
                found = self._found[answer.slot] = asyncio.get_running_loop().create_future()
                self._asked.append(found)
        elif self._work is None and self._load.is_high() and usable_cores() > 1:
            self._work = asyncio.ensure_future(self._receive())

    async def _receive(self) -> None:
        """Start the process and take what it sends, until it ends."""
        with suppress(OSError, ValueError, EOFError, msgspec.MsgspecError):
            async with _running(self._arguments) as process:
                assert process.stdout
                await _message(process.stdout)
                self._process = process
                try:
                    while True:
                        self._take(read_message(await _message(process.stdout)))
                finally:
                    self._process = None
                    self._give_back()

    def _take(self, parts: Parts | None) -> None:
        found = self._asked.popleft()
        if not found.cancelled():  # it is if the run was interrupted while it waited
            found.set_result(parts)

    def _give_back(self) -> None:
        while self._asked:
            self._take(None)


@asynccontextmanager
async def _running(arguments: Sequence[str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a process that reads replies. Raises OSError or ValueError if it cannot be started."""
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-c", _RUN, *arguments, *sys.path)
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _message(stream: asyncio.StreamReader) -> bytes:
    """Read a message without its length. Raises EOFError if the process has ended."""
    return await stream.readexactly(int.from_bytes(await stream.readexactly(SIZE), "little"))


class _Load:
    """Tells whether this process has been busy for a while."""

    def __init__(self) -> None:
        self._since = time.monotonic(), time.process_time()

    def is_high(self) -> bool:
        """Return True if the last full second was busy."""
        began, used = self._since
        now = time.monotonic()
        if now - began < BUSY_FOR:
            return False
        self._since = now, time.process_time()
        return self._since[1] - used > BUSY * (now - began)
