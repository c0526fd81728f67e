"""Scenes -> one text in which they stand one after the other, with all that they name as arrays.

A few hundred small arrays for each article would cost more than what is worked out with them, so it is worked out for
several articles at once. No two scenes share an entity, a sentence or a line, and so none tells anything of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.model import CONTAINERS, TYPES
from kg.relate.pairs.rows import NONE, Flags, Longs
from kg.relate.pairs.scene import Mentioned, Scene
from kg.relate.pairs.squares import Squares
from kg.trie import Codes, code_points

_PLANE: Final = 0xFFFF  # no character that is looked up lies so high
_ENDS_CLAUSE: Final = np.zeros(_PLANE + 1, dtype=np.int64)
_ENDS_CLAUSE[[ord(mark) for mark in ",。;:!?、|/\n "]] = 1
_ROWS: Final = 8  # numbers that are told of a mention


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mentions:
    """The mentions of all scenes as arrays, in order of text: where each stands, the number of its entity, of its
    sentence, clause, line and scene, and of the line that heads its own, or NONE; whether it is a word like 该公司,
    whether what it names may hold other things, and in thousandths how surely it is a name.
    """

    start: Longs
    end: Longs
    of: Longs
    sentence: Longs
    clause: Longs
    line: Longs
    heading: Longs
    scene: Longs
    stands_in: Flags
    holds: Flags
    chances: NDArray[np.int16]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Joined:
    """Scenes one after the other; the entities of each in order of id. `kinds` is the type by entity, `sentences` holds
    where each begins and ends; `texts`, `lines` and `firsts` tell where the text of a scene begins, and the number of
    its first line and mention, and in the end how long the text is, and how many there are."""

    scenes: tuple[Scene, ...]
    named: tuple[Mentioned, ...]
    entities: tuple[str, ...]
    numbers: tuple[Mapping[str, int], ...]
    squares: Squares
    mentions: Mentions
    kinds: Longs
    codes: Codes
    sentences: Longs
    texts: Longs
    lines: Longs
    firsts: Longs


def join_scenes(scenes: Sequence[Scene]) -> Joined:
    """Scenes as one; each names something."""
    entities = [sorted(scene.of) for scene in scenes]
    squares, texts = Squares.of([len(own) for own in entities]), _starts(len(scene.folded) for scene in scenes)
    numbers = tuple(
        dict(zip(own, range(first, first + len(own)), strict=True))
        for own, first in zip(entities, _starts(map(len, entities)).tolist(), strict=False)
    )
    lines, firsts = (_starts(map(len, own)) for own in ([s.lines for s in scenes], [s.named for s in scenes]))
    counts = np.array([len(scene.sentences) for scene in scenes], dtype=np.int64)
    bounds = chain.from_iterable(chain.from_iterable(scene.sentences for scene in scenes))
    sentences = np.fromiter(bounds, dtype=np.int64).reshape(-1, 2) + np.repeat(texts[:-1], counts)[:, None]
    codes = code_points("".join(scene.folded for scene in scenes))
    return Joined(
        scenes=tuple(scenes),
        named=tuple(chain.from_iterable(scene.named for scene in scenes)),
        entities=tuple(chain.from_iterable(entities)),
        numbers=numbers,
        squares=squares,
        mentions=_mentions(scenes, numbers, codes, texts, lines, np.cumsum(counts) - counts),
        kinds=np.array(
            [TYPES.index(scene.types[e]) for scene, own in zip(scenes, entities, strict=True) for e in own],
            dtype=np.int64,
        ),
        codes=codes,
        sentences=sentences.T.copy(),
        texts=texts,
        lines=lines,
        firsts=firsts,
    )


def _starts(sizes: Iterable[int]) -> Longs:
    """Where each of so many things begins that stand one after the other, and where the last one ends."""
    return np.cumsum([0, *sizes], dtype=np.int64)


def _mentions(
    scenes: Sequence[Scene],
    numbers: Sequence[Mapping[str, int]],
    codes: Codes,
    texts: Longs,
    lines: Longs,
    sentences: Longs,
) -> Mentions:
    """The mentions of all scenes; what is counted in a scene goes on from where the scene before ended."""
    told = chain.from_iterable(map(_told, scenes, numbers))
    rows = np.fromiter(chain.from_iterable(told), dtype=np.int64).reshape(-1, _ROWS)
    start, end, of, sentence, line, heading, stands_in, holds = rows.T.copy()
    scene = np.repeat(np.arange(len(scenes)), [len(scene.named) for scene in scenes])
    ends = _ENDS_CLAUSE[np.minimum(codes, _PLANE)]
    ends_before = np.cumsum(ends) - ends
    chances = np.array([n.chance for scene in scenes for n in scene.named])
    return Mentions(
        start=start + texts[scene],
        end=end + texts[scene],
        of=of,
        sentence=sentence + sentences[scene],
        clause=ends_before[start + texts[scene]],
        line=line + lines[scene],
        heading=np.where(heading == NONE, NONE, heading + lines[scene]),
        scene=scene,
        stands_in=stands_in > 0,
        holds=holds > 0,
        chances=np.rint(1000 * chances).astype(np.int16),
    )


def _told(scene: Scene, numbers: Mapping[str, int]) -> Iterator[tuple[int, ...]]:
    """What is told of each mention of a scene, in the order in which `_mentions` takes it apart."""
    headings = {line: NONE if heading is None else heading for line, heading in scene.headings.items()}
    for n in scene.named:
        stands_in, holds = n.stands_in, n.type in CONTAINERS
        yield n.start, n.end, numbers[n.entity], n.sentence, n.line, headings[n.line], stands_in, holds
