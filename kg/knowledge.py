"""Ontology, lexicon, grammar and weights, loaded once and frozen: an argument of every stage.

What was made of a state of the files is kept in the user's cache, from which it is there much sooner (`kg.kept`).
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.attribute_grammar import AttributeGrammar, load_attribute_grammar
from kg.event_grammar import EventGrammar, load_event_grammar
from kg.files import data_folder, knowledge_digest
from kg.grammar import Grammar, load_grammar
from kg.industry_grammar import IndustryGrammar, load_industry_grammar
from kg.kept import keep
from kg.lexicon import Lexicon, load_lexicon
from kg.ontology import Ontology, load_ontology
from kg.trees import Forest, Judge, load_forest, load_judges
from kg.weights import Weights, load_weights


@dataclass(frozen=True)
class Knowledge:
    """All that the program knows before it reads the first article."""

    ontology: Ontology
    lexicon: Lexicon
    grammar: Grammar
    attributes: AttributeGrammar
    events: EventGrammar
    industries: IndustryGrammar
    weights: Weights
    chooser: Forest
    judges: Mapping[str, Judge]
    digest: str
    """Of all files that it was read from."""


def load_knowledge(folder: Path | None = None, *, lexicon: Path | None = None) -> Knowledge:
    """The knowledge of a data folder, by default our own, and of a user's own `lexicon` beside it.

    Raises KnowledgeError for the first thing wrong in it. Of our own folder only files that changed since the last time
    are read.
    """
    collecting = gc.isenabled()
    gc.disable()  # half a million objects that stay: to look for garbage among them takes a third of the time
    try:
        if folder:
            return _load(folder, lexicon)
        own = data_folder()
        state = f"{own}\x1f{knowledge_digest(own, lexicon)}"
        return keep("knowledge", state, Knowledge, lambda: _load(own, lexicon))
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def load_without_weights(folder: Path, lexicon: Path | None = None) -> Knowledge:
    """All but the weights, to learn these: with what stands for them no name and no relation is found."""
    seeds = folder / "seeds"
    grammar = load_grammar(seeds / "grammar")
    return Knowledge(
        ontology=load_ontology(folder / "ontology"),
        lexicon=load_lexicon(seeds / "lexicon", grammar.equivalents, lexicon),
        grammar=grammar,
        attributes=load_attribute_grammar(seeds / "grammar"),
        industries=load_industry_grammar(seeds / "grammar"),
        events=load_event_grammar(seeds / "grammar"),
        weights=Weights.none(),
        chooser=Forest.none(),
        judges={},
        digest=knowledge_digest(folder, lexicon),
    )


def _load(folder: Path, lexicon: Path | None) -> Knowledge:
    weights = folder / "seeds" / "weights"
    return replace(
        load_without_weights(folder, lexicon),
        weights=load_weights(weights / "names.npz"),
        chooser=load_forest(weights / "spans.npz"),
        judges=load_judges(weights / "relations.npz"),
    )
