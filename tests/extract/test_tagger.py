"""The tagger: scores as a plain sum of weights, candidates as a plain search finds them, the best set of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.extract.emissions import scorer_of
from kg.extract.features import MARGIN, Channels, joined_channels
from kg.extract.labels import LABELS, OUTSIDE, label_spans, may_follow
from kg.extract.lattice import FAR, ORDER, WIDTH, lay_lattice
from kg.extract.proposals import propose_names
from kg.extract.tagger import choose, weigh_candidates
from kg.extract.templates import TEMPLATES, feature_keys
from kg.extract.traits import TRAITS
from kg.model import TYPES
from kg.text import fold_text, sentence_bounds
from tests.extract.texts import channels_of, texts
from tests.handmade import known

KNOWLEDGE = known()
Path = tuple[int, ...]


def tags_of(text: str) -> list[tuple[int, int, str]]:
    (proposal,) = propose_names([fold_text(text)], [sentence_bounds(text)], KNOWLEDGE)
    return list(proposal.tagged)


def candidates_of(parts: list[str]) -> tuple[list[list[int]], NDArray[np.int16], list[int]]:
    """Spans and traits of all candidates of some texts, and where each text begins."""
    folded = [fold_text(part) for part in parts]
    joined, starts = joined_channels(folded, KNOWLEDGE.lexicon, KNOWLEDGE.grammar)
    bounds = [sentence_bounds(part) for part in parts]
    found, traits = weigh_candidates(joined, starts, bounds, KNOWLEDGE.weights, KNOWLEDGE.lexicon, KNOWLEDGE.grammar)
    return found.spans.T.tolist(), traits, [start - MARGIN for start in starts]


def plain_scores(channels: Channels) -> NDArray[np.int64]:
    weights = KNOWLEDGE.weights
    scores = np.zeros((len(channels["char"]), len(LABELS)), dtype=np.int64)
    for template, keys, rows in zip(TEMPLATES, weights.keys, weights.rows, strict=True):
        known = {int(key): row for row, key in enumerate(keys)}
        for at, key in enumerate(feature_keys(channels, template).tolist()):
            if key in known:
                scores[at] += rows[known[key]]
    return scores


def spans_of(labels: Sequence[int]) -> list[tuple[int, int, str]]:
    """The (start, end, type) spans that well-formed labels tell."""
    spans: list[tuple[int, int, str]] = []
    start = 0
    for i, label in enumerate(labels):
        if label == OUTSIDE:
            continue
        tag = (label - 1) % 4
        if tag in (0, 3):
            start = i
        if tag in (2, 3):
            spans.append((start, i + 1, TYPES[(label - 1) // 4]))
    return spans


def plain_sums(scores: NDArray[np.int64], transitions: NDArray[np.int32]) -> dict[Path, int]:
    """Every well-formed way to label a piece with labels of the first two types, and its sum."""
    labels = range(9)
    return {
        path: sum(int(scores[at, label]) for at, label in enumerate(path))
        + sum(int(transitions[a, b]) for a, b in pairwise(path))
        for path in product(labels, repeat=len(scores))
        if all(may_follow(a, b) for a, b in pairwise((-1, *path, -1)))
    }


@given(st.lists(texts, min_size=1, max_size=4))
@settings(max_examples=20, deadline=None)
def test_scores_are_the_sum_of_weights(parts: list[str]) -> None:
    scorer = scorer_of(KNOWLEDGE.weights)
    for channels in map(channels_of, parts):
        edged = {name: np.pad(channel, MARGIN) for name, channel in channels.items()}
        scores = scorer.score(edged)
        assert (scores[:, : len(LABELS)] == plain_scores(channels)[:, ORDER]).all()


@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.integers(0, 1 << 30), st.sampled_from([1, 30, 1000]))
@settings(max_examples=30, deadline=None)
def test_what_falls_short_is_what_a_plain_search_finds(lengths: list[int], seed: int, size: int) -> None:
    random = np.random.default_rng(seed)
    length = sum(lengths) + len(lengths)
    scores = random.integers(-size, size + 1, (length, len(LABELS)))
    scores[:, 9:] = -(1 << 20)  # the plain search has no time for the other types
    transitions = random.integers(-size, size + 1, (len(LABELS), len(LABELS))).astype(np.int32)
    starts = np.cumsum([0, *(own + 1 for own in lengths)])[:-1].tolist()
    pieces = [(start, start + own) for start, own in zip(starts, lengths, strict=True)]
    wide = np.zeros((length, WIDTH), dtype=np.int32)
    wide[:, : len(LABELS)] = scores[:, ORDER]
    lattice = lay_lattice(wide, pieces, transitions)
    expected = set[tuple[int, int, int, int]]()
    for start, end in pieces:
        sums = plain_sums(scores[start:end], transitions)
        top = max(sums.values())
        for at, label in product(range(start, end), range(9)):
            own = [total for path, total in sums.items() if path[at - start] == label]
            short = lattice.short[at, ORDER.tolist().index(label)]
            assert short == max(own) - top if own else short < -(1 << 25)
        of_span: dict[tuple[int, int, str], int] = {}
        for path, total in sums.items():
            for span in spans_of(path):
                of_span[span] = max(of_span.get(span, total), total)
        for (low, high, kind), total in of_span.items():
            if total - top >= FAR:
                expected.add((start + low, start + high, TYPES.index(kind), total - top))
    assert {tuple(span) for span in lattice.spans.T.tolist()} == expected


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 4), st.integers(-3, 5)), max_size=9).map(
        lambda spans: sorted(spans)
    )
)
@settings(deadline=None)
def test_the_spans_that_are_worth_most_together_are_chosen(spans: list[tuple[int, int, int]]) -> None:
    bounds = np.array([(start, start + length) for start, length, _ in spans], dtype=np.int32).reshape(-1, 2)
    worth = np.array([value for *_, value in spans], dtype=np.float64)
    chosen = choose(bounds.T, worth).tolist()

    def apart(some: tuple[int, ...]) -> bool:
        ordered = sorted(bounds[list(some)].tolist())
        return all(one[1] <= other[0] for one, other in pairwise(ordered))

    every = (some for size in range(len(spans) + 1) for some in combinations(range(len(spans)), size))
    assert apart(tuple(chosen)) and all(worth[chosen] > 0)
    assert worth[chosen].sum() == max(worth[list(some)].sum() for some in every if apart(some))


@given(st.lists(texts, max_size=5))
@settings(max_examples=30, deadline=None)
def test_many_texts_are_tagged_as_each_alone(parts: list[str]) -> None:
    bounds = [sentence_bounds(part) for part in parts]
    proposals = propose_names([fold_text(part) for part in parts], bounds, KNOWLEDGE)
    for part, proposal in zip(parts, proposals, strict=True):
        assert list(proposal.tagged) == tags_of(part)
        assert list(proposal.words) == channels_of(part)["word"].tolist()


@given(st.lists(texts, min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_candidates_of_many_texts_have_the_traits_that_each_alone_gives_them(parts: list[str]) -> None:
    spans, traits, starts = candidates_of(parts)
    assert traits.shape == (len(TRAITS), len(spans))
    alone = []
    for part, start in zip(parts, starts, strict=True):
        own, of_own, _ = candidates_of([part])
        shifted = [(low + start, high + start, *rest) for low, high, *rest in own]
        alone += list(zip(shifted, of_own.T.tolist(), strict=True))
    assert list(zip(map(tuple, spans), traits.T.tolist(), strict=True)) == alone


def test_a_candidate_knows_what_its_text_makes_of_the_same_characters() -> None:
    text = "远景动力落户襄阳。远景动力技术有限公司在襄阳投资。襄阳支持远景动力。"
    spans, traits, _ = candidates_of([text])
    firm = TYPES.index("Enterprise")
    at = spans.index(next(span for span in spans if span[:3] == [0, 4, firm]))
    others = [span for span in spans if span[2] == firm and text[span[0] : span[1]] == "远景动力" and span[0]]
    repeated = traits[16:23, at].tolist()
    assert repeated[0] == len(others) > 0
    assert repeated[1] == max(span[3] for span in others)
    assert repeated[2] == sum(span[3] == 0 for span in others)
    assert repeated[4] == 1 and repeated[6] == 1, "one longer name of its type, that begins with it"


@given(texts)
@settings(max_examples=30, deadline=None)
def test_spans_lie_in_sentences_and_apart(text: str) -> None:
    bounds = sentence_bounds(text)
    behind = 0
    for start, end, kind in tags_of(text):
        assert behind <= start < end and kind in TYPES
        assert any(low <= start and end <= high for low, high in bounds)
        behind = end


@given(st.lists(texts, min_size=1, max_size=3))
@settings(max_examples=30, deadline=None)
def test_of_the_best_candidates_each_is_chosen_or_refused_or_gives_way(parts: list[str]) -> None:
    bounds = [sentence_bounds(part) for part in parts]
    proposals = propose_names([fold_text(part) for part in parts], bounds, KNOWLEDGE)
    for part, proposal in zip(parts, proposals, strict=True):
        best = {(s, e, TYPES[kind]) for s, e, kind, short in candidates_of([part])[0] if short == 0}
        assert set(proposal.refused) <= best
        for start, end, kind in best:
            gives_way = any(s < end and start < e for s, e, _ in proposal.tagged)
            assert gives_way != ((start, end, kind) in proposal.refused)


def test_a_line_without_an_end_is_read_piece_by_piece() -> None:
    spans = tags_of("襄阳比亚迪" * 500)
    assert spans and all(end - start <= 400 for start, end, _ in spans)


@given(st.data())
def test_labels_tell_the_spans_they_were_made_of(data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, 20), min_size=1, max_size=8)))
    spans = [
        (start, end, data.draw(st.sampled_from(TYPES))) for start, end in pairwise(cuts) if data.draw(st.booleans())
    ]
    labels = label_spans(21, spans)
    assert spans_of(labels) == spans
    assert all(may_follow(a, b) for a, b in zip([-1, *labels], [*labels, -1], strict=True))
