"""What the weights of relations are of: as many names as there are numbers."""

from __future__ import annotations

import numpy as np
import pytest

from kg.check.marked import read_marked
from kg.relate.pairs.features import column_names
from kg.relate.pairs.layout import before_features
from kg.relate.pairs.scene import set_scene
from kg.relate.pairs.support import LEAST, lent_names
from kg.relate.pairs.table import ALONE, Stage
from kg.relations import SIGNATURES
from tests.handmade import known


@pytest.fixture(scope="module")
def stage() -> Stage:
    article, links, entities = read_marked("{E:甲公司}落户{C:乙市}。")
    types = {entity.id: entity.type for entity in entities}
    return Stage(set_scene(article, links, types, None, known().lexicon, known().grammar))


def test_every_row_of_a_column_of_features_has_a_name(stage: Stage) -> None:
    names = column_names(known().grammar.triggers.names)
    assert len(set(names)) == len(names) == len(stage.allowed("operatesIn")[1])


@pytest.mark.parametrize("predicate", SIGNATURES)
def test_every_row_before_these_has_a_name(stage: Stage, predicate: str) -> None:
    none, size = np.empty(0, dtype=np.int64), len(stage.entities)
    support = stage.support({name: np.full((size, size), LEAST, dtype=np.int16) for name in SIGNATURES})
    names = before_features(predicate)
    assert len(set(names)) == len(names) == len(lent_names(predicate)) + 1 + len(ALONE)
    assert len(lent_names(predicate)) == len(support.columns(predicate, none, none))
    roles = np.zeros((4, size), dtype=np.int16)
    assert len(stage.alone(none, roles)) == len(ALONE)
