"""Full names, brands, groups, subsidiaries, branches. 甲辰 and 乙巳 are firms that no file of ours knows."""

from __future__ import annotations

import pytest

from tests.handmade import entity_of, id_of, link_marked, reason_of
from tests.link.counting import count


def test_all_forms_of_a_known_enterprise_are_one() -> None:
    linked = link_marked("{E:比亚迪}、{E:比亚迪股份有限公司}、{E:BYD}、{E:ＢＹＤ}、{E:比亚迪集团}")
    assert [entity.id for entity in linked.entities] == ["enterprise/byd"]
    assert reason_of(linked, "BYD") == "forms of one enterprise in the lexicon"


@pytest.mark.parametrize("short", ["甲辰新能源科技", "甲辰新能源", "甲辰科技", "甲辰", "甲辰公司"])
@pytest.mark.parametrize(
    "full",
    [
        "甲辰新能源科技有限公司",
        "甲辰新能源科技股份有限公司",
        "湖北甲辰新能源科技有限公司",
        "深圳市甲辰新能源科技有限公司",
    ],
)
def test_a_brand_is_the_full_name_that_it_begins(full: str, short: str) -> None:
    linked = link_marked(f"{{E:{full}}}落户，{{E:{short}}}很好。")
    assert id_of(linked, short) == id_of(linked, full)
    assert reason_of(linked, short) == f"short for {full}"


def test_the_brand_may_come_before_the_full_name() -> None:
    linked = link_marked("{E:甲辰}来了。{E:甲辰新能源科技有限公司}落户。")
    assert id_of(linked, "甲辰") == id_of(linked, "甲辰新能源科技有限公司")
    assert entity_of(linked, "甲辰").name == "甲辰新能源科技有限公司"


def test_an_introduced_short_form_needs_no_likeness() -> None:
    linked = link_marked("{E:甲辰新能源科技有限公司}、{E:德固}", introduced={"德固": "甲辰新能源科技有限公司"})
    assert id_of(linked, "德固") == id_of(linked, "甲辰新能源科技有限公司")
    assert reason_of(linked, "德固") == "introduced as the short form of 甲辰新能源科技有限公司"


def test_the_short_name_of_the_stock_list_is_that_of_a_full_name_which_adds_only_trade() -> None:
    assert count("{E:成都纵横自动化技术股份有限公司}、{E:纵横股份}") == 1
    assert count("{E:成都纵横玄鸟股份有限公司}、{E:纵横股份}") == 2


def test_a_country_before_a_name_is_no_part_of_the_brand() -> None:
    assert count("{E:德国甲辰集团}、{E:甲辰}") == 1


def test_brackets_may_be_wide_or_narrow() -> None:
    assert count("{E:甲辰科技（湖北）有限公司}、{E:甲辰科技(湖北)有限公司}、{E:甲辰科技}") == 1


def test_quotes_around_a_name_are_no_part_of_it() -> None:
    assert count("{E:“甲辰”}、{E:甲辰}") == 1


def test_two_brands_are_two_firms() -> None:
    assert count("{E:甲辰科技有限公司}、{E:乙巳科技有限公司}、{E:甲辰}、{E:乙巳}") == 2


def test_firms_of_one_brand_in_two_cities_are_two() -> None:
    linked = link_marked("{E:武汉甲辰科技有限公司}、{E:上海甲辰科技有限公司}")
    assert id_of(linked, "武汉甲辰科技有限公司") != id_of(linked, "上海甲辰科技有限公司")


def test_a_brand_that_two_full_names_fit_is_neither() -> None:
    linked = link_marked("{E:湖北甲辰科技有限公司}、{E:江苏甲辰科技有限公司}、{E:甲辰科技}")
    assert len({id_of(linked, form) for form in ("湖北甲辰科技有限公司", "江苏甲辰科技有限公司", "甲辰科技")}) == 3


def test_known_firms_of_one_brand_stay_apart() -> None:
    linked = link_marked("{E:吉利控股集团}、{E:吉利汽车}、{E:宁德时代}、{E:时代吉利}")
    assert [entity.id for entity in linked.entities] == [
        "enterprise/catl",
        "enterprise/geely",
        "enterprise/geely-auto",
        "enterprise/shidaijili",
    ]


def test_a_word_to_be_believed_in_context_is_the_known_firm_where_nothing_else_is() -> None:
    assert id_of(link_marked("{E:苹果}来了。"), "苹果") == "enterprise/apple"


def test_a_full_name_that_nobody_knows_is_not_what_its_brand_may_also_mean() -> None:
    linked = link_marked("{E:苹果电子有限公司}来了，{E:苹果}很好。")
    assert id_of(linked, "苹果") == id_of(linked, "苹果电子有限公司") != "enterprise/apple"


def test_an_unknown_firm_has_the_same_id_in_every_article() -> None:
    one = link_marked("{E:甲辰科技（湖北）有限公司}落户{C:襄阳}，{E:甲辰科技}很好。")
    two = link_marked("{C:宜昌}请来{E:甲辰科技(湖北)有限公司}。", title="别的题目")
    form = "甲辰科技（湖北）有限公司"
    assert id_of(one, form) == id_of(two, "甲辰科技(湖北)有限公司")


def test_a_known_firm_is_short_for_another_only_where_the_rest_is_trade() -> None:
    linked = link_marked("{E:华润玄鸟有限公司}落户，{E:华润}很好。")
    assert id_of(linked, "华润") != id_of(linked, "华润玄鸟有限公司")
    linked = link_marked("{E:华润科技有限公司}落户，{E:华润}很好。")
    assert id_of(linked, "华润") == id_of(linked, "华润科技有限公司")


def test_a_known_firm_is_not_short_for_another_known_one() -> None:
    linked = link_marked("{E:华润电力}和{E:华润}落户。")
    assert id_of(linked, "华润") != id_of(linked, "华润电力")


def test_a_known_firm_is_known_with_its_legal_form_too() -> None:
    linked = link_marked("{E:中国铁建公司}与{E:铁建电气化公司}中标。")
    assert id_of(linked, "中国铁建公司") == "enterprise/cn-601186"
    assert id_of(linked, "铁建电气化公司") != "enterprise/cn-601186"


def test_of_a_firm_known_in_full_another_full_name_is_another_firm() -> None:
    linked = link_marked("{E:比亚迪公司}与{E:比亚迪汽车有限公司}")
    assert id_of(linked, "比亚迪公司") == "enterprise/byd"
    assert id_of(linked, "比亚迪汽车有限公司") != "enterprise/byd"


def test_a_brand_has_one_joint_stock_company_with_its_place_and_group_or_without() -> None:
    linked = link_marked("{E:赣锋锂业股份有限公司}与{E:赣锋锂业有限公司}")
    assert id_of(linked, "赣锋锂业股份有限公司") == "enterprise/ganfeng"
    assert id_of(linked, "赣锋锂业有限公司") != "enterprise/ganfeng"


def test_a_name_and_the_same_with_its_legal_form_are_one_whatever_the_lexicon_says() -> None:
    linked = link_marked("{E:正邦集团有限公司}投资，{E:正邦集团}代表签约。")
    assert id_of(linked, "正邦集团") == id_of(linked, "正邦集团有限公司")
    assert reason_of(linked, "正邦集团") == "short for 正邦集团有限公司"


def test_a_full_name_is_short_for_another_only_without_its_place() -> None:
    linked = link_marked(
        "{E:中国甲辰有限公司}持有{E:甲辰乙巳医药股份有限公司}，{E:深圳市丙午科技有限公司}、{E:丙午科技有限公司}"
    )
    assert id_of(linked, "中国甲辰有限公司") != id_of(linked, "甲辰乙巳医药股份有限公司")
    assert id_of(linked, "丙午科技有限公司") == id_of(linked, "深圳市丙午科技有限公司")


def test_of_several_firms_the_brand_means_the_one_that_adds_nothing() -> None:
    linked = link_marked("{E:襄阳甲辰硅材料有限公司}、{E:甲辰科技}、{E:甲辰}")
    assert id_of(linked, "甲辰") == id_of(linked, "甲辰科技")
    assert id_of(linked, "甲辰") != id_of(linked, "襄阳甲辰硅材料有限公司")


def test_a_place_in_front_is_more_than_nothing() -> None:
    linked = link_marked("{E:宜昌甲辰科技}、{E:襄阳甲辰科技}、{E:甲辰}")
    assert len(linked.entities) == 3


def test_a_stock_is_the_company_by_shares_that_holds_its_name() -> None:
    body = "证券简称：{E:力合微} {E:襄阳力合微玄鸟股份有限公司}公告"
    assert count(body) == 1
    assert count(body.replace("证券", "项目")) == 2
    assert count(body.replace("股份", "")) == 2
    assert count(body + "，{E:宜昌力合微玄鸟股份有限公司}") == 3


def test_a_notice_begins_with_the_stock_of_its_firm() -> None:
    title, body = "{E:甲辰}：对外投资的公告", "{E:甲辰乙巳股份有限公司}与{E:甲辰科技集团有限公司}"
    linked = link_marked(body, title)
    assert id_of(linked, "甲辰") == id_of(linked, "甲辰乙巳股份有限公司")
    linked = link_marked(body, title.replace("公告", "消息"))
    assert id_of(linked, "甲辰") != id_of(linked, "甲辰乙巳股份有限公司")


def test_so_does_one_without_a_full_form() -> None:
    linked = link_marked("{E:甲辰电源(滁州)公司}、{E:甲辰电源集团股份有限公司}、{E:乙巳(滁州)}、{E:乙巳(滁州)有限公司}")
    assert id_of(linked, "甲辰电源(滁州)公司") != id_of(linked, "甲辰电源集团股份有限公司")
    assert id_of(linked, "乙巳(滁州)") == id_of(linked, "乙巳(滁州)有限公司")


@pytest.mark.parametrize(
    "body",
    [
        "{E:四川甲辰科技有限公司}、{E:湖北甲辰}",
        "{E:四川甲辰科技集团有限公司}（{E:甲辰科技}）、{E:湖北甲辰}",  # nor by the form without a place
    ],
)
def test_a_short_name_with_another_place_is_another_firm(body: str) -> None:
    linked = link_marked(body)
    assert id_of(linked, "湖北甲辰") not in {entity.id for entity in linked.entities if "四川" in entity.name}


@pytest.mark.parametrize("short", ["襄阳甲辰", "湖北甲辰", "甲辰"])
def test_a_place_that_holds_the_other_may_stand_for_it(short: str) -> None:
    assert count(f"{{E:襄阳甲辰科技有限公司}}、{{E:{short}}}") == 1
