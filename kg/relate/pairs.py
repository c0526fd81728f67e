"""Scene -> candidate pairs with what tells whether they are related, one number a feature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.relate.scene import Named, Scene

CONTAINERS: Final = frozenset({"City", "Province", "Park"})
# Which types each relation joins; the ontology's domains and ranges say the same, and a test holds them together.
SIGNATURES: Final = {
    "operatesIn": (frozenset({"Enterprise"}), CONTAINERS),
    "investsIn": (frozenset({"Enterprise"}), frozenset({"Project"})),
    "locatedIn": (frozenset({"Project", "Park", "Organization"}), CONTAINERS),
    "issuedBy": (frozenset({"Policy"}), CONTAINERS | {"Organization"}),
    "appliesTo": (frozenset({"Policy"}), CONTAINERS | {"Project", "Enterprise"}),
    "subsidiaryOf": (frozenset({"Enterprise"}), frozenset({"Enterprise"})),
    "partnerOf": (frozenset({"Enterprise", "Organization", "City", "Park"}), frozenset({"Enterprise", "Organization"})),
}
_TYPES: Final = ("City", "Province", "Enterprise", "Park", "Policy", "Project", "Organization")
_EDGE_CHARS: Final = '在于由与和、的(|:将把被对到从/,。;《\n"同及等是有为向)'
_JOINS: Final = frozenset(("、", "和", "与", "及", "以及", ",", "/"))
_WINDOW: Final = 14
_UNRANKED: Final = 20


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that a relation might join, the mentions that stand best for it, and the features."""

    predicate: str
    subject: Named
    object: Named
    features: tuple[int, ...]


class Stage:
    """What the pairs of one scene share, each worked out once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._surroundings: dict[Named, _Surroundings] = {}
        self._portraits = {entity: _portrait(scene, entity) for entity in sorted(scene.of)}
        self._sentence_words: dict[int, tuple[int, ...]] = {}
        self._joined: dict[tuple[str, str], tuple[Named, Named, tuple[int, ...]]] = {}

    def pairs(self, predicate: str) -> Iterator[Pair]:
        """All pairs that the relation's types allow."""
        subjects, objects = SIGNATURES[predicate]
        types = self._scene.types
        both = subjects & objects if predicate == "partnerOf" else frozenset()
        for s in self._portraits:
            if types[s] not in subjects:
                continue
            for o in self._portraits:
                if o == s or types[o] not in objects or (types[s] in both and types[o] in both and s > o):
                    continue
                if (s, o) not in self._joined:
                    a, b, together = self._best_mentions(s, o)
                    self._joined[s, o] = (a, b, self._features(a, b, together))
                yield Pair(predicate, *self._joined[s, o])

    def _best_mentions(self, s: str, o: str) -> tuple[Named, Named, int]:
        """The two mentions nearest to each other, one sentence before all, and in how many sentences both stand."""
        best: tuple[int, int, int, Named, Named] | None = None
        for a in self._scene.of[s]:
            for b in self._scene.of[o]:
                gap = b.start - a.end if b.start >= a.end else a.start - b.end
                cost = (1000 * abs(a.sentence - b.sentence) + gap, a.start, b.start, a, b)
                if best is None or cost[:3] < best[:3]:
                    best = cost
        assert best is not None
        shared = self._portraits[s].sentences & self._portraits[o].sentences
        return best[3], best[4], len(shared)

    def _around(self, named: Named) -> _Surroundings:
        if named not in self._surroundings:
            self._surroundings[named] = _surroundings(self._scene, named)
        return self._surroundings[named]

    def _words_of(self, sentence: int) -> tuple[int, ...]:
        if sentence not in self._sentence_words:
            self._sentence_words[sentence] = self._scene.count_triggers(*self._scene.sentences[sentence])
        return self._sentence_words[sentence]

    @cached_property
    def _of_types(self) -> tuple[int, ...]:
        kinds = [self._scene.types[e] for e in self._portraits]
        return tuple(kinds.count(kind) for kind in _TYPES)

    @cached_property
    def _in_sentence(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[set[str]]] = {}
        for named in self._scene.named:
            found.setdefault(named.sentence, [set() for _ in _TYPES])[_TYPES.index(named.type)].add(named.entity)
        return {sentence: tuple(len(entities) for entities in sets) for sentence, sets in found.items()}

    def _features(self, a: Named, b: Named, together: int) -> tuple[int, ...]:
        scene = self._scene
        s, o = self._portraits[a.entity], self._portraits[b.entity]
        near_a, near_b = self._around(a), self._around(b)
        same_sentence = a.sentence == b.sentence
        first, second = (near_a, near_b) if a.start <= b.start else (near_b, near_a)
        gap = (min(first.list_end, second.named.start), max(second.list_start, first.named.end))
        between = scene.named[first.index + 1 : second.index]
        kind_a, kind_b = _TYPES.index(a.type), _TYPES.index(b.type)
        rank = s.ranks.get(b.entity, _UNRANKED)
        inner = min((s.ranks.get(place, _UNRANKED) for place in scene.below.get(b.entity, ())), default=_UNRANKED + 5)
        per_sentence = self._in_sentence[a.sentence]
        return (
            kind_a,
            kind_b,
            int(same_sentence),
            min(abs(a.sentence - b.sentence), 9) * (1 if b.start >= a.start else -1),
            min(abs(a.clause - b.clause), 20),
            int(a.line == b.line),
            min(max(0, second.named.start - first.named.end), 150),
            min(max(0, gap[1] - gap[0]), 150),
            int(b.start > a.start),
            sum(n.type == b.type and n.entity != b.entity for n in between[:60]),
            sum(n.type == a.type and n.entity != a.entity for n in between[:60]),
            min(len(between), 60),
            int(s.in_title),
            int(o.in_title),
            int(b.entity == scene.main),
            int(scene.main is not None and b.entity in scene.above.get(scene.main, ())),
            int(scene.main is not None and scene.main in scene.above.get(b.entity, ())),
            min(s.count, 9),
            min(o.count, 20),
            min(together, 5),
            self._of_types[kind_a],
            self._of_types[kind_b],
            self._of_types[0],
            rank,
            inner,
            int(inner < rank),
            s.governed.get(b.entity, 0),
            min(s.governed.get(b.entity, 0) * 4 // s.count, 4),
            int(s.first_governor == b.entity),
            int(s.first_governor in scene.below.get(b.entity, ())),
            int(any(n.line == near_a.heading for n in scene.of[b.entity])) if near_a.heading is not None else 2,
            int(any(f in g for f in o.forms for g in s.forms)),
            int(any(f in g for f in s.forms for g in o.forms)),
            int(any(f[:2] in g for f in s.forms for g in o.forms if len(f) > 2 and len(g) > 2)),
            int(any(s.forms[0].startswith(f) for f in o.forms)),
            int(any(o.forms[0].startswith(f) for f in s.forms)),
            near_a.in_line,
            near_a.in_sentence,
            near_b.in_sentence,
            near_a.before,
            near_a.after,
            near_b.before,
            near_b.after,
            near_a.list_before,
            near_a.list_after,
            near_b.list_before,
            near_b.list_after,
            min(len(s.forms[0]), 30),
            min(len(o.forms[0]), 30),
            int("有限公司" in s.forms[0]),
            int("有限公司" in o.forms[0]),
            min(len(scene.named), 80),
            min(len(scene.sentences), 60),
            near_a.bars,
            *per_sentence,
            a.start * 10 // len(scene.folded),
            b.start * 10 // len(scene.folded),
            int(near_a.in_title),
            int(near_b.in_title),
            *(scene.count_triggers(*gap) if same_sentence else scene.no_triggers),
            *near_a.words_before,
            *near_a.words_after,
            *near_b.words_before,
            *near_b.words_after,
            *self._words_of(a.sentence),
            near_a.nearest_after,
            near_b.nearest_before,
        )


@dataclass(frozen=True, slots=True)
class _Portrait:
    """What the article says of one entity as a whole."""

    forms: tuple[str, ...]
    count: int
    in_title: bool
    sentences: frozenset[int]
    ranks: dict[str, int]
    governed: dict[str, int]
    first_governor: str | None


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands around one mention; the list is the run of mentions of its type that 、 or 和 join to it."""

    named: Named
    index: int
    list_start: int
    list_end: int
    in_title: bool
    in_line: int
    in_sentence: int
    before: int
    after: int
    list_before: int
    list_after: int
    bars: int
    heading: int | None
    words_before: tuple[int, ...]
    words_after: tuple[int, ...]
    nearest_before: int
    nearest_after: int


def _portrait(scene: Scene, entity: str) -> _Portrait:
    mentions = scene.of[entity]
    nearest: dict[str, int] = {}
    governed: dict[str, int] = {}
    first_governor = None
    for mention in mentions:
        governor, least = None, 1 << 30
        for place in scene.containers:
            if place.entity == entity:
                continue
            reach = _reach(mention, place)
            if reach < nearest.get(place.entity, 1 << 30):
                nearest[place.entity] = reach
            if reach < least:
                governor, least = place.entity, reach
        if governor is not None:
            governed[governor] = governed.get(governor, 0) + 1
            first_governor = first_governor or governor
    return _Portrait(
        forms=scene.forms[entity],
        count=len(mentions),
        in_title=mentions[0].start < len(scene.article.title),
        sentences=frozenset(m.sentence for m in mentions),
        ranks={
            place: min(rank, _UNRANKED) for rank, place in enumerate(sorted(nearest, key=lambda p: (nearest[p], p)))
        },
        governed=governed,
        first_governor=first_governor,
    )


def _reach(mention: Named, place: Named) -> int:
    """How far a place mention is; in other sentences, what comes before counts as nearer than what comes after."""
    if place.sentence == mention.sentence:
        return abs(place.start - mention.start)
    if place.start < mention.start:
        return 200 * (mention.sentence - place.sentence) + 50
    return 400 * (place.sentence - mention.sentence) + 100


def _surroundings(scene: Scene, named: Named) -> _Surroundings:
    index = scene.named.index(named)
    list_start, list_end = _list_bounds(scene, index)
    start, end = scene.sentences[named.sentence]
    line_start, line_end = scene.lines[named.line]
    before = (max(start, list_start - _WINDOW), list_start)
    after = (list_end, min(end, list_end + _WINDOW))
    return _Surroundings(
        named=named,
        index=index,
        list_start=list_start,
        list_end=list_end,
        in_title=named.start < len(scene.article.title),
        in_line=min(named.start - line_start, 60),
        in_sentence=max(0, min(named.start - start, 80)),
        before=_edge(scene, named.start - 1),
        after=_edge(scene, named.end),
        list_before=_edge(scene, list_start - 1),
        list_after=_edge(scene, list_end),
        bars=scene.folded.count("|", line_start, line_end),
        heading=scene.heading_of(named.line),
        words_before=scene.count_triggers(*before),
        words_after=scene.count_triggers(*after),
        nearest_before=max(((t.end, t.number) for t in scene.triggers_between(*before)), default=(0, 0))[1],
        nearest_after=min(((t.start, t.number) for t in scene.triggers_between(*after)), default=(0, 0))[1],
    )


def _list_bounds(scene: Scene, index: int) -> tuple[int, int]:
    """Where the list that a mention belongs to starts and ends."""
    named = scene.named
    first = last = index
    while first > 0 and _joined(scene, named[first - 1], named[first]):
        first -= 1
    while last + 1 < len(named) and _joined(scene, named[last], named[last + 1]):
        last += 1
    return named[first].start, named[last].end


def _joined(scene: Scene, one: Named, two: Named) -> bool:
    return one.type == two.type and scene.folded[one.end : two.start].strip('" ') in _JOINS


def _edge(scene: Scene, at: int) -> int:
    if not 0 <= at < len(scene.folded):
        return 0
    return _EDGE_CHARS.find(scene.folded[at]) + 2
