"""/query: a page to ask on: the named queries with forms, an editor, the answer as a table and as a graph."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode, RdfFormat, parse
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.query import NamedQuery, cell, row_limit
from kg.serve.asked import FORM, Asked, read_body, read_fields
from kg.serve.drawing import Dot, Line, draw
from kg.serve.html import Markup, join, page, tag, void, words
from kg.serve.ids import PREFIX, lang_of
from kg.serve.site import Site
from kg.serve.sparql import answer_query
from kg.serve.things import Reader

EXAMPLE: Final = """SELECT ?enterprise ?name ?city WHERE {
  ?enterprise zs:operatesIn ?city ;
              skos:prefLabel ?name .
  ?city a zs:City .
} LIMIT 100
"""
OWN: Final = frozenset(("query", "name", "lang", "write"))  # no parameter of a named query may be called so
ROW_FORMS: Final = ("csv", "json", "xml", "tsv")
TRIPLE_FORMS: Final = ("ttl", "nt", "jsonld")
SHOWN: Final = 1_000  # rows or triples of an answer on the page, which has links to download more
SHOWN_BYTES: Final = 16 * 1024**2
DRAWN: Final = 60  # nodes of a drawing
UNKNOWN: Final = "#7a7a7a"


async def ask(request: Request) -> HTMLResponse:
    """The page. A named query runs with the parameters given; `write` only writes it into the editor."""
    site: Site = request.app.state.site
    fields = dict(read_fields(request.scope["query_string"]))
    if request.method == "POST":
        is_form = request.headers.get("content-type", "").partition(";")[0].strip().lower() == FORM
        fields |= dict(read_fields(await read_body(request, site.settings.body))) if is_form else {}
    lang = "en" if fields.get("lang") == "en" else lang_of(request)
    named = next((query for query in site.queries if fields.get("name") in query.names), None)
    text, status, answer = await answer_fields(site, fields, lang)
    parts = (choices(site.queries, named, fields, lang), editor(text or EXAMPLE, lang), answer)
    other = "?" + urlencode(
        [*((n, v) for n, v in fields.items() if n != "lang"), ("lang", "zh" if lang == "en" else "en")]
    )
    return HTMLResponse(page(lang, words(lang)["query"], *parts, other=other), status)


async def answer_fields(site: Site, fields: Mapping[str, str], lang: str) -> tuple[str, int, Markup]:
    """The query that somebody wrote or chose, and how it is answered."""
    text = fields.get("query", "")
    if "name" in fields:
        given = {name: value for name, value in fields.items() if name not in OWN}
        question = {"task": "named", "name": fields["name"], "given": given, "max_bytes": SHOWN_BYTES}
        head, body = await site.ask(question)
        if head["status"] != 200:
            return text, head["status"], complain(head["reason"], lang)
        text = body.decode()
    if not text.strip() or "write" in fields:
        return text, 200, Markup("")
    named = next((query for query in site.queries if fields.get("name") in query.names), None)
    return text, *await run(site, text, lang, row_limit(named, fields) if named else None)


async def run(site: Site, text: str, lang: str, limit: int | None) -> tuple[int, Markup]:
    """The answer as a table with links to download it whole. Others are served while it is made.

    `limit` is the number of rows at which the query itself cuts its answer.
    """
    asked, limits = Asked(query=text, default=(), named=(), form=""), site.settings
    head, body = await answer_query(
        site, asked, rows="json", triples="nt",
        max_rows=min(SHOWN, limits.max_rows), max_bytes=min(SHOWN_BYTES, limits.max_bytes),
    )  # fmt: skip
    if head["status"] != 200:
        return head["status"], complain(head["reason"], lang)
    return 200, await run_in_threadpool(show_answer, site, text, head, body, lang, limit)


def show_answer(site: Site, text: str, head: Mapping[str, Any], body: bytes, lang: str, limit: int | None) -> Markup:
    """What a worker answered to the query `text`, with a drawing of it."""
    says, is_rows = words(lang), head["kind"] == "rows"
    forms = ROW_FORMS if is_rows else TRIPLE_FORMS
    links = [tag("button", form, name="download", value=form) for form in forms]
    hidden = void("input", type="hidden", name="query", value=text)
    downloads = tag("form", f"{says['download']} ", hidden, *links, action="/sparql", method="post", class_="downloads")
    if is_rows:
        found = json.loads(body)
        (table, number), relations = table_of(site, found), relations_of_rows(found)
    else:
        table, number, relations = tag("pre", body.decode()), body.count(b"\n"), relations_of_triples(body)
    drawing = draw_relations(site, relations, lang)
    cut = f"{says['cut']} {number}" if head["cut"] else says["limited"] if limit is not None and number >= limit else ""
    told = f"{number} {says['rows']}" + (f" ({cut})" if cut else "")
    return tag("section", tag("p", told, role="status"), downloads, drawing, table, class_="answer", id="answer")


Relation = tuple[str, str, str]


def relations_of_rows(found: dict[str, Any]) -> list[Relation]:
    """What stands beside each other in a row, where both are IRIs; the words between are those of their columns."""
    columns = [name for name in found["head"].get("vars", ()) if any(_is_iri(row.get(name)) for row in _rows(found))]
    pairs = pairwise(columns)
    relations = [
        (row[one]["value"], other, row[other]["value"])
        for one, other in pairs
        for row in _rows(found)
        if _is_iri(row.get(one)) and _is_iri(row.get(other))
    ]
    return list(dict.fromkeys(relations))


def relations_of_triples(body: bytes) -> list[Relation]:
    """The triples of an answer that tie one IRI to another."""
    quads = parse(body, format=RdfFormat.N_TRIPLES)
    return [
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
    ]


def draw_relations(site: Site, relations: list[Relation], lang: str) -> Markup:
    """The entities among them as a picture; more than one can read are left to the table, and counted."""
    known, spaces = site.ontology, site.ontology.id_namespace
    ours = [(s, p, o) for s, p, o in relations if s.startswith(spaces) and o.startswith(spaces)]
    nodes: dict[str, int] = {}
    lines: list[Line] = []
    for s, p, o in ours:
        if len(nodes.keys() | {s, o}) > DRAWN:
            continue
        for end in (s, o):
            nodes.setdefault(end, len(nodes))
        name = p.removeprefix(known.namespace)
        lines.append(Line(nodes[s], nodes[o], known.label(name, lang) if name in known.terms else name))
    if not lines:
        return Markup("")
    with site.builds.reading() as build:
        reader = Reader(build.store, known)
        dots = [_dot(reader, NamedNode(iri)) for iri in nodes]
    says = words(lang)
    left_out = f" ({len(ours) - len(lines)} {says['undrawn']})" if len(lines) < len(ours) else ""
    drawing = tag("div", draw(dots, lines, says["graph"]), class_="scroll")
    return tag("details", tag("summary", f"{says['graph']}{left_out}"), drawing, open="open")


def _dot(reader: Reader, node: NamedNode) -> Dot:
    cls = reader.type(node)
    colour = reader.ontology.colour(cls) if cls in reader.ontology.classes else UNKNOWN
    return Dot(PREFIX + reader.id(node), reader.name(node), colour)


def _rows(found: dict[str, Any]) -> list[dict[str, dict[str, str]]]:
    rows: list[dict[str, dict[str, str]]] = found.get("results", {}).get("bindings", [])
    return rows


def _is_iri(value: dict[str, str] | None) -> bool:
    return value is not None and value["type"] == "uri"


def table_of(site: Site, found: dict[str, Any]) -> tuple[Markup, int]:
    """SPARQL results as a table, and how many rows it has."""
    if "boolean" in found:
        return tag("p", str(found["boolean"]).lower(), class_="truth"), 1
    columns, rows = found["head"]["vars"], found["results"]["bindings"]
    head = tag("tr", *(tag("th", name, scope="col") for name in columns))
    body = join(tag("tr", *(tag("td", value_of(site, row.get(name))) for name in columns)) for row in rows)
    return tag("div", tag("table", tag("thead", head), tag("tbody", body)), class_="scroll"), len(rows)


def value_of(site: Site, value: dict[str, str] | None) -> Markup:
    if value is None:
        return Markup("")
    if value["type"] != "uri":
        return tag("bdi", value["value"])
    text = cell(NamedNode(value["value"]), site.ontology)
    is_ours = value["value"].startswith(site.ontology.id_namespace)
    return tag("a", text, href=PREFIX + text) if is_ours else tag("span", text)


def choices(queries: Iterable[NamedQuery], chosen: NamedQuery | None, fields: dict[str, str], lang: str) -> Markup:
    """The named queries; the chosen one with a form for its parameters."""
    items = []
    for query in queries:
        title = query.title_en if lang == "en" else query.title_zh
        items.append(
            tag(
                "details",
                tag("summary", title),
                form_of(query, fields, lang, query is chosen),
                open=query is chosen and "open",
            )
        )
    return tag("section", tag("h2", words(lang)["named"]), *items, class_="named")


def form_of(query: NamedQuery, fields: dict[str, str], lang: str, is_chosen: bool) -> Markup:
    inputs = [
        tag(
            "label",
            parameter.label_en if lang == "en" else parameter.label_zh,
            void(
                "input",
                name=parameter.name,
                value=fields.get(parameter.name, parameter.default) if is_chosen else parameter.default,
                inputmode="numeric" if parameter.type in ("integer", "decimal") else None,
            ),
        )
        for parameter in query.parameters
    ]
    says = words(lang)
    return tag(
        "form",
        tag("p", query.purpose_en if lang == "en" else query.purpose_zh),
        void("input", type="hidden", name="name", value=query.name),
        void("input", type="hidden", name="lang", value=lang),
        *inputs,
        tag("button", says["run"], class_="strong"),
        tag("button", says["fill"], name="write", value="1"),
        action="/query#answer",
    )


def editor(text: str, lang: str) -> Markup:
    says = words(lang)
    return tag(
        "form",
        tag("label", says["editor"], for_="editor"),
        # The parser drops a line feed behind the tag, so that one of the text would be lost without ours.
        tag(
            "textarea",
            "\n",
            text,
            id="editor",
            name="query",
            rows=min(16, max(6, text.count("\n") + 2)),
            spellcheck="false",
            required="required",
        ),
        void("input", type="hidden", name="lang", value=lang),
        tag("p", tag("button", says["run"], class_="strong"), " ", tag("kbd", "Ctrl+Enter"), class_="row"),
        action="/query#answer",
        method="post",
        id="ask",
        class_="editor",
    )


def complain(reason: str, lang: str) -> Markup:
    return tag("section", tag("h2", words(lang)["error"]), tag("pre", reason), class_="error", role="alert")
