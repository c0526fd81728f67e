"""What the weights of relations are of: as many names as there are numbers."""

from __future__ import annotations

import numpy as np
import pytest

from kg.check.marked import read_marked
from kg.relate.pairs.candidates import allowed_cells, features_of
from kg.relate.pairs.columns import column_names
from kg.relate.pairs.features import FEATURES
from kg.relate.pairs.judging import ALONE, ROLES, support_of, tell_alone
from kg.relate.pairs.layout import before_features
from kg.relate.pairs.lending import LEAST
from kg.relate.pairs.scene import set_scene
from kg.relate.pairs.support import lent_names
from kg.relate.pairs.surroundings import MARKS
from kg.relate.pairs.table import PairTable, lay_out
from kg.relations import SIGNATURES
from tests.handmade import known


@pytest.fixture(scope="module")
def table() -> PairTable:
    article, links, entities = read_marked("{E:甲公司}落户{C:乙市}。")
    types = {entity.id: entity.type for entity in entities}
    return lay_out([set_scene(article, links, types, None, known().lexicon, known().grammar)])


def test_every_row_of_a_column_of_features_has_a_name(table: PairTable) -> None:
    names = column_names(known().grammar.triggers.names)
    assert len(set(names)) == len(names) == len(features_of(table, allowed_cells(table, "operatesIn")))


@pytest.mark.parametrize("predicate", SIGNATURES)
def test_every_row_before_these_has_a_name(table: PairTable, predicate: str) -> None:
    none, size = np.empty(0, dtype=np.int64), len(table.joined.entities)
    support = support_of(table, {name: np.full(size * size, LEAST, dtype=np.int16) for name in SIGNATURES})
    names = before_features(predicate)
    assert len(set(names)) == len(names) == len(lent_names(predicate)) + 1 + len(ALONE)
    assert len(lent_names(predicate)) == len(support.columns(predicate, none, none))
    roles = np.zeros((len(ROLES), size), dtype=np.int16)
    assert len(tell_alone(table, none, roles)) == len(ALONE)


def test_marks_are_counted_in_the_order_of_their_columns() -> None:
    first = FEATURES.index("commas")
    assert FEATURES[first : first + len(MARKS)] == tuple(MARKS)
