"""The page as it is looked at: its addresses, and what its picture shows."""

from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import Page

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
