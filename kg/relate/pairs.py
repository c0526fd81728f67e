"""Scene -> candidate pairs with what tells whether they are related, one number a feature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.lexicon import PLACES
from kg.relate.scene import Named, Scene, Trigger

_CONTAINERS: Final = frozenset({"City", "Province", "Park"})
# Which types each relation joins; the ontology's domains and ranges say the same, and a test holds them together.
SIGNATURES: Final = {
    "operatesIn": (frozenset({"Enterprise"}), _CONTAINERS),
    "investsIn": (frozenset({"Enterprise"}), frozenset({"Project"})),
    "locatedIn": (frozenset({"Project", "Park", "Organization"}), _CONTAINERS),
    "issuedBy": (frozenset({"Policy"}), _CONTAINERS | {"Organization"}),
    "appliesTo": (frozenset({"Policy"}), _CONTAINERS | {"Project", "Enterprise"}),
    "subsidiaryOf": (frozenset({"Enterprise"}), frozenset({"Enterprise"})),
    "partnerOf": (frozenset({"Enterprise", "Organization", "City", "Park"}), frozenset({"Enterprise", "Organization"})),
}
_TYPES: Final = ("City", "Province", "Enterprise", "Park", "Policy", "Project", "Organization")
_TRIGGER_CLASSES: Final = 17
_EDGE_CHARS: Final = "在于由与和、的(|:将把被对到从/,。;《\n\"同及等"
_WINDOW: Final = 14
_FAR: Final = 9


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that a relation might join, the mentions that stand best for it, and the features."""

    predicate: str
    subject: Named
    object: Named
    features: tuple[int, ...]


def candidate_pairs(scene: Scene, predicate: str) -> Iterator[Pair]:
    """All pairs of a scene that the relation's types allow, in order of the entities' ids."""
    subjects, objects = SIGNATURES[predicate]
    entities = sorted(scene.of)
    nearest = _place_ranks(scene, entities)
    for s in entities:
        if scene.types[s] not in subjects:
            continue
        for o in entities:
            if o == s or scene.types[o] not in objects:
                continue
            if predicate == "partnerOf" and scene.types[s] in ("Enterprise", "Organization") and s > o and scene.types[o] in subjects:
                continue
            if predicate == "locatedIn" and s in PLACES:
                continue
            a, b = _best_mentions(scene, s, o)
            yield Pair(predicate, a, b, _features(scene, a, b, nearest))


def _best_mentions(scene: Scene, s: str, o: str) -> tuple[Named, Named]:
    """The two mentions nearest to each other, in one sentence and with a trigger between them if there are such."""
    best: tuple[Named, Named] | None = None
    best_cost = 1 << 30
    for a in scene.of[s]:
        for b in scene.of[o]:
            cost = 1000 * abs(a.sentence - b.sentence) + (b.start - a.end if b.start >= a.end else a.start - b.end)
            if cost < best_cost:
                best, best_cost = (a, b), cost
    assert best is not None
    return best


def _place_ranks(scene: Scene, entities: list[str]) -> dict[str, dict[str, int]]:
    """For each entity the containers by how near before or around its first mentions they stand; 0 is the nearest."""
    containers = [e for e in entities if scene.types[e] in _CONTAINERS]
    ranks: dict[str, dict[str, int]] = {}
    for entity in entities:
        distance = {c: min(_reach(m, p) for m in scene.of[entity] for p in scene.of[c]) for c in containers if c != entity}
        ranks[entity] = {c: rank for rank, c in enumerate(sorted(distance, key=lambda c: (distance[c], c)))}
    return ranks


def _reach(mention: Named, place: Named) -> int:
    """How far a place mention is; one that comes before counts as nearer than one that comes after in another sentence."""
    if place.sentence == mention.sentence:
        return abs(place.start - mention.start)
    if place.start < mention.start:
        return 200 * (mention.sentence - place.sentence) + 50
    return 400 * (place.sentence - mention.sentence) + 100


def _features(scene: Scene, a: Named, b: Named, nearest: dict[str, dict[str, int]]) -> tuple[int, ...]:
    s, o = a.entity, b.entity
    same_sentence = a.sentence == b.sentence
    first, second = (a, b) if a.start <= b.start else (b, a)
    gap_start, gap_end = first.end, second.start
    between = [n for n in scene.named if gap_start <= n.start < gap_end] if gap_end - gap_start < 400 else []
    sentence_start, sentence_end = scene.sentences[a.sentence] if scene.sentences else (0, len(scene.folded))
    o_start, o_end = scene.sentences[b.sentence] if scene.sentences else (0, len(scene.folded))
    title_end = len(scene.article.title)
    s_forms, o_forms = scene.forms[s], scene.forms[o]
    heading = scene.heading_of(a.line)
    in_heading = heading is not None and any(n.line == heading for n in scene.of[o])
    line_start = scene.lines[a.line][0]
    rank = nearest[s].get(o, 20)
    together = sum(1 for m in scene.of[s] if any(n.sentence == m.sentence for n in scene.of[o]))
    below = [c for c in scene.above if o in scene.above[c]]
    below_near = min((nearest[s].get(c, 20) for c in below), default=30)
    values = [
        _TYPES.index(a.type),
        _TYPES.index(b.type),
        int(same_sentence),
        min(abs(a.sentence - b.sentence), _FAR) * (1 if b.start >= a.start else -1),
        int(a.clause == b.clause),
        min(abs(a.clause - b.clause), 20),
        int(a.line == b.line),
        min(max(0, gap_end - gap_start), 150),
        int(b.start > a.start),
        sum(n.type == b.type and n.entity != o for n in between),
        sum(n.type == a.type and n.entity != s for n in between),
        len(between),
        int(any(n.start < title_end for n in scene.of[s])),
        int(any(n.start < title_end for n in scene.of[o])),
        int(o == scene.main),
        int(scene.main is not None and o in scene.above.get(scene.main, ())),
        int(scene.main is not None and scene.main in scene.above.get(o, ())),
        min(len(scene.of[s]), 9),
        min(len(scene.of[o]), 20),
        min(together, 5),
        sum(1 for e, k in scene.types.items() if k == b.type and e in scene.of),
        sum(1 for e, k in scene.types.items() if k == a.type and e in scene.of),
        min(rank, 20),
        min(below_near, 30),
        int(below_near < rank),
        int(in_heading),
        int(any(f in g for f in o_forms for g in s_forms)),
        int(any(f in g for f in s_forms for g in o_forms)),
        int(_shared_brand(s_forms, o_forms)),
        int(any(s_forms[0].startswith(f) for f in o_forms)),
        min(a.start - line_start, 60),
        min(a.start - sentence_start, 80),
        min(b.start - o_start, 80),
        _edge(scene, a.start - 1),
        _edge(scene, a.end),
        _edge(scene, b.start - 1),
        _edge(scene, b.end),
        min(len(s_forms[0]), 30),
        min(len(o_forms[0]), 30),
        int("有限公司" in s_forms[0]),
        int("有限公司" in o_forms[0]),
        min(len(scene.named), 80),
        min(len(scene.sentences), 60),
        scene.folded.count("|", *scene.lines[a.line]),
        min(_of_type_before(scene, a, b.type, sentence_start), 5),
        min(_of_type_before(scene, a, a.type, sentence_start), 5),
        int(scene.folded[sentence_end - 1 : sentence_end] in ":："),
        min(a.start * 10 // max(1, len(scene.folded)), 9),
        min(b.start * 10 // max(1, len(scene.folded)), 9),
        int(any(p.type == "Park" and p.sentence == a.sentence for p in scene.named)),
        int(any(p.type == "City" and p.sentence == a.sentence for p in scene.named)),
        int(a.start < title_end),
        int(b.start < title_end),
    ]
    zones = (
        scene.triggers_between(gap_start, gap_end) if same_sentence else (),
        [t for t in scene.triggers_between(max(sentence_start, a.start - _WINDOW), a.start) if t.end <= a.start],
        scene.triggers_between(a.end, min(sentence_end, a.end + _WINDOW)),
        [t for t in scene.triggers_between(max(o_start, b.start - _WINDOW), b.start) if t.end <= b.start],
        scene.triggers_between(b.end, min(o_end, b.end + _WINDOW)),
        scene.triggers_between(sentence_start, sentence_end),
    )
    for zone in zones:
        counts = [0] * _TRIGGER_CLASSES
        for trigger in zone:
            counts[trigger.number] += 1
        values += counts[1:]
    values.append(_nearest_class(zones[2], a.end))
    values.append(_nearest_class(zones[3], b.start))
    return tuple(values)


def _nearest_class(zone: Iterator[Trigger] | list[Trigger] | tuple[Trigger, ...], at: int) -> int:
    return min(((abs(t.start - at), t.number) for t in zone), default=(0, 0))[1]


def _edge(scene: Scene, at: int) -> int:
    if not 0 <= at < len(scene.folded):
        return 0
    return _EDGE_CHARS.find(scene.folded[at]) + 2


def _shared_brand(a_forms: tuple[str, ...], b_forms: tuple[str, ...]) -> bool:
    """Whether two names share a beginning of two characters or more, apart from where it stands in them."""
    return any(f[:2] in g for f in a_forms for g in b_forms if len(f) > 2 and len(g) > 2)


def _of_type_before(scene: Scene, a: Named, kind: str, sentence_start: int) -> int:
    return len({n.entity for n in scene.named if sentence_start <= n.start < a.start and n.type == kind})
