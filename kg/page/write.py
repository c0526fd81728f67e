"""What the page knows + template, styles, scripts -> graph.html.

pyvis brings vis-network. Its own template is not used: it loads styles and scripts from other hosts, which leaves
the page blank behind a firewall.
"""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.errors import ExportError
from kg.page.content import LIMITS, Limits, page_content
from kg.page.evidence import to_json
from kg.page.seen import View, view_graph

if TYPE_CHECKING:
    from kg.ontology import Ontology

VIS_NETWORK = "templates/lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = (
    "words",
    "text",
    "data",
    "state",
    "search",
    "years",
    "paths",
    "remote",
    "view",
    "arrange",
    "shapes",
    "picture",
    "draw",
    "names",
    "pointer",
    "evidence",
    "panel",
    "overview",
    "filters",
    "tables",
    "timeline",
    "svg",
    "turtle",
    "download",
    "app",
)
UNSAFE = "<>&\u2028\u2029"
SLOT = re.compile(r"\{\{(\w+)\}\}")


def write_page(graph: nx.MultiDiGraph[str], path: Path, ontology: Ontology, *, limits: Limits = LIMITS) -> None:
    """Writes the explorer; the same graph gives the same bytes."""
    draw_page(view_graph(graph, evidence=limits.evidence, text=limits.text), path, ontology, limits=limits)


def draw_page(view: View, path: Path, ontology: Ontology, *, limits: Limits = LIMITS) -> None:
    """The same of a view, which holds as much evidence and text as it should."""
    path.write_bytes(render_page(page_content(view, ontology, limits=limits)))


def render_page(content: dict[str, Any], *, connect: str = "") -> bytes:
    """The page in UTF-8. Only its own two scripts may run, by their hashes; nothing is fetched but from `connect`."""
    vis, explorer = _vis_network(), _explorer()
    parts = {
        "policy": _policy(vis, explorer, connect=connect).encode(),
        "style": _own("app.css").encode(),
        "vis": vis.encode(),
        "data": data_json(content),
        "explorer": explorer.encode(),
    }
    # Text and the names of slots take turns.
    pieces = SLOT.split(_own("template.html"))
    return b"".join(parts[piece] if place % 2 else piece.encode() for place, piece in enumerate(pieces))


def data_json(content: dict[str, Any]) -> bytes:
    """JSON in UTF-8 that no HTML parser can read as markup, and that UTF-8 can hold whatever the articles do."""
    plain = to_json(content)
    for char in UNSAFE:
        plain = plain.replace(char.encode(), f"\\u{ord(char):04x}".encode())
    return plain


def _policy(*scripts: str, connect: str) -> str:
    hashes = " ".join(f"'sha256-{base64.b64encode(sha256(s.encode()).digest()).decode()}'" for s in scripts)
    rules = (
        "default-src 'none'",
        f"script-src {hashes}",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join((*rules, f"connect-src {connect}") if connect else rules)


def _explorer() -> str:
    parts = "\n".join(_own(f"js/{name}.js") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}\n}})();\n'


def _own(name: str) -> str:
    return files("kg.page").joinpath(name).read_text(encoding="utf-8")


def _vis_network() -> str:
    # Looked up, not imported: importing pyvis loads IPython, and only its bundled script is wanted.
    spec = find_spec("pyvis")
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    for folder in folders:
        if (folder / VIS_NETWORK).is_file():
            script = (folder / VIS_NETWORK).read_text(encoding="utf-8")
            return re.sub(r"//# sourceMappingURL=\S+", "", script).replace("</script", "<\\/script")
    raise ExportError(f"pyvis does not bring {VIS_NETWORK}; version 0.3.2 does")
