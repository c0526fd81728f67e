"""The relations that texts are read for. Domains, ranges and symmetry are those of the ontology: `kg check` holds the
two together."""

from __future__ import annotations

from typing import Final

from kg.model import CONTAINERS

# Which types each relation joins.
SIGNATURES: Final = {
    "operatesIn": (frozenset({"Enterprise"}), CONTAINERS),
    "investsIn": (frozenset({"Enterprise"}), frozenset({"Project"})),
    "locatedIn": (frozenset({"Project", "Park", "Organization"}), CONTAINERS),
    "issuedBy": (frozenset({"Policy"}), CONTAINERS | {"Organization"}),
    "appliesTo": (frozenset({"Policy"}), CONTAINERS | {"Project", "Enterprise"}),
    "subsidiaryOf": (frozenset({"Enterprise"}), frozenset({"Enterprise"})),
    "partnerOf": (frozenset({"Enterprise", "Organization", "City", "Park"}), frozenset({"Enterprise", "Organization"})),
}
SYMMETRIC: Final = frozenset({"partnerOf"})

Fact = tuple[str, str, str]


def directed(fact: Fact) -> Fact:
    """A fact as it is kept: what has no direction with the ends in order of id."""
    subject, predicate, object_ = fact
    return (object_, predicate, subject) if predicate in SYMMETRIC and subject > object_ else fact
