"""A TOML file of ours -> its tables, and what is made of their words: patterns and automata, all words folded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import ahocorasick

from kg.errors import KnowledgeError
from kg.model import TYPES
from kg.text import fold_text

_Compiled = TypeVar("_Compiled")


def read_toml(file: Path) -> dict[str, Any]:
    """A TOML file as tables; KnowledgeError if it is none."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(file, None, str(error)) from error


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
    """A pattern of literal words, the longest first; a $ at the end of one is the end of what it is looked for in."""
    longest_first = sorted(set(map(fold_text, words)), key=lambda word: (-len(word), word))
    return "|".join(re.sub(r"\\\$$", "$", re.escape(word)) for word in longest_first)


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
