"""seeds/grammar/*.toml -> word classes and rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import ahocorasick
import numpy as np
from numpy.typing import NDArray

from kg.equivalents import Equivalents, load_equivalents
from kg.name_grammar import AnnouncedGrammar, ApartGrammar, DoubtGrammar, EdgeGrammar, LinkGrammar, ProjectGrammar
from kg.patterns import Lists, Words, load_lists, load_patterns
from kg.relations import SIGNATURES
from kg.text import fold_text
from kg.toml import Table, any_of
from kg.trie import Trie, build_trie, code_points

_MODALITY_WORDS: Final = ("deny", "plan", "never", "done", "gone", "left", "moved", "resumed", "rumour", "rebuttal")
# Their words that tell stages too, in lists.toml.
_MODALITY_LISTS: Final = {"deny": "is_not", "plan": "will", "done": "has"}
_MODALITY_PATTERNS: Final = (
    "titles", "afterwards", "untrue", "partly", "no_leaving", "kept", "unreal", "turns", "from", "once", "founds",
    "inside", "settles",
)  # fmt: skip


@dataclass(frozen=True)
class WordClasses:
    """Words by class, and one automaton that finds them all; the value of a hit is (length, class number)."""

    names: tuple[str, ...]
    automaton: ahocorasick.Automaton

    def number(self, name: str) -> int:
        """The number that stands for a class in a hit, from 1."""
        return self.names.index(name) + 1

    @cached_property
    def _words(self) -> tuple[Trie, tuple[int, ...]]:
        """All words, and by their numbers those of their classes."""
        classes = {word: number for word, (_, number) in self.automaton.items()}
        return build_trie(tuple(classes)), tuple(classes.values())

    def find(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """(start, end, class number) of the words in a folded text, the longest where they overlap."""
        words, classes = self._words
        return ((start, end, classes[word]) for start, end, word in words.longest(code_points(folded)).T.tolist())


@dataclass(frozen=True, slots=True, kw_only=True)
class Anaphor:
    """Words that stand for a name of some types told before; `ends` is how its full form ends."""

    id: str
    types: frozenset[str]
    pattern: re.Pattern[str]
    pick: str
    ends: str
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenePatterns:
    """anaphora.toml: words that stand for firms, and what stands before the place that a sentence is about."""

    papers: Words
    opening: re.Pattern[str]
    undated: re.Pattern[str]
    several: re.Pattern[str]
    named_so: re.Pattern[str]
    the_company: re.Pattern[str]
    listed: re.Pattern[str]
    pair: re.Pattern[str]


@dataclass(frozen=True, eq=False)
class Grammar:
    """What the rules know of language."""

    head: WordClasses
    near: WordClasses
    triggers: WordClasses
    tells: Mapping[str, frozenset[int]]
    """By relation the numbers of the classes of trigger words that tell it."""
    kin: re.Pattern[str]
    """What the text calls another firm of the same house: 子公司, 母公司."""
    anaphora: tuple[Anaphor, ...]
    scene: ScenePatterns
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
    said: Mapping[str, re.Pattern[str]]
    """By type the words by which something is said of one, and which no name of it holds."""
    stops: re.Pattern[str]
    common_places: Mapping[str, tuple[str, ...]]
    one_character: Mapping[str, tuple[str, ...]]
    """The places that a character may stand for; of several the one that a text names."""
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
    edges: EdgeGrammar
    doubts: DoubtGrammar
    announced: AnnouncedGrammar
    projects: ProjectGrammar
    linking: LinkGrammar
    apart: ApartGrammar
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
    keywords, relations = Table.of(folder / "keywords.toml"), Table.of(folder / "relations.toml")
    titles, generic = Table.of(folder / "titles.toml"), Table.of(folder / "generic.toml")
    alone = generic.table("alone")
    lists = load_lists(folder / "lists.toml")
    triggers = _word_classes(relations.table("trigger"))
    return Grammar(
        head=_word_classes(keywords.table("head")),
        near=_word_classes(keywords.table("near")),
        triggers=triggers,
        tells=_tells(relations.table("tells"), triggers),
        kin=re.compile(relations.pattern("kin")),
        anaphora=tuple(map(_anaphor, Table.of(folder / "anaphora.toml").tables("anaphor"))),
        scene=load_patterns(folder / "anaphora.toml", lists, ScenePatterns),
        modality=_modality(Table.of(folder / "modality.toml"), lists),
        equivalents=load_equivalents(folder / "equivalents.toml"),
        policy_endings=titles.words("policy"),
        no_policy_endings=titles.words("none"),
        generic=frozenset(generic.words("words")),
        products=frozenset(generic.words("products")),
        bodies=_bodies(generic.table("bodies")),
        pronouns=generic.words("pronouns"),
        offices=generic.words("offices"),
        surnames=frozenset("".join(generic.words("surnames"))),
        schemes=titles.words("schemes"),
        cuts=_patterns_by_type(generic.table("cuts")),
        uncut=_patterns_by_type(generic.table("uncut")),
        said=_patterns_by_type(generic.table("said")),
        stops=re.compile(generic.pattern("stops")),
        common_places=generic.table("common_places").by_word(),
        one_character=generic.table("one_character").by_word(),
        common_firms=_around(generic.table("common_firms")),
        alone={kind: alone.table(kind).by_word() for kind in alone.types("alone", alone.entries)},
        before=generic.table("before").by_type(),
        behind=generic.table("behind").by_type(),
        false_starts=generic.table("false_starts").by_type(),
        false_ends=generic.table("false_ends").by_type(),
        endings=generic.table("endings").by_type(),
        tails=_tails(generic.table("tails")),
        edges=load_patterns(folder / "edges.toml", lists, EdgeGrammar),
        doubts=load_patterns(folder / "doubts.toml", lists, DoubtGrammar),
        announced=load_patterns(folder / "announced.toml", lists, AnnouncedGrammar),
        linking=load_patterns(folder / "linking.toml", lists, LinkGrammar),
        apart=load_patterns(folder / "apart.toml", lists, ApartGrammar),
        projects=load_patterns(folder / "projects.toml", lists, ProjectGrammar),
        characters=_characters(Table.of(folder / "characters.toml")),
    )


def _tells(table: Table, triggers: WordClasses) -> dict[str, frozenset[int]]:
    for predicate in SIGNATURES:
        if unknown := sorted(set(table.words(predicate)) - set(triggers.names)):
            raise table.fault(predicate, f"{unknown[0]} is no class of [trigger]")
    if others := sorted(table.entries.keys() - SIGNATURES.keys()):
        raise table.fault(others[0], "no such relation is looked for")
    return {name: frozenset(map(triggers.number, table.words(name))) for name in SIGNATURES}


def _patterns_by_type(table: Table) -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(any_of(words)) for kind, words in table.by_type().items()}


def _modality(table: Table, lists: Lists) -> dict[str, re.Pattern[str]]:
    """Patterns of lists of words, and those that [patterns] tells as they are."""
    if missing := sorted(set(_MODALITY_LISTS.values()) - lists.keys()):
        raise table.fault(missing[0], "the list is missing in lists.toml")
    shared = {name: lists[where] for name, where in _MODALITY_LISTS.items()}
    words = {name: re.compile(any_of((*shared.get(name, ()), *table.words(name)))) for name in _MODALITY_WORDS}
    patterns = table.table("patterns")
    return {**words, **{name: patterns.regex(name) for name in _MODALITY_PATTERNS}}


def _bodies(table: Table) -> re.Pattern[str]:
    return re.compile(f"(?:{table.pattern('kinds')})+(?:{table.pattern('heads')})")


def _around(table: Table) -> dict[str, tuple[tuple[str, str], ...]]:
    """What stands before and behind the ~ of each phrase."""
    around: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, phrases in table.by_word().items():
        cut = [phrase.partition("~") for phrase in phrases]
        if any(not mark or not (front or behind) for front, mark, behind in cut):
            raise table.fault(name, "a phrase needs one ~ and a word beside it")
        around[name] = tuple((front, behind) for front, _, behind in cut)
    return around


def _tails(table: Table) -> dict[str, tuple[re.Pattern[str], Mapping[str, str]]]:
    tails: dict[str, dict[str, str]] = {}
    for key in table.entries:
        parts, _, whole = key.partition("_makes_")
        for kind in table.types(key, [whole, *parts.split("_or_")])[1:]:
            tails.setdefault(kind, {}).update(dict.fromkeys(table.words(key), whole))
    return {kind: (re.compile(any_of(words)), words) for kind, words in tails.items()}


def _characters(table: Table) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    large, small = np.zeros(1 << 16, dtype=np.int64), np.zeros(1 << 16, dtype=np.int64)
    number = 0
    for group, strings in enumerate(table.lists("groups"), 1):
        for number, string in enumerate(strings, number + 1):  # noqa: B020
            for char in string:
                if large[ord(char)]:
                    raise table.fault("groups", f"{char} stands in two groups")
                large[ord(char)], small[ord(char)] = group, number
    return large, small


def _anaphor(table: Table) -> Anaphor:
    pattern = table.pattern("words")
    if "before" in table.entries:
        pattern = f"(?:{pattern})(?={table.pattern('before')})"
    pick = table.entries.get("pick")
    if pick not in ("first", "last"):
        raise table.fault("pick", "is neither first nor last")
    return Anaphor(
        id=str(table.entries.get("id")),
        types=frozenset(table.types("types", table.words("types"))),
        pattern=re.compile(pattern),
        pick=pick,
        ends=fold_text(str(table.entries.get("ends", ""))),
        opens=bool(table.entries.get("opens", False)),
    )


def _word_classes(table: Table) -> WordClasses:
    automaton = ahocorasick.Automaton()
    for number, name in enumerate(table.entries, 1):
        words = table.words(name)
        if twice := sorted(word for word in set(words) if words.count(word) > 1):
            raise table.fault(name, f"{twice[0]} stands twice")
        for word in words:
            if not automaton.exists(word):  # the first class that claims a word has it
                automaton.add_word(word, (len(word), number))
    automaton.make_automaton()
    return WordClasses(names=tuple(table.entries), automaton=automaton)
