"""Annotated articles -> weights of a linear-chain CRF (`crf.py`) on the feature keys of `kg.extract`, rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from crf import Settings, train_crf
from gold import GoldArticle
from numpy.typing import NDArray

from kg.extract.features import feature_channels
from kg.extract.labels import LABELS, OUTSIDE, label_spans, may_follow
from kg.extract.templates import TEMPLATES, feature_keys
from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.text import fold_text, sentence_bounds
from kg.weights import Weights

# One unit of log-odds in whole numbers, and the least weight worth keeping.
SCALE = 256
LEAST = 3
# How often a feature has to be seen.
SEEN = 2
# The articles that others annotated count more than our own, which lean towards what we find worth teaching.
GOLD_WEIGHT = 4
SETTINGS = Settings(epochs=8, rate=0.03, l1=0.02, l2=1.0, dropout=0.5)
# The weights that are shipped are the mean of so many trainings, each in an order of its own: one is off by chance.
TRAININGS = 3


@dataclass(frozen=True, eq=False)
class Examples:
    """Articles one behind the other. rows: by character and template the number of a feature, 0 for none; keys: by
    template the keys of its features, that are numbered on from `firsts`."""

    rows: NDArray[np.int32]
    keys: tuple[NDArray[np.int64], ...]
    firsts: tuple[int, ...]
    features: int
    allowed: NDArray[np.uint32]
    bounds: NDArray[np.int64]
    counts: NDArray[np.float32]


def read_examples(articles: Sequence[GoldArticle], lexicon: Lexicon, grammar: Grammar) -> Examples:
    """Features and labels of all sentences."""
    columns: list[list[NDArray[np.int64]]] = [[] for _ in TEMPLATES]
    bounds, counts, at = [], [], 0
    for gold in articles:
        channels = feature_channels(fold_text(gold.article.text), lexicon, grammar)
        for column, template in zip(columns, TEMPLATES, strict=True):
            column.append(feature_keys(channels, template))
        for start, end in sentence_bounds(gold.article.text):
            bounds.append((at + start, at + end))
            counts.append(GOLD_WEIGHT if gold.projected else 1)
        at += len(gold.article.text)
    rows = np.zeros((at, len(TEMPLATES)), dtype=np.int32)
    keys, firsts, features = [], [], 1
    for number, column in enumerate(columns):
        found, places, often = np.unique(np.concatenate(column), return_inverse=True, return_counts=True)
        kept = (found > 0) & (often >= SEEN)
        numbers = np.where(kept, np.cumsum(kept) - 1 + features, 0)
        rows[:, number] = numbers[places]
        keys.append(found[kept])
        firsts.append(features)
        features += int(kept.sum())
    return Examples(
        rows=rows,
        keys=tuple(keys),
        firsts=tuple(firsts),
        features=features,
        allowed=np.concatenate([allowed_labels(gold) for gold in articles]),
        bounds=np.array(bounds, dtype=np.int64),
        counts=np.array(counts, dtype=np.float32),
    )


def allowed_labels(gold: GoldArticle) -> NDArray[np.uint32]:
    """A bit for each label that a character may have: what is optional may be a name or none."""
    labels = label_spans(len(gold.article.text), [(m.start, m.end, m.type) for m in gold.mentions])
    allowed = np.left_shift(np.uint32(1), np.array(labels, dtype=np.uint32))
    for mention in gold.mentions:
        if mention.optional:
            allowed[mention.start : mention.end] |= np.uint32(1 << OUTSIDE)
    return allowed


def learn_weights(examples: Examples, trainings: int = 1) -> Weights:
    """The weights of several trainings in the mean, as whole numbers; what rounds to nearly nothing is left out."""
    follow = np.array([[may_follow(before, after) for after in range(len(LABELS))] for before in range(len(LABELS))])
    learnt = [
        train_crf(
            *(examples.rows, examples.allowed, examples.bounds, examples.counts, examples.features, follow),
            replace(SETTINGS, seed=seed),
        )
        for seed in range(1, trainings + 1)
    ]
    floats, transitions = (np.sum(parts, axis=0) / trainings for parts in zip(*learnt, strict=True))
    scale = SCALE * (1 - SETTINGS.dropout)
    whole = np.clip(np.rint(floats[:, : len(LABELS)] * scale), -32767, 32767).astype(np.int16)
    whole[np.abs(whole) < LEAST] = 0
    keys, rows = [], []
    for known, first in zip(examples.keys, examples.firsts, strict=True):
        own = whole[first : first + len(known)]
        kept = np.flatnonzero(own.any(axis=1))
        keys.append(known[kept])
        rows.append(own[kept])
    return Weights(
        labels=LABELS,
        keys=tuple(keys),
        rows=tuple(rows),
        transitions=np.rint(transitions * SCALE).astype(np.int32),
    )
