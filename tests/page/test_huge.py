"""The page of a graph as large as a page may hold: it opens, finds, shows neighbourhoods, and folds the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from kg.ontology import Ontology
from kg.page import write_page
from tests.page.conftest import Opener
from tests.page.looking import address, shown
from tests.page.sample import huge_graph


@pytest.fixture(scope="module")
def huge_page(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    path = tmp_path_factory.mktemp("huge") / "graph.html"
    write_page(huge_graph(50_000), path, ontology)
    return path


def test_fifty_thousand_entities_open_to_a_picture_that_can_be_read(open_page: Opener, huge_page: Path) -> None:
    page = open_page(huge_page)
    expect(page.locator(".figures")).to_contain_text("50,000")
    assert 30 <= shown(page) <= 120
    expect(page.locator("#status")).to_contain_text("未显示")


def test_one_of_fifty_thousand_is_found_by_sound_and_shows_its_neighbours(open_page: Opener, huge_page: Path) -> None:
    page = open_page(huge_page)
    page.fill("#search", "di31234qiye")
    expect(page.locator("#results .name").first).to_have_text("第31234企业")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("第31234企业")
    expect(page.locator("#status")).to_contain_text("1 跳邻域：2 个实体")


def test_all_of_fifty_thousand_fold_into_places_that_open(open_page: Opener, huge_page: Path) -> None:
    page = open_page(huge_page, address(v="all", tab="none"))
    expect(page.locator("#status")).to_contain_text("折叠")
    assert shown(page) <= 1500
