"""A small property graph made by hand, of the form that `kg.assemble` gives; the sentences are our own."""

from __future__ import annotations

import networkx as nx

from kg.model import Article, Attribute, Evidence, Modality, Span

EVENT = "event/eeeeeeeeeeee"

BYD = Article(
    id="a1",
    title="比亚迪落户襄阳",
    body="5月6日，比亚迪与襄阳市签约，总投资100亿元的比亚迪襄阳产业园项目落户襄阳高新区。",
    date="2024-05-07",
    url="https://example.org/a1",
)
BATTERY = Article(
    id="a2",
    title="弗迪电池在樊城开工",
    body="弗迪电池是比亚迪的子公司，其樊城基地项目已开工。宁德时代与华中科技大学合作，但并未投资樊城基地项目。",
    date="2025-03-01",
)
LAW = Article(
    id="批/三 1",
    title="襄阳出台招商办法",
    body='襄阳市发布《襄阳市招商引资办法》，适用于襄阳高新区。\t"</script>"&<b>\x01宁德时代拟在襄阳高新区设厂。',
)


def span(article: Article, text: str, nth: int = 0) -> Span:
    """The nth place where an article says `text`."""
    start = -1
    for _ in range(nth + 1):
        start = article.text.index(text, start + 1)
    return Span.of(article, start, start + len(text))


def evidence(
    article: Article,
    passage: str,
    subject: str = "",
    object_: str = "",
    *,
    rule: str = "settles",
    confidence: float = 0.9,
    modality: Modality = Modality.STATED,
) -> Evidence:
    """One passage of an article that says so."""
    return Evidence(
        article=article.id,
        passage=span(article, passage),
        rule=rule,
        confidence=confidence,
        modality=modality,
        subject=span(article, subject, 1 if article is BYD else 0) if subject else None,
        object=span(article, object_) if object_ else None,
    )


def sample_graph() -> nx.MultiDiGraph:
    """Two cities of Hubei, three firms, a park, two projects, a policy, a university."""
    graph = nx.MultiDiGraph()
    graph.graph["articles"] = {a.id: a for a in sorted((BYD, BATTERY, LAW), key=lambda a: a.id)}

    def node(
        key: str, type_: str, name: str, *articles: Article, aliases: tuple[str, ...] = (), **more: object
    ) -> None:
        ids = tuple(sorted(a.id for a in articles))
        attributes = more.pop("attributes", ())
        graph.add_node(key, type=type_, name=name, aliases=aliases, articles=ids, attributes=attributes, **more)

    def edge(subject: str, predicate: str, object_: str, *said: Evidence) -> None:
        confidence = max((e.confidence for e in said), default=1.0)
        graph.add_edge(subject, object_, key=predicate, evidence=tuple(sorted(said, key=str)), confidence=confidence)

    node("province/420000", "Province", "湖北省", aliases=("湖北",), level="province", lon=114.3419, lat=30.5465)
    node(
        "city/420600", "City", "襄阳市", BYD, LAW, aliases=("襄阳",),
        level="prefecture", lon=112.1224, lat=32.009, geonames="1790587",
    )  # fmt: skip
    node("city/420606", "City", "樊城区", BATTERY, aliases=("樊城",), level="county", lon=112.1355, lat=32.0446)
    node("enterprise/byd", "Enterprise", "比亚迪股份有限公司", BYD, BATTERY, aliases=("BYD", "比亚迪"))
    node("enterprise/fudi", "Enterprise", "弗迪电池有限公司", BATTERY, aliases=("弗迪电池",))
    node("enterprise/catl", "Enterprise", "宁德时代新能源科技股份有限公司", BATTERY, LAW, aliases=("宁德时代",))
    node("organization/hust", "Organization", "华中科技大学", BATTERY)
    node("park/xiangyang-hidz", "Park", "襄阳高新技术产业开发区", BYD, LAW, aliases=("襄阳高新区",))
    node("policy/0123456789ab", "Policy", "襄阳市招商引资办法", LAW)
    project = "project/aaaaaaaaaaaa"
    said = evidence(BYD, "5月6日，比亚迪与襄阳市签约，总投资100亿元的比亚迪襄阳产业园项目落户襄阳高新区。", "比亚迪")
    node(
        project, "Project", "比亚迪襄阳产业园项目", BYD,
        attributes=(
            Attribute(
                subject=project, property="amount", value="10000000000", unit="CNY",
                span=span(BYD, "100亿元"), evidence=said,
            ),
            Attribute(subject=project, property="status", value="签约", span=span(BYD, "签约"), evidence=said),
            Attribute(subject=project, property="date", value="2024-05-06", span=span(BYD, "5月6日"), evidence=said),
        ),
    )  # fmt: skip
    node("project/bbbbbbbbbbbb", "Project", "樊城基地项目", BATTERY)

    node("industry/power-battery", "Industry", "动力电池")

    trade = evidence(LAW, "宁德时代拟在襄阳高新区设厂。", "宁德时代", rule="industry.name")
    edge("enterprise/catl", "inIndustry", "industry/power-battery", trade)
    edge("city/420600", "partOf", "province/420000")
    edge("city/420606", "partOf", "city/420600")
    edge("enterprise/byd", "operatesIn", "city/420600", said, evidence(BYD, "比亚迪落户襄阳", rule="title"))
    edge("enterprise/byd", "operatesIn", "park/xiangyang-hidz", said)
    edge("enterprise/byd", "investsIn", project, said)
    edge(project, "locatedIn", "park/xiangyang-hidz", said)
    edge(
        "park/xiangyang-hidz",
        "locatedIn",
        "city/420600",
        evidence(LAW, "襄阳市发布《襄阳市招商引资办法》，适用于襄阳高新区。"),
    )
    sub = evidence(BATTERY, "弗迪电池是比亚迪的子公司，其樊城基地项目已开工。", "弗迪电池", "比亚迪", rule="child")
    edge("enterprise/fudi", "subsidiaryOf", "enterprise/byd", sub)
    edge("enterprise/fudi", "investsIn", "project/bbbbbbbbbbbb", sub)
    edge("project/bbbbbbbbbbbb", "locatedIn", "city/420606", sub)
    catl = "宁德时代与华中科技大学合作，但并未投资樊城基地项目。"
    edge("enterprise/catl", "partnerOf", "organization/hust", evidence(BATTERY, catl, confidence=0.8))
    edge("enterprise/catl", "investsIn", "project/bbbbbbbbbbbb", evidence(BATTERY, catl, modality=Modality.DENIED))
    planned = evidence(LAW, "宁德时代拟在襄阳高新区设厂。", confidence=0.6, modality=Modality.PLANNED)
    edge("enterprise/catl", "operatesIn", "park/xiangyang-hidz", planned)
    law = evidence(LAW, "襄阳市发布《襄阳市招商引资办法》，适用于襄阳高新区。", rule="issues")
    edge("policy/0123456789ab", "issuedBy", "city/420600", law)
    edge("policy/0123456789ab", "appliesTo", "park/xiangyang-hidz", law)
    return graph


ROUNDED = Article(
    id="a4",
    title="襄阳产业园项目加码",
    body="比亚迪襄阳产业园项目总投资增至120亿元。华星光电与华星电源是两家公司，都简称华星。",
    date="2025-06-01",
)


def doubtful_graph() -> nx.MultiDiGraph:
    """The sample with what a reviewer looks for: two amounts for a project, one name for two firms, no evidence."""
    graph = sample_graph()
    graph.graph["articles"] |= {ROUNDED.id: ROUNDED}
    project = "project/aaaaaaaaaaaa"
    more = evidence(ROUNDED, "比亚迪襄阳产业园项目总投资增至120亿元。")
    amount = Attribute(
        subject=project,
        property="amount",
        value="12000000000",
        unit="CNY",
        span=span(ROUNDED, "120亿元"),
        evidence=more,
    )
    graph.nodes[project]["attributes"] += (amount,)
    graph.nodes[project]["articles"] += (ROUNDED.id,)
    for number, name in (("1", "华星光电"), ("2", "华星电源")):
        graph.add_node(
            f"enterprise/huaxing-{number}", type="Enterprise", name=name, aliases=("华星",), articles=(ROUNDED.id,),
            attributes=(),
        )  # fmt: skip
    graph.add_edge("enterprise/huaxing-1", "city/420600", key="operatesIn", evidence=(), confidence=1.0)
    elsewhere = evidence(BATTERY, "其樊城基地项目已开工", "樊城基地项目", rule="site")
    graph.add_edge(
        "project/bbbbbbbbbbbb", "park/xiangyang-hidz", key="locatedIn", evidence=(elsewhere,), confidence=0.9
    )
    add_event(graph)
    return graph


def add_event(graph: nx.MultiDiGraph) -> None:
    """The signing of 6 May 2024 as a node, as `kg.events` expresses it."""
    said = evidence(
        BYD,
        "5月6日，比亚迪与襄阳市签约，总投资100亿元的比亚迪襄阳产业园项目落户襄阳高新区。",
        "比亚迪",
        rule="event.签约.named",
    )
    told = {"eventKind": ("签约", "签约"), "date": ("2024-05-06", "5月6日")}
    graph.add_node(
        EVENT, type="Event", name="比亚迪签约（襄阳高新区）", aliases=(), articles=(BYD.id,),
        attributes=tuple(
            Attribute(subject=EVENT, property=name, value=value, span=span(BYD, text), evidence=said)
            for name, (value, text) in sorted(told.items())
        ),
    )  # fmt: skip
    for predicate, end in (
        ("involves", "enterprise/byd"), ("concerns", "project/aaaaaaaaaaaa"), ("heldIn", "park/xiangyang-hidz"),
    ):  # fmt: skip
        graph.add_edge(EVENT, end, key=predicate, evidence=(said,), confidence=said.confidence)


def family_graph() -> nx.MultiDiGraph:
    """The same, where 比亚迪 has another subsidiary that is said to do nothing."""
    graph = sample_graph()
    graph.add_node("enterprise/child", type="Enterprise", name="比亚迪子公司", aliases=(), articles=(), attributes=())
    said = graph.edges["enterprise/fudi", "enterprise/byd", "subsidiaryOf"]
    graph.add_edge("enterprise/child", "enterprise/byd", key="subsidiaryOf", **said)
    return graph


def foreign_graph() -> nx.MultiDiGraph:
    """The doubtful one, where a project costs dollars beside yuan, another euros only, and a signing has a sum."""
    graph = doubtful_graph()
    sums = (
        ("project/aaaaaaaaaaaa", "USD", "2000000000"), ("project/aaaaaaaaaaaa", "USD", "1500000000"),
        ("project/bbbbbbbbbbbb", "EUR", "300000000"), (EVENT, "CNY", "74800000000"), (EVENT, "USD", "900000000"),
    )  # fmt: skip
    for thing, unit, value in sums:
        told = evidence(BYD, "5月6日，比亚迪与襄阳市签约，总投资100亿元的比亚迪襄阳产业园项目落户襄阳高新区。")
        amount = Attribute(
            subject=thing, property="amount", value=value, unit=unit, span=span(BYD, "100亿元"), evidence=told
        )
        graph.nodes[thing]["attributes"] += (amount,)
    return graph
