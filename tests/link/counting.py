"""How many firms a text names."""

from __future__ import annotations

from tests.handmade import link_marked


def count(body: str, **introduced: str) -> int:
    """How many enterprises the marked names are."""
    return sum(entity.type == "Enterprise" for entity in link_marked(body, introduced=introduced).entities)
