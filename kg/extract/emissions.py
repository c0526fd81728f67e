"""Feature channels -> a score for each label at each character, by the weights of the recognizer.

What costs time here is memory that is not in the cache, so that what the weights know lies as close as it can.
Templates of one shape (the pair of characters here, before, behind) share one look-up of their key, which leads to a
record of the scores, mostly of one or two labels. Templates with few values have full rows (`kg.extract.joint`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import Int, kernel, part
from kg.extract.features import MARGIN, Channels
from kg.extract.joint import Joint, join_weights
from kg.extract.lattice import ORDER, WIDTH
from kg.extract.templates import BITS, TEMPLATES, Template
from kg.kept import keep
from kg.trie import Keys, Numbers
from kg.weights import Weights

_AT_ONCE: Final = 1024  # characters of which one shape is looked up before the next
_PLACE_BITS: Final = 24
_PLACE: Final = (1 << _PLACE_BITS) - 1
_HEAD: Final = 5  # a record begins with its key, in four parts, and the number of its scores
Scores = NDArray[np.int32]
Book = NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Scorer:
    """Weights made ready to score whole texts.

    shapes: first part, number of parts, begin and size of the table. parts: channel, offset, bits. table: where a
    key's record is, and above it seven bits of the key's hash; 0 where there is none. book: records of (cell, weight),
    a cell being the label and how many rows of scores further. joint: the templates with few values.
    """

    shapes: Numbers
    parts: Numbers
    table: Numbers
    book: Book
    joint: Joint

    def score(self, channels: Channels) -> Scores:
        """Scores by character and label, in the order of `ORDER`; the channels have MARGIN zeros before and behind."""
        table = np.stack([channels[name] for name in BITS])
        scores = np.zeros((table.shape[1] + 2 * MARGIN, WIDTH), dtype=np.int32)
        add_scores(table, self.shapes, self.parts, self.table, self.book, scores)
        inner = scores[2 * MARGIN : -2 * MARGIN]
        self.joint.add(channels, inner)
        return inner


@part
def _hash(key: Int) -> Int:
    return np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)


@part
def _begin(hashed: Int, size: Int) -> Int:
    """Where the search begins in a table of `size` places, a power of two."""
    return (hashed >> np.uint64(32)) & np.uint64(size - 1)


@part
def _mark(hashed: Int) -> Int:
    """Seven bits that tell most keys apart before their records are read."""
    return np.int64(hashed >> np.uint64(57))


@part
def _key_at(book: Book, at: Int) -> Int:
    low = (np.int64(book[at]) & 0xFFFF) | (np.int64(book[at + np.uint64(1)]) & 0xFFFF) << 16
    return low | (np.int64(book[at + np.uint64(2)]) & 0xFFFF) << 32 | np.int64(book[at + np.uint64(3)]) << 48


@part
def _record_of(key: Int, found: Int, table: Numbers, begin: Int, size: Int, book: Book) -> Int:
    """Where the record of a key is, given what stands where the search for it begins; 0 if it has none."""
    hashed = _hash(key)
    at, mark = _begin(hashed, size), _mark(hashed)
    while found != 0:
        record = np.uint64(found & _PLACE)
        if found >> _PLACE_BITS == mark and _key_at(book, record) == key:
            return record
        at = (at + np.uint64(1)) & np.uint64(size - 1)
        found = table[np.uint64(begin) + at]
    return np.uint64(0)


@part
def _put_keys(channels: Keys, parts: Numbers, first: Int, last: Int, low: Int, keys: Keys) -> None:
    """The key of each character from `low` on, by the parts of its shape."""
    for i in range(len(keys)):
        keys[i] = 0
    for p in range(first, last):
        there, bits = low + parts[p, 1], parts[p, 2]
        channel = channels[parts[p, 0], there : there + len(keys)]
        for i in range(len(keys)):
            keys[i] = (keys[i] << bits) | channel[i]


@part
def _find_records(keys: Keys, table: Numbers, begin: Int, size: Int, book: Book, found: Numbers, at: Keys) -> Int:
    """Fill `found` with the places of the records that there are, `at` with those of their keys; gives how many.

    All that the table holds is fetched before anything depends on it, so that one look-up does not wait for another.
    """
    for i in range(len(keys)):
        found[i] = table[np.uint64(begin) + _begin(_hash(keys[i]), size)]
    held: Int = 0
    for i in range(len(keys)):
        at[held], found[held] = i, found[i]
        held += found[i] != 0
    count: Int = 0
    for n in range(held):
        record = _record_of(keys[at[n]], found[n], table, begin, size, book)
        at[count], found[count] = at[n], record
        count += record != 0
    return count


@kernel("void(int64[:, ::1], int32[:, ::1], int32[:, ::1], int32[::1], int16[::1], int32[:, ::1])")
def add_scores(
    channels: NDArray[np.int64], shapes: Numbers, parts: Numbers, table: Numbers, book: Book, scores: Scores
) -> None:
    """Add what the records hold; `scores` has MARGIN more rows before and behind than there are characters."""
    n = channels.shape[1]
    cells = scores.reshape(-1)
    room, found, at = np.empty(_AT_ONCE, np.int64), np.empty(_AT_ONCE, np.int32), np.empty(_AT_ONCE, np.int64)
    for start in range(0, n, _AT_ONCE):
        for s in range(len(shapes)):
            first_part, last_part = shapes[s, 0], shapes[s, 0] + shapes[s, 1]
            begin, size = shapes[s, 2], shapes[s, 3]
            low, high = start, min(start + _AT_ONCE, n)
            for p in range(first_part, last_part):
                low, high = max(low, -parts[p, 1]), min(high, n - parts[p, 1])
            keys = room[: max(0, high - low)]
            _put_keys(channels, parts, first_part, last_part, low, keys)
            for one in range(_find_records(keys, table, begin, size, book, found, at)):
                record = np.uint64(found[one])
                here = (low + at[one] + MARGIN) * WIDTH
                place = record + np.uint64(_HEAD)
                for _ in range(book[record + np.uint64(_HEAD - 1)]):
                    cells[np.uint64(here + book[place])] += book[place + np.uint64(1)]
                    place += np.uint64(2)


@kernel("void(int64[::1], int64[::1], int32[::1])")
def settle(keys: Keys, records: Keys, table: Numbers) -> None:
    """Note in an empty table where the record of each key is."""
    for i in range(len(keys)):
        hashed = _hash(keys[i])
        at = _begin(hashed, len(table))
        while table[at] != 0:
            at = (at + np.uint64(1)) & np.uint64(len(table) - 1)
        table[at] = _mark(hashed) << _PLACE_BITS | records[i]


@lru_cache(maxsize=4)
def scorer_of(weights: Weights) -> Scorer:
    """The weights made ready; once for each. Raises ValueError if they are too many."""
    return keep("scorer", weights.digest, Scorer, lambda: _make_scorer(weights))


def _make_scorer(weights: Weights) -> Scorer:
    channels = list(BITS)
    joint, joined = join_weights(weights)
    grouped: dict[Template, list[int]] = {}
    for number, template in enumerate(TEMPLATES):
        if len(weights.keys[number]) and number not in joined:
            grouped.setdefault(tuple((name, at - template[0][1]) for name, at in template), []).append(number)
    shapes: list[tuple[int, ...]] = []
    parts: list[tuple[int, int, int]] = []
    tables: list[Numbers] = []
    books = [np.zeros(1, dtype=np.int16)]  # so that no record is at 0
    for shape, numbers in grouped.items():
        keys = np.unique(np.concatenate([weights.keys[number] for number in numbers]))
        tables.append(np.zeros(1 << max(3, (len(keys) * 2).bit_length()), dtype=np.int32))
        book, records = _records(weights, numbers, keys)
        settle(keys, sum(map(len, books)) + records, tables[-1])
        books.append(book)
        shapes.append((len(parts), len(shape), sum(map(len, tables[:-1])), len(tables[-1])))
        parts += [(channels.index(name), offset, BITS[name]) for name, offset in shape]
    if (size := sum(map(len, books))) > _PLACE:
        raise ValueError(f"the weights take {size} places; there is room for {_PLACE}")
    return Scorer(
        np.array(shapes, dtype=np.int32).reshape(-1, 4),
        np.array(parts, dtype=np.int32).reshape(-1, 3),
        np.concatenate([np.zeros(0, dtype=np.int32), *tables]),
        np.concatenate(books),
        joint,
    )


def _records(weights: Weights, numbers: list[int], keys: Keys) -> tuple[Book, Keys]:
    """The records of keys, and where each begins."""
    of, cells, scores = [], [], []
    for number in numbers:
        row, label = np.nonzero(weights.rows[number][:, ORDER])
        of.append(keys.searchsorted(weights.keys[number])[row])
        cells.append(label - TEMPLATES[number][0][1] * WIDTH)
        scores.append(weights.rows[number][row, ORDER[label]])
    order = np.argsort(key := np.concatenate(of), kind="stable")
    counts = np.bincount(key, minlength=len(keys))
    begins = _HEAD * np.arange(len(keys)) + 2 * (np.cumsum(counts) - counts)
    book = np.zeros(_HEAD * len(keys) + 2 * len(key), dtype=np.int16)
    book[begins[:, None] + np.arange(_HEAD - 1)] = keys[:, None].view(np.int16)
    book[begins + _HEAD - 1] = counts
    at = _HEAD * (key[order] + 1) + 2 * np.arange(len(order))
    book[at] = np.concatenate(cells)[order]
    book[at + 1] = np.concatenate(scores)[order]
    return book, begins
