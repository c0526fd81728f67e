"""The example sentences of events.toml and industries.toml -> those that come out otherwise than they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kg.check.marked import read_marked
from kg.errors import KnowledgeError
from kg.knowledge import Knowledge
from kg.relate.attributes import read_attributes
from kg.relate.events import tell_events
from kg.relate.industries import relate_industries
from kg.relate.reading.names import read_names
from kg.toml import read_toml

_Finder = Callable[[str, Knowledge], set[str]]


def check_told(folder: Path, knowledge: Knowledge) -> tuple[KnowledgeError, ...]:
    """What of the sentences of a grammar folder is wrong, and entries without any."""
    return (
        *_wrong(folder / "events.toml", "kind", _kinds, knowledge),
        *_wrong(folder / "industries.toml", "rule", _rules, knowledge),
    )


def _wrong(file: Path, table: str, find: _Finder, knowledge: Knowledge) -> Iterator[KnowledgeError]:
    source = file.read_text("utf-8")
    for entry in read_toml(file)[table]:
        wanted = entry["id"]
        for key, told in (("examples", True), ("counterexamples", False)):
            if not entry.get(key):
                yield KnowledgeError(file, None, f"[[{table}]] {wanted} has no {key}")
            for sentence in entry.get(key, ()):
                found = find(sentence, knowledge)
                if (wanted in found) is not told:
                    at = source.find(sentence)
                    instead = "、".join(sorted(found)) or "nothing"
                    line = source.count("\n", 0, at) + 1 if at >= 0 else None
                    yield KnowledgeError(file, line, f"[[{table}]] {wanted}: {key}: {sentence} gives {instead}")


def _kinds(sentence: str, knowledge: Knowledge) -> set[str]:
    reading = read_names(*read_marked(sentence), knowledge.attributes)
    attributes = read_attributes(reading, knowledge.attributes)
    return {event.kind for event in tell_events(reading, (), attributes, knowledge)}


def _rules(sentence: str, knowledge: Knowledge) -> set[str]:
    reading = read_names(*read_marked(sentence), knowledge.attributes)
    relations, _ = relate_industries(reading, knowledge.industries, knowledge.lexicon)
    return {evidence.rule for relation in relations for evidence in relation.evidence}
