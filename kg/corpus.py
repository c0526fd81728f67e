"""Files -> annotations, as they come; and a word about everything that is no article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.annotate import annotate
from kg.engine import ENGINES, Lost
from kg.knowledge import Knowledge
from kg.model import Annotation, Article
from kg.read import Rejected, Remark, read_paths

Outcome = Annotation | Rejected | Remark


def annotate_paths(
    paths: Iterable[Path | str], knowledge: Knowledge, *, jobs: int = 1, engine: str = "pool"
) -> Iterator[Outcome]:
    """What each article below the paths says, and whatever there is no article, as they come."""
    aside = list[Rejected | Remark]()

    def articles() -> Iterator[Article]:
        for outcome in read_paths(paths):
            if isinstance(outcome, Article):
                yield outcome
            else:
                aside.append(outcome)

    for annotation in ENGINES[engine](annotate, articles(), knowledge, jobs=jobs):
        yield from take_all(aside)
        if isinstance(annotation, Lost):
            yield Rejected(file=annotation.item.source, reason=f"{annotation.reason}: {annotation.item.title[:30]}")
        else:
            yield annotation
    yield from take_all(aside)


def take_all(aside: list[Rejected | Remark]) -> Iterator[Rejected | Remark]:
    while aside:
        yield aside.pop(0)
