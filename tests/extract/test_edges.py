"""Where proposed names really begin and end, and of which type they are."""

from __future__ import annotations

import pytest

from tests.extract.mending import mended


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("建成200⟨00吨玄鸟项目⟩。", "Project", ["20000吨玄鸟项目"]),
        ("引进S⟨K玄鸟⟩。", "Enterprise", ["SK玄鸟"]),
        ("核电站的1、⟨2号机组项目⟩开工。", "Project", ["1、2号机组项目"]),
        ("\n1、⟨2号机组项目⟩开工。", "Project", ["2号机组项目"]),
        ("甲地、⟨2号机组项目⟩开工。", "Project", ["2号机组项目"]),
        ("机组六台,1、⟨2号机组项目⟩开工。", "Project", ["1、2号机组项目"]),
        ("开工。1、⟨2号机组项目⟩。", "Project", ["2号机组项目"]),
    ],
)
def test_a_number_is_never_cut(text: str, kind: str, names: list[str]) -> None:
    assert mended(text, kind) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("⟨谷城县委常委⟩、副县长", ["谷城县委"]),
        ("⟨谷城县县委副书记⟩到场", ["谷城县县委"]),
        ("⟨谷城县商务局局长⟩到场", ["谷城县商务局"]),
        ("⟨谷城县商务局局长王甲⟩到场", ["谷城县商务局"]),
        ("⟨谷城县县委常委会⟩召开", ["谷城县县委常委会"]),
        ("⟨谷城县居民委员会⟩成立", ["谷城县居民委员会"]),
        ("⟨省主任⟩到场", ["省主任"]),  # nothing would be left
    ],
)
def test_who_holds_an_office_is_no_part_of_the_body(text: str, names: list[str]) -> None:
    assert mended(text, "Organization") == names


def test_a_name_that_begins_with_a_quote_keeps_both_marks() -> None:
    assert mended('开展⟨"招大引强"专项行动⟩。', "Policy") == ['"招大引强"专项行动']
    assert mended('开展⟨"招大引强"⟩。', "Policy") == ["招大引强"]
    assert mended('⟨招大引强"专项行动⟩。', "Policy") == ['招大引强"专项行动']
    assert mended("推进'⟨1+2'试点⟩。", "Policy") == ["'1+2'试点"]


def test_a_foreign_name_in_brackets_is_another_name_of_the_same() -> None:
    assert mended("⟨英特尔(Intel)⟩来了。", "Enterprise") == ["英特尔"]
    assert mended("⟨英特尔(中国)⟩来了。", "Enterprise") == ["英特尔(中国)"]
    assert mended("⟨甲辰(EPC)项目⟩来了。", "Project") == ["甲辰(EPC)项目"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("⟨甲辰加码合肥⟩", ["甲辰"]),
        ("⟨甲辰集团乙巳建设公司应邀⟩到场", ["甲辰集团乙巳建设公司"]),
        ("由⟨甲辰新城委托乙巳水投集团⟩建设。", ["甲辰新城", "乙巳水投集团"]),
        ("⟨甲辰联合投资股份有限公司⟩", ["甲辰联合投资股份有限公司"]),
        ("⟨甲辰联合投资乙巳科技有限公司⟩", ["甲辰", "乙巳科技有限公司"]),
        ("⟨甲辰携手乙巳科技⟩", ["甲辰", "乙巳科技"]),
        ("⟨携手乙巳科技⟩", ["乙巳科技"]),
        ("⟨甲辰食品中国区CEO王丙⟩", ["甲辰食品"]),
        ("⟨甲辰有限公司汽车电子⟩新厂", ["甲辰有限公司"]),
        ("⟨甲辰有限公司第三事业部⟩", ["甲辰有限公司第三事业部"]),
        ("⟨甲辰有限公司清洁能源分公司⟩", ["甲辰有限公司清洁能源分公司"]),
        ("⟨将华为⟩打造", ["华为"]),
        ("来到台⟨企甲辰电子有限公司⟩", ["甲辰电子有限公司"]),
        ("来到⟨台企甲辰电子⟩", ["甲辰电子"]),
        ("⟨希望湖北甲辰公司⟩加快", ["湖北甲辰公司"]),
        ("⟨希望甲辰集团⟩加快", ["希望甲辰集团"]),  # may be its name
        ("⟨和达科技⟩", ["和达科技"]),
    ],
)
def test_a_firm_ends_before_what_is_said_of_it(text: str, names: list[str]) -> None:
    assert mended(text, "Enterprise") == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“甲辰重能(襄阳⟨)风电产业园⟩", "甲辰重能(襄阳)风电产业园"),
        ("甲辰重能(⟨襄阳)风电产业园⟩", "甲辰重能(襄阳)风电产业园"),
        ("建成的甲辰(⟨襄阳)风电产业园⟩", "甲辰(襄阳)风电产业园"),
        ("建成(一期)⟨甲辰产业园⟩", "甲辰产业园"),
    ],
)
def test_a_bracket_that_a_name_closes_it_opens_too(text: str, name: str) -> None:
    assert mended(text.replace("“", '"'), "Park") == [name]


def test_a_firm_of_china_keeps_its_country() -> None:
    assert mended("由中国⟨中甲研究所有限公司⟩", "Enterprise") == ["中国中甲研究所有限公司"]
    assert mended("在中国⟨中甲公司⟩很大", "Enterprise") == ["中甲公司"]
    assert mended("由中国⟨甲辰公司⟩", "Enterprise") == ["甲辰公司"]


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("⟨国家重点水利项目甲辰河入江水道工程⟩", "Project", ["甲辰河入江水道工程"]),
        ("⟨甲辰重点工程建设项目⟩", "Project", ["甲辰重点工程建设项目"]),
        ("⟨甲辰铝型材深加工六大项目⟩", "Project", ["甲辰铝型材深加工"]),
        ("⟨甲辰整车基地首车下线⟩", "Project", ["甲辰整车基地"]),
        ("⟨甲辰城市轨道交通车辆基地⟩", "Project", ["甲辰城市轨道交通车辆基地"]),
        ("⟨甲辰长湾大桥通车⟩", "Project", ["甲辰长湾大桥"]),
        ("⟨甲辰物流园项目分会场⟩", "Project", ["甲辰物流园项目"]),
        ("⟨市长见证甲辰铝箔项目⟩", "Project", ["甲辰铝箔项目"]),
        ("⟨甲辰产业园加大项目⟩", "Project", []),
        ("⟨甲辰新城地下线缆入廊工程⟩", "Project", ["甲辰新城地下线缆入廊工程"]),
        ("⟨甲辰铝型材深加工两大制造业项目⟩", "Project", ["甲辰铝型材深加工"]),
        ("⟨甲辰艺术馆、乙巳细胞诊疗中心⟩", "Project", ["甲辰艺术馆", "乙巳细胞诊疗中心"]),
        ("⟨甲辰研发、检测中心⟩", "Project", ["甲辰研发、检测中心"]),
        ("⟨傅志明代表市财政局⟩", "Organization", ["市财政局"]),
        ("⟨甲辰市人民代表大会⟩", "Organization", ["甲辰市人民代表大会"]),
        ("⟨甲辰大学校长王某某⟩", "Organization", ["甲辰大学"]),
        ("⟨甲辰大学副校长王某⟩", "Organization", ["甲辰大学"]),
        ("⟨甲辰大学校长联盟⟩", "Organization", ["甲辰大学校长联盟"]),
        ('⟨"甲辰行动"等重大战略⟩', "Policy", ["甲辰行动"]),
    ],
)
def test_what_is_said_of_a_name_is_no_part_of_it(text: str, kind: str, names: list[str]) -> None:
    assert mended(text, kind) == names


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("⟨甲辰材料联合实验室⟩", "Organization", ["甲辰材料联合实验室"]),
        ("⟨联合国甲辰署⟩", "Organization", ["联合国甲辰署"]),
        ("⟨甲辰公司联合乙巳大学⟩", "Organization", ["乙巳大学"]),
        ("⟨甲辰道路提升工程⟩", "Project", ["甲辰道路提升工程"]),
        ("⟨甲辰道路提升工程(一期)⟩", "Project", ["甲辰道路提升工程(一期)"]),
        ("⟨甲辰道路提升工程二期⟩", "Project", ["甲辰道路提升工程二期"]),
        ("⟨着力提升工程机械项目⟩", "Project", ["工程机械项目"]),
        ("⟨甲辰旅游区提升⟩", "Project", ["甲辰旅游区提升"]),
        ("⟨甲辰水果落地加工厂⟩", "Project", ["甲辰水果落地加工厂"]),
        ("⟨提升甲辰生产基地⟩", "Project", ["甲辰生产基地"]),
        ("⟨提升项目甲辰生产基地⟩", "Project", ["项目甲辰生产基地"]),
        ("⟨产能提升签约甲辰生产基地⟩", "Project", ["甲辰生产基地"]),
        ("⟨甲乙丙承接产业转移示范区⟩", "Park", ["甲乙丙承接产业转移示范区"]),
        ("⟨承接甲辰产业园⟩", "Park", ["甲辰产业园"]),
    ],
)
def test_a_verb_that_is_part_of_a_noun_cuts_nothing(text: str, kind: str, names: list[str]) -> None:
    assert mended(text, kind) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("甲辰磨具有限公司⟨上海叶轮加工项目⟩。", ["上海叶轮加工项目"]),
        ("签约⟨上元湖叶轮加工项目⟩。", ["上元湖叶轮加工项目"]),
    ],
)
def test_a_firm_sets_up_a_project(text: str, names: list[str]) -> None:
    assert mended(text, "Project") == names


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ('⟨青原能源基地荣获"中国玄铁产业基地"⟩称号。', "Park", ["青原能源基地"]),
        ("⟨岚川集团项目⟩负责人说。", "Project", ["岚川集团 is a Enterprise"]),
        ("⟨岚川集团铝箔项目⟩负责人说。", "Project", ["岚川集团铝箔项目"]),
        ("签约的12个项目⟨中岚河上游水电站⟩等5个项目开工。", "Project", ["岚河上游水电站"]),
        ("签约的12个项目⟨中国铁建青原桥梁项目⟩开工。", "Project", ["中国铁建青原桥梁项目"]),
        ("签约的项目有⟨中岚水电站⟩。", "Project", ["中岚水电站"]),
    ],
)
def test_a_name_ends_before_what_a_park_is_given_and_who_works_for_a_firm(
    text: str, kind: str, names: list[str]
) -> None:
    assert mended(text, kind) == names


def test_a_project_begins_behind_what_has_it() -> None:
    assert mended("其中⟨新材料产业链有玄鸟铝箔项目⟩。", "Project") == ["玄鸟铝箔项目"]
    assert mended("其中⟨有机新材料玄鸟铝箔项目⟩。", "Project") == ["有机新材料玄鸟铝箔项目"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("供应⟨玄鸟汽车生产⟩的车型。", ["玄鸟汽车"]),
        ("供应⟨玄鸟汽车制造⟩公司。", ["玄鸟汽车制造"]),
        ("⟨玄鸟汽车制造有限公司⟩的车型。", ["玄鸟汽车制造有限公司"]),
    ],
)
def test_a_firm_ends_before_what_it_does(text: str, names: list[str]) -> None:
    assert mended(text, "Enterprise") == names
