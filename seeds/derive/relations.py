"""Annotated articles -> seeds/weights/relations.npz, the forests that weigh whether two entities are related.

    python seeds/derive/relations.py [--gold PATH…] [--leave-out REGEX] [--out FILE]

Trains two CatBoost classifiers of symmetric trees a relation (extra `train`) and rounds their leaves: one on the pair
features of `kg.relate`, one on these, on what the first says of the other pairs of the scene, on what logistic
regressions say of the characters around the pair and around each name alone, and on how sure the names are. What the
first says of an article comes from a forest that has not seen it, and so do the chances from which thresholds and
confidence are set: of names that were read, so that a confidence is true of what comes out at the end. Optional
relations teach a little, those that follow from containment nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from forests import grow_forest
from gold import chosen_articles
from numpy.typing import NDArray
from scenes import FREE, OPTIONAL, RELATED, UNRELATED, ToldScene, scenes_of
from wording import learn_wording

from kg.files import data_folder
from kg.knowledge import load_without_weights
from kg.relate.pairs.candidates import FITTING, allowed_cells, features_of
from kg.relate.pairs.judging import support_of, tell_alone, weigh_roles
from kg.relate.pairs.layout import relations_layout
from kg.relate.pairs.lending import LEAST
from kg.relate.pairs.support import NEAR, to_eighths
from kg.relate.pairs.table import PairTable, lay_out
from kg.relate.pairs.wording import add_runs
from kg.relations import SIGNATURES
from kg.trees import Forest, Judge, save_judges

SETTINGS = {"iterations": 250, "depth": 6, "learning_rate": 0.08, "l2_leaf_reg": 5, "random_seed": 1, "verbose": 0}
SETTINGS |= {"rsm": 0.25, "border_count": 64}
# The second forest is asked about few pairs and may think longer, and deeper: eight levels are worth 0.006 of F1 in
# cross-validation over the articles that others annotated.
PATIENT = SETTINGS | {"iterations": 400, "depth": 8, "l2_leaf_reg": 10, "learning_rate": 0.05, "border_count": 32}
FOLDS = 3
# Of Newton's method for slope and offset; a longer step can miss them.
STEPS, STEP = 50, 0.5
# Optional relations are mostly true: half-hearted examples of what is related.
OPTIONAL_WEIGHT = 0.18
# The articles that others annotated count more than our own: ours lean towards what we find worth teaching.
GOLD_WEIGHT = 3.0
# Of what is not related, so many for each that is, and at least so many, stand for all.
UNRELATED_EACH, UNRELATED_LEAST = 10, 4000


@dataclass(frozen=True, eq=False)
class Candidates:
    """All candidate pairs of a relation: features, answer, number and fold of the scene, cell in its grid, weight."""

    rows: NDArray[np.int16]
    labels: NDArray[np.int64]
    scenes: NDArray[np.int64]
    folds: NDArray[np.int64]
    cells: NDArray[np.int64]
    weights: NDArray[np.float64]

    @property
    def worth(self) -> NDArray[np.float64]:
        """How much each teaches."""
        share: NDArray[np.float64] = np.where(self.labels == OPTIONAL, OPTIONAL_WEIGHT, 1.0) * (self.labels != FREE)
        return share * self.weights

    def only(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> Candidates:
        """Some of the examples."""
        return Candidates(*(getattr(self, field.name)[chosen] for field in fields(self)))


def candidates(scenes: Sequence[ToldScene], tables: Sequence[PairTable]) -> dict[str, Candidates]:
    """Features and answers of all candidate pairs by relation."""
    found: dict[str, list[tuple[NDArray[np.int16], list[int], NDArray[np.int64]]]] = {name: [] for name in SIGNATURES}
    for of, table in zip(scenes, tables, strict=True):
        theirs = [of.theirs.get(entity) for entity in table.joined.entities]
        for predicate, parts in found.items():
            cells = allowed_cells(table, predicate)
            pairs = zip(*table.ends(cells), strict=True)
            labels = [of.answers.label(theirs[s], predicate, theirs[o]) for s, o in pairs]
            parts.append((features_of(table, cells).T, labels, cells))
    each = {predicate: [len(labels) for _, labels, _ in parts] for predicate, parts in found.items()}
    return {
        predicate: Candidates(
            rows=np.concatenate([rows for rows, _, _ in parts]),
            labels=np.array([label for _, labels, _ in parts for label in labels]),
            scenes=np.repeat(np.arange(len(scenes)), each[predicate]),
            folds=np.repeat([of.fold for of in scenes], each[predicate]),
            cells=np.concatenate([cells for _, _, cells in parts]),
            weights=np.repeat([GOLD_WEIGHT if of.projected else 1.0 for of in scenes], each[predicate]),
        )
        for predicate, parts in found.items()
    }


def grow(of: Candidates, settings: Mapping[str, float] = SETTINGS) -> Forest:
    """A forest that tells related from unrelated."""
    related, unrelated = np.flatnonzero(of.labels > 0), np.flatnonzero(of.labels == UNRELATED)
    count = min(len(unrelated), max(UNRELATED_LEAST, UNRELATED_EACH * int((of.labels == RELATED).sum())))
    chosen = np.concatenate([related, np.random.default_rng(1).permutation(unrelated)[:count]])
    worth = of.worth
    worth[unrelated] *= len(unrelated) / count
    return grow_forest(of.rows[chosen], (of.labels[chosen] > 0).astype(np.int64), worth[chosen], settings)


def grow_apart(of: Candidates, settings: Mapping[str, float] = SETTINGS) -> NDArray[np.float64]:
    """The log-odds of every example from a forest that has not seen its article."""
    odds = np.empty(len(of.labels))
    for fold in range(FOLDS):
        left_out = of.folds == fold
        odds[left_out] = grow(of.only(~left_out), settings).log_odds(of.rows[left_out])
    return odds


def supported(
    found: dict[str, Candidates],
    odds: dict[str, NDArray[np.float64]],
    scenes: Sequence[ToldScene],
    tables: Sequence[PairTable],
) -> Iterator[tuple[str, Candidates, NDArray[np.int16], NDArray[np.int16]]]:
    """The examples that the first forests do not rule out, with what the second ones ask about them, the weights of
    their wording and those of roles; what these come to in an article is from weights that have not seen it."""
    eighths = {predicate: to_eighths(of) for predicate, of in odds.items()}
    near = {predicate: np.flatnonzero(of >= NEAR) for predicate, of in eighths.items()}
    lent: dict[str, list[NDArray[np.int16]]] = {predicate: [] for predicate in found}
    runs: dict[str, list[NDArray[np.int32]]] = {predicate: [] for predicate in found}
    for number, table in enumerate(tables):
        known = {predicate: np.full(len(table.portraits.best), LEAST, dtype=np.int16) for predicate in found}
        for predicate, of in found.items():
            low, high = np.searchsorted(of.scenes, (number, number + 1))
            known[predicate][of.cells[low:high]] = eighths[predicate][low:high]
        support = support_of(table, known)
        for predicate, of in found.items():
            low, high = np.searchsorted(of.scenes[near[predicate]], (number, number + 1))
            if high > low:
                cells = of.cells[near[predicate][low:high]]
                lent[predicate].append(support.columns(predicate, *table.ends(cells)))
                runs[predicate].append(table.wording.numbers(*table.mentions_of(cells)))
    for predicate, of in found.items():
        chosen = of.only(near[predicate])
        wording, weights = weigh_wording(chosen, np.concatenate(runs[predicate]))
        alone, roles = learn_alone(predicate, chosen, scenes, tables)
        told = (np.concatenate(lent[predicate], axis=1).T, wording[:, None], alone, chosen.rows)
        yield predicate, replace(chosen, rows=np.concatenate(told, axis=1)), weights, roles


def weigh_wording(of: Candidates, runs: NDArray[np.int32]) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """What the wording of each example comes to by weights that have not seen its article, and weights from all."""
    column = np.empty(len(runs), dtype=np.int16)
    for fold in range(FOLDS):
        left_out = of.folds == fold
        weights = learn_wording(runs[~left_out], of.labels[~left_out] > 0, of.worth[~left_out])
        column[left_out] = add_runs(runs[left_out], weights)
    return column, learn_wording(runs, of.labels > 0, of.worth)


def learn_alone(
    predicate: str, of: Candidates, scenes: Sequence[ToldScene], tables: Sequence[PairTable]
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """What is told of the two names of each example alone, by weights that have not seen its article, and weights from
    all: how the characters around a name speak for it as the relation's subject, and as its object."""
    weights = [learn_roles(predicate, scenes, tables, fold) for fold in range(FOLDS)]
    parts = []
    for number, (scene, table) in enumerate(zip(scenes, tables, strict=True)):
        low, high = np.searchsorted(of.scenes, (number, number + 1))
        if high > low:
            cells = of.cells[low:high]
            roles = weigh_roles(table, *table.ends(cells), weights[scene.fold])
            parts.append(tell_alone(table, cells, roles))
    return np.concatenate(parts, axis=1).T, learn_roles(predicate, scenes, tables, None)


def learn_roles(
    predicate: str, scenes: Sequence[ToldScene], tables: Sequence[PairTable], left_out: int | None
) -> NDArray[np.int16]:
    """The weights by which the characters around a name tell a subject of the relation, then an object, from scenes of
    all folds but one. Each entity teaches more the more often it is named, but less than in proportion."""
    runs: list[list[NDArray[np.int32]]] = [[], []]
    answers: list[list[NDArray[np.bool_]]] = [[], []]
    worth: list[list[NDArray[np.float64]]] = [[], []]
    for scene, table in zip(scenes, tables, strict=True):
        if scene.fold == left_out:
            continue
        theirs = [scene.theirs.get(entity) for entity in table.joined.entities]
        named = table.joined.mentions.of
        kinds = table.joined.kinds[named]
        for side, fitting in enumerate(FITTING[predicate]):
            mentions = np.flatnonzero(fitting[kinds])
            of, acting = named[mentions], scene.answers.actors(predicate, side)
            runs[side].append(table.runs_alone[mentions])
            answers[side].append(np.array([one in acting for one in theirs])[of])
            worth[side].append(1 / np.sqrt(np.bincount(of, minlength=len(theirs))[of]))
    return np.stack(
        [
            learn_wording(np.concatenate(runs[side]), np.concatenate(answers[side]), np.concatenate(worth[side]))
            for side in range(2)
        ]
    )


def calibrate(odds: NDArray[np.float64], of: Candidates) -> tuple[int, int, float]:
    """Slope and offset in thousandths that turn log-odds into the share that is right, and the threshold of best F1."""
    sure = (of.labels == RELATED) | (of.labels == UNRELATED)
    x, y, worth = np.stack([odds[sure], np.ones(sure.sum())]), (of.labels[sure] == RELATED) * 1.0, of.weights[sure]
    weights = np.array([1.0, 0.0])
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-weights @ x))
        slope = x @ (worth * (y - chances))
        curvature = (x * (worth * chances * (1 - chances))) @ x.T
        weights = weights + np.clip(np.linalg.solve(curvature, slope), -STEP, STEP)
    slope_, offset = (round(float(weight) * 1000) for weight in weights)
    chances = 1 / (1 + np.exp(-(slope_ * x[0] + offset) / 1000))

    def f1(threshold: float) -> float:
        said = (chances > threshold) * worth
        return float(2 * (y * said).sum() / max(1.0, said.sum() + (y * worth).sum()))

    return slope_, offset, max((round(0.2 + 0.02 * step, 2) for step in range(26)), key=f1)


def train(scenes: Sequence[ToldScene]) -> dict[str, Judge]:
    """The judges of all relations."""
    scenes = [of for of in scenes if of.scene.named]
    tables = [lay_out([of.scene]) for of in scenes]
    read = np.array([of.read for of in scenes])
    found = candidates(scenes, tables)
    odds = {predicate: grow_apart(of) for predicate, of in found.items()}
    judges = {}
    for predicate, near, wording, roles in supported(found, odds, scenes, tables):
        among_read = read[near.scenes]
        slope, offset, threshold = calibrate(grow_apart(near, PATIENT)[among_read], near.only(among_read))
        judges[predicate] = Judge(
            alone=grow(found[predicate]),
            together=grow(near, PATIENT),
            wording=wording,
            roles=roles,
            slope=slope,
            offset=offset,
            threshold=threshold,
        )
        print(f"{predicate}: {len(found[predicate].labels)} pairs, slope {slope}, offset {offset}, from {threshold}")
    return judges


def main() -> None:
    articles, out = chosen_articles(__doc__ or "", data_folder() / "seeds/weights/relations.npz")
    knowledge = load_without_weights(data_folder())
    save_judges(out, train(scenes_of(articles, knowledge, FOLDS)), relations_layout(knowledge.grammar))
    print(f"{len(articles)} articles -> {out}")


if __name__ == "__main__":
    main()
