"""SPARQL, or the name of a query -> rows.

A named query is a file `ontology/queries/NAME.rq` that says in comments what it is and what it wants:

    # 标题: 哪些企业落户某市
    # title: Enterprises in a city
    # 简称: 企业落户
    # 用途: 列出……
    # purpose: Lists …
    # param city: City = 襄阳 | 城市 | city

`$city` in its text stands for the parameter, all other variables are written with `?`. A parameter is put in as an RDF
term that this program made, never as the words that somebody typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from kg.errors import KnowledgeError, QueryError
from kg.find import nearest
from kg.ontology import Ontology
from kg.query.guard import asks_elsewhere
from kg.query.syntax import tell_syntax
from kg.terms import PREFIXES, term

FOLDER: Final = "queries"
VALUE_TYPES: Final = ("text", "integer", "decimal")
LIMIT: Final = "limit"  # the parameter that cuts an answer
DIGITS: Final = 30  # that a number may have, written out
EVERY: Final = 10**9  # more rows than any answer has

Term = NamedNode | BlankNode | Literal | Triple
# A name as typed and the classes it may be of -> the entity.
Resolve = Callable[[str, Iterable[str]], NamedNode]

_HEADER: Final = re.compile(r"# (标题|title|简称|用途|purpose): (.+)")
_PARAM: Final = re.compile(
    r"# param (?P<name>[a-z]+): (?P<type>\w+) = (?P<default>[^|]+) \| (?P<zh>[^|]+) \| (?P<en>[^|]+)"
)
_USED: Final = re.compile(r"\$([a-z]+)\b")
_DECLARED: Final = re.compile(r"^\s*PREFIX\s+([\w-]*):", re.IGNORECASE | re.MULTILINE)
_BASE: Final = re.compile(r"^\s*BASE\s*<", re.IGNORECASE | re.MULTILINE)
_ID: Final = re.compile(r"<[a-z]+/[^\s<>]*>")
_SPARQL: Final = re.compile(r"[\s{}]")
_MOST_NAMED: Final = """SELECT ?thing (COUNT(?article) AS ?articles) WHERE {{
  ?thing a <{}> . ?article <{}> ?thing . {}
}} GROUP BY ?thing ORDER BY DESC(?articles) ?thing LIMIT 1"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What a named query wants: a value, or the name of an entity of a class."""

    name: str
    type: str
    default: str
    label_zh: str
    label_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """One file of `ontology/queries/`."""

    name: str
    alias: str
    title_zh: str
    title_en: str
    purpose_zh: str
    purpose_en: str
    parameters: tuple[Parameter, ...]
    text: str

    @property
    def names(self) -> tuple[str, ...]:
        """What it is asked for by."""
        return self.name, self.alias, self.title_zh


@dataclass(frozen=True, slots=True)
class Result:
    """Columns and rows. ASK gives one column and one row, CONSTRUCT three columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


def is_sparql(text: str) -> bool:
    """True for a query, false for the name of one: a name has no blank and no brace."""
    return bool(_SPARQL.search(text.strip()))


def load_queries(ontology: Ontology) -> tuple[NamedQuery, ...]:
    """All named queries beside the ontology, by name."""
    folder = ontology.file.parent / FOLDER
    return tuple(_read_query(file, ontology) for file in sorted(folder.glob("*.rq")))


def find_query(queries: Iterable[NamedQuery], name: str) -> NamedQuery:
    """The query of that name or Chinese short name; a QueryError tells the nearest."""
    by_name = {key: query for query in queries for key in query.names}
    if name in by_name:
        return by_name[name]
    near = nearest(name, by_name)
    told = f"; nearest: {', '.join(near)}" if near else ""
    raise QueryError(f"no query named {name!r}{told}; `kg query` lists them all")


def bind_query(query: NamedQuery, given: Mapping[str, str], resolve: Resolve, ontology: Ontology) -> str:
    """The text of a query with every parameter in its place, or its default."""
    wanted = {parameter.name for parameter in query.parameters}
    if strange := sorted(set(given) - wanted):
        takes = ", ".join(sorted(wanted)) or "none"
        raise QueryError(f"query {query.name} has no parameter {', '.join(strange)}; it takes {takes}")
    terms = {p.name: _make_term(p, given.get(p.name, p.default), resolve, ontology) for p in query.parameters}
    return _USED.sub(lambda match: terms[match[1]], query.text)


def rows_cut(
    query: NamedQuery,
    given: Mapping[str, str],
    result: Result,
    ask: Callable[[str], Result],
    resolve: Resolve,
    ontology: Ontology,
) -> int | None:
    """How many rows there are, where the limit of a query kept some of them out of its answer; else None."""
    most = row_limit(query, given)
    if most is None or len(result.rows) < most:
        return None
    text = bind_query(query, {**given, LIMIT: str(EVERY)}, resolve, ontology)
    counted = int(cell(ask(f"SELECT (COUNT(*) AS ?rows) WHERE {{ {{ {text} }} }}").rows[0][0], ontology))
    return counted if counted > len(result.rows) else None


def row_limit(query: NamedQuery, given: Mapping[str, str]) -> int | None:
    """At how many rows an answer is cut; None where it is not."""
    return next((int(given.get(p.name, p.default)) for p in query.parameters if p.name == LIMIT), None)


def stand_ins(
    query: NamedQuery, given: Mapping[str, str], ask: Callable[[str], Result], resolve: Resolve, ontology: Ontology
) -> dict[str, str]:
    """Parameter -> id, where nothing is given and the graph does not hold the default.

    The entity of the class that most articles name stands in, so that every query answers on every graph.
    """
    found: dict[str, str] = {}
    taken: set[NamedNode] = set()
    lacking: list[Parameter] = []
    for parameter in query.parameters:
        if parameter.type not in VALUE_TYPES:
            try:
                taken.add(resolve(given.get(parameter.name, parameter.default), (parameter.type,)))
            except QueryError:
                lacking += [] if parameter.name in given else [parameter]
    for parameter in lacking:
        others = " ".join(f"FILTER(?thing != {node})" for node in sorted(taken, key=str))
        text = _MOST_NAMED.format(ontology.iri(parameter.type), ontology.iri("mentions"), others)
        for row in ask(text).rows:
            if isinstance(row[0], NamedNode):
                taken.add(row[0])
                found[parameter.name] = cell(row[0], ontology)
    return found


def run_query(store: Store, text: str, ontology: Ontology) -> Result:
    """The answer to a SPARQL query; our usual prefixes need no declaration, and `<city/420600>` is the entity."""
    if asks_elsewhere(text):
        raise QueryError("SERVICE is refused: no other store is asked; --endpoint sends a whole query to one")
    try:
        answer = store.query(text, base_iri=ontology.id_namespace, prefixes=known_prefixes(ontology))
        return collect(answer)
    except SyntaxError as error:
        raise QueryError(f"SPARQL syntax: {tell_syntax(text, error.msg)}") from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query failed: {error}") from error


def collect(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Result:
    """All rows of an answer."""
    if isinstance(answer, QueryBoolean):
        truth = Literal(str(bool(answer)).lower(), datatype=NamedNode(term("xsd:boolean")))
        return Result(("answer",), ((truth,),))
    if isinstance(answer, QueryTriples):
        return Result(("s", "p", "o"), tuple((t.subject, t.predicate, t.object) for t in answer))
    columns = tuple(variable.value for variable in answer.variables)
    return Result(columns, tuple(tuple(row[name] for name in columns) for row in answer))


def known_prefixes(ontology: Ontology) -> dict[str, str]:
    """Prefix -> namespace of everything our data uses, `city:` and its like included."""
    kinds = {cls.lower(): f"{ontology.id_namespace}{cls.lower()}/" for cls in ontology.classes}
    return PREFIXES | kinds | {ontology.prefix: ontology.namespace, "id": ontology.id_namespace}


def with_prefixes(text: str, ontology: Ontology) -> str:
    """The query with every prefix it uses, and the base of ids, declared, for stores that are not ours."""
    declared = set(_DECLARED.findall(text))
    used = {p: ns for p, ns in known_prefixes(ontology).items() if p not in declared and f"{p}:" in text}
    base = f"BASE <{ontology.id_namespace}>\n" if _ID.search(text) and not _BASE.search(text) else ""
    return base + "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in used.items()) + text


def cell(value: Term | None, ontology: Ontology) -> str:
    """A term as a person reads it: `city/420600`, `operatesIn`, the text of a literal."""
    match value:
        case None:
            return ""
        case NamedNode():
            return value.value.removeprefix(ontology.id_namespace).removeprefix(ontology.namespace)
        case Literal():
            return value.value
        case _:
            return str(value)


def plain(value: Term | None, ontology: Ontology) -> str | int | float | bool | None:
    """A term as JSON has it: numbers as numbers, absence as null, all else as `cell`."""
    if value is None:
        return None
    text = cell(value, ontology)
    if not isinstance(value, Literal):
        return text
    if value.datatype.value == term("xsd:boolean"):
        return text == "true"
    if value.datatype.value in (term("xsd:integer"), term("xsd:nonNegativeInteger")):
        return int(text)
    if value.datatype.value in (term("xsd:decimal"), term("xsd:double")):
        number = float(text)
        return int(number) if number.is_integer() else number
    return text


def _read_query(file: Path, ontology: Ontology) -> NamedQuery:
    headers: dict[str, str] = {}
    parameters: list[Parameter] = []
    text = file.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.fullmatch(line):
            headers[header[1]] = header[2].strip()
        elif found := _PARAM.fullmatch(line):
            if found["type"] not in (*VALUE_TYPES, *ontology.classes):
                raise KnowledgeError(file, number, f"no such parameter type: {found['type']}")
            parameters.append(
                Parameter(
                    name=found["name"], type=found["type"], default=found["default"].strip(),
                    label_zh=found["zh"].strip(), label_en=found["en"].strip(),
                )
            )  # fmt: skip
        elif line.startswith("#"):
            raise KnowledgeError(file, number, f"no such header: {line}")
    if missing := [name for name in ("标题", "title", "简称", "用途", "purpose") if name not in headers]:
        raise KnowledgeError(file, None, f"lacks {', '.join(missing)}")
    if wrong := set(_USED.findall(text)) ^ {parameter.name for parameter in parameters}:
        raise KnowledgeError(file, None, f"parameters do not fit the text: {', '.join(sorted(wrong))}")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#")).strip() + "\n"
    return NamedQuery(
        name=file.stem, alias=headers["简称"], title_zh=headers["标题"], title_en=headers["title"],
        purpose_zh=headers["用途"], purpose_en=headers["purpose"], parameters=tuple(parameters), text=body,
    )  # fmt: skip


def _make_term(parameter: Parameter, text: str, resolve: Resolve, ontology: Ontology) -> str:
    try:
        match parameter.type:
            case "integer":
                if len(text) > DIGITS or (number := int(text)) < 0:
                    raise ValueError(text)
                return str(number)
            case "decimal":
                decimal = Decimal(text)
                if len(text) > DIGITS or not decimal.is_finite() or abs(decimal.adjusted()) > DIGITS:
                    raise ValueError(text)
                return f"{decimal:f}"
            case "text":
                return str(Literal(text))
            case cls:
                return str(resolve(text, (cls,)))
    except (ValueError, InvalidOperation) as error:
        raise QueryError(f"{parameter.name} wants {parameter.type}, not {text!r}") from error
