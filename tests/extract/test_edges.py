"""Where proposed names really begin and end, and of which type they are."""

from __future__ import annotations

import pytest

from kg.extract.edges import mend_edges
from kg.extract.tails import whole_parks, with_tails
from tests.handmade import extract_marked, known, names_of


def mended(text: str, kind: str) -> list[str]:
    """What becomes of the proposal between ⟨ and ⟩; another type than proposed is told."""
    start, end = text.index("⟨"), text.index("⟩") - 1
    folded = text.replace("⟨", "").replace("⟩", "")
    found = mend_edges(folded, start, end, kind, known().lexicon, known().grammar)
    return [folded[low:high] + ("" if to == kind else f" is a {to}") for low, high, to in found]


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
    ("text", "kind", "names"),
    [
        ("⟨甲辰口水电站、乙巳岭水电站⟩", "Project", ["甲辰口水电站", "乙巳岭水电站"]),
        ("⟨甲辰风电项目和乙巳光伏项目⟩", "Project", ["甲辰风电项目", "乙巳光伏项目"]),
        ("⟨甲辰制剂、中间体项目⟩", "Project", ["甲辰制剂、中间体项目"]),
        ("⟨甲辰研发和生产基地⟩", "Project", ["甲辰研发和生产基地"]),
        ("⟨甲辰电机生产线及配套设施项目⟩", "Project", ["甲辰电机生产线及配套设施项目"]),
        ("⟨甲辰产业园、乙巳生产基地⟩", "Project", ["甲辰产业园 is a Park", "乙巳生产基地"]),
        ("⟨甲辰、乙巳、丙午⟩", "Enterprise", ["甲辰", "乙巳", "丙午"]),
        ("⟨甲辰和乙巳⟩", "Enterprise", ["甲辰和乙巳"]),
        ("⟨甲辰产业园、乙巳工业园⟩", "Park", ["甲辰产业园", "乙巳工业园"]),
        ("⟨“一体、两翼”战略⟩", "Policy", ['"一体、两翼"战略']),
    ],
)
def test_a_chain_of_names_is_many(text: str, kind: str, names: list[str]) -> None:
    assert mended(text.replace("“", '"').replace("”", '"'), kind) == names


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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("介绍县情⟨和县经开区⟩。", ["县经开区"]),
        ("走访街道⟨和区工业园⟩。", ["区工业园"]),
        ("和县今年忙。介绍⟨和县经开区⟩。", ["和县经开区"]),
        ("安徽⟨和县经开区⟩。", ["和县经开区"]),
        ("落户⟨和平工业园⟩。", ["和平工业园"]),
    ],
)
def test_an_and_before_a_countys_zone_is_no_part_of_it(text: str, names: list[str]) -> None:
    assert mended(text, "Park") == names


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
    ("text", "kind", "names"),
    [
        ("⟨甲辰产业园⟩奠基。", "Project", ["甲辰产业园 is a Park"]),
        ("⟨甲辰产业园⟩一期奠基。", "Project", ["甲辰产业园"]),
        ("⟨甲辰产业园项目⟩奠基。", "Park", ["甲辰产业园项目 is a Project"]),
        ("⟨甲辰管委会⟩说。", "Park", ["甲辰管委会 is a Organization"]),
        ("⟨甲辰有限公司⟩说。", "Project", ["甲辰有限公司 is a Enterprise"]),
        ("⟨甲辰产业园⟩条例", "Policy", ["甲辰产业园"]),
        ("⟨甲辰⟩说。", "Park", ["甲辰"]),
    ],
)
def test_endings_tell_the_type(text: str, kind: str, names: list[str]) -> None:
    assert mended(text, kind) == names


def tailed(text: str, kind: str) -> list[tuple[str, str]]:
    start, end = text.index("⟨"), text.index("⟩") - 1
    folded = text.replace("⟨", "").replace("⟩", "")
    found = with_tails(folded, [(start, end, kind, "crf")], known().grammar)
    return [(folded[low:high], to) for low, high, to, _ in found]


@pytest.mark.parametrize(
    ("text", "kind", "name", "whole"),
    [
        ("⟨襄阳⟩高新区挂牌", "City", "襄阳高新区", "Park"),
        ("⟨襄阳⟩经济技术开发区挂牌", "City", "襄阳经济技术开发区", "Park"),
        ("⟨襄阳⟩高新区管委会说", "City", "襄阳", "City"),
        ("⟨襄阳⟩园区挂牌", "City", "襄阳", "City"),
        ("⟨襄阳⟩市场监管局说", "City", "襄阳市场监管局", "Organization"),
        ("⟨甲辰园⟩管委会说", "Park", "甲辰园管委会", "Organization"),
        ("⟨甲辰⟩集团说", "Enterprise", "甲辰集团", "Enterprise"),
        ("⟨甲辰⟩项目开工", "Enterprise", "甲辰项目", "Project"),
        ("⟨甲辰⟩项目建设提速", "Enterprise", "甲辰", "Enterprise"),
        ("⟨甲辰⟩项目季启动", "Enterprise", "甲辰", "Enterprise"),
        ("⟨甲辰⟩项目6个", "Enterprise", "甲辰", "Enterprise"),
        ("⟨襄阳市委⟩宣传部供图", "Organization", "襄阳市委宣传部", "Organization"),
        ("⟨襄阳⟩建投集团中标", "City", "襄阳建投集团", "Enterprise"),
        ("⟨甲辰⟩的项目", "Enterprise", "甲辰", "Enterprise"),
    ],
)
def test_a_word_behind_a_name_may_belong_to_it(text: str, kind: str, name: str, whole: str) -> None:
    assert tailed(text, kind) == [(name, whole)]


def test_a_tail_does_not_reach_into_the_next_name() -> None:
    folded = "襄阳高新区"
    found = [(0, 2, "City", "crf"), (2, 5, "Park", "crf")]
    assert list(with_tails(folded, found, known().grammar)) == found


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
        ("⟨和达科技⟩", ["和达科技"]),
    ],
)
def test_a_firm_ends_before_what_is_said_of_it(text: str, names: list[str]) -> None:
    assert mended(text, "Enterprise") == names


def test_china_and_another_side_are_one_name() -> None:
    assert mended("中国-⟨东盟玄鸟产业园项目⟩", "Project") == ["中国-东盟玄鸟产业园项目"]
    assert mended("⟨甲辰生产基地暨乙巳生产基地⟩", "Project") == ["甲辰生产基地", "乙巳生产基地"]
    assert mended("⟨甲辰小镇暨乙巳生产基地项目⟩", "Project") == ["甲辰小镇暨乙巳生产基地项目"]
    assert mended("⟨组织部长宣布甲辰生产基地⟩", "Project") == ["甲辰生产基地"]


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


def test_quoted_schemes_in_a_chain_are_many() -> None:
    assert mended('出台⟨"甲辰十条"、"乙巳十条"⟩。', "Policy") == ["甲辰十条", "乙巳十条"]
    assert mended('出台⟨"甲辰、乙巳"行动⟩。', "Policy") == ['"甲辰、乙巳"行动']
    assert mended('出台⟨招商"十条⟩"。', "Policy") == ['招商"十条"']


def test_schemes_named_as_such_in_a_chain_are_many() -> None:
    assert mended("推行⟨田长制、路长制⟩。", "Policy") == ["田长制", "路长制"]
    assert mended("启动⟨强链、补链行动⟩。", "Policy") == ["强链、补链行动"]


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
    ("text", "name"),
    [("甲辰产业园区建成", "甲辰产业园区"), ("甲辰产业园区域合作", "甲辰产业园"), ("甲辰产业园建成", "甲辰产业园")],
)
def test_a_park_has_the_area_behind_it(text: str, name: str) -> None:
    assert [
        text[start:end] for start, end, _, _ in whole_parks(text, [(0, 5, "Park", "repeated")], known().grammar)
    ] == [name]


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("⟨甲辰稻谷加工与米糠油精炼工厂⟩", "Project", ["甲辰稻谷加工与米糠油精炼工厂"]),
        ("⟨甲辰整体搬迁及扩能项目⟩", "Project", ["甲辰整体搬迁及扩能项目"]),
        ("⟨甲辰总部及乙巳生产基地项目⟩", "Project", ["甲辰总部及乙巳生产基地项目"]),
        ("⟨甲辰总部和乙巳生产基地⟩", "Project", ["甲辰总部", "乙巳生产基地"]),
        ("⟨甲辰口水电站、乙巳岭水电站及丙午湾水电站⟩", "Project", ["甲辰口水电站", "乙巳岭水电站", "丙午湾水电站"]),
    ],
)
def test_a_work_and_its_second_part_are_one_name(text: str, kind: str, names: list[str]) -> None:
    assert mended(text, kind) == names


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("⟨和林格尔数据中心⟩", "Project", ["和林格尔数据中心"]),
        ("⟨和静铁粉基地⟩", "Project", ["和静铁粉基地"]),
        ("⟨和林格尔数据中心和甲辰数据中心⟩", "Project", ["和林格尔数据中心", "甲辰数据中心"]),
        ("⟨和林格尔新区⟩", "Park", ["和林格尔新区"]),
        ("⟨和甲辰工业园⟩", "Park", ["甲辰工业园"]),
        ("⟨和甲辰数据中心⟩", "Project", ["甲辰数据中心"]),
    ],
)
def test_the_first_character_of_a_known_place_is_no_and(text: str, kind: str, names: list[str]) -> None:
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
    ("text", "names"),
    [
        ("设在{K:冷水江市冷水江经济开发区}内", [("City", "冷水江市"), ("Park", "冷水江经济开发区")]),
        ("设在{K:宝鸡宝鸡高新区}内", [("City", "宝鸡"), ("Park", "宝鸡高新区")]),
        ("设在{K:栾城区石家庄高新区}内", [("City", "栾城区"), ("Park", "石家庄高新区")]),  # it lies in the second
        ("设在{K:佛山顺德高新区}内", [("Park", "佛山顺德高新区")]),  # the second lies in it
        ("设在{K:阜阳合肥现代产业园}内", [("Park", "阜阳合肥现代产业园")]),  # of two sides
    ],
)
def test_a_place_in_front_of_a_park_that_has_its_own_is_apart(text: str, names: list[tuple[str, str]]) -> None:
    assert names_of(extract_marked(text)) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("⟨经开区·襄州区⟩", ["襄州区"]),
        ("⟨襄州区·经开区⟩", ["襄州区"]),
        ("⟨襄城区·樊城区⟩", ["襄城区", "樊城区"]),
        ("⟨甲辰·乙巳⟩", ["甲辰·乙巳"]),  # neither is a division
        ("⟨襄州区⟩·双沟", ["襄州区"]),
    ],
)
def test_a_district_that_is_run_as_one_with_a_zone_is_that_district(text: str, names: list[str]) -> None:
    assert mended(text, "City") == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("总投资3亿元的⟨甲辰产业基地⟩开工", "甲辰产业基地 is a Project"),
        ("引来投资额约12.5亿元的⟨甲辰云谷⟩", "甲辰云谷 is a Project"),
        ("总投资3亿元的⟨甲辰产业园⟩开工", "甲辰产业园"),  # its ending tells
        ("⟨甲辰产业基地⟩总投资3亿元", "甲辰产业基地"),
        ("总投资3亿元的企业来到⟨甲辰产业基地⟩", "甲辰产业基地"),
    ],
)
def test_what_costs_so_much_is_a_project(text: str, name: str) -> None:
    assert mended(text, "Park") == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("正在筹建⟨甲辰陶瓷博物馆⟩,", "甲辰陶瓷博物馆 is a Project"),
        ("新建⟨襄州区人民医院⟩", "襄州区人民医院 is a Project"),
        ("⟨甲辰陶瓷博物馆⟩建设", "甲辰陶瓷博物馆"),
        ("走进⟨甲辰陶瓷博物馆⟩", "甲辰陶瓷博物馆"),
        ("建设⟨甲辰研究院⟩", "甲辰研究院"),  # what is founded so is a body already
        ("新建厂房的⟨襄州区人民医院⟩", "襄州区人民医院"),
    ],
)
def test_a_public_house_that_is_being_built_is_a_project(text: str, name: str) -> None:
    assert mended(text, "Organization") == [name]


def test_a_centre_of_farming_that_is_run_like_a_park_is_one() -> None:
    assert mended("⟨襄阳国家农创中心⟩", "Organization") == ["襄阳国家农创中心 is a Park"]
    assert mended("⟨襄阳农创中心管委会⟩", "Organization") == ["襄阳农创中心管委会"]


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
