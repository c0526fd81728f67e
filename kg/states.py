"""What outputs depend on besides their input -> one text; where it is another than before, they are made anew."""

from __future__ import annotations

from importlib.metadata import version

from kg.files import code_digest

# Parts of the package that come after reading: a change in them makes no article be read anew.
NOT_READING = (
    "__main__", "cli", "serve", "notebook", "pipeline", "cluster", "connections", "shapes", "validate", "told", "query",
    "facts", "restore", "pieces", "render", "also", "lines", "index", "view", "joining", "find", "lookup", "page",
    "export", "store", "infer", "rdf", "parts", "split", "shares", "assemble", "records", "report", "evaluate",
    "engine", "explain", "check",
)  # fmt: skip


def reading_state(knowledge: str) -> str:
    """All that what is kept of an article depends on besides its words: what is known, our code and that of others."""
    libraries = (f"{name} {version(name)}" for name in ("jieba", "rensa"))
    return " ".join((code_digest(leaving_out=NOT_READING), knowledge, *libraries))


def writing_state(knowledge: str) -> str:
    """All that a piece of an output and a page depend on besides what the articles say."""
    libraries = (f"{name} {version(name)}" for name in ("igraph", "pypinyin", "pyvis"))
    return " ".join((code_digest(), knowledge, *libraries))
