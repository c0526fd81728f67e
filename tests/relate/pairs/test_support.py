"""What the log-odds of other pairs lend to a pair."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.relate.pairs.support import LEAST, MOST, Support, to_eighths
from kg.relations import SIGNATURES

# Entities of the small world: 0 a firm, 1 its project, 2 a city, 3 a district of it, 4 another firm, 5 its council.
SIZE = 6


def lend(odds: dict[str, dict[tuple[int, int], int]], groups: tuple[tuple[int, ...], ...] = ()) -> Support:
    grids = {name: np.full((SIZE, SIZE), LEAST, dtype=np.int16) for name in SIGNATURES}
    for name, cells in odds.items():
        for cell, eighths in cells.items():
            grids[name][cell] = eighths
    below = np.zeros((SIZE, SIZE), dtype=np.bool_)
    below[3, 2] = True
    seats = np.zeros((SIZE, SIZE), dtype=np.bool_)
    seats[5, 2] = True
    return Support(grids, below, [np.array(group) for group in groups], seats)


def column(support: Support, predicate: str, s: int, o: int) -> NDArray[np.int16]:
    return support.columns(predicate, np.array([s]), np.array([o]))[:, 0]


def test_a_firm_operates_where_its_project_lies() -> None:
    plain = column(lend({"investsIn": {(0, 1): 20}}), "operatesIn", 0, 2)
    told = column(lend({"investsIn": {(0, 1): 20}, "locatedIn": {(1, 2): 16}}), "operatesIn", 0, 2)
    assert 16 not in plain and 16 in told


def test_a_firm_that_signs_with_a_body_may_settle_where_the_body_sits() -> None:
    assert 20 in column(lend({"partnerOf": {(0, 5): 20}}), "operatesIn", 0, 2)
    assert 20 not in column(lend({"partnerOf": {(0, 5): 20}}), "operatesIn", 0, 3)[18:25]
    assert 20 not in column(lend({"partnerOf": {(0, 4): 20}}), "operatesIn", 0, 2)[18:25]


def test_the_nearer_place_is_seen_from_the_wider_one() -> None:
    support = lend({"operatesIn": {(0, 2): 8, (0, 3): 24}})
    assert column(support, "operatesIn", 0, 2)[7] == 24
    assert column(support, "operatesIn", 0, 3)[8] == 8


def test_a_pair_sees_the_best_other_of_its_row_and_how_many_are_better() -> None:
    support = lend({"operatesIn": {(0, 2): 8, (0, 3): 24}})
    assert list(column(support, "operatesIn", 0, 2)[[0, 1, 3]]) == [8, 24, 1]
    assert list(column(support, "operatesIn", 0, 3)[[0, 1, 3]]) == [24, 8, 0]


def test_members_of_one_list_speak_for_each_other() -> None:
    odds = {"operatesIn": {(0, 2): 0, (4, 2): 30}}
    assert 30 in column(lend(odds, ((0, 4),)), "operatesIn", 0, 2)[[10]]
    assert 30 not in column(lend(odds), "operatesIn", 0, 2)[[10]]


@given(st.lists(st.floats(-40, 40), min_size=1, max_size=20))
def test_eighths_keep_the_order_and_the_bounds(odds: list[float]) -> None:
    eighths = to_eighths(np.array(sorted(odds)))
    assert all(LEAST <= one <= MOST for one in eighths)
    assert list(eighths) == sorted(eighths)


@pytest.mark.parametrize("predicate", SIGNATURES)
def test_no_pairs_have_as_many_columns_as_one(predicate: str) -> None:
    none = np.empty(0, dtype=np.int64)
    assert len(lend({}).columns(predicate, none, none)) == len(column(lend({}), predicate, 0, 2))


def test_columns_count_lend_and_lead_as_said() -> None:
    odds = {
        "operatesIn": {(0, 2): 8, (4, 2): 30, (0, 3): -4},
        "subsidiaryOf": {(4, 0): 12},
        "locatedIn": {(1, 2): 16},
        "investsIn": {(0, 1): 20},
    }
    told = column(lend(odds, ((0, 4), (2, 3))), "operatesIn", 0, 2)
    assert list(told[[2, 4, 5, 6, 9, 10, 11]]) == [30, 1, 1, 2, LEAST, 30, -4]
    located, invests = told[12], told[13]
    assert (located, invests) == (LEAST, LEAST)
    assert list(told[18:25]) == [LEAST, 16, -4, LEAST, LEAST, LEAST, 12]  # backwards a subsidiary, then its paths
    assert list(told[25:27]) == [LEAST, 20] and list(told[31:33]) == [16, LEAST]
    assert len(told) == 37
