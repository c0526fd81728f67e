"""Joined scenes -> which place each sentence is about, and which places stand before and after each mention in its
sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.model import CONTAINERS
from kg.relate.pairs.joined import Joined
from kg.relate.pairs.rows import NONE, Longs
from kg.relate.pairs.scene import Mentioned, Scene

_OLD: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topics:
    """Numbers of places, or NONE: by sentence the one it is about, with its age in sentences, and the one that its
    paragraph has come to, at first the article's theme; by mention the others. `theme` is that place or park."""

    theme: Longs
    of_sentence: Longs
    of_paragraph: Longs
    age: Longs
    before: Longs
    after: Longs
    before_at: Longs
    after_at: Longs
    first_on_line: Longs
    last_on_heading: Longs


def find_topics(joined: Joined) -> Topics:
    """The topics of all scenes."""
    scenes = list(zip(joined.scenes, joined.numbers, joined.texts.tolist(), strict=False))
    carried = np.array([row for scene, numbers, _ in scenes for row in _carried(scene, numbers)], dtype=np.int64)
    beside = np.array([row for of in scenes for row in _beside(*of)], dtype=np.int64)
    of_sentence, of_paragraph, age = carried.T.copy()
    theme, before, after, before_at, after_at, first_on_line, last_on_heading = beside.T.copy()
    return Topics(
        theme=theme,
        of_sentence=of_sentence,
        of_paragraph=of_paragraph,
        age=age,
        before=before,
        after=after,
        before_at=before_at,
        after_at=after_at,
        first_on_line=first_on_line,
        last_on_heading=last_on_heading,
    )


def _beside(scene: Scene, numbers: Mapping[str, int], text: int) -> Iterator[tuple[int, ...]]:
    """By mention the theme; the places before and after it in its sentence, and where the one ends and the other
    begins, if the scene begins at `text`; the first place of its line, and the last one of its heading."""
    size, theme = len(scene.named), _number(scene.theme, numbers)
    before, after = [(NONE, NONE)] * size, [(NONE, NONE)] * size
    last: Mentioned | None = None
    for index, one in enumerate(scene.named):
        if last is not None and last.sentence == one.sentence and last.end <= one.start:
            before[index] = numbers[last.entity], last.end + text
        if _holds(one):
            last = one
    last = None
    for index in range(size - 1, -1, -1):
        one = scene.named[index]
        if last is not None and last.sentence == one.sentence and last.start >= one.end:
            after[index] = numbers[last.entity], last.start + text
        if _holds(one):
            last = one
    containers = [scene.named[index] for index in scene.containers]
    first_on_line = {one.line: numbers[one.entity] for one in reversed(containers)}
    last_on_line = {one.line: numbers[one.entity] for one in containers}
    for one, (place, ends), (next_place, begins) in zip(scene.named, before, after, strict=True):
        heading = scene.headings[one.line]
        on_heading = NONE if heading is None else last_on_line.get(heading, NONE)
        yield theme, place, next_place, ends, begins, first_on_line.get(one.line, NONE), on_heading


def _number(entity: str | None, numbers: Mapping[str, int]) -> int:
    return NONE if entity is None else numbers.get(entity, NONE)


def _holds(one: Mentioned) -> bool:
    return one.type in CONTAINERS


def _carried(scene: Scene, numbers: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """By sentence the place that it or the nearest sentence before opens with, at first the main one; the same within
    its paragraph, at first the theme; and how many sentences ago the former was."""
    opening: dict[int, Mentioned] = {}
    for one in (scene.named[index] for index in scene.containers):
        if one.sentence in opening:
            continue
        start = scene.sentences[one.sentence][0]
        lead = scene.patterns.opening.match(scene.folded, start)
        if lead is not None and start <= one.start <= lead.end():
            opening[one.sentence] = one
    theme = _number(scene.theme, numbers)
    topic, within, since = _number(scene.main, numbers), theme, _OLD
    for sentence, (start, _) in enumerate(scene.sentences):
        since = min(since + 1, _OLD)
        if scene.folded[start - 1 : start] == "\n":
            within = theme
        if sentence in opening:
            topic = within = numbers[opening[sentence].entity]
            since = 0
        yield topic, within, since
