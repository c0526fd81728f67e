"""Text -> words: jieba's cut without guesses at new words, the same to the last word, in machine code.

Of all ways to cut a run of Han characters, letters and digits the likeliest one by jieba's dictionary counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import Int, kernel, part
from kg.errors import KnowledgeError
from kg.kept import keep
from kg.trie import Codes, Keys, Numbers, code_points, grow_trie, next_node

Bytes = NDArray[np.int8]

# Parts of speech of jieba's dictionary that tell names from other words; a longer tag counts as its longest known
# beginning.
_SPEECH: Final = "n nr ns nt nz v vn vd a ad an d m q r p c u t f s b j l i z y e o x h k g eng"
NO_SPEECH: Final = len(_SPEECH.split()) + 1
# How often a word was seen where the dictionary was counted, by powers of ten.
_COMMON: Final = (1, 10, 100, 1000, 10000)


@dataclass(frozen=True, eq=False)
class Dictionary:
    """jieba's words as a trie; by node the logarithm of the word's probability, its part of speech, how common it is.

    Where no word ends, the logarithm is no number. What no dictionary knows counts as seen once.
    """

    keys: Keys
    nodes: Numbers
    chances: NDArray[np.float64]
    speech: Bytes
    common: Bytes
    unseen: float

    def cut(self, codes: Codes) -> tuple[Numbers, Numbers]:
        """Where each word of a text ends, and its node or -1; all characters belong to a word."""
        n = len(codes)
        ends, found = np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
        best, until, by = np.empty(n + 1), np.empty(n, dtype=np.int32), np.empty(n, dtype=np.int32)
        count = cut_words(codes, self.keys, self.nodes, self.chances, self.unseen, best, until, by, ends, found)
        return ends[:count], found[:count]


@cache
def jieba_dictionary() -> Dictionary:
    """jieba's dictionary, read once a process, on first use."""
    content = _dictionary_file().read_bytes()
    return keep("dictionary", sha256(content).hexdigest(), Dictionary, lambda: _read_dictionary(content.decode()))


def _read_dictionary(text: str) -> Dictionary:
    codes = code_points(text + "\n")
    lines = int(np.count_nonzero(codes == ord("\n"))) + 1
    starts, ends, counts = (np.zeros(lines, dtype=np.int64) for _ in range(3))
    speech = np.zeros(lines, dtype=np.int8)
    tags = np.array([0, *(int.from_bytes(tag.encode(), "big") for tag in _SPEECH.split())], dtype=np.int64)
    words = read_lines(codes, tags, starts, ends, counts, speech)
    keys, nodes, last, size = grow_trie(codes, starts[:words], ends[:words])
    frequency = np.zeros(size, dtype=np.int64)
    frequency[last] = counts[:words]  # the last line of a word counts
    of_node = np.full(size, NO_SPEECH, dtype=np.int8)
    of_node[last] = speech[:words]
    total = math.log(int(counts.sum()))
    seen, at = np.unique(frequency, return_inverse=True)
    logs = np.array([math.log(f) - total if f else math.nan for f in seen.tolist()])
    common = np.searchsorted(np.array(_COMMON), frequency, side="right").astype(np.int8)
    return Dictionary(keys, nodes, logs[at], of_node, common, math.log(1) - total)


def _dictionary_file() -> Path:
    """jieba's dictionary; importing jieba itself would take longer than all the rest."""
    spec = find_spec("jieba")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (file := Path(folder) / "dict.txt").is_file():
            return file
    raise KnowledgeError(Path("jieba/dict.txt"), None, "jieba is not installed with its dictionary")


@kernel("int64(uint32[::1], int64[::1], int64[::1], int64[::1], int64[::1], int8[::1])")
def read_lines(codes: Codes, tags: Keys, starts: Keys, ends: Keys, counts: Keys, speech: Bytes) -> int:
    """Lines `word count tag` -> where each word is, its count, the number of its tag; gives how many there are."""
    line, at = 0, 0
    while at < len(codes):
        starts[line] = at
        while at < len(codes) and codes[at] != 32 and codes[at] != 10:
            at += 1
        ends[line] = at
        while at < len(codes) and codes[at] == 32:
            at += 1
        while at < len(codes) and 48 <= codes[at] <= 57:
            counts[line] = counts[line] * 10 + np.int64(codes[at]) - 48
            at += 1
        while at < len(codes) and codes[at] == 32:
            at += 1
        number, tag = len(tags), np.int64(0)
        length = 0
        while at < len(codes) and codes[at] > 32:
            tag = (tag << 8) | np.int64(codes[at])
            length += 1
            at += 1
            if length <= 2 or codes[at] <= 32:
                for known in range(1, len(tags)):
                    if tags[known] == tag:
                        number = known
        speech[line] = number
        while at < len(codes) and codes[at] <= 32:
            at += 1
        line += ends[line] > starts[line]
    return line


@part
def _is_alnum(code: Int) -> Int:
    return 48 <= code <= 57 or 65 <= code <= 90 or 97 <= code <= 122


@part
def _in_block(code: Int) -> Int:
    """Whether a character may stand in a word of several: Han, letters, digits and + # & . _ % -"""
    if 0x4E00 <= code <= 0x9FD5 or _is_alnum(code):
        return True
    return code == 43 or code == 35 or code == 38 or code == 46 or code == 95 or code == 37 or code == 45


@part
def _node_of(codes: Codes, keys: Keys, nodes: Numbers, start: Int, end: Int) -> Int:
    node = np.int64(0)
    for at in range(start, end):
        node = next_node(keys, nodes, node, codes[at])
        if node < 0:
            break
    return node


@kernel(
    "int64(uint32[::1], int64[::1], int32[::1], float64[::1], float64, float64[::1], int32[::1], int32[::1],"
    "int32[::1], int32[::1])"
)
def cut_words(
    codes: Codes,
    keys: Keys,
    nodes: Numbers,
    chances: NDArray[np.float64],
    unseen: float,
    best: NDArray[np.float64],
    until: Numbers,
    by: Numbers,
    ends: Numbers,
    found: Numbers,
) -> int:
    """Fill `ends` and `found` with the end and the node of each word; gives how many there are.

    `best`, `until` and `by` are room for the likeliest way from each character to the end of its block.
    """
    n = len(codes)
    count = 0
    start = 0
    while start < n:
        if not _in_block(codes[start]):
            end = start + 1
            if codes[start] == 13 and end < n and codes[end] == 10:
                end += 1
            ends[count] = end
            found[count] = _node_of(codes, keys, nodes, start, end)
            count += 1
            start = end
            continue
        stop = start + 1
        while stop < n and _in_block(codes[stop]):
            stop += 1
        best[stop] = 0.0
        for at in range(stop - 1, start - 1, -1):
            node = np.int64(0)
            until[at] = 0
            for end in range(at + 1, stop + 1):
                node = next_node(keys, nodes, node, codes[end - 1])
                if node < 0:
                    break
                chance = chances[node] + best[end]
                if chance == chance and (until[at] == 0 or chance >= best[at]):
                    best[at] = chance
                    until[at] = end
                    by[at] = node
            if until[at] == 0:
                best[at] = unseen + best[at + 1]
                until[at] = at + 1
                by[at] = -1
        at = start
        while at < stop:
            end = until[at]
            run = at
            while run < stop and until[run] == run + 1 and _is_alnum(codes[run]):
                run += 1
            if run > at:  # single letters and digits make one word
                ends[count] = run
                found[count] = _node_of(codes, keys, nodes, at, run)
            else:
                run = end
                ends[count] = end
                found[count] = by[at]
            count += 1
            at = run
        start = stop
    return count
