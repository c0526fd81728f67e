"""Articles -> annotations: extract, link, relate."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract import Extraction, extract_many
from kg.garbage import no_search_for_garbage
from kg.knowledge import Knowledge
from kg.legible import legible, said_of
from kg.link import link_mentions
from kg.model import Annotation, Article, Linked
from kg.namesakes import tell_projects_apart
from kg.relate import Related, relate_many
from kg.stretches import Stretch, cut_article, unite_stretches

# A sentence that all stages have something to do with.
_EVERYTHING: Final = "比亚迪股份有限公司、东风汽车集团在湖北省襄阳市高新区投资3亿元建设襄阳产业园项目,已签约。"


def annotate(article: Article, knowledge: Knowledge) -> Annotation:
    """All that one article says; a pure function of the article and what is known."""
    return annotate_many([article], knowledge)[0]


@no_search_for_garbage()
def warm_up(knowledge: Knowledge) -> None:
    """Load what is loaded for the first article, so that processes forked from this one have it."""
    annotate(Article(id="", title="", body=_EVERYTHING), knowledge)
    gc.freeze()  # it stays: no search for garbage goes through it, nor makes a process copy what it shares


@no_search_for_garbage()
def annotate_many(articles: Sequence[Article], knowledge: Knowledge) -> list[Annotation]:
    """All that each article says, as if it were read alone; together it is quicker."""
    return list(annotate_each(articles, knowledge))


def annotate_each(articles: Sequence[Article], knowledge: Knowledge) -> Iterator[Annotation]:
    """As `annotate_many`, one by one: what is done for all together is done at once, the rest when the turn of an
    article comes."""
    cut = [cut_article(legible(article)) for article in articles]
    texts = [stretch.article for own in cut for stretch in own]
    extracted = extract_many(texts, knowledge)
    linked = [
        link_mentions(text, found.mentions, found.introduced, knowledge)
        for text, found in zip(texts, extracted, strict=True)
    ]
    said = map(_annotation, texts, extracted, linked, relate_many(texts, linked, knowledge))
    return (
        _united(article, [(stretch, next(said)) for stretch in own], knowledge)
        for article, own in zip(articles, cut, strict=True)
    )


def _annotation(article: Article, extraction: Extraction, linked: Linked, related: Related) -> Annotation:
    return Annotation(
        article=article,
        entities=(*linked.entities, *related.entities),
        links=linked.links,
        relations=related.relations,
        attributes=related.attributes,
        events=related.events,
        rejections=(*extraction.rejections, *linked.rejections),
    )


def _united(article: Article, said: Sequence[tuple[Stretch, Annotation]], knowledge: Knowledge) -> Annotation:
    """All that an article says, from what its stretches say."""
    whole = said[0][1] if len(said) == 1 else unite_stretches(legible(article), said, knowledge.lexicon.holds)
    return said_of(article, tell_projects_apart(whole, knowledge.lexicon)).verified()
