"""Two mentions -> the numbers that tell whether their entities are related, a column for each two, in machine code."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import kernel
from kg.model import TYPES
from kg.relate.pairs.rows import Columns, Flags, Longs, numbers_of
from kg.trees import MOST

# All that a column holds, in order, but for the counts of cues and what is nearest, which come behind: what
# the subject's mention (a.) and the object's (b.) tell, what the grids hold for the two (grid.) and, turned round
# (back.); the others are worked out for each two.
FEATURES: Final = (
    *("a.kind", "b.kind", "same", "sentences", "clauses", "same_line", "gap", "list_gap", "forward"),
    *("others_like_b", "others_like_a", "between", "a.entity.in_title", "b.entity.in_title", "b.is_main"),
    *("b.around_main", "b.in_main", "a.count9", "b.count20", "grid.together", "a.of_type", "b.of_type", "a.cities"),
    *("grid.rank", "grid.inner", "nearer_inside", "grid.governed", "governed_share", "grid.first", "grid.below_first"),
    *("on_heading", "grid.holds", "back.holds", "back.shares", "grid.begins", "back.begins", "grid.kin", "back.kin"),
    *("a.in_line", "a.in_sentence", "b.in_sentence", "a.before", "a.after", "b.before", "b.after", "a.list_before"),
    *("a.list_after", "b.list_before", "b.list_after", "a.length", "b.length", "a.limited", "b.limited", "a.names"),
    *("a.all_sentences", "a.bars", *(f"a.beside.{kind}" for kind in TYPES), "a.place", "b.place", "a.in_title"),
    *("b.in_title", "topic", "topic_in_b", "b_in_topic", "within", "within_in_b", "b_in_within", "theme"),
    *("theme_in_b", "b_in_theme", "a.topic_age", "is_before", "is_after", "a.none_before", "a.none_after"),
    *("before_in_b", "after_in_b", "a.commas_before", "a.commas_after", "first_on_line", "last_on_heading"),
    *("a.no_heading", "commas", "joins", "brackets", "sides", "others_holding", "a.ending", "b.ending"),
    *("a.named_after", "b.named_after", "a.stands_in", "b.stands_in", "a.first_of_kind", "b.first_of_kind"),
    *("grid.home", "a.sides_before", "a.sides_after", "b.sides_before", "b.sides_after"),
)
# Where a mention stands, in order; entities and lines are numbers, -1 is none.
POSITIONS: Final = (
    *("start", "end", "entity", "kind", "sentence", "clause", "line", "list_start", "list_end", "heading"),
    *("topic", "within", "theme", "before", "after", "first_on_line", "last_on_heading"),
)


# The rows of what is worked out, as the kernel needs them. (numba does not see that a number from another module has
# changed, so these are of names that stand here.)
_SAME, _SENTENCES, _CLAUSES, _SAME_LINE = numbers_of(FEATURES, "same", "sentences", "clauses", "same_line")
_GAP, _LIST_GAP, _FORWARD, _BETWEEN = numbers_of(FEATURES, "gap", "list_gap", "forward", "between")
_LIKE_A, _LIKE_B, _HOLDING = numbers_of(FEATURES, "others_like_a", "others_like_b", "others_holding")
_NEARER_INSIDE, _GOVERNED_SHARE, _ON_HEADING = numbers_of(FEATURES, "nearer_inside", "governed_share", "on_heading")
_IS: Final = numbers_of(FEATURES, "topic", "within", "theme")
_IS_IN_B: Final = numbers_of(FEATURES, "topic_in_b", "within_in_b", "theme_in_b")
_HAS_B: Final = numbers_of(FEATURES, "b_in_topic", "b_in_within", "b_in_theme")
_IS_BEFORE, _IS_AFTER = numbers_of(FEATURES, "is_before", "is_after")
_BEFORE_IN_B, _AFTER_IN_B = numbers_of(FEATURES, "before_in_b", "after_in_b")
_ON_LINE, _UNDER_HEADING = numbers_of(FEATURES, "first_on_line", "last_on_heading")
_MARKS: Final = numbers_of(FEATURES, "commas", "joins", "brackets", "sides")  # as `surroundings.MARKS` has them
_GAP_WORDS: Final = len(FEATURES)
# The rows of the positions.
_START, _END, _OF, _KIND, _SENTENCE = numbers_of(POSITIONS, "start", "end", "entity", "kind", "sentence")
_CLAUSE, _LINE, _HEADING = numbers_of(POSITIONS, "clause", "line", "heading")
_LIST_START, _LIST_END = numbers_of(POSITIONS, "list_start", "list_end")
_BEFORE, _AFTER = numbers_of(POSITIONS, "before", "after")
_FIRST_ON_LINE, _LAST_ON_HEADING = numbers_of(POSITIONS, "first_on_line", "last_on_heading")
_TOPICS: Final = numbers_of(POSITIONS, "topic", "within", "theme")
_FARTHEST: Final = 60


@kernel(
    "void(int64[:, ::1], int64[::1], int64[::1], int64[::1], boolean[::1], int64[::1], boolean[::1], int16[::1],"
    "int16[::1], int16[::1], int64[::1], int64, int32[:, ::1], int64[::1], int64[::1], int32[:, ::1], int16[:, ::1])"
)
def compare_mentions(
    positions: Longs,
    a_of: Longs,
    b_of: Longs,
    counts: Longs,
    holds: Flags,
    rows: Longs,
    below: Flags,
    rank: Columns,
    inner: Columns,
    governed: Columns,
    on_line: Longs,
    lines: int,
    marks: NDArray[np.int32],
    word_starts: Longs,
    word_ends: Longs,
    words: NDArray[np.int32],
    columns: Columns,
) -> None:
    """Fill the rows that are not copied, for the mentions a and b.

    counts: mentions by entity; holds: by type, whether it may hold others; rows: by entity that of its cells; below,
    rank, inner, governed: by cell;
    on_line: entity × lines + line of all that are named there, sorted; marks, words: sums over the text and over the
    cues, one by one.
    """
    start, end, of = positions[_START], positions[_END], positions[_OF]
    kind, sentence = positions[_KIND], positions[_SENTENCE]
    for i in range(len(a_of)):
        a, b = a_of[i], b_of[i]
        s, o = of[a], of[b]
        forward = start[a] <= start[b]
        first, second = (a, b) if forward else (b, a)
        apart = abs(sentence[a] - sentence[b])
        gap_start = min(positions[_LIST_END, first], start[second])
        gap_end = max(positions[_LIST_START, second], end[first])
        between = max(0, second - first - 1)
        like_a, like_b, holding = 0, 0, 0
        for other in range(first + 1, first + 1 + min(between, _FARTHEST)):
            like_a += kind[other] == kind[a] and of[other] != s
            like_b += kind[other] == kind[b] and of[other] != o
            holding += holds[kind[other]] and of[other] != o
        before, after = positions[_BEFORE, a], positions[_AFTER, a]
        cell, heading = rows[s] + o, positions[_HEADING, a]
        wanted = o * lines + heading
        at = np.searchsorted(on_line, wanted)
        on_heading = 2 if heading < 0 else 1 if at < len(on_line) and on_line[at] == wanted else 0
        columns[_SAME, i] = apart == 0
        columns[_SENTENCES, i] = min(apart, 9) * (1 if start[b] >= start[a] else -1)
        columns[_CLAUSES, i] = min(abs(positions[_CLAUSE, a] - positions[_CLAUSE, b]), 20)
        columns[_SAME_LINE, i] = positions[_LINE, a] == positions[_LINE, b]
        columns[_GAP, i] = min(max(start[second] - end[first], 0), 150)
        columns[_LIST_GAP, i] = min(max(gap_end - gap_start, 0), 150)
        columns[_FORWARD, i] = start[b] > start[a]
        columns[_LIKE_B, i] = like_b
        columns[_LIKE_A, i] = like_a
        columns[_BETWEEN, i] = min(between, _FARTHEST)
        columns[_NEARER_INSIDE, i] = inner[cell] < rank[cell]
        columns[_GOVERNED_SHARE, i] = min(np.int64(governed[cell]) * 4 // counts[s], 4)
        columns[_ON_HEADING, i] = on_heading
        for wide in range(len(_TOPICS)):
            topic = positions[_TOPICS[wide], a]
            columns[_IS[wide], i] = topic == o
            columns[_IS_IN_B[wide], i] = topic >= 0 and below[rows[topic] + o]
            columns[_HAS_B[wide], i] = topic >= 0 and below[rows[o] + topic]
        columns[_IS_BEFORE, i] = before == o
        columns[_IS_AFTER, i] = after == o
        columns[_BEFORE_IN_B, i] = before >= 0 and below[rows[before] + o]
        columns[_AFTER_IN_B, i] = after >= 0 and below[rows[after] + o]
        columns[_ON_LINE, i] = positions[_FIRST_ON_LINE, a] == o
        columns[_UNDER_HEADING, i] = positions[_LAST_ON_HEADING, a] == o
        for mark in range(len(marks)):
            there = gap_end >= gap_start
            columns[_MARKS[mark], i] = min(marks[mark, gap_end] - marks[mark, gap_start], MOST) if there else 0
        columns[_HOLDING, i] = holding
        low = np.searchsorted(word_starts, gap_start)
        high = max(low, np.searchsorted(word_ends, gap_end, side="right"))
        for word in range(words.shape[1]):
            count = min(words[high, word] - words[low, word], MOST) if apart == 0 else 0
            columns[_GAP_WORDS + word, i] = count
