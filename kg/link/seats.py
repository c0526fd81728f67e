"""Parks -> the places that their own names put them in: 宜昌市 for 宜昌市甲辰化工园, 枣阳 for 枣阳经开区."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.equivalents import Equivalents
from kg.lexicon import PLACES, Trust
from kg.link.names import Cluster, Places
from kg.model import Seat

_OWNERS: Final = frozenset({"Enterprise", "Organization"})


def find_seat(park: Cluster, owners: Sequence[str], places: Places, heads: Equivalents) -> Seat | None:
    """The place that a name of the park begins with, if that can mean nothing else."""
    for surface in park.reasons:
        place, rest = places.prefix(surface.form)
        if place is None:
            continue
        front = surface.form.removesuffix(rest)
        mention = next((one for one in surface.mentions if len(one.span.text) == len(surface.form)), None)
        if mention is not None and _is_said(front, rest, place, owners, places, heads):
            return Seat(mention, len(front), place)
    return None


def _is_said(front: str, rest: str, place: str, owners: Sequence[str], places: Places, heads: Equivalents) -> bool:
    """Whether the place is written in full or stands before a mere head word, and neither begins the name of a firm or
    a body (武汉市政集团产业园) nor shares the park with another place (深圳市河源产业园)."""
    lexicon, form = places.lexicon, front + rest
    if not front.endswith(lexicon.entries[place].name) and not heads.is_key(heads.key(rest)):
        return False
    if any(len(owner) > len(front) and form.startswith(owner) for owner in owners):
        return False
    longer = (lexicon.forms.get(form[:end], ()) for end in range(len(front) + 1, len(form)))
    if any(reading.type in _OWNERS for readings in longer for reading in readings):
        return False
    others = (r for readings in lexicon.within(rest) for r in readings if r.type in PLACES and r.trust >= Trust.SHORT)
    return all(place in lexicon.ancestors(other.entity) for other in others)
