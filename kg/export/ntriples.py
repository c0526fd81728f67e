"""RDF resources -> N-Triples, and a sorted file of them back one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kg.rdf import Resource


def ntriples_lines(resource: Resource) -> str:
    """All triples of one subject."""
    subject, statements = resource
    return "".join(f"{subject} {predicate} {object_} .\n" for predicate, object_, _ in statements)


def read_triples(file: Path) -> Iterator[tuple[str, str, str]]:
    """The triples of a file that a build writes, one after the other."""
    with file.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            subject, predicate, object_ = line.removesuffix(" .\n").split(" ", 2)
            yield subject, predicate, object_


def read_resources(file: Path) -> Iterator[Resource]:
    """The same, subject by subject; which article says what is not told there."""
    for subject, told in groupby(read_triples(file), key=itemgetter(0)):
        yield subject, [(predicate, object_, ()) for _, predicate, object_ in told]
