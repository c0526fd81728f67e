"""Joined scenes -> what stands around each mention; arrays by mention, in order of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.relate.pairs.joined import Joined
from kg.relate.pairs.rows import Columns, Flags, Longs, stack_rows
from kg.relate.pairs.scene import Scene
from kg.trees import MOST
from kg.trie import Codes

EDGES: Final = '在于由与和、的(|:将把被对到从/,。;《\n"同及等是有为向)'
_PLANE: Final = 0xFFFF  # no character that is looked up lies so high
_EDGE_CODES: Final = np.ones(_PLANE + 1, dtype=np.int16)
_EDGE_CODES[[ord(char) for char in EDGES]] = [EDGES.find(char) + 2 for char in EDGES]
_JOINS: Final = frozenset(("、", "和", "与", "及", "以及", ",", "/"))
# Marks that part clauses; that join a list; brackets and quotes; 与 and its like, which part two sides that sign,
# build or work together.
MARKS: Final = {"commas": ",;:", "joins": "、", "brackets": '()"', "sides": "与和跟及"}
_MARK_ROWS: Final = np.zeros(_PLANE + 1, dtype=np.int8)
for _row, _signs in enumerate(MARKS.values(), 1):
    _MARK_ROWS[[ord(sign) for sign in _signs]] = _row
_WINDOW: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Surroundings:
    """Columns of numbers by mention; the list is the run of mentions of its type that 、 or 和 join to it."""

    list_start: Longs
    list_end: Longs
    columns: Columns
    words_before: Columns
    words_after: Columns


# What `columns` holds, in order.
AROUND: Final = (
    *("in_line", "in_sentence", "before", "after", "list_before", "list_after", "bars", "place", "in_title"),
    *("nearest_before", "nearest_after"),
)


class CueCounts:
    """How many cues of each class a stretch of text holds, for many stretches at once."""

    def __init__(self, joined: Joined) -> None:
        cues = [scene.cues.found for scene in joined.scenes]
        told = np.fromiter(chain.from_iterable(chain.from_iterable(cues)), dtype=np.int64).reshape(-1, 3)
        starts, ends, numbers = told.T
        texts = np.repeat(joined.texts[:-1], list(map(len, cues)))
        self.starts, self.ends = starts + texts, ends + texts
        self.numbers = np.array([0, *numbers, 0], dtype=np.int16)
        self.sums = np.zeros((len(told) + 1, len(joined.scenes[0].cues.names)), dtype=np.int32)
        self.sums[np.arange(1, len(told) + 1), numbers - 1] = 1
        np.cumsum(self.sums, axis=0, out=self.sums)

    def count(self, start: Longs, end: Longs) -> Columns:
        """One column a stretch: the words that begin and end in it."""
        low = self.starts.searchsorted(start)
        high = np.maximum(low, self.ends.searchsorted(end, side="right"))
        result: Columns = np.minimum(self.sums[high] - self.sums[low], MOST).T.astype(np.int16)
        return result

    def last(self, start: Longs, end: Longs) -> Columns:
        """The class of the last word that begins in a stretch, or 0."""
        low, high = self.starts.searchsorted(start), self.starts.searchsorted(end)
        return np.where(high > low, self.numbers[high], np.int16(0))

    def first(self, start: Longs, end: Longs) -> Columns:
        """The class of the first word that begins in a stretch, or 0."""
        low, high = self.starts.searchsorted(start), self.starts.searchsorted(end)
        return np.where(high > low, self.numbers[low + 1], np.int16(0))


class MarkCounts:
    """How many marks of a kind a stretch of text holds, for many stretches at once."""

    def __init__(self, codes: Codes) -> None:
        rows = _MARK_ROWS[np.minimum(codes, _PLANE)]
        self.sums = np.zeros((len(MARKS), len(rows) + 1), dtype=np.int32)
        np.cumsum(rows == np.arange(1, len(MARKS) + 1)[:, None], axis=1, out=self.sums[:, 1:])
        self._rows = dict(zip(MARKS, self.sums, strict=True))

    def count(self, mark: str, start: Longs, end: Longs) -> NDArray[np.int32]:
        """How many of a kind; none where a stretch begins before the text, or behind its end."""
        sums, known = self._rows[mark], (start >= 0) & (end >= start)
        counts = sums[np.where(known, end, 0)] - sums[np.where(known, start, 0)]
        result: NDArray[np.int32] = np.minimum(counts, MOST)
        return result


def survey(joined: Joined, counts: CueCounts) -> Surroundings:
    """The surroundings of all mentions of all scenes."""
    mentions, (sentence_starts, sentence_ends) = joined.mentions, joined.sentences
    start, end, scene = mentions.start, mentions.end, mentions.scene
    text, text_end = joined.texts[scene], joined.texts[scene + 1]
    list_start, list_end = _lists(joined)
    lines = chain.from_iterable(map(_lines, joined.scenes))
    line_start, bars = np.fromiter(chain.from_iterable(lines), dtype=np.int64).reshape(-1, 2).T
    sentence_start, sentence_end = sentence_starts[mentions.sentence], sentence_ends[mentions.sentence]
    before = np.maximum(sentence_start, list_start - _WINDOW)
    after = np.minimum(sentence_end, list_end + _WINDOW)
    at = np.stack([start - 1, end, list_start - 1, list_end])
    edges = _edges(joined.codes, at, (at >= text) & (at < text_end))
    titles = np.array([len(one.article.title) for one in joined.scenes], dtype=np.int64)
    found = {
        "in_line": np.minimum(start - text - line_start, 60),
        "in_sentence": np.clip(start - sentence_start, 0, 80),
        **dict(zip(("before", "after", "list_before", "list_after"), edges, strict=True)),
        "bars": bars,
        "place": (start - text) * 10 // (text_end - text),
        "in_title": start - text < titles[scene],
        "nearest_before": counts.last(before, list_start),
        "nearest_after": counts.first(list_end, after),
    }
    return Surroundings(
        list_start=list_start,
        list_end=list_end,
        columns=stack_rows(AROUND, found, len(start)),
        words_before=counts.count(before, list_start),
        words_after=counts.count(list_end, after),
    )


def _lines(scene: Scene) -> list[tuple[int, int]]:
    """By mention where its line starts, and how many bars it has."""
    bounds = {line: scene.lines[line] for line in scene.headings}
    lines = {line: (start, min(scene.folded.count("|", start, end), MOST)) for line, (start, end) in bounds.items()}
    return [lines[one.line] for one in scene.named]


def _lists(joined: Joined) -> tuple[Longs, Longs]:
    """Where the list that each mention belongs to starts and ends."""
    closes = np.fromiter(chain.from_iterable(map(_closes_list, joined.scenes)), dtype=np.bool_)
    lasts = np.flatnonzero(closes)
    sizes = np.diff(lasts, prepend=-1)
    start, end = joined.mentions.start[lasts - sizes + 1], joined.mentions.end[lasts]
    return np.repeat(start, sizes), np.repeat(end, sizes)


def _closes_list(scene: Scene) -> Iterator[bool]:
    """By mention whether nothing joins the next one to it."""
    for one, two in pairwise(scene.named):
        yield one.type != two.type or scene.folded[one.end : two.start].strip('" ') not in _JOINS
    yield True


def _edges(codes: Codes, at: Longs, inside: Flags) -> Columns:
    """What stands at each place: the number of a sign or word of the list, 1 for any other, 0 outside the text."""
    return np.where(inside, _EDGE_CODES[np.minimum(codes[np.where(inside, at, 0)], _PLANE)], np.int16(0))
