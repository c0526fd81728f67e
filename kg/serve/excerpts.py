"""A build -> excerpts of its graph, in the rows that the explorer reads: of a graph of any size what one view needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from pyoxigraph import QuerySolutions, Store

from kg.ontology import Ontology
from kg.page.content import Limits, link_of, radius_of, top_of, vocabulary
from kg.page.grow import grow_picture
from kg.page.layout import Link, place_nodes
from kg.page.rows import Spot, graph_rows
from kg.query import known_prefixes
from kg.restore import restore_graph
from kg.serve.once import made_once
from kg.serve.quads import Quads
from kg.serve.search import Names, fold
from kg.serve.skeleton import Edge, Skeleton
from kg.serve.texts import Texts
from kg.serve.walks import Sieve, around, path, strongest, ways

Excerpt = dict[str, Any]

LIMITS: Final = Limits(evidence=12)
AROUND: Final = 150  # nodes that one answer brings
WAYS: Final = 400
MEMBERS: Final = 150
EVENTS: Final = 200
KEPT: Final = 8  # pictures of folded places
LARGEST: Final = "SELECT DISTINCT ?e WHERE { ?e zs:amountInYuan ?y } ORDER BY DESC(?y) LIMIT 12"


@dataclass(frozen=True)
class Excerpts:
    """One build, for as long as it is served."""

    store: Store
    ontology: Ontology
    names: Names
    texts: Texts
    skeleton: Skeleton
    years: Sequence[str]
    happened: Sequence[tuple[str, str, tuple[int, ...]]]

    @made_once
    def _quads(self) -> Quads:
        return Quads(self.store, self.ontology, self.skeleton.index)

    def excerpt(
        self,
        nodes: Iterable[int],
        *,
        named: Collection[int] = (),
        places: Sequence[tuple[int, int]] = (),
        events: Iterable[str] = (),
        bare: bool = False,
    ) -> Excerpt:
        """The nodes and the places that they hang on, with all relations between them; `bare` leaves these away.

        Of the nodes in `named` the articles come too; `places` has where each node stands.
        """
        whole = self.skeleton
        chosen = dict.fromkeys(nodes)
        chosen |= dict.fromkeys(place for node in list(chosen) for place in whole.above(node))
        edges = [] if bare else self._between(chosen)
        relations = {(whole.ids[e.subject], e.predicate, whole.ids[e.object]): e for e in edges}
        said = {relation: e.sentences for relation, e in relations.items() if e.sentences}
        ids = [whole.ids[node] for node in chosen]
        quads = list(self._quads.about(ids, said, relations.keys() - said.keys(), LIMITS.evidence))
        quads += self._quads.mentions(whole.ids[node] for node in named)
        quads += self._quads.events(events)
        graph = restore_graph(quads, self.ontology, {})
        number = {node: k for k, node in enumerate(chosen)}
        spots = {
            whole.ids[node]: Spot(
                radius=radius_of(whole.strengths[node]),
                strength=whole.strengths[node],
                facts=whole.facts[node],
                anchor=number.get(whole.anchors[node], -1),
                x=places[node][0] if places else None,
                y=places[node][1] if places else None,
            )
            for node in chosen
        }
        return graph_rows(graph, spots, evidence=LIMITS.evidence, said=said)

    def start(self) -> Excerpt:
        """What the page holds before anything is asked for: the overview, and the first picture."""
        whole = self.skeleton
        radii = [radius_of(strength) for strength in whole.strengths]
        shown = sorted(grow_picture(whole.strengths, whole.links, LIMITS.hubs, LIMITS.start))
        top = top_of(whole.types, whole.facts, LIMITS.top)
        listed = [node for node, cls in enumerate(whole.types) if cls in ("Province", "Industry")]
        latest = self.happened[: LIMITS.top]
        told = [*self._found(LARGEST), *(node for _, _, ends in latest for node in ends)]
        nodes = list(dict.fromkeys((*shown, *(n for each in top.values() for n in each), *listed, *told)))
        number = {node: k for k, node in enumerate(nodes)}
        local = [
            link_of(number[e.subject], number[e.object], e.confidence, e.sentences > 0) for e in self._between(shown)
        ]
        places = place_nodes(len(shown), local, [radii[node] for node in shown])
        sentences = [edge.sentences for edge in whole.edges]
        return {
            **vocabulary(
                self.ontology,
                classes=Counter(whole.types),
                predicates=Counter(edge.predicate for edge in whole.edges),
                said={edge.predicate for edge in whole.edges if edge.sentences},
                properties=self.ontology.properties,
            ),
            **self.excerpt(nodes, events=[event for event, _, _ in latest]),
            "totals": {
                "nodes": len(whole.ids),
                "facts": sum(n > 0 for n in sentences),
                "sentences": sum(sentences),
                "articles": len(self.texts.places),
                "alone": sum(not facts for facts in whole.facts),
            },
            "years": self.years,
            "top": {cls: [number[node] for node in found] for cls, found in top.items()},
            "start": [[number[node], *places[k]] for k, node in enumerate(shown)],
            "limits": {
                "visible": LIMITS.visible, "start": LIMITS.start, "hubs": LIMITS.hubs, "evidence": LIMITS.evidence,
                "nodesLeftOut": 0, "edgesLeftOut": 0, "textsLeftOut": 0, "evidenceLeftOut": 0,
            },
        }  # fmt: skip

    @made_once
    def whole(self) -> Excerpt:
        """All of a graph that one picture can hold, with its places."""
        skeleton = self.skeleton
        if len(skeleton.ids) > LIMITS.visible:
            return self.excerpt(())
        places = place_nodes(len(skeleton.ids), skeleton.links, [radius_of(each) for each in skeleton.strengths])
        return self.excerpt(range(len(skeleton.ids)), places=places)

    def around(self, centres: Sequence[int], hops: int, most: int) -> Excerpt:
        """The neighbourhood of some nodes, the strongest of it."""
        return self.excerpt(around(self.skeleton, centres, hops, most), named=centres)

    def path(self, start: int, end: int, sieve: Sieve) -> Excerpt:
        return self.excerpt(path(self.skeleton, start, end, sieve))

    def links(self, of: int | None) -> Excerpt:
        """The ways from enterprises to cities: the strongest, or those that touch a node."""
        return self.excerpt(ways(self.skeleton, of, WAYS))

    def area(self, province: int | None, industry: int | None, sieve: Sieve) -> Excerpt:
        """The strongest of a province, an industry or some years, with places for a picture of their own."""
        whole = self.skeleton
        trade = None if industry is None else set(around(whole, [industry], 2, len(whole.ids)))

        def is_wanted(node: int) -> bool:
            in_province = province is None or node == province or province in whole.above(node)
            return in_province and (trade is None or node in trade)

        nodes = strongest(whole, LIMITS.start, sieve, is_wanted)
        number = {node: k for k, node in enumerate(nodes)}
        local = [
            link_of(number[e.subject], number[e.object], e.confidence, e.sentences > 0) for e in self._between(nodes)
        ]
        places = place_nodes(len(nodes), local, [radius_of(whole.strengths[node]) for node in nodes])
        return self.excerpt(nodes) | {"places": [[k, *place] for k, place in enumerate(places)]}

    @made_once
    def groups(self) -> Callable[[int | None, Sieve], Excerpt]:
        """All nodes as discs, for a province or for all; those asked for last are kept."""
        return lru_cache(KEPT)(self._group_nodes)

    def _group_nodes(self, province: int | None, sieve: Sieve) -> Excerpt:
        """All nodes as discs: how many there are in each place, what ties the places, and where they stand."""
        whole = self.skeleton
        owner: dict[int, int] = {}
        sizes: Counter[int] = Counter()
        for anchor, members in whole.groups.items():
            if province is not None and province != anchor and (anchor < 0 or province not in whole.above(anchor)):
                continue
            for node in members:
                if whole.types[node] not in sieve.classes_off and self._is_told(node, sieve):
                    owner[node] = anchor
                    sizes[anchor] += 1
        anchors = sorted(sizes)
        rank = {anchor: k for k, anchor in enumerate(anchors)}
        ties: dict[tuple[int, int], Counter[str]] = {}
        for edge in whole.edges:
            if edge.sentences and sieve.lets(edge) and edge.subject in owner and edge.object in owner:
                ends = sorted((rank[owner[edge.subject]], rank[owner[edge.object]]))
                if ends[0] != ends[1]:
                    ties.setdefault((ends[0], ends[1]), Counter())[edge.predicate] += 1
        room = [round(12 + min(34, 4 * sizes[anchor].bit_length())) for anchor in anchors]
        spots = place_nodes(len(anchors), [Link(a, b, 1.0, True) for a, b in sorted(ties)], room)
        excerpt = self.excerpt([anchor for anchor in anchors if anchor >= 0], bare=True)
        place = {row[0]: k for k, row in enumerate(excerpt["nodes"])}
        excerpt["groups"] = [
            [place[whole.ids[anchor]] if anchor >= 0 else -1, sizes[anchor], *spots[k]]
            for k, anchor in enumerate(anchors)
        ]
        excerpt["lines"] = [[a, b, count.most_common(1)[0][0], count.total()] for (a, b), count in sorted(ties.items())]
        return excerpt

    def group(self, anchor: int) -> Excerpt:
        """The strongest of what a disc holds."""
        members = self.skeleton.groups.get(anchor, [])[:MEMBERS]
        return self.excerpt(members) | {"members": [self.skeleton.ids[node] for node in members]}

    def events(self, of: int | None) -> Excerpt:
        """What happened, the latest of it: anywhere, or with an entity."""
        chosen = [event for event in self.happened if of is None or of in event[2]][:EVENTS]
        nodes = dict.fromkeys(node for _, _, nodes in chosen for node in nodes)
        return self.excerpt(nodes, events=[event for event, _, _ in chosen])

    def article(self, article: str) -> Excerpt | None:
        """An article with its text, and what it names."""
        record = self.texts.read(article)
        if record is None:
            return None
        known = self.skeleton.index
        nodes = [known[entity["id"]] for entity in record["entities"] if entity["id"] in known]
        excerpt = self.excerpt(nodes)
        numbers = {row[0]: k for k, row in enumerate(excerpt["articles"])}
        if article not in numbers:
            numbers[article] = len(excerpt["articles"])
            excerpt["articles"].append([article, record["title"], record["date"], record["url"], None])
        excerpt["articles"][numbers[article]][4] = record["text"]
        for row in excerpt["nodes"][: len(nodes)]:
            row[5] = sorted({*row[5], numbers[article]})
        return excerpt

    def search(self, text: str, most: int) -> Excerpt:
        """Entities by name, other names, pinyin and initials, best first, with the name that fits."""
        found = [entity for entity in self.names.search(text, most=most) if entity.id in self.skeleton.index]
        excerpt = self.excerpt([self.skeleton.index[entity.id] for entity in found], bare=True)
        wanted = fold(text)
        return excerpt | {
            "forms": [
                next((form for form in e.forms if wanted in form and wanted not in fold(e.name)), e.name) for e in found
            ]
        }

    def _between(self, nodes: Iterable[int]) -> list[Edge]:
        chosen = set(nodes)
        numbers = {
            number
            for node in chosen
            for number in self.skeleton.near[node]
            if self.skeleton.edges[number].other(node) in chosen
        }
        return [self.skeleton.edges[number] for number in sorted(numbers)]

    def _is_told(self, node: int, sieve: Sieve) -> bool:
        edges = (self.skeleton.edges[e] for e in self.skeleton.near[node])
        return any(edge.sentences and sieve.lets(edge) for edge in edges)

    def _found(self, query: str) -> list[int]:
        ids = (row[0].removeprefix(self.ontology.id_namespace) for row in self._rows(query))
        return [self.skeleton.index[entity] for entity in ids if entity in self.skeleton.index]

    def _rows(self, query: str) -> list[list[str]]:
        found = self.store.query(query, prefixes=known_prefixes(self.ontology))
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        return [[row[name].value for name in names] for row in found]
