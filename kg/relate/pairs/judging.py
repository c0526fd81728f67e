"""Pair table + judges -> the pairs that are likely related, each with its chance.

A relation's first forest weighs each pair alone; those that it does not rule out are weighed again, by the second one,
with what all pairs lend them, what their wording weighs and what is told of each of the two names alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.relate.pairs.candidates import FITTING, allowed_cells, features_of
from kg.relate.pairs.lending import LEAST
from kg.relate.pairs.rows import Columns, Grid, Longs, stack_rows
from kg.relate.pairs.support import NEAR, Support, sums_to_eighths
from kg.relate.pairs.table import Pair, PairTable
from kg.relate.pairs.wording import add_runs, weigh_actors
from kg.trees import Judge

# What the characters around an entity's names weigh for it as a relation's subject, at best and in the mean, then as
# its object.
ROLES: Final = ("best_subject", "mean_subject", "best_object", "mean_object")
# What is told of the two names of a pair alone: how sure they are, how sure the surest of each, what role each plays.
ALONE: Final = ("chance_a", "chance_b", "surest_a", "surest_b", *ROLES)
_AT_ONCE: Final = 4096

Asked = Mapping[str, tuple[Longs, Columns]]  # by relation the cells of pairs, and a column for each


def likely(table: PairTable, judges: Mapping[str, Judge]) -> dict[str, list[tuple[Pair, float]]]:
    """By relation, the pairs whose chance lies above its judge's threshold, with it."""
    found: dict[str, list[tuple[Pair, float]]] = {predicate: [] for predicate in judges}
    for predicate, (cells, features) in supported(table, judges).items():
        judge = judges[predicate]
        for i, chance in enumerate(judge.chances(features.T)):
            if chance > judge.threshold:
                found[predicate].append((table.pair(predicate, int(cells[i]), features[:, i]), chance))
    return found


def supported(table: PairTable, judges: Mapping[str, Judge]) -> Asked:
    """By relation, the cells that the first forest does not rule out, and what the second one asks about them."""
    grids, near = weigh_alone(table, judges)
    if not near:
        return {}
    support = support_of(table, grids)
    runs = table.wording.numbers(*table.mentions_of(np.concatenate([cells for cells, _ in near.values()])))
    result: dict[str, tuple[Longs, Columns]] = {}
    at = 0
    for predicate, (cells, features) in near.items():
        judge = judges[predicate]
        lent = support.columns(predicate, *table.ends(cells))
        wording = add_runs(runs[at : at + len(cells)], judge.wording)
        alone = tell_alone(table, cells, weigh_roles(table, predicate, judge.roles))
        result[predicate] = cells, np.concatenate([lent, wording[None, :], alone, features])
        at += len(cells)
    return result


def weigh_alone(table: PairTable, judges: Mapping[str, Judge]) -> tuple[dict[str, Grid], Asked]:
    """By relation, the grid of what the first forest says, and the cells that it does not rule out with their
    features."""
    allowed = {predicate: allowed_cells(table, predicate) for predicate in judges}
    cells = np.concatenate([*allowed.values()])
    ends = dict(zip(allowed, np.cumsum([len(own) for own in allowed.values()]).tolist(), strict=True))
    size = len(table.entities)
    grids = {predicate: np.full(size * size, LEAST, dtype=np.int16) for predicate in judges}
    kept: dict[str, list[tuple[Longs, Columns]]] = {predicate: [] for predicate in judges}
    for at in range(0, len(cells), _AT_ONCE):
        chosen = cells[at : at + _AT_ONCE]
        features = features_of(table, chosen)
        for predicate, judge in judges.items():
            low = max(0, ends[predicate] - len(allowed[predicate]) - at)
            high = min(len(chosen), ends[predicate] - at)
            if low >= high:
                continue
            eighths = sums_to_eighths(judge.alone.sums(features, low, high))
            grids[predicate][chosen[low:high]] = eighths
            near = low + np.flatnonzero(eighths >= NEAR)
            kept[predicate].append((chosen[near], features.take(near, axis=1)))
    near_ones = {
        predicate: (np.concatenate([of for of, _ in parts]), np.concatenate([of for _, of in parts], axis=1))
        for predicate, parts in kept.items()
        if any(len(of) for of, _ in parts)
    }
    return {name: grid.reshape(size, size) for name, grid in grids.items()}, near_ones


def support_of(table: PairTable, grids: Mapping[str, Grid]) -> Support:
    """What the log-odds of all pairs lend to each."""
    return Support(grids, table.portraits.below, _groups(table), table.portraits.seats)


def _groups(table: PairTable) -> list[Longs]:
    """The entities of each list of two or more."""
    groups: dict[tuple[int, int], set[int]] = {}
    columns = (table.around.list_start, table.around.list_end, table.mentions.of)
    for start, end, entity in zip(*(column.tolist() for column in columns), strict=True):
        groups.setdefault((start, end), set()).add(entity)
    return [np.array(sorted(group)) for group in groups.values() if len(group) > 1]


def tell_alone(table: PairTable, cells: Longs, roles: Columns) -> Columns:
    """For each cell, in thousandths, how sure the two names are and the surest ones of the two entities; then the roles
    of the two."""
    s, o = table.ends(cells)
    a, b = table.mentions_of(cells)
    chances, surest = table.chances, table.surest
    found = {"chance_a": chances[a], "chance_b": chances[b], "surest_a": surest[s], "surest_b": surest[o]}
    found |= {name: row[s if name.endswith("subject") else o] for name, row in zip(ROLES, roles, strict=True)}
    return stack_rows(ALONE, found, len(cells))


def weigh_roles(table: PairTable, predicate: str, weights: NDArray[np.int16]) -> Columns:
    """The roles of each entity by what its names stand among."""
    result = np.zeros((len(ROLES), len(table.entities)), dtype=np.int16)
    weigh_actors(table.runs_alone, weights, table.mentions.of, table.portraits.kinds, FITTING[predicate], result)
    return result
