"""Article -> mentions.

A CRF proposes; titles, introduced short forms and names that the lexicon is sure of are added; what is a name
once in an article is that name wherever the article repeats it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.believed import weigh_names
from kg.extract.found import Refused
from kg.extract.proposals import Proposal, propose_names
from kg.extract.steps import Text, find_names
from kg.extract.together import untouched
from kg.heaps import heap_up
from kg.knowledge import Knowledge
from kg.model import Article, Mention, Rejection, ShortForm, Span
from kg.text import fold_article, sentence_bounds

__all__ = ["Extraction", "extract_many", "extract_mentions"]

_AT_ONCE = 1 << 15  # characters; what is worked out for each of them stays small
_NOT_BELIEVED = "weighed and not believed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Mentions in order of text, short forms with the full form they stand for, and what was not believed."""

    mentions: tuple[Mention, ...]
    introduced: Mapping[str, ShortForm]
    rejections: tuple[Rejection, ...]


def extract_mentions(article: Article, knowledge: Knowledge) -> Extraction:
    """All names of the seven types in an article; only a firm in front of a longer name lies inside it."""
    return extract_many([article], knowledge)[0]


def extract_many(articles: Sequence[Article], knowledge: Knowledge) -> list[Extraction]:
    """The names of each article, as if it were read alone; together it is quicker."""
    found: list[Extraction] = []
    for heap in heap_up(articles, lambda article: len(article.text), full=_AT_ONCE):
        folded = [fold_article(article.text) for article in heap]
        proposals = propose_names(folded, [sentence_bounds(article.text) for article in heap], knowledge)
        found += [_extract(*of, knowledge) for of in zip(heap, folded, proposals, strict=True)]
    return found


def _extract(article: Article, folded: str, proposal: Proposal, knowledge: Knowledge) -> Extraction:
    text = Text.of(folded, proposal, knowledge)
    found = find_names(text)
    chances = weigh_names(folded, found, proposal)
    mentions = tuple(
        Mention(span=Span.of(article, s, e), type=kind, recognizer=by, confidence=chance)
        for (s, e, kind, by), chance in zip(found, chances, strict=True)
    )
    weighed = (Refused(*one, "crf", _NOT_BELIEVED) for one in untouched(folded, proposal.refused, found))
    rejections = tuple(
        Rejection(span=Span.of(article, one.start, one.end), type=one.type, recognizer=one.by, reason=one.reason)
        for one in (*text.refused, *weighed)
    )
    return Extraction(mentions=mentions, introduced=text.introduced, rejections=rejections)
