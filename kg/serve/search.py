"""Words as somebody types them -> entities: names, aliases, pinyin and initials."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.ontology import Ontology
from kg.terms import term

_HAN: Final = re.compile(r"[㐀-鿿𠀀-𲎯]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An entity with all its names, folded for comparison."""

    id: str
    type: str
    name: str
    articles: int
    forms: tuple[str, ...]
    sounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """All entities by what they are called."""

    entities: tuple[Named, ...]

    def search(self, text: str, *, types: Iterable[str] = (), most: int = 20) -> tuple[Named, ...]:
        """Entities whose name is, begins with or holds the text; then those that sound like it. Best first."""
        wanted, kinds = fold(text), frozenset(types)
        if not wanted:
            return ()
        sound = wanted.replace(" ", "")
        scored = (
            (score, -entity.articles, len(entity.name), entity.id, entity)
            for entity in self.entities
            if (not kinds or entity.type in kinds) and (score := _score(entity, wanted, sound)) is not None
        )
        return tuple(row[-1] for row in sorted(scored, key=lambda row: row[:4])[:most])


def read_names(store: Store, ontology: Ontology) -> Names:
    """All that has a preferred name."""
    default = DefaultGraph()
    mentions = store.quads_for_pattern(None, NamedNode(ontology.iri("mentions")), None, default)
    counts = Counter(quad.object.value for quad in mentions if isinstance(quad.object, NamedNode))
    aliases: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, NamedNode(term("skos:altLabel")), None, default):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            aliases[quad.subject.value].append(quad.object.value)
    found = []
    for quad in store.quads_for_pattern(None, NamedNode(term("skos:prefLabel")), None, default):
        if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal):
            continue
        iri, name = quad.subject.value, quad.object.value
        forms = (name, *sorted(aliases[iri]))
        found.append(
            Named(
                id=iri.removeprefix(ontology.id_namespace),
                type=_type(store, quad.subject, ontology),
                name=name,
                articles=counts[iri],
                forms=tuple(fold(form) for form in forms),
                sounds=tuple(sound for form in forms for sound in _sounds(form)),
            )
        )
    return Names(tuple(sorted(found, key=lambda entity: entity.id)))


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _type(store: Store, node: NamedNode, ontology: Ontology) -> str:
    for quad in store.quads_for_pattern(node, NamedNode(term("rdf:type")), None, DefaultGraph()):
        if isinstance(quad.object, NamedNode):
            return quad.object.value.removeprefix(ontology.namespace)
    return ""


def _sounds(name: str) -> tuple[str, ...]:
    """The pinyin of a name and its initials."""
    if not _HAN.search(name):
        return ()
    from pypinyin import lazy_pinyin  # a dictionary: only once somebody searches

    syllables = [syllable.lower() for syllable in lazy_pinyin(name)]
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


def _score(entity: Named, text: str, sound: str) -> int | None:
    if text in entity.forms:
        return 0
    if any(form.startswith(text) for form in entity.forms):
        return 1
    if sound in entity.sounds:
        return 2
    if any(text in form for form in entity.forms):
        return 3
    return 4 if any(each.startswith(sound) for each in entity.sounds) else None
