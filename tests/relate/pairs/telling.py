"""A text with marked names -> whether its build tells that two of them are not related."""

from __future__ import annotations

from kg.link import link_mentions
from kg.model import Mention, Span
from kg.relate.pairs.apart import are_apart
from kg.relate.pairs.modality import hide_names
from kg.relate.pairs.scene import Mentioned, set_scene
from tests.handmade import known, read_marked


def apart(body: str, predicate: str, one: str, other: str, nested: tuple[str, ...] = ()) -> bool:
    """Whether two marked names are apart where they stand first; `nested` are firms in longer names."""
    knowledge = known()
    article, marked = read_marked(body)
    starts = [(firm, article.text.index(firm)) for firm in nested]
    firms = [
        Mention(span=Span.of(article, at, at + len(firm)), type="Enterprise", recognizer="nested")
        for firm, at in starts
    ]
    mentions = tuple(sorted((*marked, *firms), key=lambda mention: (mention.span.start, mention.span.end)))
    linked = link_mentions(article, mentions, {}, knowledge)
    types = {entity.id: entity.type for entity in linked.entities}
    scene = set_scene(article, linked.links, types, None, knowledge.lexicon, knowledge.grammar)
    first: dict[str, Mentioned] = {}
    for name in scene.named:
        first.setdefault(scene.folded[name.start : name.end], name)
    plain = hide_names(scene, knowledge.grammar.modality)
    return are_apart(plain, predicate, first[one], first[other], knowledge.grammar.apart)
