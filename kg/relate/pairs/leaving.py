"""A firm and a place or project in a sentence -> whether it has left or ended there, or is only rumoured to be there.

A word of leaving governs the firm named last before it, or the one that it describes (撤出武汉的甲公司), and the place
named directly behind it, else the last one before. One that ends a firm as a whole (破产清算) governs all its places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kg.model import CONTAINERS, Modality
from kg.relate.pairs.modality import HIDDEN, clause_end, clause_start
from kg.relate.pairs.scene import Mentioned, Scene

__all__ = ["tell_presence"]

_JOINED: Final = frozenset({"", "、", "和", "与", "及", "以及", "的"})
_NEGATED: Final = 6  # characters before a word of leaving that may take it back: 并未从武汉撤出

Patterns = Mapping[str, re.Pattern[str]]


def tell_presence(scene: Scene, plain: str, patterns: Patterns, firm: Mentioned, thing: Mentioned) -> Modality | None:
    """Denied if the firm is said to have left or is rumoured there in vain, stated if that it left is denied; None if
    neither is told."""
    left, rebutted = _has_left(scene, plain, patterns, firm, thing), _is_rebutted(scene, plain, patterns, thing)
    if left is None:
        return Modality.DENIED if rebutted else None
    return Modality.DENIED if left and not rebutted else Modality.STATED


def _is_rebutted(scene: Scene, plain: str, patterns: Patterns, thing: Mentioned) -> bool:
    """Whether something is told as untrue in its clause, or as a rumour that its sentence or the next one rejects."""
    at = thing.start
    if patterns["untrue"].search(plain, clause_start(plain, at), clause_end(plain, at)):
        return True
    number = thing.sentence
    start, _ = scene.sentences[number]
    _, end = scene.sentences[min(number + 1, len(scene.sentences) - 1)]
    rumour, rebuttal = patterns["rumour"].search(plain, start, at), patterns["rebuttal"]
    # What follows a rejected rumour is told anew: 网传搬迁不实，公司仍在甲市.
    return rumour is not None and not rebuttal.search(plain, rumour.end(), at) and bool(rebuttal.search(plain, at, end))


def _has_left(scene: Scene, plain: str, patterns: Patterns, firm: Mentioned, thing: Mentioned) -> bool | None:
    """Whether a firm is said to have left or ended; False if that is denied, None if nobody says so."""
    start, end = scene.sentences[thing.sentence]
    near = [name for name in scene.named if start <= name.start < end]
    for name in ("moved", "gone", "left"):
        for found in patterns[name].finditer(plain, start, end):
            begins = name == "moved"
            here = _begins(plain, patterns, found, thing) if begins else _ends(plain, patterns, found, thing, near)
            if here and _counts(plain, patterns, found, end) and _is_doer(plain, found, firm, near):
                before = max(clause_start(plain, found.start()), found.start() - _NEGATED)
                return not patterns["kept"].search(plain, before, found.start())
    return None


def _counts(plain: str, patterns: Patterns, found: re.Match[str], end: int) -> bool:
    """Whether a word of leaving is meant so, of a firm or plant as a whole, and nothing is resumed after it."""
    first, last = clause_start(plain, found.start()), clause_end(plain, found.end())
    if patterns["partly"].search(plain, first, last) or patterns["no_leaving"].match(plain, found.end()):
        return False
    before = plain[max(first, found.start() - _NEGATED) : found.start()]
    return not patterns["unreal"].search(before) and not patterns["resumed"].search(plain, found.end(), end)


def _is_doer(plain: str, found: re.Match[str], firm: Mentioned, near: Sequence[Mentioned]) -> bool:
    """Whether a word of leaving is said of the firm: the last one named before it, or else the first one after."""
    firms = [name for name in near if name.type == "Enterprise"]
    ahead = [name for name in firms if name.start < found.start()]
    doers = (
        _last(plain, ahead) if ahead else [name for name in firms if name.start < clause_end(plain, found.end())][:1]
    )
    return _is_one_of(firm, doers)


def _begins(plain: str, patterns: Patterns, found: re.Match[str], thing: Mentioned) -> bool:
    """Whether a move begins at the place: 从武汉搬迁至宜昌, 总部原在襄阳，后迁至武汉."""
    before = plain[clause_start(plain, thing.start) : thing.start].rstrip(HIDDEN)
    if patterns["from"].search(before):
        return thing.end <= found.start() < clause_end(plain, thing.end)
    return thing.end <= found.start() and bool(patterns["once"].search(before))


def _ends(plain: str, patterns: Patterns, found: re.Match[str], thing: Mentioned, near: Sequence[Mentioned]) -> bool:
    """Whether a word of leaving is said of the place or project."""
    kinds = CONTAINERS if thing.type in CONTAINERS else {thing.type}
    things = [name for name in near if name.type in kinds]
    behind = [name for name in things if found.end() <= name.start < clause_end(plain, found.end())]
    if behind and not patterns["turns"].search(plain, found.end(), behind[0].start):
        return _is_one_of(thing, _first(plain, behind))
    ahead = [name for name in things if name.start < found.start()]
    return _is_one_of(thing, ahead if found.re is patterns["gone"] else _last(plain, ahead))


def _is_one_of(wanted: Mentioned, names: Sequence[Mentioned]) -> bool:
    return wanted.entity in {name.entity for name in names}


def _last(plain: str, names: Sequence[Mentioned]) -> list[Mentioned]:
    """The last name, and those that it is listed with."""
    kept = list(names[-1:])
    for name in reversed(names[:-1]):
        if plain[name.end : kept[0].start] not in _JOINED:
            break
        kept.insert(0, name)
    return kept


def _first(plain: str, names: Sequence[Mentioned]) -> list[Mentioned]:
    """The first name, and those that it is listed with."""
    kept = list(names[:1])
    for name in names[1:]:
        if plain[kept[-1].end : name.start] not in _JOINED:
            break
        kept.append(name)
    return kept
