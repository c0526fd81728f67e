"""Article -> annotation: extract, link, relate."""

from __future__ import annotations

from kg.extract import extract_mentions
from kg.knowledge import Knowledge
from kg.link import link_mentions
from kg.model import Annotation, Article
from kg.relate import relate_entities
from kg.relate.attributes import read_attributes


def annotate(article: Article, knowledge: Knowledge) -> Annotation:
    """All that one article says; a pure function of the article and what is known."""
    extraction = extract_mentions(article, knowledge)
    linked = link_mentions(article, extraction.mentions, extraction.introduced, knowledge)
    relations = relate_entities(article, linked.links, linked.entities, linked.main_place, knowledge)
    return Annotation(
        article=article,
        entities=linked.entities,
        links=linked.links,
        relations=relations,
        attributes=read_attributes(article, linked.links, linked.entities, knowledge.attributes),
        rejections=(*extraction.rejections, *linked.rejections),
    )
