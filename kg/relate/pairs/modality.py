"""A pair's cue and clause -> whether the text states, plans or denies what it tells."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kg.model import CONTAINERS, Modality
from kg.relate.pairs.cues import Cue
from kg.relate.pairs.scene import Mentioned, Scene

_CLAUSE_MARK: Final = re.compile("[,。;!?\n]")
HIDDEN: Final = "□"  # one for each character
_REACH: Final = 2  # clauses that a plan reaches
_UNSETTLING: Final = ("moved", "gone", "left", "untrue", "rumour")  # of these some word stands in what they find
_DOERS: Final = frozenset({"Enterprise", "Organization", "Project"})

Patterns = Mapping[str, re.Pattern[str]]


def tell_modality(clause: str, patterns: Patterns) -> Modality:
    """How a clause tells what it tells."""
    return _tell(_hide_words(clause, patterns), patterns)


@dataclass(frozen=True, slots=True)
class Plain:
    """The text of a scene, as long as it is, without names and what holds a word of plan or denial by chance; `marks`
    are where its clauses end, `unsettled` is whether any word tells that somebody left, or that something is untrue."""

    scene: Scene
    patterns: Patterns
    text: str
    marks: tuple[int, ...]
    unsettled: bool

    def clause_start(self, at: int) -> int:
        """Where the clause begins that holds a place."""
        before = bisect_left(self.marks, at)
        return self.marks[before - 1] + 1 if before else 0

    def clause_end(self, at: int) -> int:
        """Where the clause ends that holds a place."""
        before = bisect_left(self.marks, at)
        return self.marks[before] if before < len(self.marks) else len(self.text)


def hide_names(scene: Scene, patterns: Patterns) -> Plain:
    """The plain text of a scene."""
    characters = list(scene.folded)
    for start, end in {name.name for name in scene.named}:
        characters[start:end] = HIDDEN * (end - start)
    text = _hide_words("".join(characters), patterns)
    return Plain(
        scene=scene,
        patterns=patterns,
        text=text,
        marks=tuple([mark.start() for mark in _CLAUSE_MARK.finditer(text)]),
        unsettled=any(patterns[name].search(text) for name in _UNSETTLING),
    )


class Modalities(dict[Cue | None, Modality]):
    """Cue -> how a plain text tells what it tells, worked out once."""

    def __init__(self, plain: Plain) -> None:
        self._plain = plain

    def __missing__(self, cue: Cue | None) -> Modality:
        self[cue] = modality = modality_of(self._plain, cue)
        return modality


def modality_of(plain: Plain, cue: Cue | None) -> Modality:
    """Planned or denied if a word of the cue's own clause says so; 计划 and 拟 govern the clauses after it too,
    as long as nobody new is named to do something and nothing is said to be done."""
    if cue is None:
        return Modality.STATED
    text, patterns = plain.text, plain.patterns
    start = plain.clause_start(cue.start)
    modality = _tell(text[start : plain.clause_end(cue.end)], patterns)
    reach, told_until = 0, cue.start
    while modality is Modality.STATED and reach < _REACH and text[start - 1 : start] == ",":
        if patterns["done"].search(text, start, told_until) or _names_a_doer(plain.scene, start, cue.start):
            return Modality.STATED
        told_until, start, reach = start - 1, plain.clause_start(start - 1), reach + 1
        if _tell(text[start:told_until], patterns) is Modality.PLANNED:
            return Modality.PLANNED
    return modality


def is_planned_before(plain: Plain, one: Mentioned, other: Mentioned) -> bool:
    """Whether a word of plan stands before the latter of two names of a sentence, and not only behind both: the firms
    of 甲公司及全资子公司乙公司拟签约 are what they are."""
    start, _ = plain.scene.sentences[max(one.sentence, other.sentence)]
    return plain.patterns["plan"].search(plain.text, start, max(one.end, other.end)) is not None


def is_planned_by_others(plain: Plain, subject: Mentioned, thing: Mentioned) -> bool:
    """Whether what stands in another sentence than the subject is planned there by somebody else, and nothing is where
    the subject stands: 甲公司签约。乙公司将在丙市建厂."""
    if subject.sentence == thing.sentence:
        return False
    start, end = plain.scene.sentences[thing.sentence]
    ours = (subject.entity, thing.entity)
    by_others = any(
        start <= name.start < end and name.type in _DOERS and name.entity not in ours for name in plain.scene.named
    )
    by_place = thing.type in CONTAINERS and plain.patterns["plan"].match(plain.text, thing.end) is not None
    if not by_others and not by_place:
        return False
    own = plain.text[slice(*plain.scene.sentences[subject.sentence])]
    return _tell(own, plain.patterns) is Modality.STATED


def is_founded(plain: Plain, name: Mentioned) -> bool:
    """Whether a park or body is told as one that somebody founds or that is to settle somewhere; only such a one is
    planned or denied to lie where it lies, whatever others plan there."""
    text, patterns = plain.text, plain.patterns
    for word in ("deny", "plan"):
        if (found := patterns[word].match(text, name.end)) and patterns["settles"].match(text, found.end()):
            return True
    before = text[plain.clause_start(name.start) : name.start]
    return bool(patterns["founds"].search(before)) and not patterns["inside"].match(text, name.end)


def _hide_words(text: str, patterns: Patterns) -> str:
    for name in ("titles", "never", "afterwards"):
        text = patterns[name].sub(lambda found: HIDDEN * len(found.group()), text)
    return text


def _tell(plain: str, patterns: Patterns) -> Modality:
    if patterns["deny"].search(plain):
        return Modality.DENIED
    return Modality.PLANNED if patterns["plan"].search(plain) else Modality.STATED


def _names_a_doer(scene: Scene, start: int, end: int) -> bool:
    return any(start <= name.start < end and name.type in _DOERS for name in scene.named)
