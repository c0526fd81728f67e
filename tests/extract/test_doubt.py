"""Reasons not to believe a name, and where names begin."""

from __future__ import annotations

import pytest

from kg.extract.doubt import why_not
from kg.extract.edges import left_edge
from tests.extract.doubting import doubt, reason
from tests.handmade import extract_marked, known, names_of


@pytest.mark.parametrize("street", ["路", "大道", "街", "大街", "桥"])
def test_an_enterprise_in_the_name_of_a_street_is_none(street: str) -> None:
    assert doubt("海尔", "Enterprise", street) == "with the word behind it something else"


def test_an_enterprise_elsewhere_is_one() -> None:
    assert doubt("海尔", "Enterprise", "投资建厂") is None


def test_only_enterprises_make_streets() -> None:
    assert doubt("襄阳", "City", "路") is None


@pytest.mark.parametrize(
    "name", ["湖北省机电产业", "新能源汽车产业", "龙头企业", "湖北企业", "锂电新能源", "智慧康养", "大力弘扬"]
)
def test_words_of_trades_and_talk_are_no_enterprise(name: str) -> None:
    assert doubt(name, "Enterprise")


@pytest.mark.parametrize("name", ["湖北甲辰新能源", "甲辰科技", "玄鸟", "湖北新能源投资有限公司", "发展银行"])
def test_a_name_of_its_own_or_an_ending_of_firms_is_believed(name: str) -> None:
    assert doubt(name, "Enterprise") is None


def test_a_known_enterprise_is_believed_though_its_words_are_common() -> None:
    assert doubt("时代电气", "Enterprise") is None


@pytest.mark.parametrize("name", ["襄阳营商环境", "湖北经济", "湖北省地方政府"])
def test_a_place_and_words_of_talk_are_no_organization(name: str) -> None:
    assert doubt(name, "Organization")


@pytest.mark.parametrize("name", ["襄阳市商务局", "湖北经济学院", "武汉大学"])
def test_an_organization_is_believed(name: str) -> None:
    assert doubt(name, "Organization") is None


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("建成{K:综合性玄鸟园区}。", []),
        ("开工{E:芜湖美}的厨热项目。", [("City", "芜湖")]),
        ("引来{E:芜湖玄}公司。", [("Enterprise", "芜湖玄")]),
        ("建成{K:高品质玄鸟园区}。", []),
        ("把甲地打造成绿色集聚区、{K:玄鸟要素创新区}。", []),
        ("把甲地建设成为{K:襄阳高新区}的配套区。", [("Park", "襄阳高新区")]),  # known
        ("把甲地建好，{K:玄鸟要素创新区}开园。", [("Park", "玄鸟要素创新区")]),
        ("打造{J:标杆玄鸟综合体}。", []),
        ("举办{E:玄鸟西部国际}投资大会。", []),
        ("建设{Y:玄鸟协同战略}示范区。", []),
        ("枢纽成为{E:西部数据}要素高地。", []),
        ("引来{E:西部数据}公司。", [("Enterprise", "西部数据")]),
        ("建成{K:玄鸟综合园区}。", [("Park", "玄鸟综合园区")]),
    ],
)
def test_the_words_around_a_name_may_make_it_another_or_none(body: str, names: list[tuple[str, str]]) -> None:
    assert names_of(extract_marked(body)) == names


@pytest.mark.parametrize("kind", ["Enterprise", "Organization", "Policy"])
def test_a_known_non_name_is_none_of_any_type(kind: str) -> None:
    assert doubt("人民日报", kind) == "a known media"


@pytest.mark.parametrize(
    ("name", "kind", "rest"),
    [
        ("推进甲辰电池基地项目", "Project", "甲辰电池基地项目"),
        ("签约落户甲辰电池基地", "Project", "甲辰电池基地"),
        ("落户甲辰产业园", "Park", "甲辰产业园"),
        ("甲辰产业园", "Park", "甲辰产业园"),
        ("甲辰电池基地项目", "Project", "甲辰电池基地项目"),
    ],
)
def test_a_park_or_project_begins_behind_the_last_verb(name: str, kind: str, rest: str) -> None:
    assert name[left_edge(name, kind, known().grammar) :] == rest


@pytest.mark.parametrize("kind", ["City", "Province"])
def test_a_place_is_never_cut(kind: str) -> None:
    assert left_edge("推进襄阳", kind, known().grammar) == 0


@pytest.mark.parametrize("name", ["该集团", "上述企业", "这一项目"])
def test_what_points_elsewhere_names_nothing(name: str) -> None:
    assert doubt(name, "Enterprise") == "points at something named elsewhere"


def in_text(text: str, name: str) -> str | None:
    start = text.index(name)
    return why_not(text, start, start + len(name), "Enterprise", known().lexicon, known().grammar)


def test_a_short_name_behind_an_office_is_a_person_everywhere() -> None:
    assert in_text("李甲辰致辞。市委书记李甲辰主持。", "李甲辰") == "a person's name"
    assert in_text("李甲辰致辞。记者看到李甲辰的产品。", "李甲辰") is None
    assert in_text("董事长单位甲辰公司", "甲辰公司") is None


def test_a_known_firm_behind_an_office_stays_one() -> None:
    assert in_text("原总经理华为人", "华为") is None


@pytest.mark.parametrize("name", ["玄鸟绿心", "玄鸟新洲段", "玄鸟流域", "玄鸟湿地"])
def test_a_stretch_of_land_or_water_is_no_firm(name: str) -> None:
    assert doubt(name, "Enterprise") == "ends like a name and is none"
    assert doubt(f"{name}科技有限公司", "Enterprise") is None


@pytest.mark.parametrize(
    ("name", "kind", "after"),
    [("玄鸟项目", "Project", "季启动"), ("玄鸟项目", "Project", "库更新"), ("玄鸟", "Enterprise", "小区")],
)
def test_the_word_behind_may_make_something_else_of_a_name(name: str, kind: str, after: str) -> None:
    assert doubt(name, kind, after) == "with the word behind it something else"
    assert doubt(name, kind, "启动") is None


def test_a_papers_dateline_names_no_firm() -> None:
    assert doubt("玄鸟网", "Enterprise", "5月20日电") == "a paper's dateline"
    assert doubt("玄鸟网", "Enterprise", "5月20日开工") is None


def test_a_firm_behind_a_place_is_no_body() -> None:
    assert doubt("郑州市中建七局", "Organization") == "a firm and the place in front of it"
    assert doubt("郑州市玄鸟局", "Organization") is None


def test_a_place_and_a_trade_may_be_a_firm() -> None:
    assert doubt("广西石化", "Enterprise") is None
    assert doubt("长春化工", "Enterprise") is None
    assert doubt("广西石化产业", "Enterprise") == "only words of trades and talk"
    assert doubt("石化", "Enterprise") == "only words of trades and talk"


def test_ore_is_no_firm_and_a_firm_of_resources_is_one() -> None:
    assert doubt("玄鸟锂辉矿资源", "Enterprise") == "ends like a name and is none"
    assert doubt("玄鸟资源", "Enterprise") is None


@pytest.mark.parametrize(
    ("text", "kind", "why"),
    [
        ("万事俱备,只欠⟨东风⟩。", "Enterprise", "a common word"),
        ("⟨东风⟩在十堰的零部件厂。", "Enterprise", None),
        ("建成辐射四方、⟨联通⟩世界的枢纽。", "Enterprise", "a common word"),
        ("⟨联通⟩在十堰建基站。", "Enterprise", None),
        ("打造⟨世界先进⟩、国内领先的工厂。", "Enterprise", "a common word"),
        ("⟨世界先进⟩在厦门建厂。", "Enterprise", None),
        ("今年又获⟨大丰⟩收。", "City", "a common word"),
        ("赴⟨大丰⟩考察。", "City", None),
        ("研究和⟨开发畜牧行业⟩的设备。", "Enterprise", "ends like a name and is none"),
        ("也是⟨玄铁装备及云杉⟩主要供应商。", "Project", "with the word behind it something else"),
        ("⟨19宗项目⟩集中开工。", "Project", "a count"),
        ("⟨二十余个产业项目⟩集中开工。", "Project", "a count"),
        ("⟨百个玄鸟项目⟩集中开工。", "Project", None),
        ("投产后可⟨年产5万吨铝箔⟩。", "Project", "what is made in a year"),
        ("投产后可⟨年产5万吨铝箔项目⟩。", "Project", None),
        ("开工的是⟨年产5万吨铝箔⟩。", "Project", None),
        ("小城成了全国最大的⟨甲辰生产基地⟩。", "Project", "what something becomes"),
        ("小城建成全国最大的⟨甲辰生产基地⟩。", "Project", "what something becomes"),
        ("小城有全国最大的⟨甲辰生产基地⟩。", "Project", None),
        ("它是苏北投资最大的⟨玄鸟封装项目⟩。", "Project", "what something is"),
        ("它是最早在⟨玄鸟产业园⟩拿地的。", "Park", None),
        ("作为⟨甲辰设计集聚区⟩的玄鸟设计城。", "Park", "what something is"),
        ("作为⟨甲辰设计集聚区⟩首批企业。", "Park", None),
        ("由一家外资控股的⟨高新技术投资公司⟩设立。", "Enterprise", "a kind of firms"),
        ("由一家外资控股的⟨玄鸟技术投资公司⟩设立。", "Enterprise", None),
        ("该项目将在园区设立检测馆、⟨智算中心⟩两个部分。", "Project", "what something consists of"),
        ("一期项目拟建设⟨年产2万吨铝箔生产线⟩、年产5万吨铜箔生产线。", "Project", "what something consists of"),
        ("该项目签约,甲地将建设研制中心、⟨智算中心⟩等两个项目。", "Project", None),
        ("该园区将设立检测馆、⟨智算中心⟩两个部分。", "Project", None),
        ("该项目开工。甲地建设研制中心、⟨智算中心⟩。", "Project", None),
        ("该项目与⟨玄鸟二期项目⟩、乙巳项目同日建设。", "Project", None),
        ("推广⟨公司+农户模式⟩。", "Policy", "a formula"),
        ("推广⟨甲辰模式⟩。", "Policy", None),
        ("推动⟨中成药⟩研发。", "Enterprise", "only words of trades and talk"),
        ("推动⟨甲辰药业⟩研发。", "Enterprise", None),
    ],
)
def test_words_around_a_name_that_speak_against_it(text: str, kind: str, why: str | None) -> None:
    assert reason(text, kind) == why


@pytest.mark.parametrize("name", ["乡镇卫生院", "社区卫生服务中心", "县级中医医院", "电子税务局", "行业研究院"])
def test_a_kind_of_bodies_is_none(name: str) -> None:
    assert doubt(name, "Organization") == "a kind of bodies"


@pytest.mark.parametrize(
    "name", ["襄阳市中医医院", "甲辰社区卫生服务中心", "市商务局", "电子科技大学", "甲辰行业协会", "研究中心"]
)
def test_a_body_with_a_word_of_its_own_is_one(name: str) -> None:
    assert doubt(name, "Organization") is None


def test_a_bureau_behind_a_place_is_no_firm_though_a_firm_is_called_so() -> None:
    assert doubt("襄阳市招商局", "Organization") is None
    assert doubt("襄阳比亚迪", "Organization") == "a firm and the place in front of it"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("桂林机床", None),
        ("台山核电", None),
        ("机床", "only words of trades and talk"),
        ("桂林机床产业", "only words of trades and talk"),
    ],
)
def test_a_place_and_one_trade_may_be_a_firm(name: str, why: str | None) -> None:
    assert doubt(name, "Enterprise") == why


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("最小的是{E:海丰石油装备}和它的门卫", True),
        ("污水厂由{E:玄鸟环境}运营", True),
        ("推动{E:湖北石油装备产业}发展", False),
        ("优化{E:襄阳营商环境}", False),
    ],
)
def test_a_firm_may_be_called_by_several_trades_behind_its_place(text: str, is_one: bool) -> None:
    assert ("Enterprise" in [kind for kind, _ in names_of(extract_marked(text))]) == is_one


@pytest.mark.parametrize(
    ("text", "kind", "is_one"),
    [
        ("⟨陕西信息科技⟩的发展令人期待", "Enterprise", False),
        ("⟨陕西信息科技⟩领域人才多", "Enterprise", False),
        ("⟨陕西信息科技⟩的发展历程", "Enterprise", False),
        ("⟨陕西信息科技⟩的订单", "Enterprise", True),
        ("⟨陕西玄鸟科技⟩的发展令人期待", "Enterprise", True),
        ("⟨玄鸟货运⟩班列开行", "Enterprise", False),
        ("⟨玄鸟⟩百强企业", "Enterprise", False),
        ("⟨玄鸟产业集群⟩扩大", "Enterprise", False),
        ("⟨玄鸟⟩百货开业", "Enterprise", True),
        ("“⟨玄鸟市正积极争取纳入试点城市⟩”", "Policy", False),
        ("“⟨玄鸟进位⟩”行动", "Policy", True),
        ("《⟨争取玄鸟资金的办法⟩》", "Policy", True),
    ],
)
def test_trades_trains_ranks_and_speech_are_no_names(text: str, kind: str, is_one: bool) -> None:
    assert (reason(text, kind) is None) == is_one


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("构建东连沧海、⟨西接玄原⟩的通道。", "Enterprise"),
        ("百家企业⟨齐聚青原⟩。", "Enterprise"),
        ("进行补链、⟨延链⟩、强链招商。", "Enterprise"),
        ("集团经理⟨阿里木江⟩·玄某说,明年投产。", "Enterprise"),
        ("举办⟨湖北石化⟩产业推介会。", "Enterprise"),
        ("⟨湖北工业⟩“新三样”成效明显。", "Enterprise"),
        ("形成了玄鸟亚麻、⟨襄阳汽车⟩、白塘玉米等为代表的产业集群。", "Enterprise"),
        ("在青原打造以岚川电力为龙头的⟨光伏产业集群⟩。", "Project"),
        ("打造“贯通南北”的示范基地和⟨国际商贸物流中心⟩。", "Project"),
        ("逐步把青原建成具有竞争优势的⟨石油化工生产基地⟩。", "Project"),
        ("与客商签订了⟨36项投资项目⟩。", "Project"),
        ("为建成一体化的⟨绿色硅基产业园区⟩奠定基础。", "Park"),
        ("涵盖硅砂新材料、⟨玉米生物⟩、文化旅游等九大产业链,总投资3亿元。", "Enterprise"),
        ("⟨青原开发区大抓项目⟩建设。", "Project"),
        ("青原市⟨“5+2+1”产业体系⟩。", "Policy"),
    ],
)
def test_what_is_done_said_or_aimed_at_is_no_name(text: str, kind: str) -> None:
    assert reason(text.replace("“", '"').replace("”", '"'), kind) is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("⟨西接玄原物流有限公司⟩落户。", "Enterprise"),
        ("⟨强链科技⟩落户。", "Enterprise"),
        ("⟨湖北石化⟩产业园开工。", "Enterprise"),
        ("投资5亿元建设⟨光伏产业集群⟩。", "Project"),
        ("⟨36号储罐项目⟩开工。", "Project"),
        ("建成⟨绿色硅基产业园区⟩,奠定了基础。", "Park"),
    ],
)
def test_a_name_that_only_looks_like_it_is_believed(text: str, kind: str) -> None:
    assert reason(text, kind) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("参加⟨襄阳双向投资⟩合作推介会。", "what a meeting is about"),
        ("参加⟨玄鸟科技⟩推介会。", "what a meeting is about"),
        ("参加⟨玄鸟集团⟩推介会。", None),  # ends like a firm
        ("参加⟨华为⟩推介会。", None),  # known
        ("⟨玄鸟科技⟩举办推介会。", None),
    ],
)
def test_what_a_meeting_is_called_by_is_no_firm(text: str, why: str | None) -> None:
    assert reason(text, "Enterprise") == why
