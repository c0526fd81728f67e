"""The names of what every build writes, by which the next one, queries and the server find it."""

from __future__ import annotations

from typing import Final

TRIPLES: Final = "graph.nt"
PAGE: Final = "graph.html"
RECORDS: Final = "articles.jsonl"
OUTLINE: Final = "outline.json"
STORE: Final = "store"
REPORT: Final = "report.json"  # what tells a build from any other folder; its "outputs" are the names that it wrote
