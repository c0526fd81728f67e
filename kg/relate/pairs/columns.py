"""All that is told of a pair, number by number: its names, and which numbers are copied from where.

What one mention tells alone stands ready in a table and what two entities tell in grids; both are only copied.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Final

import numpy as np

from kg.compiled import kernel
from kg.model import TYPES
from kg.relate.pairs.features import FEATURES
from kg.relate.pairs.portraits import COLUMNS, GRIDS
from kg.relate.pairs.rows import Columns, Longs
from kg.relate.pairs.surroundings import AROUND

# By class of cues: how many stand between the two, and around each of them.
_WORDS: Final = ("gap_words", "a.words_before", "a.words_after", "b.words_before", "b.words_after", "a.sentence_words")
_LAST: Final = ("a.nearest_after", "b.nearest_before")
# The rows of the table of mentions, in order, before the counts of cues.
OWN: Final = (
    *("kind", "stands_in", "first_of_kind", "topic_age", "none_before", "none_after", "commas_before", "commas_after"),
    *("no_heading", "sides_before", "sides_after", "cities", "names", "all_sentences"),
)
_TOLD: Final = (
    *(*AROUND, *(f"entity.{name}" if name in AROUND else name for name in COLUMNS)),
    *(*(f"beside.{kind}" for kind in TYPES), *OWN),
)
_COUNTED: Final = ("words_before", "words_after", "sentence_words")


def column_names(words: Iterable[object]) -> tuple[str, ...]:
    """What the rows of a column hold, in order, for these classes of cues."""
    return (*FEATURES, *(f"{name}.{word}" for name, word in product(_WORDS, words)), *_LAST)


@lru_cache(maxsize=4)
def plan_columns(words: int) -> tuple[dict[str, Longs], int]:
    """For so many classes of cues: which rows of a column are copied from which of the table (a, b) and of the
    grids (grid, back), and how many rows there are."""
    told = [*_TOLD, *(f"{name}.{number}" for name in _COUNTED for number in range(words))]
    rows = column_names(range(words))
    sources = {"a": told, "b": told, "grid": list(GRIDS), "back": list(GRIDS)}
    copied: dict[str, list[tuple[int, int]]] = {name: [] for name in sources}
    for row, name in enumerate(rows):
        of, _, rest = name.partition(".")
        if of in copied:
            copied[of].append((row, sources[of].index(rest)))
    return {of: np.array(pairs, dtype=np.int64) for of, pairs in copied.items()}, len(rows)


@kernel("void(int16[:, ::1], int64[::1], int64[:, ::1], int16[:, ::1])")
def copy_rows(table: Columns, of: Longs, plan: Longs, columns: Columns) -> None:
    """Into the rows of `columns` that the plan names, from a row of the table each, the numbers that `of` chooses."""
    for step in range(len(plan)):
        to, source = columns[plan[step, 0]], table[plan[step, 1]]
        for i in range(len(of)):
            to[i] = source[of[i]]
