"""Files -> annotations, as they come; and a word about everything that is no article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.annotate import annotate
from kg.engine import ENGINES, Lost
from kg.knowledge import Knowledge
from kg.link.across import link_across
from kg.model import Annotation, Article
from kg.read import Rejected, Remark, read_paths

Outcome = Annotation | Rejected | Remark
Tell = Callable[[Outcome], None]


def annotate_corpus(
    paths: Iterable[Path | str],
    knowledge: Knowledge,
    *,
    jobs: int = 1,
    engine: str = "pool",
    tell: Tell = lambda outcome: None,
) -> tuple[list[Annotation], list[Rejected | Remark]]:
    """All annotations below the paths, the same thing under one id in all of them, and what was no article.

    `tell` hears each outcome as it comes, before articles are linked to each other.
    """
    annotations, aside = list[Annotation](), list[Rejected | Remark]()
    for outcome in annotate_paths(paths, knowledge, jobs=jobs, engine=engine):
        tell(outcome)
        if isinstance(outcome, Annotation):
            annotations.append(outcome)
        else:
            aside.append(outcome)
    return link_across(annotations, knowledge.lexicon), aside


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
