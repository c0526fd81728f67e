"""Pages of many nodes, of too many, of none, and on a narrow screen."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx
from playwright.sync_api import expect

from kg.ontology import Ontology
from kg.page import write_page
from tests.page.conftest import Opener
from tests.page.looking import address, shown


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
