"""Chinese investment news -> knowledge graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.notebook import Graph

__version__ = "0.1.0"


def load(folder: str | Path = "exports") -> Graph:
    """The graph of a build folder: `.query()`, `.to_networkx()`, `.to_pandas()`, `.show()`."""
    from kg.notebook import load_build  # here: `import kg` loads no library

    return load_build(folder)
