"""Property graph -> on-disk SPARQL store, and back open for reading."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.errors import ExportError, GraphError
from kg.ontology import Ontology
from kg.rdf import triples

if TYPE_CHECKING:
    import networkx as nx

FOLDER: Final = "store"


def write_store(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """A new store of all triples in the default graph, and the ontology in a named graph of its own IRI.

    What RocksDB writes is not the same byte by byte from run to run; what it answers is.
    """
    if path.exists():
        shutil.rmtree(path)
    try:
        store = Store(str(path))
        with TemporaryFile() as file:  # bulk loading is a single stream, read much faster than it can be generated
            for s, p, o in triples(graph, ontology):
                file.write(f"{s} {p} {o} .\n".encode())
            file.seek(0)
            store.bulk_load(file, format=RdfFormat.N_TRIPLES)
        named = NamedNode(ontology.namespace.rstrip("#/"))
        store.bulk_load(path=str(ontology.file), format=RdfFormat.TURTLE, to_graph=named)
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
