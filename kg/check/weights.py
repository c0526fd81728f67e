"""Weights -> whether they fit the features that the recognizers compute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.check.marked import read_marked
from kg.errors import KnowledgeError
from kg.extract.labels import LABELS
from kg.extract.templates import TEMPLATES
from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.relate.pairs import SIGNATURES, Stage
from kg.relate.scene import set_scene
from kg.trees import Forest
from kg.weights import Weights

_AGAIN = "train them again"


def check_weights(file: Path, weights: Weights) -> Iterator[KnowledgeError]:
    """The weights of names against templates and labels."""
    if len(weights.keys) != len(TEMPLATES):
        yield KnowledgeError(file, None, f"weights for {len(weights.keys)} templates, not {len(TEMPLATES)}: {_AGAIN}")
    if weights.labels != LABELS:
        yield KnowledgeError(file, None, f"weights for other labels than the recognizer's: {_AGAIN}")
    if weights.transitions.shape != (len(LABELS), len(LABELS)):
        yield KnowledgeError(file, None, f"transitions of shape {weights.transitions.shape}: {_AGAIN}")


def check_forests(
    file: Path, forests: Mapping[str, Forest], lexicon: Lexicon, grammar: Grammar
) -> Iterator[KnowledgeError]:
    """The forests against the relations, and their questions against the features of a pair."""
    for predicate in sorted(SIGNATURES.keys() - forests.keys()):
        yield KnowledgeError(file, None, f"no forest for {predicate}: {_AGAIN}")
    for predicate in sorted(forests.keys() - SIGNATURES.keys()):
        yield KnowledgeError(file, None, f"a forest for {predicate}, which is no relation that is looked for")
    count = count_features(lexicon, grammar)
    for predicate, forest in sorted(forests.items()):
        asked = int(forest.features.max(initial=-1)) + 1
        if asked > count:
            reason = f"the forest of {predicate} asks for feature {asked - 1} of {count}: {_AGAIN}"
            yield KnowledgeError(file, None, reason)


def count_features(lexicon: Lexicon, grammar: Grammar) -> int:
    """How many features a pair has: those of the one pair in a sentence of two names."""
    article, links, entities = read_marked("{E:甲公司}落户{C:乙市}。")
    types = {entity.id: entity.type for entity in entities}
    scene = set_scene(article, links, types, None, lexicon, grammar.triggers)
    return len(next(Stage(scene).pairs("operatesIn")).features)
