"""RDF resources -> compact JSON-LD, one thing a line, with the context of `ontology/context.jsonld` inside.

For processors of 1.0 and 1.1; nothing is needed from the network.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from kg.errors import KnowledgeError
from kg.ontology import Ontology
from kg.rdf import Resource
from kg.terms import term

CONTEXT_FILE: Final = "context.jsonld"
BETWEEN: Final = ",\n"
FOOT: Final = "\n]}\n"

_TYPE: Final = f"<{term('rdf:type')}>"


@dataclass(frozen=True, slots=True)
class Key:
    """How the context writes one predicate."""

    name: str
    type: str = ""
    lang: str = ""


def jsonld_head(ontology: Ontology) -> str:
    """What stands before the first thing; BETWEEN stands between two, FOOT behind the last."""
    return f'{{"@context": {json.dumps(read_context(ontology), ensure_ascii=False)},\n"@graph": [\n'


def jsonld_line(ontology: Ontology) -> Callable[[Resource], str]:
    """What writes one thing."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    compact = _Compactor(read_context(ontology), ontology.id_namespace)
    return lambda resource: encode(compact.node(resource))


def read_context(ontology: Ontology) -> dict[str, object]:
    """The committed context."""
    file = ontology.file.parent / CONTEXT_FILE
    try:
        context: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))["@context"]
    except (OSError, ValueError, KeyError) as error:
        raise KnowledgeError(file, None, f"is no JSON-LD context: {error}") from error
    return context


class _Compactor:
    """The context turned round: IRI -> the short name that stands for it."""

    def __init__(self, context: Mapping[str, object], base: str) -> None:
        self._base = base
        self._prefixes = {k: v for k, v in context.items() if isinstance(v, str) and v.endswith(("#", "/"))}
        self._names: dict[str, str] = {}
        self._keys: dict[str, Key] = {}
        for name, meaning in context.items():
            if name.startswith("@") or name in self._prefixes:
                continue
            if isinstance(meaning, dict):
                found = Key(name, self._expand(str(meaning.get("@type", ""))), str(meaning.get("@language", "")))
                self._keys[self._expand(str(meaning["@id"]))] = found
                self._names[self._expand(str(meaning["@id"]))] = name
            elif not str(meaning).startswith("@"):
                self._names[self._expand(str(meaning))] = name

    def node(self, resource: Resource) -> dict[str, object]:
        """One thing as a JSON object: id, type, then the other keys."""
        subject, statements = resource
        found: dict[str, object] = {"id": self._relative(subject[1:-1])}
        types = [self._vocab(object_[1:-1]) for predicate, object_, _ in statements if predicate == _TYPE]
        found["type"] = types[0] if len(types) == 1 else types
        for predicate, group in groupby(statements, key=itemgetter(0)):
            if predicate == _TYPE:
                continue
            key = self._keys.get(predicate[1:-1]) or Key(predicate[1:-1])
            values = [self._value(key, object_) for _, object_, _ in group]
            found[key.name] = values[0] if len(values) == 1 else values
        return found

    def _value(self, key: Key, text: str) -> object:
        if text.startswith("<"):
            iri = text[1:-1]
            if key.type == "@vocab":
                return self._vocab(iri)
            return self._relative(iri) if key.type == "@id" else {"id": self._relative(iri)}
        # The closing quote is the last one: neither a language nor a datatype holds any.
        end = text.rindex('"')
        quoted, tail = text[1:end], text[end + 1 :]
        value = json.loads(f'"{quoted}"') if "\\" in quoted else quoted  # N-Triples escapes are a part of JSON's
        lang, datatype = (tail[1:], "") if tail.startswith("@") else ("", tail[3:-1])
        if lang == key.lang and datatype == key.type:
            return value
        marks = {"@language": lang, "@type": self._curie(datatype)}
        return {"@value": value} | {mark: of for mark, of in marks.items() if of}

    def _relative(self, iri: str) -> str:
        return iri.removeprefix(self._base)

    def _vocab(self, iri: str) -> str:
        if iri not in self._names:
            self._names[iri] = self._curie(iri)
        return self._names[iri]

    def _curie(self, iri: str) -> str:
        for prefix, namespace in self._prefixes.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    def _expand(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._prefixes[prefix] + local if prefix in self._prefixes else name
