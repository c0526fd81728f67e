"""Feature channels -> feature keys: which channels, at which offsets, make one feature."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.extract.features import Channels

# Every template is a list of (channel, offset); its key packs the values in order.
Template = tuple[tuple[str, int], ...]


def _t(*parts: str) -> Template:
    return tuple((name, int(offset)) for name, offset in (part.split(":") for part in parts))


TEMPLATES: Final[tuple[Template, ...]] = (
    *(_t(f"char:{i}") for i in range(-3, 4)),
    *(_t(f"char:{i}", f"char:{i + 1}") for i in range(-3, 3)),
    _t("char:-2", "char:-1", "char:0"),
    _t("char:-1", "char:0", "char:1"),
    _t("char:0", "char:1", "char:2"),
    _t("char:-1", "char:1"),
    _t("kind:-1", "kind:0", "kind:1"),
    _t("kind:-2", "kind:-1", "kind:0", "kind:1", "kind:2"),
    *(_t(f"place:{i}") for i in (-2, -1, 0, 1, 2)),
    _t("place:-1", "place:0"),
    _t("place:0", "place:1"),
    _t("place:0", "char:0"),
    _t("place:-1", "char:0"),
    _t("place:1", "char:1"),
    *(_t(f"name:{i}") for i in (-2, -1, 0, 1, 2)),
    _t("name:-1", "name:0"),
    _t("name:0", "name:1"),
    _t("name:0", "head:0"),
    _t("name:0", "head:1"),
    _t("name:0", "near:1"),
    _t("name:0", "near:-1"),
    _t("stop:0"),
    _t("stop:-1", "stop:0", "stop:1"),
    *(_t(f"head:{i}") for i in range(-2, 3)),
    _t("head:-1", "head:0"),
    _t("head:0", "head:1"),
    _t("head:0", "near:1"),
    _t("head:0", "kind:1"),
    *(_t(f"near:{i}") for i in range(-3, 4)),
    _t("near:-1", "near:0"),
    _t("near:-1", "head:0"),
    _t("near:-1", "place:0"),
    _t("near:-1", "name:0"),
    _t("bracket:0"),
    _t("bracket:-1", "bracket:0", "bracket:1"),
    _t("bracket:0", "head:0"),
    _t("bracket:0", "char:0"),
    _t("ahead:0"),
    _t("ahead:0", "until:0"),
    _t("ahead:0", "begin:0"),
    _t("ahead:0", "until:0", "near:-1"),
    _t("ahead:0", "char:0"),
    _t("ahead:0", "char:-1"),
    _t("ahead:0", "until:0", "place:0"),
    _t("begin:0", "char:0"),
    _t("begin:0", "place:0"),
    _t("begin:0", "name:0"),
    _t("word:0"),
    _t("word:-1", "word:0", "word:1"),
    _t("word:0", "char:0"),
    _t("word:0", "place:0"),
    _t("word:0", "near:-1"),
    _t("this:0", "word:0"),
    _t("last:0", "word:0"),
    _t("next:0", "word:0"),
    _t("last:0", "this:0", "word:0"),
    _t("this:0", "next:0", "word:0"),
    _t("speech:0", "word:0"),
    _t("last_speech:0", "speech:0", "word:0"),
    _t("speech:0", "next_speech:0", "word:0"),
    _t("last_speech:0", "speech:0", "next_speech:0", "word:0"),
    _t("common:0", "speech:0", "word:0"),
    _t("speech:0", "word:0", "ahead:0", "until:0"),
    _t("last_speech:0", "word:0", "ahead:0"),
    _t("common:0", "word:0", "head:1"),
    _t("common:0", "word:0", "near:-1"),
    *(_t(f"brand:{i}") for i in (-1, 0, 1)),
    _t("brand:0", "word:0"),
    _t("brand:0", "common:0", "speech:0"),
    _t("brand:0", "head:1"),
    _t("brand:0", "near:1"),
    _t("brand:0", "near:-1"),
    *(_t(f"group:{i}") for i in range(-2, 3)),
    *(_t(f"group:{i}", f"group:{i + 1}") for i in range(-2, 2)),
    _t("group:-1", "group:0", "group:1"),
    _t("group:0", "group:1", "group:2"),
    _t("group:-2", "group:-1", "group:0"),
    _t("group:0", "word:0"),
    _t("group:0", "head:1"),
    _t("group:0", "near:-1"),
    _t("group:0", "ahead:0", "until:0"),
    *(_t(f"subgroup:{i}") for i in range(-1, 2)),
    _t("subgroup:-1", "subgroup:0"),
    _t("subgroup:0", "subgroup:1"),
    _t("subgroup:0", "ahead:0", "until:0"),
)

BITS: Final = {
    "char": 21,
    "place": 6,
    "name": 8,
    "head": 7,
    "near": 7,
    "stop": 4,
    "brand": 3,
    "kind": 3,
    "bracket": 4,
    "ahead": 4,
    "until": 3,
    "begin": 3,
    "word": 3,
    "speech": 6,
    "common": 3,
    "group": 6,
    "subgroup": 9,
    "this": 30,
    "last": 30,
    "next": 30,
    "last_speech": 6,
    "next_speech": 6,
}


def feature_keys(channels: Channels, template: Template) -> NDArray[np.int64]:
    """One packed key a character; outside the text every channel is 0."""
    n = len(channels["char"])
    key = np.zeros(n, dtype=np.int64)
    for name, offset in template:
        key <<= BITS[name]
        key |= shifted(channels[name], offset)
    return key


def shifted(channel: NDArray[np.int64], offset: int) -> NDArray[np.int64]:
    """The channel as seen from `offset` characters away."""
    if offset == 0:
        return channel
    result = np.zeros_like(channel)
    if offset > 0:
        result[:-offset] = channel[offset:]
    else:
        result[-offset:] = channel[:offset]
    return result
