"""Scene -> which place each sentence is about, and which places stand before and after each mention in its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.model import CONTAINERS
from kg.relate.pairs.rows import Longs
from kg.relate.pairs.scene import Mentioned, Scene

NONE: Final = -1
_OLD: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topics:
    """Numbers of places, or NONE: by sentence the one it is about, with its age in sentences, and the one that its
    paragraph has come to, at first the article's theme; by mention the others. `theme` is that place or park."""

    theme: int
    of_sentence: Longs
    of_paragraph: Longs
    age: Longs
    before: Longs
    after: Longs
    before_at: Longs
    after_at: Longs
    first_on_line: Longs
    last_on_heading: Longs


def find_topics(scene: Scene, numbers: dict[str, int]) -> Topics:
    """The topics of a scene; `numbers` tells the number of an entity."""
    of_sentence, of_paragraph, age = _carried(scene, numbers)
    size = len(scene.named)
    before, after, before_at, after_at = (np.full(size, NONE, dtype=np.int64) for _ in range(4))
    last: Mentioned | None = None
    for index, one in enumerate(scene.named):
        if last is not None and last.sentence == one.sentence and last.end <= one.start:
            before[index], before_at[index] = numbers[last.entity], last.end
        if _holds(one):
            last = one
    last = None
    for index in range(size - 1, -1, -1):
        one = scene.named[index]
        if last is not None and last.sentence == one.sentence and last.start >= one.end:
            after[index], after_at[index] = numbers[last.entity], last.start
        if _holds(one):
            last = one
    on_line: dict[int, int] = {}
    containers = [scene.named[index] for index in scene.containers]
    for one in reversed(containers):
        on_line[one.line] = numbers[one.entity]
    last_on_line = {one.line: numbers[one.entity] for one in containers}
    first = np.array([on_line.get(one.line, NONE) for one in scene.named], dtype=np.int64)
    above = [scene.headings[one.line] for one in scene.named]
    heading = np.array([NONE if line is None else last_on_line.get(line, NONE) for line in above], dtype=np.int64)
    return Topics(
        theme=_number(scene.theme, numbers),
        of_sentence=of_sentence,
        of_paragraph=of_paragraph,
        age=age,
        before=before,
        after=after,
        before_at=before_at,
        after_at=after_at,
        first_on_line=first,
        last_on_heading=heading,
    )


def _number(entity: str | None, numbers: dict[str, int]) -> int:
    return NONE if entity is None else numbers.get(entity, NONE)


def _holds(one: Mentioned) -> bool:
    return one.type in CONTAINERS


def _carried(scene: Scene, numbers: dict[str, int]) -> tuple[Longs, ...]:
    """By sentence the place that it or the nearest sentence before opens with, at first the main one; the same within
    its paragraph, at first the theme; and how many sentences ago the former was."""
    opening: dict[int, Mentioned] = {}
    for one in (scene.named[index] for index in scene.containers):
        start = scene.sentences[one.sentence][0]
        lead = scene.patterns.opening.match(scene.folded, start)
        if one.sentence not in opening and lead is not None and start <= one.start <= lead.end():
            opening[one.sentence] = one
    theme = _number(scene.theme, numbers)
    topic, within, since = _number(scene.main, numbers), theme, _OLD
    of_sentence, of_paragraph, age = np.empty((3, len(scene.sentences)), dtype=np.int64)
    for sentence, (start, _) in enumerate(scene.sentences):
        since = min(since + 1, _OLD)
        if scene.folded[start - 1 : start] == "\n":
            within = theme
        if sentence in opening:
            topic = within = numbers[opening[sentence].entity]
            since = 0
        of_sentence[sentence], of_paragraph[sentence], age[sentence] = topic, within, since
    return of_sentence, of_paragraph, age
