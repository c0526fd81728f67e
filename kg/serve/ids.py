"""/id/…: every entity, article and claim at its own address, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.query import Term, known_prefixes
from kg.serve.accept import TRIPLES, choose, media_of, with_charset
from kg.serve.builds import Build
from kg.serve.html import Markup, join, page, tag, words
from kg.serve.results import write_triples
from kg.serve.site import Site
from kg.serve.things import LINKS, Claim, Reader, Thing, path_iri

PREFIX: Final = "/id/"
HTML: Final = "text/html"
# Names come first on a page and need no line of their own there.
_HEADING: Final = ("rdf:type", "rdfs:label", "skos:prefLabel", "skos:altLabel")


def dereference(request: Request) -> Response:
    """What is said of `/id/X`, in the language of the Accept header, or of the extension of `/id/X.ttl`.

    The address of a page about a city is also that of its data, told apart by Accept: 200 and no redirect.
    """
    site: Site = request.app.state.site
    raw: bytes = request.scope["raw_path"]
    with site.builds.reading() as build:
        reader = Reader(build.store, site.ontology)
        accept = ",".join(request.headers.getlist("accept"))
        thing, media = find(reader, raw), choose(accept, (HTML, *TRIPLES))
        stem, dot, extension = raw.rpartition(b".")
        if thing is None and dot and (by_name := media_of(extension.decode("latin-1"), {HTML: "html", **TRIPLES})):
            thing, media = find(reader, stem), by_name
        if thing is None:
            raise HTTPException(404, "nothing is said of this here")
        if media is None:
            raise HTTPException(406, f"this comes as {HTML}, {', '.join(TRIPLES)}")
        if media == HTML:
            return HTMLResponse(render(reader, build, thing, lang_of(request)), headers={"Vary": "Accept"})
        triples, is_cut = reader.triples(thing.iri)
        body = write_triples(TRIPLES[media], triples, known_prefixes(site.ontology))
    headers = {"Vary": "Accept"} | ({"Kg-Rows-Limited": str(LINKS)} if is_cut else {})
    return Response(body, headers=headers, media_type=with_charset(media))


def find(reader: Reader, raw: bytes) -> Thing | None:
    iri = path_iri(raw, PREFIX, reader.ontology)
    return reader.thing(iri) if iri else None


def lang_of(request: Request) -> str:
    return "en" if request.query_params.get("lang") == "en" else "zh"


def render(reader: Reader, build: Build, thing: Thing, lang: str) -> str:
    """A page about a thing: its names, what it says, what refers to it, the sentences."""
    says = words(lang)
    aliases = [value.value for word, value in thing.out if word == "skos:altLabel" and isinstance(value, Literal)]
    forms = [tag("a", label, href=f"{PREFIX}{thing.id}.{form}") for form, label in _DOWNLOADS]
    parts: list[object] = [
        tag("p", label_of(reader, thing.type, lang), class_="kind"),
        tag("h1", tag("bdi", thing.name)),
        tag("p", tag("bdi", " · ".join(aliases)), class_="aliases") if aliases else "",
        tag("p", tag("code", thing.iri), " ", *_spaced(forms), class_="meta"),
        tag("p", says["more"], class_="warning") if thing.is_cut else "",
    ]
    rows = [(word, value_link(reader, value, lang)) for word, value in thing.out if word not in _HEADING]
    parts += _section(reader, says["says"], rows, lang)
    parts += _section(reader, says["into"], [(word, id_link(reader, s, lang)) for word, s in thing.into], lang)
    if thing.claims:
        parts += [tag("h2", says["claims"]), join(_claim(reader, claim, lang) for claim in thing.claims)]
    if thing.id.startswith("article/") and (record := build.texts.read(unquote(thing.id.removeprefix("article/")))):
        parts += [tag("h2", says["text"]), tag("div", record.get("text", ""), class_="text")]
    return page(lang, thing.name, *parts, other=f"{PREFIX}{thing.id}{'' if lang == 'en' else '?lang=en'}")


_DOWNLOADS: Final = (("ttl", "Turtle"), ("nt", "N-Triples"), ("jsonld", "JSON-LD"))


def value_link(reader: Reader, value: Term, lang: str) -> Markup:
    """A value as people read it: our own things lead to their pages, the web's to the web."""
    match value:
        case NamedNode() if value.value.startswith(reader.ontology.id_namespace):
            return id_link(reader, reader.id(value), lang)
        case NamedNode() if value.value.startswith(reader.ontology.namespace):
            return tag("span", label_of(reader, reader.word(value), lang))
        case NamedNode() if value.value.startswith(("http://", "https://")):
            return tag("a", value.value, href=value.value, rel="noreferrer noopener nofollow")
        case Literal():
            return tag("bdi", value.value)
        case _:
            return tag("span", str(value))


def id_link(reader: Reader, entity: str, lang: str) -> Markup:
    name = reader.name(NamedNode(reader.ontology.id_namespace + entity))
    return tag("a", tag("bdi", name), href=f"{PREFIX}{entity}{'?lang=en' if lang == 'en' else ''}", title=entity)


def label_of(reader: Reader, word: str, lang: str) -> str:
    """The label of a term of ours; others' terms stay as they are."""
    return reader.ontology.label(word, lang) if word in reader.ontology.terms else word


def _section(reader: Reader, title: str, rows: Sequence[tuple[str, Markup]], lang: str) -> list[object]:
    if not rows:
        return []
    lines = [
        tag("tr", tag("th", label_of(reader, word, lang), title=word, scope="row"), tag("td", *_spaced(values)))
        for word, group in groupby(sorted(rows), key=itemgetter(0))
        for values in [[value for _, value in group]]
    ]
    return [tag("h2", title), tag("table", *lines, class_="facts")]


def _spaced(parts: Iterable[Markup]) -> list[Markup]:
    return [tag("span", part, class_="item") for part in parts]


def _claim(reader: Reader, claim: Claim, lang: str) -> Markup:
    fact = [id_link(reader, claim.subject, lang), " ", tag("b", label_of(reader, claim.predicate, lang)), " "]
    ours = not claim.object.startswith(("http://", "https://"))
    fact.append(id_link(reader, claim.object, lang) if ours and "/" in claim.object else tag("span", claim.object))
    source = [tag("a", tag("bdi", claim.title or claim.article), href=PREFIX + claim.article), f" {claim.date} "]
    how = f"{label_of(reader, claim.modality, lang)} · {claim.rule} · {claim.confidence}"
    return tag(
        "article",
        tag("p", *fact),
        tag("blockquote", tag("bdi", claim.sentence)),
        tag("p", *source, tag("span", how), class_="meta"),
    )
