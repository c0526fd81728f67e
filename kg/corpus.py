"""Files -> annotations, as they come; and a word about everything that is no article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path
from tempfile import SpooledTemporaryFile
from time import perf_counter
from typing import IO, Final

from msgspec import msgpack

from kg.alike import find_alike
from kg.annotate import annotate_each, warm_up
from kg.cache import Cache, passing_cache
from kg.engine import BATCH, Lost, run_pool, split_batches
from kg.events import Sketch, find_same_sketches, join_sketches, rename_sketch, unite_events
from kg.files import digest_of
from kg.garbage import no_search_for_garbage
from kg.knowledge import Knowledge
from kg.lexicon import Lexicon
from kg.link.across import match_forms, rename, settle_pairs, tell_namings
from kg.model import Annotation, Article, Naming
from kg.read import Rejected, Remark, read_paths


@dataclass(frozen=True, slots=True)
class Kept:
    """An article whose annotation an earlier build left: where it stands, and how long it is."""

    source: str
    characters: int


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to read; told when all files were looked through."""

    articles: int
    characters: int


@dataclass(frozen=True, slots=True)
class Step:
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


ASKED: Final = 256  # articles of which the cache is asked at once
SLOWEST: Final = 5  # articles that are told of
IN_MEMORY: Final = 64 << 20  # bytes of articles to be read; what is over that waits on disk
LENGTH: Final = 4  # bytes that tell how long an article is there

_ARTICLE: Final = msgpack.Decoder(Article)

Outcome = Annotation | Kept | Rejected | Remark | Size | Step | Slowest
Tell = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class Ties:
    """What is one in several articles: short and full ids of a thing, events, news."""

    same: Mapping[str, str]
    same_events: Mapping[str, Sketch]
    alike: Mapping[str, str]  # for each article that repeats the news of another one, that one

    def link(self, annotation: Annotation) -> Annotation:
        """An annotation with the ids that things have in all articles."""
        return unite_events(rename(annotation, self.same), self.same_events)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The annotations of all articles, the same thing under one id in all of them; each is read when its turn comes."""

    cache: Cache
    ties: Ties

    def __len__(self) -> int:
        return len(self.cache)

    def __iter__(self) -> Iterator[Annotation]:
        """In the order in which the articles were read."""
        return map(self.ties.link, self.cache.annotations())

    def ids(self) -> list[str]:
        """The ids of the articles."""
        return self.cache.ids()

    def only(self, ids: Iterable[str]) -> Iterator[Annotation]:
        """Those of some articles, in their order."""
        return map(self.ties.link, self.cache.annotations(ids))

    def by_id(self) -> Iterator[Annotation]:
        """In order of the articles' ids."""
        return self.only(sorted(self.ids()))

    def states(self) -> Iterator[tuple[str, bytes]]:
        """For each article, in a few bytes, all that its annotation depends on: its words, what it is made one with."""
        same, events = self.ties.same, self.ties.same_events
        for summary in self.cache.summaries():
            renamed = (
                f"{name} {same[name]}".encode() for _, name, full in summary.namings if not full and name in same
            )
            sketches = (rename_sketch(sketch, same).id for sketch in summary.sketches)
            united = (
                msgpack.encode((event, events[event]), order="deterministic") for event in sketches if event in events
            )
            alike = self.ties.alike.get(summary.article, "")
            yield summary.article, digest_of((summary.key, summary.place.encode(), alike.encode(), *renamed, *united))


def annotate_corpus(
    paths: Iterable[Path | str],
    knowledge: Knowledge,
    *,
    cache: Cache | None = None,
    jobs: int = 1,
    tell: Tell = lambda outcome: None,
) -> tuple[Corpus, list[Rejected | Remark]]:
    """All annotations below the paths, and what was no article.

    What the cache has is not read again. `tell` hears each outcome as it comes, before articles are linked to each
    other.
    """
    cache = passing_cache() if cache is None else cache
    aside = list[Rejected | Remark]()
    for outcome in annotate_paths(paths, knowledge, cache=cache, jobs=jobs):
        if isinstance(outcome, Annotation):
            cache.add(outcome, tell_namings(outcome.entities, knowledge.lexicon))
        elif isinstance(outcome, Rejected | Remark):
            aside.append(outcome)
        tell(outcome)
    return bring_together(cache, knowledge.lexicon), aside


@no_search_for_garbage()
def bring_together(cache: Cache, lexicon: Lexicon) -> Corpus:
    """The annotations of this run, and what is one thing in several of them."""
    sketches: list[Sketch] = []

    def namings() -> Iterator[Naming]:
        for summary in cache.summaries():
            sketches.extend(summary.sketches)
            yield from summary.namings

    same = settle_pairs(match_forms(namings()))
    told = join_sketches(rename_sketch(sketch, same) for sketch in sketches)
    return Corpus(cache, Ties(same, find_same_sketches(told, lexicon.holds), find_alike(cache.signatures())))


@no_search_for_garbage()
def annotate_timed(articles: Sequence[Article], knowledge: Knowledge) -> list[Timed]:
    """As `annotate_many`, by the clock; what is done for all together counts for each by its length."""
    begun = perf_counter()
    annotations = annotate_each(articles, knowledge)
    rate = (perf_counter() - begun) / max(1, sum(len(article.text) for article in articles))
    timed = []
    for article in articles:
        begun = perf_counter()
        annotation = next(annotations)
        timed.append(Timed(annotation, perf_counter() - begun + rate * len(article.text)))
    return timed


def annotate_paths(
    paths: Iterable[Path | str],
    knowledge: Knowledge,
    *,
    cache: Cache | None = None,
    jobs: int = 1,
) -> Iterator[Outcome]:
    """What each article below the paths says, unless the cache recalls it, and whatever there is no article.

    The files are looked through first. In the end it is told which articles took longest.
    """
    with SpooledTemporaryFile(IN_MEMORY) as unread:
        yield from look_through(paths, cache, unread)
        if unread.tell():
            warm_up(knowledge)
            yield from annotate_unread(read_articles(unread), knowledge, jobs=jobs)


def look_through(paths: Iterable[Path | str], cache: Cache | None, unread: IO[bytes]) -> Iterator[Outcome]:
    """What is no article or need not be read again, and in the end how much there is; the rest goes to a file."""
    articles = characters = 0
    for some in split_batches(read_paths(paths), ASKED):
        kept = cache.recall([one for one in some if isinstance(one, Article)]) if cache is not None else set()
        for outcome in some:
            if not isinstance(outcome, Article):
                yield outcome
                continue
            articles += 1
            characters += len(outcome.text)
            if outcome.id in kept:
                yield Kept(outcome.source, len(outcome.text))
            else:
                write_article(outcome, unread)
    if articles:
        yield Size(articles, characters)


def annotate_unread(articles: Iterable[Article], knowledge: Knowledge, *, jobs: int) -> Iterator[Outcome]:
    """What each article says, and in the end which took longest."""
    slowest: list[Took] = []
    for found in run_pool(annotate_timed, articles, knowledge, jobs=jobs, at_once=BATCH):
        if isinstance(found, Lost):
            yield Rejected(file=found.item.source, reason=f"{found.reason}: {found.item.title[:30]}")
            continue
        article = found.annotation.article
        heappush(slowest, Took(found.seconds, article.id, article.title, article.source, len(article.text)))
        if len(slowest) > SLOWEST:
            heappop(slowest)
        yield found.annotation
    if slowest:
        yield Slowest(tuple(sorted(slowest, reverse=True)))


def write_article(article: Article, file: IO[bytes]) -> None:
    """Append an article to a file, for `read_articles`."""
    content = msgpack.encode(article)
    file.write(len(content).to_bytes(LENGTH, "big") + content)


def read_articles(file: IO[bytes]) -> Iterator[Article]:
    """All articles of a file, from its beginning."""
    file.seek(0)
    while length := file.read(LENGTH):
        yield _ARTICLE.decode(file.read(int.from_bytes(length, "big")))
