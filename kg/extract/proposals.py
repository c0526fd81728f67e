"""Folded texts -> what the recognizer proposes for each, many texts at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.features import joined_channels
from kg.extract.known import sure_names
from kg.extract.tagger import Bounds, tag_texts
from kg.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Spans with types, in order and apart, and the chance of each to be a name; those that were weighed and not
    believed, names that the lexicon is sure of, and where words begin (1), go on (2), end (3) or stand alone (4)."""

    tagged: tuple[tuple[int, int, str], ...]
    chances: tuple[float, ...]
    refused: tuple[tuple[int, int, str], ...]
    sure: tuple[tuple[int, int, str], ...]
    words: tuple[int, ...]


def propose_names(texts: Sequence[str], bounds: Sequence[Bounds], knowledge: Knowledge) -> tuple[Proposal, ...]:
    """The proposals for folded texts with their sentence bounds; those for one text do not depend on the others."""
    if not texts:
        return ()
    channels, starts = joined_channels(texts, knowledge.lexicon, knowledge.grammar)
    words = channels["word"].tolist()
    tagged, chances, refused = tag_texts(
        channels, starts, bounds, knowledge.weights, knowledge.chooser, knowledge.lexicon, knowledge.grammar
    )
    return tuple(
        Proposal(
            tagged=tuple(own),
            chances=tuple(likely),
            refused=tuple(not_believed),
            sure=tuple(names),
            words=tuple(words[start : start + len(text)]),
        )
        for start, text, own, likely, not_believed, names in zip(
            starts, texts, tagged, chances, refused, sure_names(texts, knowledge.lexicon), strict=True
        )
    )
