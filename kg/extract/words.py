"""Folded text -> word boundaries by jieba's dictionary."""

from __future__ import annotations

import logging
from functools import cache

import jieba
import numpy as np
from numpy.typing import NDArray


@cache
def _tokenizer() -> jieba.Tokenizer:
    """jieba without the names that it was never told of: the CRF finds those. Read once a process, on first use."""
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def word_channel(folded: str) -> NDArray[np.int64]:
    """Where words begin (1), go on (2), end (3) and stand alone (4)."""
    channel = np.zeros(len(folded), dtype=np.int64)
    at = 0
    for word in _tokenizer().cut(folded, HMM=False):
        end = at + len(word)
        if end - at == 1:
            channel[at] = 4
        else:
            channel[at:end] = 2
            channel[at], channel[end - 1] = 1, 3
        at = end
    return channel
