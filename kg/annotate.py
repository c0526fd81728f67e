"""Articles -> annotations: extract, link, relate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.extract import Extraction, extract_many
from kg.garbage import no_search_for_garbage
from kg.knowledge import Knowledge
from kg.legible import legible, said_of
from kg.link import link_mentions
from kg.model import Annotation, Article
from kg.namesakes import tell_projects_apart
from kg.relate import relate
from kg.stretches import Stretch, cut_article, unite_stretches

# A sentence that all stages have something to do with.
_EVERYTHING: Final = "比亚迪股份有限公司、东风汽车集团在湖北省襄阳市高新区投资3亿元建设襄阳产业园项目,已签约。"


def annotate(article: Article, knowledge: Knowledge) -> Annotation:
    """All that one article says; a pure function of the article and what is known."""
    return annotate_many([article], knowledge)[0]


def warm_up(knowledge: Knowledge) -> None:
    """Load what is loaded for the first article, so that processes forked from this one have it."""
    annotate(Article(id="", title="", body=_EVERYTHING), knowledge)


@no_search_for_garbage()
def annotate_many(articles: Sequence[Article], knowledge: Knowledge) -> list[Annotation]:
    """All that each article says, as if it were read alone; together it is quicker."""
    extracted = extract_stretches(articles, knowledge)
    return [annotate_extracted(*of, knowledge) for of in zip(articles, extracted, strict=True)]


def extract_stretches(articles: Sequence[Article], knowledge: Knowledge) -> list[list[tuple[Stretch, Extraction]]]:
    """The names of each article: by stretch, of which it has several only where it is long."""
    cut = [cut_article(legible(article)) for article in articles]
    found = iter(extract_many([stretch.article for own in cut for stretch in own], knowledge))
    return [[(stretch, next(found)) for stretch in own] for own in cut]


def annotate_extracted(
    article: Article, extracted: Sequence[tuple[Stretch, Extraction]], knowledge: Knowledge
) -> Annotation:
    """All that an article says whose names are known."""
    said = [(stretch, _annotate_stretch(stretch.article, extraction, knowledge)) for stretch, extraction in extracted]
    whole = said[0][1] if len(said) == 1 else unite_stretches(legible(article), said, knowledge.lexicon.holds)
    return said_of(article, tell_projects_apart(whole, knowledge.lexicon)).verified()


def _annotate_stretch(article: Article, extraction: Extraction, knowledge: Knowledge) -> Annotation:
    linked = link_mentions(article, extraction.mentions, extraction.introduced, knowledge)
    related = relate(article, linked, knowledge)
    return Annotation(
        article=article,
        entities=(*linked.entities, *related.entities),
        links=linked.links,
        relations=related.relations,
        attributes=related.attributes,
        events=related.events,
        rejections=(*extraction.rejections, *linked.rejections),
    )
