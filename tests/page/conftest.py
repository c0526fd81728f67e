"""Pages to open in a browser without network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page

from kg.files import data_folder
from kg.ontology import Ontology, load_ontology
from kg.page import write_page
from kg.page.content import LIMITS, Limits
from tests.page.sample import large_graph, sample_graph

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology(data_folder() / "ontology")


@pytest.fixture(scope="session")
def sample_page(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    return _written(sample_graph(), tmp_path_factory, ontology)


@pytest.fixture(scope="session")
def large_page(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    return _written(large_graph(3000), tmp_path_factory, ontology)


@pytest.fixture(scope="session")
def narrow_page(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    """A page with so little room that almost nothing fits."""
    limits = Limits(nodes=60, start=20, hubs=3, visible=40, evidence=1, text=300)
    return _written(large_graph(300), tmp_path_factory, ontology, limits)


def _written(
    graph: nx.MultiDiGraph[str], folders: pytest.TempPathFactory, ontology: Ontology, limits: Limits = LIMITS
) -> Path:
    path = folders.mktemp("page") / "graph.html"
    write_page(graph, path, ontology, limits=limits)
    return path


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    """Opens a page from disk, offline; at the end nothing may have been asked for and no error told."""
    contexts, complaints = [], []

    def opener(path: Path, address: str = "", *, width: int = 1280, height: int = 860, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            offline=True,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda message: complaints.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("request", lambda request: request.url.split("#")[0] == path.as_uri() or ours(request.url))
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready]")
        return page

    def ours(url: str) -> None:
        # What the page made itself, for a download or its empty icon, leaves no machine.
        if not url.startswith(("blob:", "data:")):
            complaints.append(f"request: {url}")

    yield opener
    for context in contexts:
        context.close()
    assert complaints == []
