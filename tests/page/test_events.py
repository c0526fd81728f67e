"""What happened, on the timeline, in the overview and with each entity."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import expect

from kg.model import Attribute
from kg.ontology import Ontology
from kg.page import write_page
from tests.page.conftest import Opener
from tests.page.looking import address
from tests.page.sample import PARK, WORKS, evidence, sample_graph, span


def graph_with_events() -> nx.MultiDiGraph[str]:
    """The sample with a signing of 2024 and a settling of 2023."""
    graph = sample_graph()
    signed = evidence(WORKS, "比亚迪在襄阳市投资100亿元", "比亚迪", "襄阳市", "投资")
    settled = evidence(PARK, "弗迪电池落户襄阳高新区。", "弗迪电池", "襄阳高新区", "落户")
    for event, kind, date, said, who, where in (
        ("event/1", "签约", "2024-05-06", signed, "enterprise/byd", "city/420600"),
        ("event/2", "落户", "2023-11", settled, "enterprise/fudi", "park/gaoxin"),
    ):
        article = WORKS if said is signed else PARK
        word = span(article, "投资" if said is signed else "落户")
        told = [("eventKind", kind, "", word), ("date", date, "", word)]
        if said is signed:
            told.append(("amount", "10000000000", "CNY", span(WORKS, "100亿元")))
        attributes = tuple(
            Attribute(subject=event, property=name, value=value, unit=unit, span=place, evidence=said)
            for name, value, unit, place in told
        )
        graph.add_node(event, type="Event", name=kind, aliases=(), articles=(article.id,), attributes=attributes)
        graph.add_edge(event, who, key="involves", evidence=(said,), confidence=0.9)
        graph.add_edge(event, where, key="heldIn", evidence=(said,), confidence=0.9)
    graph.add_edge("event/1", "city/420600", key="involves", evidence=(signed,), confidence=0.9)
    return graph


@pytest.fixture(scope="module")
def event_page(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    path = tmp_path_factory.mktemp("events") / "graph.html"
    write_page(graph_with_events(), path, ontology)
    return path


def test_the_timeline_tells_kind_participants_sum_and_sentence(open_page: Opener, event_page: Path) -> None:
    page = open_page(event_page, address(tab="time"))
    rows = page.locator(".event")
    expect(rows).to_have_count(2)
    for part in ("2024-05-06", "签约", "比亚迪", "襄阳市", "100亿元", "比亚迪在襄阳市投资100亿元"):
        expect(rows.first).to_contain_text(part)
    expect(rows.first.locator(".who button")).to_have_text(["襄阳市", "比亚迪"])  # it signed, and there
    rows.first.locator(".quote").click()
    expect(page.locator(".here")).to_have_text("比亚迪在襄阳市投资100亿元")


def test_the_timeline_keeps_step_with_the_picture(open_page: Opener, event_page: Path) -> None:
    page = open_page(event_page, address(tab="time", v="focus", c="enterprise/fudi"))
    expect(page.locator(".event")).to_have_count(2)  # 比亚迪 is a neighbour
    page.goto(page.url.split("#")[0] + address(tab="time", v="focus", c="enterprise/jilin", noClass="City"))
    expect(page.locator(".event")).to_have_count(0)


def test_events_are_no_nodes_but_stand_with_those_who_took_part(open_page: Opener, event_page: Path) -> None:
    page = open_page(event_page, address(p="n|enterprise/fudi", tab="none"))
    expect(page.locator(".happened")).to_contain_text("2023-11")
    expect(page.locator(".happened")).to_contain_text("襄阳高新区")
    page.locator(".happened summary").click()
    expect(page.locator(".happened blockquote")).to_contain_text("弗迪电池落户襄阳高新区。")
    expect(page.locator("#filters")).not_to_contain_text("事件")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_contain_text("签约 2024-05-06")
