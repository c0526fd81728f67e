"""Links -> the scene of an article: who is named where, in which sentence, clause, line and under which heading."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kg.grammar import Grammar, ScenePatterns, WordClasses
from kg.lexicon import PLACES, Lexicon
from kg.model import CONTAINERS, Article, Link, Span
from kg.relate.pairs.anaphora import Name, find_stand_ins
from kg.relate.pairs.homes import find_homes
from kg.relate.pairs.kin import brand_cores
from kg.text import DATELINE, fold_article, prominence, sentence_bounds

_CLAUSE_END = re.compile(r"[,。;:!?、|/\n ]")
_LINE_END = re.compile(r"\n")
_HEADING_LENGTH = 28
_HEADING_REACH = 12
_THEMES = frozenset({"City", "Park"})
_MARKS = frozenset("·•●◆▍■★☆◎-*+>")


class Cue(NamedTuple):
    """A word of the grammar's `triggers`, which may tell a relation, and the number of its class."""

    start: int
    end: int
    number: int


class Mentioned(NamedTuple):
    """One mention in the scene, or a word that stands for it; `name` is where the name itself stands, `chance` how
    surely it is one."""

    start: int
    end: int
    entity: str
    type: str
    sentence: int
    clause: int
    line: int
    name: tuple[int, int]
    chance: float

    @property
    def stands_in(self) -> bool:
        """Whether this is a word like 该公司."""
        return self.name != (self.start, self.end)


@dataclass(frozen=True)
class Scene:
    """All that pair features ask about an article."""

    article: Article
    folded: str
    sentences: tuple[tuple[int, int], ...]
    lines: tuple[tuple[int, int], ...]
    named: tuple[Mentioned, ...]
    of: Mapping[str, tuple[Mentioned, ...]]
    types: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]
    brands: Mapping[str, frozenset[str]]  # of enterprises
    homes: Mapping[tuple[str, str], int]  # what the name of an entity says of a place
    cues: tuple[Cue, ...]
    cue_starts: tuple[int, ...]
    cue_names: tuple[str, ...]
    above: Mapping[str, tuple[str, ...]]
    below: Mapping[str, tuple[str, ...]]
    containers: tuple[int, ...]  # numbers of the mentions of places and parks
    main: str | None  # the division that the article is about
    theme: str | None  # the division or the park that it is about
    patterns: ScenePatterns

    def cues_between(self, start: int, end: int) -> Sequence[Cue]:
        """The cues that begin in a stretch of text."""
        return self.cues[bisect_left(self.cue_starts, start) : bisect_left(self.cue_starts, end)]

    @cached_property
    def headings(self) -> Mapping[int, int | None]:
        """By line with a name in it the heading that it stands under."""
        return {line: self._heading_of(line) for line in {one.line for one in self.named}}

    def _heading_of(self, line: int) -> int | None:
        """The nearest line above that looks like a heading: short, no sentence, and no other item of the same list."""
        own = self._mark(line)
        for index in range(line - 1, max(0, line - _HEADING_REACH), -1):
            start, end = self.lines[index]
            text = self.folded[start:end].strip()
            if text and len(text) <= _HEADING_LENGTH and text[-1] not in "。;,!?" and self._mark(index) != own:
                return index
        return None

    def _mark(self, line: int) -> str:
        """What a line begins with: a digit, a bullet, or nothing of the kind."""
        start, end = self.lines[line]
        first = self.folded[start:end].strip()[:1]
        return "1" if first.isdigit() else first if first in _MARKS else ""


def set_scene(
    article: Article,
    links: Sequence[Link],
    types: Mapping[str, str],
    main: str | None,
    lexicon: Lexicon,
    grammar: Grammar,
) -> Scene:
    """The scene of an article; links in order of text."""
    folded = fold_article(article.text)
    sentences = sentence_bounds(article.text)
    starts = [start for start, _ in sentences]
    line_starts = [0, *(found.end() for found in _LINE_END.finditer(folded))]
    lines = tuple(
        (start, (line_starts[i + 1] - 1) if i + 1 < len(line_starts) else len(folded))
        for i, start in enumerate(line_starts)
    )
    clause_ends = [found.start() for found in _CLAUSE_END.finditer(folded)]
    names = [
        Name(
            (span := link.mention.span).start,
            span.end,
            link.entity,
            types[link.entity],
            max(0, bisect_right(starts, span.start) - 1),
            link.mention.confidence,
        )
        for link in links
        if not _is_dateline(folded, types[link.entity], link.mention.span, grammar.scene)
    ]
    forms: dict[str, set[str]] = {}
    for name in names:
        forms.setdefault(name.entity, set()).add(folded[name.start : name.end])
    ordered = {entity: tuple(sorted(found, key=lambda f: (-len(f), f))) for entity, found in forms.items()}
    full = {e: entry.name if (entry := lexicon.entries.get(e)) else found[0] for e, found in ordered.items()}
    theme = find_theme(names, len(article.title))
    stand_ins = find_stand_ins(folded, names, sentences, full, grammar, (theme, main))
    places = [(n.start, n.end, n) for n in names] + [(s.start, s.end, s.name) for s in stand_ins]
    named = [
        Mentioned(
            start,
            end,
            name.entity,
            name.type,
            max(0, bisect_right(starts, start) - 1),
            bisect_left(clause_ends, start),
            bisect_right(line_starts, start) - 1,
            (name.start, name.end),
            name.chance,
        )
        for start, end, name in sorted(places, key=lambda place: place[0])
    ]
    of: dict[str, list[Mentioned]] = {}
    for one in named:
        of.setdefault(one.entity, []).append(one)
    return Scene(
        article=article,
        folded=folded,
        sentences=sentences,
        lines=lines,
        named=tuple(named),
        of={entity: tuple(found) for entity, found in of.items()},
        types=types,
        forms=ordered,
        brands={
            entity: brand_cores(found, lexicon) for entity, found in ordered.items() if types[entity] == "Enterprise"
        },
        homes=find_homes(types, ordered, lexicon),
        cues=(cues := find_cues(folded, grammar.triggers)),
        cue_starts=tuple(t.start for t in cues),
        cue_names=grammar.triggers.names,
        above=(above := {entity: lexicon.ancestors(entity) for entity in of if types[entity] in PLACES}),
        below={entity: tuple(e for e in above if entity in above[e]) for entity in above},
        containers=tuple(i for i, n in enumerate(named) if n.type in CONTAINERS),
        main=main,
        theme=theme,
        patterns=grammar.scene,
    )


def _is_dateline(folded: str, kind: str, span: Span, patterns: ScenePatterns) -> bool:
    """Whether a place only tells where the report was written."""
    if kind not in PLACES:
        return False
    is_undated = (
        folded.endswith(patterns.papers, 0, span.start) and patterns.undated.match(folded, span.end) is not None
    )
    return is_undated or DATELINE.match(folded, span.end) is not None


def find_theme(names: Sequence[Name], title: int) -> str | None:
    """The city or park that an article is about: named in the title, early and often."""
    scores: Counter[str] = Counter()
    for name in names:
        if name.type in _THEMES:
            scores[name.entity] += prominence(name.start, title)
    return max(scores, key=lambda entity: scores[entity], default=None)  # of equals the one that is named first


def find_cues(folded: str, words: WordClasses) -> tuple[Cue, ...]:
    """Cue words in order, the longest where they overlap."""
    hits = sorted(
        ((last + 1 - length, last + 1, number) for last, (length, number) in words.automaton.iter(folded)),
        key=lambda h: (h[0], -h[1]),
    )
    kept: list[Cue] = []
    for start, end, number in hits:
        if not kept or start >= kept[-1].end:
            kept.append(Cue(start, end, number))
    return tuple(kept)
