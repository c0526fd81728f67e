"""Sentences with their names marked -> article, links, entities: {J:甲项目} is a project, {E:…} an enterprise."""

from __future__ import annotations

import re

from kg.model import Article, Entity, Link, Mention, Span

MARKS = {
    "J": "Project",
    "E": "Enterprise",
    "K": "Park",
    "C": "City",
    "P": "Province",
    "O": "Organization",
    "L": "Policy",
}
_MARK = re.compile(rf"\{{([{''.join(MARKS)}]):([^{{}}]+)\}}")


def read_marked(
    body: str, date: str | None = "2024-06-15", *, title: str = "", id: str = "t"
) -> tuple[Article, tuple[Link, ...], tuple[Entity, ...]]:
    """The article without the marks; the entity of a name is the name."""
    marked = f"{title}\n{body}"
    text, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), MARKS[match[1]], match[2]))
        text += match[2]
        at = match.end()
    plain_title, _, plain_body = (text + marked[at:]).partition("\n")
    article = Article(id=id, title=plain_title, body=plain_body, date=date)
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
