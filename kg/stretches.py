"""A long article -> stretches that are read like articles; what these say -> what the article says.

Much is worked out between all names of an article, which costs the square of their number. In a book what stands a
hundred pages apart is not told of each other: it is read stretch by stretch, the title before each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from msgspec import structs

from kg.events import unite_told
from kg.model import Annotation, Article, Entity, Relation, Span
from kg.rows import is_row
from kg.text import fold_text

WHOLE: Final = 100_000  # characters of an article that is read in one piece
SIZE: Final = 1 << 15  # characters of a stretch, without the title
_TITLE: Final = 300  # characters; what is longer is no title
_HEAD: Final = 200  # characters; so of a row of heads
_SENTENCE_ENDS: Final = "。！？；!?;"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of an article, as an article: the title, the row that heads its table if it begins within one, and the
    text from `start` of the whole."""

    article: Article
    start: int
    head: tuple[int, int] | None = None  # where that row stands in the whole, with the end of its line

    def move(self, span: Span, whole: Article) -> Span:
        """Where a span of the stretch is in the whole; of one that begins in what is before the text only the rest."""
        title = len(self.article.title) + 1
        head, ends = self.head or (0, 0)
        text = title + ends - head
        if span.end > text:
            by, least = self.start - text, text
        elif span.end > title:
            by, least = head - title, title
        else:
            return span
        return Span.of(whole, max(span.start, least) + by, span.end + by) if by else span


def cut_article(article: Article) -> tuple[Stretch, ...]:
    """The stretches of an article: one, unless it is long."""
    body = len(article.title) + 1
    if len(article.text) <= WHOLE:
        return (Stretch(article=article, start=body),)
    title, first = (article.title, body) if len(article.title) <= _TITLE else ("", 0)
    return tuple(_stretch(article, title, start, end) for start, end in _cuts(article.text, first))


def _stretch(article: Article, title: str, start: int, end: int) -> Stretch:
    head = _head_above(article.text, start)
    above = article.text[slice(*head)] if head else ""
    return Stretch(article=replace(article, title=title, body=above + article.text[start:end]), start=start, head=head)


def _head_above(text: str, start: int) -> tuple[int, int] | None:
    """The first row of a table that goes on at the beginning of a line, with the end of its line."""
    head = None
    end = start - 1  # of the line above
    while end > 0 and text[end] == "\n" and _is_row(text, begin := text.rfind("\n", 0, end) + 1, end):
        head = begin, end + 1
        end = begin - 1
    goes_on = head and _is_row(text, start, text.find("\n", start))
    return head if goes_on and head and head[1] - head[0] <= _HEAD else None


def _is_row(text: str, start: int, end: int) -> bool:
    return is_row(fold_text(text[start : end if end >= 0 else len(text)]))


def _cuts(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Bounds of stretches: they end with a line, where there is none with a sentence, else somewhere."""
    while len(text) - start > SIZE:
        low, high = start + SIZE // 2, start + SIZE
        sentence = max(text.rfind(mark, low, high) for mark in _SENTENCE_ENDS) + 1
        end = text.rfind("\n", low, high) + 1 or sentence or high
        yield start, end
        start = end
    yield start, len(text)


def unite_stretches(
    article: Article, said: Iterable[tuple[Stretch, Annotation]], holds: Callable[[str, str], bool]
) -> Annotation:
    """All that the stretches of an article say, each thing and each fact once."""
    moved = [one.moved(partial(stretch.move, whole=article)) for stretch, one in said]
    links = dict.fromkeys(link for one in moved for link in one.links)
    attributes = dict.fromkeys(attribute for one in moved for attribute in one.attributes)
    return Annotation(
        article=article,
        entities=_united(entity for one in moved for entity in one.entities),
        links=tuple(sorted(links, key=lambda link: (link.mention.span, link.entity))),
        relations=surest(relation for one in moved for relation in one.relations),
        attributes=tuple(sorted(attributes, key=lambda a: (a.span, a.property, a.subject, a.evidence.rule))),
        events=unite_told((event for one in moved for event in one.events), holds),
        rejections=tuple(dict.fromkeys(rejection for one in moved for rejection in one.rejections)),
    )


def surest(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """Of relations that say the same the surest, in order of subject, predicate, object."""
    found: dict[tuple[str, str, str], Relation] = {}
    for relation in relations:
        key = (relation.subject, relation.predicate, relation.object)
        if key not in found or relation.confidence > found[key].confidence:
            found[key] = relation
    return tuple(found[key] for key in sorted(found))


def _united(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Each entity once, in order of id, with all its forms."""
    found: dict[str, Entity] = {}
    forms: dict[str, set[str]] = {}
    for entity in entities:
        found.setdefault(entity.id, entity)
        forms.setdefault(entity.id, set()).update((entity.name, *entity.aliases))
    return tuple(
        structs.replace(entity, aliases=tuple(sorted(forms[id_] - {entity.name})))
        for id_, entity in sorted(found.items())
    )
