"""What all kinds of linking share: surfaces of mentions, clusters of surfaces, place prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from kg.lexicon import PLACES, Lexicon, Trust
from kg.model import Mention, ShortForm
from kg.text import NAMES_AT_HAND, fold_form

_LONGEST_PLACE: Final = 12  # characters
_NO_WRAPPING = str.maketrans("", "", "《》\"' 【】[]")


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """One way in which an article writes a name, with all its mentions in order; made once, so it is what it is."""

    form: str
    type: str
    mentions: tuple[Mention, ...]

    @property
    def first(self) -> int:
        """Where it stands first."""
        return self.mentions[0].span.start


@dataclass(slots=True)
class Cluster:
    """Surfaces that name one thing, with the reason for each; built up by a linker, never shared."""

    type: str
    name: str
    entity: str | None = None
    reasons: dict[Surface, str] = field(default_factory=dict)

    @property
    def forms(self) -> list[str]:
        """Its surfaces' forms, in the order in which they joined."""
        return [surface.form for surface in self.reasons]

    @property
    def mentions(self) -> Iterator[Mention]:
        """All its mentions."""
        return (mention for surface in self.reasons for mention in surface.mentions)

    @property
    def first(self) -> int:
        """Where the article names it first."""
        return min(surface.first for surface in self.reasons)


@lru_cache(maxsize=NAMES_AT_HAND)
def bare(text: str) -> str:
    """A name folded and without the quotes or title marks around and inside it."""
    return fold_form(text).translate(_NO_WRAPPING)


def group_surfaces(mentions: Iterable[Mention]) -> list[Surface]:
    """Mentions of one form and type together, the longest forms first, then by first place."""
    grouped: dict[tuple[str, str], list[Mention]] = {}
    for mention in mentions:
        if form := bare(mention.span.text):
            grouped.setdefault((form, mention.type), []).append(mention)
    surfaces = [Surface(form, kind, tuple(found)) for (form, kind), found in grouped.items()]
    return sorted(surfaces, key=lambda s: (-len(s.form), s.first))


def home_by_introduction(
    form: str, introduced: Mapping[str, ShortForm], by_form: Mapping[str, Cluster]
) -> tuple[Cluster | None, str]:
    """The cluster of the full name for which the article introduces a form, and the reason."""
    short = introduced.get(form)
    return (by_form.get(short.full), f"{short.why} {short.full}") if short else (None, "")


def known_entity(forms: Sequence[str], kind: str, lexicon: Lexicon) -> str | None:
    """The lexicon's entity for one of several forms, the safest first."""
    for trust in (Trust.SAFE, Trust.CONTEXTUAL):
        for form in forms:
            ids = {r.entity for r in lexicon.readings(form) if r.type == kind and r.trust == trust}
            if len(ids) == 1:
                return ids.pop()
    return None


@dataclass(frozen=True, slots=True)
class Places:
    """What the article's place names stand for, and the place it is about; what was asked once is remembered."""

    by_form: Mapping[str, str]
    main: str | None
    lexicon: Lexicon
    _resolved: dict[str, str | None] = field(default_factory=dict, repr=False, compare=False)
    _split: dict[str, tuple[str | None, str]] = field(default_factory=dict, repr=False, compare=False)

    def resolve(self, form: str) -> str | None:
        """The place that a form names here: as the article uses it, else if only one place has that name."""
        if form not in self._resolved:
            self._resolved[form] = self._resolve(form)
        return self._resolved[form]

    def _resolve(self, form: str) -> str | None:
        if form in self.by_form:
            return self.by_form[form]
        readings = [r for r in self.lexicon.readings(form) if r.type in PLACES and r.trust >= Trust.SHORT]
        ids = {r.entity for r in readings}
        if len(ids) == 1:
            return ids.pop()
        best = [r.entity for r in readings if self._near_main(r.entity)]
        return best[0] if len(best) == 1 else None

    def _near_main(self, place: str) -> bool:
        if self.main is None:
            return False
        return (
            place == self.main
            or self.main in self.lexicon.ancestors(place)
            or place in self.lexicon.ancestors(self.main)
        )

    def prefix(self, form: str) -> tuple[str | None, str]:
        """The place that a name begins with, if any, and the rest; 湖北省襄阳市高新区 gives 襄阳市 and 高新区."""
        if form not in self._split:
            self._split[form] = self._prefix(form)
        return self._split[form]

    def _prefix(self, form: str) -> tuple[str | None, str]:
        place, rest = None, form
        while True:
            for head in self._heads(rest):
                found = self.resolve(head)
                if found is not None and (place is None or place in self.lexicon.ancestors(found)):
                    place, rest = found, rest[len(head) :]
                    break
            else:
                return place, rest

    def _heads(self, form: str) -> list[str]:
        """What a form begins with, and more follows, that may be a place's name, the longest first."""
        here, most = filter(form.startswith, self.by_form), min(len(form) - 1, _LONGEST_PLACE)
        lengths = {*_lengths_of_places_at(fold_form(form), self.lexicon), *map(len, here)}
        return [form[:length] for length in sorted(lengths, reverse=True) if 1 < length <= most]


@lru_cache(maxsize=NAMES_AT_HAND)
def _lengths_of_places_at(folded: str, lexicon: Lexicon) -> tuple[int, ...]:
    """How long the places' names are that a form begins with."""
    return tuple(map(len, lexicon.places_at(folded)))
