"""A long article -> its relations, part by part.

Relations are weighed between each two entities of a scene. A scene of a long report would cost the square of its
length, and what stands a hundred names apart is not related; so it is cut at line ends, the title in each part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.knowledge import Knowledge
from kg.model import Article, Entity, Link, Relation
from kg.relate import relate_entities
from kg.stretches import surest

_MOST: Final = 256  # mentions in one part, more only to its next line end
_FAR_TOO_MANY: Final = 512
_TITLE: Final = 32


def relate_article(
    article: Article, links: Sequence[Link], entities: Sequence[Entity], main: str | None, knowledge: Knowledge
) -> tuple[Relation, ...]:
    """The relations that an article states; of one that several parts state, the one that is surest."""
    return surest(
        relation
        for part in split_links(article, links)
        for relation in relate_entities(article, part, entities, main, knowledge)
    )


def split_links(article: Article, links: Sequence[Link]) -> Iterator[tuple[Link, ...]]:
    """The links in one piece or, where they are many, in parts of whole lines, each with those of the title before."""
    if len(links) <= _MOST:
        yield tuple(links)
        return
    title = tuple(link for link in links if link.mention.span.start < len(article.title))[:_TITLE]
    part: list[Link] = []
    for link in links[len(title) :]:
        start = link.mention.span.start
        new_line = bool(part) and article.text.find("\n", part[-1].mention.span.start, start) >= 0
        if len(part) >= _FAR_TOO_MANY or (len(part) >= _MOST and new_line):
            yield (*title, *part)
            part = []
        part.append(link)
    yield (*title, *part)
