"""The page of the ontology and the tables of its README: as new as the ontology, and fit to read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

import pytest
from playwright.sync_api import Browser

from kg.files import data_folder
from kg.ontology import load_ontology

FOLDER = data_folder() / "ontology"
ONTOLOGY = load_ontology(FOLDER)


@pytest.fixture(scope="module")
def document() -> Iterator[ModuleType]:
    spec = spec_from_file_location("document", FOLDER / "document.py")
    assert spec and spec.loader
    module = module_from_spec(spec)
    sys.modules["document"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["document"]


def test_page_and_tables_are_those_of_the_ontology(document: ModuleType) -> None:
    terms = document.Terms(FOLDER)
    assert document.write_page(terms) == document.PAGE.read_text(encoding="utf-8"), "run `make ontology`"
    text = document.README.read_text(encoding="utf-8")
    assert document.renew_readme(text, document.write_tables(terms)) == text, "run `make ontology`"


def test_every_term_has_its_place_on_the_page() -> None:
    text = (FOLDER / "index.html").read_text(encoding="utf-8")
    for term in ONTOLOGY.terms.values():
        assert text.count(f'<article id="{term.name}">') == 1
        for lang in ("zh", "en"):
            assert f'<span lang="{lang}">{term.labels[lang]}</span>' in text


def test_the_page_asks_nothing_of_the_network_speaks_two_languages_and_draws_each_class(browser: Browser) -> None:
    page = browser.new_page(locale="zh-CN")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    url = (FOLDER / "index.html").as_uri()
    page.goto(url)
    assert asked == [url] and problems == []
    heading = page.locator("#operatesIn h3")
    assert heading.inner_text().split() == ["operatesIn", "落户"]
    page.click("button")
    assert heading.inner_text().split() == ["operatesIn", "operates", "in"]
    drawn = page.locator("svg .class text").all_text_contents()
    assert {"企业 Enterprise", "城市 City", "园区 Park", "项目 Project", "政策 Policy", "机构 Organization"} <= set(
        drawn
    )
    page.click("svg a[href='#operatesIn']")
    assert page.url.endswith("#operatesIn")
    page.close()
