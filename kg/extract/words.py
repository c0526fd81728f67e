"""Folded text -> words by jieba's dictionary: boundaries, parts of speech, and the words themselves as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.compiled import Int, kernel, part
from kg.extract.cut import NO_SPEECH, Bytes, jieba_dictionary
from kg.trie import Codes, Numbers, code_points

_CHANNELS: Final = ("word", "speech", "common", "this", "last", "next", "last_speech", "next_speech")
_30_BITS: Final = np.int64((1 << 30) - 1)


def _crc_table() -> NDArray[np.uint32]:
    """What each byte adds to zlib's CRC-32."""
    table = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ np.uint32(0xEDB88320), table >> 1).astype(np.uint32)
    return table


_CRC: Final = _crc_table()


def cuts_word(words: Sequence[int], at: int) -> bool:
    """Whether a word goes on at an offset, by the channel `word` of its text; at the end of the text none does."""
    return at < len(words) and words[at] in (2, 3)


def word_channels(folded: str, apart: NDArray[np.bool_] | None = None) -> dict[str, NDArray[np.int64]]:
    """Channels of a folded text.

    word: where a word begins (1), goes on (2), ends (3), stands alone (4). speech, common: of the word over a
    character. this, last, next: number of the word over it, before it and behind it; last_speech, next_speech: their
    parts of speech. Words that begin where `apart` says so are nothing to their neighbours.
    """
    codes = code_points(folded)
    if apart is None:
        apart = np.zeros(len(codes), dtype=np.bool_)
    dictionary = jieba_dictionary()
    ends, found = dictionary.cut(codes)
    channels = np.zeros((len(_CHANNELS), len(codes)), dtype=np.int64)
    spread_words(codes, apart, ends, found, dictionary.speech, dictionary.common, channels)
    return dict(zip(_CHANNELS, channels, strict=True))


@part
def _fed(crc: Int, byte: Int) -> Int:
    return (crc >> 8) ^ np.int64(_CRC[(crc ^ byte) & 255])


@part
def _number_of(codes: Codes, start: Int, end: Int) -> Int:
    """Thirty bits of the CRC-32 of a word in UTF-8."""
    crc = np.int64(0xFFFFFFFF)
    for at in range(start, end):
        code = np.int64(codes[at])
        if code < 0x80:
            crc = _fed(crc, code)
            continue
        if code < 0x800:
            crc = _fed(crc, 0xC0 | code >> 6)
        else:
            if code < 0x10000:
                crc = _fed(crc, 0xE0 | code >> 12)
            else:
                crc = _fed(_fed(crc, 0xF0 | code >> 18), 0x80 | code >> 12 & 63)
            crc = _fed(crc, 0x80 | code >> 6 & 63)
        crc = _fed(crc, 0x80 | code & 63)
    return (crc ^ np.int64(0xFFFFFFFF)) & _30_BITS


@kernel("void(uint32[::1], boolean[::1], int32[::1], int32[::1], int8[::1], int8[::1], int64[:, ::1])")
def spread_words(
    codes: Codes,
    apart: NDArray[np.bool_],
    ends: Numbers,
    found: Numbers,
    speech: Bytes,
    common: Bytes,
    channels: NDArray[np.int64],
) -> None:
    """Fill the rows of `_CHANNELS` with what each word and its neighbours are."""
    before_number, before_speech = np.int64(0), np.int64(0)
    start = 0
    before = 0  # where the word before begins
    for word in range(len(ends)):
        end = ends[word]
        number, tag, often = np.int64(0), np.int64(0), np.int64(0)
        if not apart[start]:
            number, tag = _number_of(codes, start, end), np.int64(NO_SPEECH)
            if found[word] >= 0:
                tag, often = np.int64(speech[found[word]]), np.int64(common[found[word]])
        for at in range(start, end):
            channels[0, at] = 2
            channels[1, at] = tag
            channels[2, at] = often
            channels[3, at] = number
            channels[4, at] = before_number
            channels[6, at] = before_speech
        channels[0, start] = 1
        channels[0, end - 1] = 3 if end - start > 1 else 4
        for at in range(before, start):
            channels[5, at] = number
            channels[7, at] = tag
        before_number, before_speech, before, start = number, tag, start, end
