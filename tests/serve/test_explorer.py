"""The explorer that a server gives, in a browser: it asks for what it shows, of graphs small and large."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page, expect

from kg.connections import Filter, find_connections
from kg.model import Annotation, Entity
from kg.ontology import Ontology
from kg.page import write_outline, write_page
from kg.publish import replace_folder
from kg.records import record_line
from kg.store import open_store, write_store
from tests.graphs import family_graph
from tests.page.looking import address, shown
from tests.page.sample import HOSTILE, IMAGE, SCRIPT, huge_graph, sample_graph
from tests.serve.test_live import start, stop

Look = Callable[..., Page]


def write_graph(graph: nx.MultiDiGraph, folder: Path, ontology: Ontology) -> None:
    """What a server reads of a build; reading lets no half of a character into an article."""
    folder.mkdir(exist_ok=True)
    articles = graph.graph["articles"]
    graph.graph["articles"] = {a: replace(one, body=one.body.replace("\ud800", "�")) for a, one in articles.items()}
    write_store(graph, folder / "store", ontology)
    write_outline(graph, folder / "outline.json", ontology)
    annotations = [
        Annotation(
            article=article,
            entities=tuple(
                Entity(id=node, type=data["type"], name=data["name"])
                for node, data in graph.nodes(data=True)
                if article.id in data["articles"]
            )
            if len(graph) < 1000
            else (),  # that would be 50,000 times 1,000 looks
        )
        for article in graph.graph["articles"].values()
    ]
    (folder / "articles.jsonl").write_text("".join(f"{record_line(one)}\n" for one in annotations), "utf-8")
    (folder / "report.json").write_text('{"outputs": ["store", "outline.json", "articles.jsonl", "report.json"]}')


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("small") / "exports"
    write_graph(sample_graph(), folder, ontology)
    process, home = start(folder)
    yield home
    assert stop(process)[0] == 0


@pytest.fixture(scope="module")
def huge(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("huge") / "exports"
    write_graph(huge_graph(50_000), folder, ontology)
    process, home = start(folder)
    yield home
    assert stop(process)[0] == 0


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Opens a served explorer; at the end nothing may have been asked of others and no error told."""
    contexts, complaints = [], []

    def look(home: str, view: str = "") -> Page:
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce"))
        page = contexts[-1].new_page()
        page.set_default_timeout(30_000)
        expect.set_options(timeout=15_000)
        page.on("console", lambda message: complaints.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("request", lambda r: r.url.startswith((home, "blob:", "data:")) or complaints.append(r.url))
        page.goto(home + view)
        page.wait_for_selector("html[data-ready]")
        return page

    yield look
    expect.set_options(timeout=5_000)
    for context in contexts:
        context.close()
    assert complaints == []


def test_a_small_graph_is_explored_as_from_disk(look: Look, small: str) -> None:
    page = look(small, address(p="e|enterprise/jilin|city/420600", tab="facts"))
    expect(page.locator("#panel blockquote")).to_have_text("𠮷林重工也已落户襄阳市。")
    expect(page.locator("#panel .mark-trigger").last).to_have_text("落户")
    page.locator(".source .article-link").click()
    expect(page.locator(".here")).to_have_text("𠮷林重工也已落户襄阳市。")
    expect(page.locator(".article-text .mark-name").first).to_have_text("比亚迪")
    page.locator(".article-text .mark-name").first.click()
    expect(page.locator("#panel h2")).to_have_text("比亚迪")
    page.get_by_role("button", name="设为路径起点").click()
    page.fill("#search", "𠮷林")
    expect(page.locator("#results .name").first).to_have_text("𠮷林重工")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("𠮷林重工")
    page.get_by_role("button", name="路径到此").click()
    expect(page.locator("#status")).to_contain_text("最短路径：3 个实体")
    page.get_by_role("button", name="显示全部").click()
    expect(page.locator("#status")).to_contain_text("全部：显示 10 个实体，共 11 个")


@pytest.mark.parametrize("view", [{"tab": "time"}, {"tab": "links"}, {"layout": "sides"}, {"layout": "map"}])
def test_a_view_of_the_small_graph_shows_what_the_page_from_disk_shows(
    look: Look, small: str, tmp_path: Path, ontology: Ontology, view: dict[str, str]
) -> None:
    write_page(sample_graph(), tmp_path / "graph.html", ontology)
    served, saved = look(small, address(**view)), look(tmp_path.as_uri() + "/", "graph.html" + address(**view))
    assert served.locator("#status").inner_text() == saved.locator("#status").inner_text()
    assert served.locator("#table").inner_text().replace(" · 最强的若干组；点开企业或城市可看它的全部联系", "") == (
        saved.locator("#table").inner_text()
    )


def test_explorer_and_command_connect_the_same_enterprises_and_cities(
    look: Look, tmp_path: Path, ontology: Ontology
) -> None:
    graph, folder = family_graph(), tmp_path / "exports"
    write_graph(graph, folder, ontology)
    write_page(graph, tmp_path / "graph.html", ontology)
    process, home = start(folder)
    asked = find_connections(open_store(folder), ontology, Filter())
    wanted = {(found.enterprise_name, found.city_name) for found in asked}
    assert {name for name, _ in wanted}.isdisjoint({"比亚迪子公司"}) and len(wanted) == 5
    for page in (look(home, address(tab="links")), look(tmp_path.as_uri() + "/", "graph.html" + address(tab="links"))):
        rows = page.locator("#table tbody tr")
        expect(rows).to_have_count(len(wanted))
        ends = (rows.locator(f"td:nth-child({column}) .name").all_inner_texts() for column in (1, 2))
        assert set(zip(*ends, strict=True)) == wanted
    assert stop(process)[0] == 0


def test_hostile_names_are_inert_when_they_come_from_a_server(look: Look, small: str) -> None:
    page = look(small, address(p="n|enterprise/script", tab="facts"))
    expect(page.locator("#panel h2")).to_have_text(SCRIPT)
    page.fill("#search", "<img")
    expect(page.locator("#results .name")).to_have_text(IMAGE)
    page.goto(small + address(p="t|a2%7C<b>"))
    page.reload()
    expect(page.locator("#panel h2")).to_have_text(HOSTILE.title)
    assert page.title() == "招商知识图谱"
    assert page.locator("img, #panel script, #panel a[href^=javascript]").count() == 0


def test_of_a_huge_graph_only_what_is_shown_is_sent(look: Look, huge: str) -> None:
    sizes: list[int] = []
    page = look(huge)
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    expect(page.locator(".figures")).to_contain_text("50,000")
    assert 30 <= shown(page) <= 120
    assert len(page.content()) < 2_500_000
    page.fill("#search", "di31234qiye")
    expect(page.locator("#results .name").first).to_have_text("第31234企业")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("第31234企业")
    expect(page.locator("#status")).to_contain_text("1 跳邻域：2 个实体，共 50,000 个")
    page.keyboard.press("2")
    expect(page.locator("#status")).to_contain_text("2 跳邻域：150 个实体")
    assert sum(sizes) < 1_000_000


def test_facts_of_a_hub_come_as_they_are_wanted(look: Look, huge: str) -> None:
    page = look(huge, address(v="focus", c="city/3", p="n|city/3"))
    expect(page.locator("#panel")).to_contain_text(re.compile(r"已载入最强的 148 条事实，共 \d{2,}"))
    page.get_by_role("button", name="继续载入").click()
    expect(page.locator("#panel")).to_contain_text("已载入最强的 298 条")
    page.locator("#panel .proof").first.click()
    expect(page.locator("#panel blockquote")).to_contain_text("批企业落户第3城市。")
    page.locator(".source .article-link").click()
    expect(page.locator(".here")).to_contain_text("批企业落户第3城市。")


def test_a_huge_graph_folds_into_places_that_open(look: Look, huge: str) -> None:
    page = look(huge, address(v="all", tab="none"))
    expect(page.locator("#status")).to_contain_text("折叠在 150 个圆中")
    page.goto(huge + address(v="all", tab="none", open="city/3"))
    page.reload()
    expect(page.locator("#status")).to_contain_text("逐个显示 150 个")
    page.goto(huge + address(v="all", tab="none", **{"in": "province/3"}))
    page.reload()
    expect(page.locator("#status")).to_contain_text("折叠在 5 个圆中")


def test_paths_tables_and_filters_of_a_huge_graph(look: Look, huge: str) -> None:
    page = look(huge, address(v="path", a="enterprise/0", b="enterprise/30000", tab="facts"))
    expect(page.locator("#status")).to_contain_text("最短路径：3 个实体")
    page.goto(huge + address(tab="links"))
    page.reload()
    expect(page.locator("#table tbody tr").nth(100)).to_be_attached()
    page.goto(huge + address(tab="facts"))
    page.reload()
    page.select_option("#since", "2024")
    expect(page.locator("#table tbody tr").first).to_contain_text("2024-01-02")
    page.select_option("#since", "")
    page.select_option("#province", label="第3省")
    expect(page).to_have_url(re.compile("in=province%2F3"))
    expect(page.locator("#table tbody tr").nth(80)).to_be_attached()
    cities = set(page.locator("#table tbody tr td:nth-child(3)").all_inner_texts())
    assert {int(re.sub(r"\D", "", city)) % 30 for city in cities} == {3}


def test_a_new_build_opens_the_same_view_anew(look: Look, tmp_path: Path, ontology: Ontology) -> None:
    folder = tmp_path / "exports"
    write_graph(sample_graph(), folder, ontology)
    process, home = start(folder)
    page = look(home, address(p="n|enterprise/fudi"))
    expect(page.locator("#panel h2")).to_have_text("弗迪电池")
    graph = sample_graph()
    graph.nodes["enterprise/byd"]["name"] = "比亚迪股份"
    with replace_folder(folder) as fresh:
        write_graph(graph, fresh, ontology)
    page.locator("#panel .rows .node", has_text="比亚迪").first.click()
    expect(page.locator("#panel")).to_contain_text("比亚迪股份")
    expect(page.locator("#panel h2")).to_have_text("弗迪电池")
    assert stop(process)[0] == 0
