"""What long commands say while they work: a bar on a terminal, and a line on stderr for all that is no article."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.corpus import Outcome

JOBS_HELP = "Processes that work at once; 0 for one a core."
REFRESH = 0.2  # seconds


def usable_jobs(jobs: int) -> int:
    """The number asked for; for 0 the cores that this process may use."""
    if jobs:
        return jobs
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def tell_aside(text: str) -> None:
    """One line on stderr."""
    print(f"kg: {' '.join(text.split())}", file=sys.stderr)


@contextmanager
def watch_outcomes(doing: str) -> Iterator[Callable[[Outcome], None]]:
    """Something to call with each outcome: counts articles, and names what was rejected or worth a remark."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from kg.model import Annotation

    console = Console(stderr=True)
    # no refresh by a thread of its own: worker processes are forked while this runs
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed} articles, {task.fields[rate]} characters/s"),
        TimeElapsedColumn(),
        console=console,
        auto_refresh=False,
        transient=True,
        disable=not console.is_terminal,
    )
    begun = drawn = time.monotonic()
    characters = 0

    def tell(outcome: Outcome) -> None:
        nonlocal characters, drawn
        if not isinstance(outcome, Annotation):
            tell_aside(str(outcome))
            return
        characters += len(outcome.article.text)
        now = time.monotonic()
        bar.update(task, advance=1, rate=f"{characters / max(now - begun, 0.001):,.0f}")
        if now - drawn > REFRESH:
            drawn = now
            bar.refresh()

    with bar:
        task = bar.add_task(doing, total=None, rate="0")
        yield tell
