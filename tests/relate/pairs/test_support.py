"""What the log-odds of other pairs lend to a pair."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.relate.pairs.lending import LEAST, mark_peers
from kg.relate.pairs.squares import Squares
from kg.relate.pairs.support import MOST, Support, lent_names, to_eighths
from kg.relations import SIGNATURES

# Entities of the small world: 0 a firm, 1 its project, 2 a city, 3 a district of it, 4 another firm, 5 its council.
SIZE = 6


def lend(odds: dict[str, dict[tuple[int, int], int]], groups: tuple[tuple[int, ...], ...] = ()) -> Support:
    grids = {name: np.full((SIZE, SIZE), LEAST, dtype=np.int16) for name in SIGNATURES}
    for name, cells in odds.items():
        for cell, eighths in cells.items():
            grids[name][cell] = eighths
    below, seats, peers = (np.zeros((SIZE, SIZE), dtype=np.bool_) for _ in range(3))
    below[3, 2] = seats[5, 2] = True
    for group in groups:
        for one, other in permutations(group, 2):
            peers[one, other] = True
    flat = {name: grid.ravel() for name, grid in grids.items()}
    return Support(flat, Squares.of([SIZE]), below.ravel(), seats.ravel(), peers.ravel())


def column(support: Support, predicate: str, s: int, o: int) -> dict[str, int]:
    """What is lent to one pair, by name."""
    found = support.columns(predicate, np.array([s]), np.array([o]))[:, 0]
    return dict(zip(lent_names(predicate), found.tolist(), strict=True))


def over_paths(told: dict[str, int]) -> dict[str, int]:
    return {name: value for name, value in told.items() if "/" in name}


def test_a_firm_operates_where_its_project_lies() -> None:
    plain = column(lend({"investsIn": {(0, 1): 20}}), "operatesIn", 0, 2)
    told = column(lend({"investsIn": {(0, 1): 20}, "locatedIn": {(1, 2): 16}}), "operatesIn", 0, 2)
    assert (plain["investsIn/locatedIn"], told["investsIn/locatedIn"]) == (LEAST, 16)


def test_a_firm_that_signs_with_a_body_may_settle_where_the_body_sits() -> None:
    assert column(lend({"partnerOf": {(0, 5): 20}}), "operatesIn", 0, 2)["partnerOf/seat"] == 20
    assert 20 not in over_paths(column(lend({"partnerOf": {(0, 5): 20}}), "operatesIn", 0, 3)).values()
    assert 20 not in over_paths(column(lend({"partnerOf": {(0, 4): 20}}), "operatesIn", 0, 2)).values()


def test_the_nearer_place_is_seen_from_the_wider_one() -> None:
    support = lend({"operatesIn": {(0, 2): 8, (0, 3): 24}})
    assert column(support, "operatesIn", 0, 2)["best_inside"] == 24
    assert column(support, "operatesIn", 0, 3)["best_around"] == 8


def test_a_pair_sees_the_best_other_of_its_row_and_how_many_are_better() -> None:
    support = lend({"operatesIn": {(0, 2): 8, (0, 3): 24}})
    wider, nearer = column(support, "operatesIn", 0, 2), column(support, "operatesIn", 0, 3)
    assert (wider["own"], wider["best_of_row"], wider["better_in_row"]) == (8, 24, 1)
    assert (nearer["own"], nearer["best_of_row"], nearer["better_in_row"]) == (24, 8, 0)


def test_members_of_one_list_speak_for_each_other() -> None:
    odds = {"operatesIn": {(0, 2): 0, (4, 2): 30}}
    assert column(lend(odds, ((0, 4),)), "operatesIn", 0, 2)["subject_peers"] == 30
    assert column(lend(odds), "operatesIn", 0, 2)["subject_peers"] != 30


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
    wanted = {
        **{"best_of_column": 30, "better_in_column": 1, "above_in_row": 1, "above_in_column": 2},
        **{"over_a_place": LEAST, "subject_peers": 30, "object_peers": -4, "locatedIn": LEAST, "investsIn": LEAST},
        **{"~subsidiaryOf": LEAST, "investsIn/locatedIn": 16, "operatesIn/inside": -4, "partnerOf/operatesIn": LEAST},
        **{"partnerOf/seat": LEAST, "subsidiaryOf/operatesIn": LEAST, "~subsidiaryOf/operatesIn": 12},
        **{"row.locatedIn": LEAST, "row.investsIn": 20, "column.locatedIn": 16, "column.investsIn": LEAST},
    }
    assert {name: told[name] for name in wanted} == wanted


def test_peers_are_the_entities_of_one_list_in_one_scene() -> None:
    squares = Squares.of([3, 2])
    starts, ends = np.array([0, 0, 5, 9, 9]), np.array([3, 3, 6, 12, 12])
    peers = np.zeros(len(squares.subjects), dtype=np.bool_)
    mark_peers(starts, ends, np.array([0, 2, 1, 3, 4]), squares.rows, peers)
    found = {(squares.subjects[cell], squares.objects[cell]) for cell in np.flatnonzero(peers)}
    assert found == {(0, 2), (2, 0), (3, 4), (4, 3)}
