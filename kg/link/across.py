"""Annotations of a corpus -> the same with one id for a firm that some name in full and others in short.

What one article proves (full name and short form are one cluster there) helps another that only uses the short form,
if the whole corpus proves it of one firm only. The order of the annotations does not matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from msgspec import structs

from kg.events import rename_event
from kg.lexicon import Lexicon
from kg.model import Annotation, Entity, Naming, Relation
from kg.relations import directed
from kg.text import fold_text

_FULL = re.compile(r"(?:公司|集团|银行|株式会社|厂)$")
_REASON = "in short as another article introduces it"


def tell_namings(entities: Iterable[Entity], lexicon: Lexicon) -> Iterator[Naming]:
    """What one article proves of short forms, and where it needs a proof from another: all that others must know."""
    for entity in entities:
        if entity.type != "Enterprise":
            continue
        forms = {fold_text(form) for form in (entity.name, *entity.aliases)}
        if any(_FULL.search(form) for form in forms):
            short = (form for form in forms if not _FULL.search(form) and not lexicon.forms.get(form))
            yield from ((form, entity.id, True) for form in short)
        elif entity.id not in lexicon.entries:
            yield from ((form, entity.id, False) for form in forms)


def match_forms(namings: Iterable[Naming]) -> Iterator[tuple[str, str]]:
    """Short and full id for each form that both have; all namings by one form have to be there.

    Of several full ones two are enough to show that nothing is proven.
    """
    full: defaultdict[str, set[str]] = defaultdict(set)
    short: defaultdict[str, set[str]] = defaultdict(set)
    for form, entity, in_full in namings:
        (full if in_full else short)[form].add(entity)
    for form in sorted(short.keys() & full.keys()):
        yield from ((one, other) for one in sorted(short[form]) for other in sorted(full[form])[:2])


def settle_pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The full id for each short one of which only one is proven; all pairs of a short one have to be there."""
    proven: defaultdict[str, set[str]] = defaultdict(set)
    for short, full in pairs:
        proven[short].add(full)
    return {short: min(full) for short, full in sorted(proven.items()) if len(full) == 1 and short not in full}


def rename(annotation: Annotation, ids: Mapping[str, str], reason: str = _REASON) -> Annotation:
    """The annotation with other ids; it is the same where none of them is in it."""
    if not any(entity.id in ids for entity in annotation.entities):
        return annotation
    entities: dict[str, Entity] = {}
    for entity in annotation.entities:
        new = ids.get(entity.id, entity.id)
        entities[new] = _called_in_full(entity, new, entities.get(new))
    links = tuple(
        structs.replace(link, entity=ids[link.entity], reason=reason) if link.entity in ids else link
        for link in annotation.links
    )
    attributes = tuple(
        structs.replace(a, subject=ids[a.subject]) if a.subject in ids else a for a in annotation.attributes
    )
    return replace(
        annotation,
        entities=tuple(entities[entity] for entity in sorted(entities)),
        links=links,
        relations=_merged(annotation.relations, ids),
        attributes=attributes,
        events=tuple(rename_event(event, ids) for event in annotation.events),
    )


def _called_in_full(entity: Entity, id_: str, before: Entity | None) -> Entity:
    """An entity under an id, with its forms and those of the one that has this id before it, by its longest form."""
    forms = {entity.name, *entity.aliases, *((before.name, *before.aliases) if before else ())}
    name = min(forms, key=lambda form: (-len(form), form))
    if (id_, name, before) == (entity.id, entity.name, None):
        return entity
    return Entity(id=id_, type=entity.type, name=name, aliases=tuple(sorted(forms - {name})))


def _merged(relations: Iterable[Relation], ids: Mapping[str, str]) -> tuple[Relation, ...]:
    merged: dict[tuple[str, str, str], Relation] = {}
    for relation in relations:
        subject, object_ = ids.get(relation.subject, relation.subject), ids.get(relation.object, relation.object)
        if subject == object_:
            continue
        subject, _, object_ = key = directed((subject, relation.predicate, object_))
        if key not in merged and (subject, object_) == (relation.subject, relation.object):
            merged[key] = relation
            continue
        evidence = (*(merged[key].evidence if key in merged else ()), *relation.evidence)
        merged[key] = Relation(subject=subject, predicate=relation.predicate, object=object_, evidence=evidence)
    return tuple(merged[key] for key in sorted(merged))
