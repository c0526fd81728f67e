"""The examples of patterns, in the grammar files that hold such -> those that the patterns get wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.attribute_grammar import attribute_lists
from kg.errors import KnowledgeError
from kg.patterns import Lists, compile_patterns, load_lists
from kg.text import fold_text
from kg.toml import read_toml

# Besides attributes.toml, whose patterns may name what its other tables hold.
PATTERN_FILES: Final = (
    "edges.toml",
    "doubts.toml",
    "announced.toml",
    "projects.toml",
    "linking.toml",
    "apart.toml",
    "anaphora.toml",
    "events.toml",
    "industries.toml",
)
_OPEN: Final = "⟨"
_CLOSE: Final = "⟩"


def check_patterns(folder: Path) -> Iterator[KnowledgeError]:
    """Which examples a pattern does not fit, which counterexamples it fits, and patterns without any."""
    lists = load_lists(folder / "lists.toml")
    for name in PATTERN_FILES:
        yield from _check_file(folder / name, lists)
    yield from _check_file(folder / "attributes.toml", attribute_lists(folder))


def _check_file(file: Path, lists: Lists) -> Iterator[KnowledgeError]:
    patterns, source = compile_patterns(file, lists), file.read_text("utf-8")
    for entry in read_toml(file)["pattern"]:
        name = entry["id"]
        for key, told in (("examples", True), ("counterexamples", False)):
            if not entry.get(key):
                yield KnowledgeError(file, None, f"[[pattern]] {name} has no {key}")
            for text in entry.get(key, ()):
                if _fits(patterns[name], text) is not told:
                    reason = f"[[pattern]] {name}: {key}: {text} is {'none' if told else 'one'}"
                    yield KnowledgeError(file, _line_of(source, name, text), reason)


def _fits(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a pattern fits what stands between the marks, or anywhere where there are none."""
    folded = fold_text(text.replace(_OPEN, "").replace(_CLOSE, ""))
    start = text.find(_OPEN)
    if start < 0:
        return pattern.search(folded) is not None
    found = pattern.match(folded, start)
    return found is not None and found.end() == text.index(_CLOSE) - len(_OPEN)


def _line_of(source: str, name: str, text: str) -> int | None:
    """The line of an entry's example: another entry may have the same one."""
    at = source.find(text, max(0, source.find(f'id = "{name}"')))
    return source.count("\n", 0, at) + 1 if at >= 0 else None
