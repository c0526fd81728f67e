"""What axe says of the views: nothing serious, in light, dark, English, on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.page.conftest import Opener
from tests.page.looking import address

VIEWS = {
    "overview": address(tab="facts"),
    "an entity": address(p="n|project/byd", tab="links"),
    "a fact": address(p="e|enterprise/byd|city/420600", tab="time"),
    "an article": address(p="t|a1", layout="map", lang="en"),
    "columns": address(layout="sides", p="n|city/420600", noClass="Park"),
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious(open_page: Opener, sample_page: Path, view: str, dark: bool) -> None:
    page = open_page(sample_page, VIEWS[view], dark=dark)
    assert serious(page) == []


def test_axe_finds_nothing_serious_on_a_phone_or_in_dialogs(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, width=390, height=844)
    page.locator("#filters-toggle").click()
    assert serious(page) == []
    page.locator("#filters-toggle").click()
    page.locator("#take").click()
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.locator("#help").click()
    assert serious(page) == []
    page.keyboard.press("Escape")
    page.fill("#search", "襄阳")
    assert serious(page) == []


def serious(page: object) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:150]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]
