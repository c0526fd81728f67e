"""The tagger: as a plain sum of weights and a plain Viterbi, for one text or many."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.extract.emissions import scorer_of
from kg.extract.features import MARGIN, Channels, feature_channels
from kg.extract.labels import LABELS, TAGGED_TYPES, label_spans, may_follow, spans_of
from kg.extract.proposals import propose_names
from kg.extract.tagger import tag_sentences
from kg.extract.templates import TEMPLATES, feature_keys
from kg.extract.viterbi import ORDER, best_labels
from kg.knowledge import load_knowledge
from kg.text import fold_text, sentence_bounds

KNOWLEDGE = load_knowledge()
PIECES = [
    "襄阳",
    "襄阳高新区",
    "比亚迪",
    "股份有限公司",
    "产业园",
    "项目",
    "《",
    "》",
    "\n",
    "，",
    "。",
    "落户",
    "3",
    "与",
    "\U00020000",
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)


def channels_of(text: str) -> Channels:
    return feature_channels(fold_text(text), KNOWLEDGE.lexicon, KNOWLEDGE.grammar)


def plain_scores(channels: Channels) -> NDArray[np.int64]:
    weights = KNOWLEDGE.weights
    scores = np.zeros((len(channels["char"]), len(LABELS)), dtype=np.int64)
    for template, keys, rows in zip(TEMPLATES, weights.keys, weights.rows, strict=True):
        known = {int(key): row for row, key in enumerate(keys)}
        for at, key in enumerate(feature_keys(channels, template).tolist()):
            if key in known:
                scores[at] += rows[known[key]]
    return scores


def plain_viterbi(scores: NDArray[np.int64], transitions: NDArray[np.int32]) -> list[int]:
    best = [(int(scores[0, b]), [b]) if may_follow(-1, b) else None for b in range(len(LABELS))]
    for row in scores[1:]:
        following: list[tuple[int, list[int]] | None] = []
        for b in range(len(LABELS)):
            ways = [
                (found[0] + int(transitions[a, b]) + int(row[b]), -a, found[1])
                for a, found in enumerate(best)
                if found is not None and may_follow(a, b)
            ]
            top = max(ways, key=lambda way: way[:2], default=None)
            following.append(None if top is None else (top[0], [*top[2], b]))
        best = following
    ends = [(found[0], -b, found[1]) for b, found in enumerate(best) if found is not None and may_follow(b, -1)]
    return max(ends, key=lambda end: end[:2])[2]


@given(st.lists(texts, min_size=1, max_size=4))
@settings(max_examples=20, deadline=None)
def test_scores_are_the_sum_of_weights(parts: list[str]) -> None:
    scorer = scorer_of(KNOWLEDGE.weights)
    for channels in map(channels_of, parts):
        edged = {name: np.pad(channel, MARGIN) for name, channel in channels.items()}
        scores = scorer.score(edged)
        assert (scores[:, : len(LABELS)] == plain_scores(channels)[:, ORDER]).all()


@given(
    st.lists(st.integers(1, 7), min_size=1, max_size=6),
    st.integers(0, 1 << 30),
    st.sampled_from([1, 3, 1000]),
)
@settings(max_examples=60, deadline=None)
def test_labels_are_those_of_a_plain_viterbi(lengths: list[int], seed: int, size: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.integers(-size, size + 1, (sum(lengths) + len(lengths), len(LABELS)))
    transitions = random.integers(-size, size + 1, (len(LABELS), len(LABELS))).astype(np.int32)
    starts = np.cumsum([0, *(length + 1 for length in lengths)])[:-1].tolist()
    pieces = [(start, start + length) for start, length in zip(starts, lengths, strict=True)]
    labels = best_labels(np.ascontiguousarray(scores[:, ORDER], dtype=np.int32), pieces, transitions)
    for start, end in pieces:
        assert labels[start:end].tolist() == plain_viterbi(scores[start:end], transitions)


@given(st.lists(texts, max_size=5))
@settings(max_examples=30, deadline=None)
def test_many_texts_are_tagged_as_each_alone(parts: list[str]) -> None:
    bounds = [sentence_bounds(part) for part in parts]
    proposals = propose_names([fold_text(part) for part in parts], bounds, KNOWLEDGE)
    for part, within, proposal in zip(parts, bounds, proposals, strict=True):
        channels = channels_of(part)
        assert list(proposal.tagged) == tag_sentences(channels, within, KNOWLEDGE.weights)
        assert list(proposal.words) == channels["word"].tolist()


@given(texts)
@settings(max_examples=30, deadline=None)
def test_spans_lie_in_sentences_and_apart(text: str) -> None:
    bounds = sentence_bounds(text)
    behind = 0
    for start, end, kind in tag_sentences(channels_of(text), bounds, KNOWLEDGE.weights):
        assert behind <= start < end and kind in TAGGED_TYPES
        assert any(low <= start and end <= high for low, high in bounds)
        behind = end


def test_a_line_without_an_end_is_read_piece_by_piece() -> None:
    text = "襄阳比亚迪" * 500
    spans = tag_sentences(channels_of(text), sentence_bounds(text), KNOWLEDGE.weights)
    assert spans and all(end - start <= 400 for start, end, _ in spans)


@given(st.data())
def test_labels_tell_the_spans_they_were_made_of(data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, 20), min_size=1, max_size=8)))
    spans = [
        (start, end, data.draw(st.sampled_from(TAGGED_TYPES)))
        for start, end in pairwise(cuts)
        if data.draw(st.booleans())
    ]
    labels = label_spans(21, spans)
    assert spans_of(labels) == spans
    assert all(may_follow(a, b) for a, b in zip([-1, *labels], [*labels, -1], strict=True))
