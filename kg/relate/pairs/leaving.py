"""A firm and a place or project in a sentence -> whether it has left or ended there, or is only rumoured to be there.

A word of leaving governs the firm named last before it, or the one that it describes (撤出武汉的甲公司), and the place
named directly behind it, else the last one before. One that ends a firm as a whole (破产清算) governs all its places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.model import CONTAINERS, Modality
from kg.relate.pairs.modality import HIDDEN, Plain
from kg.relate.pairs.scene import Mentioned

_JOINED: Final = frozenset({"", "、", "和", "与", "及", "以及", "的"})
_NEGATED: Final = 6  # characters before a word of leaving that may take it back: 并未从武汉撤出
_LEAVING: Final = ("moved", "gone", "left")


def tell_presence(plain: Plain, firm: Mentioned, thing: Mentioned) -> Modality | None:
    """Denied if the firm is said to have left or is rumoured there in vain, stated if that it left is denied; None if
    neither is told."""
    if not plain.unsettled:
        return None
    left, rebutted = _has_left(plain, firm, thing), _is_rebutted(plain, thing)
    if left is None:
        return Modality.DENIED if rebutted else None
    return Modality.DENIED if left and not rebutted else Modality.STATED


def _is_rebutted(plain: Plain, thing: Mentioned) -> bool:
    """Whether something is told as untrue in its clause, or as a rumour that its sentence or the next one rejects."""
    text, patterns, at = plain.text, plain.patterns, thing.start
    if patterns["untrue"].search(text, plain.clause_start(at), plain.clause_end(at)):
        return True
    sentences, number = plain.scene.sentences, thing.sentence
    start, _ = sentences[number]
    rumour = patterns["rumour"].search(text, start, at)
    if rumour is None:
        return False
    _, end = sentences[min(number + 1, len(sentences) - 1)]
    rebuttal = patterns["rebuttal"]
    # What follows a rejected rumour is told anew: 网传搬迁不实，公司仍在甲市.
    return not rebuttal.search(text, rumour.end(), at) and bool(rebuttal.search(text, at, end))


def _has_left(plain: Plain, firm: Mentioned, thing: Mentioned) -> bool | None:
    """Whether a firm is said to have left or ended; False if that is denied, None if nobody says so."""
    start, end = plain.scene.sentences[thing.sentence]
    for found in _leavings(plain, start, end):
        near = [name for name in plain.scene.named if start <= name.start < end]
        begins = found.re is plain.patterns["moved"]
        here = _begins(plain, found, thing) if begins else _ends(plain, found, thing, near)
        if here and _counts(plain, found, end) and _is_doer(plain, found, firm, near):
            before = max(plain.clause_start(found.start()), found.start() - _NEGATED)
            return not plain.patterns["kept"].search(plain.text, before, found.start())
    return None


def _leavings(plain: Plain, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words of leaving in a sentence."""
    for name in _LEAVING:
        yield from plain.patterns[name].finditer(plain.text, start, end)


def _counts(plain: Plain, found: re.Match[str], end: int) -> bool:
    """Whether a word of leaving is meant so, of a firm or plant as a whole, and nothing is resumed after it."""
    text, patterns = plain.text, plain.patterns
    first, last = plain.clause_start(found.start()), plain.clause_end(found.end())
    if patterns["partly"].search(text, first, last) or patterns["no_leaving"].match(text, found.end()):
        return False
    before = text[max(first, found.start() - _NEGATED) : found.start()]
    return not patterns["unreal"].search(before) and not patterns["resumed"].search(text, found.end(), end)


def _is_doer(plain: Plain, found: re.Match[str], firm: Mentioned, near: Sequence[Mentioned]) -> bool:
    """Whether a word of leaving is said of the firm: the last one named before it, or else the first one after."""
    firms = [name for name in near if name.type == "Enterprise"]
    ahead = [name for name in firms if name.start < found.start()]
    behind = [name for name in firms if name.start < plain.clause_end(found.end())]
    return _is_one_of(firm, _last(plain, ahead) if ahead else behind[:1])


def _begins(plain: Plain, found: re.Match[str], thing: Mentioned) -> bool:
    """Whether a move begins at the place: 从武汉搬迁至宜昌, 总部原在襄阳，后迁至武汉."""
    before = plain.text[plain.clause_start(thing.start) : thing.start].rstrip(HIDDEN)
    if plain.patterns["from"].search(before):
        return thing.end <= found.start() < plain.clause_end(thing.end)
    return thing.end <= found.start() and bool(plain.patterns["once"].search(before))


def _ends(plain: Plain, found: re.Match[str], thing: Mentioned, near: Sequence[Mentioned]) -> bool:
    """Whether a word of leaving is said of the place or project."""
    kinds = CONTAINERS if thing.type in CONTAINERS else {thing.type}
    things = [name for name in near if name.type in kinds]
    behind = [name for name in things if found.end() <= name.start < plain.clause_end(found.end())]
    if behind and not plain.patterns["turns"].search(plain.text, found.end(), behind[0].start):
        return _is_one_of(thing, _first(plain, behind))
    ahead = [name for name in things if name.start < found.start()]
    return _is_one_of(thing, ahead if found.re is plain.patterns["gone"] else _last(plain, ahead))


def _is_one_of(wanted: Mentioned, names: Sequence[Mentioned]) -> bool:
    return wanted.entity in {name.entity for name in names}


def _last(plain: Plain, names: Sequence[Mentioned]) -> list[Mentioned]:
    """The last name, and those that it is listed with."""
    kept = list(names[-1:])
    for name in reversed(names[:-1]):
        if plain.text[name.end : kept[0].start] not in _JOINED:
            break
        kept.insert(0, name)
    return kept


def _first(plain: Plain, names: Sequence[Mentioned]) -> list[Mentioned]:
    """The first name, and those that it is listed with."""
    kept = list(names[:1])
    for name in names[1:]:
        if plain.text[kept[-1].end : name.start] not in _JOINED:
            break
        kept.append(name)
    return kept
