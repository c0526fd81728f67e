"""kg validate: RDF file -> what of it breaks the shapes."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import Format
from kg.cli.tables import FormatOption, OutOption, choose_format, write_rows
from kg.errors import GraphError
from kg.files import data_folder
from kg.ontology import load_ontology


def validate(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Turtle, N-Triples, JSON-LD, TriG, N-Quads or RDF/XML.")
    ] = Path("exports/graph.ttl"),
    how: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Check an RDF file against ontology/shapes.ttl. | 按 SHACL 形状校验 RDF 文件。"""
    how = choose_format(how, out)
    if not file.is_file():
        raise GraphError(f"{file}: no such file")
    # pyshacl takes a second to load: only once the file is there.
    from kg.validate import validate_rdf

    findings = validate_rdf(file, load_ontology(data_folder() / "ontology"))
    columns = ("focus", "path", "value", "message_zh", "message_en")
    headings = dict(zip(columns, ("何处 where", "属性 property", "值 value", "问题", "why"), strict=True))
    if findings or how is not Format.TABLE:
        write_rows(columns, [astuple(finding) for finding in findings], how, out, headings=headings)
    if how is Format.TABLE:
        told = f"{len(findings)} 处不合 · {len(findings)} findings" if findings else "合格 · conforms"
        print(f"{file}: {told}")
    if findings:
        raise typer.Exit(1)
