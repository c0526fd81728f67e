"""Links -> the scene of an article: who is named where, in which sentence and line and under which heading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from kg.grammar import Grammar, ScenePatterns
from kg.lexicon import PLACES, Lexicon
from kg.model import CONTAINERS, Article, Link, Span
from kg.relate.pairs.anaphora import Name, StandIn, find_stand_ins
from kg.relate.pairs.cues import Cues, find_cues
from kg.relate.pairs.homes import find_homes
from kg.relate.pairs.kin import brand_cores
from kg.rows import is_row
from kg.text import DATELINE, fold_article, prominence, sentence_bounds

_LINE_END = re.compile(r"\n")
_HEADING_LENGTH = 28
_HEADING_REACH = 12
_THEMES = frozenset({"City", "Park"})
_MARKS = frozenset("·•●◆▍■★☆◎-*+>")


Bounds = tuple[tuple[int, int], ...]


class Mentioned(NamedTuple):
    """One mention in the scene, or a word that stands for it; `name` is where the name itself stands, `chance` how
    surely it is one."""

    start: int
    end: int
    entity: str
    type: str
    sentence: int
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
    sentences: Bounds
    lines: Bounds
    named: tuple[Mentioned, ...]
    of: Mapping[str, tuple[Mentioned, ...]]
    types: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]
    brands: Mapping[str, frozenset[str]]  # of enterprises
    stems: Mapping[str, frozenset[str]]  # names of projects without the places in front
    homes: Mapping[tuple[str, str], int]  # what the name of an entity says of a place
    cues: Cues
    above: Mapping[str, tuple[str, ...]]
    below: Mapping[str, tuple[str, ...]]
    containers: tuple[int, ...]  # numbers of the mentions of places and parks
    main: str | None  # the division that the article is about
    theme: str | None  # the division or the park that it is about
    patterns: ScenePatterns

    @cached_property
    def headings(self) -> Mapping[int, int | None]:
        """By line with a name in it the heading that it stands under."""
        return {line: self._heading_of(line) for line in {one.line for one in self.named}}

    @cached_property
    def rows(self) -> frozenset[int]:
        """The lines with a name in them that are rows of a table."""
        return frozenset(line for line in self.headings if is_row(self.folded[slice(*self.lines[line])]))

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
    folded, sentences = fold_article(article.text), sentence_bounds(article.text)
    names = _names(folded, links, types, sentences, grammar.scene)
    forms = _forms(folded, names)
    full = {e: entry.name if (entry := lexicon.entries.get(e)) else own[0] for e, own in forms.items()}
    theme = find_theme(names, len(article.title))
    stand_ins = find_stand_ins(folded, names, sentences, full, grammar, (theme, main))
    lines = _lines(folded)
    named = tuple(_mentioned(names, stand_ins, sentences, lines))
    of: dict[str, list[Mentioned]] = {}
    for one in named:
        of.setdefault(one.entity, []).append(one)
    above = {entity: lexicon.ancestors(entity) for entity in of if types[entity] in PLACES}
    return Scene(
        article=article,
        folded=folded,
        sentences=sentences,
        lines=lines,
        named=named,
        of={entity: tuple(found) for entity, found in of.items()},
        types=types,
        forms=forms,
        brands={entity: brand_cores(own, lexicon) for entity, own in forms.items() if types[entity] == "Enterprise"},
        stems={entity: brand_cores(own, lexicon) for entity, own in forms.items() if types[entity] == "Project"},
        homes=find_homes(types, forms, lexicon),
        cues=find_cues(folded, grammar.triggers),
        above=above,
        below={entity: tuple(e for e in above if entity in above[e]) for entity in above},
        containers=tuple(i for i, n in enumerate(named) if n.type in CONTAINERS),
        main=main,
        theme=theme,
        patterns=grammar.scene,
    )


def _names(
    folded: str, links: Sequence[Link], types: Mapping[str, str], sentences: Bounds, patterns: ScenePatterns
) -> list[Name]:
    """What the links name, but for the places of datelines."""
    starts = [start for start, _ in sentences]
    names = []
    for link in links:
        kind, span = types[link.entity], link.mention.span
        if not _is_dateline(folded, kind, span, patterns):
            sentence = max(0, bisect_right(starts, span.start) - 1)
            names.append(Name(span.start, span.end, link.entity, kind, sentence, link.mention.confidence))
    return names


def _forms(folded: str, names: Sequence[Name]) -> dict[str, tuple[str, ...]]:
    """By entity what it is called, the longest form first."""
    forms: dict[str, set[str]] = {}
    for name in names:
        forms.setdefault(name.entity, set()).add(folded[name.start : name.end])
    return {entity: tuple(sorted(found, key=lambda f: (-len(f), f))) for entity, found in forms.items()}


def _lines(folded: str) -> Bounds:
    ends = [found.start() for found in _LINE_END.finditer(folded)]
    return tuple(zip([0, *(end + 1 for end in ends)], [*ends, len(folded)], strict=True))


def _mentioned(
    names: Sequence[Name], stand_ins: Sequence[StandIn], sentences: Bounds, lines: Bounds
) -> Iterator[Mentioned]:
    """The names and what stands for them, in order of text."""
    starts, line_starts = [start for start, _ in sentences], [start for start, _ in lines]
    places = [(n.start, n.end, n) for n in names] + [(s.start, s.end, s.name) for s in stand_ins]
    for start, end, name in sorted(places, key=itemgetter(0)):
        sentence, line = max(0, bisect_right(starts, start) - 1), bisect_right(line_starts, start) - 1
        yield Mentioned(start, end, name.entity, name.type, sentence, line, (name.start, name.end), name.chance)


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
