"""kg connections: enterprises × cities -> a list, a pivot, or everything with its sentences."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.output import Cell, Format, print_rows
from kg.connections import KINDS, USUAL_KINDS, Connection, Filter, Way, find_connections
from kg.files import data_folder
from kg.ontology import Ontology, load_ontology
from kg.serve.records import connection_record, whole
from kg.store import open_store

_KIND_NAMES = {
    "direct": "直接", "park": "园区", "county": "区县", "project": "项目", "subsidiary": "子公司", "parent": "母公司",
}  # fmt: skip
_HEADINGS = {
    "enterprise": "企业", "city": "城市", "via": "途径", "path": "路径", "articles": "文章", "facts": "事实",
    "confidence": "置信度", "first": "最早", "last": "最晚", "yuan": "投资额（元）", "planned": "计划",
    "sentence": "原句",
}  # fmt: skip


def connections(
    graph: Annotated[Path, typer.Option(help="The build folder.")] = Path("exports"),
    city: Annotated[str | None, typer.Option(help="城市: 襄阳, 襄阳市, 420600.")] = None,
    enterprise: Annotated[str | None, typer.Option(help="企业: any name or alias.")] = None,
    province: Annotated[str | None, typer.Option(help="Only cities of this 省份, or places of this city.")] = None,
    industry: Annotated[str | None, typer.Option(help="Only enterprises of this 产业.")] = None,
    year: Annotated[int | None, typer.Option(help="Only articles of this year.")] = None,
    relation: Annotated[str | None, typer.Option(help="Only operatesIn or investsIn.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help=f"Only these ways: {', '.join(KINDS)}. Without it: all but parent.")
    ] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Only sentences at least this sure.")] = 0.0,
    matrix: Annotated[bool, typer.Option("--matrix", help="Enterprises down, cities across, articles inside.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many connections, strongest first.")] = None,
    how: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Which enterprises connect to which cities, and how. | 哪些企业与哪些城市相连，经由什么。"""
    if strange := sorted(set(kind or ()) - set(KINDS)):
        raise typer.BadParameter(f"{', '.join(strange)}: none of {', '.join(KINDS)}", param_hint="--kind")
    if relation not in (None, "operatesIn", "investsIn"):
        raise typer.BadParameter("operatesIn or investsIn", param_hint="--relation")
    ontology = load_ontology(data_folder() / "ontology")
    wanted = Filter(
        city=city, enterprise=enterprise, province=province, industry=industry, year=year, relation=relation,
        kinds=tuple(kind) if kind else USUAL_KINDS, min_confidence=min_confidence,
    )  # fmt: skip
    found = find_connections(open_store(graph), ontology, wanted, premises=how is Format.JSON)[:limit]
    if matrix:
        _print_matrix(found, how)
    elif how is Format.JSON:
        print(json.dumps([connection_record(connection) for connection in found], ensure_ascii=False, indent=1))
    else:
        rows = [_row(connection, ontology, all_sentences=how is not Format.TABLE) for connection in found]
        columns = tuple(_HEADINGS)
        if how is Format.CSV:  # programs join by id
            columns = ("enterprise_id", "city_id", *columns)
            rows = [(c.enterprise, c.city, *row) for c, row in zip(found, rows, strict=True)]
        print_rows(columns, rows, how, headings=_HEADINGS)
        if how is Format.TABLE and not found:
            print("没有联系 · no connection")


def _row(connection: Connection, ontology: Ontology, *, all_sentences: bool) -> Sequence[Cell]:
    dates = connection.dates
    sentences = list(dict.fromkeys(said.sentence for said in connection.said))
    more = len(sentences) - 1
    shown = "\n".join(sentences) if all_sentences or not more else f"{sentences[0]} （另有 {more} 句）"
    return (
        connection.enterprise_name,
        connection.city_name,
        "、".join(dict.fromkeys(_KIND_NAMES[way.kind] for way in connection.ways)),
        _path(connection, connection.ways[0], ontology),
        connection.articles,
        connection.facts,
        connection.confidence,
        dates[0] if dates else None,
        dates[-1] if dates else None,
        whole(connection.yuan),
        "是" if connection.planned else None,
        shown,
    )


def _path(connection: Connection, way: Way, ontology: Ontology) -> str:
    """A way in words, from the enterprise on: 投资 某项目 → 位于 某园区 → 位于 某市."""
    words, here = [], connection.enterprise
    for subject, predicate, object_ in way.steps:
        relation = ontology.label(predicate, "zh")
        here, relation = (object_, relation) if subject == here else (subject, "子公司")
        words.append(f"{relation} {connection.names[here]}")
    return " → ".join(words)


def _print_matrix(found: Sequence[Connection], how: Format) -> None:
    """Rows and columns with most articles first; an empty cell is no connection."""
    firms = list(dict.fromkeys((c.enterprise, c.enterprise_name) for c in found))
    cities = list(dict.fromkeys((c.city, c.city_name) for c in found))
    cells = {(c.enterprise, c.city): c.articles for c in found}
    names = [name for _, name in cities]
    columns = [name if names.count(name) == 1 else f"{name} {city}" for city, name in cities]
    rows = [[name, *(cells.get((firm, city)) for city, _ in cities)] for firm, name in firms]
    print_rows(["企业", *columns], rows, how)
