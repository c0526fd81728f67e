"""Examples of trigger words, modality and anaphora -> those that come out otherwise than they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from kg.check.marked import read_marked
from kg.errors import KnowledgeError
from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.model import CONTAINERS, TYPES, Modality
from kg.ontology import Ontology
from kg.relate.pairs.cues import find_cues
from kg.relate.pairs.leaving import tell_presence
from kg.relate.pairs.modality import hide_names, tell_modality
from kg.relate.pairs.scene import set_scene
from kg.relations import SIGNATURES, SYMMETRIC
from kg.text import fold_text
from kg.toml import read_toml

_MODALITIES = ("deny", "plan")


def check_signatures(ontology: Ontology) -> Iterator[KnowledgeError]:
    """The relations that are looked for against the ontology."""
    for name, (subjects, objects) in SIGNATURES.items():
        if name in SYMMETRIC:
            subjects = objects = subjects | objects
        ends = (("subject", subjects, ontology.domain(name)), ("object", objects, ontology.range(name)))
        for end, wanted, allowed in ends:
            for other in sorted(wanted ^ allowed.intersection(TYPES)):
                told = "not looked for" if other in allowed else "looked for but not allowed"
                yield KnowledgeError(ontology.file, None, f"{name}: {other} as {end} is {told}")
    for name in sorted(SYMMETRIC ^ (ontology.symmetric & SIGNATURES.keys())):
        told = "not read so" if name in ontology.symmetric else "read so but not said to be"
        yield KnowledgeError(ontology.file, None, f"{name}: that it is symmetric is {told}")


def check_triggers(file: Path, grammar: Grammar) -> Iterator[KnowledgeError]:
    """The [triggers] and [modality] examples of a file, and classes without any. Raises if it is unreadable."""
    tables, source = read_toml(file), file.read_text("utf-8")
    names = grammar.triggers.names

    def classes(sentence: str) -> set[str]:
        return {names[cue.number - 1] for cue in find_cues(fold_text(sentence), grammar.triggers).found}

    def modality(sentence: str) -> set[str]:
        return {
            {"denied": "deny", "planned": "plan"}.get(tell_modality(fold_text(sentence), grammar.modality).value, "")
        }

    for table, wanted, find in (("triggers", names, classes), ("modality", _MODALITIES, modality)):
        for reason, sentence in _faults(table, tables.get(table, {}), wanted, find):
            at = source.find(sentence)
            yield KnowledgeError(file, source.count("\n", 0, at) + 1 if sentence and at >= 0 else None, reason)


def _faults(
    table: str, entries: Mapping[str, Any], wanted: tuple[str, ...], find: Callable[[str], set[str]]
) -> Iterator[tuple[str, str]]:
    for name in wanted:
        entry = entries.get(name, {})
        for key, told in (("examples", True), ("counterexamples", False)):
            if not entry.get(key):
                yield f"[{table}.{name}] has no {key}", ""
            for sentence in entry.get(key, ()):
                if (name in find(sentence)) is not told:
                    yield f"[{table}.{name}] {key}: {sentence} is {'none' if told else 'one'}", sentence


def check_presence(file: Path, grammar: Grammar, lexicon: Lexicon) -> Iterator[KnowledgeError]:
    """The [presence] examples of a file, where every firm has left every place, and counterexamples, where none has."""
    entries, source = read_toml(file).get("presence", {}), file.read_text("utf-8")
    for key, wanted in (("examples", {True}), ("counterexamples", {False})):
        if not entries.get(key):
            yield KnowledgeError(file, None, f"[presence] has no {key}")
        for sentence in entries.get(key, ()):
            if set(_denials(sentence, grammar, lexicon)) != wanted:
                reason = f"[presence] {key}: {sentence} is {'none' if True in wanted else 'one'}"
                yield KnowledgeError(file, source.count("\n", 0, source.find(sentence)) + 1, reason)


def _denials(sentence: str, grammar: Grammar, lexicon: Lexicon) -> Iterator[bool]:
    """For each firm and place of a sentence with marked names whether it is denied to be there."""
    article, links, entities = read_marked(sentence)
    scene = set_scene(article, links, {e.id: e.type for e in entities}, None, lexicon, grammar)
    plain = hide_names(scene, grammar.modality)
    for firm, place in product(scene.named, scene.named):
        if firm.type == "Enterprise" and place.type in CONTAINERS:
            yield tell_presence(plain, firm, place) is Modality.DENIED


def check_anaphora(file: Path, grammar: Grammar, lexicon: Lexicon) -> Iterator[KnowledgeError]:
    """The examples of anaphora.toml, and entries without any. Raises if it is unreadable."""
    source = file.read_text("utf-8")
    for entry in read_toml(file)["anaphor"]:
        for key in ("examples", "counterexamples"):
            if not entry.get(key):
                yield KnowledgeError(file, None, f"[[anaphor]] {entry['id']} has no {key}")
        for sentence, word, name in entry.get("examples", ()):
            if (word, name) not in _stand_ins(sentence, grammar, lexicon):
                reason = f"[[anaphor]] {entry['id']}: {word} does not stand for {name} in {sentence}"
                yield KnowledgeError(file, source.count("\n", 0, source.find(sentence)) + 1, reason)
        for sentence in entry.get("counterexamples", ()):
            for word, name in sorted(_stand_ins(sentence, grammar, lexicon)):
                reason = f"[[anaphor]] {entry['id']}: {word} stands for {name} in {sentence}"
                yield KnowledgeError(file, source.count("\n", 0, source.find(sentence)) + 1, reason)


def _stand_ins(sentence: str, grammar: Grammar, lexicon: Lexicon) -> set[tuple[str, str]]:
    """(word, the name that it stands for) of a sentence with marked names."""
    article, links, entities = read_marked(sentence)
    scene = set_scene(article, links, {e.id: e.type for e in entities}, None, lexicon, grammar)
    text = article.text
    return {(text[n.start : n.end], text[slice(*n.name)]) for n in scene.named if n.stands_in}
