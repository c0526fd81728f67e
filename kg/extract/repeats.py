"""Candidate spans -> what the same text makes of the same characters elsewhere."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import Int, kernel, part
from kg.extract.lattice import NONE
from kg.model import TYPES
from kg.trie import Keys, Numbers

REPEATED: Final = (
    *("same_form", "best_same_form", "same_form_best_names", "best_of_other_type"),
    *("names_holding_it", "names_of_other_types_holding_it", "names_beginning_with_it"),
)
_T: Final = len(TYPES)
_LONGEST_PART: Final = 12  # characters of a name that may stand for it elsewhere


def repeats_of(codes: Keys, spans: Numbers, of_text: Numbers) -> Numbers:
    """By column for each candidate: how many others of its type have its characters, the best of these, how many are
    best names; the best of another type; the best names that hold it, of its type and of others, and how many begin
    with it. `of_text` tells which text each candidate is from."""
    repeated = np.full((len(REPEATED), spans.shape[1]), NONE, dtype=np.int32)
    table = np.full(1 << max(4, (spans.shape[1] * 2).bit_length()), -1, dtype=np.int32)
    prefixes = np.zeros((2, len(codes) + 1), dtype=np.uint64)
    fill_hashes(codes, prefixes)
    count_forms(codes, spans, of_text, prefixes, table, np.zeros_like(of_text), repeated)
    return repeated


@kernel("void(int64[::1], uint64[:, ::1])")
def fill_hashes(codes: Keys, prefixes: NDArray[np.uint64]) -> None:
    """Fill two rows by character: hashes of all before it, and powers, of which each span's own hash can be made."""
    prefixes[1, 0] = np.uint64(1)
    for at in range(len(codes)):
        prefixes[0, at + 1] = prefixes[0, at] * np.uint64(0x100000001B3) + np.uint64(codes[at] + 1)
        prefixes[1, at + 1] = prefixes[1, at] * np.uint64(0x100000001B3)


@part
def _hash_of(prefixes: Int, start: Int, end: Int, text: Int) -> Int:
    """Of the characters of a span; the same characters in another text have another one."""
    plain = prefixes[0, end] - prefixes[0, start] * prefixes[1, end - start]
    mixed = (plain ^ (np.uint64(text) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)) * np.uint64(0xFF51AFD7ED558CCD)
    return mixed ^ (mixed >> np.uint64(29))


@part
def _same_form(codes: Int, one: Int, other: Int, length: Int) -> Int:
    for at in range(length):
        if codes[one + at] != codes[other + at]:
            return 0
    return 1


@part
def _find_form(codes: Int, prefixes: Int, spans: Int, of_text: Int, table: Int, start: Int, end: Int, text: Int) -> Int:
    """Where in the table the first candidate of a form is, or the free place where it would be."""
    at = _hash_of(prefixes, start, end, text) & np.uint64(len(table) - 1)
    while table[at] >= 0:
        found = table[at]
        if (
            of_text[found] == text
            and spans[1, found] - spans[0, found] == end - start
            and _same_form(codes, spans[0, found], start, end - start)
        ):
            break
        at = (at + np.uint64(1)) & np.uint64(len(table) - 1)
    return at


@kernel("void(int64[::1], int32[:, :], int32[::1], uint64[:, ::1], int32[::1], int32[::1], int32[:, ::1])")
def count_forms(
    codes: Keys,
    spans: Numbers,
    of_text: Numbers,
    prefixes: NDArray[np.uint64],
    table: Numbers,
    form: Numbers,
    repeated: Numbers,
) -> None:
    """Fill the rows of `repeats_of`. `table` is empty (-1) and has twice the room; `form` is room for each candidate's
    first like it."""
    count = spans.shape[1]
    for i in range(count):
        at = _find_form(codes, prefixes, spans, of_text, table, spans[0, i], spans[1, i], of_text[i])
        if table[at] < 0:
            table[at] = i
        form[i] = table[at]
    best = np.full((count, _T, 2), NONE, dtype=np.int32)  # by form and type the best two
    often = np.zeros((count, _T, 2), dtype=np.int32)  # how many there are, and how many are best
    longer = np.zeros((count, _T + 1), dtype=np.int32)
    for i in range(count):
        own, kind, far = form[i], spans[2, i], spans[3, i]
        often[own, kind, 0] += 1
        often[own, kind, 1] += far == 0
        if far > best[own, kind, 0]:
            best[own, kind, 1] = best[own, kind, 0]
            best[own, kind, 0] = far
        elif far > best[own, kind, 1]:
            best[own, kind, 1] = far
    for i in range(count):
        own, kind = form[i], spans[2, i]
        if spans[3, i] != 0 or often[own, kind, 1] == 0:
            continue
        often[own, kind, 1] = -often[own, kind, 1]  # each form of a type once
        for start in range(spans[0, i], spans[1, i]):
            for end in range(start + 2, min(spans[1, i], start + _LONGEST_PART) + 1):
                if end - start == spans[1, i] - spans[0, i]:
                    continue
                at = _find_form(codes, prefixes, spans, of_text, table, start, end, of_text[i])
                if table[at] >= 0:
                    longer[table[at], kind] += 1
                    longer[table[at], _T] += start == spans[0, i]
    for i in range(count):
        own, kind, far = form[i], spans[2, i], spans[3, i]
        repeated[0, i] = often[own, kind, 0] - 1
        repeated[1, i] = best[own, kind, 1] if far == best[own, kind, 0] else best[own, kind, 0]
        repeated[2, i] = abs(often[own, kind, 1]) - (far == 0)
        repeated[4, i] = longer[own, kind]
        repeated[5, i] = -longer[own, kind]
        repeated[6, i] = longer[own, _T]
        for other in range(_T):
            repeated[5, i] += longer[own, other]
            if other != kind:
                repeated[3, i] = max(repeated[3, i], best[own, other, 0])
