"""Property graph -> on-disk SPARQL store, and back open for reading."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.errors import ExportError, GraphError
from kg.ontology import Ontology
from kg.rdf import triples

if TYPE_CHECKING:
    import networkx as nx

FOLDER: Final = "store"
# Bulk loading takes a file at a time; this many triples are held as text at once.
_BATCH: Final = 200_000


def write_store(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """A new store of all triples in the default graph, and the ontology in a named graph of its own IRI.

    What RocksDB writes is not the same byte by byte from run to run; what it answers is.
    """
    if path.exists():
        shutil.rmtree(path)
    try:
        store = Store(str(path))
        batch: list[str] = []
        for s, p, o in triples(graph, ontology):
            batch.append(f"{s} {p} {o} .\n")
            if len(batch) >= _BATCH:
                _load(store, batch)
        _load(store, batch)
        named = NamedNode(ontology.namespace.rstrip("#/"))
        store.bulk_load(path=str(ontology.file), format=RdfFormat.TURTLE, to_graph=named)
        store.optimize()
        store.flush()
    except OSError as error:
        raise ExportError(f"{path}: the store cannot be written: {error}") from error


def open_store(folder: Path) -> Store:
    """The store of a build folder, for reading only."""
    path = folder / FOLDER
    if not path.is_dir():
        raise GraphError(f"{folder}: no build here (no {FOLDER}/); run `kg build` first or name another with --graph")
    try:
        return Store.read_only(str(path))
    except (OSError, ValueError) as error:
        raise GraphError(f"{path}: the store cannot be opened: {error}") from error


def _load(store: Store, batch: list[str]) -> None:
    store.bulk_load("".join(batch), format=RdfFormat.N_TRIPLES)
    batch.clear()
