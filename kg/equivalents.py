"""seeds/grammar/equivalents.toml -> endings of names that mean the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from kg.toml import Table

KINDS: Final = ("park", "organization", "investor", "enterprise")


@dataclass(frozen=True)
class Equivalents:
    """Endings by their key; the longest ending wins."""

    keys: Mapping[str, str]

    @cached_property
    def _lengths(self) -> Mapping[str, tuple[int, ...]]:
        """By their last character how long endings are, the longest first."""
        lengths: dict[str, set[int]] = {}
        for ending in self.keys:
            lengths.setdefault(ending[-1], set()).add(len(ending))
        return {last: tuple(sorted(own, reverse=True)) for last, own in lengths.items()}

    def key(self, name: str) -> str:
        """The name with its ending replaced by the key of that ending."""
        return "".join(self.split(name))

    def split(self, name: str) -> tuple[str, str]:
        """What stands before the name's ending, and the ending's key; empty if it has no such ending."""
        for length in self._lengths.get(name[-1:], ()):
            if length <= len(name) and (key := self.keys.get(name[-length:])) is not None:
                return name[:-length], key
        return name, ""

    def is_key(self, name: str) -> bool:
        """Whether a name is nothing but an ending."""
        return name in self.keys

    def variants(self, name: str) -> Iterator[str]:
        """The other ways to write a name's ending."""
        for length in self._lengths.get(name[-1:], ()):
            if length < len(name) and (key := self.keys.get(name[-length:])) is not None:
                yield from (
                    name[:-length] + ending
                    for ending, own in self.keys.items()
                    if own == key and ending != name[-length:]
                )
                return


def load_equivalents(file: Path) -> Mapping[str, Equivalents]:
    """The tables of the file by kind of name. Raises KnowledgeError if one is missing or an ending has two keys."""
    tables = Table.of(file)
    return {kind: _equivalents(tables.table(kind)) for kind in KINDS}


def _equivalents(table: Table) -> Equivalents:
    keys: dict[str, str] = {}
    for key, endings in table.by_word().items():
        for ending in (key, *endings):
            if keys.setdefault(ending, key) != key:
                raise table.fault(ending, f"it has the keys {keys[ending]} and {key}")
    return Equivalents(keys)
