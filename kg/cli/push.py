"""kg push: a build -> a SPARQL 1.1 store somewhere else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import GraphError
from kg.query.remote import push_triples


def push(
    url: Annotated[str, typer.Argument(help="Graph Store address, e.g. http://localhost:7878/store")],
    graph: Annotated[Path, typer.Option(help="The build folder.")] = Path("exports"),
    into: Annotated[str | None, typer.Option(metavar="IRI", help="A named graph; else the default graph.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Empty the graph first.")] = False,
    start: Annotated[int, typer.Option(min=1, help="Go on from this chunk of a push that broke off.")] = 1,
) -> None:
    """Load a build into any SPARQL 1.1 store by the Graph Store Protocol. | 把图谱装入 SPARQL 库。

    Credentials: KG_STORE_TOKEN, or KG_STORE_USER and KG_STORE_PASSWORD, in the environment.
    """
    file = graph / "graph.nt"
    if not file.is_file():
        raise GraphError(f"{graph}: no build here (no graph.nt); run `kg build` first or name another with --graph")
    sent = push_triples(
        file, url, graph=into, replace=replace, start=start,
        tell=lambda number, triples: print(f"chunk {number}: {triples} triples", file=sys.stderr),
    )  # fmt: skip
    print(f"{sent} triples")
