"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LOCAL_HOSTS: Final = frozenset(("localhost", "127.0.0.1", "::1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Limits and doors. `hosts` None lets any Host header in; `memory`, `max_bytes` and `body` count bytes."""

    seconds: float = 30.0
    max_rows: int = 10_000
    max_bytes: int = 64 * 1024**2  # of an answer
    workers: int = 2
    waiting: int = 16
    memory: int = 2 * 1024**3
    body: int = 1024**2
    address: int = 32 * 1024
    hosts: frozenset[str] | None = LOCAL_HOSTS
    cors: tuple[str, ...] = ()
