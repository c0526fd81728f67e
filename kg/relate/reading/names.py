"""Article + links -> the names, sentences and dates that the rules look at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kg.attribute_grammar import AttributeGrammar
from kg.model import Article, Entity, Evidence, Link, Modality
from kg.relate.reading.times import Time, believable_date, find_times
from kg.spans import Spans
from kg.text import fold_article, sentence_at, sentence_bounds


class Named(NamedTuple):
    """An entity where it is named."""

    start: int
    end: int
    entity: str
    type: str


@dataclass(frozen=True)
class Reading:
    """An article with its names, without those inside longer ones, its dates, and the day on which it was written."""

    article: Article
    spans: Spans
    folded: str
    sentences: tuple[tuple[int, int], ...]
    names: tuple[Named, ...]
    starts: tuple[int, ...]
    by_type: Mapping[str, tuple[Named, ...]]
    times: tuple[Time, ...]
    written: date | None
    called: Mapping[str, str]  # by entity its name

    def sentence(self, offset: int) -> tuple[int, int]:
        """The bounds of the sentence that holds an offset."""
        return self.sentences[self.sentence_number(offset)]

    def sentence_number(self, offset: int) -> int:
        """The number of the sentence that holds an offset."""
        return sentence_at(self.sentences, offset)

    def line(self, offset: int) -> tuple[int, int]:
        """The bounds of the line that holds an offset."""
        end = self.folded.find("\n", offset)
        return self.folded.rfind("\n", 0, offset) + 1, len(self.folded) if end < 0 else end

    def between(self, start: int, end: int, *types: str) -> tuple[Named, ...]:
        """The names that lie wholly in a stretch of text, of these types or of all."""
        first = bisect_left(self.starts, start)
        last = bisect_left(self.starts, end)
        return tuple([n for n in self.names[first:last] if n.end <= end and (not types or n.type in types)])

    def projects(self, start: int, end: int) -> tuple[Named, ...]:
        """The projects named in a stretch of text."""
        return self.between(start, end, "Project")

    def covered(self, start: int, end: int) -> bool:
        """Whether a stretch of text touches a name."""
        after = bisect_right(self.starts, start)
        return (after > 0 and self.names[after - 1].end > start) or (
            after < len(self.starts) and self.starts[after] < end
        )

    def between_starts(self, start: int, end: int) -> tuple[Named, ...]:
        """The names that begin in a stretch of text."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def evidence(
        self,
        at: int,
        rule: str,
        confidence: float,
        *,
        subject: Named,
        trigger: tuple[int, int] | None = None,
        modality: Modality = Modality.STATED,
    ) -> Evidence:
        """Evidence in the sentence that holds an offset."""
        return Evidence(
            article=self.article.id,
            passage=self.spans[self.sentence(at)],
            rule=rule,
            confidence=confidence,
            modality=modality,
            subject=self.spans[subject.start, subject.end],
            trigger=self.spans[trigger] if trigger else None,
        )


def read_names(
    article: Article, links: Sequence[Link], entities: Sequence[Entity], grammar: AttributeGrammar
) -> Reading:
    """The reading of an article; a link to an entity that is not given counts as what its mention says it is."""
    types = {entity.id: entity.type for entity in entities}
    found = (
        Named(link.mention.span.start, link.mention.span.end, link.entity, types.get(link.entity, link.mention.type))
        for link in links
    )
    names = tuple(_outermost(sorted(found, key=lambda n: (n.start, -n.end, n.entity))))
    by_type: dict[str, list[Named]] = {}
    for name in names:
        by_type.setdefault(name.type, []).append(name)
    folded = fold_article(article.text)
    written = believable_date(folded, article.date, grammar)
    return Reading(
        article=article,
        spans=Spans(article),
        folded=folded,
        sentences=sentence_bounds(article.text) or ((0, len(article.text)),),
        names=names,
        starts=tuple(n.start for n in names),
        by_type={kind: tuple(own) for kind, own in by_type.items()},
        times=find_times(folded, written, grammar),
        written=written,
        called={entity.id: entity.name for entity in entities},
    )


def _outermost(names: Sequence[Named]) -> Iterator[Named]:
    end = 0
    for name in names:
        if name.start >= end:
            yield name
            end = name.end
