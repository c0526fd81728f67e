"""Where a park lies by its own name. 甲辰 is no park that we know."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kg.relate.seats import relate_seats
from tests.handmade import known, link_marked, read_marked


def seat_of(body: str) -> str | None:
    return next((seat.place for seat in link_marked(body).seats.values()), None)


@pytest.mark.parametrize(
    ("park", "place"),
    [("宜昌市甲辰化工园", "city/420500"), ("湖北省宜昌市甲辰化工园", "city/420500"), ("保康县工业园", "city/420626")],
)
def test_a_park_lies_in_the_place_that_its_name_begins_with(park: str, place: str) -> None:
    assert seat_of(f"甲公司落户{{K:{park}}}。") == place


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("甲公司落户{K:甲辰化工园}。", "no place"),
        ("甲公司落户{K:深圳市河源产业园}。", "河源 is another city: 深圳 has a share in its park"),
        ("{E:武汉市政集团}投产，甲公司落户{K:武汉市政集团产业园}。", "the name of its owner begins with the place"),
        ("甲公司落户{K:杭州甲辰产业园}。", "the short form may be part of a name"),
        ("甲公司落户{K:宜昌高新区}。", "the lexicon says where it is"),
    ],
)
def test_a_name_that_may_mean_something_else_says_nothing(body: str, why: str) -> None:
    assert seat_of(body) is None, why


def test_the_name_is_the_evidence_and_the_place_comes_with_it() -> None:
    body = "今日，甲公司落户{K:宜昌市甲辰化工园}。"
    (article, _), linked = read_marked(body), link_marked(body)
    (said,), (place,) = relate_seats(article, linked.seats, (), linked.entities, known().lexicon)
    assert (said.predicate, said.object, place.name) == ("partOf", "city/420500", "宜昌市")
    assert said.evidence[0].object is not None and said.evidence[0].object.text == "宜昌市"
    assert said.evidence[0].passage.text == "今日，甲公司落户宜昌市甲辰化工园。"


def test_a_nearer_place_that_the_article_tells_holds() -> None:
    body = "{C:枝江市}的{K:宜昌市甲辰化工园}。"
    (article, _), linked = read_marked(body), link_marked(body)
    lexicon = known().lexicon
    (said,), _ = relate_seats(article, linked.seats, (), linked.entities, lexicon)
    told = replace(said, predicate="locatedIn")
    nearer, wider = replace(told, object="city/420583"), replace(told, object="province/420000")
    assert relate_seats(article, linked.seats, (nearer,), linked.entities, lexicon) == ((), ())
    assert relate_seats(article, linked.seats, (wider,), linked.entities, lexicon)[0] == (said,)
