"""A long article -> the parts in which its pairs are weighed.

Relations are weighed between each two entities of a scene. A scene of a long report would cost the square of its
length, and what stands a hundred names apart is not related; so it is cut at line ends, the title in each part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.model import Article, Link

_MOST: Final = 256  # mentions in one part, more only to its next line end
_FAR_TOO_MANY: Final = 512
_TITLE: Final = 32


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
