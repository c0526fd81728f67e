"""Annotations -> property graph. The only place that writes the graph's keys.

Node: key = entity id; `type`, `name`, `aliases` (sorted tuple), `articles` (sorted tuple of article ids), `attributes` (tuple of Attribute).
      Places also carry `level`, `lon`, `lat` where known.
Edge: key = predicate; `evidence` (sorted tuple of Evidence), `confidence`. Place hierarchy (`partOf`) comes from the lexicon and has no evidence.
Graph: `articles` = {article id: Article}, in order of id.

Merging is a union of evidence: neither the order of articles nor building twice changes anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import networkx as nx

from kg.model import Annotation, Attribute, Evidence

if TYPE_CHECKING:
    from kg.lexicon import Lexicon




def assemble_graph(annotations: Iterable[Annotation], lexicon: Lexicon) -> PropertyGraph:
    """The graph of all entities, facts and articles, with the places above each place."""
    raise NotImplementedError
