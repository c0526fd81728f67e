"""Joined scenes -> what the characters between and around two names, or around one, weigh for a relation.

Runs of one to three characters, each name in between as one sign of its kind, are numbered by a hash; a relation has a
learnt weight for each number, and a pair the sum of its own. Forests count words that a grammar lists; here speak all
others.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import Int, kernel, part
from kg.model import TYPES
from kg.relate.pairs.joined import Joined
from kg.relate.pairs.rows import Flags, Longs

BITS: Final = 16
SIZE: Final = 1 << BITS
# Weights are whole in units of 1/UNIT of log-odds, what a pair comes to in eighths.
UNIT: Final = 1024
_EIGHTH: Final = UNIT // 8
_MOST: Final = 100
_GAP: Final = 60
# Around subject and object: so many characters before and after, and of the end of the name itself.
_BEFORE, _AFTER_SUBJECT, _AFTER_OBJECT, _END = 8, 14, 10, 4
WIDTH: Final = 3 * (_GAP + 2 * (_BEFORE + _END) + _AFTER_SUBJECT + _AFTER_OBJECT)
# Around a name alone: so many characters next to it, and so many up to which they are far.
_NEXT_BEFORE, _FAR_BEFORE, _NEXT_AFTER, _FAR_AFTER = 6, 30, 10, 40
WIDTH_ALONE: Final = 3 * (_FAR_BEFORE + _FAR_AFTER + _END)
SIGNS: Final = {"City": 1, "Province": 1, "Park": 1, "Enterprise": 2, "Policy": 3, "Project": 4, "Organization": 5}
_SIGN_OF: Final = np.array([SIGNS[kind] for kind in TYPES], dtype=np.int64)


class Wording:
    """The text of joined scenes with its names as signs, then the text itself, and where each mention stands in the
    two."""

    def __init__(self, joined: Joined) -> None:
        mentions, plain = joined.mentions, joined.codes.astype(np.int64)
        signs, kept = plain.copy(), np.ones(len(plain), dtype=np.bool_)
        names = np.flatnonzero(~mentions.stands_in)
        put_signs(mentions.start[names], mentions.end[names], _SIGN_OF[joined.kinds[mentions.of[names]]], signs, kept)
        places = np.concatenate([[0], np.cumsum(kept)])
        start, end, sentence = mentions.start, mentions.end, mentions.sentence
        low, high = joined.sentences[:, sentence]
        self._characters = np.concatenate([signs[kept], plain])
        self._sentence = sentence
        self._start, self._end, self._low, self._high = (places[at] for at in (start, end, low, np.maximum(high, end)))
        self._name_start, self._name_end = start + places[-1], end + places[-1]

    def numbers(self, a: Longs, b: Longs) -> NDArray[np.int32]:
        """For each pair of mentions the numbers of its runs, filled up with SIZE."""
        forward = self._start[a] <= self._start[b]
        first, second = np.where(forward, a, b), np.where(forward, b, a)
        gap = self._end[first]
        same = self._sentence[a] == self._sentence[b]
        stretches = (
            (gap, np.where(same, np.minimum(self._start[second], gap + _GAP), gap)),
            (np.maximum(self._low[a], self._start[a] - _BEFORE), self._start[a]),
            (self._end[a], np.minimum(self._high[a], self._end[a] + _AFTER_SUBJECT)),
            (np.maximum(self._low[b], self._start[b] - _BEFORE), self._start[b]),
            (self._end[b], np.minimum(self._high[b], self._end[b] + _AFTER_OBJECT)),
            (np.maximum(self._name_start[a], self._name_end[a] - _END), self._name_end[a]),
            (np.maximum(self._name_start[b], self._name_end[b] - _END), self._name_end[b]),
        )
        bounds = np.array(stretches, dtype=np.int64).reshape(len(stretches), 2, len(a))
        result = np.full((len(a), WIDTH), SIZE, dtype=np.int32)
        number_runs(self._characters, bounds, forward, result)
        return result

    def numbers_alone(self) -> NDArray[np.int32]:
        """For each mention the numbers of the runs around it in its sentence, filled up with SIZE."""
        before, after = self._start, self._end
        low, high = np.minimum(self._low, before), np.maximum(self._high, after)
        next_before, next_after = np.maximum(low, before - _NEXT_BEFORE), np.minimum(high, after + _NEXT_AFTER)
        stretches = (
            (next_before, before),
            (np.maximum(low, before - _FAR_BEFORE), next_before),
            (after, next_after),
            (next_after, np.minimum(high, after + _FAR_AFTER)),
            (np.maximum(self._name_start, self._name_end - _END), self._name_end),
        )
        bounds = np.array(stretches, dtype=np.int64).reshape(len(stretches), 2, len(before))
        result = np.full((len(before), WIDTH_ALONE), SIZE, dtype=np.int32)
        number_runs(self._characters, bounds, np.ones(len(before), dtype=np.bool_), result)
        return result


@kernel("void(int64[::1], int64[::1], int64[::1], int64[::1], boolean[::1])")
def put_signs(starts: Longs, ends: Longs, signs: Longs, characters: Longs, kept: Flags) -> None:
    """In place of the first character of each name stands its sign; the others are not kept."""
    for name in range(len(starts)):
        characters[starts[name]] = signs[name]
        for at in range(starts[name] + 1, ends[name]):
            kept[at] = False


def add_runs(numbers: NDArray[np.int32], weights: NDArray[np.int16]) -> NDArray[np.int16]:
    """What the runs of each row weigh together, in eighths, rounded down."""
    result = np.empty(len(numbers), dtype=np.int16)
    weigh_rows(numbers, weights, result)
    return result


@part
def _weight_of(numbers: NDArray[np.int32], weights: NDArray[np.int16]) -> Int:
    """What a row of numbers weighs, to where it is filled up."""
    total: Int = np.int64(0)
    for number in numbers:
        if number >= len(weights):
            break
        total += weights[number]
    return min(max(total // _EIGHTH, -_MOST), _MOST)


@kernel("void(int32[:, :], int16[::1], int16[::1])")
def weigh_rows(numbers: NDArray[np.int32], weights: NDArray[np.int16], result: NDArray[np.int16]) -> None:
    """Fill `result` with what each row of numbers weighs."""
    for row in range(len(numbers)):
        result[row] = _weight_of(numbers[row], weights)


@kernel("void(int32[:, ::1], int16[:, ::1], int64[::1], boolean[:, ::1], int16[:, ::1])")
def weigh_actors(
    numbers: NDArray[np.int32], weights: NDArray[np.int16], of: Longs, asked: Flags, result: NDArray[np.int16]
) -> None:
    """Fill two rows by entity (of zeros) for each of two sides: what its mentions weigh at best, and in the mean.

    numbers: the runs of each mention; of: its entity; asked: by side and entity whether it is asked about.
    """
    size = asked.shape[1]
    sums, counts = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for side in range(2):
        best, mean = result[2 * side], result[2 * side + 1]
        sums[:], counts[:] = 0, 0
        for mention in range(len(of)):
            entity = of[mention]
            if not asked[side, entity]:
                continue
            weight = _weight_of(numbers[mention], weights[side])
            best[entity] = max(best[entity], weight) if counts[entity] else weight
            sums[entity] += weight
            counts[entity] += 1
        for entity in range(size):
            mean[entity] = sums[entity] // max(counts[entity], 1)


@kernel("void(int64[::1], int64[:, :, ::1], boolean[::1], int32[:, ::1])")
def number_runs(characters: Longs, bounds: Longs, forward: Flags, result: NDArray[np.int32]) -> None:
    """The runs of one, two and three characters in each stretch; that between two names is another by their order."""
    for pair in range(bounds.shape[2]):
        at: Int = 0
        for stretch in range(bounds.shape[0]):
            kind: Int = stretch + 1 if stretch > 0 or forward[pair] else 0
            low, high = bounds[stretch, 0, pair], bounds[stretch, 1, pair]
            for start in range(low, high):
                run: Int = np.int64(kind)
                for last in range(start, min(high, start + 3)):
                    run = (run * np.int64(1000003) + characters[last]) & np.int64(0xFFFFFFFFFFF)
                    result[pair, at] = np.int32(((run * np.int64(0x9E37B1)) >> np.int64(20)) & np.int64(0xFFFF))
                    at += 1
