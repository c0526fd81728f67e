"""Candidate pairs: as the types allow, by the nearest mentions, with features that an article's words explain."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import extract_mentions
from kg.link import link_mentions
from kg.model import Article
from kg.relate.pairs.alike import compare_names
from kg.relate.pairs.candidates import allowed_cells, features_of
from kg.relate.pairs.columns import column_names
from kg.relate.pairs.homes import ELSEWHERE, NEAR
from kg.relate.pairs.judging import likely, supported
from kg.relate.pairs.scene import Mentioned, Scene, set_scene
from kg.relate.pairs.squares import Squares
from kg.relate.pairs.table import Pair, PairTable, lay_out
from kg.relate.pairs.unsaid import LEAST, PLACING
from kg.relations import SIGNATURES
from tests.handmade import known

PIECES = ["襄阳市", "湖北省", "襄阳高新区", "比亚迪", "宁德时代", "、", "与", "，", "。", "\n", "签约落户", "投资建设"]
PIECES += ["动力电池项目", "深圳市光源科技有限公司", "《招商引资办法》", "市商务局", "位于", "|"]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)


def scene_of(text: str) -> Scene:
    knowledge = known()
    title, _, body = text.partition("\n")
    article = Article(id="a", title=title, body=body)
    extraction = extract_mentions(article, knowledge)
    linked = link_mentions(article, extraction.mentions, extraction.introduced, knowledge)
    types = {entity.id: entity.type for entity in linked.entities}
    return set_scene(article, linked.links, types, linked.main_place, knowledge.lexicon, knowledge.grammar)


def pairs_of(scene: Scene, predicate: str) -> list[Pair]:
    """All pairs that the relation's types allow."""
    if not scene.named:
        return []
    table = lay_out([scene])
    cells = allowed_cells(table, predicate)
    return table.pairs(predicate, cells, features_of(table, cells))


@given(texts)
@settings(max_examples=40)
def test_every_allowed_pair_stands_once(text: str) -> None:
    scene = scene_of(text)
    for predicate, (subjects, objects) in SIGNATURES.items():
        wanted = [
            (s, o)
            for s in sorted(scene.of)
            for o in sorted(scene.of)
            if s != o and scene.types[s] in subjects and scene.types[o] in objects
        ]
        if predicate == "partnerOf":
            wanted = [(s, o) for s, o in wanted if not (s > o and (o, s) in wanted)]
        found = [(p.subject.entity, p.object.entity) for p in pairs_of(scene, predicate)]
        if predicate == "locatedIn":  # but for members of one list
            assert set(found) <= set(wanted)
            wanted = [(s, o) for s, o in wanted if (s, o) in found or {scene.types[s], scene.types[o]} != {"Park"}]
        assert found == wanted


@given(texts)
@settings(max_examples=40)
def test_the_nearest_mentions_stand_for_a_pair(text: str) -> None:
    scene = scene_of(text)
    for pair in pairs_of(scene, "operatesIn"):
        costs = [
            (1000 * abs(a.sentence - b.sentence) + max(b.start - a.end, a.start - b.end), a.start, b.start)
            for a in scene.of[pair.subject.entity]
            for b in scene.of[pair.object.entity]
        ]
        a, b = pair.subject, pair.object
        gap = max(b.start - a.end, a.start - b.end)
        assert (1000 * abs(a.sentence - b.sentence) + gap, a.start, b.start) == min(costs)


@given(texts)
@settings(max_examples=40)
def test_likely_pairs_have_a_chance_above_the_threshold_or_lie_where_the_article_is(text: str) -> None:
    scene, judges = scene_of(text), known().judges
    if not scene.named:
        return
    table = lay_out([scene])
    asked = supported(table, judges)
    (found_by_relation,) = likely(table, judges)
    for predicate, found in found_by_relation.items():
        every = {(p.subject.entity, p.object.entity) for p in pairs_of(scene, predicate)}
        assert {(p.subject.entity, p.object.entity) for p, _ in found} <= every
        sure = {p.subject.entity for p, chance in found if chance > judges[predicate].threshold}
        unsaid = [(p, chance) for p, chance in found if chance <= judges[predicate].threshold]
        assert not unsaid or predicate in PLACING
        assert all(p.object.entity in {scene.main, scene.theme} and chance > LEAST for p, chance in unsaid)
        assert not sure & {p.subject.entity for p, _ in unsaid}
        assert len(found) <= len(asked.get(predicate, ((), ()))[0])


@given(st.lists(texts, min_size=2, max_size=4))
@settings(max_examples=40, deadline=None)
def test_what_is_asked_of_the_pairs_of_a_scene_depends_on_no_scene_beside_it(several: list[str]) -> None:
    scenes, judges = [scene for scene in map(scene_of, several) if scene.named], known().judges
    if not scenes:
        return
    asked = supported(table := lay_out(scenes), judges)
    alone = [supported(lay_out([scene]), judges) for scene in scenes]
    for predicate in judges:
        told = [of[predicate] for of in alone if predicate in of]
        assert (predicate in asked) == bool(told)
        if told:
            cells, features = asked[predicate]
            assert (features == np.concatenate([of for _, of in told], axis=1)).all()
            assert (np.diff(table.joined.squares.scenes[table.ends(cells)[0]]) >= 0).all()
    assert told_of(table) == [pairs for scene in scenes for pairs in told_of(lay_out([scene]))]


def told_of(table: PairTable) -> list[tuple[tuple[str, Mentioned, Mentioned, float], ...]]:
    """By scene its likely pairs, with their chances."""
    return [
        tuple((pair.predicate, pair.subject, pair.object, chance) for pairs in found.values() for pair, chance in pairs)
        for found in likely(table, known().judges)
    ]


def row(pair: Pair, name: str) -> int:
    """What the pair's column holds in the row of that name."""
    return int(pair.features[column_names(known().grammar.triggers.names).index(name)])


def only(text: str, predicate: str) -> Pair:
    (pair,) = pairs_of(scene_of(text), predicate)
    return pair


def test_words_between_two_names_are_counted() -> None:
    pair = only("新闻\n比亚迪签约落户襄阳高新区。", "operatesIn")
    counted = {name: row(pair, f"gap_words.{name}") for name in known().grammar.triggers.names}
    assert {name: count for name, count in counted.items() if count} == {"sign": 1, "settle": 1}


def test_a_list_is_looked_at_as_one() -> None:
    pairs = {p.subject.entity: p for p in pairs_of(scene_of("新闻\n比亚迪、宁德时代落户襄阳高新区。"), "operatesIn")}
    assert {row(pair, "list_gap") for pair in pairs.values()} == {2}  # from the list's end to the park
    assert {row(pair, "gap") for pair in pairs.values()} == {2, 7}  # from each name itself


def test_the_sides_of_what_is_signed_are_told_apart() -> None:
    pairs = pairs_of(scene_of("新闻\n比亚迪、宁德时代分别与京东集团签约。"), "partnerOf")
    sides = {
        frozenset((pair.subject.entity, pair.object.entity)): tuple(
            row(pair, name) for name in ("sides", "a.sides_before", "a.sides_after", "a.sentence_words.each")
        )
        for pair in pairs
    }
    one, other, partner = "enterprise/byd", "enterprise/catl", "enterprise/jd"
    assert sides[frozenset((one, other))] == (0, 0, 1, 1)
    assert sides[frozenset((one, partner))][0] == sides[frozenset((other, partner))][0] == 1


def test_a_project_named_after_one_place_is_not_at_home_in_another() -> None:
    pairs = pairs_of(scene_of("新闻\n襄阳市、宜昌市的谷城县零碳产业园项目开工。"), "locatedIn")
    assert {(pair.subject.type, pair.object.entity, row(pair, "grid.home")) for pair in pairs} >= {
        ("Project", "city/420600", NEAR),
        ("Project", "city/420500", ELSEWHERE),
    }


def test_what_one_list_names_does_not_lie_in_each_other() -> None:
    pairs = pairs_of(scene_of("新闻\n襄阳高新区、宜昌高新区在襄阳市开会。"), "locatedIn")
    types = {(p.subject.type, p.object.type) for p in pairs}
    assert ("Park", "City") in types
    assert ("Park", "Park") not in types


forms = st.lists(st.lists(st.text("ab襄\0", min_size=1, max_size=4), min_size=1, max_size=3), min_size=1, max_size=5)


@given(forms)
def test_names_are_compared_as_one_by_one(parts: list[list[str]]) -> None:
    known_forms = [sorted(set(part), key=lambda f: (-len(f), f)) for part in parts]
    size = len(known_forms)
    holds, begins, shares = compare_names(known_forms, Squares.of([size])).reshape(3, size, size)
    for s, own in enumerate(known_forms):
        for o, others in enumerate(known_forms):
            assert holds[s, o] == any(f in g for f in others for g in own)
            assert begins[s, o] == any(own[0].startswith(f) for f in others)
            assert shares[s, o] == any(f[:2] in g for f in others for g in own if len(f) > 2 and len(g) > 2)
