"""Folded text -> words by jieba's dictionary: boundaries, parts of speech, and the words themselves as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final
from zlib import crc32

import jieba
import numpy as np
from numpy.typing import NDArray

from kg.extract.cut import Cutter, jieba_cutter

# Parts of speech of jieba's dictionary that tell names from other words; a longer tag counts as its longest known
# beginning.
_SPEECH: Final = "n nr ns nt nz v vn vd a ad an d m q r p c u t f s b j l i z y e o x h k g eng"
_TAGS: Final = {tag: number for number, tag in enumerate(_SPEECH.split(), 1)}
_UNKNOWN: Final = len(_TAGS) + 1
_COMMON: Final = (10, 100, 1000, 10000)
_30_BITS: Final = (1 << 30) - 1


class _Words(dict[str, tuple[int, int, int]]):
    """Word -> (part of speech, how common, number); worked out once for each word."""

    def __init__(self, frequency: Mapping[str, int], tags: dict[str, str]) -> None:
        self._frequency = frequency
        self._tags = tags

    def __missing__(self, word: str) -> tuple[int, int, int]:
        tag = self._tags.get(word, "")
        number = _TAGS.get(tag) or _TAGS.get(tag[:2]) or _TAGS.get(tag[:1]) or _UNKNOWN
        frequency = self._frequency.get(word, 0)
        common = sum(frequency >= bound for bound in _COMMON) + 1 if frequency else 0
        self[word] = (number, common, crc32(word.encode()) & _30_BITS)
        return self[word]


@cache
def _dictionary() -> tuple[Cutter, _Words]:
    """jieba's dictionary, read once a process, on first use; without guesses at new words: names are the CRF's."""
    cutter = jieba_cutter()
    with jieba.get_dict_file() as lines:
        tags = {word: tag for word, _, tag in (line.decode().split() for line in lines)}
    return cutter, _Words(cutter.frequencies, tags)


def word_channels(folded: str, apart: NDArray[np.bool_] | None = None) -> dict[str, NDArray[np.int64]]:
    """Channels of a folded text.

    word: where a word begins (1), goes on (2), ends (3), stands alone (4). speech, common: of the word over a
    character. this, last, next: number of the word over it, before it and behind it; last_speech, next_speech: their
    parts of speech. Words that begin where `apart` says so are nothing to their neighbours.
    """
    cutter, words = _dictionary()
    cut = cutter.cut(folded)
    lengths = np.array([len(word) for word in cut], dtype=np.int64)
    known = np.zeros((3, len(cut) + 2), dtype=np.int64)
    known[:, 1:-1] = np.array([words[word] for word in cut], dtype=np.int64).reshape(-1, 3).T
    ends = np.cumsum(lengths)
    starts = ends - lengths
    if apart is not None:
        known[:, 1:-1][:, apart[starts]] = 0
    position = np.full(len(folded), 2, dtype=np.int64)
    position[starts] = 1
    position[ends - 1] = 3
    position[starts[lengths == 1]] = 4
    here = np.repeat(np.arange(1, len(cut) + 1), lengths)
    speech, common, number = known
    return {
        "word": position,
        "speech": speech[here],
        "common": common[here],
        "this": number[here],
        "last": number[here - 1],
        "next": number[here + 1],
        "last_speech": speech[here - 1],
        "next_speech": speech[here + 1],
    }
