"""How quickly the page is there and how smoothly it moves, beside plain pyvis: `benchmarks/page.py [NODES …]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import networkx as nx
from browser import open_browser
from playwright.sync_api import Browser, Page, sync_playwright
from pyvis.network import Network

from kg.files import data_folder
from kg.ontology import load_ontology
from kg.page import write_page

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.page.sample import large_graph

SIZES = (1000, 3000, 10_000)
FRAMES = """() => {
  window.frames_ = [];
  let last = performance.now();
  const tick = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""


class Measured(NamedTuple):
    """Seconds until the picture stands, and 95 of 100 frames in milliseconds while dragging and zooming."""

    ready: float
    p95: float


def measure(browser: Browser, path: Path, address: str, ready: str) -> Measured:
    page = browser.new_page(viewport={"width": 1360, "height": 850})
    page.route("http*://**", lambda route: route.abort())
    started = time.perf_counter()
    page.goto(path.as_uri() + address)
    page.wait_for_function(ready)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    seconds = time.perf_counter() - started
    frames = sorted(_frames(page))
    page.close()
    return Measured(seconds, frames[int(len(frames) * 0.95)])


def _frames(page: Page) -> list[float]:
    box = page.locator("canvas").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] * 0.03, box["y"] + box["height"] * 0.3
    page.mouse.move(x, y)
    page.evaluate(FRAMES)
    page.mouse.down()
    for step in range(60):
        page.mouse.move(x + step * 4, y + step * 2)
    page.mouse.up()
    for step in range(20):
        page.mouse.wheel(0, -60 if step < 10 else 60)
    return [float(frame) for frame in page.evaluate("window.frames_.slice(1)")]


def write_pyvis(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """The same nodes and edges by pyvis alone, at its best: positions given, physics and curves off."""
    network = Network(cdn_resources="in_line")
    side = int(graph.number_of_nodes() ** 0.5)
    for number, (node, data) in enumerate(graph.nodes(data=True)):
        network.add_node(node, label=data["name"], x=number % side * 60, y=number // side * 60)
    network.edges = [{"from": s, "to": o, "arrows": "to"} for s, o in graph.edges()]
    network.set_options('{"physics": {"enabled": false}, "edges": {"smooth": false}}')
    path.write_text(network.generate_html(), encoding="utf-8")


def main(sizes: tuple[int, ...]) -> None:
    ontology = load_ontology(data_folder() / "ontology")
    print("| nodes | page | write | size | picture stands | p95 frame |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = open_browser(playwright)
        for size in sizes:
            graph = large_graph(size)
            ours, theirs = Path(folder) / "ours.html", Path(folder) / "pyvis.html"
            started = time.perf_counter()
            write_page(graph, ours, ontology)
            wrote = time.perf_counter() - started
            started = time.perf_counter()
            write_pyvis(graph, theirs)
            pyvis_wrote = time.perf_counter() - started
            ready = "document.documentElement.dataset.ready"
            _row(size, "overview", wrote, ours, measure(browser, ours, "", ready))
            _row(size, "all", wrote, ours, measure(browser, ours, "#v=all", ready))
            _row(
                size,
                "plain pyvis",
                pyvis_wrote,
                theirs,
                measure(browser, theirs, "", "window.network || window.drawGraph"),
            )
        browser.close()


def _row(size: int, name: str, wrote: float, path: Path, measured: Measured) -> None:
    megabytes = path.stat().st_size / 1e6
    print(
        f"| {size:,} | {name} | {wrote:.1f} s | {megabytes:.1f} MB | {measured.ready:.2f} s | {measured.p95:.0f} ms |"
    )


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
