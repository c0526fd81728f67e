"""A TOML file of ours -> its tables, and what is made of their words: patterns and automata, all words folded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeGuard, TypeVar

import ahocorasick

from kg.errors import KnowledgeError
from kg.model import TYPES
from kg.text import fold_text

_Compiled = TypeVar("_Compiled")


def read_toml(file: Path) -> Mapping[str, Any]:
    """A TOML file as tables; KnowledgeError if it is none."""
    try:
        return _parse(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(file, None, str(error)) from error


@lru_cache(maxsize=32)  # several readers ask for one file: four for attributes.toml, which takes the longest
def _parse(text: str) -> Mapping[str, Any]:
    return tomllib.loads(text)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file. What is asked of it and is not there, or not so, is a KnowledgeError with file and place."""

    file: Path
    name: str
    entries: Mapping[str, Any]

    @classmethod
    def of(cls, file: Path) -> Table:
        """All of a file."""
        return cls(file, "", read_toml(file))

    def fault(self, key: str, reason: str) -> KnowledgeError:
        """What is wrong with an entry."""
        return KnowledgeError(self.file, None, f"[{self.name}] {key}: {reason}" if self.name else f"{key}: {reason}")

    def table(self, key: str) -> Table:
        """The table within of that name."""
        if not isinstance(found := self.entries.get(key), dict):
            raise KnowledgeError(self.file, None, f"the table [{self._name_of(key)}] is missing")
        return Table(self.file, self._name_of(key), found)

    def tables(self, key: str) -> Iterator[Table]:
        """The tables `[[key]]`, in their order."""
        if not isinstance(found := self.entries.get(key), list) or not all(isinstance(one, dict) for one in found):
            raise KnowledgeError(self.file, None, f"the entries [[{self._name_of(key)}]] are missing")
        yield from (
            Table(self.file, f"{self._name_of(key)}.{one.get('id', number)}", one) for number, one in enumerate(found)
        )

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words, folded."""
        found = self.entries.get(key)
        if not _is_strings(found):
            raise self.fault(key, "the list of words is missing")
        return tuple(map(fold_text, found))

    def lists(self, key: str) -> list[list[str]]:
        """A list of lists of strings, which stay as they are."""
        found = self.entries.get(key)
        if not isinstance(found, list) or not all(_is_strings(one) for one in found):
            raise self.fault(key, "the list of lists is missing")
        return found

    def by_word(self) -> dict[str, tuple[str, ...]]:
        """The words behind each word."""
        return {fold_text(word): self.words(word) for word in self.entries}

    def by_type(self) -> dict[str, tuple[str, ...]]:
        """The words of each type; `City_or_Park` tells those of both."""
        found: dict[str, tuple[str, ...]] = {}
        for key in self.entries:
            for name in self.types(key, key.split("_or_")):
                if name in found:
                    raise self.fault(key, f"{name} has its words already")
                found[name] = self.words(key)
        return found

    def types(self, key: str, names: Iterable[str]) -> tuple[str, ...]:
        """Names of types that an entry tells, as they are."""
        try:
            return known_types(names)
        except ValueError as error:
            raise self.fault(key, str(error)) from error

    def pattern(self, key: str) -> str:
        """A pattern of the words of a list."""
        return any_of(self.words(key))

    def regex(self, key: str) -> re.Pattern[str]:
        """A pattern that is told as it is."""
        return self.compiled(key, self.text(key))

    def compiled(self, key: str, pattern: str) -> re.Pattern[str]:
        """The pattern that an entry makes."""
        try:
            return re.compile(pattern)
        except re.error as error:
            raise self.fault(key, str(error)) from error

    def text(self, key: str) -> str:
        """A string that is told as it is."""
        if not isinstance(found := self.entries.get(key), str):
            raise self.fault(key, "the text is missing")
        return found

    def _name_of(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


def _is_strings(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def compile_toml(file: Path, compile_tables: Callable[[Mapping[str, Any]], _Compiled]) -> _Compiled:
    """What a function makes of the tables of a file; KnowledgeError for all that it stumbles over."""
    tables = read_toml(file)
    try:
        return compile_tables(tables)
    except re.error as error:
        raise KnowledgeError(file, None, f"{error}: {error.pattern!r}") from error
    except KeyError as error:
        raise KnowledgeError(file, None, f"the entry {error} is missing") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(file, None, f"an entry is wrong: {error}") from error


def known_types(names: Iterable[str]) -> tuple[str, ...]:
    """Names of types as they are; ValueError for one that is none."""
    names = tuple(names)
    if unknown := [name for name in names if name not in TYPES]:
        raise ValueError(f"{unknown[0]} is none of {', '.join(TYPES)}")
    return names


def any_of(words: Iterable[str]) -> str:
    """A pattern of literal words, the longest first; a $ at the end of one is the end of what it is looked for in.

    Of no words it is one that fits nothing.
    """
    longest_first = sorted(set(map(fold_text, words)), key=lambda word: (-len(word), word))
    return "|".join(re.sub(r"\\\$$", "$", re.escape(word)) for word in longest_first) or "(?!)"


def trigger_automaton(entries: Mapping[str, Mapping[str, Any]]) -> ahocorasick.Automaton:
    """An automaton of the `words` of all entries: word -> (its length, the names of the entries that it tells). A word
    of `not` tells none, and only hides a shorter one."""
    told: dict[str, tuple[str, ...]] = {}
    for name, entry in entries.items():
        for word in map(fold_text, entry["words"]):
            told[word] = (*told.get(word, ()), name)
        for word in map(fold_text, entry.get("not", ())):
            told.setdefault(word, ())
    automaton = ahocorasick.Automaton()
    for word, names in told.items():
        automaton.add_word(word, (len(word), names))
    automaton.make_automaton()
    return automaton
