"""Parks' names that say where they lie -> relations: 宜昌市甲辰化工园 is in 宜昌市 though no sentence says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.lexicon import Lexicon
from kg.model import Article, Entity, Evidence, Mention, Modality, Relation, Span
from kg.text import sentence_at, sentence_bounds

PREDICATE: Final = "partOf"
RULE: Final = "partOf.name"
CONFIDENCE: Final = 0.9


def relate_seats(
    article: Article,
    seats: Mapping[str, tuple[Mention, int, str]],
    relations: Iterable[Relation],
    entities: Sequence[Entity],
    lexicon: Lexicon,
) -> tuple[tuple[Relation, ...], tuple[Entity, ...]]:
    """`partOf` of each park of which the article tells no place as near, and the places that it names only so.

    As with the divisions, nobody says it in a sentence: it is no `locatedIn`.
    """
    if not seats:
        return (), ()
    told = {
        (relation.subject, place)
        for relation in relations
        if relation.predicate == "locatedIn" and any(e.modality is not Modality.DENIED for e in relation.evidence)
        for place in (relation.object, *lexicon.ancestors(relation.object))
    }
    said = tuple(
        Relation(subject=park, predicate=PREDICATE, object=place, evidence=(_evidence(article, mention, length),))
        for park, (mention, length, place) in sorted(seats.items())
        if (park, place) not in told
    )
    named = {entity.id for entity in entities}
    new = sorted({relation.object for relation in said} - named)
    known = (lexicon.entries[place] for place in new)
    return said, tuple(Entity(id=entry.id, type=entry.type, name=entry.name) for entry in known)


def _evidence(article: Article, mention: Mention, length: int) -> Evidence:
    bounds = sentence_bounds(article.text)
    start, end = bounds[sentence_at(bounds, mention.span.start)]
    return Evidence(
        article=article.id,
        passage=Span.of(article, start, max(end, mention.span.end)),
        rule=RULE,
        confidence=CONFIDENCE,
        subject=mention.span,
        object=Span.of(article, mention.span.start, mention.span.start + length),
    )
