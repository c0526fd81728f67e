"""The page on small screens: names and buttons keep out of each other's way."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.page.conftest import Opener
from tests.page.looking import address

Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels of the canvas

RECORD_BOXES = """
window.names = {};
const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.clearRect = function (...box) {
  window.names = {};
  return clearRect.apply(this, box);
};
CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
  const { width, actualBoundingBoxAscent } = this.measureText(text);
  window.names[text] = [x, y - actualBoundingBoxAscent, x + width, y];
  return fillText.call(this, text, x, y, ...rest);
};
"""
CONTROLS = """() => {
  const canvas = document.getElementById("canvas").getBoundingClientRect();
  const shown = [...document.querySelectorAll("#layouts, #zoom, #status, #status-actions")].map((each) => {
    const { left, top, right, bottom } = each.getBoundingClientRect();
    return [each.id, [left - canvas.left, top - canvas.top, right - canvas.left, bottom - canvas.top]];
  });
  return Object.fromEntries(shown.filter(([, [left, , right]]) => right > left));
}"""


def record(page: Page) -> Page:
    page.add_init_script(RECORD_BOXES)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(300)
    return page


def names_of(page: Page) -> dict[str, Box]:
    return {name: tuple(box) for name, box in page.evaluate("window.names").items()}


def controls_of(page: Page) -> dict[str, Box]:
    return {name: tuple(box) for name, box in page.evaluate(CONTROLS).items()}


def covers(one: Box, two: Box) -> bool:
    """By more than two pixels: letters are measured in whole ones."""
    return all(one[k] + 2 < two[k + 2] and two[k] + 2 < one[k + 2] for k in (0, 1))


@pytest.mark.parametrize(("width", "height"), [(320, 568), (844, 390)])
def test_no_name_lies_under_a_button_or_over_another_name(
    open_page: Opener, large_page: Path, width: int, height: int
) -> None:
    page = record(open_page(large_page, address(tab="none"), width=width, height=height))
    controls, seen = controls_of(page), set[str]()
    page.locator("#canvas").focus()
    for key in ("", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "+", "ArrowLeft"):
        if key:
            page.keyboard.press(key)
            page.wait_for_timeout(150)
        names = names_of(page)
        seen |= names.keys()
        under = [(name, id_) for name, box in names.items() for id_, held in controls.items() if covers(box, held)]
        over = [(one, two) for one, two in combinations(names, 2) if covers(names[one], names[two])]
        assert (under, over) == ([], [])
    assert len(seen) > 3


def test_all_buttons_are_in_sight_on_a_phone_on_its_side(open_page: Opener, sample_page: Path) -> None:
    page = open_page(sample_page, width=844, height=390)
    controls, high = controls_of(page), page.evaluate("document.getElementById('canvas').clientHeight")
    assert {"layouts", "zoom", "status"} <= controls.keys()
    assert all(top >= 0 and bottom <= high for _, top, _, bottom in controls.values())


def test_a_phone_names_the_enterprises_beside_the_cities(open_page: Opener, sample_page: Path) -> None:
    page = record(open_page(sample_page, address(layout="sides", tab="none"), width=390, height=844))
    assert {"比亚迪", "弗迪电池", "𠮷林重工"} <= names_of(page).keys()
