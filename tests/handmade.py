"""Articles with their names marked by hand -> mentions; {C:襄阳} is a city, {E:…} an enterprise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from unittest.mock import patch

from kg.check import marked
from kg.extract import Extraction, extract_mentions
from kg.knowledge import Knowledge, load_knowledge
from kg.link import link_mentions
from kg.model import Article, Entity, Linked, Mention, ShortForm
from kg.relate.reading.names import Reading, read_names


@cache
def known() -> Knowledge:
    """Our own knowledge, loaded once; a call and no argument where Hypothesis would print it whole."""
    return load_knowledge()


def read_marked(body: str, title: str = "", id: str = "a") -> tuple[Article, tuple[Mention, ...]]:
    """The article without the marks, and what they mark."""
    article, links, _ = marked.read_marked(body, None, title=title, id=id)
    return article, tuple(link.mention for link in links)


def reading_of(body: str, date: str | None = "2024-06-15") -> Reading:
    """The marked names, sentences and dates of an article as the rules look at them."""
    return read_names(*marked.read_marked(body, date), known().attributes)


def link_marked(body: str, title: str = "", introduced: Mapping[str, str] | None = None) -> Linked:
    """The marked names, linked with our own knowledge."""
    article, mentions = read_marked(body, title)
    shorts = {short: ShortForm(full, "introduced as the short form of") for short, full in (introduced or {}).items()}
    return link_mentions(article, mentions, shorts, known())


def ids_of(linked: Linked, form: str) -> set[str]:
    """What an article's mentions of a form name."""
    return {link.entity for link in linked.links if link.mention.span.text == form}


def id_of(linked: Linked, form: str) -> str:
    """The one thing that all mentions of a form name."""
    (entity,) = ids_of(linked, form)
    return entity


def reason_of(linked: Linked, form: str) -> str:
    """Why a form names what it names."""
    (reason,) = {link.reason for link in linked.links if link.mention.span.text == form}
    return reason


def entity_of(linked: Linked, form: str) -> Entity:
    """What a form names, with its name and aliases."""
    return next(entity for entity in linked.entities if entity.id == id_of(linked, form))


def extract_marked(body: str, title: str = "") -> Extraction:
    """What is made of names when the marked ones are what the weights propose, whatever they have learned."""
    article, proposed = read_marked(body, title)
    return extract_proposed(article, [(m.span.start, m.span.end, m.type) for m in proposed])


def extract_proposed(
    article: Article, spans: Iterable[tuple[int, int, str]], refused: Iterable[tuple[int, int, str]] = ()
) -> Extraction:
    """What is made of an article's names when these are what the weights propose, and those what they refuse."""
    tagged = list(spans)
    with patch("kg.extract.proposals.tag_texts", lambda *_: ([tagged], [[1.0] * len(tagged)], [list(refused)])):
        return extract_mentions(article, known())


def names_of(extraction: Extraction) -> list[tuple[str, str]]:
    """(type, form) of every mention in order of text."""
    return [(mention.type, mention.span.text) for mention in extraction.mentions]
