"""Full names of firms -> the brands in them that may stand for the firm elsewhere in the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.extract.divisions import place_before
from kg.firms import is_registered, without_brackets, without_legal
from kg.lexicon import Lexicon

_LEAST: Final = 3  # characters; two are too often an ordinary word


def brands(folded: str, found: Iterable[tuple[int, int, str, str]], lexicon: Lexicon) -> Iterator[str]:
    """For each full name what else the text calls the firm.

    Of 襄阳科聚传感有限公司 all but its legal form, and the longest beginning behind the place: 科聚传感.
    """
    firms = [(start, end) for start, end, kind, _ in found if kind == "Enterprise"]
    full = [(start, end) for start, end in firms if is_registered(folded[start:end])]
    if not full:
        return
    elsewhere = _without(folded, full)
    for name in sorted({without_brackets(folded[start:end]) for start, end in full}):
        whole = without_legal(name)
        core = whole[place_before(whole, lexicon) :]
        if len(core) >= _LEAST and core != whole and whole in elsewhere:
            yield whole
        for length in range(len(core), _LEAST - 1, -1):
            if core[:length] in elsewhere and core[:length] not in lexicon.industry_forms:
                yield core[:length]
                break


def _without(folded: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a line feed in the place of each of the spans, which are in order and apart."""
    parts, at = [], 0
    for start, end in spans:
        parts.append(folded[at:start])
        at = end
    return "\n".join([*parts, folded[at:]])
