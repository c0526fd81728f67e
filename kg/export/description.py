"""Triples -> what the dataset is: VoID counts, DCAT distributions, PROV generation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from kg import __version__
from kg.export.turtle import Shortener, turtle_block
from kg.model import Article
from kg.ontology import Ontology
from kg.rdf import Statement, date_literal, iri, literal
from kg.terms import PREFIXES, term

# File of a build -> its media type.
DISTRIBUTIONS: Final = {
    "graph.ttl": "text/turtle",
    "graph.nt": "application/n-triples",
    "graph.jsonld": "application/ld+json",
    "graph.graphml": "application/xml",
}
LICENCE: Final = "https://www.apache.org/licenses/LICENSE-2.0"
RIGHTS: Final = {
    "zh": "事实与本体依许可使用；所引原句的权利属于文章的作者与发布者；区划与 GeoNames 编号的来源见 NOTICE。",
    "en": "Facts and ontology are under the licence; quoted sentences belong to the authors and publishers of the"
    " articles; sources of divisions and GeoNames ids are named in NOTICE.",
}
LANGUAGE: Final = "http://id.loc.gov/vocabulary/iso639-1/zh"
GEONAMES: Final = "https://sws.geonames.org/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"
_HOST: Final = re.compile(r"[A-Za-z0-9._-]+(:[0-9]+)?")
_USED: Final = ("dcat", "dcterms", "prov", "rdf", "rdfs", "void", "xsd")


Blocks = dict[str, list[tuple[str, str]]]  # by address of a resource its properties, shortened, and their objects


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What there is to count in a graph's triples, and a hash of them."""

    digest: str
    total: int
    subjects: int
    classes: Counter[str]
    properties: Counter[str]


def write_description(
    found: Iterable[tuple[str, str, str]],
    entities: int,
    articles: Mapping[str, Article],
    knowledge: str,
    path: Path,
    ontology: Ontology,
) -> None:
    """From sorted triples one by one, the number of entities and the articles, whose text is not wanted.

    `knowledge` is the digest of what the articles were read with.

    The dataset is named by a hash of its triples, so that the same build has the same name and no clock is read.
    """
    tally = _tally(found)
    base = f"{ontology.id_namespace}dataset/{tally.digest}"
    blocks = _dataset(base, tally, entities, articles, ontology) | _origin(base, articles, knowledge, ontology)
    _add_links(blocks, base, tally)
    _add_period(blocks, base, articles.values())
    _add_partitions(blocks, base, tally)
    _add_distributions(blocks, base)
    shorten = Shortener({prefix: PREFIXES[prefix] for prefix in _USED} | {ontology.prefix: ontology.namespace})
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(shorten.header())
        for subject in sorted(blocks):
            statements: list[Statement] = sorted((iri(term(p)), o, ()) for p, o in blocks[subject])
            file.write(turtle_block(iri(subject), statements, shorten))


def _tally(found: Iterable[tuple[str, str, str]]) -> Tally:
    digest, total = sha256(), 0
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    subjects, former = 0, ""
    rdf_type = iri(term("rdf:type"))
    for s, p, o in found:
        digest.update(f"{s} {p} {o} .\n".encode())
        total += 1
        properties[p] += 1
        subjects += s != former
        former = s
        if p == rdf_type:
            classes[o] += 1
    return Tally(digest=digest.hexdigest()[:16], total=total, subjects=subjects, classes=classes, properties=properties)


def _dataset(base: str, tally: Tally, entities: int, articles: Mapping[str, Article], ontology: Ontology) -> Blocks:
    """What it is and how large, and under which licence it may be used."""
    vocabulary = iri(ontology.namespace.rstrip("#"))
    return {
        base: [
            ("rdf:type", iri(term("void:Dataset"))),
            ("rdf:type", iri(term("dcat:Dataset"))),
            ("rdf:type", iri(term("prov:Entity"))),
            ("dcterms:title", literal("招商投资知识图谱", lang="zh")),
            ("dcterms:title", literal("Investment promotion knowledge graph", lang="en")),
            ("dcterms:language", iri(LANGUAGE)),
            ("dcterms:license", iri(LICENCE)),
            ("dcterms:rights", iri(f"{base}/rights")),
            ("dcterms:conformsTo", vocabulary),
            ("void:vocabulary", vocabulary),
            ("void:uriSpace", literal(ontology.id_namespace)),
            ("void:triples", _integer(tally.total)),
            ("void:entities", _integer(entities)),
            ("void:distinctSubjects", _integer(tally.subjects)),
            ("void:documents", _integer(len(articles))),
            ("void:classes", _integer(len(tally.classes))),
            ("void:properties", _integer(len(tally.properties))),
            ("prov:wasGeneratedBy", iri(f"{base}/build")),
            *(("dcterms:source", iri(site)) for site in _sites(articles.values())),
        ],
        f"{base}/rights": [
            ("rdf:type", iri(term("dcterms:RightsStatement"))),
            *(("rdfs:label", literal(text, lang=lang)) for lang, text in RIGHTS.items()),
        ],
    }


def _origin(base: str, articles: Iterable[str], knowledge: str, ontology: Ontology) -> Blocks:
    """The build that made it, and what that used: program, knowledge, articles."""
    known = f"{ontology.id_namespace}knowledge/{knowledge}"
    read = (f"{ontology.id_namespace}article/{quote(article, safe='-_.')}" for article in sorted(articles))
    return {
        f"{base}/build": [
            ("rdf:type", iri(term("prov:Activity"))),
            ("prov:wasAssociatedWith", iri(f"{base}/software")),
            ("prov:used", iri(known)),
            *(("prov:used", iri(article)) for article in read),
        ],
        known: [
            ("rdf:type", iri(term("prov:Entity"))),
            ("rdfs:label", literal(f"ontology and seeds {knowledge}")),
        ],
        f"{base}/software": [
            ("rdf:type", iri(term("prov:SoftwareAgent"))),
            ("rdfs:label", literal(f"zhaoshang-kg {__version__}")),
        ],
    }


def _add_links(blocks: Blocks, base: str, tally: Tally) -> None:
    if links := tally.properties[iri(term("owl:sameAs"))]:
        blocks[base].append(("void:subset", iri(f"{base}/geonames")))
        blocks[f"{base}/geonames"] = [
            ("rdf:type", iri(term("void:Linkset"))),
            ("void:linkPredicate", iri(term("owl:sameAs"))),
            ("void:subjectsTarget", iri(base)),
            ("void:objectsTarget", iri(GEONAMES)),
            ("void:triples", _integer(links)),
        ]


def _add_period(blocks: Blocks, base: str, articles: Iterable[Article]) -> None:
    if dates := sorted(article.date for article in articles if article.date):
        blocks[base].append(("dcterms:temporal", iri(f"{base}/period")))
        blocks[f"{base}/period"] = [
            ("rdf:type", iri(term("dcterms:PeriodOfTime"))),
            ("dcat:startDate", date_literal(dates[0])),
            ("dcat:endDate", date_literal(dates[-1])),
        ]


def _add_partitions(blocks: Blocks, base: str, tally: Tally) -> None:
    """How many things of each class, how many triples of each property."""
    for number, (cls, count) in enumerate(sorted(tally.classes.items()), 1):
        part = f"{base}/class/{number}"
        blocks[base].append(("void:classPartition", iri(part)))
        blocks[part] = [("void:class", cls), ("void:entities", _integer(count))]
    for number, (predicate, count) in enumerate(sorted(tally.properties.items()), 1):
        part = f"{base}/property/{number}"
        blocks[base].append(("void:propertyPartition", iri(part)))
        blocks[part] = [("void:property", predicate), ("void:triples", _integer(count))]


def _add_distributions(blocks: Blocks, base: str) -> None:
    for name, media in DISTRIBUTIONS.items():
        part = f"{base}/{name}"
        blocks[base].append(("dcat:distribution", iri(part)))
        blocks[part] = [
            ("rdf:type", iri(term("dcat:Distribution"))),
            ("dcterms:title", literal(name)),
            ("dcat:mediaType", iri(_IANA + media)),
        ]


def _sites(articles: Iterable[Article]) -> list[str]:
    """Where the articles stood."""
    return sorted({site for article in articles if (site := _site(article.url or "")) is not None})


def _site(url: str) -> str | None:
    """Scheme and host of an address, in ASCII and without a user; None where it has none that could be an IRI."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2].encode("idna").decode("ascii")
    except ValueError:
        return None
    return f"{parts.scheme}://{host}/" if parts.scheme in ("http", "https") and _HOST.fullmatch(host) else None


def _integer(number: int) -> str:
    return literal(str(number), datatype="xsd:integer")
