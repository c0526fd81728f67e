"""RDF resources -> Turtle of what follows from it, to load beside `graph.ttl`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.export.turtle import Shortener, prefixes_of, turtle_block
from kg.infer import infer_facts
from kg.ontology import Ontology
from kg.rdf import Resource


def write_inferred(resources: Iterable[Resource], kinds: Iterable[str], path: Path, ontology: Ontology) -> None:
    """Containment at every depth and the inverse of each relation, each with rule and premises.

    `kinds` are the first parts of the ids of all entities.
    """
    prefixes = prefixes_of(kinds, ontology) | {
        kind: f"{ontology.id_namespace}{kind}/" for kind in ("inference", "premise")
    }
    shorten = Shortener(prefixes)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(shorten.header())
        for subject, statements in infer_facts(resources, ontology):
            file.write(turtle_block(subject, statements, shorten))
