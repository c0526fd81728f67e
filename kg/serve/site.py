"""What every handler is given."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ontology import Ontology
from kg.query import NamedQuery
from kg.serve.builds import Builds
from kg.serve.settings import Settings
from kg.serve.workers import Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The parts of a running server."""

    settings: Settings
    ontology: Ontology
    queries: tuple[NamedQuery, ...]
    builds: Builds
    workers: Workers
