"""Words as somebody types them -> entities: names, aliases, pinyin and initials."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


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


def read_names(entities: Iterable[Sequence[Any]]) -> Names:
    """All entities of an outline."""
    return Names(tuple(_named(*entity) for entity in entities))


def _named(entity: str, cls: str, name: str, aliases: list[str], sounds: list[str], articles: int) -> Named:
    spoken = [sound.split(" ") for sound in sounds if sound]
    return Named(
        id=entity,
        type=cls,
        name=name,
        articles=articles,
        forms=tuple(fold(form) for form in (name, *aliases)),
        sounds=tuple(
            sound
            for syllables in spoken
            for sound in ("".join(syllables), "".join(syllable[:1] for syllable in syllables))
        ),
    )


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


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
