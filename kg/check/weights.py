"""Weights -> whether they fit the features that the recognizers compute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from kg.check.marked import read_marked
from kg.errors import KnowledgeError
from kg.extract.labels import LABELS
from kg.extract.templates import TEMPLATES
from kg.extract.traits import TRAITS
from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.relate.pairs import SIGNATURES, Stage
from kg.relate.scene import set_scene
from kg.relate.support import LEAST
from kg.relate.wording import SIZE
from kg.trees import Forest, Judge
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


def check_chooser(file: Path, chooser: Forest) -> Iterator[KnowledgeError]:
    """The questions of the forest that chooses names against the traits of a candidate."""
    asked = int(chooser.features.max(initial=-1)) + 1
    if asked > TRAITS:
        yield KnowledgeError(file, None, f"the forest asks for trait {asked - 1} of {TRAITS}: {_AGAIN}")


def check_judges(
    file: Path, judges: Mapping[str, Judge], lexicon: Lexicon, grammar: Grammar
) -> Iterator[KnowledgeError]:
    """The judges against the relations, and their forests' questions against the features of a pair."""
    for predicate in sorted(SIGNATURES.keys() - judges.keys()):
        yield KnowledgeError(file, None, f"no forests for {predicate}: {_AGAIN}")
    for predicate in sorted(judges.keys() - SIGNATURES.keys()):
        yield KnowledgeError(file, None, f"forests for {predicate}, which is no relation that is looked for")
    stage = _stage_of_two(lexicon, grammar)
    size = len(stage.entities)
    support = stage.support({name: np.full((size, size), LEAST, dtype=np.int16) for name in SIGNATURES})
    alone = len(stage.allowed("operatesIn")[1])
    for predicate, judge in sorted(judges.items()):
        if predicate not in SIGNATURES:
            continue
        none = np.empty(0, dtype=np.int64)
        together = alone + len(support.columns(predicate, none, none)) + 1  # what the wording comes to
        if judge.wording.shape != (SIZE,) or judge.roles.shape != (2, SIZE):
            shapes = f"{judge.wording.shape} and {judge.roles.shape}"
            yield KnowledgeError(
                file, None, f"weights of {predicate}'s wording and roles have shapes {shapes}: {_AGAIN}"
            )
            continue
        together += len(stage.alone(none, stage.weigh_roles(predicate, judge.roles)))
        for forest, count in ((judge.alone, alone), (judge.together, together)):
            asked = int(forest.features.max(initial=-1)) + 1
            if asked > count:
                reason = f"a forest of {predicate} asks for feature {asked - 1} of {count}: {_AGAIN}"
                yield KnowledgeError(file, None, reason)


def _stage_of_two(lexicon: Lexicon, grammar: Grammar) -> Stage:
    """The stage of a sentence with two names."""
    article, links, entities = read_marked("{E:甲公司}落户{C:乙市}。")
    types = {entity.id: entity.type for entity in entities}
    return Stage(set_scene(article, links, types, None, lexicon, grammar))
