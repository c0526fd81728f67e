"""Narrowing the picture, pinning, and taking it along."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from rdflib import Graph, URIRef

from kg.ontology import Ontology
from kg.rdf import triples
from tests.page.conftest import Opener
from tests.page.looking import address, shown
from tests.page.sample import IMAGE, sample_graph

SVG = "{http://www.w3.org/2000/svg}"


def download(page: Page, kind: str) -> str:
    page.locator("#take").click()
    with page.expect_download() as file:
        page.locator(f"#{kind}").click()
    return file.value.path().read_text(encoding="utf-8-sig")


def test_a_province_shows_what_lies_in_it(open_page: Opener, large_page: Path) -> None:
    page = open_page(large_page, address(tab="links"))
    page.select_option("#province", label="第3省")
    expect(page.locator("#status")).to_contain_text("未显示")
    provinces = page.locator("#table tbody tr td:nth-child(3)").all_inner_texts()
    assert len(provinces) > 20
    assert set(provinces) == {"第3省"}
    assert shown(page) > 50
    expect(page).to_have_url(re.compile("in=province%2F3"))
    page.get_by_role("button", name="清除筛选").click()
    assert len(set(page.locator("#table tbody tr td:nth-child(3)").all_inner_texts())) > 1


def test_years_are_those_of_the_event_before_those_of_the_article(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(tab="facts"))
    rows = page.locator("#table tbody tr")
    page.select_option("#until", "2023")
    expect(rows).to_have_count(3)
    assert {row.split("\t")[5] for row in rows.all_inner_texts()} == {"2023-11"}
    page.select_option("#until", "")
    page.select_option("#since", "2024")
    expect(page.locator("#table")).to_contain_text("𠮷林重工")
    expect(page.locator("#table")).not_to_contain_text("2023-11")


def test_facts_with_too_few_sentences_go(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(tab="facts"))
    page.locator("#sentences-least").fill("2")
    page.locator("#sentences-least").dispatch_event("change")
    expect(page.locator("#table tbody tr")).to_have_count(0)
    expect(page.locator("#table")).to_contain_text("没有内容")


def test_what_is_pinned_stays_in_other_pictures_and_in_the_link(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(p="n|enterprise/rtl"))
    page.keyboard.press("p")
    page.goto(page.url.split("#")[0] + address(v="focus", c="enterprise/jilin", p="n|enterprise/jilin"))
    alone = shown(page)
    page.go_back()
    expect(page.get_by_role("button", name="取消固定")).to_be_visible()
    page.fill("#search", "𠮷林")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("𠮷林重工")
    assert shown(page) == alone + 1
    again = open_page(sample_page, "#" + page.url.split("#")[1])
    assert shown(again) == alone + 1


def test_the_drawing_holds_the_names_that_the_picture_shows(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(lonely="1", v="all"))
    root = ElementTree.fromstring(download(page, "svg"))
    texts = {"".join(each.itertext()) for each in root.iter(f"{SVG}text")}
    assert {"襄阳市", "比亚迪", IMAGE[:13] + "…"} <= texts
    assert {each.tag for each in root.iter()} == {f"{SVG}{tag}" for tag in ("svg", "rect", "path", "text")}


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (address(p="n|enterprise/script", lonely="1"), {"enterprise/script", "park/gaoxin"}),
        (address(p="e|enterprise/byd|city/420600"), {"enterprise/byd", "city/420600"}),
        (address(v="all", lonely="1"), set(sample_graph())),
    ],
)
def test_the_turtle_of_a_selection_is_a_part_of_the_graph(
    open_page: Opener, sample_page: Path, ontology: Ontology, view: str, expected: set[str]
) -> None:
    text = download(open_page(sample_page, view), "turtle")
    taken = Graph().parse(data=text, format="turtle")
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples(sample_graph(), ontology))
    whole = Graph().parse(data=lines, format="nt")
    assert set(taken) <= set(whole)
    assert set(taken.subjects()) == {URIRef(ontology.entity_iri(entity)) for entity in expected}
    assert any(o in set(taken.subjects()) for o in taken.objects())


def test_the_facts_of_the_picture_can_be_taken_from_any_view(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, address(v="focus", c="enterprise/jilin", tab="none"))
    assert download(page, "facts-csv").splitlines()[1].startswith("𠮷林重工,落户,襄阳市,0.9")
