"""`ontology/invest.ttl` -> the names, labels and types that everything else asks for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg.errors import KnowledgeError
from kg.terms import term

FILE: Final = "invest.ttl"
LANGUAGES: Final = ("zh", "en")
SHAPES: Final = frozenset(
    ("box", "diamond", "dot", "ellipse", "hexagon", "square", "star", "text", "triangle", "triangleDown")
)

# What a path segment of an IRI may hold as it is; all else is percent-encoded.
_SAFE: Final = "-_."

_Node = NamedNode | BlankNode
_Facts = Mapping[tuple[str, str], tuple[object, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One class, property or value of ours."""

    name: str
    iri: str
    labels: Mapping[str, str]
    comments: Mapping[str, str]
    notation: str = ""
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """What `invest.ttl` declares, by local name. An unknown name is a KnowledgeError."""

    file: Path
    version: str
    namespace: str
    prefix: str
    id_namespace: str
    terms: Mapping[str, Term]
    classes: tuple[str, ...]
    properties: tuple[str, ...]
    individuals: tuple[str, ...]
    object_properties: frozenset[str]
    symmetric: frozenset[str]
    inferred: frozenset[str]
    inverses: Mapping[str, str]
    domains: Mapping[str, frozenset[str]]
    ranges: Mapping[str, frozenset[str]]
    parents: Mapping[str, frozenset[str]]
    colours: Mapping[str, str]
    shapes: Mapping[str, str]

    def iri(self, name: str) -> str:
        """The IRI of a term of ours."""
        return self._term(name).iri

    def label(self, name: str, lang: str = "zh") -> str:
        """The label of a term, in `zh` or `en`."""
        return self._term(name).labels[lang]

    def comment(self, name: str, lang: str = "zh") -> str:
        """The comment of a term, in `zh` or `en`."""
        return self._term(name).comments[lang]

    def colour(self, cls: str) -> str:
        """The `#RRGGBB` of a class."""
        return self.colours[self._term(cls).name]

    def shape(self, cls: str) -> str:
        """The vis-network shape of a class."""
        return self.shapes[self._term(cls).name]

    def domain(self, prop: str) -> frozenset[str]:
        """The classes, subclasses included, that may be subject of a property."""
        return self.domains[self._term(prop).name]

    def range(self, prop: str) -> frozenset[str]:
        """The classes, subclasses included, that may be object of a property; empty for values."""
        return self.ranges[self._term(prop).name]

    def value(self, cls: str, notation: str) -> str:
        """The IRI of the value of a closed list (`Status`, `Modality`, `Level`) by its notation."""
        for name in self.individuals:
            found = self.terms[name]
            if cls in found.types and found.notation == notation:
                return found.iri
        raise KnowledgeError(self.file, None, f"{cls} has no value {notation!r}")

    def entity_iri(self, entity: str) -> str:
        """The IRI of an entity id (`city/420600`); what an IRI may not hold is percent-encoded."""
        return self.id_namespace + "/".join(quote(part, safe=_SAFE) for part in entity.split("/"))

    def _term(self, name: str) -> Term:
        found = self.terms.get(name)
        if found is None:
            raise KnowledgeError(self.file, None, f"no term {name!r} in the ontology")
        return found


def load_ontology(folder: Path) -> Ontology:
    """Reads and checks `invest.ttl` of a folder.

    pyoxigraph parses it in 2 ms where rdflib takes 300; every query and every worker process pays this.
    """
    file = folder / FILE
    facts = _read_facts(file)
    header = _subjects(facts, "owl:Ontology")
    if len(header) != 1:
        raise KnowledgeError(file, None, "wants exactly one owl:Ontology")
    (head,) = header
    namespace = _text(facts, head, "vann:preferredNamespaceUri", file)
    kinds = {
        kind: sorted(iri.removeprefix(namespace) for iri in _subjects(facts, kind) if iri.startswith(namespace))
        for kind in ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:NamedIndividual")
    }
    classes, individuals = kinds["owl:Class"], kinds["owl:NamedIndividual"]
    properties = sorted(kinds["owl:ObjectProperty"] + kinds["owl:DatatypeProperty"])
    parents = {name: _ours(facts.get((namespace + name, term("rdfs:subClassOf")), ()), namespace) for name in classes}
    return Ontology(
        file=file,
        version=_text(facts, head, "owl:versionInfo", file),
        namespace=namespace,
        prefix=_text(facts, head, "vann:preferredNamespacePrefix", file),
        id_namespace=_text(facts, head, "void:uriSpace", file),
        terms={name: _read_term(facts, namespace, name, file) for name in (*classes, *properties, *individuals)},
        classes=tuple(classes),
        properties=tuple(properties),
        individuals=tuple(individuals),
        object_properties=frozenset(kinds["owl:ObjectProperty"]),
        symmetric=_ours(map(NamedNode, _subjects(facts, "owl:SymmetricProperty")), namespace),
        inferred=frozenset(
            name
            for name in properties
            for flag in facts.get((namespace + name, namespace + "inferred"), ())
            if isinstance(flag, Literal) and flag.value == "true"
        ),
        inverses={
            name: of
            for name in properties
            for of in _ours(facts.get((namespace + name, term("owl:inverseOf")), ()), namespace)
        },
        domains={p: _classes(facts, namespace, p, "rdfs:domain", parents) for p in properties},
        ranges={p: _classes(facts, namespace, p, "rdfs:range", parents) for p in properties},
        parents=parents,
        colours={name: _colour(facts, namespace, name, file) for name in classes},
        shapes={name: _shape(facts, namespace, name, file) for name in classes},
    )


def _read_facts(file: Path) -> _Facts:
    facts: dict[tuple[str, str], list[object]] = defaultdict(list)
    try:
        for quad in parse(path=str(file), format=RdfFormat.TURTLE):
            facts[_key(quad.subject), quad.predicate.value].append(quad.object)
    except OSError as error:
        raise KnowledgeError(file, None, f"cannot be read: {error.strerror or error}") from error
    except SyntaxError as error:
        raise KnowledgeError(file, error.lineno, f"is no Turtle: {error.msg}") from error
    return {key: tuple(values) for key, values in facts.items()}


def _key(node: object) -> str:
    return f"_:{node.value}" if isinstance(node, BlankNode) else str(getattr(node, "value", node))


def _subjects(facts: _Facts, kind: str) -> tuple[str, ...]:
    wanted = NamedNode(term(kind))
    return tuple(sorted(s for (s, p), values in facts.items() if p == term("rdf:type") and wanted in values))


def _ours(nodes: Iterable[object], namespace: str) -> frozenset[str]:
    iris = (node.value for node in nodes if isinstance(node, NamedNode))
    return frozenset(iri.removeprefix(namespace) for iri in iris if iri.startswith(namespace))


def _text(facts: _Facts, subject: str, predicate: str, file: Path, lang: str | None = None) -> str:
    for value in facts.get((subject, term(predicate)), ()):
        if isinstance(value, Literal) and (lang is None or value.language == lang):
            return value.value
    raise KnowledgeError(file, None, f"<{subject}> lacks {predicate}{f'@{lang}' if lang else ''}")


def _read_term(facts: _Facts, namespace: str, name: str, file: Path) -> Term:
    iri = namespace + name
    notations = [v.value for v in facts.get((iri, term("skos:notation")), ()) if isinstance(v, Literal)]
    return Term(
        name=name,
        iri=iri,
        labels={lang: _text(facts, iri, "rdfs:label", file, lang) for lang in LANGUAGES},
        comments={lang: _text(facts, iri, "rdfs:comment", file, lang) for lang in LANGUAGES},
        notation=notations[0] if notations else "",
        types=_ours(facts[iri, term("rdf:type")], namespace),
    )


def _classes(
    facts: _Facts, namespace: str, prop: str, predicate: str, parents: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    found: set[str] = set()
    for node in facts.get((namespace + prop, term(predicate)), ()):
        members = [node] if isinstance(node, NamedNode) else _members(facts, node)
        found |= _ours(members, namespace)
    return frozenset(name for name in parents if name in found or _ancestors(name, parents) & found)


def _members(facts: _Facts, node: object) -> list[object]:
    """The classes of an `owl:unionOf` list."""
    members: list[object] = []
    for rest in facts.get((_key(node), term("owl:unionOf")), ()):
        while rest != NamedNode(term("rdf:nil")):
            members += facts[_key(rest), term("rdf:first")]
            (rest,) = facts[_key(rest), term("rdf:rest")]
    return members


def _ancestors(name: str, parents: Mapping[str, frozenset[str]]) -> frozenset[str]:
    direct = parents.get(name, frozenset())
    return direct.union(*(_ancestors(parent, parents) for parent in direct))


def _annotation(facts: _Facts, namespace: str, name: str, annotation: str, file: Path) -> str:
    for value in facts.get((namespace + name, namespace + annotation), ()):
        if isinstance(value, Literal):
            return value.value
    raise KnowledgeError(file, None, f"class {name} lacks {annotation}")


def _colour(facts: _Facts, namespace: str, name: str, file: Path) -> str:
    colour = _annotation(facts, namespace, name, "colour", file)
    if not re.fullmatch(r"#[0-9A-F]{6}", colour):
        raise KnowledgeError(file, None, f"colour {colour!r} of class {name} is not of the form #RRGGBB")
    return colour


def _shape(facts: _Facts, namespace: str, name: str, file: Path) -> str:
    shape = _annotation(facts, namespace, name, "shape", file)
    if shape not in SHAPES:
        raise KnowledgeError(file, None, f"shape {shape!r} of class {name} is none of {', '.join(sorted(SHAPES))}")
    return shape
