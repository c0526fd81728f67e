"""A folder of knowledge -> everything that is wrong in it, each with file, line and reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from kg.attribute_grammar import load_attribute_grammar
from kg.check.examples import check_examples, check_titles
from kg.check.patterns import check_patterns
from kg.check.relations import check_anaphora, check_presence, check_signatures, check_triggers
from kg.check.rows import check_rows
from kg.check.told import check_told
from kg.check.weights import check_judges, check_layout
from kg.equivalents import load_equivalents
from kg.errors import KnowledgeError
from kg.extract.layout import names_layout, spans_layout
from kg.grammar import load_grammar
from kg.knowledge import load_knowledge
from kg.lexicon import load_lexicon
from kg.ontology import load_ontology
from kg.relate.pairs.layout import relations_layout
from kg.trees import load_forest, load_judges
from kg.weights import load_weights

__all__ = ["check_examples", "check_knowledge", "check_titles"]

_Loaded = TypeVar("_Loaded")


def check_knowledge(folder: Path, lexicon: Path | None = None) -> tuple[KnowledgeError, ...]:
    """All faults, also those of a user's own lexicon.

    What needs a file that cannot be read is passed over: the fault of that file stands for it.
    """
    return tuple(_faults(folder, lexicon))


def _faults(folder: Path, own: Path | None) -> Iterator[KnowledgeError]:
    seeds = folder / "seeds"
    faults: list[KnowledgeError] = []
    if (ontology := _try(faults, lambda: load_ontology(folder / "ontology"))) is not None:
        faults += _try(faults, lambda: tuple(check_signatures(ontology))) or ()
    attributes = _try(faults, lambda: load_attribute_grammar(seeds / "grammar"))
    grammar = _try(faults, lambda: load_grammar(seeds / "grammar"))
    equivalents = _try(faults, lambda: load_equivalents(seeds / "grammar" / "equivalents.toml"))
    if attributes is not None:
        faults += check_examples(seeds / "grammar" / "attributes.toml", attributes)
    faults += _try(faults, lambda: tuple(check_patterns(seeds / "grammar"))) or ()
    rows = list(check_rows(seeds / "lexicon", own))
    faults += rows
    lexicon = None
    if equivalents is not None and not rows:
        lexicon = _try(faults, lambda: load_lexicon(seeds / "lexicon", equivalents, own))
    if lexicon is not None and grammar is not None:
        examples = seeds / "grammar" / "examples.toml"
        faults += _try(faults, lambda: check_titles(examples, grammar, lexicon)) or ()
        faults += _try(faults, lambda: tuple(check_triggers(examples, grammar))) or ()
        faults += _try(faults, lambda: tuple(check_presence(examples, grammar, lexicon))) or ()
        faults += tuple(check_anaphora(seeds / "grammar" / "anaphora.toml", grammar, lexicon))
    names, spans, relations = (seeds / "weights" / f"{name}.npz" for name in ("names", "spans", "relations"))
    weights = _try(faults, lambda: load_weights(names))
    chooser = _try(faults, lambda: load_forest(spans))
    judges = _try(faults, lambda: load_judges(relations))
    if judges is not None:
        faults += check_judges(relations, judges)
    if grammar is not None:
        fitting = (
            (names, weights, names_layout),
            (spans, chooser, spans_layout),
            (relations, judges, relations_layout),
        )
        faults += (
            fault
            for file, loaded, layout in fitting
            if loaded is not None
            for fault in check_layout(file, layout(grammar))
        )
    if not faults and (knowledge := _try(faults, lambda: load_knowledge(folder, lexicon=own))) is not None:
        faults += check_told(seeds / "grammar", knowledge)
    told: set[str] = set()
    for fault in faults:  # two readers of one broken file say the same
        if str(fault) not in told:
            told.add(str(fault))
            yield fault


def _try(faults: list[KnowledgeError], load: Callable[[], _Loaded]) -> _Loaded | None:
    try:
        return load()
    except KnowledgeError as fault:
        faults.append(fault)
        return None
