"""seeds/grammar/*.toml -> word classes and rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ahocorasick
import numpy as np
from numpy.typing import NDArray

from kg.equivalents import Equivalents, load_equivalents
from kg.errors import KnowledgeError
from kg.text import fold_text
from kg.toml import read_toml


@dataclass(frozen=True)
class WordClasses:
    """Words by class, and one automaton that finds them all; the value of a hit is (length, class number)."""

    names: tuple[str, ...]
    automaton: ahocorasick.Automaton

    def number(self, name: str) -> int:
        """The number that stands for a class in a hit, from 1."""
        return self.names.index(name) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Anaphor:
    """Words that stand for a name of some types told before; `ends` is how its full form ends."""

    id: str
    types: frozenset[str]
    pattern: re.Pattern[str]
    pick: str
    ends: str
    opens: bool


@dataclass(frozen=True)
class Grammar:
    """What the rules know of language."""

    head: WordClasses
    near: WordClasses
    triggers: WordClasses
    kin: re.Pattern[str]
    """What the text calls another firm of the same house: 子公司, 母公司."""
    anaphora: tuple[Anaphor, ...]
    modality: Mapping[str, re.Pattern[str]]
    equivalents: Mapping[str, Equivalents]
    policy_endings: tuple[str, ...]
    no_policy_endings: tuple[str, ...]
    generic: frozenset[str]
    products: frozenset[str]
    bodies: re.Pattern[str]
    """What only tells the kind of a body: 乡镇卫生院."""
    pronouns: tuple[str, ...]
    offices: tuple[str, ...]
    surnames: frozenset[str]
    schemes: tuple[str, ...]
    cuts: Mapping[str, re.Pattern[str]]
    uncut: Mapping[str, re.Pattern[str]]
    """By type the words that hold such a verb and are no verb themselves."""
    stops: re.Pattern[str]
    common_places: Mapping[str, tuple[str, ...]]
    common_firms: Mapping[str, tuple[tuple[str, str], ...]]
    """By name of a firm the words in front and behind between which it is an ordinary word."""
    alone: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By type the words that may stand alone for a name that ends with one of those told."""
    before: Mapping[str, tuple[str, ...]]
    behind: Mapping[str, tuple[str, ...]]
    false_starts: Mapping[str, tuple[str, ...]]
    false_ends: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, tuple[str, ...]]
    tails: Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]
    """By type the words that directly behind a name belong to it, and the type of the whole for each."""
    characters: tuple[NDArray[np.int64], NDArray[np.int64]]
    """By code point the number of a character's group and of its smaller group; 0 for characters in none."""

    def tail_behind(self, folded: str, end: int, kind: str) -> tuple[int, str]:
        """Where a name of a type ends with the longest word behind it that belongs to it, and the type of the whole."""
        if kind not in self.tails:
            return end, kind
        pattern, types = self.tails[kind]
        found = pattern.match(folded, end)
        return (found.end(), types[found.group()]) if found else (end, kind)


def load_grammar(folder: Path) -> Grammar:
    """The grammar of a folder. Raises KnowledgeError naming the file."""
    file = folder / "keywords.toml"
    tables = read_toml(file)
    titles, generic = folder / "titles.toml", folder / "generic.toml"
    of_titles, of_generic = read_toml(titles), read_toml(generic)
    relations, modality = folder / "relations.toml", folder / "modality.toml"
    return Grammar(
        head=_word_classes(file, tables, "head"),
        near=_word_classes(file, tables, "near"),
        triggers=_word_classes(relations, read_toml(relations), "trigger"),
        kin=_any_of(_list(relations, read_toml(relations), "kin")),
        anaphora=_anaphora(folder / "anaphora.toml"),
        modality={
            name: _any_of(_list(modality, read_toml(modality), name)) for name in ("deny", "plan", "never", "done")
        },
        equivalents=load_equivalents(folder / "equivalents.toml"),
        policy_endings=tuple(_list(titles, of_titles, "policy")),
        no_policy_endings=tuple(_list(titles, of_titles, "none")),
        generic=frozenset(_list(generic, of_generic, "words")),
        products=frozenset(_list(generic, of_generic, "products")),
        bodies=_bodies(generic, _table(generic, of_generic, "bodies")),
        pronouns=tuple(_list(generic, of_generic, "pronouns")),
        offices=tuple(_list(generic, of_generic, "offices")),
        surnames=frozenset("".join(_list(generic, of_generic, "surnames"))),
        schemes=tuple(_list(titles, of_titles, "schemes")),
        cuts=_patterns_by_type(generic, of_generic, "cuts"),
        uncut=_patterns_by_type(generic, of_generic, "uncut"),
        stops=_any_of(_list(generic, of_generic, "stops")),
        common_places=_by_type(generic, of_generic, "common_places"),
        common_firms=_around(generic, _table(generic, of_generic, "common_firms")),
        alone={kind: _by_word(_table(generic, of_generic["alone"], kind)) for kind in of_generic["alone"]},
        before=_by_type(generic, of_generic, "before"),
        behind=_by_type(generic, of_generic, "behind"),
        false_starts=_by_type(generic, of_generic, "false_starts"),
        false_ends=_by_type(generic, of_generic, "false_ends"),
        endings=_by_type(generic, of_generic, "endings"),
        tails=_tails(_table(generic, of_generic, "tails")),
        characters=_characters(folder / "characters.toml"),
    )


def _by_type(file: Path, tables: Mapping[str, Any], name: str) -> dict[str, tuple[str, ...]]:
    table = _table(file, tables, name)
    return {kind: tuple(words) for kinds, words in table.items() for kind in kinds.split("_or_")}


def _by_word(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {fold_text(word): tuple(map(fold_text, words)) for word, words in table.items()}


def _patterns_by_type(file: Path, tables: Mapping[str, Any], name: str) -> dict[str, re.Pattern[str]]:
    return {kind: _any_of(words) for kind, words in _by_type(file, tables, name).items()}


def _bodies(file: Path, table: Mapping[str, Any]) -> re.Pattern[str]:
    kinds, heads = (_any_of(_list(file, table, name)).pattern for name in ("kinds", "heads"))
    return re.compile(f"(?:{kinds})+(?:{heads})")


def _around(file: Path, table: Mapping[str, list[str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """What stands before and behind the ~ of each phrase."""
    around: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, phrases in table.items():
        cut = [fold_text(phrase).partition("~") for phrase in phrases]
        if any(not mark or not (front or behind) for front, mark, behind in cut):
            raise KnowledgeError(file, None, f"[common_firms] {name}: a phrase needs one ~ and a word beside it")
        around[name] = tuple((front, behind) for front, _, behind in cut)
    return around


def _tails(table: Mapping[str, list[str]]) -> dict[str, tuple[re.Pattern[str], Mapping[str, str]]]:
    tails: dict[str, dict[str, str]] = {}
    for name, words in table.items():
        types, _, whole = name.partition("_makes_")
        for kind in types.split("_or_"):
            tails.setdefault(kind, {}).update((fold_text(word), whole) for word in words)
    return {kind: (_any_of(words), words) for kind, words in tails.items()}


def _characters(file: Path) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    large, small = np.zeros(1 << 16, dtype=np.int64), np.zeros(1 << 16, dtype=np.int64)
    number = 0
    for group, strings in enumerate(_list(file, read_toml(file), "groups"), 1):
        for number, string in enumerate(strings, number + 1):  # noqa: B020
            for char in string:
                if large[ord(char)]:
                    raise KnowledgeError(file, None, f"{char} stands in two groups")
                large[ord(char)], small[ord(char)] = group, number
    return large, small


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """The longest of some words; $ is the end of what they are looked for in."""
    return re.compile("|".join(re.escape(word).replace(r"\$", "$") for word in sorted(words, key=len, reverse=True)))


def _anaphora(file: Path) -> tuple[Anaphor, ...]:
    entries = read_toml(file).get("anaphor")
    if not isinstance(entries, list):
        raise KnowledgeError(file, None, "the entries [[anaphor]] are missing")
    return tuple(_anaphor(file, entry) for entry in entries)


def _anaphor(file: Path, entry: Mapping[str, Any]) -> Anaphor:
    pattern = _any_of(_list(file, entry, "words")).pattern
    if "before" in entry:
        pattern = f"(?:{pattern})(?={_any_of(_list(file, entry, 'before')).pattern})"
    pick = entry.get("pick")
    if pick not in ("first", "last"):
        raise KnowledgeError(file, None, f"[[anaphor]] {entry.get('id')}: pick is neither first nor last")
    return Anaphor(
        id=str(entry.get("id")),
        types=frozenset(_list(file, entry, "types")),
        pattern=re.compile(pattern),
        pick=pick,
        ends=str(entry.get("ends", "")),
        opens=bool(entry.get("opens", False)),
    )


def _list(file: Path, tables: Mapping[str, Any], name: str) -> list[str]:
    found = tables.get(name)
    if not isinstance(found, list):
        raise KnowledgeError(file, None, f"the list {name} is missing")
    return found


def _table(file: Path, tables: Mapping[str, Any], name: str) -> dict[str, list[str]]:
    found = tables.get(name)
    if not isinstance(found, dict):
        raise KnowledgeError(file, None, f"the table [{name}] is missing")
    return {key: _list(file, found, key) for key in found}


def _word_classes(file: Path, tables: Mapping[str, Any], table: str) -> WordClasses:
    classes = _table(file, tables, table)
    automaton = ahocorasick.Automaton()
    for number, (name, words) in enumerate(classes.items(), 1):
        if len(set(words)) != len(words):
            twice = sorted(word for word in set(words) if words.count(word) > 1)
            raise KnowledgeError(file, None, f"[{table}] {name}: {twice[0]} stands twice")
        for word in words:
            folded = fold_text(word)
            if not automaton.exists(folded):  # the first class that claims a word has it
                automaton.add_word(folded, (len(folded), number))
    automaton.make_automaton()
    return WordClasses(names=tuple(classes), automaton=automaton)
