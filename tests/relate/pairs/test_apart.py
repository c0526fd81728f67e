"""Sentences whose build tells that two names are not related, whatever their words weigh."""

from __future__ import annotations

import pytest

from tests.relate.pairs.telling import apart


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{E:玄鸟科技公司}的母公司位于{P:湖北省}{C:襄阳市}。", True),
        ("{E:玄鸟科技}的母公司位于{C:襄阳市},{E:玄鸟科技公司}投产。", True),
        ("{E:玄鸟科技公司}的控股股东{E:云杉集团}总部在{C:襄阳市}。", True),
        ("{E:玄鸟科技公司}位于{C:襄阳市}。", False),
        ("{E:玄鸟科技公司}的母公司有钱,在{C:襄阳市}建厂。", False),
        ("{E:云杉集团}的母公司位于{C:宜昌市},{E:玄鸟科技公司}在{C:襄阳市}。", False),
        ("{E:玄鸟科技公司}是母公司在{C:襄阳市}的工厂。", False),
    ],
)
def test_the_seat_of_a_parent_is_not_that_of_the_firm(body: str, told: bool) -> None:
    assert apart(body, "operatesIn", "玄鸟科技公司", "襄阳市") is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("主办券商: {E:玄鸟证券} {E:云杉科技公司}对外投资的公告。", True),
        ("{E:云杉科技公司}的审计机构为{E:玄鸟证券}。", True),
        ("{E:云杉科技公司}由{E:玄鸟证券}控股。", False),
        ("主办券商很多,{E:玄鸟证券}是{E:云杉科技公司}的子公司。", False),
    ],
)
def test_who_serves_a_firm_is_none_of_its_house(body: str, told: bool) -> None:
    assert apart(body, "subsidiaryOf", "玄鸟证券", "云杉科技公司") is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("位于{K:云杉工业园}的{E:云杉集团}投产。{E:玄鸟科技公司}拟扩产。", True),
        ("{K:云杉工业园}签约项目5个。{E:玄鸟科技公司}发言。", True),
        ("位于{K:云杉工业园}的{E:玄鸟科技公司}投产。", False),
        ("位于{K:云杉工业园}。{E:玄鸟科技公司}拟扩产。", False),
        ("{K:云杉工业园}签约大项目。{E:玄鸟科技公司}发言。", False),
    ],
)
def test_a_place_may_be_only_that_of_what_was_told_before(body: str, told: bool) -> None:
    assert apart(body, "operatesIn", "玄鸟科技公司", "云杉工业园") is told


@pytest.mark.parametrize(("project", "told"), [("铜箔项目", True), ("玄鸟科技公司铝箔项目", False)])
def test_a_firm_in_the_name_of_a_project_invests_in_that_one_alone(project: str, told: bool) -> None:
    body = "{J:玄鸟科技公司铝箔项目}、{J:铜箔项目}开工。"
    assert apart(body, "investsIn", "玄鸟科技公司", project, nested=("玄鸟科技公司",)) is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{K:云杉工业园}负责人前往{K:玄鸟产业园}考察。", True),
        ("{K:云杉工业园}的客人前往襄阳，{K:玄鸟产业园}正好开园。", False),
        ("{K:玄鸟产业园}前身是{K:云杉工业园}。", True),
        ("{K:云杉工业园}去年更名为{K:玄鸟产业园}。", True),
        ("{K:玄鸟产业园}位于{K:云杉工业园}。", False),
    ],
)
def test_a_park_that_is_called_on_or_was_another_before_does_not_lie_there(body: str, told: bool) -> None:
    assert apart(body, "locatedIn", "玄鸟产业园", "云杉工业园") is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{K:玄鸟产业园}、{J:云杉铝箔项目}落户。", True),
        ("{K:玄鸟产业园}、{J:铜箔项目}和{J:云杉铝箔项目}落户。", True),
        ("{K:玄鸟产业园}的{J:云杉铝箔项目}开工。", False),
        ("{K:玄鸟产业园}开园,{J:云杉铝箔项目}开工。", False),
    ],
)
def test_of_a_list_nothing_lies_in_the_other(body: str, told: bool) -> None:
    assert apart(body, "locatedIn", "云杉铝箔项目", "玄鸟产业园") is told


def test_a_brand_alone_may_mean_the_parent_too() -> None:
    assert not apart("{E:玄鸟}的母公司位于{C:襄阳市}。", "operatesIn", "玄鸟", "襄阳市")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("开工的有{K:云杉工业园}2个:{E:云杉集团}、{E:玄鸟科技公司};{K:玄鸟产业园}1个:{E:丹凤集团}。", True),
        ("开工的有{E:云杉集团}、{E:玄鸟科技公司}。{K:玄鸟产业园}3个项目投产。", False),
        ("开工的有{K:玄鸟产业园}2个:{E:云杉集团}、{E:玄鸟科技公司}。", False),
    ],
)
def test_a_place_that_heads_a_list_is_not_that_of_what_stands_before(body: str, told: bool) -> None:
    assert apart(body, "operatesIn", "玄鸟科技公司", "玄鸟产业园") is told
    assert apart(body, "locatedIn", "玄鸟科技公司", "玄鸟产业园") is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{E:玄鸟集团}旗下企业——{E:云杉科技公司}投资建设的{J:铜箔项目}开工。", True),
        ("{E:玄鸟集团}的全资子公司{E:云杉科技公司}建设{J:铜箔项目}。", True),
        ("{J:铜箔项目}投资5亿元,由{E:玄鸟集团}全资子公司{E:云杉科技公司}建设。", True),
        ("{E:玄鸟集团}和{E:云杉科技公司}建设{J:铜箔项目}。", False),
        ("{E:玄鸟集团}建设{J:铜箔项目},旗下{E:云杉科技公司}运营。", False),
    ],
)
def test_what_a_firm_of_a_group_builds_is_not_said_of_the_group(body: str, told: bool) -> None:
    assert apart(body, "investsIn", "玄鸟集团", "铜箔项目") is told


def test_where_a_firm_of_a_group_settles_is_not_said_of_the_group() -> None:
    body = "{E:玄鸟集团}的全资子公司{E:云杉科技公司}落户{C:襄阳市}。"
    assert apart(body, "operatesIn", "玄鸟集团", "襄阳市")
    assert not apart(body, "operatesIn", "云杉科技公司", "襄阳市")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{C:襄阳市}积极投身{L:西部通道战略}。", True),
        ("{C:襄阳市}主动融入国家{L:西部通道战略}。", True),
        ("{C:襄阳市}印发{L:西部通道战略}。", False),
        ("{C:襄阳市}落实{L:西部通道战略}。", False),
    ],
)
def test_who_joins_in_a_policy_did_not_issue_it(body: str, told: bool) -> None:
    assert apart(body, "issuedBy", "西部通道战略", "襄阳市") is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{C:北京市}、{C:宜都市}共建{K:北京市(宜都市)试验区}。", True),
        ("{C:北京市}有{K:北京市(经开区)试验区}。", False),
        ("{C:北京市}、{C:宜都市}共建{K:北京市试验区}。", False),
    ],
)
def test_a_park_lies_in_the_place_that_its_name_tells_in_brackets(body: str, told: bool) -> None:
    park = body[body.index("{K:") + 3 : body.index("}", body.index("{K:"))]
    assert apart(body, "locatedIn", park, "北京市") is told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{E:玄鸟科技公司}签约落户{J:云杉星城项目}。", True),
        ("{E:玄鸟科技公司}签约落户,投资{J:云杉星城项目}。", False),
        ("{E:玄鸟科技公司}落户当地的{J:云杉星城项目}开工。", False),
    ],
)
def test_who_settles_in_a_project_does_not_build_it(body: str, told: bool) -> None:
    assert apart(body, "investsIn", "玄鸟科技公司", "云杉星城项目") is told


@pytest.mark.parametrize(
    ("body", "policy", "issuer", "expected"),
    [
        ("{O:青原市商务局}印发《{L:甲办法}》，{O:青原市财政局}印发《{L:乙办法}》。", "甲办法", "青原市财政局", True),
        ("{O:青原市商务局}印发《{L:甲办法}》，{O:青原市财政局}印发《{L:乙办法}》。", "甲办法", "青原市商务局", False),
        ("{O:青原市商务局}印发《{L:甲办法}》，{O:青原市财政局}印发《{L:乙办法}》。", "乙办法", "青原市财政局", False),
        ("按照《{L:甲办法}》，{O:青原市财政局}印发《{L:乙办法}》。", "甲办法", "青原市财政局", False),
        (
            "{O:青原县人民政府}落实《{L:甲省人民政府关于促进投资的意见}》。",
            "甲省人民政府关于促进投资的意见",
            "青原县人民政府",
            True,
        ),
        ("{O:省政府}出台《{L:甲省人民政府关于促进投资的意见}》。", "甲省人民政府关于促进投资的意见", "省政府", False),
        (
            "{O:玄鸟市白塘区人民政府}落实《{L:玄鸟市人民政府印发投资政策的通知}》。",
            "玄鸟市人民政府印发投资政策的通知",
            "玄鸟市白塘区人民政府",
            True,
        ),
        (
            "{O:玄鸟市政府}出台《{L:玄鸟市人民政府印发投资政策的通知}》。",
            "玄鸟市人民政府印发投资政策的通知",
            "玄鸟市政府",
            False,
        ),
        (
            "{O:白塘区政府}出台《{L:玄鸟市白塘区人民政府关于投资的意见}》。",
            "玄鸟市白塘区人民政府关于投资的意见",
            "白塘区政府",
            False,
        ),
    ],
)
def test_each_issues_its_own(body: str, policy: str, issuer: str, expected: bool) -> None:
    assert apart(body, "issuedBy", policy, issuer) is expected


def test_a_project_that_bears_the_name_of_a_firm_may_settle_itself() -> None:
    assert not apart("襄阳落户{J:玄鸟星城项目},{E:玄鸟}开工。", "investsIn", "玄鸟", "玄鸟星城项目")
