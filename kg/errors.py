"""What can go wrong, by whose fault it is.

KgError
├── KnowledgeError        our own files: ontology, lexicon, grammar, weights (file, line, reason)
├── ArticleError          an input that cannot be read (file, reason)
├── GraphError            a build that cannot be opened (folder, reason)
├── QueryError            a query that cannot be answered
└── ExportError           an output that cannot be written
"""

from __future__ import annotations

from pathlib import Path


class KgError(Exception):
    """Anything that the command line tells in one line."""


class KnowledgeError(KgError):
    """A file of ours is wrong; nothing is read before it is mended."""

    def __init__(self, file: Path | str, line: int | None, reason: str) -> None:
        self.file = str(file)
        self.line = line
        self.reason = reason
        super().__init__(f"{file}:{line}: {reason}" if line else f"{file}: {reason}")


class ArticleError(KgError):
    """An input is wrong; it is reported and the rest goes on."""

    def __init__(self, file: Path | str, reason: str) -> None:
        self.file = str(file)
        self.reason = reason
        super().__init__(f"{file}: {reason}")


class GraphError(KgError):
    """A folder that should hold a build does not."""


class QueryError(KgError):
    """A query is unknown, malformed or lacks a parameter."""


class ExportError(KgError):
    """An output cannot be written."""
