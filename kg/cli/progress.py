"""What long commands say while they work: a bar on a terminal, and a line on stderr for all that is no article."""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.corpus import Outcome, Size

JOBS_HELP = "Processes that work at once; 0 for one a core."
REFRESH = 0.2  # seconds between two looks of the line on a terminal
RECENT = 30.0  # seconds by which a rate is told
PLAIN = 10.0  # seconds between two lines of a log


def usable_jobs(jobs: int) -> int:
    """The number asked for; for 0 the cores that this process may use."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def tell_aside(text: str) -> None:
    """One line on stderr."""
    print(f"kg: {' '.join(text.split())}", file=sys.stderr)


class Tally:
    """How far the reading is, in words; how fast, by the last half minute."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self.size: Size | None = None
        self.articles = self.read = self.done = 0
        self.marks = deque([(time.monotonic(), 0, 0)])  # when, characters read and characters done by then

    def note(self, characters: int, *, kept: bool) -> None:
        """One more article; a kept one is done, but not read."""
        self.articles += 1
        self.done += characters
        if not kept:
            self.read += characters
        now = time.monotonic()
        if now - self.marks[-1][0] < 1:
            now, *_ = self.marks.pop()
        self.marks.append((now, self.read, self.done))
        while len(self.marks) > 1 and self.marks[1][0] <= now - RECENT:
            self.marks.popleft()

    def __str__(self) -> str:
        since, read, done = self.marks[0]
        seconds = max(time.monotonic() - since, 0.001)
        rate, pace = (self.read - read) / seconds, (self.done - done) / seconds
        if self.size is None or not self.size.characters:
            return f"{self.doing}: {self.articles:,} articles, {rate:,.0f} characters/s"
        left = self.size.characters - self.done
        share = 100 * (1 - left / self.size.characters)
        told = f"{self.doing}: {self.articles:,} of {self.size.articles:,} articles ({share:.0f} %)"
        return told + (f", {rate:,.0f} characters/s, {tell_duration(left / pace)} left" if rate else "")


def tell_duration(seconds: float) -> str:
    """`50 s`, `3 min`, `2 h 5 min`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


@contextmanager
def open_line() -> Iterator[Callable[[str], None] | None]:
    """What shows a text on a terminal, in a line that changes; None where stderr is none."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.spinner import Spinner

    spinner = Spinner("dots")

    # no refresh by a thread of its own: worker processes are forked while this runs
    with Live(spinner, console=Console(stderr=True), auto_refresh=False, transient=True) as live:

        def show(text: str) -> None:
            spinner.update(text=text)
            live.refresh()

        yield show


@contextmanager
def watch_outcomes(doing: str) -> Iterator[Callable[[Outcome], None]]:
    """Something to call with each outcome: says how far it is, and names what was rejected or worth a remark.

    On a terminal that is a line that changes; in a log a plain line now and then, and none where all is done soon.
    """
    from kg.corpus import Kept, Size, Slowest, Step
    from kg.model import Annotation

    tally = Tally(doing)
    told: float | None = None  # when something was said; what one word can say is not worth a line of a log

    def say(text: object) -> None:
        nonlocal told
        now = time.monotonic()
        if told is None:
            told = 0.0 if show else now
        if now - told >= (REFRESH if show else PLAIN):
            told = now
            (show or tell_aside)(str(text))

    def tell(outcome: Outcome) -> None:
        nonlocal told
        if isinstance(outcome, Annotation):
            tally.note(len(outcome.article.text), kept=False)
            say(tally)
        elif isinstance(outcome, Kept):
            tally.note(outcome.characters, kept=True)
            say(tally)
        elif isinstance(outcome, Size):
            tally.size = outcome
        elif isinstance(outcome, Step):
            if show:
                told = 0.0
            say(outcome.name)
        elif not isinstance(outcome, Slowest):
            tell_aside(str(outcome))

    with open_line() as show:
        yield tell
