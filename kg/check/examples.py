"""The example sentences of seeds/grammar/*.toml -> those that the rules get wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kg.attribute_grammar import AttributeGrammar
from kg.check.marked import read_marked
from kg.errors import KnowledgeError
from kg.extract.titles import title_spans
from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.model import Attribute
from kg.relate.attributes import read_attributes
from kg.relate.reading.money import find_money
from kg.relate.reading.names import read_names
from kg.text import fold_text
from kg.toml import read_toml

_Finder = Callable[[str, AttributeGrammar], set[str]]


def check_examples(file: Path, grammar: AttributeGrammar) -> tuple[KnowledgeError, ...]:
    """What of the file's own sentences comes out otherwise than they say, and entries without any."""
    source = file.read_text("utf-8")
    return tuple(
        KnowledgeError(file, _line_of(source, sentence), reason)
        for sentence, reason in _wrong(read_toml(file), grammar)
    )


def _wrong(tables: Mapping[str, Any], grammar: AttributeGrammar) -> Iterator[tuple[str, str]]:
    for table, (name, find) in _FINDERS.items():
        for entry in tables[table]:
            wanted = entry[name]
            for key, told in (("examples", True), ("counterexamples", False)):
                if not entry.get(key):
                    yield f'"{wanted}"', f"[[{table}]] {wanted} has no {key}"
                for sentence in entry.get(key, ()):
                    found = find(sentence, grammar)
                    if (wanted in found) is not told:
                        instead = "、".join(sorted(found)) or "nothing"
                        yield sentence, f"[[{table}]] {wanted}: {key}: {sentence} gives {instead}"


def check_titles(file: Path, grammar: Grammar, lexicon: Lexicon) -> tuple[KnowledgeError, ...]:
    """Which titles of the file are taken for a policy or refused otherwise than it says. Raises if it is unreadable."""
    titles = read_toml(file).get("titles", {})
    source = file.read_text("utf-8")
    return tuple(
        KnowledgeError(file, _line_of(source, sentence), f"[titles] {key}: {sentence} is {'none' if told else 'one'}")
        for key, told in (("policy", True), ("none", False))
        for sentence in titles.get(key, ())
        if bool(list(title_spans(fold_text(sentence), grammar, lexicon, []))) is not told
    )


def _line_of(source: str, text: str) -> int | None:
    at = source.find(text)
    return source.count("\n", 0, at) + 1 if at >= 0 else None


def _kinds(sentence: str, grammar: AttributeGrammar) -> set[str]:
    return {money.kind for money in find_money(sentence, fold_text(sentence), grammar) if money.kind}


def _read(sentence: str, grammar: AttributeGrammar) -> tuple[Attribute, ...]:
    return read_attributes(read_names(*read_marked(sentence), grammar), grammar)


def _amount_rules(sentence: str, grammar: AttributeGrammar) -> set[str]:
    return {a.evidence.rule for a in _read(sentence, grammar) if a.property == "amount"}


def _statuses(sentence: str, grammar: AttributeGrammar) -> set[str]:
    return {a.value for a in _read(sentence, grammar) if a.property == "status"}


def _rules(sentence: str, grammar: AttributeGrammar) -> set[str]:
    return {a.evidence.rule for a in _read(sentence, grammar)}


# Table -> the field that names an entry, and what a sentence gives.
_FINDERS: Final[dict[str, tuple[str, _Finder]]] = {
    "kind": ("id", _kinds),
    "rule": ("id", _amount_rules),
    "stage": ("status", _statuses),
    "milestone": ("id", _rules),
}
