"""What the page tells of a node, a line and an article, whatever words are in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import Opener
from tests.page.looking import address
from tests.page.sample import IMAGE, SCRIPT


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


def test_back_and_forward_walk_through_what_was_looked_at(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="n|enterprise/byd"))
    page.locator("#panel .rows .node", has_text="弗迪电池").first.click()
    expect(page.locator("#panel h2")).to_have_text("弗迪电池")
    page.get_by_role("button", name="← 返回").click()
    expect(page.locator("#panel h2")).to_have_text("比亚迪")


def test_no_mark_of_direction_turns_what_is_shown(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="n|enterprise/rtl", tab="facts"))
    expect(page.locator("#panel")).to_contain_text("襄阳测试公司")
    expect(page.locator("#table")).to_contain_text("襄阳测试公司拟在武汉市设厂")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", page.locator("body").inner_text())
    page.locator("#panel .proof").first.click()
    expect(page.locator("#panel mark.mark-subject").last).to_have_text("襄阳测试公司")
