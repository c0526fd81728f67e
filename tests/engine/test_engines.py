"""However many processes work, the results are the same in the same order; workers that die are survived."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.engine import Lost, run_pool


def add(numbers: Sequence[int], known: int) -> list[int]:
    return [number + known for number in numbers]


def die_at_negatives(numbers: Sequence[int], known: int) -> list[int]:
    if min(numbers) < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return add(numbers, known)


def die_once(numbers: Sequence[int], mark: Path) -> list[int]:
    if 50 in numbers:
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            return list(numbers)
        os.kill(os.getpid(), signal.SIGKILL)
    return list(numbers)


def fail_at_negatives(numbers: Sequence[int], known: int) -> list[int]:
    if min(numbers) < 0:
        raise ValueError(f"no {min(numbers)}")
    return list(numbers)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 31, 32, 33, 500])
def test_results_come_in_the_order_of_the_items(jobs: int, count: int) -> None:
    assert list(run_pool(add, iter(range(count)), 1000, jobs=jobs)) == list(range(1000, 1000 + count))


def test_a_pool_reads_only_a_little_ahead() -> None:
    items = iter(range(100_000))
    results = run_pool(add, items, 0, jobs=2)
    assert next(results) == 0
    assert next(items) < 1000
    results.close()  # type: ignore[attr-defined]


def test_a_worker_that_dies_once_costs_no_result(tmp_path: Path) -> None:
    assert list(run_pool(die_once, range(200), tmp_path / "mark", jobs=2)) == list(range(200))


def test_an_item_that_kills_its_worker_is_lost_by_name_and_no_other() -> None:
    items = [*range(60), -1, *range(60, 120)]
    results = list(run_pool(die_at_negatives, items, 0, jobs=2))
    assert [result for result in results if not isinstance(result, Lost)] == list(range(120))
    assert [result.item for result in results if isinstance(result, Lost)] == [-1]
    assert isinstance(results[60], Lost)


ENDLESS = """
import itertools, os, signal, sys, time
from kg.engine import run_pool

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job inherits that it is ignored

def tell(numbers, known):
    with open(sys.argv[1], "a") as file:
        file.write(f"{os.getpid()}\\n")
    time.sleep(0.01)
    return numbers

for result in run_pool(tell, itertools.count(), None, jobs=2):
    pass
"""


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see processes")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_the_process_that_started_them(tmp_path: Path, end: signal.Signals) -> None:
    log = tmp_path / "workers"
    started = subprocess.Popen([sys.executable, "-c", ENDLESS, str(log)], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while len(workers := {*log.read_text().split()} if log.exists() else set[str]()) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    started.send_signal(end)
    assert started.wait(60) != 0
    while any(is_running(int(worker)) for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_an_error_in_a_worker_is_not_swallowed() -> None:
    with pytest.raises(ValueError, match="no -1"):
        list(run_pool(fail_at_negatives, [*range(60), -1], 0, jobs=2))
