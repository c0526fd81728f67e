"""A forest that believes every pair, in place of weights: what the rules behind it do is seen alone."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType

import numpy as np

from kg.knowledge import Knowledge
from kg.link import link_mentions
from kg.model import Article, Relation
from kg.relate.pairs import relate_pairs
from kg.relate.pairs.wording import SIZE
from kg.relations import SIGNATURES
from kg.trees import SCALE, Forest, Judge
from tests.handmade import known, read_marked


def constant(odds: float) -> Forest:
    """A forest that thinks the same of every pair."""
    return Forest(
        features=np.empty((0, 1), dtype=np.int16),
        borders=np.empty((0, 1), dtype=np.float32),
        leaves=np.empty((0, 2), dtype=np.int32),
        bias=round(odds * SCALE),
    )


def believing(*predicates: str) -> Knowledge:
    """Our own knowledge that believes every pair of these relations and none of the others."""
    judges = {name: judging(2.0 if name in predicates else -2.0) for name in SIGNATURES}
    return dataclasses.replace(known(), judges=MappingProxyType(judges))


def judging(odds: float) -> Judge:
    """A judge whose forests think the same of every pair."""
    forest = constant(odds)
    wording = np.zeros(SIZE, dtype=np.int16)
    return Judge(
        alone=forest,
        together=forest,
        wording=wording,
        roles=np.stack([wording, wording]),
        slope=1000,
        offset=0,
        threshold=0.5,
    )


def relate(body: str, *predicates: str, title: str = "") -> tuple[Article, tuple[Relation, ...]]:
    """The article and what is said of its marked names, if every pair is believed."""
    article, mentions = read_marked(body, title)
    linked = link_mentions(article, mentions, {}, known())
    return article, relate_pairs([article], [linked], believing(*predicates))[0]


def only(body: str, predicate: str) -> Relation:
    (relation,) = relate(body, predicate)[1]
    return relation
