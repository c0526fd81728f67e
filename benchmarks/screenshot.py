"""exports/graph.html -> the pictures in docs/images. Called by `make screenshot`; look at each of them afterwards.

Another page can be named: `benchmarks/screenshot.py PAGE`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from browser import open_browser
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "exports" / "graph.html"
IMAGES = ROOT / "docs" / "images"
XIANGYANG = "city/420600"


class Shot(NamedTuple):
    """One picture: its name, what the address says, and how the window looks."""

    name: str
    address: dict[str, str]
    width: int = 1360
    height: int = 850
    dark: bool = False


SHOTS = (
    Shot("graph", {"v": "focus", "c": XIANGYANG, "p": f"n|{XIANGYANG}", "h": "2"}),
    Shot("overview", {}),
    Shot("dark", {"tab": "none"}, dark=True),
    Shot("connections", {"layout": "sides", "tab": "links"}),
    Shot("map", {"layout": "map", "tab": "none"}),
    Shot("phone", {"v": "focus", "c": XIANGYANG, "p": f"n|{XIANGYANG}"}, width=390, height=844),
)


def take(browser: Browser, file: Path, shot: Shot) -> Path:
    """Opens the page without network and writes the picture."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
        offline=True,
    )
    page = context.new_page()
    page.goto(f"{file.as_uri()}#{urlencode(shot.address)}")
    page.wait_for_selector("html[data-ready]")
    page.wait_for_timeout(500)
    path = IMAGES / f"{shot.name}.png"
    page.screenshot(path=path)
    context.close()
    return path


def main(file: Path) -> int:
    if not file.is_file():
        print(f"{file}: not there; run `make demo` first", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = open_browser(playwright, "--font-render-hinting=none")
        for shot in SHOTS:
            print(take(browser, file, shot).relative_to(ROOT))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else PAGE))
