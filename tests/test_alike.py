"""The same news posted twice is recognised; other news of the same form is not."""

from collections import defaultdict
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from kg.alike import bands_of, find_alike, join_pairs, pair_alike, sign_article
from kg.model import Article

NEWS = (
    "6月1日，岷川航发动力科技有限公司与襄阳高新区管委会正式签约，将在高新区建设航空发动机零部件生产基地。"
    "项目总投资12亿元，占地200亩，分两期建设，其中一期投资5亿元，预计明年6月投产，达产后年产值可达20亿元，"
    "带动就业800余人。签约仪式上，襄阳市副市长表示，将为企业提供全流程服务，推动项目早开工、早建成、早达效。"
    "近年来，襄阳高新区围绕航空航天产业链持续发力，已集聚上下游企业四十余家，产业规模突破百亿元。"
)
OTHER = (
    "6月2日，宜昌市举行集中开工活动，涉及化工新材料、生物医药、装备制造等领域三十六个项目，总投资318亿元。"
    "活动现场，市委主要负责人宣布项目开工。据介绍，此次开工的项目中，投资超过十亿元的有九个，"
    "涵盖磷化工转型升级、锂电材料一体化等方向，全部建成后预计新增产值五百亿元，将为全市高质量发展注入动力。"
)


def alike(**bodies: str) -> dict[str, str]:
    return find_alike({name: sign_article(Article(id=name, title="", body=body)) for name, body in bodies.items()})


def test_another_headline_or_a_line_more_is_the_same_news() -> None:
    with_line = NEWS + "（来源：襄阳日报，记者张三）"
    corrected = NEWS.replace("800余人", "八百多人").replace("，", ", ")
    headlines = [Article(id=name, title=f"{name}的标题", body=NEWS) for name in ("a", "b")]
    assert find_alike({one.id: sign_article(one) for one in headlines}) == {"b": "a"}
    assert alike(a=NEWS, b=with_line, c=corrected) == {"b": "a", "c": "a"}


def test_other_news_of_the_same_day_is_not() -> None:
    assert alike(a=NEWS, b=OTHER, c=OTHER + NEWS) == {}


def test_what_is_too_short_to_tell_is_like_nothing() -> None:
    assert alike(a="襄阳市签约。", b="襄阳市签约。", c="") == {}


def test_neither_order_nor_what_stands_beside_matters() -> None:
    bodies = {"b": NEWS, "a": NEWS + "（完）", "d": OTHER, "c": OTHER + "据新华社电"}
    found = {tuple(sorted(alike(**{name: bodies[name] for name in order}).items())) for order in permutations(bodies)}
    assert found == {(("b", "a"), ("d", "c"))}


@given(st.text(min_size=20))
def test_every_text_is_like_itself_or_has_no_signature(text: str) -> None:
    signature = sign_article(Article(id="a", title="", body=text))
    assert find_alike({"a": signature, "b": signature}) == ({"b": "a"} if signature else {})


def test_bands_taken_apart_and_joined_give_what_all_signatures_together_give() -> None:
    bodies = {f"{n:02}": (NEWS if n % 3 else OTHER)[n:] + "记者报道" * n for n in range(18)} | {"brief": "短"}
    signatures = {name: sign_article(Article(id=name, title="", body=body)) for name, body in bodies.items()}
    sharing: defaultdict[bytes, dict[str, bytes]] = defaultdict(dict)
    for name, signature in signatures.items():
        for band in bands_of(signature):
            sharing[band][name] = signature
    pairs = [pair for found in sharing.values() for pair in pair_alike(found).items()]
    assert join_pairs(pairs) == find_alike(signatures)
    assert len({*join_pairs(pairs).values()}) >= 2
