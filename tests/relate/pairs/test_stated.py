"""Facts -> stated, planned or denied."""

from __future__ import annotations

import pytest

from kg.model import Modality
from tests.relate.pairs.believing import only, relate


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("{E:比亚迪}落户{C:襄阳市}。", Modality.STATED),
        ("{E:比亚迪}拟落户{C:襄阳市}。", Modality.PLANNED),
        ("{E:比亚迪}计划投资{C:襄阳市}。", Modality.PLANNED),
        ("{E:比亚迪}将在{C:襄阳市}投资。", Modality.PLANNED),
        ("{E:比亚迪}有意落户{C:襄阳市}。", Modality.PLANNED),
        ("{E:比亚迪}未落户{C:襄阳市}。", Modality.DENIED),
        ("{E:比亚迪}没有落户{C:襄阳市}。", Modality.DENIED),
        ("{E:比亚迪}终止投资{C:襄阳市}。", Modality.DENIED),
        ("{E:比亚迪}尚未落户{C:襄阳市}。", Modality.DENIED),
        ("{E:比亚迪}拟在{C:襄阳市}樊城区牛首镇新集村工业大道投资。", Modality.PLANNED),
        ("{E:比亚迪}终止了在{C:襄阳市}樊城区牛首镇工业大道的投资。", Modality.DENIED),
        ("{E:比亚迪}已落户{C:襄阳市}，并计划明年在市内再找地方。", Modality.STATED),
        ("{E:比亚迪}的工厂建成后将成为{C:襄阳市}的地标。", Modality.STATED),
        ("{E:比亚迪}拟建的工厂投产后将成为{C:襄阳市}的地标。", Modality.PLANNED),
        ("{E:甲辰公司}计划很多。去年冬天，大家都高兴，{E:比亚迪}落户{C:襄阳市}。", Modality.STATED),
    ],
)
def test_a_fact_is_stated_planned_or_denied(body: str, modality: Modality) -> None:
    _, relations = relate(body, "operatesIn")
    (evidence,) = next(relation for relation in relations if relation.subject == "enterprise/byd").evidence
    assert evidence.modality is modality


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        pytest.param("{E:比亚迪}未来落户{C:襄阳市}。", Modality.STATED, id="未来 is no denial"),
        pytest.param(
            "他们没有来。签约的是{E:比亚迪}和{C:襄阳市}。", Modality.STATED, id="a denial in another sentence"
        ),
        pytest.param(
            "{E:比亚迪}与{C:襄阳市}签约，协议未列总额。", Modality.STATED, id="what is not told is not denied"
        ),
        pytest.param("{E:比亚迪}落户{C:襄阳市}，投资额没有公布。", Modality.STATED, id="nor is its sum"),
        pytest.param("{C:襄阳市}取消收费，{E:比亚迪}落户。", Modality.STATED, id="something else is denied"),
    ],
)
def test_what_is_not_denied(body: str, modality: Modality) -> None:
    (evidence,) = only(body, "operatesIn").evidence
    assert evidence.modality is modality


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("{E:未名甲辰生物公司}落户{C:襄阳市}。", Modality.STATED),
        ("{E:拟态甲辰公司}落户{C:襄阳市}。", Modality.STATED),
        ("{E:甲辰公司}落户{C:襄阳市}{K:规划路产业园}。", Modality.STATED),
        ("{E:甲辰公司}按《{L:襄阳市扶持计划}》落户{C:襄阳市}。", Modality.STATED),
        ("{E:甲辰公司}按“百才计划”落户{C:襄阳市}。", Modality.STATED),
        ("{E:甲辰公司}把虚拟现实眼镜工厂建在{C:襄阳市}将军路。", Modality.STATED),
        ("{E:未名甲辰生物公司}未落户{C:襄阳市}。", Modality.DENIED),
        ("{E:拟态甲辰公司}拟落户{C:襄阳市}。", Modality.PLANNED),
        ("{E:甲辰公司}计划落户{C:襄阳市}规划馆旁。", Modality.PLANNED),
        ("按计划，{E:甲辰公司}将落户{C:襄阳市}。", Modality.PLANNED),
    ],
)
def test_a_word_of_plan_or_denial_inside_a_name_or_a_longer_word_does_not_count(body: str, modality: Modality) -> None:
    told = {relation.evidence[0].modality for relation in relate(body, "operatesIn")[1]}
    assert told == {modality}


DENIED = Modality.DENIED


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{E:比亚迪}撤出{C:襄阳}。", {"襄阳": DENIED}),
        ("{E:比亚迪}决定撤出{C:襄阳}，关闭{C:宜昌}的工厂。", {"襄阳": DENIED, "宜昌": DENIED}),
        ("因缺钱，{E:比亚迪}在{C:襄阳}投资的项目已停工烂尾。", {"襄阳": DENIED}),
        ("位于{C:襄阳}的{E:比亚迪}破产清算。", {"襄阳": DENIED}),
        ("{E:比亚迪}2010年落户{C:襄阳}，2015年在{C:宜昌}建厂，2019年破产。", {"襄阳": DENIED, "宜昌": DENIED}),
        ("{E:比亚迪}从{C:襄阳}搬迁至{C:宜昌}。", {"襄阳": DENIED, "宜昌": Modality.STATED}),
        ("{E:比亚迪}总部原在{C:襄阳}，去年整体搬迁至{C:宜昌}。", {"襄阳": DENIED, "宜昌": Modality.STATED}),
        ("{E:比亚迪}关闭{C:襄阳}的工厂，在{C:宜昌}建厂。", {"襄阳": DENIED, "宜昌": Modality.STATED}),
        ("{E:比亚迪}落户{C:襄阳}，在{C:宜昌}的工厂停产。", {"襄阳": Modality.STATED, "宜昌": DENIED}),
        ("有传言称{E:比亚迪}将在{C:襄阳}建厂，当地予以否认。", {"襄阳": DENIED}),
        ("网传{E:比亚迪}在{C:襄阳}建厂。当地回应：消息不实。", {"襄阳": DENIED}),
        ("网传{E:比亚迪}撤出{C:襄阳}。公司辟谣。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}否认撤出{C:襄阳}。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}退出低端产能，在{C:襄阳}建厂。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}在{C:襄阳}的搬迁改造项目开工。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}在{C:襄阳}的工厂停产一年后复工。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}破产重整后在{C:襄阳}恢复生产。", {"襄阳": Modality.STATED}),
        ("{E:比亚迪}把一条产线从{C:襄阳}搬到{C:宜昌}。", {"襄阳": Modality.STATED, "宜昌": Modality.STATED}),
        ("{E:比亚迪}在{C:襄阳}的工厂从未停产。", {"襄阳": Modality.STATED}),
    ],
)
def test_a_firm_that_left_or_is_rumoured_in_vain_is_denied_to_be_there(body: str, told: dict[str, Modality]) -> None:
    ids = {"襄阳": "city/420600", "宜昌": "city/420500"}
    found = {relation.object: relation.evidence[0].modality for relation in relate(body, "operatesIn")[1]}
    assert found == {ids[name]: modality for name, modality in told.items()}


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("{E:比亚迪}工厂在{C:襄阳}{K:甲辰产业园}投产，将在{C:襄阳}继续投资。", Modality.STATED),
        ("{E:比亚迪}将在{C:襄阳}{K:甲辰产业园}投资建厂。", Modality.STATED),
        ("{E:比亚迪}撤出{C:襄阳}{K:甲辰产业园}。", Modality.STATED),
        ("{O:襄阳市招商局}称，{E:比亚迪}将在{C:襄阳}建厂。", Modality.STATED),
        ("{E:比亚迪}将打造{C:襄阳}{K:甲辰产业园}内的工厂。", Modality.STATED),
        ("{C:襄阳}的{K:甲辰产业园}规划了3平方公里的专区。", Modality.STATED),
        ("{C:襄阳}的{K:甲辰产业园}没有铝厂，在建铜厂。", Modality.STATED),
        ("{C:襄阳}拟建设{K:甲辰产业园}。", Modality.PLANNED),
        ("{K:甲辰产业园}拟落户{C:襄阳}。", Modality.PLANNED),
        ("{C:襄阳}计划投资5亿元，建设{K:甲辰产业园}。", Modality.PLANNED),
        ("{C:襄阳}叫停建设占地500亩的{K:甲辰产业园}。", Modality.DENIED),
        ("{E:比亚迪}拟在{C:襄阳}建设{J:甲辰工厂}。", Modality.PLANNED),
    ],
)
def test_a_park_or_body_is_planned_only_where_the_plan_is_its_own(body: str, modality: Modality) -> None:
    assert {relation.evidence[0].modality for relation in relate(body, "locatedIn")[1]} == {modality}


def test_what_the_lexicon_knows_is_not_planned() -> None:
    assert only("{C:武汉}将建设好{K:武汉东湖新技术开发区}。", "locatedIn").evidence[0].modality is Modality.STATED


def test_another_firm_does_not_leave_with_the_one_that_does() -> None:
    _, relations = relate("{E:比亚迪}落户{C:襄阳}，{E:甲辰公司}停产。", "operatesIn")
    told = {relation.subject: relation.evidence[0].modality for relation in relations}
    assert told.pop("enterprise/byd") is Modality.STATED
    assert set(told.values()) == {Modality.DENIED}


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("{E:比亚迪}计划明年春天雨季到来之前在{C:襄阳市}投资。", Modality.PLANNED),
        ("{E:比亚迪}投资{C:襄阳市}的计划已经取消。", Modality.DENIED),
        ("{E:比亚迪}计划投资5亿元，在{C:襄阳市}建厂。", Modality.PLANNED),
        ("{E:比亚迪}拟追加5亿元，新征200亩地，在{C:襄阳市}建厂。", Modality.PLANNED),
        ("{E:比亚迪}计划投资5亿元，目前已在{C:襄阳市}建厂。", Modality.STATED),
        ("{E:比亚迪}计划投资5亿元。它在{C:襄阳市}建厂。", Modality.STATED),
    ],
)
def test_a_plan_or_a_denial_may_stand_farther_off_or_behind(body: str, modality: Modality) -> None:
    (evidence,) = only(body, "operatesIn").evidence
    assert evidence.modality is modality


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("{E:比亚迪}及全资子公司{E:甲辰公司}拟在当地签约。", Modality.STATED),
        ("{E:比亚迪}拟设立全资子公司{E:甲辰公司}。", Modality.PLANNED),
        ("{E:甲辰公司}将成为{E:比亚迪}的全资子公司。", Modality.PLANNED),
    ],
)
def test_what_two_firms_plan_leaves_them_kin(body: str, modality: Modality) -> None:
    relations = relate(body, "subsidiaryOf")[1]  # of each other, since every pair is believed
    assert {evidence.modality for relation in relations for evidence in relation.evidence} == {modality}


@pytest.mark.parametrize(
    ("body", "modality"),
    [
        ("{E:比亚迪}签约成功。{E:甲辰公司}将在{C:襄阳市}建厂。", Modality.STATED),
        ("{E:比亚迪}签约成功。{C:襄阳市}将建设平台。", Modality.STATED),
        ("{E:比亚迪}拟签约。{E:甲辰公司}将在{C:襄阳市}建厂。", Modality.PLANNED),
        ("{E:比亚迪}签约成功。今后将在{C:襄阳市}建厂。", Modality.PLANNED),
    ],
)
def test_what_others_plan_in_another_sentence_leaves_a_fact_stated(body: str, modality: Modality) -> None:
    _, relations = relate(body, "operatesIn")
    told = {e.subject.text: e.modality for relation in relations for e in relation.evidence if e.subject}
    assert told["比亚迪"] is modality
