"""kg push: a build -> a SPARQL 1.1 store somewhere else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.address import http_address
from kg.errors import GraphError
from kg.outputs import REPORT, TRIPLES
from kg.query.remote import push_triples


def push(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL", callback=http_address, help="Graph Store address, e.g. http://localhost:7878/store"
        ),
    ],
    graph: Annotated[
        str, typer.Option(help="The build folder, or the address of one that a cluster wrote.")
    ] = "exports",
    into: Annotated[str | None, typer.Option(metavar="IRI", help="A named graph; else the default graph.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Empty the graph first.")] = False,
    start: Annotated[int, typer.Option(min=1, help="Go on from this chunk of a push that broke off.")] = 1,
) -> None:
    """Load a build into any SPARQL 1.1 store by the Graph Store Protocol. | 把图谱装入 SPARQL 库。

    Credentials: KG_STORE_TOKEN, or KG_STORE_USER and KG_STORE_PASSWORD, in the environment.
    """
    sent = push_triples(
        triples_of(graph), url, graph=into, replace=replace, start=start,
        tell=lambda number, triples: print(f"chunk {number}: {triples} triples", file=sys.stderr),
    )  # fmt: skip
    print(f"{sent} triples")


def triples_of(graph: str) -> list[Path]:
    """The files of triples of a build, in order."""
    folder = Path(graph)
    if "://" in graph:
        from kg.cluster.places import place_at

        folder = place_at(graph)
    whole, parts = folder / TRIPLES, folder / "triples"
    if whole.is_file():
        return [whole]
    if (folder / REPORT).is_file() and parts.is_dir():
        return sorted(parts.glob("*.nt.gz"))
    raise GraphError(f"{graph}: no build here (no graph.nt); run `kg build` first or name another with --graph")
