"""An article -> what is read of it: no characters that nobody sees, no white space at the end; and back.

A zero-width space inside a name that was copied from a page makes no other name of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kg.model import Annotation, Article, Span

# Soft hyphens, joiners, marks of direction and of byte order.
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def legible(article: Article) -> Article:
    """The article as it is read; itself, where all of it can be seen."""
    title, body = _UNSEEN.sub("", article.title), _UNSEEN.sub("", article.body).rstrip()
    if (title, body) == (article.title, article.body):
        return article
    return replace(article, title=title, body=body)


def said_of(article: Article, said: Annotation) -> Annotation:
    """What is said of the article as it is read, with the offsets of its own text."""
    if said.article == article:
        return said
    seen = [at for at, character in enumerate(article.text) if not _UNSEEN.match(character)]

    def move(span: Span) -> Span:
        return Span.of(article, seen[span.start], seen[span.end - 1] + 1)

    return replace(said.moved(move), article=article)
