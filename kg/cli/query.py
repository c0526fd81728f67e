"""kg query: SPARQL or a named query -> rows."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.address import http_address
from kg.cli.output import Format
from kg.cli.tables import FormatOption, OutOption, choose_format, write_rows
from kg.errors import QueryError
from kg.files import data_folder
from kg.find import find_entity
from kg.ontology import Ontology, load_ontology
from kg.query import (
    VALUE_TYPES,
    NamedQuery,
    Parameter,
    Resolve,
    Result,
    bind_query,
    cell,
    find_query,
    is_sparql,
    load_queries,
    plain,
    rows_cut,
    run_query,
    stand_ins,
    with_prefixes,
)
from kg.store import open_store

# The parameters that have an option of their own; any other is given by `--set`.
OPTIONS = ("city", "province", "enterprise", "park", "policy", "industry", "limit")


def query(
    text: Annotated[
        str | None,
        typer.Argument(metavar="SPARQL|NAME", help="A query, or the name of one; nothing lists the names."),
    ] = None,
    graph: Annotated[Path, typer.Option(help="The build folder.")] = Path("exports"),
    how: FormatOption = None,
    out: OutOption = None,
    city: Annotated[str | None, typer.Option(help="城市 of a named query.")] = None,
    province: Annotated[str | None, typer.Option(help="省份 of a named query.")] = None,
    enterprise: Annotated[str | None, typer.Option(help="企业 of a named query.")] = None,
    park: Annotated[str | None, typer.Option(help="园区 of a named query.")] = None,
    policy: Annotated[str | None, typer.Option(help="政策 of a named query.")] = None,
    industry: Annotated[str | None, typer.Option(help="产业 of a named query.")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="行数 of a named query.")] = None,
    setting: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="Any other parameter of a named query.")
    ] = None,
    endpoint: Annotated[
        str | None, typer.Option(metavar="URL", callback=http_address, help="Ask this SPARQL endpoint, no build.")
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Print the SPARQL instead of running it.")] = False,
) -> None:
    """Ask the graph in SPARQL or by a named query. | 用 SPARQL 或命名查询提问。"""
    how = choose_format(how, out)
    ontology = load_ontology(data_folder() / "ontology")
    if text is None:
        _write_list(load_queries(ontology), how, out)
        return
    values = (city, province, enterprise, park, policy, industry, limit)
    given = {name: str(value) for name, value in zip(OPTIONS, values, strict=True) if value is not None}
    given |= dict(_setting(each) for each in setting or ())
    named = None if is_sparql(text) else find_query(load_queries(ontology), text)
    if named is None and given:
        raise QueryError(f"a SPARQL query has no parameters: {', '.join(sorted(given))}")
    ask, resolve = _remote(endpoint, ontology) if endpoint else _local(graph, ontology)
    if named:
        others = stand_ins(named, given, ask, resolve, ontology)
        for name, other in others.items():
            called = f"{_name(other, ask, ontology)} ({other})"
            print(f"kg: {name}: the default is not in this graph, so {called} is asked for", file=sys.stderr)
        for parameter in named.parameters:
            if parameter.type not in VALUE_TYPES and parameter.name not in given | others:
                print(
                    f"kg: {parameter.name}: {parameter.default}, unless {_flag(parameter)} names another",
                    file=sys.stderr,
                )
        given |= others
    sparql = bind_query(named, given, resolve, ontology) if named else text
    if show:
        print(with_prefixes(sparql, ontology))
        return
    result = ask(sparql)
    value = plain if how in (Format.JSON, Format.XLSX) else cell  # numbers as numbers
    write_rows(result.columns, [[value(term, ontology) for term in row] for row in result.rows], how, out)
    if named and (rows := rows_cut(named, given, result, ask, resolve, ontology)):
        print(f"kg: {len(result.rows)} of {rows} rows; all of them: --limit {rows}", file=sys.stderr)


def _local(folder: Path, ontology: Ontology) -> tuple[Callable[[str], Result], Resolve]:
    store = open_store(folder)
    return (
        lambda sparql: run_query(store, sparql, ontology),
        lambda name, types: find_entity(store, ontology, name, types),
    )


def _remote(url: str, ontology: Ontology) -> tuple[Callable[[str], Result], Resolve]:
    from kg.query.remote import find_remote, query_endpoint  # HTTP is slow to load and seldom wanted

    return (
        lambda sparql: query_endpoint(url, sparql, ontology),
        lambda name, types: find_remote(url, ontology, name, types),
    )


def _name(entity: str, ask: Callable[[str], Result], ontology: Ontology) -> str:
    """What an entity is called."""
    names = ask(f"SELECT ?name {{ <{entity}> skos:prefLabel ?name }}").rows
    return next((cell(name, ontology) for (name,) in names), entity)


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="--set")
    return name.strip(), value.strip()


def _option(parameter: Parameter) -> str:
    """How a parameter is given on the command line."""
    value = f"'{parameter.default}'" if " " in parameter.default else parameter.default
    return f"--{parameter.name} {value}" if parameter.name in OPTIONS else f"--set {parameter.name}={value}"


def _flag(parameter: Parameter) -> str:
    return f"--{parameter.name}" if parameter.name in OPTIONS else f"--set {parameter.name}=…"


def _write_list(queries: Iterable[NamedQuery], how: Format, out: Path | None) -> None:
    rows = [(q.name, q.alias, q.title_zh, q.title_en, " ".join(_option(p) for p in q.parameters)) for q in queries]
    headings = {"name": "名称 name", "alias": "简称", "zh": "问什么", "en": "asks", "parameters": "参数 parameters"}
    write_rows(("name", "alias", "zh", "en", "parameters"), rows, how, out, headings=headings)
