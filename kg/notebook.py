"""A build folder -> a graph to work with in Python and notebooks: `kg.load("exports")`."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pyoxigraph import NamedNode, Store

from kg.errors import GraphError, KgError
from kg.files import data_folder
from kg.find import find_entity
from kg.ontology import Ontology, load_ontology
from kg.outputs import PAGE
from kg.query import Result, bind_query, find_query, is_sparql, load_queries, plain, rows_cut, run_query
from kg.store import open_store

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

SHOWN: Final = 100  # rows that a notebook displays

Value = str | int | float | bool | None


class Frames(NamedTuple):
    """One row an entity, one row a fact."""

    nodes: pd.DataFrame
    edges: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns and rows; iterates over rows as dicts, shows as a table in a notebook."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a data frame."""
        return import_pandas().DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        lines = [_row("th", self.columns), *(_row("td", row) for row in self.rows[:SHOWN])]
        more = f"<p>… {len(self.rows)} rows</p>" if len(self.rows) > SHOWN else ""
        return f"<table>{''.join(lines)}</table>{more}"


@dataclass(frozen=True, slots=True)
class Picture:
    """The explorer of a build, shown in place by a notebook. It can reach neither the notebook nor the network."""

    file: Path
    height: int

    def _repr_html_(self) -> str:
        page = escape(self.file.read_text(encoding="utf-8"), quote=True)
        style = f"width:100%;height:{self.height}px;border:1px solid #ccc"
        return f'<iframe sandbox="allow-scripts allow-downloads" style="{style}" srcdoc="{page}"></iframe>'


@dataclass(frozen=True, slots=True)
class Graph:
    """A build, open for reading."""

    folder: Path
    ontology: Ontology = field(repr=False)
    store: Store = field(repr=False)

    def to_networkx(self) -> nx.MultiDiGraph:
        """The property graph, with the keys of `kg.assemble`; what RDF does not hold is named in `kg.restore`."""
        from kg.restore import read_graph

        return read_graph(self.store, self.ontology, self.folder)

    def to_pandas(self) -> Frames:
        """The entities and the facts as data frames; several values of one cell stand on lines of their own."""
        pandas = import_pandas()
        from kg.export.flat import EDGE_COLUMNS, NODE_COLUMNS, edge_rows, node_rows

        graph = self.to_networkx()
        nodes = pandas.DataFrame(list(node_rows(graph, self.ontology)), columns=["id", *NODE_COLUMNS])
        edges = pandas.DataFrame(list(edge_rows(graph, self.ontology)), columns=["source", "target", *EDGE_COLUMNS])
        return Frames(nodes.set_index("id"), edges)

    def query(self, text: str, **parameters: str | int | float) -> Answer:
        """The answer to a SPARQL query, or to a named query: `query("企业落户", city="襄阳")`.

        A warning tells when a named query was cut at its limit.
        """
        if not is_sparql(text):
            result = self._ask_named(text, {name: str(value) for name, value in parameters.items()})
        elif parameters:
            raise KgError(f"a SPARQL query has no parameters: {', '.join(sorted(parameters))}")
        else:
            result = self._ask(text)
        rows = tuple(tuple(plain(value, self.ontology) for value in row) for row in result.rows)
        return Answer(result.columns, rows)

    def _ask(self, text: str) -> Result:
        return run_query(self.store, text, self.ontology)

    def _ask_named(self, name: str, given: dict[str, str]) -> Result:
        named = find_query(load_queries(self.ontology), name)
        result = self._ask(bind_query(named, given, self._find, self.ontology))
        if rows := rows_cut(named, given, result, self._ask, self._find, self.ontology):
            warnings.warn(f"{len(result.rows)} of {rows} rows; all of them: limit={rows}", stacklevel=3)
        return result

    def show(self, *, height: int = 640) -> Picture:
        """The explorer, `height` pixels high."""
        file = self.folder / PAGE
        if not file.is_file():
            raise GraphError(f"{self.folder}: this build has no {PAGE}")
        return Picture(file, height)

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()

    def _find(self, name: str, types: Iterable[str]) -> NamedNode:
        return find_entity(self.store, self.ontology, name, types)


def load_build(folder: str | Path = "exports") -> Graph:
    """The graph of a build folder; a GraphError if there is none."""
    path = Path(folder)
    return Graph(path, load_ontology(data_folder() / "ontology"), open_store(path))


def import_pandas() -> ModuleType:
    """pandas, which is wanted by few and weighs much."""
    try:
        return import_module("pandas")
    except ImportError as error:
        raise KgError("pandas is not installed: pip install 'zhaoshang-kg[notebook]'") from error


def _row(cell: str, values: Sequence[Any]) -> str:
    return "<tr>" + "".join(f"<{cell}>{escape('' if v is None else str(v))}</{cell}>" for v in values) + "</tr>"
