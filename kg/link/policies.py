"""Policy mentions -> policies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.lexicon import Lexicon
from kg.link.names import Cluster, Surface, home_by_introduction, known_entity
from kg.model import ShortForm

_LAST: Final = 2  # characters of a title's last words, which stand for it from there on
_FIRST: Final = 4  # of its first words, which may stand for it anywhere


def link_policies(surfaces: Sequence[Surface], introduced: Mapping[str, ShortForm], lexicon: Lexicon) -> list[Cluster]:
    """One cluster a policy; a title's last words stand for the title given before."""
    clusters: list[Cluster] = []
    by_form: dict[str, Cluster] = {}
    for surface in surfaces:
        home, reason = home_by_introduction(surface.form, introduced, by_form)
        if home is None:
            home, reason = _home(surface, clusters)
        if home is None:
            home = Cluster("Policy", surface.form)
            clusters.append(home)
        home.reasons[surface] = reason
        by_form[surface.form] = home
    for cluster in clusters:
        cluster.entity = known_entity(cluster.forms, "Policy", lexicon)
    return clusters


def _home(surface: Surface, clusters: Sequence[Cluster]) -> tuple[Cluster | None, str]:
    form = surface.form
    for cluster in clusters:
        longer = [other for other in cluster.forms if len(other) > len(form)]
        if len(form) >= _LAST and surface.first > cluster.first and any(other.endswith(form) for other in longer):
            return cluster, f"the last words of {cluster.name}"
        if len(form) >= _FIRST and any(other.startswith(form) for other in cluster.forms):
            return cluster, f"the first words of {cluster.name}"
    return None, "named so"
