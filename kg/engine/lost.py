"""What an engine gives for an item that no process survived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost(Generic[Item]):
    """An item whose worker died of it, alone and more than once."""

    item: Item
    reason: str
