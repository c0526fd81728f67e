"""Annotated articles and what the recognizer thinks of articles it has not seen -> the forest that chooses spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from forests import grow_forest
from gold import GoldArticle
from numpy.typing import NDArray

from kg.extract.features import joined_channels
from kg.extract.labels import TAGGED_TYPES
from kg.extract.tagger import choose, weigh_candidates
from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.text import fold_article, sentence_bounds
from kg.trees import Forest
from kg.weights import Weights

FOLDS = 4
SETTINGS = {"iterations": 300, "depth": 6, "learning_rate": 0.08, "l2_leaf_reg": 5, "random_seed": 1, "verbose": 0}
SETTINGS |= {"rsm": 0.3, "border_count": 64}
NAME, NONE, OPTIONAL, FREE = 1, 0, 2, 3
# What is optional is mostly a name; what only overlaps it teaches nothing.
WORTH = np.array([1.0, 1.0, 0.3, 0.0])
# As in the training of the recognizer, the articles that others annotated count more than our own.
GOLD_WEIGHT = 2.0


@dataclass(frozen=True, eq=False)
class Candidates:
    """Candidate spans of all articles one behind the other: where they are, what is asked of them, what they are."""

    spans: NDArray[np.int32]
    rows: NDArray[np.int16]
    answers: NDArray[np.int64]
    worth: NDArray[np.float64]
    folds: NDArray[np.int64]

    def only(self, chosen: NDArray[np.bool_]) -> Candidates:
        """Some of them."""
        return Candidates(*(getattr(self, field.name)[..., chosen] for field in fields(self)))


def list_candidates(
    articles: Sequence[GoldArticle], weights: Weights, lexicon: Lexicon, grammar: Grammar, fold: int
) -> Candidates:
    """The candidates that weights which have not seen the articles list."""
    texts = [fold_article(gold.article.text) for gold in articles]
    channels, starts = joined_channels(texts, lexicon, grammar)
    bounds = [sentence_bounds(gold.article.text) for gold in articles]
    lattice, rows = weigh_candidates(channels, starts, bounds, weights, lexicon, grammar)
    first = [start - starts[0] for start in starts]
    known: dict[tuple[int, int, int], bool] = {}
    doubtful = np.zeros(first[-1] + len(texts[-1]) + 1, dtype=np.int64)
    for start, gold in zip(first, articles, strict=True):
        for mention in gold.mentions:
            place = (start + mention.start, start + mention.end)
            known[(*place, TAGGED_TYPES.index(mention.type))] = mention.optional
            if mention.optional:
                doubtful[place[0] : place[1]] = 1
    touched = np.concatenate(([0], np.cumsum(doubtful)))
    answers = []
    for begin, end, kind in lattice.spans[:3].T.tolist():
        optional = known.get((begin, end, kind))
        if optional is None:
            answers.append(FREE if touched[end] > touched[begin] else NONE)
        else:
            answers.append(OPTIONAL if optional else NAME)
    of = np.searchsorted(first, lattice.spans[0], side="right") - 1
    given = np.array([GOLD_WEIGHT if gold.projected else 1.0 for gold in articles])
    labels = np.array(answers)
    return Candidates(lattice.spans, rows, labels, WORTH[labels] * given[of], np.full(len(labels), fold))


def join_candidates(parts: Sequence[Candidates]) -> Candidates:
    """All of them, the spans of each part behind those of the one before."""
    shift = np.cumsum([0, *(int(part.spans[1].max(initial=0)) + 1 for part in parts)])
    spans = [
        part.spans + np.array([[by], [by], [0], [0]], dtype=np.int32) for part, by in zip(parts, shift, strict=False)
    ]
    rest = [np.concatenate([getattr(part, field.name) for part in parts], axis=-1) for field in fields(Candidates)[1:]]
    return Candidates(np.concatenate(spans, axis=1), *rest)


def learn_chooser(candidates: Candidates) -> Forest:
    """The forest; says how well forests like it choose names in articles that they have not seen."""
    odds = np.empty(len(candidates.answers))
    for fold in range(FOLDS):
        apart = candidates.folds == fold
        odds[apart] = _grow(candidates.only(~apart)).log_odds(candidates.rows[:, apart].T)
    print(f"names in articles not seen: F1 {_f1(candidates, odds):.4f}", flush=True)
    return _grow(candidates)


def _grow(of: Candidates) -> Forest:
    sure = of.worth > 0
    return grow_forest(of.rows[:, sure].T, (of.answers[sure] > 0).astype(np.int64), of.worth[sure], SETTINGS)


def _f1(of: Candidates, odds: NDArray[np.float64]) -> float:
    """How well the chosen spans agree with those that are names."""
    said = np.zeros(len(odds), dtype=np.bool_)
    said[choose(of.spans, odds)] = True
    sure = of.answers < OPTIONAL
    name = of.answers == NAME
    right = of.worth[said & name].sum()
    return float(2 * right / (of.worth[said & sure].sum() + of.worth[name].sum()))
