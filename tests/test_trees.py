"""Forests: as a plain walk down every tree; what is saved is what is loaded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.arrays import load_layout
from kg.errors import KnowledgeError
from kg.trees import SCALE, Forest, Judge, load_forest, load_judges, save_forest, save_judges

FEATURES = 7


def grown(seed: int, trees: int, depth: int, most: int = 9) -> Forest:
    random = np.random.default_rng(seed)
    borders = random.integers(-4, 5, (trees, depth)) + 0.5
    borders[random.random((trees, depth)) < 0.1] = np.inf
    return Forest(
        features=random.integers(0, FEATURES, (trees, depth)).astype(np.int16),
        borders=borders.astype(np.float32),
        leaves=random.integers(-most * SCALE, most * SCALE, (trees, 1 << depth)).astype(np.int32),
        bias=int(random.integers(-SCALE, SCALE)),
    )


def plain_walk(forest: Forest, row: list[int]) -> float:
    total = forest.bias
    for features, borders, leaves in zip(forest.features, forest.borders, forest.leaves, strict=True):
        leaf = sum((row[f] > b) << level for level, (f, b) in enumerate(zip(features, borders, strict=True)))
        total += int(leaves[leaf])
    return total / SCALE


rows = st.lists(st.lists(st.integers(-6, 200), min_size=FEATURES, max_size=FEATURES), min_size=1, max_size=8)


@given(st.integers(0, 999), st.integers(1, 12), st.integers(1, 6), rows)
@settings(max_examples=60, deadline=None)
def test_log_odds_are_those_of_a_plain_walk(seed: int, trees: int, depth: int, values: list[list[int]]) -> None:
    forest = grown(seed, trees, depth)
    assert forest.log_odds(values).tolist() == [plain_walk(forest, row) for row in values]


@pytest.mark.parametrize("count", [1, 63, 64, 65, 192, 193, 1300])
def test_many_rows_are_weighed_as_each_alone(count: int) -> None:
    forest = grown(1, 30, 6)
    values = np.random.default_rng(2).integers(-6, 200, (FEATURES, count)).astype(np.int16)
    assert forest.log_odds(values.T).tolist() == [plain_walk(forest, row) for row in values.T.tolist()]


@pytest.mark.parametrize("high", [9, 80, 700])
def test_a_stretch_of_columns_is_summed_as_among_all(high: int) -> None:
    forest = grown(3, 12, 4)
    columns = np.random.default_rng(4).integers(-6, 200, (FEATURES, 900)).astype(np.int16)
    assert forest.sums(columns, 7, high).tolist() == forest.sums(columns)[7:high].tolist()


def test_no_rows_have_no_odds() -> None:
    assert grown(1, 3, 2).log_odds(np.zeros((0, FEATURES), dtype=np.int16)).tolist() == []


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    wording, roles = np.arange(-5, 5, dtype=np.int16), np.arange(8, dtype=np.int16).reshape(2, 4)
    judge = Judge(
        alone=grown(5, 4, 3),
        together=grown(6, 3, 2),
        wording=wording,
        roles=roles,
        slope=900,
        offset=-20,
        threshold=0.4,
    )
    save_judges(tmp_path / "forests.npz", {"operatesIn": judge}, ("feature one",))
    assert load_layout(tmp_path / "forests.npz") == ("feature one",)
    loaded = load_judges(tmp_path / "forests.npz")["operatesIn"]
    for ours, theirs in ((judge.alone, loaded.alone), (judge.together, loaded.together)):
        assert (ours.leaves == theirs.leaves).all() and (ours.borders == theirs.borders).all()
        assert ours.bias == theirs.bias
    assert (loaded.wording == wording).all() and (loaded.roles == roles).all()
    assert (loaded.slope, loaded.offset, loaded.threshold) == (900, -20, 0.4)


@given(st.integers(1, 3000), st.integers(-3000, 3000), rows)
@settings(max_examples=40, deadline=None)
def test_a_chance_lies_between_0_and_1_and_grows_with_the_odds(
    slope: int, offset: int, values: list[list[int]]
) -> None:
    forest = grown(3, 5, 3, most=1)
    none = np.zeros(0, dtype=np.int16)
    judge = Judge(alone=forest, together=forest, wording=none, roles=none, slope=slope, offset=offset, threshold=0.5)
    chances = judge.chances(np.array(values))
    assert all(0 < chance < 1 for chance in chances)
    by_odds = sorted(zip(forest.log_odds(values).tolist(), chances, strict=True))
    assert [chance for _, chance in by_odds] == sorted(chances)


def test_a_file_without_forests_is_named(tmp_path: Path) -> None:
    (tmp_path / "forests.npz").write_bytes(b"no forest")
    with pytest.raises(KnowledgeError, match=r"forests\.npz"):
        load_judges(tmp_path / "forests.npz")


def test_one_forest_is_saved_and_loaded(tmp_path: Path) -> None:
    forest = grown(7, 5, 3)
    save_forest(tmp_path / "one.npz", forest, ("trait one",))
    values = [[1, -2, 3, 100, 5, 6, 7], [0] * FEATURES]
    assert load_forest(tmp_path / "one.npz").log_odds(values).tolist() == forest.log_odds(values).tolist()
    (tmp_path / "none.npz").write_bytes(b"none")
    with pytest.raises(KnowledgeError, match="no weights"):
        load_forest(tmp_path / "none.npz")
