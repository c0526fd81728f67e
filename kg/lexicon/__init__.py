"""seeds/lexicon/*.csv -> known entities and the forms that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from kg.brands import brands_of
from kg.equivalents import Equivalents
from kg.files import digest_of
from kg.lexicon.entries import INDUSTRY, PLACES, Entry, read_entries, read_industries, read_nonentities
from kg.lexicon.forms import (
    HEAD,
    Form,
    Trust,
    collect_forms,
    industries_by_form,
    places_by_head,
    reach_by_head,
    shorten_parks,
)
from kg.lexicon.rows import strange_files
from kg.text import fold_form, fold_text

if TYPE_CHECKING:
    from kg.trie import Trie

__all__ = ["INDUSTRY", "PLACES", "Entry", "Form", "Lexicon", "Trust", "load_lexicon"]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All known names, by id and by form."""

    entries: Mapping[str, Entry]
    forms: Mapping[str, tuple[Form, ...]]
    nonentities: Mapping[str, str]
    industries: Mapping[str, Entry]
    industry_forms: frozenset[str]
    brands: frozenset[str]
    digest: str
    """Of all forms and what they may name."""
    _places: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Places' names of two characters and more by their first two, the longest first."""
    _reach: Mapping[str, int] = field(repr=False)
    """By the first two characters of forms how long the longest of them is."""
    _short_parks: Mapping[str, str] = field(repr=False)
    """The shortest form that names each park alone, of equals the usual one: 襄阳高新区."""
    _industries_by_form: Mapping[str, str] = field(repr=False)

    def places_at(self, folded: str) -> Iterator[str]:
        """The places' names that a folded text begins with, the longest first."""
        return (form for form in self._places.get(folded[:HEAD], ()) if folded.startswith(form))

    def place_at(self, folded: str) -> str:
        """The longest place's name that a folded text begins with; empty if it begins with none."""
        for form in self._places.get(folded[:HEAD], ()):
            if folded.startswith(form):
                return form
        return ""

    def place_ending(self, folded: str, start: int, end: int) -> str:
        """The longest place's name between two offsets that reaches up to the last; empty if there is none."""
        if folded[end - 1 : end] not in self._place_ends:
            return ""
        lows = range(max(0, start), end - HEAD + 1)
        return next((form for low in lows if (form := folded[low:end]) in self._places.get(form[:HEAD], ())), "")

    @cached_property
    def _place_ends(self) -> frozenset[str]:
        """The characters that places' names end with."""
        return frozenset(form[-1] for forms in self._places.values() for form in forms)

    def reach(self, folded: str) -> int:
        """How long the longest form is that begins with the first two characters of a folded text."""
        return self._reach.get(folded[:HEAD], 0)

    def may_be(self, form: str, kind: str) -> bool:
        """Whether a folded form may name something of a type."""
        readings = self.forms.get(form)
        return readings is not None and any(reading.type == kind for reading in readings)

    def within(self, folded: str) -> Iterator[tuple[Form, ...]]:
        """The readings of every form that stands in a folded name, which is short."""
        for start in range(len(folded) - 1):
            reach = self.reach(folded[start : start + HEAD])
            for end in range(start + HEAD, min(start + reach, len(folded)) + 1):
                if readings := self.forms.get(folded[start:end]):
                    yield readings

    def scan_industries(self, folded: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, id) of every industry in a folded text, the longest where they overlap."""
        from kg.trie import code_points  # with numpy, which who only looks up names does not need

        words, ids = self._industry_words
        for start, end, number in words.longest(code_points(folded)).T.tolist():
            may_be_cut = folded[start].isascii() or folded[end - 1].isascii()
            if not may_be_cut or not (_is_in_word(folded, start) or _is_in_word(folded, end)):
                yield start, end, ids[number]

    @cached_property
    def _industry_words(self) -> tuple[Trie, tuple[str, ...]]:
        """The forms of industries, and by their numbers the industries."""
        from kg.trie import build_trie

        return build_trie(tuple(self._industries_by_form)), tuple(self._industries_by_form.values())

    def readings(self, form: str) -> tuple[Form, ...]:
        """What a form may name; empty if unknown."""
        return self.forms.get(fold_form(form), ())

    def upper(self, entity: str) -> str | None:
        """The place right above a place, or the division that a park lies in."""
        entry = self.entries.get(entity)
        if entry is not None and entry.type == "Park":
            return self._division(entry)
        return entry.parent if entry is not None and entry.type in PLACES else None

    def ancestors(self, entity: str) -> tuple[str, ...]:
        """The places above a place or a park, nearest first."""
        return self._above[entity]

    @cached_property
    def _above(self) -> _Above:
        return _Above(self)

    def _division(self, entry: Entry) -> str | None:
        """The place whose code an entry gives as that of its division."""
        if entry.division is None:
            return None
        ids = (f"{kind}/{entry.division}" for kind in ("city", "province"))
        return next((place for place in ids if place in self.entries), None)

    def entry(self, entity: str) -> Entry | None:
        """The entry of an id, be it a name's or an industry's."""
        return self.entries.get(entity) or self.industries.get(entity.removeprefix(f"{INDUSTRY.lower()}/"))

    def names(self, entity: str) -> frozenset[str]:
        """All that the lexicon calls an entity, a park in its shortest form too; empty if it is not known."""
        entry = self.entry(entity)
        if entry is None:
            return frozenset()
        short = self._short_parks.get(entity)
        return frozenset((entry.name, *entry.aliases, *entry.contextual, *([short] if short else ())))

    def broader_of(self, industry: str) -> tuple[str, ...]:
        """The industries above an industry, nearest first; empty for anything else."""
        above: list[str] = []
        entry = self.entry(industry)
        while entry is not None and entry.type == INDUSTRY and entry.parent and entry.parent not in above:
            above.append(entry.parent)
            entry = self.entry(entry.parent)
        return tuple(above)

    def holds(self, outer: str, inner: str) -> bool:
        """Whether a place is another, or has it inside; a park lies where the lexicon says."""
        if outer == inner:
            return True
        if outer in self._above[inner]:
            return True
        entry = self.entries.get(inner)
        division = self._division(entry) if entry else None
        return division is not None and (outer == division or outer in self._above[division])


class _Above(dict[str, tuple[str, ...]]):
    """Known place or park -> the places above it, nearest first, worked out once; of what is not known none."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __missing__(self, entity: str) -> tuple[str, ...]:
        if entity not in self._lexicon.entries:  # of these there are ever more
            return ()
        above: list[str] = []
        place = self._lexicon.upper(entity)
        while place is not None and place not in above:
            above.append(place)
            place = self._lexicon.upper(place)
        self[entity] = tuple(above)
        return self[entity]


def _is_in_word(text: str, at: int) -> bool:
    """Whether Latin letters or digits stand on both sides of an offset: 5G stands not in 45GWh."""
    return all(one.isascii() and one.isalnum() for one in (text[at - 1 : at], text[at : at + 1]))


def load_lexicon(folder: Path, equivalents: Mapping[str, Equivalents], beside: Path | None = None) -> Lexicon:
    """The lexicon of a folder and of another `beside` it, which need not have all files.

    Raises KnowledgeError with file and line for the first bad row.
    """
    folders = (folder, beside) if beside else (folder,)
    for fault in strange_files(beside) if beside else ():
        raise fault
    industries = read_industries(folders)
    entries = read_entries(folders, industries)
    nonentities = read_nonentities(folders)
    forms = collect_forms(entries, equivalents["park"])
    industry_forms = frozenset(fold_text(form) for i in industries.values() for form in (i.name, *i.aliases))
    brands = brands_of(
        (form for form, readings in forms.items() if any(reading.type == "Enterprise" for reading in readings)),
        {form for form, readings in forms.items() if any(reading.type in PLACES for reading in readings)},
        equivalents["enterprise"],
        forms.keys() | nonentities.keys() | industry_forms,
    )
    return Lexicon(
        entries=MappingProxyType(entries),
        forms=MappingProxyType(forms),
        nonentities=MappingProxyType(nonentities),
        industries=MappingProxyType(industries),
        industry_forms=industry_forms,
        brands=brands,
        digest=digest_of(repr(part).encode() for part in forms.items()).hex(),
        _places=places_by_head(forms),
        _reach=reach_by_head(forms),
        _short_parks=shorten_parks(forms, equivalents["park"]),
        _industries_by_form=industries_by_form(industries),
    )
