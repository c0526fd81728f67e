"""Annotated articles and what the recognizer thinks of articles it has not seen -> the forest that chooses spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from forests import grow_forest
from gold import GoldArticle
from numpy.typing import NDArray
from recognizer import learn_weights, read_examples

from kg.extract.features import joined_channels
from kg.extract.tagger import BELIEVED, choose, weigh_candidates
from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.model import TYPES
from kg.text import fold_article, sentence_bounds
from kg.trees import Forest
from kg.weights import Weights

FOLDS = 4
SETTINGS = {"iterations": 600, "depth": 4, "learning_rate": 0.08, "l2_leaf_reg": 5, "random_seed": 1, "verbose": 0}
SETTINGS |= {"rsm": 0.3, "border_count": 64}
NAME, NONE, OPTIONAL, FREE = 1, 0, 2, 3
# What is optional is mostly a name; what only overlaps it teaches nothing.
WORTH = np.array([1.0, 1.0, 0.3, 0.0])
# The articles that others annotated count more than our own, which lean towards what we find worth teaching.
GOLD_WEIGHT = 9.0


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


def read_unseen(
    articles: Sequence[GoldArticle], lexicon: Lexicon, grammar: Grammar, folds: int
) -> tuple[list[Weights], Candidates]:
    """For each fold weights that have not seen it, and the candidates that they list in it; article n is of fold
    n modulo `folds`."""
    weights, parts = [], []
    for fold in range(folds):
        others = [gold for number, gold in enumerate(articles) if number % folds != fold]
        weights.append(learn_weights(read_examples(others, lexicon, grammar)))
        parts.append(list_candidates(articles[fold::folds], weights[-1], lexicon, grammar, fold))
    return weights, join_candidates(parts)


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
            known[(*place, TYPES.index(mention.type))] = mention.optional
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
    """The forest that tells names from other candidates."""
    sure = candidates.worth > 0
    names = (candidates.answers[sure] > 0).astype(np.int64)
    return grow_forest(candidates.rows[:, sure].T, names, candidates.worth[sure], SETTINGS)


def learn_choosers(candidates: Candidates, folds: int) -> list[Forest]:
    """For each fold a forest that has not seen it."""
    return [learn_chooser(candidates.only(candidates.folds != fold)) for fold in range(folds)]


def tell_quality(candidates: Candidates, folds: int) -> str:
    """How well forests choose names in articles that neither they nor the recognizer have seen."""
    odds = np.empty(len(candidates.answers))
    for fold, chooser in enumerate(learn_choosers(candidates, folds)):
        apart = candidates.folds == fold
        odds[apart] = chooser.log_odds(candidates.rows[:, apart].T)
    said = np.zeros(len(odds), dtype=np.bool_)
    said[choose(candidates.spans, odds - BELIEVED)] = True
    name = candidates.answers == NAME
    right = candidates.worth[said & name].sum()
    precision = right / candidates.worth[said & (candidates.answers < OPTIONAL)].sum()
    return f"precision {precision:.4f}, recall of those listed {right / candidates.worth[name].sum():.4f}"
