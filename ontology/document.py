"""invest.ttl -> `index.html`, and the tables of `README.md`: `make ontology` runs it, a test holds them up to date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

FOLDER = Path(__file__).parent
PAGE, README = FOLDER / "index.html", FOLDER / "README.md"
BEGIN, END = "<!-- tables: written by ontology/document.py -->", "<!-- end of tables -->"
MARKS = {
    RDFS.subClassOf: "⊑", RDFS.subPropertyOf: "⊑", SKOS.exactMatch: "=", SKOS.closeMatch: "≈", SKOS.relatedMatch: "~",
}  # fmt: skip
PREFIXES = {
    "http://www.w3.org/ns/prov#": "prov", "http://www.w3.org/ns/org#": "org", "http://www.w3.org/ns/oa#": "oa",
    "http://www.w3.org/2004/02/skos/core#": "skos", "http://purl.org/dc/terms/": "dcterms",
    "http://xmlns.com/foaf/0.1/": "foaf", "http://www.opengis.net/ont/geosparql#": "geo",
    "http://www.w3.org/2006/time#": "time", "http://www.w3.org/2003/01/geo/wgs84_pos#": "wgs84",
    "https://schema.org/": "schema", "http://www.w3.org/2001/XMLSchema#": "xsd",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
}  # fmt: skip
KINDS = {
    OWL.FunctionalProperty: ("单值", "functional"),
    OWL.SymmetricProperty: ("对称", "symmetric"),
    OWL.TransitiveProperty: ("传递", "transitive"),
}
SECTIONS = (
    ("classes", OWL.Class, "类", "Classes"),
    ("relations", OWL.ObjectProperty, "事物之间的属性", "Properties between things"),
    ("values", OWL.DatatypeProperty, "取值的属性", "Properties with values"),
    ("lists", OWL.NamedIndividual, "封闭取值表", "Closed lists"),
)


class Terms:
    """The ontology, asked by term."""

    def __init__(self, folder: Path) -> None:
        self.graph = Graph().parse(folder / "invest.ttl")
        self.shapes = Graph().parse(folder / "shapes.ttl")
        (self.head,) = self.graph.subjects(RDF.type, OWL.Ontology)
        self.namespace = f"{self.head}#"

    def of(self, kind: URIRef) -> list[URIRef]:
        """Ours of a kind, by name."""
        found = {s for s in self.graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
        return sorted(s for s in found if s.startswith(self.namespace))

    def text(self, term: Node, predicate: URIRef, lang: str | None = None) -> str:
        values = [v for v in self.graph.objects(term, predicate) if getattr(v, "language", None) == lang]
        return str(values[0]) if values else ""

    def own(self, term: Node, name: str) -> str:
        return str(self.graph.value(term, URIRef(self.namespace + name)) or "")

    def members(self, term: Node, predicate: URIRef) -> list[Node]:
        """The classes of a domain or range, those of a union one by one."""
        found: list[Node] = []
        for value in self.graph.objects(term, predicate):
            union = self.graph.value(value, OWL.unionOf) if isinstance(value, BNode) else None
            found += list(Collection(self.graph, union)) if union else [value]
        return sorted(found, key=str)

    def alignments(self, term: Node) -> Iterator[tuple[str, list[str]]]:
        for predicate, mark in MARKS.items():
            names = sorted(self.short(o) for o in self.graph.objects(term, predicate) if isinstance(o, URIRef))
            if names:
                yield mark, names

    def short(self, node: Node) -> str:
        """`City` for ours, `schema:City` for others."""
        text = str(node)
        if text.startswith(self.namespace):
            return text.removeprefix(self.namespace)
        return next((f"{p}:{text.removeprefix(ns)}" for ns, p in PREFIXES.items() if text.startswith(ns)), text)

    def rules(self, term: Node) -> list[tuple[str, str]]:
        """What the shapes ask of a class or property, in both languages."""
        focus = {s for p in (SH.targetClass, SH.path, SH.targetSubjectsOf) for s in self.shapes.subjects(p, term)}
        parts = focus | {part for shape in focus for part in self.shapes.objects(shape, SH.property)}
        pairs = set()
        for part in parts:
            said = {m.language: str(m) for m in self.shapes.objects(part, SH.message)}
            if {"zh", "en"} <= set(said):
                pairs.add((said["zh"], said["en"]))
        return sorted(pairs)


# ── README ───────────────────────────────────────────────────────────────────


def write_tables(terms: Terms) -> str:
    """The alignment tables in Markdown."""
    blocks = ["### Classes", "", "| term | 中文 | alignment | meaning |", "|---|---|---|---|"]
    for term in terms.of(OWL.Class):
        cells = (f"`{terms.short(term)}`", terms.text(term, RDFS.label, "zh"), _aligned(terms, term))
        blocks.append(f"| {' | '.join(cells)} | {terms.text(term, RDFS.comment, 'en')} |")
    for _, kind, _, title in SECTIONS[1:3]:
        blocks += ["", f"### {title}", "", "| term | 中文 | from → to | alignment | meaning |", "|---|---|---|---|---|"]
        for term in terms.of(kind):
            ends = f"{_names(terms, term, RDFS.domain)} → {_names(terms, term, RDFS.range)}"
            label = terms.text(term, RDFS.label, "zh")
            meaning = terms.text(term, RDFS.comment, "en")
            blocks.append(f"| `{terms.short(term)}` | {label} | {ends} | {_aligned(terms, term)} | {meaning} |")
    blocks += ["", "### Closed lists", ""]
    values = sorted(terms.of(OWL.NamedIndividual))
    kinds = {cls for value in values for cls in terms.graph.objects(value, RDF.type)} - {OWL.NamedIndividual}
    for cls in sorted(kinds, key=terms.short):
        own = [value for value in values if (value, RDF.type, cls) in terms.graph]
        listed = ", ".join(f"`{terms.short(v)}` {terms.text(v, RDFS.label, 'zh')}" for v in own)
        blocks.append(f"- `{terms.short(cls)}`: {listed}")
    return "\n".join(blocks)


def _aligned(terms: Terms, term: Node) -> str:
    shown = (f"{mark} {', '.join(f'`{name}`' for name in names)}" for mark, names in terms.alignments(term))
    return "; ".join(shown) or "–"


def _names(terms: Terms, term: Node, predicate: URIRef) -> str:
    return ", ".join(terms.short(m) for m in terms.members(term, predicate)) or "–"


def renew_readme(text: str, tables: str) -> str:
    """The README with new tables between its two marks."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{rest.split(END)[1]}"


# ── Page ─────────────────────────────────────────────────────────────────────


def write_page(terms: Terms) -> str:
    """The whole page: nothing is loaded from elsewhere."""
    template = (FOLDER / "page.html").read_text(encoding="utf-8")
    titles = {
        f"title_{lang}": terms.text(terms.head, URIRef("http://purl.org/dc/terms/title"), lang) for lang in ("zh", "en")
    }
    about = {
        f"about_{lang}": terms.text(terms.head, URIRef("http://purl.org/dc/terms/description"), lang)
        for lang in ("zh", "en")
    }
    parts = {
        **titles, **about, "iri": str(terms.head), "namespace": terms.namespace,
        "version": str(terms.graph.value(terms.head, OWL.versionInfo)),
        "diagram": draw_diagram(terms),
        "contents": "".join(_contents(terms)),
        "terms": "".join(_sections(terms)),
    }  # fmt: skip
    return re.sub(
        r"\{\{(\w+)\}\}",
        lambda m: parts[m[1]] if m[1] in ("diagram", "contents", "terms") else escape(parts[m[1]]),
        template,
    )


def _both(zh: str, en: str) -> str:
    return f'<span lang="zh">{escape(zh)}</span><span lang="en">{escape(en)}</span>'


def _contents(terms: Terms) -> Iterator[str]:
    for key, kind, zh, en in SECTIONS:
        yield f'<li><a href="#{key}">{_both(zh, en)}</a><ul>'
        for term in terms.of(kind):
            name = terms.short(term)
            label = _both(terms.text(term, RDFS.label, "zh"), terms.text(term, RDFS.label, "en"))
            yield f'<li><a href="#{name}"><code>{name}</code> {label}</a></li>'
        yield "</ul></li>"


def _sections(terms: Terms) -> Iterator[str]:
    for key, kind, zh, en in SECTIONS:
        yield f'<section id="{key}"><h2>{_both(zh, en)}</h2>'
        for term in terms.of(kind):
            yield from _term(terms, term)
        yield "</section>"


def _term(terms: Terms, term: URIRef) -> Iterator[str]:
    name, colour = terms.short(term), terms.own(term, "colour")
    chip = f'<i style="background:{colour}"></i>' if colour else ""
    label = _both(terms.text(term, RDFS.label, "zh"), terms.text(term, RDFS.label, "en"))
    yield f'<article id="{name}"><h3>{chip}<code>{name}</code> {label}</h3>'
    yield f"<p>{_both(terms.text(term, RDFS.comment, 'zh'), terms.text(term, RDFS.comment, 'en'))}</p><dl>"
    yield _row("IRI", "IRI", [f'<code class="iri">{escape(term)}</code>'])
    yield _row("例", "Example", [escape(str(terms.graph.value(term, SKOS.example) or ""))])
    yield _row(
        "属于", "In", _links(terms, (t for t in terms.graph.objects(term, RDF.type) if t in terms.of(OWL.Class)))
    )
    yield _row("自", "From", _links(terms, terms.members(term, RDFS.domain)))
    yield _row("至", "To", _links(terms, terms.members(term, RDFS.range)))
    marks = [_both(*words) for kind, words in KINDS.items() if (term, RDF.type, kind) in terms.graph]
    if terms.own(term, "inferred") == "true":
        marks.append(_both("全由推得", "inferred only"))
    yield _row("性质", "Traits", marks)
    yield _row("逆", "Inverse", _links(terms, terms.graph.objects(term, OWL.inverseOf)))
    aligned = [
        f"{mark} {', '.join(f'<code>{escape(n)}</code>' for n in names)}" for mark, names in terms.alignments(term)
    ]
    yield _row("对应", "Alignment", aligned)
    yield _row("作主语", "Subject of", _links(terms, _with_end(terms, term, RDFS.domain)))
    yield _row("作宾语", "Object of", _links(terms, _with_end(terms, term, RDFS.range)))
    yield _row("约束", "Shapes", [_both(zh, en) for zh, en in terms.rules(term)])
    yield "</dl></article>"


def _with_end(terms: Terms, cls: URIRef, predicate: URIRef) -> Iterator[Node]:
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        yield from (p for p in terms.of(kind) if cls in terms.members(p, predicate))


def _links(terms: Terms, nodes: Iterable[Node]) -> list[str]:
    names = sorted(terms.short(node) for node in nodes)
    return [f'<a href="#{n}"><code>{n}</code></a>' if ":" not in n else f"<code>{escape(n)}</code>" for n in names]


def _row(zh: str, en: str, values: list[str]) -> str:
    shown = [value for value in values if value]
    return (
        f"<dt>{_both(zh, en)}</dt><dd>{'<br>'.join(shown) if zh == '约束' else ' · '.join(shown)}</dd>" if shown else ""
    )


def draw_diagram(terms: Terms) -> str:
    """Subjects left, properties in the middle, objects right: a line for each end of each property."""
    properties = [
        p for p in terms.of(OWL.ObjectProperty) if any(":" not in terms.short(m) for m in terms.members(p, RDFS.range))
    ]
    sides = [
        sorted({m for p in properties for m in terms.members(p, end)}, key=terms.short)
        for end in (RDFS.domain, RDFS.range)
    ]
    height = 30 * max(len(properties), len(sides[0]), len(sides[1])) + 20

    def places(nodes: list[Node]) -> dict[Node, float]:
        return {node: height * (i + 0.5) / len(nodes) for i, node in enumerate(nodes)}

    left, right, middle = places(sides[0]), places(sides[1]), places(list(properties))
    lines, boxes = [], []
    for p in properties:
        for end, at, x0, x1 in ((RDFS.domain, left, 150, 330), (RDFS.range, right, 530, 710)):
            for cls in terms.members(p, end):
                (x, y), (u, v) = (
                    ((x0, at[cls]), (x1, middle[p])) if end == RDFS.domain else ((x0, middle[p]), (x1, at[cls]))
                )
                bend = (x + u) / 2
                colour = terms.own(cls, "colour") or "#888888"
                lines.append(
                    f'<path d="M{x} {y:.1f}C{bend:.0f} {y:.1f} {bend:.0f} {v:.1f} {u} {v:.1f}" stroke="{colour}"/>'
                )
    for nodes, x in ((left, 10), (middle, 330), (right, 710)):
        for node, y in nodes.items():
            name, width = terms.short(node), 200 if nodes is middle else 140
            fill = terms.own(node, "colour")
            style = f' style="fill:{fill}"' if fill else ""
            kind, radius = ("property", 11) if nodes is middle else ("class", 4)
            boxes.append(
                f'<a href="#{escape(name)}"><g class="{kind}">'
                f'<rect x="{x}" y="{y - 11:.1f}" width="{width}" height="22" rx="{radius}"{style}/>'
                f'<text x="{x + width / 2:.0f}" y="{y + 4:.1f}">{escape(_drawn(terms, node))}</text></g></a>'
            )
    return (
        f'<svg viewBox="0 0 860 {height}" role="img" aria-label="classes and the properties between them">'
        f"<g>{''.join(lines)}</g>{''.join(boxes)}</svg>"
    )


def _drawn(terms: Terms, node: Node) -> str:
    return f"{terms.text(node, RDFS.label, 'zh')} {terms.short(node)}".strip()


if __name__ == "__main__":
    found = Terms(FOLDER)
    PAGE.write_text(write_page(found), encoding="utf-8")
    README.write_text(renew_readme(README.read_text(encoding="utf-8"), write_tables(found)), encoding="utf-8")
