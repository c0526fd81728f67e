"""Texts -> which of them are the same news: posted by several portals, with another headline, a line more or less.

A text's signature is a MinHash of its runs of characters; two texts are alike where their signatures agree in so many
places as texts with `ALIKE` of their runs in common do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from kg.model import Article
from kg.text import fold_text

ALIKE: Final = 0.8
RUN: Final = 4  # characters
SHORTEST: Final = 20  # characters; what is shorter has no signature
PLACES: Final = 126
BAND: Final = 6  # places; of two texts as alike as ALIKE all 21 bands differ in one pair of 600

Signature = bytes


def sign_article(article: Article) -> Signature:
    """The signature of an article's body, its blanks and marks left out; empty where there is too little of it."""
    letters = "".join(filter(str.isalnum, fold_text(article.body or article.title)))
    if len(letters) < SHORTEST:
        return b""
    sketch = RMinHash(num_perm=PLACES, seed=1)
    sketch.update([letters[start : start + RUN] for start in range(len(letters) - RUN + 1)])
    return np.array(sketch.digest(), dtype="<u4").tobytes()


def find_alike(signatures: Mapping[str, Signature]) -> dict[str, str]:
    """For each article that another one with a lesser id is like, the one of them with the least id."""
    names = sorted(name for name, signature in signatures.items() if signature)
    if len(names) < 2:
        return {}
    table = np.frombuffer(b"".join(signatures[name] for name in names), dtype="<u4").reshape(len(names), PLACES)
    first = list(range(len(names)))
    for start in range(0, PLACES, BAND):
        buckets: defaultdict[bytes, list[int]] = defaultdict(list)
        for number, band in enumerate(table[:, start : start + BAND].copy()):
            buckets[band.tobytes()].append(number)
        for members in buckets.values():
            if len(members) > 1:
                join_alike(members, table, first)
    found = {name: names[find_first(number, first)] for number, name in enumerate(names)}
    return {name: least for name, least in found.items() if name != least}


def join_alike(members: list[int], table: NDArray[np.uint32], first: list[int]) -> None:
    """Put the members of a bucket that are alike under the first of them."""
    while len(members) > 1:
        head, rest = members[0], np.array(members[1:])
        near = (table[rest] == table[head]).mean(axis=1) >= ALIKE
        for number in rest[near].tolist():
            one, other = sorted((find_first(head, first), find_first(number, first)))
            first[other] = one
        members = rest[~near].tolist()


def find_first(number: int, first: list[int]) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
