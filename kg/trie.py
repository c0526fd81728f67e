"""Words -> a trie in two arrays, which finds all of them in a text.

Nodes are numbered from 0, the root. The way from a node by a character is looked up in a hash table, where who finds
a place taken goes on to the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import Int, kernel, part

Codes = NDArray[np.uint32]
Numbers = NDArray[np.int32]
Keys = NDArray[np.int64]

_LEAST: Final = 1 << 8  # places in the smallest table


@dataclass(frozen=True, eq=False)
class Trie:
    """Words numbered from 0. `keys` and `nodes` are the hash table, `words` tells by node which word ends there."""

    keys: Keys
    nodes: Numbers
    words: Numbers  # -1: none

    def scan(self, codes: Codes) -> Numbers:
        """Three rows: start, end and number of every word in a text, by start and then by length."""
        room = len(codes) + 8
        while True:
            found = np.empty((3, room), dtype=np.int32)
            count = scan_words(codes, self.keys, self.nodes, self.words, found)
            if count <= room:
                return found[:, :count]
            room = count

    def longest(self, codes: Codes) -> Numbers:
        """The same of words that stand apart: of those that overlap the first one, and of these the longest."""
        found = np.empty((3, len(codes)), dtype=np.int32)
        return found[:, : scan_longest(codes, self.keys, self.nodes, self.words, found)]


def code_points(text: str) -> Codes:
    """The code points of a text."""
    return np.frombuffer(bytearray(text.encode("utf-32-le", "surrogatepass")), dtype=np.uint32)


def build_trie(words: Sequence[str]) -> Trie:
    """The trie of words, each once and none empty."""
    ends = np.cumsum([len(word) for word in words], dtype=np.int64)
    keys, nodes, last, count = grow_trie(code_points("".join(words)), ends - np.diff(ends, prepend=0), ends)
    numbers = np.full(count, -1, dtype=np.int32)
    numbers[last] = np.arange(len(words), dtype=np.int32)
    return Trie(keys, nodes, numbers)


def grow_trie(codes: Codes, starts: Keys, ends: Keys) -> tuple[Keys, Numbers, Numbers, int]:
    """Table, node in which each word ends, and number of nodes, of words that stand in one text."""
    size = max(_LEAST, 1 << (int((ends - starts).sum()) // 2).bit_length())
    last = np.zeros(len(ends), dtype=np.int32)
    while True:
        keys, nodes = np.full(size, -1, dtype=np.int64), np.zeros(size, dtype=np.int32)
        count = add_words(codes, starts, ends, keys, nodes, last)
        if count >= 0:
            return keys, nodes, last, count
        size *= 2


@part
def place_of(key: Int, size: Int) -> Int:
    """Where the search for a key begins in a table of `size` places, a power of two."""
    mixed = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)
    return np.int64((mixed >> np.uint64(32)) & np.uint64(size - 1))


@part
def next_node(keys: Keys, nodes: Numbers, node: Int, char: Int) -> Int:
    """The node that a character leads to, or -1."""
    key = (np.int64(node) << 21) | np.int64(char)
    at = place_of(key, len(keys))
    while keys[at] >= 0:
        if keys[at] == key:
            return np.int64(nodes[at])
        at = (at + 1) & (len(keys) - 1)
    return np.int64(-1)


@kernel("int64(uint32[::1], int64[::1], int64[::1], int64[::1], int32[::1], int32[::1])")
def add_words(codes: Codes, starts: Keys, ends: Keys, keys: Keys, nodes: Numbers, last: Numbers) -> int:
    """Fill an empty table; gives the number of nodes, or -1 if they would take more than half of the table."""
    count = 1
    for word in range(len(ends)):
        node = 0
        for at in range(starts[word], ends[word]):
            following = next_node(keys, nodes, node, codes[at])
            if following < 0:
                if count * 2 >= len(keys):
                    return -1
                key = (np.int64(node) << 21) | np.int64(codes[at])
                place = place_of(key, len(keys))
                while keys[place] >= 0:
                    place = (place + 1) & (len(keys) - 1)
                keys[place] = key
                nodes[place] = count
                following = count
                count += 1
            node = following
        last[word] = node
    return count


@kernel("int64(uint32[::1], int64[::1], int32[::1], int32[::1], int32[:, ::1])")
def scan_words(codes: Codes, keys: Keys, nodes: Numbers, words: Numbers, found: Numbers) -> int:
    """Fill `found` as far as it reaches; gives how many words there are."""
    count = 0
    for start in range(len(codes)):
        node = 0
        for at in range(start, len(codes)):
            node = next_node(keys, nodes, node, codes[at])
            if node < 0:
                break
            if words[node] >= 0:
                if count < found.shape[1]:
                    found[0, count] = start
                    found[1, count] = at + 1
                    found[2, count] = words[node]
                count += 1
    return count


@kernel("int64(uint32[::1], int64[::1], int32[::1], int32[::1], int32[:, ::1])")
def scan_longest(codes: Codes, keys: Keys, nodes: Numbers, words: Numbers, found: Numbers) -> int:
    """Fill `found` with words that stand apart; gives how many there are."""
    count = 0
    start = 0
    while start < len(codes):
        node, end = 0, start
        for at in range(start, len(codes)):
            node = next_node(keys, nodes, node, codes[at])
            if node < 0:
                break
            if words[node] >= 0:
                found[0, count] = start
                found[1, count] = end = at + 1
                found[2, count] = words[node]
        if end > start:
            count += 1
        start = max(end, start + 1)
    return count
