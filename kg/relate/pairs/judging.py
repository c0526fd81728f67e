"""Pair table + judges -> the pairs that are likely related, each with its chance.

A relation's first forest weighs each pair alone; those that it does not rule out are weighed again, by the second one,
with what all pairs lend them, what their wording weighs and what is told of each of the two names alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.relate.pairs.bearing import CHANCE, OWNING, bears_name
from kg.relate.pairs.bearing import LEAST as LEAST_OWNED
from kg.relate.pairs.candidates import allowed_cells, features_of
from kg.relate.pairs.lending import LEAST, mark_peers
from kg.relate.pairs.rows import Columns, Flags, Longs, stack_rows
from kg.relate.pairs.support import NEAR, Support, sums_to_eighths
from kg.relate.pairs.table import Pair, PairTable
from kg.relate.pairs.unsaid import LEAST as LEAST_UNSAID
from kg.relate.pairs.unsaid import PLACING, find_articles_homes, left_unsaid
from kg.relate.pairs.wording import add_runs, weigh_actors
from kg.trees import Judge

# What the characters around an entity's names weigh for it as a relation's subject, at best and in the mean, then as
# its object.
ROLES: Final = ("best_subject", "mean_subject", "best_object", "mean_object")
# What is told of the two names of a pair alone: how sure they are, how sure the surest of each, what role each plays.
ALONE: Final = ("chance_a", "chance_b", "surest_a", "surest_b", *ROLES)
_AT_ONCE: Final = 4096

Asked = Mapping[str, tuple[Longs, Columns]]  # by relation the cells of pairs, and a column for each


def likely(table: PairTable, judges: Mapping[str, Judge]) -> list[dict[str, list[tuple[Pair, float]]]]:
    """For each scene by relation, the pairs whose chance lies above its judge's threshold, with it, and those that the
    article leaves unsaid or tells by a name alone."""
    found: list[dict[str, list[tuple[Pair, float]]]] = [{name: [] for name in judges} for _ in table.joined.scenes]
    homes, scene_of = find_articles_homes(table.joined), table.joined.squares.scenes
    lists = table.joined.mentions.of, table.around.list_start
    for predicate, (cells, features) in supported(table, judges).items():
        judge = judges[predicate]
        chances = judge.chances(features.T, min(judge.threshold, LEAST_OWNED if predicate == OWNING else LEAST_UNSAID))
        if predicate == OWNING:
            chances[_by_name(table, cells, (chances > LEAST_OWNED) & (chances < CHANCE))] = CHANCE
        subjects, objects = table.ends(cells)
        believed = chances > judge.threshold
        if predicate in PLACING:
            believed[left_unsaid(subjects, objects, chances, believed, homes, scene_of, lists)] = True
        scenes = scene_of[subjects[believed]].tolist()
        pairs = table.pairs(predicate, cells[believed], features[:, believed])
        for scene, pair, chance in zip(scenes, pairs, chances[believed].tolist(), strict=True):
            found[scene][predicate].append((pair, chance))
    return found


def _by_name(table: PairTable, cells: Longs, asked: Flags) -> list[int]:
    """The numbers of those of some pairs whose object bears the name of its subject."""
    joined, numbers = table.joined, np.flatnonzero(asked)
    scenes = joined.squares.scenes
    ends = zip(numbers.tolist(), *(of.tolist() for of in table.ends(cells[numbers])), strict=True)
    return [
        pair
        for pair, firm, project in ends
        if bears_name(joined.scenes[scenes[firm]], joined.entities[firm], joined.entities[project])
    ]


def supported(table: PairTable, judges: Mapping[str, Judge]) -> Asked:
    """By relation, the cells that the first forest does not rule out, and what the second one asks about them."""
    odds, near = weigh_alone(table, judges)
    if not near:
        return {}
    support = support_of(table, odds)
    runs = table.wording.numbers(*table.mentions_of(np.concatenate([cells for cells, _ in near.values()])))
    result: dict[str, tuple[Longs, Columns]] = {}
    at = 0
    for predicate, (cells, features) in near.items():
        judge = judges[predicate]
        ends = table.ends(cells)
        lent = support.columns(predicate, *ends)
        wording = add_runs(runs[at : at + len(cells)], judge.wording)
        alone = tell_alone(table, cells, weigh_roles(table, *ends, judge.roles))
        result[predicate] = cells, np.concatenate([lent, wording[None, :], alone, features])
        at += len(cells)
    return result


def weigh_alone(table: PairTable, judges: Mapping[str, Judge]) -> tuple[dict[str, Columns], Asked]:
    """By relation, by cell what the first forest says, and the cells that it does not rule out with their
    features."""
    allowed = {predicate: allowed_cells(table, predicate) for predicate in judges}
    cells = np.concatenate([*allowed.values()])
    ends = dict(zip(allowed, np.cumsum([len(own) for own in allowed.values()]).tolist(), strict=True))
    odds = {predicate: np.full(len(table.portraits.best), LEAST, dtype=np.int16) for predicate in judges}
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
            odds[predicate][chosen[low:high]] = eighths
            near = low + np.flatnonzero(eighths >= NEAR)
            kept[predicate].append((chosen[near], features.take(near, axis=1)))
    near_ones = {
        predicate: (np.concatenate([of for of, _ in parts]), np.concatenate([of for _, of in parts], axis=1))
        for predicate, parts in kept.items()
        if any(len(of) for of, _ in parts)
    }
    return odds, near_ones


def support_of(table: PairTable, odds: Mapping[str, Columns]) -> Support:
    """What the log-odds of all pairs lend to each."""
    joined, portraits, around = table.joined, table.portraits, table.around
    peers = np.zeros(len(portraits.best), dtype=np.bool_)
    mark_peers(around.list_start, around.list_end, joined.mentions.of, joined.squares.rows, peers)
    return Support(odds, joined.squares, portraits.below, portraits.seats, peers)


def tell_alone(table: PairTable, cells: Longs, roles: Columns) -> Columns:
    """For each cell, in thousandths, how sure the two names are and the surest ones of the two entities; then the roles
    of the two."""
    s, o = table.ends(cells)
    a, b = table.mentions_of(cells)
    chances, surest = table.joined.mentions.chances, table.surest
    found = {"chance_a": chances[a], "chance_b": chances[b], "surest_a": surest[s], "surest_b": surest[o]}
    found |= {name: row[s if name.endswith("subject") else o] for name, row in zip(ROLES, roles, strict=True)}
    return stack_rows(ALONE, found, len(cells))


def weigh_roles(table: PairTable, subjects: Longs, objects: Longs, weights: NDArray[np.int16]) -> Columns:
    """The roles of the entities that are asked about as subjects or objects, by what their names stand among; of all
    others zeros."""
    size = len(table.joined.entities)
    asked, result = np.zeros((2, size), dtype=np.bool_), np.zeros((len(ROLES), size), dtype=np.int16)
    asked[0, subjects], asked[1, objects] = True, True
    weigh_actors(table.runs_alone, weights, table.joined.mentions.of, asked, result)
    return result
