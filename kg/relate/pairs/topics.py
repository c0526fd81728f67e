"""Joined scenes -> which place each sentence is about, and which places stand before and after each mention in its
sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from kg.relate.pairs.joined import Joined
from kg.relate.pairs.rows import NONE, Longs
from kg.relate.pairs.scene import Scene

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
    scenes = list(zip(joined.scenes, joined.numbers, strict=True))
    themes = np.array([_number(scene.theme, numbers) for scene, numbers in scenes], dtype=np.int64)
    of_sentence, of_paragraph, age = _carry(joined, themes)
    before, after, before_at, after_at = _beside(joined)
    first_on_line, last_on_heading = _on_lines(joined)
    return Topics(
        theme=themes[joined.mentions.scene],
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


def _number(entity: str | None, numbers: Mapping[str, int]) -> int:
    return NONE if entity is None else numbers.get(entity, NONE)


def _beside(joined: Joined) -> tuple[Longs, Longs, Longs, Longs]:
    """By mention the places named next before and after it, if they stand in its sentence and apart from it; and where
    the one ends and the other begins."""
    mentions, size = joined.mentions, len(joined.named)
    here = np.arange(size)
    to_here = np.maximum.accumulate(np.where(mentions.holds, here, NONE))
    from_here = np.minimum.accumulate(np.where(mentions.holds, here, size)[::-1])[::-1]
    before, after = np.concatenate([[NONE], to_here[:-1]]), np.concatenate([from_here[1:], [size]]) % size
    same = mentions.sentence[before] == mentions.sentence
    is_before = (before != NONE) & same & (mentions.end[before] <= mentions.start)
    same = mentions.sentence[after] == mentions.sentence
    is_after = (after > here) & same & (mentions.start[after] >= mentions.end)
    return (
        np.where(is_before, mentions.of[before], NONE),
        np.where(is_after, mentions.of[after], NONE),
        np.where(is_before, mentions.end[before], NONE),
        np.where(is_after, mentions.start[after], NONE),
    )


def _on_lines(joined: Joined) -> tuple[Longs, Longs]:
    """By mention the first place of its line, and the last one of its heading."""
    mentions, places = joined.mentions, np.flatnonzero(joined.mentions.holds)
    first, last = np.full((2, int(joined.lines[-1])), NONE)
    first[mentions.line[places[::-1]]] = mentions.of[places[::-1]]  # what comes last stays
    last[mentions.line[places]] = mentions.of[places]
    return first[mentions.line], np.where(mentions.heading == NONE, NONE, last[mentions.heading])


def _carry(joined: Joined, themes: Longs) -> tuple[Longs, Longs, Longs]:
    """By sentence the place that it or the nearest sentence before opens with, at first the main one; the same within
    its paragraph, at first the theme; and how many sentences ago the former was."""
    counts = [len(scene.sentences) for scene in joined.scenes]
    scene, here = np.repeat(np.arange(len(counts)), counts), np.arange(sum(counts))
    firsts = np.cumsum([0, *counts])
    opening = np.full(len(here), NONE)
    for one, numbers, first in zip(joined.scenes, joined.numbers, firsts.tolist(), strict=False):
        for sentence, place in _openings(one).items():
            opening[first + sentence] = numbers[place]
    mains = [_number(one.main, numbers) for one, numbers in zip(joined.scenes, joined.numbers, strict=True)]
    last = np.maximum.accumulate(np.where(opening != NONE, here, NONE))
    known = last >= firsts[scene]
    starts = joined.sentences[0]
    breaks = (starts > joined.texts[scene]) & (joined.codes[starts - 1] == ord("\n"))
    paragraph = np.maximum.accumulate(np.where(breaks, here, NONE))
    topics = np.where(known, opening[last], np.array(mains, dtype=np.int64)[scene])
    within = np.where(known & (last >= paragraph), opening[last], themes[scene])
    return topics, within, np.where(known, np.minimum(here - last, _OLD), _OLD)


def _openings(scene: Scene) -> dict[int, str]:
    """By sentence the place that it opens with."""
    opening: dict[int, str] = {}
    for one in (scene.named[index] for index in scene.containers):
        if one.sentence in opening:
            continue
        start = scene.sentences[one.sentence][0]
        lead = scene.patterns.opening.match(scene.folded, start)
        if lead is not None and start <= one.start <= lead.end():
            opening[one.sentence] = one.entity
    return opening
