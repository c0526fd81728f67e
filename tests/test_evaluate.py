"""Figures by hand: what counts as found, wrong and missed."""

import json
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ArticleError
from kg.evaluate import Scores, holds_records, load_records, parse_record, score_records
from kg.evaluate.score import Linked, score_links
from kg.evaluate.tally import Tally

GOLD = Path(__file__).parent / "gold"


def entity(id: str, type: str, name: str, *aliases: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": type, "name": name, "aliases": list(aliases), **more}


def fact(s: str, p: str, o: str, **more: Any) -> dict[str, Any]:
    return {"s": s, "p": p, "o": o, **more}


def score(gold: dict[str, Any], ours: dict[str, Any]) -> Scores:
    return score_records({"a": parse_record({"id": "a", **gold})}, {"a": parse_record({"id": "a", **ours})})


def counts(scores: Scores, name: str) -> tuple[int, int, int]:
    tally = scores.tallies()[name]
    return tally.found, tally.wrong, tally.missed


CITY = entity("e1", "City", "襄阳市", "襄阳")
FIRM = entity("e2", "Enterprise", "比亚迪股份有限公司", "比亚迪")
PARK = entity("e3", "Park", "襄阳高新区", "高新区")


def test_an_entity_is_found_by_any_form_of_its_type() -> None:
    scores = score(
        {"entities": [CITY, FIRM]}, {"entities": [entity("x", "City", "襄阳"), entity("y", "City", "比亚迪")]}
    )
    assert counts(scores, "City") == (1, 1, 0)
    assert counts(scores, "Enterprise") == (0, 0, 1)
    assert counts(scores, "core") == (1, 1, 1)


def test_spelling_does_not_count_in_brackets_width_and_spaces() -> None:
    gold = {"entities": [entity("e1", "Enterprise", "甲（湖北）有限公司")]}
    assert counts(score(gold, {"entities": [entity("x", "Enterprise", "甲 (湖北) 有限公司")]}), "core") == (1, 0, 0)


def test_a_split_entity_counts_once_found_and_once_wrong() -> None:
    ours = {"entities": [entity("x", "Enterprise", "比亚迪"), entity("y", "Enterprise", "比亚迪股份有限公司")]}
    assert counts(score({"entities": [FIRM]}, ours), "Enterprise") == (1, 1, 0)


def test_a_merged_entity_counts_once_found_and_once_missed() -> None:
    gold = {"entities": [entity("e1", "City", "襄阳市"), entity("e2", "City", "宜城市")]}
    assert counts(score(gold, {"entities": [entity("x", "City", "襄阳市", "宜城市")]}), "City") == (1, 0, 1)


def test_equal_names_pair_before_shared_forms() -> None:
    gold = {"entities": [entity("e1", "City", "吉林市", "吉林"), entity("e2", "City", "吉林")]}
    ours = {"entities": [entity("x", "City", "吉林"), entity("y", "City", "吉林市")]}
    assert counts(score(gold, ours), "City") == (2, 0, 0)


def test_what_is_optional_counts_neither_way() -> None:
    gold = {"entities": [CITY, entity("e9", "Park", "古隆中景区", optional=True)]}
    assert counts(score(gold, {"entities": [CITY]}), "all") == (1, 0, 0)
    ours = {"entities": [CITY, entity("x", "Park", "古隆中景区"), entity("y", "Park", "古隆中景区")]}
    assert counts(score(gold, ours), "all") == (1, 0, 0)


def test_a_relation_needs_both_ends() -> None:
    gold = {"entities": [CITY, FIRM], "relations": [fact("e2", "operatesIn", "e1")]}
    right = {"entities": [CITY, FIRM], "relations": [fact("e2", "operatesIn", "e1")]}
    assert counts(score(gold, right), "operatesIn") == (1, 0, 0)
    half = {"entities": [CITY, entity("x", "Enterprise", "别家")], "relations": [fact("x", "operatesIn", "e1")]}
    assert counts(score(gold, half), "operatesIn") == (0, 1, 1)


def test_direction_matters_but_for_partners() -> None:
    other = entity("e4", "Enterprise", "东风")
    gold = {"entities": [FIRM, other], "relations": [fact("e2", "partnerOf", "e4"), fact("e2", "subsidiaryOf", "e4")]}
    ours = {"entities": [FIRM, other], "relations": [fact("e4", "partnerOf", "e2"), fact("e4", "subsidiaryOf", "e2")]}
    assert counts(score(gold, ours), "partnerOf") == (1, 0, 0)
    assert counts(score(gold, ours), "subsidiaryOf") == (0, 1, 1)


def test_what_follows_from_containment_is_free() -> None:
    gold = {
        "entities": [CITY, FIRM, PARK],
        "relations": [fact("e2", "operatesIn", "e3"), fact("e3", "locatedIn", "e1")],
    }
    ours = {**gold, "relations": [*gold["relations"], fact("e2", "operatesIn", "e1")]}
    assert counts(score(gold, ours), "relations") == (2, 0, 0)


def test_a_relation_with_an_optional_end_or_optional_itself_is_free() -> None:
    gold = {
        "entities": [CITY, FIRM, entity("e3", "Park", "某园", optional=True)],
        "relations": [fact("e2", "operatesIn", "e1", optional=True)],
    }
    assert counts(score(gold, {"entities": gold["entities"], "relations": []}), "relations") == (0, 0, 0)
    ours = {"entities": gold["entities"], "relations": [*gold["relations"], fact("e2", "operatesIn", "e3")]}
    assert counts(score(gold, ours), "relations") == (0, 0, 0)


def test_confidence_is_held_against_what_was_right() -> None:
    gold = {"entities": [CITY, FIRM, PARK], "relations": [fact("e2", "operatesIn", "e1")]}
    ours = {
        "entities": [CITY, FIRM, PARK],
        "relations": [
            fact("e2", "operatesIn", "e1", confidence=0.85),
            fact("e2", "operatesIn", "e3", confidence=0.8),
            fact("e3", "locatedIn", "e1", confidence=1.0),
        ],
    }
    scores = score(gold, ours)
    assert scores.calibration() == [("0.8–0.9", 2, 0.5), ("0.9–1.0", 1, 0.0)]
    assert scores.figures()["calibration"][0] == {"confidence": "0.8–0.9", "relations": 2, "right": 0.5}


def test_what_counts_neither_way_has_no_part_in_the_calibration() -> None:
    gold = {"entities": [CITY, FIRM], "relations": [fact("e2", "operatesIn", "e1", optional=True)]}
    ours = {"entities": [CITY, FIRM], "relations": [fact("e2", "operatesIn", "e1", confidence=0.85)]}
    assert score(gold, ours).calibration() == []


def test_amounts_are_compared_in_whole_yuan() -> None:
    project = entity("e5", "Project", "某项目")
    gold = {
        "entities": [project],
        "amounts": [{"s": "e5", "yuan": 3e8}, {"s": "e5", "yuan": 5e8}],
        "amounts_optional": [{"s": "e5", "yuan": 7e8}],
    }
    said = [300_000_000.2, 400_000_000, 700_000_000]
    ours = {"entities": [project], "amounts": [{"s": "e5", "yuan": yuan} for yuan in said]}
    assert counts(score(gold, ours), "amounts") == (1, 1, 1)


def test_links_are_pairs_of_articles_that_say_the_same_thing() -> None:
    names = {"a": "襄阳市", "b": "襄阳市", "c": "宜城市"}
    gold = {name: parse_record({"id": name, "entities": [entity("e1", "City", city)]}) for name, city in names.items()}

    def linked(*ids: str) -> tuple[int, int, int]:
        ours = {
            name: parse_record({"id": name, "entities": [entity(id, "City", names[name])]})
            for name, id in zip(names, ids, strict=True)
        }
        return counts(score_records(gold, ours), "links")

    assert linked("city/1", "city/1", "city/2") == (1, 0, 0)
    assert linked("city/1", "city/1", "city/1") == (1, 2, 0)
    assert linked("city/1", "city/2", "city/3") == (0, 0, 1)
    assert linked("e1", "e1", "e1") == (0, 0, 0)


def test_an_absent_article_misses_all_it_holds() -> None:
    scores = score_records(
        {"a": parse_record({"id": "a", "entities": [CITY], "amounts": [{"s": "e1", "yuan": 1}]})}, {}
    )
    assert scores.absent == ["a"]
    assert counts(scores, "all") == (0, 0, 1) and counts(scores, "amounts") == (0, 0, 1)


@pytest.mark.parametrize(("part", "articles"), [("dev", 30), ("train", 100)])
def test_gold_agrees_with_itself(part: str, articles: int) -> None:
    gold = load_records(GOLD / part / "gold")
    figures = score_records(gold, gold).figures()
    assert figures["articles"] == articles and figures["absent"] == []
    for name in ("core", "all", "relations", "amounts"):
        assert (figures[name]["p"], figures[name]["r"], figures[name]["wrong"]) == (1.0, 1.0, 0)


def test_the_measures_follow_from_the_counts() -> None:
    gold = {"entities": [entity(f"e{n}", "City", f"第{n}市") for n in range(4)]}
    ours = {"entities": [entity(f"x{n}", "City", f"第{n}市") for n in range(1, 6)]}
    assert score(gold, ours).figures()["City"] == {
        "p": 0.6, "r": 0.75, "f1": 0.6667, "found": 3, "wrong": 2, "missed": 1,
    }  # fmt: skip


def test_a_broken_record_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "ours.jsonl"
    path.write_text('{"id": "a", "entities": []}\n{"entities": []}\n')
    with pytest.raises(ArticleError, match=r"ours\.jsonl:2: not a record"):
        load_records(path)


def test_a_file_of_records_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"^\S+none: No such file or directory$"):
        load_records(tmp_path / "none")
    (tmp_path / "a.json").write_bytes("{}".encode("utf-16"))
    with pytest.raises(ArticleError, match=r"a\.json: not UTF-8: byte 0$"):
        load_records(tmp_path)


def test_records_are_told_from_articles(tmp_path: Path) -> None:
    records, articles = tmp_path / "records.jsonl", tmp_path / "articles.jsonl"
    records.write_text(json.dumps({"id": "a", "entities": []}))
    articles.write_text(json.dumps({"id": "a", "title": "题", "text": "正文"}))
    assert holds_records(records) and holds_records(GOLD / "dev" / "gold")
    assert not holds_records(articles) and not holds_records(GOLD / "dev" / "articles")


def links_pair_by_pair(linked: Iterable[Linked]) -> Tally:
    links = Tally()
    for one, other in combinations(linked, 2):
        if one.article != other.article and one.type == other.type:
            same, said = one.thing == other.thing, one.ours == other.ours
            links += Tally(found=same and said, wrong=said and not same, missed=same and not said)
    return links


LINKED = st.builds(
    Linked, st.sampled_from("abc"), st.sampled_from(("City", "Park")), st.sampled_from("xyz"), st.sampled_from("123")
)


@given(st.lists(LINKED, max_size=20))
def test_links_counted_by_group_are_those_counted_pair_by_pair(linked: list[Linked]) -> None:
    assert score_links(linked) == links_pair_by_pair(linked)


def test_links_of_very_many_entities_are_counted_at_once() -> None:
    many = 100_000  # five thousand million pairs
    linked = [Linked(str(number), "City", "x", "1" if number % 2 else "2") for number in range(many)]
    half = many // 2
    assert score_links(linked) == Tally(found=half * (half - 1), wrong=0, missed=half * half)
