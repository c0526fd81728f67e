"""Offsets of an article -> its spans, each made once."""

from __future__ import annotations

from kg.model import Article, Span


class Spans(dict[tuple[int, int], Span]):
    """The spans of an article by where they begin and end; the same ones are asked for again and again."""

    def __init__(self, article: Article) -> None:
        self._article = article

    def __missing__(self, at: tuple[int, int]) -> Span:
        start, end = at
        self[at] = span = Span(start=start, end=end, text=self._article.text[start:end])
        return span
