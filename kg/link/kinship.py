"""Enterprise mentions -> pairs of names that the text calls parent and subsidiary, and so never one firm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kg.link.names import Surface

_BETWEEN = re.compile(r"[^。;；!?\n]*")
_LEADS = "[的有为是系叫由:]{0,2}"  # from such a word to the name: 旗下的甲, 母公司为甲
_IS = re.compile(r"(?:[^。;；!?\n]*[,(:])?[它其]?(?:为|是|系)")


def told_apart(surfaces: Sequence[Surface], folded: str, kin: re.Pattern[str]) -> frozenset[frozenset[str]]:
    """Pairs of forms of which the text calls one the other's `kin`: 甲旗下的乙, 甲的母公司乙, 甲是乙的子公司.

    Only of names that follow each other in a sentence.
    """
    leads, behind = re.compile(rf"(?:{kin.pattern}){_LEADS}$"), re.compile(rf"的?(?:全资|控股)?(?:{kin.pattern})")
    names = sorted((m.span.start, m.span.end, s.form) for s in surfaces for m in s.mentions)
    pairs = set()
    for (_, end, name), (start, after, other) in pairwise(names):
        gap = folded[end:start]
        if name == other or not _BETWEEN.fullmatch(gap):
            continue
        if leads.search(gap) or (_IS.fullmatch(gap) and behind.match(folded, after)):
            pairs.add(frozenset((name, other)))
    return frozenset(pairs)
