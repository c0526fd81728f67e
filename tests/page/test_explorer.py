"""The page in a browser: opened from disk, without network (`open_page` fails on any request or console error)."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from kg.ontology import Ontology
from kg.page import write_page
from tests.page.conftest import Opener
from tests.page.sample import IMAGE, SCRIPT

RECORD_NAMES = """
window.drawn = [];
const fillText = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
  window.drawn.push(text);
  return fillText.call(this, text, ...rest);
};
"""


def address(**parts: str) -> str:
    return "#" + "&".join(f"{key}={quote(value)}" for key, value in parts.items())


def names_drawn(page: Page) -> set[str]:
    page.add_init_script(RECORD_NAMES)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(200)
    return set(page.evaluate("window.drawn"))


def ink_on_canvas(page: Page) -> int:
    """How many different colours the picture has."""
    return page.evaluate(
        """() => {
          const canvas = document.querySelector("#canvas canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return new Set(new Uint32Array(data.buffer)).size;
        }"""
    )


def shown(page: Page) -> int:
    """How many entities the status line says are in the picture."""
    text = page.locator("#status span").first.inner_text()
    counted = re.search(r"(?:显示(?:联系最强的)? ?|邻域：|逐个显示 )([\d,]+) 个", text)
    assert counted, text
    return int(counted[1].replace(",", ""))


def test_chinese_names_are_drawn(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page)
    assert {"襄阳市", "比亚迪", "襄阳高新区"} <= names_drawn(page)
    assert ink_on_canvas(page) > 50


@pytest.mark.parametrize("typed", ["襄阳", "襄阳市", "xiangyang", "xy", "xys"])
def test_search_finds_a_city_by_name_pinyin_and_initials(open_page: Opener, sample_page: Path, typed: str) -> None:
    page = open_page(sample_page)
    page.keyboard.press("/")
    page.keyboard.type(typed)
    expect(page.locator("#results [aria-selected=true] .name")).to_have_text("襄阳市")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("襄阳市")
    expect(page.locator("#status")).to_contain_text("1 跳邻域")


def test_search_says_when_nothing_is_found(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page)
    page.fill("#search", "不存在的名字")
    expect(page.locator("#results")).to_contain_text("没有找到")


def test_a_node_shows_names_places_amounts_and_relations(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="n|project/byd"))
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("比亚迪襄阳产业园项目")
    expect(panel.locator(".within")).to_contain_text("湖北省 › 襄阳市")
    expect(panel).to_contain_text("100亿元")
    expect(panel).to_contain_text("2024-05")
    expect(panel.locator("section .rows .node").first).to_be_visible()


@pytest.mark.parametrize(("node", "label"), [("city/420600", "隶属"), ("enterprise/byd", "图中归入")])
def test_a_place_lies_in_another_and_a_firm_only_stands_there(
    open_page: Opener, sample_page: Path, node: str, label: str
) -> None:
    page = open_page(sample_page, address(p=f"n|{node}"))
    expect(page.locator("#panel .within .kind")).to_have_text(label)


def click_picture(page: Page, dx: float = 0, dy: float = 0) -> None:
    """Clicks so far from the middle of what the picture shows."""
    canvas, status = page.locator("#canvas").bounding_box(), page.locator("#status").bounding_box()
    assert canvas and status
    shift = (status["height"] + 26 - 40) / 2
    page.mouse.click(canvas["x"] + canvas["width"] / 2 + dx, canvas["y"] + canvas["height"] / 2 + shift + dy)


def test_a_click_on_a_node_opens_it_and_beside_it_closes_it(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(v="path", a="enterprise/jilin", b="city/420600", tab="none"))
    click_picture(page, -105 * 1.4, -36 * 1.4)
    expect(page.locator("#panel h2")).to_have_text("𠮷林重工")
    click_picture(page, 0, 150)
    expect(page.locator("#panel h2")).to_have_text("总览")


def test_a_click_on_a_line_shows_its_sentence_with_marks(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(v="path", a="enterprise/jilin", b="city/420600", tab="none"))
    click_picture(page)
    panel = page.locator("#panel")
    expect(panel.locator("blockquote")).to_have_text("𠮷林重工也已落户襄阳市。")
    expect(panel.locator("blockquote .mark-subject")).to_have_text("𠮷林重工")
    expect(panel.locator("blockquote .mark-object")).to_have_text("襄阳市")
    expect(panel.locator("blockquote .mark-trigger")).to_have_text("落户")
    expect(panel).to_contain_text("rule.落户")
    expect(panel).to_contain_text("90%")
    expect(panel).to_contain_text("2024-05-06")


def test_a_sentence_leads_to_its_article(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="e|enterprise/jilin|city/420600"))
    page.locator(".source .article-link").click()
    expect(page.locator("#panel h2")).to_have_text("比亚迪襄阳产业园项目开工")
    expect(page.locator(".here")).to_have_text("𠮷林重工也已落户襄阳市。")
    expect(page.locator(".here .mark-subject")).to_have_text("𠮷林重工")
    expect(page.locator(".article-text .mark-name").first).to_have_text("比亚迪")
    page.locator(".article-text .mark-name").first.click()
    expect(page.locator("#panel h2")).to_have_text("比亚迪")


def test_hostile_words_stay_words(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="t|a2%7C<b>"))
    expect(page.locator("#panel h2")).to_have_text(f"标题里有{IMAGE}")
    expect(page.locator(".article-text")).to_contain_text(SCRIPT)
    page.goto(page.url.split("#")[0] + address(p="n|enterprise/script", lonely="1", tab="facts"))
    expect(page.locator("#panel h2")).to_have_text(SCRIPT)
    page.fill("#search", "<img")
    expect(page.locator("#results .name")).to_have_text(IMAGE)
    assert page.title() == "招商知识图谱"
    assert page.locator("img, #panel script, #panel a[href^=javascript]").count() == 0


def test_invisible_marks_cannot_turn_a_name_around(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="n|enterprise/rtl"))
    expect(page.locator("#panel h2")).to_have_text("襄阳测试公司")


def test_the_legend_filters_by_class_and_says_so(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(tab="facts"))
    before = shown(page)
    page.locator("#filters .filter", has_text="园区").locator("label").click()
    assert shown(page) < before
    expect(page.locator("#status")).to_contain_text("被筛选隐藏")
    expect(page.locator("#table")).not_to_contain_text("襄阳高新区位于")
    page.get_by_role("button", name="清除筛选").click()
    assert shown(page) == before


def test_the_table_keeps_step_with_confidence(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(tab="facts"))
    rows = page.locator("#table tbody tr")
    before = rows.count()
    page.locator("#confidence").fill("80")
    page.locator("#confidence").dispatch_event("change")
    expect(rows).to_have_count(before - 1)


def test_focus_widens_by_hops_and_neighbours_expand(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="n|enterprise/jilin", v="focus", c="enterprise/jilin"))
    assert shown(page) == 2
    page.keyboard.press("2")
    two = shown(page)
    assert two > 2
    page.keyboard.press("1")
    page.goto(page.url.split("#")[0] + address(p="n|city/420600", v="focus", c="enterprise/jilin"))
    page.keyboard.press("e")
    assert shown(page) == two
    page.keyboard.press("e")
    assert shown(page) == 2


def test_a_hidden_node_is_counted_and_comes_back(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="n|enterprise/fudi"))
    before = shown(page)
    page.keyboard.press("h")
    assert shown(page) == before - 1
    expect(page.locator("#status")).to_contain_text("1 个被手动隐藏")
    page.get_by_role("button", name="恢复隐藏").click()
    assert shown(page) == before


def test_the_shortest_path_between_two_nodes(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="n|enterprise/fudi"))
    page.get_by_role("button", name="设为路径起点").click()
    expect(page.locator("#path")).to_contain_text("弗迪电池")
    page.fill("#search", "𠮷林")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="路径到此").click()
    expect(page.locator("#status")).to_contain_text("最短路径：4 个实体")


def test_enterprises_reach_cities_through_parks(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(tab="links"))
    row = page.locator("#table tbody tr", has_text="弗迪电池")
    expect(row).to_contain_text("襄阳市")
    expect(row).to_contain_text("湖北省")
    expect(row).to_contain_text("襄阳高新区 → 襄阳市")
    page.get_by_role("button", name="企业", exact=True).click()
    expect(page.locator("th").first).to_have_attribute("aria-sort", "ascending")


def test_events_stand_on_a_timeline(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(tab="time"))
    expect(page.locator(".event")).to_contain_text(["2024-05"])
    expect(page.locator(".time-bars button")).to_have_text("12024-05")


@pytest.mark.parametrize("layout", ["map", "sides"])
def test_other_layouts_draw_the_places(open_page: Opener, sample_page: Path, layout: str) -> None:
    page = open_page(sample_page, address(layout=layout))
    assert "襄阳市" in names_drawn(page)


def test_a_link_brings_back_the_view(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page)
    page.fill("#search", "byd")
    page.fill("#search", "弗迪")
    page.keyboard.press("Enter")
    page.keyboard.press("2")
    page.locator("#layouts button").nth(1).click()
    again = open_page(sample_page, "#" + page.url.split("#")[1])
    expect(again.locator("#panel h2")).to_have_text("弗迪电池")
    expect(again.locator("#layouts button").nth(1)).to_have_attribute("aria-pressed", "true")
    assert again.locator("#status").inner_text() == page.locator("#status").inner_text()


def test_a_broken_link_opens_the_overview(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, "#v=focus&c=nothing&p=n|nothing&open=x&min=abc&layout=%3Cb%3E")
    expect(page.locator("#panel h2")).to_have_text("总览")
    expect(page.locator("#status")).to_contain_text("概览")


def test_back_and_forward_walk_through_what_was_looked_at(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="n|enterprise/byd"))
    page.locator("#panel .rows .node", has_text="弗迪电池").first.click()
    expect(page.locator("#panel h2")).to_have_text("弗迪电池")
    page.get_by_role("button", name="← 返回").click()
    expect(page.locator("#panel h2")).to_have_text("比亚迪")


def test_picture_and_table_can_be_taken_along(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(tab="facts"))
    with page.expect_download() as picture:
        page.locator("#take").click()
        page.locator("#png").click()
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as table:
        page.locator("#csv").click()
    text = table.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("主体,关系,客体,可信度")
    assert "比亚迪,落户,襄阳市,0.9,1,2024-05-06" in text


def test_english_by_a_switch(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page)
    page.locator("#language").click()
    expect(page.locator("h1")).to_have_text("Investment graph")
    expect(page.locator("#status")).to_contain_text("Overview")
    expect(page.locator("#filters")).to_contain_text("enterprise")
    assert page.locator("html").get_attribute("lang") == "en"


def test_dark_and_light(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, dark=True)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_a_phone_shows_everything_within_its_width(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("#filters-toggle").click()
    expect(page.locator("#filters")).to_be_visible()
    page.locator("#filters-toggle").click()
    page.locator("#tab-facts").click()
    expect(page.locator("#table tbody tr").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_every_control_has_a_name_and_ids_are_unique(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="n|city/420600", tab="facts"))
    nameless = page.evaluate(
        """() => {
          const isNamed = (each) => each.textContent.trim() || each.getAttribute("aria-label") || each.labels?.length;
          const shown = [...document.querySelectorAll("button, input, [role]")].filter((each) => each.offsetParent);
          return shown.filter((each) => !isNamed(each)).map((each) => each.outerHTML);
        }"""
    )
    assert nameless == []
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))


def test_focus_goes_from_search_to_filters_to_picture(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "search"
    order = []
    for _ in range(60):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.closest('[id]:not(html)')?.id"))
    landmarks = [part for part in ("language", "canvas", "zoomIn", "tab-facts") if part in order]
    assert landmarks == ["language", "canvas", "zoomIn", "tab-facts"]
    assert [order.index(part) for part in landmarks] == sorted(order.index(part) for part in landmarks)


def test_many_nodes_fold_and_open_on_request(open_page: Opener, large_page: Path) -> None:
    page = open_page(large_page, address(v="all", tab="none"))
    expect(page.locator("#status")).to_contain_text(re.compile(r"折叠在 \d+ 个圆中"))
    assert shown(page) <= 1500
    folded = page.locator("#status").inner_text()
    page.goto(page.url.split("#")[0] + address(v="all", tab="none", open="city/1"))
    page.wait_for_timeout(300)
    assert page.locator("#status").inner_text() != folded
    assert shown(page) <= 1500


def test_the_first_picture_of_many_is_readable_and_says_what_is_missing(open_page: Opener, large_page: Path) -> None:
    page = open_page(large_page)
    assert 50 <= shown(page) <= 120
    expect(page.locator("#status")).to_contain_text("未显示（上限 120）")


def test_a_page_that_cannot_hold_everything_says_so(open_page: Opener, narrow_page: Path) -> None:
    page = open_page(narrow_page, address(v="all"))
    expect(page.locator("#status")).to_contain_text("超出本页容量")
    assert shown(page) <= 40
    page.keyboard.press("?")
    expect(page.locator("#dialog")).to_contain_text(re.compile(r"实体 [1-9]\d*，关系 [1-9]"))


def test_a_graph_without_anything_opens_and_says_so(open_page: Opener, tmp_path: Path, ontology: Ontology) -> None:
    write_page(nx.MultiDiGraph(), tmp_path / "graph.html", ontology)
    for view in ("", address(v="all", tab="links"), address(layout="map", tab="time"), address(layout="sides")):
        page = open_page(tmp_path / "graph.html", view)
        expect(page.locator("#status")).to_contain_text("没有可显示的实体")


def test_no_mark_of_direction_turns_what_is_shown(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="n|enterprise/rtl", tab="facts"))
    expect(page.locator("#panel")).to_contain_text("襄阳测试公司")
    expect(page.locator("#table")).to_contain_text("襄阳测试公司拟在武汉市设厂")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", page.locator("body").inner_text())
    page.locator("#panel .proof").first.click()
    expect(page.locator("#panel mark.mark-subject").last).to_have_text("襄阳测试公司")


def test_a_slip_of_typing_is_answered_with_near_names(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page)
    page.fill("#search", "比雅迪")
    expect(page.locator("#results")).to_contain_text("没有找到“比雅迪”，以上是相近的名称")
    expect(page.locator("#results li").first).to_contain_text("比亚迪")
    page.fill("#search", "完全无关")
    expect(page.locator("#results li")).to_have_text(["没有找到“完全无关”"])
    page.fill("#search", "比雅迪")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("比亚迪")
