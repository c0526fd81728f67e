"""《…》 and “…”制度 -> policies, or the reason why a title is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.extract.found import Refused
from kg.grammar import Grammar
from kg.lexicon import Lexicon

_TITLED: Final = "title"
_TITLE: Final = re.compile(r"《([^《》\n]{2,80}(?:《[^《》\n]{2,60}》[^《》\n]{0,30})?)》")

_QUOTED: Final = re.compile(r'"[^"\n。]{2,20}"')


def title_spans(
    folded: str, grammar: Grammar, lexicon: Lexicon, refused: list[Refused]
) -> Iterator[tuple[int, int, str, str]]:
    """Policies in title marks; permits, newspapers and other titles go to `refused` with the reason."""
    for found in _TITLE.finditer(folded):
        title, start, end = found.group(1), found.start(1), found.end(1)
        core = re.sub(r"\([^()]*\)$", "", title)
        if (reason := lexicon.nonentities.get(title)) is not None:
            refused.append(Refused(start, end, "Policy", _TITLED, f"a known {reason}"))
        elif (none := _longest(core, grammar.no_policy_endings)) > (policy := _longest(core, grammar.policy_endings)):
            refused.append(Refused(start, end, "Policy", _TITLED, "the title of a permit, a paper or a book"))
        elif policy > none:
            yield start, end, "Policy", _TITLED


def _longest(title: str, endings: tuple[str, ...]) -> int:
    """How many characters the longest of some endings has that a title ends with: 协作协议 is longer than 协议."""
    if not title.endswith(endings):
        return 0
    return max((len(ending) for ending in endings if title.endswith(ending)), default=0)


def issued_spans(folded: str, grammar: Grammar) -> Iterator[tuple[int, int, str, str]]:
    """Policies without title marks between the words that announce them: 印发甲市促进工业发展若干措施的通知."""
    for found in grammar.announced.issued.finditer(folded):
        if re.sub(r"\([^()]*\)$", "", found[1]).endswith(grammar.policy_endings):
            yield found.start(1), found.end(1), "Policy", "issued"


def scheme_spans(folded: str, grammar: Grammar) -> Iterator[tuple[int, int, str, str]]:
    """Schemes with a name in quotes, marks and the word behind them included: “链主直通车”制度."""
    for found in _QUOTED.finditer(folded):
        words = [word for word in grammar.schemes if folded.startswith(word, found.end())]
        end = found.end() + max(map(len, words), default=0)
        if words and "+" not in found.group():
            if not folded.startswith(grammar.behind["Policy"], end):  # “四个重要”战略定位
                yield found.start(), end, "Policy", "scheme"
        elif grammar.announced.numbered.fullmatch(found.group()):
            yield found.start(), found.end(), "Policy", "scheme"
