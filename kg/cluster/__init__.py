"""Files anywhere -> partitioned triples and tables, on many machines.

files ─ read ─► drafts ─┬─ shuffled by id ─► articles ─ annotate ─► annotations ─┬─ rename ─► triples of articles
                        │                                    └─ names ─► same ids ┘    └─ shares
                        └─ the graph's pure functions are those of a build on one machine      │
                                         triples and tables of entities ◄─ shuffled by entity ─┘
"""

from kg.cluster.flow import FORMS, build_on_cluster

__all__ = ["FORMS", "build_on_cluster"]
