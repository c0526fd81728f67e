"""Enterprise mentions -> which the text tells to be one firm (a stock and its company) or two (parent and child)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from kg.firms import JOINT_STOCK
from kg.link.names import Surface
from kg.model import ShortForm

_BETWEEN = re.compile(r"[^。;；!?\n]*")
_LEADS = "[的有为是系叫由:]{0,2}"  # from such a word to the name: 旗下的甲, 母公司为甲
_IS = re.compile(r"(?:[^。;；!?\n]*[,(:])?[它其]?(?:为|是|系)")
_SHORT = "简称"
_STOCK = re.compile(f"(?:证券|股票){_SHORT}:? *$")
_NEAR = 8  # characters


def listed_names(surfaces: Sequence[Surface], folded: str, title_length: int) -> dict[str, ShortForm]:
    """The full name for each short one of a stock: behind 证券简称, or at the head of a notice (甲辰:关于…的公告).

    Only companies by shares are listed; where two full names hold the short one, nothing tells which it is.
    """
    is_notice = "公告" in folded[:title_length]
    if not is_notice and _SHORT not in folded:
        return {}
    found: dict[str, ShortForm] = {}
    for surface in surfaces:
        heads = is_notice and folded.startswith(f"{surface.form}:")
        if heads or any(_STOCK.search(folded[max(0, m.span.start - _NEAR) : m.span.start]) for m in surface.mentions):
            full = [s.form for s in surfaces if s.form.endswith(JOINT_STOCK) and surface.form in s.form]
            if len(full) == 1 and full[0] != surface.form:
                found[surface.form] = ShortForm(full[0], "the name on the stock list of")
    return found


def told_apart(surfaces: Sequence[Surface], folded: str, kin: re.Pattern[str]) -> frozenset[frozenset[str]]:
    """Pairs of forms of which the text calls one the other's `kin`: 甲旗下的乙, 甲的母公司乙, 甲是乙的子公司.

    Only of names that follow each other in a sentence.
    """
    if len(surfaces) < 2 or kin.search(folded) is None:
        return frozenset()
    leads, behind = _around(kin)
    names = sorted((m.span.start, m.span.end, s.form) for s in surfaces for m in s.mentions)
    pairs = set()
    for (_, end, name), (start, after, other) in pairwise(names):
        gap = folded[end:start]
        if name == other or not _BETWEEN.fullmatch(gap):
            continue
        if leads.search(gap) or (_IS.fullmatch(gap) and behind.match(folded, after)):
            pairs.add(frozenset((name, other)))
    return frozenset(pairs)


@lru_cache(maxsize=4)
def _around(kin: re.Pattern[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What ends with a word for kin before a name, and what begins with one behind it."""
    return re.compile(rf"(?:{kin.pattern}){_LEADS}$"), re.compile(rf"的?(?:全资|控股)?(?:{kin.pattern})")
