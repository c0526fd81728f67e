"""Sentences with their names marked -> article, links, entities: {J:甲项目} is a project, {E:…} an enterprise."""

from __future__ import annotations

import re

from kg.model import Article, Entity, Link, Mention, Span

TYPES = {
    "J": "Project",
    "E": "Enterprise",
    "K": "Park",
    "C": "City",
    "P": "Province",
    "O": "Organization",
    "L": "Policy",
}
_MARK = re.compile(r"\{([JEKCPOL]):([^{}]+)\}")


def read_marked(marked: str, date: str | None = "2024-06-15") -> tuple[Article, tuple[Link, ...], tuple[Entity, ...]]:
    """An article without a title; the entity of a name is the name."""
    text, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text) + 1, TYPES[match[1]], match[2]))  # 1 for the line feed after the empty title
        text += match[2]
        at = match.end()
    article = Article(id="t", title="", body=text + marked[at:], date=date)
    links = tuple(
        Link(
            mention=Mention(span=Span.of(article, start, start + len(name)), type=kind, recognizer="marked"),
            entity=name,
            reason="marked",
        )
        for start, kind, name in spans
    )
    kinds = {name: kind for _, kind, name in spans}
    return article, links, tuple(Entity(id=name, type=kind, name=name) for name, kind in kinds.items())
