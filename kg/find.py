"""A name as somebody types it -> the entity of a store."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from kg.equivalents import Equivalents, load_equivalents
from kg.errors import QueryError
from kg.files import data_folder
from kg.firms import without_legal
from kg.ontology import Ontology
from kg.terms import term
from kg.text import fold_text

_TYPE: Final = NamedNode(term("rdf:type"))
_NAME: Final = NamedNode(term("skos:prefLabel"))
_ALIAS: Final = NamedNode(term("skos:altLabel"))
# What people leave away at the end of a division's name.
_ENDINGS: Final = ("市", "省", "区", "县", "州", "自治区")
_SUGGESTIONS: Final = 3


def find_entity(store: Store, ontology: Ontology, text: str, types: Iterable[str]) -> NamedNode:
    """The entity of one of the types that a text names: by id, division code, name, alias or short name, or by a name
    whose ending means the same.

    Of several the one with that name goes before one with that alias, then the one most mentioned.
    Raises a QueryError that names the nearest if there is none.
    """
    wanted = sorted(types)
    found = sorted(_candidates(store, ontology, text.strip(), wanted))
    if found:
        return NamedNode(found[0][-1])
    kinds = "/".join(ontology.label(cls, "zh") for cls in wanted)
    near = nearest(text, (name for name, _ in names(store, ontology, wanted)))
    hint = f"; nearest: {', '.join(near)}" if near else ""
    raise QueryError(f"no {kinds} {text!r} in this graph{hint}")


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
