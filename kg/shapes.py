"""The triples of a build -> what of them breaks the shapes; of the same triples it is found once."""

from __future__ import annotations

from hashlib import file_digest
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from kg.files import digest_of
from kg.kept import keep
from kg.ontology import Ontology

if TYPE_CHECKING:
    from kg.validate import Finding


def find_broken(triples: Path, ontology: Ontology) -> tuple[Finding, ...]:
    """All findings in a file of triples, as `kg.validate` gives them.

    pyshacl takes a second to load and as long to look: of the same triples, shapes and terms it finds the same.
    """

    def look() -> tuple[Finding, ...]:
        from kg.validate import validate_rdf

        return validate_rdf(triples, ontology)

    rules = sorted(ontology.file.parent.glob("*.ttl"))
    libraries = " ".join(f"{name} {version(name)}" for name in ("pyshacl", "rdflib"))
    with triples.open("rb") as lines:
        graph = file_digest(lines, "sha256").digest()
    of = digest_of((graph, *(file.read_bytes() for file in rules), libraries.encode())).hex()
    return keep("findings", of, tuple, look)
