"""Groups, their subsidiaries and branches, and other words for one house."""

from __future__ import annotations

import pytest

from tests.handmade import id_of, ids_of, link_marked
from tests.link.counting import count


def test_a_group_is_not_its_subsidiary() -> None:
    linked = link_marked("{E:甲辰控股集团有限公司}与{E:甲辰电池有限公司}、{E:甲辰集团}")
    assert id_of(linked, "甲辰集团") == id_of(linked, "甲辰控股集团有限公司")
    assert id_of(linked, "甲辰电池有限公司") != id_of(linked, "甲辰集团")


def test_the_brand_alone_means_the_group() -> None:
    linked = link_marked("{E:甲辰控股集团有限公司}与{E:甲辰电池有限公司}、{E:甲辰}")
    assert id_of(linked, "甲辰") == id_of(linked, "甲辰控股集团有限公司")


@pytest.mark.parametrize("branch", ["甲辰集团襄阳分公司", "甲辰集团襄阳办事处", "甲辰集团华中区域总部"])
def test_a_branch_is_not_the_whole(branch: str) -> None:
    linked = link_marked(f"{{E:甲辰集团}}与{{E:{branch}}}，{{E:甲辰}}很好。")
    assert id_of(linked, branch) != id_of(linked, "甲辰集团")
    assert id_of(linked, "甲辰") == id_of(linked, "甲辰集团")


def test_a_branch_of_a_known_bank_is_not_the_bank() -> None:
    linked = link_marked("{E:中国农业银行股份有限公司}、{E:中国农业银行股份有限公司襄阳分行}、{E:农业银行}")
    assert ids_of(linked, "农业银行") == {"enterprise/abc-bank"}
    assert id_of(linked, "中国农业银行股份有限公司襄阳分行") != "enterprise/abc-bank"


@pytest.mark.parametrize(
    ("parent", "subsidiary"),
    [
        ("比亚迪", "襄阳比亚迪实业有限公司"),
        ("比亚迪股份有限公司", "深圳比亚迪锂电池有限公司"),
    ],
)
def test_a_known_enterprise_is_no_short_form_of_its_subsidiary(parent: str, subsidiary: str) -> None:
    linked = link_marked(f"{{E:{subsidiary}}}是{{E:{parent}}}的子公司。")
    assert id_of(linked, parent) == "enterprise/byd"
    assert id_of(linked, subsidiary) != "enterprise/byd"


def test_a_place_in_brackets_tells_a_subsidiary_from_its_parent() -> None:
    linked = link_marked("{E:甲辰电源(滁州)有限公司}、{E:甲辰电源股份有限公司}、{E:甲辰电源}")
    assert id_of(linked, "甲辰电源(滁州)有限公司") != id_of(linked, "甲辰电源股份有限公司")
    assert id_of(linked, "甲辰电源") == id_of(linked, "甲辰电源股份有限公司")


@pytest.mark.parametrize(
    "body",
    [
        "{E:甲辰}旗下的{E:甲辰电池}落户。",
        "{E:甲辰}（以下简称公司）拟由全资子公司{E:甲辰电池}投资。",
        "{E:甲辰}旗下有{E:甲辰电池}、{E:乙巳}。",
        "{E:甲辰电池}投产，母公司为{E:甲辰}。",
        "{E:甲辰电池}是{E:甲辰}的全资子公司。",
        "{E:甲辰电池}有两层身份：它是{E:甲辰}控股子公司。",
        "{E:甲辰电池有限公司}投产。{E:甲辰电池}是{E:甲辰}的子公司。",
    ],
)
def test_a_parent_and_its_subsidiary_are_never_one(body: str) -> None:
    linked = link_marked(body)
    assert id_of(linked, "甲辰") != id_of(linked, "甲辰电池")


@pytest.mark.parametrize(
    "body",
    [
        "{E:甲辰电池}落户，{E:甲辰}的子公司很多。",
        "{E:甲辰电池}有子公司。{E:甲辰}很好。",
        "{E:乙巳}的子公司{E:甲辰电池}（下称{E:甲辰}）落户。",
        "{E:甲辰电池}，{E:甲辰}的子公司，落户。",
    ],
)
def test_forms_of_one_firm_stay_one_beside_a_word_for_a_subsidiary_of_another(body: str) -> None:
    linked = link_marked(body)
    assert id_of(linked, "甲辰") == id_of(linked, "甲辰电池")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("襄阳甲辰集团有限公司", "甲辰股份有限公司"),  # each is registered by itself
        ("湖北甲辰新材料有限公司", "甲辰股份"),
        ("湖北甲辰机械", "甲辰科技"),
        ("甲辰集团贸易有限公司", "贸易公司"),
    ],
)
def test_another_legal_form_or_trade_is_another_firm(one: str, other: str) -> None:
    linked = link_marked(f"{{E:{one}}}、{{E:{other}}}")
    assert id_of(linked, one) != id_of(linked, other)


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("贵安新区甲辰科技有限公司", "甲辰科技"),
        ("乙巳集团襄阳甲辰化学有限公司", "襄阳甲辰化学有限公司"),
        ("乙巳集团襄阳甲辰化学有限公司", "甲辰化学公司"),
    ],
)
def test_a_park_or_a_group_in_front_is_no_part_of_the_brand(full: str, short: str) -> None:
    linked = link_marked(f"{{E:{full}}}投产，{{E:{short}}}很好。")
    assert id_of(linked, full) == id_of(linked, short)


def test_what_a_group_and_a_place_leave_is_not_any_word_of_the_name() -> None:
    linked = link_marked("{E:乙巳集团襄阳甲辰化学有限公司}、{E:襄阳公司}、{E:宜昌化学}")
    assert len(linked.entities) == 3


@pytest.mark.parametrize(
    ("short", "full", "one"),
    [
        ("发展集团", "甲辰溪发展集团", True),
        ("投资控股集团", "甲辰溪投资控股集团", True),
        ("发展集团", "甲辰溪发展集团有限公司", False),  # the group may be another
        ("乙巳集团", "甲辰溪乙巳集团", False),
        ("集团", "甲辰溪发展集团", False),
        ("甲辰公司", "甲辰集团", True),
        ("甲辰有限公司", "甲辰集团", False),
        ("乙巳公司", "甲辰集团", False),
        ("宜昌产投集团", "宜昌市产业投资集团有限公司", True),
        ("宜昌城投", "宜昌市城市建设投资开发有限公司", False),
        ("襄阳产投", "宜昌市产业投资集团有限公司", False),
        ("宜昌甲辰产投", "宜昌市甲辰产业投资有限公司", False),
        ("襄阳物流集团", "中国物流集团控股有限公司", False),
        ("襄阳玄鸟", "中国襄阳玄鸟有限公司", True),
    ],
)
def test_other_words_for_one_house(short: str, full: str, one: bool) -> None:
    linked = link_marked(f"{{E:{full}}}签约。{{E:{short}}}很好。")
    assert (id_of(linked, short) == id_of(linked, full)) is one


def test_last_words_of_two_firms_are_those_of_neither() -> None:
    assert count("{E:甲辰溪发展集团}、{E:乙巳溪发展集团}签约。{E:发展集团}很好。") == 3


def test_two_words_for_a_house_may_be_told_apart() -> None:
    assert count("{E:甲辰集团}的子公司{E:甲辰公司}签约。") == 2


@pytest.mark.parametrize(
    ("body", "one"),
    [
        ("{E:江铜集团}签约,{E:江铜}将建厂。", True),  # its listed company is called so too
        ("{E:江铜集团}签约,{E:江西铜业股份有限公司}参加,{E:江铜}将建厂。", False),
        ("{E:江铜集团}签约,其上市公司{E:江西铜业股份有限公司}参加。", False),
    ],
)
def test_a_brand_beside_its_group_alone_is_the_group(body: str, one: bool) -> None:
    short = "江铜" if "{E:江铜}" in body else "江西铜业股份有限公司"
    linked = link_marked(body)
    assert (id_of(linked, short) == id_of(linked, "江铜集团")) is one
