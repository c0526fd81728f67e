"""Resources -> what follows from them: the facts, the rule of each, and its premises.

    inference ─ rdf:subject, rdf:predicate, rdf:object ─ a fact that no article states
      ├─ rule ─ containment, inverse, symmetry
      └─ premise ─ a direct fact ─ prov:wasDerivedFrom ─ the claims that state it

Containment is the closure of the properties below `within`, each by its shortest way. A fact that is only denied has no
direct triple, so nothing follows from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.model import content_id
from kg.ontology import Ontology
from kg.rdf import Resource, Statement, iri, literal
from kg.terms import CONTAINMENT, term

_Fact = tuple[str, str, str]
_PARTS: Final = tuple(iri(term(f"rdf:{part}")) for part in ("subject", "predicate", "object"))


def infer_facts(resources: Iterable[Resource], ontology: Ontology) -> Iterator[Resource]:
    """The inferred facts, the inferences and the premises, in order of IRI."""
    links = {iri(ontology.iri(name)): name for name in sorted(ontology.object_properties - ontology.inferred)}
    facts: list[_Fact] = []
    claims: defaultdict[_Fact, list[str]] = defaultdict(list)
    denied = iri(ontology.iri("Denied"))
    for subject, statements in resources:
        if (claim := _claimed(statements)) is not None:
            if not any(object_ == denied for _, object_, _ in statements):
                claims[claim].append(subject)
        else:
            facts += [(subject, p, o) for p, o, _ in statements if p in links]
    found: dict[str, set[Statement]] = defaultdict(set)
    for fact, (rule, premises) in _derive(facts, links, ontology).items():
        found[fact[0]].add((fact[1], fact[2], ()))
        inference = _named(ontology, "inference", fact)
        found[inference] |= _statement(ontology, "Inference", fact)
        found[inference].add((iri(ontology.iri("rule")), literal(rule), ()))
        for premise in premises:
            node = _named(ontology, "premise", premise)
            found[inference].add((iri(ontology.iri("premise")), node, ()))
            found[node] |= _statement(ontology, "Premise", premise)
            found[node] |= {(iri(term("prov:wasDerivedFrom")), claim, ()) for claim in claims[premise]}
    for subject in sorted(found):
        yield subject, sorted(found[subject])


def _derive(
    facts: Iterable[_Fact], links: Mapping[str, str], ontology: Ontology
) -> dict[_Fact, tuple[str, tuple[_Fact, ...]]]:
    """Each inferred fact with its rule and the direct facts that it rests on."""
    inverse = {direct: iri(ontology.iri(name)) for name, direct in ontology.inverses.items()}
    within = iri(ontology.iri("within"))
    stated = set(facts)
    above: defaultdict[str, list[_Fact]] = defaultdict(list)
    found: dict[_Fact, tuple[str, tuple[_Fact, ...]]] = {}
    for fact in sorted(stated):
        subject, predicate, object_ = fact
        name = links[predicate]
        if name in CONTAINMENT:
            above[subject].append(fact)
        if name in inverse:
            found[object_, inverse[name], subject] = ("inverse", (fact,))
        if name in ontology.symmetric and (object_, predicate, subject) not in stated:
            found[object_, predicate, subject] = ("symmetry", (fact,))
    for place in sorted(above):
        for container, way in _climb(place, above):
            found[place, within, container] = ("containment", way)
            found[container, inverse["within"], place] = ("inverse", way)
    return found


def _climb(place: str, above: Mapping[str, list[_Fact]]) -> Iterator[tuple[str, tuple[_Fact, ...]]]:
    """Everything above a place with the shortest way up; a circle ends."""
    reached: dict[str, tuple[_Fact, ...]] = {place: ()}
    todo = [place]
    for here in todo:
        for fact in above.get(here, ()):
            if fact[2] not in reached:
                reached[fact[2]] = (*reached[here], fact)
                todo.append(fact[2])
                yield fact[2], reached[fact[2]]


def _claimed(statements: Iterable[Statement]) -> _Fact | None:
    parts = {predicate: object_ for predicate, object_, _ in statements if predicate in _PARTS}
    return (parts[_PARTS[0]], parts[_PARTS[1]], parts[_PARTS[2]]) if parts else None


def _named(ontology: Ontology, kind: str, fact: _Fact) -> str:
    return iri(f"{ontology.id_namespace}{kind}/{content_id(*fact, length=16)}")


def _statement(ontology: Ontology, cls: str, fact: _Fact) -> set[Statement]:
    types = {(iri(term("rdf:type")), each, ()) for each in (iri(ontology.iri(cls)), iri(term("rdf:Statement")))}
    return types | {(part, value, ()) for part, value in zip(_PARTS, fact, strict=True)}
