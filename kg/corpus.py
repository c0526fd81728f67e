"""Files -> annotations, as they come; and a word about everything that is no article."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec import msgpack

from kg.alike import find_alike
from kg.annotate import annotate_many
from kg.cache import Cache, passing_cache
from kg.engine import ENGINES, Lost
from kg.events import Sketch, find_same_events, rename_event, unite_events
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


Outcome = Annotation | Kept | Rejected | Remark | Stage
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


def annotate_paths(
    paths: Iterable[Path | str],
    knowledge: Knowledge,
    *,
    known: Cache | tuple[()] = (),
    jobs: int = 1,
    engine: str = "pool",
) -> Iterator[Outcome]:
    """What each article below the paths says, unless it is known, and whatever there is no article, as they come."""
    aside = deque[Kept | Rejected | Remark]()

    def articles() -> Iterator[Article]:
        for outcome in read_paths(paths):
            if not isinstance(outcome, Article):
                aside.append(outcome)
            elif outcome in known:
                aside.append(Kept(outcome.source, len(outcome.text)))
            else:
                yield outcome

    for annotation in ENGINES[engine](annotate_many, articles(), knowledge, jobs=jobs):
        yield from take_all(aside)
        if isinstance(annotation, Lost):
            yield Rejected(file=annotation.item.source, reason=f"{annotation.reason}: {annotation.item.title[:30]}")
        else:
            yield annotation
    yield from take_all(aside)


def take_all(aside: deque[Kept | Rejected | Remark]) -> Iterator[Kept | Rejected | Remark]:
    while aside:
        yield aside.popleft()
