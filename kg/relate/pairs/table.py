"""Scene -> candidate pairs with what tells whether they are related, one number a feature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import kernel
from kg.model import CONTAINERS, TYPES
from kg.relate.pairs.features import OF_SCENE, OWN, compare_mentions, copy_rows, plan_columns
from kg.relate.pairs.portraits import Mentions, draw_portraits
from kg.relate.pairs.scene import Named, Scene
from kg.relate.pairs.support import LEAST, NEAR, Support, sums_to_eighths
from kg.relate.pairs.surroundings import MarkCounts, TriggerCounts, survey
from kg.relate.pairs.topics import Topics, find_topics
from kg.relate.pairs.wording import Wording, add_runs, weigh_actors
from kg.relations import SIGNATURES, SYMMETRIC
from kg.trees import MOST, Judge

# By relation whether each type may be its subject, and its object.
_FITTING: Final = {
    predicate: np.array([[kind in kinds for kind in TYPES] for kinds in signature])
    for predicate, signature in SIGNATURES.items()
}
_AT_ONCE: Final = 4096
_HOLDS: Final = np.array([kind in CONTAINERS for kind in TYPES])

# What is told of the two names of a pair alone: how sure they are, how sure the surest of each, what role each plays.
ALONE: Final = (
    *("chance_a", "chance_b", "surest_a", "surest_b"),
    *("best_subject", "mean_subject", "best_object", "mean_object"),
)

Columns = NDArray[np.int16]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two entities that a relation might join, the mentions that stand best for it, and its column of features."""

    predicate: str
    subject: Named
    object: Named
    features: Columns


class Stage:
    """What the pairs of one scene share, each worked out once, and all pairs by arrays: a column is a pair."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.entities = tuple(sorted(scene.of))
        if not scene.named:
            return
        numbers = {entity: number for number, entity in enumerate(self.entities)}
        self._mentions = Mentions(
            *np.array([(n.start, n.end, numbers[n.entity], n.sentence) for n in scene.named], dtype=np.int64).T.copy()
        )
        self._portraits = draw_portraits(scene, self.entities, self._mentions)
        self._triggers = TriggerCounts(scene)
        self._marks = MarkCounts(scene.folded)
        self._around = survey(scene, self._triggers)
        self._lay_out(find_topics(scene, numbers))
        self.wording = Wording(scene, self._mentions)
        self.runs_alone = self.wording.numbers_alone()
        self._chances = np.array([round(1000 * n.chance) for n in scene.named], dtype=np.int16)
        self._surest = np.zeros(len(self.entities), dtype=np.int16)
        np.maximum.at(self._surest, self._mentions.of, self._chances)

    def pairs(self, predicate: str) -> Iterator[Pair]:
        """All pairs that the relation's types allow."""
        cells, features = self.allowed(predicate)
        yield from (self._pair(predicate, int(cell), features[:, i]) for i, cell in enumerate(cells))

    def allowed(self, predicate: str) -> tuple[Numbers, Columns]:
        """The cells of the grid of entities that the relation's types allow, and a column of features for each."""
        if not self._scene.named:
            return np.empty(0, dtype=np.int64), np.empty((0, 0), dtype=np.int16)
        cells = self._allowed(predicate)
        parts = [self._features(cells[at : at + _AT_ONCE]) for at in range(0, len(cells), _AT_ONCE)]
        return cells, np.concatenate(parts, axis=1) if parts else np.empty((0, 0), dtype=np.int16)

    def likely(self, judges: Mapping[str, Judge]) -> dict[str, list[tuple[Pair, float]]]:
        """By relation, the pairs whose chance lies above its judge's threshold, with it."""
        found: dict[str, list[tuple[Pair, float]]] = {predicate: [] for predicate in judges}
        for predicate, (cells, features) in self.near(judges).items():
            judge = judges[predicate]
            for i, chance in enumerate(judge.chances(features.T)):
                if chance > judge.threshold:
                    found[predicate].append((self._pair(predicate, int(cells[i]), features[:, i]), chance))
        return found

    def near(self, judges: Mapping[str, Judge]) -> dict[str, tuple[Numbers, Columns]]:
        """By relation, the cells that the first forest does not rule out, and what the second one asks about them."""
        if not self._scene.named:
            return {}
        allowed = {predicate: self._allowed(predicate) for predicate in judges}
        cells = np.concatenate([*allowed.values()])
        ends = dict(zip(allowed, np.cumsum([len(own) for own in allowed.values()]).tolist(), strict=True))
        size = len(self.entities)
        grids = {predicate: np.full(size * size, LEAST, dtype=np.int16) for predicate in judges}
        kept: dict[str, list[tuple[Numbers, Columns]]] = {predicate: [] for predicate in judges}
        for at in range(0, len(cells), _AT_ONCE):
            chosen = cells[at : at + _AT_ONCE]
            features = self._features(chosen)
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
        return self._supported({name: grid.reshape(size, size) for name, grid in grids.items()}, near_ones, judges)

    def _supported(
        self, grids: Mapping[str, Columns], near: Mapping[str, tuple[Numbers, Columns]], judges: Mapping[str, Judge]
    ) -> dict[str, tuple[Numbers, Columns]]:
        """The features of the pairs kept, below what the grids lend them, what their wording weighs and what is told of
        each of the two alone."""
        if not near:
            return {}
        support = self.support(grids)
        runs = self.wording.numbers(*self.mentions_of(np.concatenate([cells for cells, _ in near.values()])))
        result: dict[str, tuple[Numbers, Columns]] = {}
        at = 0
        for predicate, (cells, features) in near.items():
            lent = support.columns(predicate, *np.divmod(cells, len(self.entities)))
            wording = add_runs(runs[at : at + len(cells)], judges[predicate].wording)
            alone = self.alone(cells, self.weigh_roles(predicate, judges[predicate].roles))
            result[predicate] = cells, np.concatenate([lent, wording[None, :], alone, features])
            at += len(cells)
        return result

    def alone(self, cells: Numbers, roles: Columns) -> Columns:
        """For each two entities, in thousandths, how sure the two names are and the surest ones of the two entities;
        then the roles of the two."""
        s, o = np.divmod(cells, len(self.entities))
        a, b = self.mentions_of(cells)
        result = np.empty((len(ALONE), len(cells)), dtype=np.int16)
        result[0], result[1] = self._chances[a], self._chances[b]
        result[2], result[3] = self._surest[s], self._surest[o]
        result[4:6], result[6:] = roles[:2, s], roles[2:, o]
        return result

    def weigh_roles(self, predicate: str, weights: NDArray[np.int16]) -> Columns:
        """By entity what the characters around its names weigh for it as the relation's subject, at best and in the
        mean, then as its object."""
        result = np.zeros((4, len(self.entities)), dtype=np.int16)
        weigh_actors(self.runs_alone, weights, self._mentions.of, self._portraits.kinds, _FITTING[predicate], result)
        return result

    def actors(self, predicate: str) -> Iterator[tuple[int, Numbers, Numbers]]:
        """The relation's subjects (0) and objects (1): the entities that their types allow, mention by mention."""
        for side, fitting in enumerate(_FITTING[predicate]):
            mentions = np.flatnonzero(fitting[self._portraits.kinds[self._mentions.of]])
            yield side, self._mentions.of[mentions], mentions

    def mentions_of(self, cells: Numbers) -> tuple[Numbers, Numbers]:
        """The numbers of the mentions that stand best for each two entities."""
        a, b = np.divmod(self._portraits.best.ravel()[cells], len(self._scene.named))
        return a, b

    def support(self, grids: Mapping[str, Columns]) -> Support:
        """What the log-odds of all pairs lend to each."""
        return Support(grids, self._portraits.below, self._groups(), self._portraits.seats)

    def _groups(self) -> list[NDArray[np.int64]]:
        """The entities of each list of two or more."""
        around = self._around
        groups: dict[tuple[int, int], set[int]] = {}
        columns = (around.list_start, around.list_end, self._mentions.of)
        for start, end, entity in zip(*(column.tolist() for column in columns), strict=True):
            groups.setdefault((start, end), set()).add(entity)
        return [np.array(sorted(group)) for group in groups.values() if len(group) > 1]

    def _allowed(self, predicate: str) -> Numbers:
        """Which cells of the grid of entities a relation's types allow, in order."""
        first, second = _FITTING[predicate]
        room = np.empty(len(self.entities) ** 2, dtype=np.int64)
        once, apart = predicate in SYMMETRIC, predicate == "locatedIn"
        portraits, lists = self._portraits, self._around.list_start
        return room[: allow_cells(portraits.kinds, first, second, once, apart, portraits.best, lists, room)]

    def _pair(self, predicate: str, cell: int, features: Columns) -> Pair:
        a, b = divmod(int(self._portraits.best.flat[cell]), len(self._scene.named))
        return Pair(predicate, self._scene.named[a], self._scene.named[b], features)

    def _lay_out(self, topics: Topics) -> None:
        """Put where the mentions stand, and all that each of them tells alone, into two tables."""
        scene, portraits, around, of = self._scene, self._portraits, self._around, self._mentions.of
        clause, line = np.array([(n.clause, n.line) for n in scene.named], dtype=np.int64).T
        start, end, sentence = self._mentions.start, self._mentions.end, self._mentions.sentence
        kind, topic = portraits.kinds[of], topics.of_sentence[sentence]
        places = (start, end, of, kind, sentence, clause, line, around.list_start, around.list_end, around.heading)
        beside = (topic, topics.before, topics.after, topics.first_on_line, topics.last_on_heading)
        wider = (topics.of_paragraph[sentence], np.full(len(of), topics.theme))
        self._positions = np.stack((*places, *beside, *wider))
        self._lines = len(scene.lines) + 1
        self._on_line = np.unique(of * self._lines + line)
        in_sentence, first_of_kind = count_types(sentence, of, portraits.kinds, len(scene.sentences))
        commas_before = self._marks.commas(topics.before_at, around.list_start)
        commas_after = self._marks.commas(around.list_end, topics.after_at)
        own = np.empty((len(OWN) + len(OF_SCENE), len(of)), dtype=np.int16)
        own[:3] = kind, [n.stands_in for n in scene.named], first_of_kind
        own[3:6] = topics.age[sentence], topics.before < 0, topics.after < 0
        own[6:9] = commas_before, commas_after, topics.last_on_heading < 0
        cities = min(int(np.count_nonzero(portraits.kinds == TYPES.index("City"))), MOST)
        low, high = np.array(scene.sentences, dtype=np.int64)[sentence].T
        own[9] = self._marks.joins(low, around.list_start)
        own[10] = self._marks.joins(around.list_end, high)
        own[11], own[12], own[13] = cities, min(len(scene.named), 80), min(len(scene.sentences), 60)
        words = self._triggers.count(*np.array(scene.sentences, dtype=np.int64).T)
        self._told = np.concatenate(
            (
                *(around.columns, portraits.columns.take(of, axis=1), in_sentence.take(sentence, axis=1), own),
                *(around.words_before, around.words_after, words.take(sentence, axis=1)),
            )
        )

    def _features(self, cells: Numbers) -> Columns:
        """One column of features for each cell of the grid of entities."""
        plan, rows = plan_columns(len(self._scene.trigger_names))
        a, b = self.mentions_of(cells)
        s, o = np.divmod(cells, len(self.entities))
        features = np.empty((rows, len(cells)), dtype=np.int16)
        copy_rows(self._told, a, plan["a"], features)
        copy_rows(self._told, b, plan["b"], features)
        copy_rows(self._portraits.grids, cells, plan["grid"], features)
        copy_rows(self._portraits.grids, o * len(self.entities) + s, plan["back"], features)
        # fmt: off
        compare_mentions(
            self._positions, a, b, self._portraits.counts, _HOLDS, self._portraits.below, self._portraits.grids,
            self._on_line, self._lines, self._marks.sums, self._triggers.starts, self._triggers.ends,
            self._triggers.sums, features,
        )
        # fmt: on
        return features


@kernel(
    "int64(int64[::1], boolean[::1], boolean[::1], boolean, boolean, int64[:, ::1], int64[::1], int64[::1])",
)
def allow_cells(
    kinds: Numbers,
    first: NDArray[np.bool_],
    second: NDArray[np.bool_],
    once: bool,
    apart: bool,
    best: Numbers,
    lists: Numbers,
    cells: Numbers,
) -> int:
    """Fill `cells` with those whose types may be first and second; gives how many. `once`: what could stand either way
    stands once; `apart`: what one list names stands side by side, by the mentions that stand best for the two."""
    count, size = 0, len(kinds)
    for one in range(size):
        if not first[kinds[one]]:
            continue
        for two in range(size):
            if one == two or not second[kinds[two]]:
                continue
            if once and two < one and second[kinds[one]] and first[kinds[two]]:
                continue
            if apart and lists[best[one, two] // len(lists)] == lists[best[one, two] % len(lists)]:
                continue
            cells[count] = one * size + two
            count += 1
    return count


def count_types(sentence: Numbers, of: Numbers, kinds: Numbers, sentences: int) -> tuple[Columns, NDArray[np.bool_]]:
    """How many entities of each type a sentence names, one row a type; by mention, whether it is the first of its type
    in its sentence."""
    size = len(kinds)
    seen = np.unique(sentence * size + of)
    counts = np.zeros((len(TYPES), sentences), dtype=np.int64)
    np.add.at(counts, (kinds[seen % size], seen // size), 1)
    first = np.zeros(len(of), dtype=np.bool_)
    first[np.unique(sentence * len(TYPES) + kinds[of], return_index=True)[1]] = True
    return np.minimum(counts, MOST).astype(np.int16), first
