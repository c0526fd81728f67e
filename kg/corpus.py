"""Files -> annotations, as they come; and a word about everything that is no article."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path
from time import perf_counter
from typing import Final

from msgspec import msgpack

from kg.alike import find_alike
from kg.annotate import annotate_extracted, warm_up
from kg.cache import Cache, passing_cache
from kg.engine import ENGINES, Lost
from kg.events import Sketch, find_same_events, rename_event, unite_events
from kg.extract import extract_many
from kg.files import digest_of
from kg.knowledge import Knowledge
from kg.link.across import find_same, rename
from kg.model import Annotation, Article
from kg.read import Rejected, Remark, read_paths


@dataclass(frozen=True, slots=True)
class Kept:
    """An article whose annotation an earlier build left: where it stands, and how long it is."""

    source: str
    characters: int


@dataclass(frozen=True, slots=True)
class Stage:
    """What a build does from now on."""

    name: str


@dataclass(frozen=True, slots=True, order=True)
class Took:
    """How long an article took to be read."""

    seconds: float
    article: str
    title: str
    source: str
    characters: int


@dataclass(frozen=True, slots=True)
class Slowest:
    """The articles that took longest, the slowest first; told when all are read."""

    articles: tuple[Took, ...]


@dataclass(frozen=True, slots=True)
class Timed:
    """An annotation, and the seconds that it took."""

    annotation: Annotation
    seconds: float


SLOWEST: Final = 5  # articles that are told of

Outcome = Annotation | Kept | Rejected | Remark | Stage | Slowest
Tell = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The annotations of all articles, the same thing under one id in all of them; each is read when its turn comes."""

    cache: Cache
    same: Mapping[str, str]
    same_events: Mapping[str, Sketch]
    alike: Mapping[str, str]  # for each article that repeats the news of another one, that one

    def __len__(self) -> int:
        return len(self.cache)

    def __iter__(self) -> Iterator[Annotation]:
        """In the order in which the articles were read."""
        return map(self._linked, self.cache.annotations())

    def ids(self) -> list[str]:
        """The ids of the articles."""
        return self.cache.ids()

    def only(self, ids: Iterable[str]) -> Iterator[Annotation]:
        """Those of some articles, in their order."""
        return map(self._linked, self.cache.annotations(ids))

    def by_id(self) -> Iterator[Annotation]:
        """In order of the articles' ids."""
        return self.only(sorted(self.ids()))

    def states(self) -> Iterator[tuple[str, bytes]]:
        """For each article, in a few bytes, all that its annotation depends on: its words, what it is made one with."""
        for summary in self.cache.summaries():
            events = (rename_event(event, self.same) for event in summary.events)
            yield (
                summary.article,
                digest_of(
                    (
                        summary.key,
                        summary.place.encode(),
                        self.alike.get(summary.article, "").encode(),
                        *(f"{one.id} {self.same[one.id]}".encode() for one in summary.entities if one.id in self.same),
                        *(
                            msgpack.encode((event.id, self.same_events[event.id]), order="deterministic")
                            for event in events
                            if event.id in self.same_events
                        ),
                    )
                ),
            )

    def _linked(self, annotation: Annotation) -> Annotation:
        return unite_events(rename(annotation, self.same), self.same_events)


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to read."""

    articles: int
    characters: int


def measure_paths(paths: Iterable[Path | str]) -> Size:
    """How much stands below the paths; they are read once for it, which is quick."""
    lengths = [len(outcome.text) for outcome in read_paths(paths) if isinstance(outcome, Article)]
    return Size(len(lengths), sum(lengths))


def annotate_corpus(
    paths: Iterable[Path | str],
    knowledge: Knowledge,
    *,
    cache: Cache | None = None,
    jobs: int = 1,
    engine: str = "pool",
    tell: Tell = lambda outcome: None,
) -> tuple[Corpus, list[Rejected | Remark]]:
    """All annotations below the paths, and what was no article.

    What the cache has is not read again. `tell` hears each outcome as it comes, before articles are linked to each
    other.
    """
    cache = passing_cache() if cache is None else cache
    aside = list[Rejected | Remark]()
    for outcome in annotate_paths(paths, knowledge, known=cache, jobs=jobs, engine=engine):
        if isinstance(outcome, Annotation):
            cache.add(outcome)
        elif isinstance(outcome, Rejected | Remark):
            aside.append(outcome)
        tell(outcome)
    same = find_same((summary.entities for summary in cache.summaries()), knowledge.lexicon)
    events = (rename_event(event, same) for summary in cache.summaries() for event in summary.events)
    return Corpus(cache, same, find_same_events(events, knowledge.lexicon.holds), find_alike(cache.signatures())), aside


def annotate_timed(articles: Sequence[Article], knowledge: Knowledge) -> list[Timed]:
    """As `annotate_many`, by the clock; what is done for all together counts for each by its length."""
    begun = perf_counter()
    extractions = extract_many(articles, knowledge)
    rate = (perf_counter() - begun) / max(1, sum(len(article.text) for article in articles))
    timed = []
    for article, extraction in zip(articles, extractions, strict=True):
        begun = perf_counter()
        annotation = annotate_extracted(article, extraction, knowledge)
        timed.append(Timed(annotation, perf_counter() - begun + rate * len(article.text)))
    return timed


def annotate_paths(
    paths: Iterable[Path | str],
    knowledge: Knowledge,
    *,
    known: Cache | tuple[()] = (),
    jobs: int = 1,
    engine: str = "pool",
) -> Iterator[Outcome]:
    """What each article below the paths says, unless it is known, and whatever there is no article, as they come.

    In the end it is told which took longest.
    """
    aside = deque[Kept | Rejected | Remark]()
    slowest: list[Took] = []

    def articles() -> Iterator[Article]:
        warm = False
        for outcome in read_paths(paths):
            if not isinstance(outcome, Article):
                aside.append(outcome)
            elif outcome in known:
                aside.append(Kept(outcome.source, len(outcome.text)))
            else:
                if not warm:
                    warm_up(knowledge)
                    warm = True
                yield outcome

    for found in ENGINES[engine](annotate_timed, articles(), knowledge, jobs=jobs):
        yield from take_all(aside)
        if isinstance(found, Lost):
            yield Rejected(file=found.item.source, reason=f"{found.reason}: {found.item.title[:30]}")
            continue
        article = found.annotation.article
        heappush(slowest, Took(found.seconds, article.id, article.title, article.source, len(article.text)))
        if len(slowest) > SLOWEST:
            heappop(slowest)
        yield found.annotation
    yield from take_all(aside)
    if slowest:
        yield Slowest(tuple(sorted(slowest, reverse=True)))


def take_all(aside: deque[Kept | Rejected | Remark]) -> Iterator[Kept | Rejected | Remark]:
    while aside:
        yield aside.popleft()
