"""The page in a browser: opened from disk, without network (`open_page` fails on any request or console error)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.page.conftest import Opener
from tests.page.looking import address, ink_on_canvas, names_drawn, shown


def test_chinese_names_are_drawn(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page)
    assert {"襄阳市", "比亚迪", "襄阳高新区"} <= names_drawn(page)
    assert ink_on_canvas(page) > 50


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
