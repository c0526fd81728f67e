"""Who signs, builds or talks with whom, and who only came."""

from __future__ import annotations

import pytest

from tests.relate.pairs.telling import apart

ITEMS = (
    "签约的有{O:襄阳市商务局}与{E:玄鸟科技公司}签署{J:铝箔项目}、{O:宜昌市商务局}和{E:云杉科技公司}签署{J:铜箔项目}。"
)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("襄阳市商务局", "玄鸟科技公司", False),
        ("宜昌市商务局", "云杉科技公司", False),
        ("襄阳市商务局", "宜昌市商务局", True),
        ("襄阳市商务局", "云杉科技公司", True),
        ("玄鸟科技公司", "宜昌市商务局", True),
        ("玄鸟科技公司", "云杉科技公司", True),
    ],
)
def test_each_item_of_a_list_of_signings_has_its_own_parties(one: str, other: str, told: bool) -> None:
    assert apart(ITEMS, "partnerOf", one, other) is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{C:襄阳}与{E:玄鸟科技公司}、{E:云杉科技公司}分别签署协议。", True),
        ("{C:襄阳}与{E:玄鸟科技公司}、{E:丹凤科技公司}和{E:云杉科技公司}等6家企业分别签约。", True),
        ("{C:襄阳}分别与{E:玄鸟科技公司}、{E:云杉科技公司}签订协议。", True),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}分别与{C:襄阳}签订协议。", True),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}与{C:襄阳}签订协议。", False),  # may be one signing
        ("{C:襄阳}与{E:玄鸟科技公司}、{E:云杉科技公司}等企业签约。", True),
        ("{C:襄阳}推动与{E:玄鸟科技公司}、{E:云杉科技公司}等达成协议。", True),
        ("{C:襄阳}同{E:丹凤科技公司}、{E:玄鸟科技公司}、{E:云杉科技公司}签约。", True),
        ("{E:丹凤科技公司}与{E:玄鸟科技公司}、{E:云杉科技公司}签约。", False),
        ("{C:襄阳}与{E:玄鸟科技公司}、{E:云杉科技公司}签署三方协议。", False),
        ("{E:玄鸟科技公司}与{E:云杉科技公司}分别签字。", False),
        ("{C:襄阳}、{E:玄鸟科技公司}、{E:丹凤科技公司}与{E:云杉科技公司}分别签署协议。", False),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}与{C:襄阳}分别签署协议。", True),
        ("{C:襄阳}与{E:玄鸟科技公司}、{E:云杉科技公司}签署三方协议,并分别签字。", False),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}共同设厂,分别与{C:襄阳}签约。", False),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}分别设厂。", False),
        ("{C:襄阳}与{E:玄鸟科技公司}签署协议、备忘录,与{E:云杉科技公司}签约。", False),
    ],
)
def test_who_signs_each_for_itself_is_on_one_side(body: str, told: bool) -> None:
    assert apart(body, "partnerOf", "玄鸟科技公司", "云杉科技公司") is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{E:玄鸟科技公司}、{E:云杉科技公司}分别签订{J:铝箔项目}、{J:铜箔项目}。", True),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}分别签下了{J:铝箔项目}和{J:铜箔项目}。", False),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}分别签订了{J:铜箔项目}、{J:铝箔项目}。", False),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}签订{J:铝箔项目}、{J:铜箔项目}。", False),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}分别签订{J:铝箔项目}、{J:铜箔项目}、{J:硅片项目}。", False),
        ("{C:襄阳}分别与{E:玄鸟科技公司}、{E:云杉科技公司}签订了{J:铝箔项目}和建设{J:铜箔项目}。", True),
        ("{C:襄阳}与{E:玄鸟科技公司}、{E:云杉科技公司}签订了{J:铝箔项目}和{J:铜箔项目}。", False),
    ],
)
def test_of_as_many_projects_as_firms_each_has_its_own(body: str, told: bool) -> None:
    assert apart(body, "investsIn", "玄鸟科技公司", "铜箔项目") is told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("襄阳市政府", "玄鸟科技公司", False),
        ("宜昌市政府", "云杉科技公司", False),
        ("襄阳市政府", "云杉科技公司", True),
        ("玄鸟科技公司", "宜昌市政府", True),
        ("宜昌市政府", "丹凤科技公司", False),  # the same one signs once more
    ],
)
def test_each_clause_of_signings_has_its_own_parties(one: str, other: str, told: bool) -> None:
    body = (
        "{O:襄阳市政府}和{E:玄鸟科技公司}签约{J:铝箔项目}，{O:宜昌市政府}和{E:云杉科技公司}签约{J:铜箔项目}，"
        "与{E:丹凤科技公司}签约{J:硅片项目}。"
    )
    assert apart(body, "partnerOf", one, other) is told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("襄阳市政府", "玄鸟科技公司", False),
        ("宜昌市政府", "云杉科技公司", False),
        ("襄阳市政府", "云杉科技公司", True),
        ("玄鸟科技公司", "宜昌市政府", True),
    ],
)
def test_who_signs_for_what_is_told_item_by_item(one: str, other: str, told: bool) -> None:
    body = "{O:襄阳市政府}和{E:玄鸟科技公司}就{J:铝箔项目}、{O:宜昌市政府}和{E:云杉科技公司}就{J:铜箔项目}签约。"
    assert apart(body, "partnerOf", one, other) is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{C:襄阳市}举行活动。{E:玄鸟科技公司}、{E:云杉集团}等民营企业、外资企业负责人参加。", True),
        ("{E:玄鸟科技公司}的代表到{C:襄阳市}出席活动。", True),
        ("{C:襄阳市}开会。{E:云杉集团}、{E:玄鸟科技公司}等9家企业的负责人,市委书记甲某、市长乙某出席。", True),
        ("{C:襄阳市}开会。{E:玄鸟科技公司}负责人签约,市长乙某出席。", False),
        ("{C:襄阳市}市长会见了{E:云杉集团}董事长甲某、{E:玄鸟科技公司}总经理乙某。", True),
        ("{C:襄阳市}将与{E:云杉集团}、{E:玄鸟科技公司}等企业深入交流。", True),
        ("{C:襄阳市}市长会见了{E:玄鸟科技公司}总经理乙某。{E:玄鸟科技公司}已在当地建厂。", False),
        ("{E:玄鸟科技公司}落户{C:襄阳市},负责人参加活动。", False),
        ("{C:襄阳市}引来{E:玄鸟科技公司}、{E:云杉集团}等企业。", False),
        ("{C:襄阳市}与{E:玄鸟科技公司}签约。", False),
        ("去{C:襄阳市}的招商团走访考察了{E:云杉集团}、{E:玄鸟科技公司}。", True),
        ("市长到{C:襄阳市}走访考察了{E:云杉集团}、{E:玄鸟科技公司}。", False),
        ("{C:襄阳市}书记带队拜访{E:云杉集团}、{E:玄鸟科技公司}等企业。", True),
        ("{C:襄阳市}招商团先后前往{E:云杉集团}和{E:玄鸟科技公司},介绍政策。", True),
        ("{C:襄阳市}洽谈了{E:玄鸟科技公司},{E:玄鸟科技公司}随后在当地建厂。", False),
        ("书记前往{C:襄阳市}{E:玄鸟科技公司}调研。", False),
        ("宜昌的{E:云杉集团}与{C:襄阳市}的{E:玄鸟科技公司}交流。", False),
        ("{E:玄鸟科技公司}等本地企业代表在{C:襄阳市}见证签约。", False),
        ("{E:玄鸟科技公司}总经理应邀赴{C:襄阳市}参加招商大会。", True),
        ("{E:玄鸟科技公司}总经理应邀来{C:襄阳市}建厂。", False),
        ("{C:襄阳市}的铝锭运往{E:云杉集团}、{E:玄鸟科技公司}等企业。", True),
        ("产品供应给{E:玄鸟科技公司},{E:玄鸟科技公司}也在{C:襄阳市}建厂。", False),
    ],
)
def test_who_only_came_was_met_talked_with_or_supplied_is_a_guest(body: str, told: bool) -> None:
    assert apart(body, "operatesIn", "玄鸟科技公司", "襄阳市") is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{E:玄鸟科技公司}的客户遍布{C:宜昌市}、{C:襄阳市}。", True),
        ("{E:玄鸟科技公司}的产品远销{C:襄阳市}等地。", True),
        ("{E:玄鸟科技公司}的产品出口后,经{C:襄阳市}转运。", True),
        ("{E:玄鸟科技公司}经{C:襄阳市}批准建厂。", False),
        ("产品销往{C:襄阳市}的{E:玄鸟科技公司}。", False),  # which is at home there
        ("产品远销海外,{E:玄鸟科技公司}在{C:襄阳市}建厂。", False),
    ],
)
def test_where_goods_go_or_pass_through_their_maker_is_not(body: str, told: bool) -> None:
    assert apart(body, "operatesIn", "玄鸟科技公司", "襄阳市") is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{C:襄阳市}座谈。{E:玄鸟科技公司}总经理甲某表示,将早日商定合作。", True),
        ("{C:襄阳市}座谈。{E:玄鸟科技公司}董事长表示近期将实地考察。", True),
        ("{C:襄阳市}座谈。{E:玄鸟科技公司}董事长表示将投资5亿元。", False),
    ],
)
def test_who_says_what_they_wish_to_talk_about_is_a_guest(body: str, told: bool) -> None:
    assert apart(body, "operatesIn", "玄鸟科技公司", "襄阳市") is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{E:玄鸟科技公司}、{E:云杉科技公司}等多家单位当日签约。", True),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}、{E:丹凤科技公司}三家企业签约落户。", True),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}等8家企业共同签约。", False),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}签约。", False),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}两家企业签约。", False),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}、{E:丹凤科技公司}三家企业签署合作协议。", False),
        ("{E:玄鸟科技公司}、{E:云杉科技公司}等企业座谈。", False),
    ],
)
def test_counted_firms_sign_each_for_itself(body: str, told: bool) -> None:
    assert apart(body, "partnerOf", "玄鸟科技公司", "云杉科技公司") is told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("玄鸟科技公司", "玄鸟绿能基地", False),
        ("云杉科技公司", "云杉海工基地", False),
        ("玄鸟科技公司", "云杉海工基地", True),
    ],
)
def test_who_builds_with_whom_is_told_item_by_item(one: str, other: str, told: bool) -> None:
    body = "经开区与{E:玄鸟科技公司}等共建{J:玄鸟绿能基地}、保税区与{E:云杉科技公司}共建{J:云杉海工基地}。"
    assert apart(body, "investsIn", one, other) is told
    assert apart(body, "partnerOf", "玄鸟科技公司", "云杉科技公司")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{C:襄阳市}{C:樊城区}与{E:玄鸟科技公司}签约。", True),
        ("{C:襄阳市}与{E:玄鸟科技公司}签约,{C:樊城区}承接。", False),
        ("{C:襄阳市}{C:宜都市}与{E:玄鸟科技公司}签约。", False),
    ],
)
def test_a_place_in_front_of_a_nearer_one_is_no_party(body: str, told: bool) -> None:
    assert apart(body, "partnerOf", "襄阳市", "玄鸟科技公司") is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{E:云杉集团}公告,公司拟与{E:玄鸟科技公司}签订协议,建设{J:铜箔项目}。", True),
        ("根据需要,本公司与{E:玄鸟科技公司}(以下简称“玄鸟”)正式签约,投资{J:铜箔项目}。", True),
        ("{E:云杉集团}与{E:玄鸟科技公司}签订协议,建设{J:铜箔项目}。", False),
        ("公司与{E:玄鸟科技公司}共同设立子公司,建设{J:铜箔项目}。", False),
        ("{J:铜箔项目}由公司与{E:玄鸟科技公司}签订协议。", False),
    ],
)
def test_with_whom_a_company_announces_to_sign_does_not_do_what_follows(body: str, told: bool) -> None:
    assert apart(body, "investsIn", "玄鸟科技公司", "铜箔项目") is told
