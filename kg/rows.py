"""A line of text -> the cells between its borders."""

from __future__ import annotations

import re
from typing import Final

# The first of these that parts a line into enough cells is its border: 吨/年 parts no row that has bars.
BORDERS: Final = ("|", "\t", "│", "--", "/")
LEAST_CELLS: Final = 3
_CLEAR: Final = ("|", "\t", "│")  # borders that no prose has
_ASIDE: Final = re.compile(r"\([^()]*\)")


def may_have_rows(text: str) -> bool:
    """Whether a text has borders enough for a row."""
    return any(text.count(border) >= LEAST_CELLS - 1 for border in BORDERS)


def find_border(line: str) -> str:
    """What parts the cells of a line; empty for a line that is no row."""
    often = (border for border in BORDERS if line.count(border) >= LEAST_CELLS - 1)
    return next((border for border in often if len(split_row(line, border)) >= LEAST_CELLS), "")


def is_row(line: str) -> bool:
    """Whether a line is a row of cells by its borders alone.

    签约项目(企业|项目|金额) is none: it tells what the rows below it hold.
    """
    return _has_borders(line) and _has_borders(_ASIDE.sub("", line))


def _has_borders(line: str) -> bool:
    return any(line.count(border) >= LEAST_CELLS - 1 for border in _CLEAR)


def split_row(line: str, border: str) -> list[tuple[int, int]]:
    """Where each cell of a line begins and ends, without the spaces around it; borders at its ends hold no cell."""
    cells = []
    at = 0
    for part in line.split(border):
        start = at + len(part) - len(part.lstrip())
        cells.append((start, max(start, at + len(part.rstrip()))))
        at += len(part) + len(border)
    first = next((number for number, (start, end) in enumerate(cells) if end > start), len(cells))
    last = next((number for number in range(len(cells), 0, -1) if cells[number - 1][1] > cells[number - 1][0]), 0)
    return _joined(line, cells[first:last]) if border == "/" else cells[first:last]


def _joined(line: str, cells: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The cells, those joined again that stand on both sides of a stroke between digits: 20/45万吨."""
    joined: list[tuple[int, int]] = []
    for start, end in cells:
        if joined and joined[-1][1] + 1 == start and line[start - 2].isdigit() and line[start : start + 1].isdigit():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
