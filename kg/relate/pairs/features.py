"""Two mentions -> the numbers that tell whether their entities are related, a column for each two, in machine code.

What one mention tells alone stands ready in a table and is only copied; the rest is worked out for each two.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import kernel
from kg.model import TYPES
from kg.relate.pairs.portraits import COLUMNS, GRIDS
from kg.relate.pairs.surroundings import AROUND
from kg.trees import MOST

Columns = NDArray[np.int16]
Numbers = NDArray[np.int64]

# All that a column holds, in order, but for the counts of trigger words, which come before the last two: what the
# subject's mention (a.) and the object's (b.) tell, what the grids hold for the two (grid.) and, turned round (back.);
# the others are worked out for each two.
_LAYOUT: Final = (
    *("a.kind", "b.kind", "same", "sentences", "clauses", "same_line", "gap", "list_gap", "forward"),
    *("others_like_b", "others_like_a", "between", "a.entity.in_title", "b.entity.in_title", "b.is_main"),
    *("b.around_main", "b.in_main", "a.count9", "b.count20", "grid.together", "a.of_type", "b.of_type", "a.cities"),
    *("grid.rank", "grid.inner", "nearer_inside", "grid.governed", "governed_share", "grid.first", "grid.below_first"),
    *(
        "on_heading",
        "grid.holds",
        "back.holds",
        "back.shares",
        "grid.begins",
        "back.begins",
        "grid.kin",
        "back.kin",
        "a.in_line",
    ),
    *("a.in_sentence", "b.in_sentence", "a.before", "a.after", "b.before", "b.after", "a.list_before", "a.list_after"),
    *("b.list_before", "b.list_after", "a.length", "b.length", "a.limited", "b.limited", "a.names", "a.all_sentences"),
    *("a.bars", *(f"a.beside.{kind}" for kind in TYPES), "a.place", "b.place", "a.in_title", "b.in_title"),
    *(
        "topic",
        "topic_in_b",
        "b_in_topic",
        "within",
        "within_in_b",
        "b_in_within",
        "theme",
        "theme_in_b",
        "b_in_theme",
        "a.topic_age",
        "is_before",
        "is_after",
        "a.none_before",
        "a.none_after",
    ),
    *("before_in_b", "after_in_b", "a.commas_before", "a.commas_after", "first_on_line", "last_on_heading"),
    *(
        "a.no_heading",
        "commas",
        "joins",
        "brackets",
        "sides",
        "others_holding",
        "a.ending",
        "b.ending",
        "a.named_after",
    ),
    *("b.named_after", "a.stands_in", "b.stands_in", "a.first_of_kind", "b.first_of_kind", "grid.home"),
    *("a.sides_before", "a.sides_after", "b.sides_before", "b.sides_after"),
)
# Where the latter stand.
_SAME, _SENTENCES, _CLAUSES, _SAME_LINE, _GAP, _LIST_GAP, _FORWARD, _OTHERS_LIKE_B, _OTHERS_LIKE_A, _BETWEEN = range(
    2, 12
)
_NEARER_INSIDE, _ON_HEADING = _LAYOUT.index("nearer_inside"), _LAYOUT.index("on_heading")
_GOVERNED_SHARE: Final = _LAYOUT.index("governed_share")
_ABOUT: Final = _LAYOUT.index("topic")  # three rows each of the topics of a's sentence, paragraph and article
_IS_BEFORE, _IS_AFTER = _LAYOUT.index("is_before"), _LAYOUT.index("is_after")
_BEFORE_IN_B, _AFTER_IN_B = _LAYOUT.index("before_in_b"), _LAYOUT.index("after_in_b")
_ON_LINE, _UNDER_HEADING = _LAYOUT.index("first_on_line"), _LAYOUT.index("last_on_heading")
_MARKS, _OTHERS_HOLDING = _LAYOUT.index("commas"), _LAYOUT.index("others_holding")
_GAP_WORDS: Final = len(_LAYOUT)
_LAST: Final = ("a.nearest_after", "b.nearest_before")
_WORDS: Final = ("gap_words", "a.words_before", "a.words_after", "b.words_before", "b.words_after", "a.sentence_words")
# The rows of the table of mentions, in order, before the counts of trigger words.
OWN: Final = (
    *("kind", "stands_in", "first_of_kind", "topic_age", "none_before", "none_after", "commas_before", "commas_after"),
    *("no_heading", "sides_before", "sides_after"),
)
OF_SCENE: Final = ("cities", "names", "all_sentences")
TOLD: Final = (
    *(*AROUND, *(f"entity.{name}" if name in AROUND else name for name in COLUMNS)),
    *(*(f"beside.{kind}" for kind in TYPES), *OWN, *OF_SCENE),
)
COUNTED: Final = ("words_before", "words_after", "sentence_words")

# The rows of the positions that `compare_mentions` asks for, in order; entities and lines are numbers, -1 is none.
_START, _END, _OF, _KIND, _SENTENCE, _CLAUSE, _LINE, _LIST_START, _LIST_END, _HEADING, _TOPIC = range(11)
_BEFORE, _AFTER, _FIRST_ON_LINE, _LAST_ON_HEADING, _WITHIN, _THEME = range(11, 17)
_TOPICS: Final = (_TOPIC, _WITHIN, _THEME)
_FARTHEST: Final = 60


def column_names(words: Iterable[object]) -> tuple[str, ...]:
    """What the rows of a column hold, in order, for these classes of trigger words."""
    return (*_LAYOUT, *(f"{name}.{word}" for name, word in product(_WORDS, words)), *_LAST)


@lru_cache(maxsize=4)
def plan_columns(words: int) -> tuple[dict[str, Numbers], int]:
    """For so many classes of trigger words: which rows of a column are copied from which of the table (a, b) and of the
    grids (grid, back), and how many rows there are."""
    told = [*TOLD, *(f"{name}.{number}" for name in COUNTED for number in range(words))]
    rows = column_names(range(words))
    sources = {"a": told, "b": told, "grid": list(GRIDS), "back": list(GRIDS)}
    copied: dict[str, list[tuple[int, int]]] = {name: [] for name in sources}
    for row, name in enumerate(rows):
        of, _, rest = name.partition(".")
        if of in copied:
            copied[of].append((row, sources[of].index(rest)))
    return {of: np.array(pairs, dtype=np.int64) for of, pairs in copied.items()}, len(rows)


@kernel("void(int16[:, ::1], int64[::1], int64[:, ::1], int16[:, ::1])")
def copy_rows(table: Columns, of: Numbers, plan: Numbers, columns: Columns) -> None:
    """Into the rows of `columns` that the plan names, from a row of the table each, the numbers that `of` chooses."""
    for step in range(len(plan)):
        to, source = columns[plan[step, 0]], table[plan[step, 1]]
        for i in range(len(of)):
            to[i] = source[of[i]]


@kernel(
    "void(int64[:, ::1], int64[::1], int64[::1], int64[::1], boolean[::1], boolean[:, ::1], int16[:, ::1],"
    "int64[::1], int64, int32[:, ::1], int64[::1], int64[::1], int32[:, ::1], int16[:, ::1])"
)
def compare_mentions(
    positions: Numbers,
    a_of: Numbers,
    b_of: Numbers,
    counts: Numbers,
    holds: NDArray[np.bool_],
    below: NDArray[np.bool_],
    grids: Columns,
    on_line: Numbers,
    lines: int,
    marks: NDArray[np.int32],
    word_starts: Numbers,
    word_ends: Numbers,
    words: NDArray[np.int32],
    columns: Columns,
) -> None:
    """Fill the rows that are not copied, for the mentions a and b.

    counts: mentions by entity; holds: by type, whether it may hold others; on_line: entity × lines + line of all that
    are named there, sorted; marks, words: sums over the text and over the trigger words, one by one.
    """
    start, end, of, kind, sentence = (
        positions[_START],
        positions[_END],
        positions[_OF],
        positions[_KIND],
        positions[_SENTENCE],
    )
    size = len(below)
    rank, inner, governed = grids[1], grids[2], grids[3]
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
        cell, heading = s * size + o, positions[_HEADING, a]
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
        columns[_OTHERS_LIKE_B, i] = like_b
        columns[_OTHERS_LIKE_A, i] = like_a
        columns[_BETWEEN, i] = min(between, _FARTHEST)
        columns[_NEARER_INSIDE, i] = inner[cell] < rank[cell]
        columns[_GOVERNED_SHARE, i] = min(np.int64(governed[cell]) * 4 // counts[s], 4)
        columns[_ON_HEADING, i] = on_heading
        for wide in range(3):
            topic = positions[_TOPICS[wide], a]
            columns[_ABOUT + 3 * wide, i] = topic == o
            columns[_ABOUT + 3 * wide + 1, i] = topic >= 0 and below[topic, o]
            columns[_ABOUT + 3 * wide + 2, i] = topic >= 0 and below[o, topic]
        columns[_IS_BEFORE, i] = before == o
        columns[_IS_AFTER, i] = after == o
        columns[_BEFORE_IN_B, i] = before >= 0 and below[before, o]
        columns[_AFTER_IN_B, i] = after >= 0 and below[after, o]
        columns[_ON_LINE, i] = positions[_FIRST_ON_LINE, a] == o
        columns[_UNDER_HEADING, i] = positions[_LAST_ON_HEADING, a] == o
        for mark in range(len(marks)):
            there = gap_end >= gap_start
            columns[_MARKS + mark, i] = min(marks[mark, gap_end] - marks[mark, gap_start], MOST) if there else 0
        columns[_OTHERS_HOLDING, i] = holding
        low = np.searchsorted(word_starts, gap_start)
        high = max(low, np.searchsorted(word_ends, gap_end, side="right"))
        for word in range(words.shape[1]):
            count = min(words[high, word] - words[low, word], MOST) if apart == 0 else 0
            columns[_GAP_WORDS + word, i] = count
