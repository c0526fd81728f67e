"""Weights -> whether they fit what the program computes now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from kg.arrays import Layout, load_layout
from kg.errors import KnowledgeError
from kg.relations import SIGNATURES
from kg.trees import Judge

_AGAIN = "train them again"


def check_layout(file: Path, layout: Layout) -> Iterator[KnowledgeError]:
    """The first position of a file's weights at which something else stood when they were learnt. Raises if it holds
    none."""
    learnt = load_layout(file)
    if not learnt:
        yield KnowledgeError(file, None, f"it does not say what its weights are of: {_AGAIN}")
        return
    for number, (then, now) in enumerate(zip_longest(learnt, layout, fillvalue="nothing"), 1):
        if then != now:
            yield KnowledgeError(file, None, f"weights of {then}, where {now} stands now (place {number}): {_AGAIN}")
            return


def check_judges(file: Path, judges: Mapping[str, Judge]) -> Iterator[KnowledgeError]:
    """The judges against the relations that are looked for."""
    for predicate in sorted(SIGNATURES.keys() - judges.keys()):
        yield KnowledgeError(file, None, f"no forests for {predicate}: {_AGAIN}")
    for predicate in sorted(judges.keys() - SIGNATURES.keys()):
        yield KnowledgeError(file, None, f"forests for {predicate}, which is no relation that is looked for")
