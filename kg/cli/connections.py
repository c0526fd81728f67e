"""kg connections: enterprises × cities -> a list, a pivot, or everything with its sentences."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import Annotated, TextIO

import typer
from pyoxigraph import Store

from kg.cli.output import Cell, Format, no_turns, print_rows, to_json
from kg.cli.tables import FormatOption, OutOption, choose_format, write_book
from kg.cli.workbook import Sheet
from kg.connections import KINDS, USUAL_KINDS, Connection, Filter, Way, find_connections
from kg.files import data_folder
from kg.find import find_entity
from kg.ontology import Ontology, load_ontology
from kg.publish import replace_file
from kg.serve.records import connection_record, whole
from kg.store import open_store

_KIND_NAMES = {
    "direct": "直接", "park": "园区", "county": "区县", "project": "项目", "subsidiary": "子公司", "parent": "母公司",
}  # fmt: skip


_HEADINGS = {
    "enterprise": "企业", "city": "城市", "via": "途径", "path": "路径", "articles": "文章", "facts": "事实",
    "confidence": "置信度", "first": "最早发布", "last": "最晚发布", "yuan": "投资额（元）",
    "planned_yuan": "其中计划（元）", "foreign": "外币", "planned": "计划", "sentence": "原句",
}  # fmt: skip

_NAMED = ("City", "Enterprise", "Province")  # what a bare name may stand for

_TABLE_WIDTH = 150  # columns of a terminal that a table of connections needs

_SENTENCE_COLUMNS = ("企业", "城市", "途径", "路径", "日期", "文章", "原句", "计划", "置信度", "规则")


def connections(
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A city, an enterprise or a province, by any name.")
    ] = None,
    graph: Annotated[Path, typer.Option(help="The build folder.")] = Path("exports"),
    city: Annotated[str | None, typer.Option(help="城市: 襄阳, 襄阳市, 420600.")] = None,
    enterprise: Annotated[str | None, typer.Option(help="企业: any name or alias.")] = None,
    province: Annotated[str | None, typer.Option(help="Only cities of this 省份, or places of this city.")] = None,
    industry: Annotated[str | None, typer.Option(help="Only enterprises of this 产业.")] = None,
    year: Annotated[
        int | None,
        typer.Option(help="Only what a sentence dates in this year; one without a date, if published in it."),
    ] = None,
    relation: Annotated[str | None, typer.Option(help="Only operatesIn or investsIn.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help=f"Only these ways: {', '.join(KINDS)}. Without it: all but parent.")
    ] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Only sentences at least this sure.")] = 0.0,
    matrix: Annotated[bool, typer.Option("--matrix", help="Enterprises down, cities across, articles inside.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many connections, strongest first.")] = None,
    how: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Which enterprises connect to which cities, and how. | 哪些企业与哪些城市相连，经由什么。"""
    if strange := sorted(set(kind or ()) - set(KINDS)):
        raise typer.BadParameter(f"{', '.join(strange)}: none of {', '.join(KINDS)}", param_hint="--kind")
    if relation not in (None, "operatesIn", "investsIn"):
        raise typer.BadParameter("operatesIn or investsIn", param_hint="--relation")
    how = choose_format(how, out)
    ontology = load_ontology(data_folder() / "ontology")
    store = open_store(graph)
    asked = {"city": city, "enterprise": enterprise, "province": province}
    if name is not None:
        asked |= _meant(name, asked, store, ontology)
    wanted = Filter(
        **asked, industry=industry, year=year, relation=relation, kinds=tuple(kind) if kind else USUAL_KINDS,
        min_confidence=min_confidence,
    )  # fmt: skip
    found = find_connections(store, ontology, wanted, premises=how is Format.JSON)[:limit]
    if how is Format.XLSX:
        write_book(_sheets(found, ontology), out)
    elif out is None:
        _print(found, ontology, how, matrix=matrix)
    else:
        with replace_file(out) as file:
            _print(found, ontology, how, matrix=matrix, file=file)


def _meant(name: str, given: Mapping[str, str | None], store: Store, ontology: Ontology) -> dict[str, str | None]:
    """The option that a bare name stands for, and the entity."""
    entity = find_entity(store, ontology, name, _NAMED).value.removeprefix(ontology.id_namespace)
    option = entity.partition("/")[0]
    if given[option] is not None:
        raise typer.BadParameter(f"{name} is a second {option}", param_hint=f"--{option}")
    return {option: entity}


def _print(
    found: Sequence[Connection], ontology: Ontology, how: Format, *, matrix: bool, file: TextIO | None = None
) -> None:
    if matrix:
        print_rows(*_matrix(found), how, file=file)
    elif how is Format.JSON:
        records = [connection_record(connection) for connection in found]
        print(to_json(records), file=file)
    else:
        rows = [_row(connection, ontology, all_sentences=how is not Format.TABLE) for connection in found]
        columns = tuple(_HEADINGS)
        if how is Format.TABLE and (not rows or _is_narrow(file or sys.stdout)):
            print("\n\n".join(map(_block, rows)) or "没有联系 · no connection", file=file)
            return
        if how is Format.CSV:  # programs join by id
            columns = ("enterprise_id", "city_id", *columns)
            rows = [(c.enterprise, c.city, *row) for c, row in zip(found, rows, strict=True)]
        print_rows(columns, rows, how, headings=_HEADINGS, file=file)


def _is_narrow(file: TextIO) -> bool:
    """Whether this is a terminal on which a table of all columns cannot be read."""
    return file.isatty() and get_terminal_size().columns < _TABLE_WIDTH


def _block(row: Sequence[Cell]) -> str:
    """A row as lines: who and where, then what there is, each behind its heading."""
    enterprise, city, *values = row
    said = zip(list(_HEADINGS.values())[2:], values, strict=True)
    lines = (f"{enterprise} — {city}", *(f"  {name} {value}" for name, value in said if value is not None))
    return no_turns("\n".join(lines))


def _sheets(found: Sequence[Connection], ontology: Ontology) -> tuple[Sheet, ...]:
    """The connections, the pivot, and every sentence, on a sheet each."""
    rows = ((*_row(c, ontology, all_sentences=True), c.enterprise, c.city) for c in found)
    columns, pivot = _matrix(found)
    return (
        Sheet(name="联系", columns=(*_HEADINGS.values(), "企业编号", "城市编号"), rows=rows),
        Sheet(name="矩阵", columns=columns, rows=pivot),
        Sheet(name="原句", columns=_SENTENCE_COLUMNS, rows=_sentences(found, ontology)),
    )


def _sentences(found: Sequence[Connection], ontology: Ontology) -> Iterator[Sequence[Cell]]:
    for connection in found:
        for way in connection.ways:
            path = _path(connection, way, ontology)
            for said in way.said:
                yield (
                    connection.enterprise_name, connection.city_name, _KIND_NAMES[way.kind], path, said.date or None,
                    said.title, said.sentence, "计划" if said.modality == "Planned" else None, said.confidence,
                    said.rule,
                )  # fmt: skip


def _row(connection: Connection, ontology: Ontology, *, all_sentences: bool) -> Sequence[Cell]:
    dates = connection.dates
    first = connection.ways[0]
    sentences = list(dict.fromkeys(said.sentence for said in sorted(first.said, key=lambda said: -said.confidence)))
    more = len({said.sentence for said in connection.said}) - 1
    shown = "\n".join(sentences) if all_sentences else sentences[0] + (f" （另有 {more} 句）" if more else "")
    return (
        connection.enterprise_name,
        connection.city_name,
        "、".join(dict.fromkeys(_KIND_NAMES[way.kind] for way in connection.ways)),
        _path(connection, first, ontology),
        connection.articles,
        connection.facts,
        connection.confidence,
        dates[0] if dates else None,
        dates[-1] if dates else None,
        whole(connection.yuan),
        whole(connection.planned_yuan),
        "、".join(f"{currency} {whole(number)}" for currency, number in connection.foreign.items()) or None,
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


def _matrix(found: Sequence[Connection]) -> tuple[list[str], list[list[Cell]]]:
    """Rows and columns with most articles first; an empty cell is no connection."""
    firms = list(dict.fromkeys((c.enterprise, c.enterprise_name) for c in found))
    cities = list(dict.fromkeys((c.city, c.city_name) for c in found))
    cells = {(c.enterprise, c.city): c.articles for c in found}
    names = [name for _, name in cities]
    columns = [name if names.count(name) == 1 else f"{name} {city}" for city, name in cities]
    return ["企业", *columns], [[name, *(cells.get((firm, city)) for city, _ in cities)] for firm, name in firms]
