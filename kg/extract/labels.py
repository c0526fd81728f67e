"""Spans -> one label a character."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.model import TYPES

OUTSIDE: Final = 0
# 0 is outside; type t (from 0) has begin 4t+1, inside 4t+2, end 4t+3, single 4t+4.
LABELS: Final = ("O", *(f"{tag}-{name}" for name in TYPES for tag in "BIES"))


def label_spans(length: int, spans: Iterable[tuple[int, int, str]]) -> list[int]:
    """Labels of a text with non-overlapping (start, end, type) spans."""
    labels = [OUTSIDE] * length
    for start, end, name in spans:
        base = 4 * TYPES.index(name)
        if end - start == 1:
            labels[start] = base + 4
            continue
        labels[start] = base + 1
        labels[start + 1 : end - 1] = [base + 2] * (end - start - 2)
        labels[end - 1] = base + 3
    return labels


def may_follow(before: int, after: int) -> bool:
    """Whether a label may come directly after another; -1 stands for the text's edge."""
    inside = before > 0 and (before - 1) % 4 in (0, 1)
    continues = after > 0 and (after - 1) % 4 in (1, 2)
    if not inside:
        return not continues
    return continues and (after - 1) // 4 == (before - 1) // 4
