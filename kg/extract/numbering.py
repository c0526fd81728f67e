"""Keys -> their numbers, for whole arrays at once."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

_DIRECT: Final = 1 << 18  # a table of so many places stays in the cache
_ROOM: Final = 8  # places a key in a hash table
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)

Keys = NDArray[np.int64]


class Numbering:
    """Numbers sorted keys from 1; any other key has the number 0.

    Small keys are looked up in a table with a place for each, others in a hash table where who finds a place taken
    goes on to the next one.
    """

    def __init__(self, keys: Keys, most: int) -> None:
        """`keys` are sorted, each once; no key that is ever asked for is negative or above `most`."""
        self._most = most
        if most < _DIRECT:
            self._direct = np.zeros(most + 1, dtype=np.int32)
            self._direct[keys] = np.arange(1, len(keys) + 1)
            return
        bits = max(4, int(len(keys) * _ROOM).bit_length())
        self._shift = np.uint64(64 - bits)
        size = 1 << bits
        self._keys = np.full(size + 64, -1, dtype=np.int64)  # a little longer, so that the last ones find a next
        self._numbers = np.zeros(size + 64, dtype=np.int32)
        places, waiting = self._place(keys), np.arange(len(keys))
        while len(waiting):
            free = waiting[self._keys[places[waiting]] < 0]
            _, first = np.unique(places[free], return_index=True)
            settled = free[first]
            self._keys[places[settled]] = keys[settled]
            self._numbers[places[settled]] = settled + 1
            waiting = np.setdiff1d(waiting, settled, assume_unique=True)
            places[waiting] += 1
            if len(waiting) and int(places[waiting].max()) >= size + 63:
                raise ValueError("too many keys share one place")

    def __call__(self, wanted: Keys) -> NDArray[np.int32]:
        """The number of each key."""
        if self._most < _DIRECT:
            return self._direct.take(wanted)
        places = self._place(wanted)
        found = self._keys.take(places)
        numbers = self._numbers.take(places)
        missed = np.flatnonzero(found != wanted)
        numbers[missed] = 0
        missed = missed[found[missed] >= 0]
        while len(missed):
            places[missed] += 1
            here = places[missed]
            found = self._keys[here]
            right = found == wanted[missed]
            numbers[missed[right]] = self._numbers[here[right]]
            missed = missed[(found >= 0) & ~right]
        return numbers

    def _place(self, keys: Keys) -> NDArray[np.int64]:
        return ((keys.view(np.uint64) * _MIX) >> self._shift).view(np.int64)
