"""Spans of one text -> spans that lie apart, some added to the others, some in the place of others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from kg.extract.found import Found
from kg.extract.runs import begins_or_ends_in_run, inside_word


def merge(first: Iterable[Found], second: Iterable[Found]) -> list[Found]:
    """All of the first, which lie apart, and of the second what does not touch them; in order of text."""
    kept = sorted(first)
    for one in second:
        at = bisect_left(kept, (one[1],))  # so many begin before its end
        if not at or kept[at - 1][1] <= one[0]:
            kept.insert(at, one)
    return kept


def replace_parts(first: Iterable[Found], second: Iterable[Found]) -> list[Found]:
    """All of the second that do not cut one of the first, which lie apart, in the place of those that they hold."""
    kept = sorted(first)
    for one in second:
        low = high = bisect_left(kept, (one[1],))
        while low and kept[low - 1][1] > one[0]:
            low -= 1
        if low == high or (one[0] <= kept[low][0] and kept[high - 1][1] <= one[1]):
            kept[low:high] = [one]
    return kept


def untouched(folded: str, spans: Iterable[tuple[int, int, str]], found: Iterable[Found]) -> list[tuple[int, int, str]]:
    """The spans that share no character with one of those found."""
    if not (asked := list(spans)):
        return []
    taken = bytearray(len(folded))
    for start, end, _, _ in found:
        taken[start:end] = b"\1" * (end - start)
    return [span for span in asked if 1 not in taken[span[0] : span[1]]]


def occurrences(folded: str, types: Mapping[str, str], by: str) -> Iterator[Found]:
    """Every place where one of the forms stands as a word of its own, the longest forms first."""
    for form in sorted(types, key=lambda f: (-len(f), f)):
        kind, size, of_run = types[form], len(form), begins_or_ends_in_run(form)
        at = folded.find(form)
        while at >= 0:
            end = at + size
            if not (of_run and inside_word(folded, at, end)):
                yield at, end, kind, by
            at = folded.find(form, end)
