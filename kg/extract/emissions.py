"""Feature channels -> a score for each label at each character, by the weights of the recognizer.

Templates of one shape (the pair of characters here, before, behind) share one look-up; wide channels (characters,
words) are numbered anew, by what the weights know of them, so that most keys are small.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.extract.features import MARGIN, Channels
from kg.extract.numbering import Numbering
from kg.extract.templates import BITS, TEMPLATES, Template
from kg.extract.viterbi import ORDER
from kg.weights import Weights

# Channels with more values than a small table holds, and what they are values of.
_WIDE: Final = {"char": "char", "this": "word", "last": "word", "next": "word"}
_WIDTH: Final = 32  # labels, filled up to a power of two
_AT_ONCE: Final = 4096  # characters whose scores stay in the cache
_RARE: Final = 4  # where fewer than one in so many characters has a feature, only those are added up
Scores = NDArray[np.signedinteger]


@dataclass(frozen=True, eq=False)
class _Shape:
    """Templates that are alike but for where they stand: (channel, offset, bits), the numbers of their keys, and for
    each template its offset and a row of scores for each number."""

    parts: tuple[tuple[str, int, int], ...]
    numbering: Numbering
    placed: tuple[tuple[int, Scores], ...]


@dataclass(frozen=True, eq=False)
class Scorer:
    """Weights made ready to score whole texts."""

    shapes: tuple[_Shape, ...]
    wide: dict[str, Numbering]
    known: dict[str, int]
    score_type: type[np.int16] | type[np.int32]
    most: int  # no score lies above or its negative below

    def dense(self, channels: Channels) -> Channels:
        """The channels, the wide ones numbered anew: 0 stays 0, and what no weight knows has one number."""
        result = dict(channels)
        for name, values in _WIDE.items():
            numbers = self.wide[values](channels[name]).astype(np.int64)
            numbers[(numbers == 0) & (channels[name] != 0)] = self.known[values] + 1
            result[name] = numbers
        return result

    def score(self, channels: Channels) -> Scores:
        """Scores by character and label, in the order of `ORDER`.

        The channels are dense, with MARGIN zeros before and behind.
        """
        total = len(channels["char"]) - 2 * MARGIN
        scores = np.zeros((total, _WIDTH), dtype=self.score_type)
        buffer = np.empty((min(total, _AT_ONCE), _WIDTH), dtype=self.score_type)
        for at in range(0, total, _AT_ONCE):
            part = scores[at : at + _AT_ONCE]
            for shape in self.shapes:
                _add_shape(shape, channels, at + MARGIN, part, buffer[: len(part)])
        return scores


def _add_shape(shape: _Shape, channels: Channels, start: int, scores: Scores, buffer: Scores) -> None:
    first, last = shape.placed[0][0], shape.placed[-1][0]
    low, high = start + first, start + len(scores) + last
    name, offset, _ = shape.parts[0]
    keys = channels[name][low + offset : high + offset]
    for name, offset, bits in shape.parts[1:]:
        keys = keys << bits
        keys |= channels[name][low + offset : high + offset]
    numbers = shape.numbering(keys)
    rare = np.count_nonzero(numbers) * _RARE < len(numbers)
    for offset, rows in shape.placed:
        mine = numbers[offset - first : offset - first + len(scores)]
        if rare:
            known = np.flatnonzero(mine)
            scores[known] += rows[mine[known]]
        else:
            rows.take(mine, axis=0, out=buffer, mode="clip")
            scores += buffer


@lru_cache(maxsize=4)
def scorer_of(weights: Weights) -> Scorer:
    """The weights made ready; once for each."""
    parts = [_unpack(template, keys) for template, keys in zip(TEMPLATES, weights.keys, strict=True)]
    values: dict[str, list[NDArray[np.int64]]] = {"char": [], "word": []}
    for template, columns in zip(TEMPLATES, parts, strict=True):
        for (name, _), column in zip(template, columns, strict=True):
            if name in _WIDE:
                values[_WIDE[name]].append(column[column > 0])
    known = {name: np.unique(np.concatenate(found)) for name, found in values.items()}
    bits = {name: len(found) + 1 for name, found in known.items()}
    most = {"char": (1 << BITS["char"]) - 1, "word": (1 << BITS["this"]) - 1}
    most_score = sum(int(np.abs(rows.astype(np.int64)).max()) for rows in weights.rows if len(rows))
    score_type = np.int16 if most_score < 1 << 15 else np.int32
    grouped: dict[tuple[tuple[str, int], ...], list[int]] = {}
    for number, template in enumerate(TEMPLATES):
        if len(weights.keys[number]) and weights.rows[number].any():
            grouped.setdefault(_shape(template), []).append(number)
    shapes = []
    for shape, numbers in grouped.items():
        sizes = [bits[_WIDE[name]].bit_length() if name in _WIDE else BITS[name] for name, _ in shape]
        keys = {number: _pack(shape, parts[number], sizes, known) for number in numbers}
        union = np.unique(np.concatenate(list(keys.values())))
        placed = []
        for number in sorted(numbers, key=lambda n: TEMPLATES[n][0][1]):
            rows = np.zeros((len(union) + 1, _WIDTH), dtype=score_type)
            rows[union.searchsorted(keys[number]) + 1, : len(ORDER)] = weights.rows[number][:, ORDER]
            placed.append((TEMPLATES[number][0][1], rows))
        packed = tuple((name, offset, size) for (name, offset), size in zip(shape, sizes, strict=True))
        shapes.append(_Shape(packed, Numbering(union, (1 << sum(sizes)) - 1), tuple(placed)))
    return Scorer(
        tuple(shapes),
        {name: Numbering(found, most[name]) for name, found in known.items()},
        {name: len(found) for name, found in known.items()},
        score_type,
        most_score,
    )


def _shape(template: Template) -> tuple[tuple[str, int], ...]:
    """A template as seen from its first part."""
    return tuple((name, offset - template[0][1]) for name, offset in template)


def _unpack(template: Template, keys: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    columns: list[NDArray[np.int64]] = []
    for name, _ in reversed(template):
        columns.append(keys & ((1 << BITS[name]) - 1))
        keys = keys >> BITS[name]
    return columns[::-1]


def _pack(
    shape: tuple[tuple[str, int], ...],
    columns: list[NDArray[np.int64]],
    sizes: list[int],
    known: dict[str, NDArray[np.int64]],
) -> NDArray[np.int64]:
    packed = np.zeros(len(columns[0]), dtype=np.int64)
    for (name, _), column, size in zip(shape, columns, sizes, strict=True):
        if name in _WIDE:
            column = np.where(column > 0, known[_WIDE[name]].searchsorted(column) + 1, 0)
        packed = packed << size | column
    return packed
