"""Ontology, lexicon, grammar and weights, loaded once and frozen: an argument of every stage.

What was made of a state of the files is kept in the user's cache, from which it is there four times as soon.
"""

from __future__ import annotations

import copyreg
import gc
import os
import pickle
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import Final

from kg.attribute_grammar import AttributeGrammar, load_attribute_grammar
from kg.event_grammar import EventGrammar, load_event_grammar
from kg.files import code_digest, data_folder, knowledge_digest, user_cache
from kg.grammar import Grammar, load_grammar
from kg.industry_grammar import IndustryRule, load_industry_grammar
from kg.lexicon import Lexicon, load_lexicon
from kg.ontology import Ontology, load_ontology
from kg.trees import Forest, Judge, load_forest, load_judges
from kg.weights import Weights, load_weights

KEPT: Final = 4  # states of which something is kept
_DIGEST: Final = sha256().digest_size


@dataclass(frozen=True)
class Knowledge:
    """All that the program knows before it reads the first article."""

    ontology: Ontology
    lexicon: Lexicon
    grammar: Grammar
    attributes: AttributeGrammar
    events: EventGrammar
    industries: tuple[IndustryRule, ...]
    weights: Weights
    chooser: Forest
    judges: Mapping[str, Judge]


def load_knowledge(folder: Path | None = None) -> Knowledge:
    """The knowledge of a data folder, by default our own. Raises KnowledgeError for the first thing wrong in it.

    Of our own folder only files that changed since the last time are read.
    """
    collecting = gc.isenabled()
    gc.disable()  # half a million objects that stay: to look for garbage among them takes a third of the time
    try:
        return _load(folder) if folder else _load_kept(data_folder())
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def _load_kept(folder: Path) -> Knowledge:
    """As `_load`, by way of the cache; whatever is wrong there, the files are read and it is written anew."""
    file = user_cache() / f"knowledge-{_state(folder)}.pickle"
    knowledge = _read_kept(file)
    if knowledge is None:
        knowledge = _load(folder)
        with suppress(OSError):  # nowhere to keep it
            _keep(knowledge, file)
    return knowledge


def _state(folder: Path) -> str:
    """One name for all that loaded knowledge depends on."""
    parts = (str(folder), knowledge_digest(folder), code_digest(), sys.version)
    libraries = (version(name) for name in ("numpy", "pyahocorasick"))
    return sha256("\x1f".join((*parts, *libraries)).encode()).hexdigest()[:16]


def _read_kept(file: Path) -> Knowledge | None:
    """What a file keeps, if it is whole and nobody else could have written it: what is unpickled may do anything."""
    try:
        with file.open("rb") as stored:
            status = os.fstat(stored.fileno())
            if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
                return None
            digest, content = stored.read(_DIGEST), stored.read()
    except OSError:
        return None
    if sha256(content).digest() != digest:
        return None
    found = pickle.loads(content)
    return found if isinstance(found, Knowledge) else None


def _keep(knowledge: Knowledge, file: Path) -> None:
    """Write it down, as a whole or not at all, and drop what was kept the longest ago."""
    content = pickle.dumps(knowledge, protocol=5)
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, prefix=".knowledge-", delete=False) as fresh:
        try:
            fresh.write(sha256(content).digest() + content)
            fresh.close()
            os.replace(fresh.name, file)
        except OSError:
            Path(fresh.name).unlink(missing_ok=True)
            raise
    kept = sorted(file.parent.glob("knowledge-*.pickle"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    for path in kept[:-KEPT]:
        path.unlink(missing_ok=True)


def _frozen(mapping: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(mapping)


# Pickle knows no way to write a mapping that cannot be changed.
copyreg.pickle(MappingProxyType, lambda mapping: (_frozen, (dict(mapping),)))


def _load(folder: Path) -> Knowledge:
    seeds = folder / "seeds"
    grammar = load_grammar(seeds / "grammar")
    return Knowledge(
        ontology=load_ontology(folder / "ontology"),
        lexicon=load_lexicon(seeds / "lexicon", grammar.equivalents),
        grammar=grammar,
        attributes=load_attribute_grammar(seeds / "grammar"),
        industries=load_industry_grammar(seeds / "grammar"),
        events=load_event_grammar(seeds / "grammar"),
        weights=load_weights(seeds / "weights" / "names.npz"),
        chooser=load_forest(seeds / "weights" / "spans.npz"),
        judges=load_judges(seeds / "weights" / "relations.npz"),
    )
