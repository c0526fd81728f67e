"""A pair's cue and clause -> whether the text states, plans or denies what it tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kg.model import Modality
from kg.relate.pairs.scene import Cue, Mentioned, Scene

__all__ = ["hide_names", "is_founded", "modality_of", "tell_modality"]

CLAUSE_MARKS: Final = ",。;!?\n"
HIDDEN: Final = "□"  # one for each character
_REACH: Final = 2  # clauses that a plan reaches
_DOERS: Final = frozenset({"Enterprise", "Organization", "Project"})

Patterns = Mapping[str, re.Pattern[str]]


def tell_modality(clause: str, patterns: Patterns) -> Modality:
    """How a clause tells what it tells."""
    return _tell(_hide_words(clause, patterns), patterns)


def hide_names(scene: Scene, patterns: Patterns) -> str:
    """The text of a scene, as long as it is, without names and what holds a word of plan or denial by chance."""
    characters = list(scene.folded)
    for start, end in {name.name for name in scene.named}:
        characters[start:end] = HIDDEN * (end - start)
    return _hide_words("".join(characters), patterns)


def modality_of(scene: Scene, plain: str, patterns: Patterns, cue: Cue | None) -> Modality:
    """Planned or denied if a word of the cue's own clause says so; 计划 and 拟 govern the clauses after it too,
    as long as nobody new is named to do something and nothing is said to be done."""
    if cue is None:
        return Modality.STATED
    start = clause_start(plain, cue.start)
    modality = _tell(plain[start : clause_end(plain, cue.end)], patterns)
    reach, told_until = 0, cue.start
    while modality is Modality.STATED and reach < _REACH and plain[start - 1 : start] == ",":
        if patterns["done"].search(plain, start, told_until) or _names_a_doer(scene, start, cue.start):
            return Modality.STATED
        told_until, start, reach = start - 1, clause_start(plain, start - 1), reach + 1
        if _tell(plain[start:told_until], patterns) is Modality.PLANNED:
            return Modality.PLANNED
    return modality


def is_founded(plain: str, patterns: Patterns, name: Mentioned) -> bool:
    """Whether a park or body is told as one that somebody founds or that is to settle somewhere; only such a one is
    planned or denied to lie where it lies, whatever others plan there."""
    for word in ("deny", "plan"):
        if (found := patterns[word].match(plain, name.end)) and patterns["settles"].match(plain, found.end()):
            return True
    before = plain[clause_start(plain, name.start) : name.start]
    return bool(patterns["founds"].search(before)) and not patterns["inside"].match(plain, name.end)


def clause_start(plain: str, at: int) -> int:
    """Where the clause begins that holds a place."""
    return max(plain.rfind(mark, 0, at) for mark in CLAUSE_MARKS) + 1


def clause_end(plain: str, at: int) -> int:
    """Where the clause ends that holds a place."""
    return min((end for mark in CLAUSE_MARKS if (end := plain.find(mark, at)) >= 0), default=len(plain))


def _hide_words(text: str, patterns: Patterns) -> str:
    for name in ("titles", "never"):
        text = patterns[name].sub(lambda found: HIDDEN * len(found.group()), text)
    return text


def _tell(plain: str, patterns: Patterns) -> Modality:
    if patterns["deny"].search(plain):
        return Modality.DENIED
    return Modality.PLANNED if patterns["plan"].search(plain) else Modality.STATED


def _names_a_doer(scene: Scene, start: int, end: int) -> bool:
    return any(start <= name.start < end and name.type in _DOERS for name in scene.named)
