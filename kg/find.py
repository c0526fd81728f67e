"""A name as somebody types it -> the entity of a store."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from kg.equivalents import Equivalents, load_equivalents
from kg.errors import QueryError
from kg.files import data_folder
from kg.firms import without_legal
from kg.model import TYPES
from kg.ontology import Ontology
from kg.terms import term
from kg.text import fold_text

_TYPE: Final = NamedNode(term("rdf:type"))
_NAME: Final = NamedNode(term("skos:prefLabel"))
_ALIAS: Final = NamedNode(term("skos:altLabel"))
# What people leave away at the end of a division's name.
_ENDINGS: Final = ("市", "省", "区", "县", "州", "自治区")
_SUGGESTIONS: Final = 3
_SPOKEN: Final = re.compile("[a-z]+")  # pinyin without tones, blanks and apostrophes


def find_entity(store: Store, ontology: Ontology, text: str, types: Iterable[str]) -> NamedNode:
    """The entity of one of the types that a text names: by id, division code, name, alias or short name, by a name
    whose ending means the same, or by pinyin or its initials.

    Of several the one with that name goes before one with that alias, then the one most mentioned; several that only
    sound alike are asked back. Raises a QueryError that says what else has the name, or names the nearest.
    """
    wanted = sorted(types)
    found = sorted(_candidates(store, ontology, text.strip(), wanted))
    if found:
        return NamedNode(found[0][-1])
    sounding = _by_sound(store, ontology, text, wanted)
    if len(sounding) == 1:
        return next(iter(sounding))
    if sounding:
        told = [f"{name} ({_id(node, ontology)})" for node, name in sorted(sounding.items(), key=str)]
        raise QueryError(f"{text!r} may be {_several(told)}")
    kinds = "/".join(ontology.label(cls, "zh") for cls in wanted)
    hint = _elsewhere(store, ontology, text.strip(), wanted)
    if not hint and (near := nearest_spoken(text, {name for name, _ in names(store, ontology, wanted)})):
        hint = f"nearest: {', '.join(near)}"
    raise QueryError(f"no {kinds} {text!r} in this graph{'; ' if hint else ''}{hint}")


def names(store: Store, ontology: Ontology, types: Iterable[str]) -> Iterator[tuple[str, NamedNode]]:
    """Every name and alias of every entity of the types."""
    for cls in types:
        for entity in _subjects(store, _TYPE, NamedNode(ontology.iri(cls))):
            for predicate in (_NAME, _ALIAS):
                for quad in store.quads_for_pattern(entity, predicate, None, None):
                    if isinstance(quad.object, Literal):
                        yield quad.object.value, entity


def nearest(text: str, known: Iterable[str], *, most: int = _SUGGESTIONS) -> list[str]:
    """The known names most like a text, best first."""
    folded = _fold(text)
    letters = set(folded)
    scored = {name: SequenceMatcher(None, folded, _fold(name)).ratio() for name in known if letters & set(_fold(name))}
    best = sorted(scored, key=lambda name: (-scored[name], name))
    return [name for name in best[:most] if scored[name] >= 0.3]


def nearest_spoken(text: str, known: Collection[str]) -> list[str]:
    """The names that sound like a text, as a slip of typing does (襄杨), then those written most like it."""
    spoken = _syllables(text)
    alike = sorted(name for name in known if spoken and _syllables(name) == spoken)
    return list(dict.fromkeys([*alike, *nearest(text, known)]))[:_SUGGESTIONS]


def _candidates(store: Store, ontology: Ontology, text: str, types: list[str]) -> Iterator[tuple[int, int, str]]:
    classes = {NamedNode(ontology.iri(cls)) for cls in types}

    def of_type(node: NamedNode) -> bool:
        return any(quad.object in classes for quad in store.quads_for_pattern(node, _TYPE, None, None))

    if re.fullmatch(r"[a-z]+/.+", text) or text.startswith(ontology.id_namespace):
        node = NamedNode(ontology.entity_iri(text.removeprefix(ontology.id_namespace)))
        if of_type(node):
            yield 0, 0, node.value
        return
    if re.fullmatch(r"[0-9]{6}", text):
        code = NamedNode(ontology.iri("divisionCode"))
        for node in filter(of_type, _subjects(store, code, Literal(text))):
            yield 0, 0, node.value
        return
    exact = list(_by_name(store, [text, *(text + ending for ending in _ENDINGS)]))
    if not any(of_type(node) for _, node in exact):
        exact = list(_by_spelling(store, ontology, text, types))
    mentions = NamedNode(ontology.iri("mentions"))
    for rank, node in exact:
        if of_type(node):
            yield rank, -sum(1 for _ in store.quads_for_pattern(None, mentions, node, None)), node.value


def _by_name(store: Store, texts: list[str]) -> Iterator[tuple[int, NamedNode]]:
    """Entities by exact name (rank 0), alias (1), or either with an ending that was left away (2 and more)."""
    for place, text in enumerate(texts):
        for rank, predicate in ((0, _NAME), (1, _ALIAS)):
            for value in (Literal(text, language="zh"), Literal(text)):
                for node in _subjects(store, predicate, value):
                    yield (rank if place == 0 else 2), node


def _by_spelling(store: Store, ontology: Ontology, text: str, types: list[str]) -> Iterator[tuple[int, NamedNode]]:
    """Entities with the same name but for width, script and case (9), or for an ending that means the same (10)."""
    equivalents = load_equivalents(data_folder() / "seeds" / "grammar" / "equivalents.toml")
    for cls in types:
        heads = equivalents.get(cls.lower())
        for name, node in names(store, ontology, [cls]):
            if _fold(name) == _fold(text):
                yield 9, node
            elif heads is not None and _core(name, cls, heads) == _core(text, cls, heads):
                yield 10, node


def _by_sound(store: Store, ontology: Ontology, text: str, types: list[str]) -> dict[NamedNode, str]:
    """Entities whose names are spoken so, with the first such name; those of these initials where there are none."""
    spoken = re.sub("[ '’]", "", _fold(text))
    if not _SPOKEN.fullmatch(spoken):
        return {}
    whole: dict[NamedNode, str] = {}
    initials: dict[NamedNode, str] = {}
    for cls in types:
        for name, node in names(store, ontology, [cls]):
            syllables = _syllables(without_legal(name) if cls == "Enterprise" else name)
            if "".join(syllables) == spoken:
                whole.setdefault(node, name)
            elif "".join(syllable[:1] for syllable in syllables) == spoken:
                initials.setdefault(node, name)
    return whole or initials


def _syllables(name: str) -> tuple[str, ...]:
    from kg.sounds import syllables_of  # brings numpy along, and few questions want it

    return syllables_of(name)


def _elsewhere(store: Store, ontology: Ontology, text: str, types: list[str]) -> str:
    """What of another class has the name, else what of any class holds it within its own."""
    others = sorted({*TYPES} - {*types})
    for cls in others:
        nodes = [NamedNode(iri) for *_, iri in sorted(_candidates(store, ontology, text, [cls]))]
        if found := nodes or sorted(_by_sound(store, ontology, text, [cls]), key=str):
            return f"{_name(store, found[0])} is a {ontology.label(cls, 'zh')}"
    if len(text) < 2:
        return ""
    holding = {
        f"{name} ({ontology.label(cls, 'zh')})": len(name)
        for cls in sorted(TYPES)
        for name, _ in names(store, ontology, [cls])
        if _fold(text) in _fold(name)
    }
    return f"in {_several(sorted(holding, key=lambda told: (holding[told], told)))}" if holding else ""


def _several(told: list[str]) -> str:
    """The first of them, and how many more."""
    more = len(told) - _SUGGESTIONS
    return ", ".join(told[:_SUGGESTIONS]) + (f" and {more} more" if more > 0 else "")


def _name(store: Store, node: NamedNode) -> str:
    quads = store.quads_for_pattern(node, _NAME, None, None)
    return next((quad.object.value for quad in quads if isinstance(quad.object, Literal)), node.value)


def _id(node: NamedNode, ontology: Ontology) -> str:
    return node.value.removeprefix(ontology.id_namespace)


def _core(name: str, cls: str, heads: Equivalents) -> str:
    """What is left of a name where endings that mean the same are one: 襄阳高新区 of 襄阳市高新技术产业开发区."""
    folded = _fold(name)
    return without_legal(folded) if cls == "Enterprise" else heads.key(folded).replace("市", "", 1)


def _subjects(store: Store, predicate: NamedNode, value: NamedNode | Literal) -> Iterator[NamedNode]:
    for quad in store.quads_for_pattern(None, predicate, value, None):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _fold(text: str) -> str:
    return fold_text(unicodedata.normalize("NFKC", text)).casefold()
