"""Questions -> answers, each in a process that is killed at its time limit."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.ontology import Ontology
from kg.serve.settings import Settings
from kg.serve.worker import LENGTH, Answer, fail

STARTING: Final = 60  # seconds


@dataclass(frozen=True, slots=True)
class Worker:
    """A process and the build that it has open."""

    process: Process
    build: Path


class Workers:
    """A few processes, started when they are wanted, used again for the same build."""

    def __init__(self, settings: Settings, ontology: Ontology) -> None:
        self._settings = settings
        self._ontology = ontology
        self._slots = asyncio.Semaphore(settings.workers)
        self._waiting = 0
        self._idle: list[Worker] = []

    async def ask(self, build: Path, question: Mapping[str, Any]) -> Answer:
        """The answer, or status 503 where too many wait, where it takes too long, or where the process broke down."""
        if self._waiting >= self._settings.waiting:
            return fail(503, "too many queries are waiting; try again later")
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        try:
            return await self._ask(build, question)
        finally:
            self._slots.release()

    async def close(self) -> None:
        """Ends the processes that wait for work."""
        while self._idle:
            await end(self._idle.pop())

    async def _ask(self, build: Path, question: Mapping[str, Any]) -> Answer:
        worker = await self._take(build)
        if worker is None:
            return fail(503, "no process could be started for the query; try again later")
        seconds = self._settings.seconds
        try:
            async with asyncio.timeout(seconds):
                answer = await talk(worker.process, {**question, "seconds": seconds})
        except TimeoutError:
            await end(worker)
            return fail(503, f"the query was ended after its time limit of {seconds:g} seconds")
        except (OSError, asyncio.IncompleteReadError):
            await end(worker)
            return fail(503, "the query ended its process; it probably wanted more memory than it may have")
        except BaseException:  # the client went away, or the server ends
            await end(worker)
            raise
        self._idle.append(worker)
        return answer

    async def _take(self, build: Path) -> Worker | None:
        """An idle process of this build, or a new one that is ready; those of former builds are ended.

        The time that a process takes to start is not the query's.
        """
        for worker in [each for each in self._idle if each.build != build]:
            self._idle.remove(worker)
            await end(worker)
        if self._idle:
            return self._idle.pop()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "kg.serve.worker",
            str(build), str(self._ontology.file.parent), str(self._settings.memory),
            stdin=PIPE, stdout=PIPE, stderr=DEVNULL,
        )  # fmt: skip
        worker = Worker(process, build)
        assert process.stdout is not None
        try:
            async with asyncio.timeout(STARTING):
                await read_part(process.stdout)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            await end(worker)
            return None
        except BaseException:
            await end(worker)
            raise
        return worker


async def talk(process: Process, question: Mapping[str, Any]) -> Answer:
    """One question and its answer."""
    assert process.stdin is not None and process.stdout is not None
    frame = json.dumps(question).encode()
    process.stdin.write(LENGTH.pack(len(frame)) + frame)
    await process.stdin.drain()
    head, body = [await read_part(process.stdout) for _ in range(2)]
    return json.loads(head), body


async def read_part(stream: asyncio.StreamReader) -> bytes:
    (length,) = LENGTH.unpack(await stream.readexactly(LENGTH.size))
    return await stream.readexactly(length)


async def end(worker: Worker) -> None:
    """Kills the process, whatever it does."""
    with suppress(ProcessLookupError):
        worker.process.kill()
    await worker.process.wait()
