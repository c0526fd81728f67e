"""A TOML file of lists of words and of patterns -> the fields of a class, each found there and nothing idle left over.

`[words]` holds the lists, each `[[pattern]]` one pattern with its id; another table holds lists by word. A pattern may
name in braces a list, or a pattern told before it: `{numeral}个`. Lists that several files name stand in lists.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, get_type_hints

from kg.toml import Table, any_of

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    _Told = TypeVar("_Told", bound=DataclassInstance)

# What a field holds that asks for a list of words, or for a table of lists by word; the others ask for patterns.
Words = tuple[str, ...]
ByWord = Mapping[str, Words]
Lists = Mapping[str, Words]
_NAMED: Final = re.compile(r"\{([a-z_]+)\}")


def load_lists(file: Path) -> Lists:
    """The lists of words of a file."""
    return Table.of(file).by_word()


def load_patterns(file: Path, lists: Lists, kind: type[_Told]) -> _Told:
    """What a file tells. Raises KnowledgeError for what is missing, wrong, or asked for by nobody."""
    table = Table.of(file)
    own = table.table("words").by_word()
    words, patterns = {**lists, **own}, dict(_compiled(table, lists, own))
    hints = get_type_hints(kind)
    asked = {field.name for field in fields(kind)}
    told = {name: _told(table, name, hints[name], words, patterns) for name in asked}
    named = {name for entry in table.tables("pattern") for name in _NAMED.findall(entry.text("pattern"))}
    if idle := sorted((own.keys() | patterns.keys()) - asked - named):
        raise table.fault(idle[0], "no rule asks for it")
    return kind(**told)


def compile_patterns(file: Path, lists: Lists) -> dict[str, re.Pattern[str]]:
    """The patterns of a file by their ids."""
    table = Table.of(file)
    return dict(_compiled(table, lists, table.table("words").by_word()))


def _compiled(table: Table, lists: Lists, own: Lists) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns in their order, each with what it names put in its place."""
    if twice := sorted(lists.keys() & own.keys()):
        raise table.fault(twice[0], "lists.toml tells it already")
    known = {name: any_of(words) for name, words in (*lists.items(), *own.items())}
    for entry in table.tables("pattern"):
        name, pattern = entry.text("id"), entry.text("pattern")
        if name in known:
            raise entry.fault("id", "something is called so already")
        if strange := sorted(set(_NAMED.findall(pattern)) - known.keys()):
            raise entry.fault("pattern", f"{{{strange[0]}}} is no list of words and no pattern told before")
        known[name] = _NAMED.sub(lambda found: f"(?:{known[found[1]]})", pattern)
        yield name, entry.compiled("pattern", known[name])


def _told(
    table: Table, name: str, hint: object, words: Lists, patterns: Mapping[str, re.Pattern[str]]
) -> ByWord | Words | re.Pattern[str]:
    """A table of lists; a list of words, as it is or as a pattern; or the pattern of an id."""
    if hint == ByWord:
        return table.table(name).by_word()
    if hint == Words and name not in words:
        raise table.fault(name, "the list of words is missing")
    if name in words:
        return words[name] if hint == Words else re.compile(any_of(words[name]))
    if name not in patterns:
        raise table.fault(name, "the pattern is missing")
    return patterns[name]
