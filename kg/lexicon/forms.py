"""Entries -> the forms that name them, and what finds these in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from kg.equivalents import Equivalents
from kg.lexicon.entries import PLACES, Entry
from kg.text import fold_text


class Trust(IntEnum):
    """How far a form alone tells what it names."""

    CONTEXTUAL = 1  # also a common word, a place or another name: to be believed in context only
    SHORT = 2  # the usual short form of a place
    SAFE = 3  # names this entity


class Form(NamedTuple):
    """A form and the entity it may name."""

    text: str
    entity: str
    type: str
    trust: Trust


HEAD: Final = 2  # characters


def collect_forms(entries: Mapping[str, Entry], parks: Equivalents) -> dict[str, tuple[Form, ...]]:
    """Every form, in order, with what it may name, the surest first; `parks` are the head words of parks."""
    forms: dict[str, set[Form]] = {}
    for entry in entries.values():
        for text, trust in _forms_of(entry):
            forms.setdefault(text, set()).add(Form(text, entry.id, entry.type, trust))
    _add_park_forms(entries, forms, parks)
    return {text: tuple(sorted(forms[text], key=lambda f: (-f.trust, f.entity))) for text in sorted(forms)}


def _forms_of(entry: Entry) -> Iterator[tuple[str, Trust]]:
    """Its forms, each once; what a file calls contextual is so even where it is the name."""
    short = Trust.SHORT if entry.type in PLACES else Trust.SAFE
    trusts = {fold_text(entry.name): Trust.SAFE}
    for alias in entry.aliases:
        trusts.setdefault(fold_text(alias), short)
    for alias in entry.contextual:
        trusts[fold_text(alias)] = Trust.CONTEXTUAL
    yield from trusts.items()


def _add_park_forms(entries: Mapping[str, Entry], forms: dict[str, set[Form]], heads: Equivalents) -> None:
    """Every way to write a park's place and head word, where no other entity has that form."""
    for park in [entry for entry in entries.values() if entry.type == "Park"]:
        for text in (park.name, *park.aliases):
            for written in _place_variants(fold_text(text), forms):
                for variant in (written, *heads.variants(written)):
                    if variant not in forms and not heads.is_key(variant):
                        forms[variant] = {Form(variant, park.id, "Park", Trust.SAFE)}


def _place_variants(name: str, forms: Mapping[str, set[Form]]) -> Iterator[str]:
    """The name with the place it begins with written short and in full: 襄阳高新区, 襄阳市高新区."""
    yield name
    for length in range(2, min(len(name) - 1, 6)):
        if any(form.type in PLACES for form in forms.get(name[:length], ())):
            for suffix in ("市", "县", "区"):
                if name[length] == suffix and len(name) > length + 2:
                    yield name[:length] + name[length + 1 :]
                elif any(form.type in PLACES for form in forms.get(name[:length] + suffix, ())):
                    yield name[:length] + suffix + name[length:]


def shorten_parks(forms: Mapping[str, tuple[Form, ...]], heads: Equivalents) -> dict[str, str]:
    """By park the shortest of the forms that name it for sure, of equals the usual one: 襄阳高新区."""
    named: dict[str, list[str]] = {}
    for form, (first, *_) in forms.items():
        if first.type == "Park" and first.trust is Trust.SAFE:
            named.setdefault(first.entity, []).append(form)
    return {park: min(own, key=lambda form: (len(form), heads.key(form) != form)) for park, own in named.items()}


def reach_by_head(forms: Iterable[str]) -> Mapping[str, int]:
    """By the first characters of forms how long the longest of them is."""
    reach: dict[str, int] = {}
    for form in forms:
        head = form[:HEAD]
        reach[head] = max(reach.get(head, 0), len(form))
    return reach


def places_by_head(forms: Mapping[str, tuple[Form, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The places' forms by their first characters, the longest first."""
    found: dict[str, list[str]] = {}
    for form, readings in forms.items():
        if len(form) >= HEAD and any(r.type in PLACES and r.trust >= Trust.SHORT for r in readings):
            found.setdefault(form[:HEAD], []).append(form)
    return {head: tuple(sorted(own, key=lambda f: (-len(f), f))) for head, own in found.items()}


def industries_by_form(industries: Mapping[str, Entry]) -> Mapping[str, str]:
    """Form of an industry -> the industry's id."""
    named = {fold_text(form): one.id for one in industries.values() for form in (*one.aliases, one.name)}
    return MappingProxyType(named)
