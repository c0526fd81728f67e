"""The page's search: names, pinyin, slips of typing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.page.conftest import Opener


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
