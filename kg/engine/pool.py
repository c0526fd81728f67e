"""Items -> results in several processes, in the order of the items.

What is known is loaded once and inherited by every worker. A worker that dies (out of memory, killed) costs its batches
a second try, alone; an item that kills its worker again is lost by name, and the rest goes on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from kg.engine.lost import Lost
from kg.engine.serial import BATCH, run_serial, split_batches

Item = TypeVar("Item")
Known = TypeVar("Known")
Result = TypeVar("Result")

AHEAD = 4  # batches under way for each worker: enough that none waits, few enough that memory stays flat
FEW = 31  # items that are done here sooner than processes start

_work: tuple[Callable[[Any, Any], Sequence[Any]], Any] | None = None  # in a worker: what it does, and what it knows


def run_pool(
    function: Callable[[Sequence[Item], Known], Sequence[Result]],
    items: Iterable[Item],
    known: Known,
    *,
    jobs: int,
    at_once: int = BATCH,
    few: int = FEW,
) -> Iterator[Result | Lost[Item]]:
    """The result of each item, in order; so many `at_once`.

    `jobs` processes work at once; one job, or no more than a `few` items, are done in this one.
    """
    waiting = iter(items)
    first = tuple(islice(waiting, few + 1))
    batches = split_batches(chain(first, waiting), at_once)
    if jobs <= 1 or len(first) <= few:
        yield from run_serial(function, batches, known)
        return
    begun: deque[tuple[tuple[Item, ...], Future[tuple[Result, ...]]]] = deque()
    pool = start_pool(function, known, jobs)
    try:
        while True:
            for batch in islice(batches, jobs * AHEAD - len(begun)):
                begun.append((batch, submit_batch(pool, batch)))
            if not begun:
                pool.shutdown(wait=True)  # no thread of it is left when the next pool begins by a fork
                return
            try:
                yield from begun[0][1].result()
                begun.popleft()
            except BrokenProcessPool:
                pool.shutdown(wait=True, cancel_futures=True)
                for batch, future in begun:
                    yield from take_finished(future) or run_alone(function, batch, known)
                begun.clear()
                pool = start_pool(function, known, jobs)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def submit_batch(pool: ProcessPoolExecutor, batch: tuple[Any, ...]) -> Future[tuple[Any, ...]]:
    try:
        return pool.submit(do_batch, batch)
    except BrokenProcessPool as error:  # a worker died since the last result: told when this batch has its turn
        broken: Future[tuple[Any, ...]] = Future()
        broken.set_exception(error)
        return broken


def take_finished(future: Future[tuple[Result, ...]]) -> tuple[Result, ...]:
    """The results of a batch that was done before its pool broke, else nothing."""
    return future.result() if future.done() and not future.cancelled() and not future.exception() else ()


def run_alone(
    function: Callable[[Sequence[Item], Known], Sequence[Result]], batch: tuple[Item, ...], known: Known
) -> Iterator[Result | Lost[Item]]:
    """The results of a batch in a process of its own; where that dies, each item in one of its own."""
    try:
        with start_pool(function, known, 1) as pool:
            results: tuple[Result, ...] = pool.submit(do_batch, batch).result()
        yield from results
    except BrokenProcessPool:
        if len(batch) == 1:
            yield Lost(item=batch[0], reason="the process that read it died twice")
            return
        for item in batch:
            yield from run_alone(function, (item,), known)


def start_pool(
    function: Callable[[Sequence[Item], Known], Sequence[Result]], known: Known, jobs: int
) -> ProcessPoolExecutor:
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(
        max_workers=jobs,
        mp_context=multiprocessing.get_context(method),
        initializer=begin_work,
        initargs=(function, known),
    )


def begin_work(function: Callable[[Any, Any], Sequence[Any]], known: object) -> None:
    """Make a fresh process ready: what it will do, and that it ends when the process that started it does."""
    global _work
    _work = function, known
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started us, which then ends us
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=leave_with, args=(parent,), daemon=True).start()


def leave_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def do_batch(batch: tuple[Any, ...]) -> tuple[Any, ...]:
    assert _work is not None
    function, known = _work
    return tuple(function(batch, known))
