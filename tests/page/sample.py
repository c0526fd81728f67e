"""Property graphs to look at: one made by hand with hostile words in it, and large ones made by rule.

All sentences are our own and no source of facts.
"""

from __future__ import annotations

import networkx as nx

from kg.model import Article, Attribute, Evidence, Modality, Span

IMAGE = "<img src=x onerror=document.title='broken'>"
SCRIPT = "</script><script>document.title='broken'</script>"
BACKWARDS = "襄\u202e阳\u200f测试\u2066公司"

WORKS = Article(
    id="a1",
    title="比亚迪襄阳产业园项目开工",
    body="比亚迪在襄阳市投资100亿元，建设比亚迪襄阳产业园项目。𠮷林重工也已落户襄阳市。项目计划于2024年5月投产。",
    date="2024-05-06",
    url="https://example.org/a1",
)
HOSTILE = Article(
    id="a2|<b>",
    title=f"标题里有{IMAGE}",
    body=f"{SCRIPT}在襄阳高新区落户，{BACKWARDS}拟在武汉市设厂。\u2028末行&amp;结束。\ud800",
    url="javascript:document.title='broken'",
)
PARK = Article(
    id="a3",
    title="襄阳高新区再添新项目",
    body="襄阳高新区位于襄阳市，弗迪电池落户襄阳高新区。弗迪电池是比亚迪的子公司。",
    date="2023-11",
)


def span(article: Article, text: str, after: str = "") -> Span:
    """The first place where an article says `text`, behind `after`."""
    start = article.text.index(text, article.text.index(after) if after else 0)
    return Span.of(article, start, start + len(text))


def evidence(
    article: Article, passage: str, subject: str, object_: str, trigger: str, modality: Modality = Modality.STATED
) -> Evidence:
    """One sentence with its marks."""
    return Evidence(
        article=article.id,
        passage=span(article, passage),
        rule=f"rule.{trigger}",
        confidence=0.9 if modality is Modality.STATED else 0.6,
        modality=modality,
        subject=span(article, subject, passage),
        object=span(article, object_, passage),
        trigger=span(article, trigger, passage),
    )


def sample_graph() -> nx.MultiDiGraph[str]:
    """襄阳 and its neighbours, an astral name, and names that would be markup if they could."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph["articles"] = {article.id: article for article in (WORKS, HOSTILE, PARK)}
    _place(graph, "province/420000", "Province", "湖北省", "湖北", 112.27, 30.99, ())
    _place(graph, "city/420600", "City", "襄阳市", "襄阳", 112.14, 32.04, ("a1", "a3"))
    _place(graph, "city/420100", "City", "武汉市", "武汉", 114.30, 30.60, ("a2|<b>",))
    _thing(graph, "enterprise/byd", "Enterprise", "比亚迪", "a1", "a3")
    _thing(graph, "enterprise/fudi", "Enterprise", "弗迪电池", "a3")
    _thing(graph, "enterprise/jilin", "Enterprise", "𠮷林重工", "a1")
    _thing(graph, "enterprise/script", "Enterprise", SCRIPT, "a2|<b>")
    _thing(graph, "enterprise/rtl", "Enterprise", BACKWARDS, "a2|<b>")
    _thing(graph, "organization/image", "Organization", IMAGE, "a2|<b>")
    _thing(graph, "park/gaoxin", "Park", "襄阳高新区", "a2|<b>", "a3")
    _thing(graph, "project/byd", "Project", "比亚迪襄阳产业园项目", "a1")
    graph.nodes["project/byd"]["attributes"] = (_amount(), _date())
    works = "比亚迪在襄阳市投资100亿元，建设比亚迪襄阳产业园项目。"
    _fact(graph, "enterprise/byd", "operatesIn", "city/420600", evidence(WORKS, works, "比亚迪", "襄阳市", "投资"))
    _fact(
        graph,
        "enterprise/byd",
        "investsIn",
        "project/byd",
        evidence(WORKS, works, "比亚迪", "比亚迪襄阳产业园项目", "建设"),
    )
    _fact(
        graph,
        "project/byd",
        "locatedIn",
        "city/420600",
        evidence(WORKS, works, "比亚迪襄阳产业园项目", "襄阳市", "建设"),
    )
    settled = "𠮷林重工也已落户襄阳市。"
    _fact(
        graph, "enterprise/jilin", "operatesIn", "city/420600", evidence(WORKS, settled, "𠮷林重工", "襄阳市", "落户")
    )
    _fact(
        graph,
        "enterprise/script",
        "operatesIn",
        "park/gaoxin",
        evidence(HOSTILE, f"{SCRIPT}在襄阳高新区落户", SCRIPT, "襄阳高新区", "落户"),
    )
    planned = evidence(HOSTILE, f"{BACKWARDS}拟在武汉市设厂", BACKWARDS, "武汉市", "设厂", Modality.PLANNED)
    _fact(graph, "enterprise/rtl", "operatesIn", "city/420100", planned)
    where = "襄阳高新区位于襄阳市，弗迪电池落户襄阳高新区。"
    _fact(graph, "park/gaoxin", "locatedIn", "city/420600", evidence(PARK, where, "襄阳高新区", "襄阳市", "位于"))
    _fact(
        graph, "enterprise/fudi", "operatesIn", "park/gaoxin", evidence(PARK, where, "弗迪电池", "襄阳高新区", "落户")
    )
    child = "弗迪电池是比亚迪的子公司。"
    _fact(
        graph,
        "enterprise/fudi",
        "subsidiaryOf",
        "enterprise/byd",
        evidence(PARK, child, "弗迪电池", "比亚迪", "子公司"),
    )
    for city in ("city/420600", "city/420100"):
        graph.add_edge(city, "province/420000", key="partOf", evidence=(), confidence=1.0)
    return graph


def large_graph(count: int) -> nx.MultiDiGraph[str]:
    """`count` nodes: cities in provinces, each with parks and enterprises, some of which reach far."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    provinces, cities = 30, max(30, count // 30)
    for p in range(provinces):
        _place(graph, f"province/{p}", "Province", f"第{p}省", f"{p}省", 80 + p % 6 * 9.0, 22 + p // 6 * 5.0, ())
    for c in range(cities):
        p = c % provinces
        lon, lat = 80 + p % 6 * 9.0 + c // provinces % 7, 22 + p // 6 * 5.0 + c // provinces % 5 * 0.8
        _place(graph, f"city/{c}", "City", f"第{c}城市", f"{c}城", lon, lat, ())
        graph.add_edge(f"city/{c}", f"province/{p}", key="partOf", evidence=(), confidence=1.0)
    articles: dict[str, Article] = {}
    for e in range(count - provinces - cities):
        city = (e * 7919) % cities
        article = Article(
            id=f"n{e:06}", title=f"第{e}企业的消息", body=f"第{e}企业落户第{city}城市。", date=f"20{10 + e % 15}-01-02"
        )
        articles[article.id] = article
        _thing(graph, f"enterprise/{e}", "Enterprise", f"第{e}企业", article.id)
        said = evidence(article, article.body, f"第{e}企业", f"第{city}城市", "落户")
        _fact(graph, f"enterprise/{e}", "operatesIn", f"city/{city}", said)
        if e % 3 == 0 and e:
            _fact(graph, f"enterprise/{e}", "partnerOf", f"enterprise/{e * 31 % (e - 1)}", said)
    graph.graph["articles"] = articles
    return graph


def _place(
    graph: nx.MultiDiGraph[str],
    node: str,
    kind: str,
    name: str,
    alias: str,
    lon: float,
    lat: float,
    articles: tuple[str, ...],
) -> None:
    level = "province" if kind == "Province" else "prefecture"
    graph.add_node(
        node, type=kind, name=name, aliases=(alias,), articles=articles, attributes=(), level=level, lon=lon, lat=lat
    )


def _thing(graph: nx.MultiDiGraph[str], node: str, kind: str, name: str, *articles: str) -> None:
    graph.add_node(node, type=kind, name=name, aliases=(), articles=articles, attributes=())


def _fact(graph: nx.MultiDiGraph[str], subject: str, predicate: str, object_: str, said: Evidence) -> None:
    graph.add_edge(subject, object_, key=predicate, evidence=(said,), confidence=said.confidence)


def _amount() -> Attribute:
    said = evidence(WORKS, "比亚迪在襄阳市投资100亿元", "比亚迪", "襄阳市", "投资")
    return Attribute(
        subject="project/byd",
        property="amount",
        value="10000000000",
        unit="CNY",
        span=span(WORKS, "100亿元"),
        evidence=said,
    )


def _date() -> Attribute:
    text = "项目计划于2024年5月投产。"
    said = Evidence(article="a1", passage=span(WORKS, text), rule="date", confidence=0.8, modality=Modality.PLANNED)
    return Attribute(
        subject="project/byd", property="date", value="2024-05", span=span(WORKS, "2024年5月"), evidence=said
    )


def huge_graph(count: int) -> nx.MultiDiGraph[str]:
    """`count` nodes and about as many facts; an article tells of fifty enterprises, as lists of projects do."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    provinces, cities = 30, 150
    for p in range(provinces):
        _place(graph, f"province/{p}", "Province", f"第{p}省", f"{p}省", 80 + p % 6 * 9.0, 22 + p // 6 * 5.0, ())
    for c in range(cities):
        p = c % provinces
        _place(graph, f"city/{c}", "City", f"第{c}城市", f"{c}城", 80 + p % 6 * 9.0 + c // 90, 22 + p // 6 * 5.0, ())
        graph.add_edge(f"city/{c}", f"province/{p}", key="partOf", evidence=(), confidence=1.0)
    articles: dict[str, Article] = {}
    for e in range(count - provinces - cities):
        number = e // 50
        if e % 50 == 0:
            title, body = f"第{number}批企业名单", f"第{number}批企业落户第{number % cities}城市。"
            article = Article(id=f"n{number:06}", title=title, body=body, date=f"20{10 + number % 15}-01-02")
            articles[article.id] = article
        _thing(graph, f"enterprise/{e}", "Enterprise", f"第{e}企业", article.id)
        said = Evidence(article=article.id, passage=span(article, article.body), rule="list", confidence=0.9)
        _fact(graph, f"enterprise/{e}", "operatesIn", f"city/{number % cities}", said)
    graph.graph["articles"] = articles
    return graph
