"""Texts -> which of them are the same news: posted by several portals, with another headline, a line more or less.

A text's signature is a MinHash of its runs of characters; two texts are alike where their signatures agree in so many
places as texts with `ALIKE` of their runs in common do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from kg.model import Article
from kg.text import fold_text

ALIKE: Final = 0.8
RUN: Final = 4  # characters
SHORTEST: Final = 20  # characters; what is shorter has no signature
LENGTH: Final = 126  # places of a signature
WIDTH: Final = 4  # bytes of a place
BAND: Final = 6  # places; of two texts as alike as ALIKE all 21 bands differ in one pair of 600
# Odd numbers of 64 bits, by which a band becomes one number.
_MIX: Final = np.array([0x9E3779B97F4A7C15 ** (place + 1) % 2**64 for place in range(BAND)], dtype=np.uint64)

Signature = bytes


def sign_article(article: Article) -> Signature:
    """The signature of an article's body, its blanks and marks left out; empty where there is too little of it."""
    letters = "".join(filter(str.isalnum, fold_text(article.body or article.title)))
    if len(letters) < SHORTEST:
        return b""
    sketch = RMinHash(num_perm=LENGTH, seed=1)
    sketch.update([letters[start : start + RUN] for start in range(len(letters) - RUN + 1)])
    return np.array(sketch.digest(), dtype="<u4").tobytes()


def find_alike(signatures: Mapping[str, Signature]) -> dict[str, str]:
    """For each article that another one with a lesser id is like, the one of them with the least id."""
    names = sorted(name for name, signature in signatures.items() if signature)
    if len(names) < 2:
        return {}
    table = table_of(signatures[name] for name in names)
    first = list(range(len(names)))
    for start in range(0, LENGTH, BAND):
        band = table[:, start : start + BAND]
        buckets: defaultdict[bytes, list[int]] = defaultdict(list)
        for number in find_repeated(band):
            buckets[band[number].tobytes()].append(number)
        for members in buckets.values():
            if len(members) > 1:
                join_alike(members, table, first)
    return tell_first(names, first)


def find_repeated(band: NDArray[np.uint32]) -> list[int]:
    """The rows that are equal to another one, and perhaps, but hardly ever, some that are not; in their order."""
    mixed = (band * _MIX).sum(axis=1)
    order = mixed.argsort()
    same = mixed[order[1:]] == mixed[order[:-1]]
    found: list[int] = np.union1d(order[1:][same], order[:-1][same]).tolist()
    return found


def bands_of(signature: Signature) -> list[bytes]:
    """What texts that are alike have at least one of in common, as good as always."""
    width = BAND * WIDTH
    places = range(0, len(signature), width)
    return [start.to_bytes(2, "big") + signature[start : start + width] for start in places]


def pair_alike(sharing: Mapping[str, Signature]) -> dict[str, str]:
    """Of all texts that share one band, as `find_alike` for these alone: what `join_pairs` makes the whole of."""
    names = sorted(sharing)
    first = list(range(len(names)))
    join_alike(list(first), table_of(sharing[name] for name in names), first)
    return tell_first(names, first)


def join_pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each text that is tied to one with a lesser name, directly or through others, the least of them."""
    tied = sorted(set(pairs))
    names = sorted({name for pair in tied for name in pair})
    numbers = {name: number for number, name in enumerate(names)}
    first = list(range(len(names)))
    for pair in tied:
        one, other = sorted(find_first(numbers[name], first) for name in pair)
        first[other] = one
    return tell_first(names, first)


def table_of(signatures: Iterable[Signature]) -> NDArray[np.uint32]:
    return np.frombuffer(b"".join(signatures), dtype="<u4").reshape(-1, LENGTH)


def tell_first(names: Sequence[str], first: list[int]) -> dict[str, str]:
    found = {name: names[find_first(number, first)] for number, name in enumerate(names)}
    return {name: least for name, least in found.items() if name != least}


def join_alike(members: list[int], table: NDArray[np.uint32], first: list[int]) -> None:
    """Put the members of a bucket that are alike under the first of them."""
    while len(members) > 1:
        head, rest = members[0], np.array(members[1:])
        near = (table[rest] == table[head]).sum(axis=1) >= ALIKE * LENGTH
        for number in rest[near].tolist():
            one, other = sorted((find_first(head, first), find_first(number, first)))
            first[other] = one
        members = rest[~near].tolist()


def find_first(number: int, first: list[int]) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
