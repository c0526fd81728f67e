"""Projects that their owner, a sum of money, a road or a list announces."""

from __future__ import annotations

import pytest

from tests.handmade import extract_marked, extract_proposed, names_of, read_marked


def projects(text: str) -> list[str]:
    return [name for kind, name in names_of(extract_marked(text)) if kind == "Project"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("签署{K:甲辰工业园}绿色供电项目。", ["甲辰工业园绿色供电项目"]),
        ("{E:甲辰新材}扁线电机项目开工。", ["甲辰新材扁线电机项目"]),
        ("{E:甲辰新材有限公司}扁线电机项目开工。", ["扁线电机项目"]),
        ("{E:甲辰新材有限公司}(下称“甲辰”)扁线电机项目开工。", ["扁线电机项目"]),
        ("{E:甲辰新材有限公司}(襄阳市)扁线电机项目开工。", []),
        ("{E:甲辰新材有限公司}上海扁线电机项目。", ["上海扁线电机项目"]),
        ("{K:甲辰工业园}基础设施项目开工。", ["甲辰工业园基础设施项目"]),
        ("{K:甲辰工业园}重点项目开工。", []),
        ("{K:甲辰工业园}2日举行一季度扁线电机项目。", []),
        ("{K:甲辰工业园}扁线电机签约项目开工。", []),
        ("{E:甲辰新材有限公司}生产项目开工。", []),
        ("{K:甲辰工业园}签约扁线电机项目。", []),
        ("{K:甲辰工业园}的扁线电机项目。", []),
        ("{E:甲辰新材}联合开发扁线电机项目。", []),
        ("{E:甲辰新材}扁线电机项目8个。", []),
        ("{K:甲辰工业园}扁线电机项目区。", []),
        ("{K:甲辰工业园}六大扁线电机项目。", []),
        ("{E:甲辰新材}跟着项目走。", []),
        ("{E:甲辰新材}原定扁线电机项目终止。", []),
        ("授权{E:甲辰新材有限公司}办公会审批本项目。", []),
        ("签约{E:甲辰新材}日本项目。", ["甲辰新材日本项目"]),
    ],
)
def test_what_stands_behind_an_owner_up_to_the_word_project_is_one(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("与客商签订了玄鸟铝箔生产项目，总投资5亿元。", ["玄鸟铝箔生产项目"]),
        ("双方签署玄鸟铝箔生产项目投资协议。", ["玄鸟铝箔生产项目"]),
        ("签约10个项目。签署合作项目协议。", []),
        ("签订了与玄鸟有关的生产项目。", []),
    ],
)
def test_what_is_signed_is_a_project(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "开工的3个项目分别为：玄鸟大道；玄鸟河整治提升工程；衔枝产业用房，总投资5亿元。",
            ["玄鸟大道", "玄鸟河整治提升工程", "衔枝产业用房"],
        ),
        ("签约项目有三个。项目分别是：玄鸟大道、党校新楼、与衔枝共建的大市场。", ["玄鸟大道", "党校新楼"]),
        ("开工3个项目。项目包括玄鸟大道、党校新楼和大型市场，很好。", ["玄鸟大道", "党校新楼", "大型市场"]),
        ("3个项目为{E:玄鸟有限公司}投资5亿元的铝箔用房、{E:衔枝集团}新楼房、玄鸟大道。", ["铝箔用房", "玄鸟大道"]),
    ],
)
def test_each_item_of_a_list_that_was_counted_before_is_a_project(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "开工的4个项目分别为：玄鸟大道；党校新楼；大型市场。",  # another number
        "3个城市包括玄鸟大道、党校新楼、大型市场。",
        "项目包括玄鸟大道、党校新楼、大型市场。",
        "开工2个项目。项目包括玄鸟大道、党校新楼。",
        "开工3个项目。项目涵盖玄鸟大道、党校新楼、大型市场。",
    ],
)
def test_a_list_of_another_number_proves_nothing(text: str) -> None:
    assert projects(text) == []


def test_a_month_behind_a_project_is_no_number_of_them() -> None:
    assert projects("{E:玄鸟有限公司}石墨坩埚项目1—3月完成投资。") == ["石墨坩埚项目"]


def test_what_was_weighed_and_has_its_sum_behind_it_is_one() -> None:
    article, _ = read_marked("玄鸟纺织项目完成投资2亿元，玄鸟印染项目也在建。")
    weighed = [(1, 7, "Project"), (15, 21, "Project")]
    assert [article.text[start:end] for start, end, _ in weighed] == ["玄鸟纺织项目", "玄鸟印染项目"]
    assert names_of(extract_proposed(article, [], weighed)) == [("Project", "玄鸟纺织项目")]


def test_a_firm_with_its_legal_form_stands_beside_its_project() -> None:
    extraction = extract_marked("{E:甲辰新材有限公司}扁线电机项目开工。")
    assert names_of(extraction) == [("Enterprise", "甲辰新材有限公司"), ("Project", "扁线电机项目")]


def test_what_was_weighed_by_itself_stands_apart_from_the_owner_before_it() -> None:
    article, owner = read_marked("活动设在{K:甲辰工业园}玄鸟集团扁线电机项目现场。")
    span = owner[0].span
    whole, behind = (span.start, span.end, "Park"), (span.end, span.end + len("玄鸟集团扁线电机项目"), "Project")
    found = names_of(extract_proposed(article, [whole], [behind]))
    assert ("Park", "甲辰工业园") in found and ("Project", "玄鸟集团扁线电机项目") in found
    assert ("Project", "甲辰工业园玄鸟集团扁线电机项目") in names_of(extract_proposed(article, [whole]))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("总投资12.5亿元的甲辰碳纤维项目落户。", ["甲辰碳纤维项目"]),
        ("投资约3000万元的甲辰纸箱项目落户。", ["甲辰纸箱项目"]),
        ("总投资20亿元的重大项目落户。", []),
        ("总投资20亿元的3个项目落户。", []),
        ("总产值20亿元的甲辰碳纤维项目。", []),
    ],
)
def test_what_a_sum_stands_before_is_a_project(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("签约甲辰碳纤维原丝、乙巳储能电站等12个项目。", ["甲辰碳纤维原丝", "乙巳储能电站"]),
        ("签约{J:甲辰碳纤维原丝、乙巳储能电站}等12个项目。", ["甲辰碳纤维原丝", "乙巳储能电站"]),
        ("确保{J:甲辰碳纤维原丝、乙巳储能电站}等12个项目。", ["甲辰碳纤维原丝", "乙巳储能电站"]),
        ("{E:甲辰新材}、{E:乙巳电机}等一批重点项目投产。", []),
        ("{E:甲辰新材}原丝、{E:乙巳电机}总成等2个新项目投产。", ["甲辰新材原丝", "乙巳电机总成"]),
        ("确保{E:甲辰集团}20万吨甲醇、{E:乙巳电机}总成等一大批项目投产。", ["20万吨甲醇", "乙巳电机总成"]),
        ("签约{E:甲辰集团}华北区域总部、{E:乙巳电机}总成等2个项目。", ["甲辰集团华北区域总部", "乙巳电机总成"]),
        ("签约{E:甲辰电缆管材}、{E:乙巳瓷砖釉料}等12个项目。", ["甲辰电缆管材", "乙巳瓷砖釉料"]),
        ("签约{E:甲辰电缆管材}、{E:乙巳瓷砖公司}等12个项目。", []),  # a list of firms
        ("签约{E:甲辰电缆管材}、{E:比亚迪}等12个项目。", []),
        ("涉及高端碳纤维材料、扁线电机总成等12个项目。", []),
        ("签约基础设施、社会民生等12个项目。", []),
        ("签约甲辰碳纤维原丝、乙巳储能电站等企业。", []),
        # the last list of a clause
        ("甲村、乙村等8家企业推荐了甲辰碳纤维原丝、乙巳储能电站等4个项目。", ["甲辰碳纤维原丝", "乙巳储能电站"]),
        ("{C:襄阳}向来自佛山的客商推介了甲辰碳纤维原丝、乙巳储能电站等4个项目。", ["甲辰碳纤维原丝", "乙巳储能电站"]),
        ("{C:襄阳}向来自佛山、广州等市的客商推介的甲辰碳纤维原丝等4个项目。", ["甲辰碳纤维原丝"]),
        ("甲村、乙村等企业的甲辰碳纤维原丝、乙巳储能电站等4个项目。", ["甲辰碳纤维原丝", "乙巳储能电站"]),
        ("签约甲辰等离子切割、乙巳高等研究中心等4个项目。", ["甲辰等离子切割", "乙巳高等研究中心"]),
        ("与甲村、乙村发展中心等在特色果蔬加工、扁线电机总成等16个项目上合作。", []),
    ],
)
def test_the_items_of_a_list_that_counts_projects_are_projects(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{C:襄阳}甲辰村至乙巳镇公路改建工程开工。", ["襄阳甲辰村至乙巳镇公路改建工程"]),
        ("实施甲辰水库至{J:乙巳水厂管道更新工程}。", ["甲辰水库至乙巳水厂管道更新工程"]),
        ("{C:襄阳}至{C:武汉}动车开行。", []),
    ],
)
def test_a_road_has_two_ends(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("清单\n· {E:甲辰线缆有限公司}整体搬迁:投资6亿元", ["甲辰线缆有限公司整体搬迁"]),
        ("清单\n{E:甲辰线缆有限公司}整体搬迁的消息", []),  # no item of a list
        ("清单\n· {E:甲辰线缆有限公司}负责人到场:投资6亿元", []),  # no works
        ("清单\n· 整体搬迁的都是小厂:投资6亿元", []),
    ],
)
def test_a_line_of_a_list_that_is_a_firm_and_its_works(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("投资1.8亿元,项目名为甲辰数字义齿工厂。", ["甲辰数字义齿工厂"]),
        ("投资1.8亿元,项目名称:甲辰数字义齿工厂。", ["甲辰数字义齿工厂"]),
        ("投资1.8亿元,园长名为甲辰。", []),
        ("投资1.8亿元,项目名为大家所熟知。", []),  # what follows is no thing
    ],
)
def test_what_the_text_says_that_a_project_is_called(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("签约甲辰抽水蓄能电站、乙巳岭光伏电站两个项目。", ["甲辰抽水蓄能电站", "乙巳岭光伏电站"]),
        (
            "{C:襄阳}境内{J:甲辰口水电站}、乙巳岭光伏、丙午湾水电站三个项目在建。",
            ["甲辰口水电站", "乙巳岭光伏", "丙午湾水电站"],
        ),
        ("签约甲辰抽水蓄能电站、乙巳岭光伏电站三个项目。", []),  # another number than is named
        ("{C:襄阳}、{C:武汉}已各有两个项目。", []),
        ("签约{E:甲辰}、{E:乙巳新能源}两个项目。", []),
    ],
)
def test_a_list_that_counts_itself_needs_no_word_for_the_rest(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("签约{E:甲辰集团}的高强铝型材、{E:乙巳电机}的储能总成等8个项目。", ["高强铝型材", "储能总成"]),
        ("签约甲地的高强铝型材、乙地的储能总成等8个项目。", []),  # whose they are is not known
    ],
)
def test_what_is_a_firms_in_a_list_of_projects_is_one(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{E:甲辰新材}负责项目建设。", []),
        ("与{E:甲辰新材}就扁线电机项目洽谈。", []),
        ("{E:甲辰新材}不上新项目。", []),
        ("{E:甲辰新材}就业实训项目开工。", ["甲辰新材就业实训项目"]),
    ],
)
def test_what_an_owner_does_is_no_project(text: str, names: list[str]) -> None:
    assert projects(text) == names


def test_a_plain_name_is_one_where_a_word_announces_it() -> None:
    assert projects("名单\n项目名称:{J:正极材料项目}\n") == ["正极材料项目"]
    assert projects("名单\n推动{J:正极材料项目}\n") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("先上年产8万吨增塑剂及3万吨阻燃剂项目,后上别的。", ["年产8万吨增塑剂及3万吨阻燃剂项目"]),
        ("建成年产3万吨负极材料项目二期。", ["年产3万吨负极材料项目二期"]),
        ("年产3万吨负极材料。项目开工。", []),  # another sentence's
        ("年产3万吨负极材料的企业谈项目。", []),
        ("推进年产3万吨负极材料等8个项目。", ["年产3万吨负极材料"]),
    ],
)
def test_what_makes_so_much_a_year_is_a_project(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "名单:\n1.{E:甲辰药业有限公司},原料药及中间体项目\n2.{E:乙巳药业有限公司},原料药项目\n",
            ["原料药及中间体项目", "原料药项目"],
        ),
        ("名单:\n· {E:甲辰药业有限公司}:原料药项目,总投资2亿元\n", ["原料药项目"]),
        ("名单:\n{E:甲辰药业有限公司},原料药项目\n", []),  # no item of a list
        ("名单:\n1.{E:甲辰药业有限公司},推进原料药项目建设\n", []),
        ("名单:\n1.{E:甲辰药业有限公司},该项目\n", []),
        ("名单:\n1.{E:甲辰药业有限公司},重大项目\n", []),
    ],
)
def test_a_plain_name_is_a_project_behind_a_firm_in_a_line_of_a_list(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("公司投资5.5亿元建设 “甲辰零部件生产基地”项目。", ["“甲辰零部件生产基地”项目"]),
        ("公司拟实施“年产5万吨铝箔生产线”项目。", ["“年产5万吨铝箔生产线”项目"]),
        ("全市推行“揭榜挂帅”项目。", []),
        ("总投资3亿元的{E:甲辰重工有限公司}(挖掘机)项目,下月投产。", ["甲辰重工有限公司(挖掘机)项目"]),
        ("{E:甲辰重工有限公司}(以下简称甲辰)项目多。", []),
    ],
)
def test_what_is_quoted_or_stands_in_brackets_behind_its_firm_is_one(text: str, names: list[str]) -> None:
    assert projects(text) == names


@pytest.mark.parametrize(
    ("text", "weighed", "names"),
    [
        ("具体包括“晶圆测试研究与封装推广项目”一条线。", (5, 18), ["晶圆测试研究与封装推广项目"]),
        ("具体包括“晶圆测试研究与封装推广项目”一条线。", (5, 9), []),
        ("在辖区内开展“襄阳新能源项目”。", (0, 2), ["襄阳新能源项目"]),  # begins with a place
        ("大家都说“襄阳要的是好项目”。", (0, 2), []),
    ],
)
def test_what_stands_in_quotes_whole_is_a_project_if_something_speaks_for_it(
    text: str, weighed: tuple[int, int], names: list[str]
) -> None:
    article, _ = read_marked(text)
    at = article.text.index(text)
    refused = [(at + weighed[0], at + weighed[1], "Project")]
    assert [name for kind, name in names_of(extract_proposed(article, [], refused)) if kind == "Project"] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("签约玄鸟铝箔生产基地、甲辰科技(襄阳)游乐园2个重大项目。", ["玄鸟铝箔生产基地", "甲辰科技(襄阳)游乐园"]),
        ("推动玄鸟铝箔生产基地、甲辰磁性材料等补链强链项目。", ["玄鸟铝箔生产基地", "甲辰磁性材料"]),
        ("推动玄鸟铝箔生产基地、甲辰磁性材料等一批重要外资项目。", ["玄鸟铝箔生产基地", "甲辰磁性材料"]),
        ("推动玄鸟铝箔生产基地、甲辰电池材料等外资项目。", []),
    ],
)
def test_the_words_that_count_a_list_may_tell_its_kind(text: str, names: list[str]) -> None:
    assert projects(text) == names
