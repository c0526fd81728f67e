"""What every handler is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool

from kg.ontology import Ontology
from kg.query import NamedQuery
from kg.serve.builds import Builds
from kg.serve.settings import Settings
from kg.serve.worker import Answer
from kg.serve.workers import Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The parts of a running server."""

    settings: Settings
    ontology: Ontology
    queries: tuple[NamedQuery, ...]
    builds: Builds
    workers: Workers

    async def ask(self, question: Mapping[str, Any]) -> Answer:
        """What a worker answers about the build of now."""
        build = await run_in_threadpool(self.builds.take)
        try:
            return await self.workers.ask(build.folder, question)
        finally:
            await run_in_threadpool(self.builds.give_back, build)
