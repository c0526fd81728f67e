"""Policy mentions -> policies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.link.names import Cluster, Places, Surface, home_by_introduction, known_entity
from kg.model import Mention, ShortForm
from kg.name_grammar import LinkGrammar

_LAST: Final = 2  # characters of a title's last words, which stand for it from there on
_FIRST: Final = 4  # of its first words, which may stand for it anywhere
_ALIKE: Final = 2  # first and last characters that what is left of a title in passing has too
_LEAST: Final = 6  # characters of that


def link_policies(
    surfaces: Sequence[Surface], introduced: Mapping[str, ShortForm], folded: str, places: Places, rules: LinkGrammar
) -> list[Cluster]:
    """One cluster a policy; a title's last words stand for the title given before, and so do its number and what is
    left of it where the text names it in passing."""
    clusters: list[Cluster] = []
    by_form: dict[str, Cluster] = {}
    numbers = [s for s in surfaces if rules.document_number.fullmatch(s.form)]
    for surface in (s for s in surfaces if s not in numbers):
        home, reason = home_by_introduction(surface.form, introduced, by_form)
        if home is None:
            home, reason = _home(surface, clusters)
        if home is None:
            home, reason = _in_passing(surface, clusters, folded, places)
        if home is None:
            home = Cluster("Policy", surface.form)
            clusters.append(home)
        home.reasons[surface] = reason
        by_form[surface.form] = home
    for number in numbers:
        home = _numbered(number, clusters, folded, rules)
        if home is None:
            home = Cluster("Policy", number.form)
            clusters.append(home)
        home.reasons[number] = "named so" if home.name == number.form else f"the number of {home.name}"
    for cluster in clusters:
        cluster.entity = known_entity(cluster.forms, "Policy", places.lexicon)
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


def _numbered(number: Surface, clusters: Sequence[Cluster], folded: str, rules: LinkGrammar) -> Cluster | None:
    """The policy behind which its number stands."""
    at = number.first
    named = {
        mention.span.end: cluster for cluster in clusters for mention in cluster.mentions if mention.span.end <= at
    }
    last = max(named, default=None)
    return named[last] if last is not None and rules.number_behind.fullmatch(folded, last, at) else None


def _in_passing(
    surface: Surface, clusters: Sequence[Cluster], folded: str, places: Places
) -> tuple[Cluster | None, str]:
    """The only policy of which one name leaves out words of the other: 甲市质量认证行动 and 质量管理认证提升行动."""
    homes = [
        cluster
        for cluster in clusters
        if any(
            _leaves_out(surface, o, folded, places) or _leaves_out(o, surface, folded, places) for o in cluster.reasons
        )
    ]
    return (homes[0], f"in passing for {homes[0].name}") if len(homes) == 1 else (None, "named so")


def _leaves_out(short: Surface, full: Surface, folded: str, places: Places) -> bool:
    """Whether a name has the beginning, the end and most words of another, in their order and of the same place.

    Title marks hold the words of a title as they are: 《甲市工业规划》 is none in passing for 《甲市工业用地规划》.
    """
    (here, words), (there, others) = places.prefix(short.form), places.prefix(full.form)
    return (
        max(_LEAST, len(others) // 2) <= len(words) < len(others)
        and words[:_ALIKE] == others[:_ALIKE]
        and words[-_ALIKE:] == others[-_ALIKE:]
        and _is_told_in_order(words, others)
        and not (here and there and here != there)
        and not any(_has_title_marks(mention, folded) for mention in short.mentions)
    )


def _is_told_in_order(words: str, others: str) -> bool:
    """Whether all characters of one name stand in the other, in their order."""
    left = iter(others)
    return all(character in left for character in words)


def _has_title_marks(mention: Mention, folded: str) -> bool:
    return "《" in folded[max(0, mention.span.start - 1) : mention.span.start + 1]
