"""Weights of templates whose channels have few values -> rows of scores, one for all that several templates ask.

Such templates overlap: what stands here, what stands here and before, what here and behind. A block is a grid over the
values of all channels that its templates ask for; each cell holds the row of their sum, so that a character costs one
row a block and not one a template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import Int, kernel
from kg.extract.features import MARGIN, Channels
from kg.extract.lattice import ORDER, WIDTH
from kg.extract.templates import BITS, TEMPLATES, Template
from kg.trie import Numbers
from kg.weights import Weights

_FEW: Final = 1 << 9  # values of a channel
_LARGEST: Final = 1 << 15  # cells that a template may have here
_ROOM: Final = 1 << 13  # cells to which a block may grow
_AT_ONCE: Final = 128  # characters whose scores stay at hand
_MOST: Final = 32767
Rows = NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Joint:
    """digits: by channel, the number of each value in a grid; 0 for those that no weight knows. blocks: first part,
    number of parts, first row. parts: channel (among those of `digits`), offset, stride. rows: of all blocks."""

    digits: Mapping[str, Numbers]
    blocks: Numbers
    parts: Numbers
    rows: Rows

    def add(self, channels: Channels, scores: Numbers) -> None:
        """Add the scores of all characters but the first and last MARGIN, which `scores` does not have."""
        if len(self.blocks):
            digits = np.stack([of.take(channels[name]) for name, of in self.digits.items()])
            add_rows(digits, self.blocks, self.parts, self.rows, scores)


@kernel("void(int32[:, ::1], int32[:, ::1], int32[:, ::1], int16[:, ::1], int32[:, ::1])")
def add_rows(digits: Numbers, blocks: Numbers, parts: Numbers, rows: Rows, scores: Numbers) -> None:
    """Add the row of each block at each character."""
    places = np.empty(_AT_ONCE, np.int32)
    for start in range(0, len(scores), _AT_ONCE):
        size = min(_AT_ONCE, len(scores) - start)
        for block in range(len(blocks)):
            for i in range(size):
                places[i] = blocks[block, 2]
            for part in range(blocks[block, 0], blocks[block, 0] + blocks[block, 1]):
                there: Int = start + MARGIN + parts[part, 1]
                channel, stride = digits[parts[part, 0], there : there + size], parts[part, 2]
                for i in range(size):
                    places[i] += channel[i] * stride
            for i in range(size):
                own, added = scores[start + i], rows[np.uint64(places[i])]
                for label in range(len(own)):  # not WIDTH: what is laid out one by one is not added side by side
                    own[label] += added[label]


def join_weights(weights: Weights) -> tuple[Joint, frozenset[int]]:
    """The weights of all templates with few values, joined, and the numbers of these templates."""
    values = _values(weights)
    sizes = {name: len(known) + 1 for name, known in values.items()}
    cells = {
        number: prod(sizes[name] for name, _ in template)
        for number, template in enumerate(TEMPLATES)
        if len(weights.keys[number]) and all(name in sizes for name, _ in template)
    }
    own = {number: size for number, size in cells.items() if size <= _LARGEST}
    digits = {name: np.zeros(1 << BITS[name], dtype=np.int32) for name in values}
    for name, known in values.items():
        digits[name][known] = np.arange(1, len(known) + 1)
    names = list(digits)
    blocks: list[tuple[int, int, int]] = []
    parts: list[tuple[int, int, int]] = []
    rows: list[Rows] = []
    for asked, members in _blocks(own, sizes):
        shape = [sizes[name] for name, _ in asked]
        blocks.append((len(parts), len(asked), sum(map(len, rows))))
        parts += [(names.index(name), at, prod(shape[axis + 1 :])) for axis, (name, at) in enumerate(asked)]
        if sum(int(np.abs(weights.rows[number]).max()) for number in members) > _MOST:
            raise ValueError(f"the weights of the templates {members} may come to more than {_MOST}")
        grid = np.zeros((*shape, WIDTH), dtype=np.int16)
        for number in members:
            grid += _spread(weights, number, asked, digits, sizes)
        rows.append(grid.reshape(-1, WIDTH))
    joint = Joint(
        digits,
        np.array(blocks, dtype=np.int32).reshape(-1, 3),
        np.array(parts, dtype=np.int32).reshape(-1, 3),
        np.concatenate([np.zeros((0, WIDTH), dtype=np.int16), *rows]),
    )
    return joint, frozenset(own)


def _values(weights: Weights) -> dict[str, Numbers]:
    """The values of each channel with few of them that some weight knows."""
    found: dict[str, list[NDArray[np.int64]]] = {}
    for number, template in enumerate(TEMPLATES):
        for (name, _), values in zip(template, _unpacked(weights, number), strict=True):
            if 1 << BITS[name] <= _FEW:
                found.setdefault(name, []).append(values)
    return {name: np.unique(np.concatenate(values)).astype(np.int32) for name, values in found.items()}


def _unpacked(weights: Weights, number: int) -> list[NDArray[np.int64]]:
    """By part of a template, its values in the template's keys."""
    values, keys = [], weights.keys[number]
    for name, _ in reversed(TEMPLATES[number]):
        values.append(keys & ((1 << BITS[name]) - 1))
        keys = keys >> BITS[name]
    return values[::-1]


def _blocks(cells: Mapping[int, int], sizes: Mapping[str, int]) -> list[tuple[Template, list[int]]]:
    """What each block asks for, and its templates; each goes, the largest first, where it adds the fewest cells."""
    blocks: list[tuple[set[tuple[str, int]], list[int]]] = []
    for number in sorted(cells, key=lambda number: (-cells[number], number)):
        asked = set(TEMPLATES[number])
        grown = [prod(sizes[name] for name, _ in asked | own) for own, _ in blocks]
        added = [size - prod(sizes[name] for name, _ in own) for size, (own, _) in zip(grown, blocks, strict=True)]
        able = [at for at in range(len(blocks)) if not added[at] or grown[at] <= _ROOM]
        if able:
            own, members = blocks[min(able, key=lambda at: (added[at], at))]
            own |= asked
            members.append(number)
        else:
            blocks.append((asked, [number]))
    return [(tuple(sorted(asked)), members) for asked, members in blocks]


def _spread(
    weights: Weights, number: int, asked: Template, digits: Mapping[str, Numbers], sizes: Mapping[str, int]
) -> Rows:
    """The weights of a template over the grid of a block: of size 1 along what the template does not ask."""
    template = TEMPLATES[number]
    own = np.zeros((*(sizes[name] for name, _ in template), WIDTH), dtype=np.int16)
    at = [digits[name][values] for (name, _), values in zip(template, _unpacked(weights, number), strict=True)]
    own[tuple(at)] = np.pad(weights.rows[number][:, ORDER], ((0, 0), (0, WIDTH - len(ORDER))))
    axes = [template.index(part) for part in asked if part in template]
    shape = [sizes[part[0]] if part in template else 1 for part in asked]
    return own.transpose(*axes, len(template)).reshape(*shape, WIDTH)
