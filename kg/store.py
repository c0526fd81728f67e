"""Property graph -> on-disk SPARQL store, and back open for reading."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from kg.errors import ExportError, GraphError
from kg.files import link_or_copy
from kg.ontology import Ontology
from kg.outputs import STORE
from kg.rdf import triples

if TYPE_CHECKING:
    import networkx as nx

FOLDER: Final = STORE
AT_ONCE: Final = 64 << 20  # bytes of N-Triples, which take six times as much memory while they are loaded
TABLE: Final = ".sst"  # RocksDB's tables of sorted rows
NO_TRIPLES: Final = ("LOCK", "LOG")  # its files that change though no triple does


def write_store(graph: nx.MultiDiGraph, path: Path, ontology: Ontology) -> None:
    """A new store of all triples of a graph; see `load_store`."""
    with NamedTemporaryFile(suffix=".nt") as file:
        for s, p, o in triples(graph, ontology):
            file.write(f"{s} {p} {o} .\n".encode())
        file.flush()
        load_store(Path(file.name), path, ontology)


def load_store(file: Path, path: Path, ontology: Ontology) -> None:
    """A new store of all triples of a file in the default graph, and the ontology in a named graph of its own IRI.

    What RocksDB writes is not the same byte by byte from run to run; what it answers is.
    """
    if path.exists():
        shutil.rmtree(path)
    try:
        store = Store(str(path))
        with file.open("rb") as lines:
            while some := lines.read(AT_ONCE):
                store.bulk_load(some + lines.readline(), format=RdfFormat.N_TRIPLES)
        named = NamedNode(ontology.namespace.rstrip("#/"))
        store.bulk_load(path=str(ontology.file), format=RdfFormat.TURTLE, to_graph=named)
        store.flush()
    except (OSError, RuntimeError) as error:
        raise ExportError(f"{path}: the store cannot be written: {error}") from error


def change_store(former: Path, path: Path, lost: Iterable[bytes], gained: Iterable[bytes]) -> None:
    """A store with the triples of a former one but for some lines of N-Triples; the former stays as it is."""
    try:
        path.mkdir()
        for name in store_files(former):
            if name.endswith(TABLE):  # never written again, so that both stores can have it
                link_or_copy(former / name, path / name)
            else:
                shutil.copyfile(former / name, path / name)
        store = Store(str(path))
        for quad in parse(b"".join(lost), format=RdfFormat.N_TRIPLES):
            store.remove(quad)
        store.bulk_load(b"".join(gained), format=RdfFormat.N_TRIPLES)
        store.flush()
    except (OSError, RuntimeError) as error:
        raise ExportError(f"{path}: the store cannot be written: {error}") from error


def store_files(path: Path) -> list[str]:
    """The names of the files that hold what is in a store."""
    return sorted(file.name for file in path.iterdir() if not file.name.startswith(NO_TRIPLES))


def open_store(folder: Path) -> Store:
    """The store of a build folder, for reading only; GraphError where there is none or a broken one."""
    path = folder / FOLDER
    if not path.is_dir():
        raise GraphError(f"{folder}: no build here (no {FOLDER}/); run `kg build` first or name another with --graph")
    try:
        return Store.read_only(str(path))
    except (OSError, ValueError, RuntimeError) as error:
        raise GraphError(f"{path}: the store cannot be opened: {error}") from error
