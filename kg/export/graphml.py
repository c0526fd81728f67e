"""Rows of entities and facts -> GraphML with typed columns, for yEd, Gephi, Cytoscape, igraph and networkx."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape  # that of xml.sax loads what fetches addresses
from typing import Final

from kg.export.flat import EDGE_COLUMNS, NODE_COLUMNS, Value, xml_text

_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
FOOT: Final = "  </graph>\n</graphml>\n"
_TYPES: Final = {str: "string", float: "double", int: "long"}


def graphml_head() -> str:
    """What stands before the first node: the typed columns."""
    keys = [
        f'  <key id="{target}.{name}" for="{target}" attr.name="{name}" attr.type="{_TYPES[type_]}"/>\n'
        for target, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS))
        for name, type_ in columns.items()
    ]
    return f'{_HEAD}{"".join(keys)}  <graph id="kg" edgedefault="directed">\n'


def graphml_node(row: dict[str, Value]) -> str:
    """One entity."""
    return f'    <node id="{attribute(row["id"])}">\n{"".join(_data("node", row))}    </node>\n'


def graphml_edge(row: dict[str, Value]) -> str:
    """One fact."""
    key = attribute(f"{row['source']}|{row['predicate']}|{row['target']}")
    ends = f'source="{attribute(row["source"])}" target="{attribute(row["target"])}"'
    return f'    <edge id="{key}" {ends}>\n{"".join(_data("edge", row))}    </edge>\n'


def attribute(value: Value) -> str:
    """A value inside the double quotes of an XML attribute."""
    return text(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def text(value: Value) -> str:
    """A value between XML tags."""
    return escape(xml_text(str(value)), quote=False).replace("\r", "&#13;")


def _data(target: str, row: dict[str, Value]) -> Iterator[str]:
    columns = NODE_COLUMNS if target == "node" else EDGE_COLUMNS
    for name in columns:
        value = row[name]
        if value is not None and value != "":
            yield f'      <data key="{target}.{name}">{text(value)}</data>\n'
