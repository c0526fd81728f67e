"""Article -> mentions.

A CRF proposes; titles, introduced short forms and names that the lexicon is sure of are added; what is a name
once in an article is that name wherever the article repeats it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from kg.extract.agreed import one_type_a_form
from kg.extract.alone import names_alone
from kg.extract.believed import weigh_names
from kg.extract.brands import brands
from kg.extract.divisions import first_place, only_places, place_before
from kg.extract.doubt import why_not
from kg.extract.edges import inside_word, mend_edges, whole_parks, with_tail, with_tails
from kg.extract.generic import is_kind_of_project
from kg.extract.headless import headless_parks
from kg.extract.introduced import introductions
from kg.extract.listed import listed_places, places_within
from kg.extract.nested import nested_enterprises
from kg.extract.projects import announced_projects, plain_projects
from kg.extract.proposals import Proposal, propose_names
from kg.extract.registered import with_partners, with_seats, without_seats
from kg.extract.tables import table_names, without_borders
from kg.extract.titles import issued_spans, scheme_spans, title_spans
from kg.extract.works import announced_works
from kg.grammar import Grammar
from kg.knowledge import Knowledge
from kg.lexicon import PLACES
from kg.model import Article, Mention, Rejection, Span
from kg.text import fold_article, sentence_bounds

__all__ = ["Extraction", "extract_many", "extract_mentions"]

_Found = tuple[int, int, str, str]
_Doubt = Callable[[int, int, str], str | None]  # why a span is no name of a type
_PHASE = re.compile(r"[一二三四五六]期(?:项目|工程)?")
_LEGAL = ("公司", "集团")
_ANNOUNCED = ("项目名称:", "项目名:", "项目:")
_ORDINARY_TITLE = 4  # characters
_WHOLE = 6  # characters; a name as long stands for all that is found in it, where the text repeats it
_AT_ONCE = 1 << 15  # characters
_NOT_BELIEVED = "weighed and not believed"
_SHORT = 3  # characters; longer names are seldom part of a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Mentions in order of text, short forms with the full form they stand for, and what was not believed."""

    mentions: tuple[Mention, ...]
    introduced: Mapping[str, str]
    rejections: tuple[Rejection, ...]


def extract_mentions(article: Article, knowledge: Knowledge) -> Extraction:
    """All names in an article that the seven types know; only a firm in front of a longer name lies inside it."""
    return extract_many([article], knowledge)[0]


def extract_many(articles: Sequence[Article], knowledge: Knowledge) -> list[Extraction]:
    """The names of each article, as if it were read alone; together it is quicker."""
    found: list[Extraction] = []
    for heap in _heaps(articles):
        folded = [fold_article(article.text) for article in heap]
        proposals = propose_names(folded, [sentence_bounds(article.text) for article in heap], knowledge)
        found += [_extract(*of, knowledge) for of in zip(heap, folded, proposals, strict=True)]
    return found


def _heaps(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles of so many characters that what is worked out for each character stays small."""
    heap: list[Article] = []
    size = 0
    for article in articles:
        heap.append(article)
        size += len(article.text)
        if size >= _AT_ONCE:
            yield heap
            heap, size = [], 0
    if heap:
        yield heap


def _extract(article: Article, folded: str, proposal: Proposal, knowledge: Knowledge) -> Extraction:
    lexicon, grammar = knowledge.lexicon, knowledge.grammar
    doubt = cache(partial(why_not, folded, lexicon=lexicon, grammar=grammar))  # several steps ask about one span
    refused: list[_Found] = []
    titles = list(title_spans(folded, grammar, lexicon, refused))
    tagged: list[_Found] = []
    mended = [name for one in proposal.tagged for name in mend_edges(folded, *one, lexicon, grammar)]
    for start, end, kind in mended:
        while tagged and start <= tagged[-1][0]:
            tagged.pop()
        if _refused(start, end, refused) or (tagged and start < tagged[-1][1]):
            continue
        why = doubt(start, end, kind)
        if why is None:
            tagged.append((start, end, kind, "crf"))
        else:
            refused.append((start, end, kind, why))
            tagged += _places_in_front(folded, start, end, kind, knowledge)
    for start, end, _ in proposal.refused:
        if only_places(folded[start:end], lexicon):
            tagged += _places_in_front(folded, start, end, "Enterprise", knowledge)
    tagged = with_seats(folded, with_tails(folded, without_seats(folded, tagged, lexicon), grammar), lexicon)
    tagged = with_partners(folded, tagged, grammar)
    found = _merge(
        _merge(titles, _with_phases(folded, tagged)),
        scheme_spans(folded, knowledge.grammar),
    )
    found = _replace_parts(found, issued_spans(folded, grammar))
    cells = [one for one in table_names(folded) if doubt(*one[:3]) is None]
    works = [one for one in (*announced_works(folded), *plain_projects(folded)) if doubt(*one[:3]) is None]
    found = _replace_parts(_replace_parts(without_borders(found, cells), cells), works)
    found = _merge(found, places_within(folded, found, proposal.words, lexicon, grammar))
    introduced = {}
    types = {}
    for short, full, kind in introductions(folded, [(s, e, kind) for s, e, kind, _ in found]):
        introduced[short] = full
        types[short] = kind
    found = _replace_parts(found, _introduced_again(folded, types))
    called = dict.fromkeys(brands(folded, found, knowledge.lexicon), "Enterprise")
    named = {(start, end) for start, end, _, _ in found}
    found = _replace_parts(found, (b for b in _occurrences(folded, called, "brand") if b[:2] not in named))
    found = _merge(
        found, _known_names(folded, _untouched(folded, proposal.sure, found), proposal.words, doubt, grammar)
    )
    found = _merge(found, listed_places(folded, found, lexicon))
    found = one_type_a_form(folded, found, knowledge.lexicon)
    found = list(_without_kinds(folded, announced_projects(folded, found, lexicon, grammar), refused, knowledge))
    repeated = {folded[s:e]: kind for s, e, kind, _ in found if e - s >= 2}
    again = [
        one
        for one in _occurrences(folded, repeated, "repeated")
        if not _speaks_against(folded, one, proposal.words, doubt)
    ]
    whole = _replace_parts(found, [one for one in again if one[1] - one[0] >= _WHOLE])
    found = whole_parks(folded, _with_phases(folded, _merge(whole, again)))
    found = headless_parks(folded, found, lexicon, grammar)
    for one, full in names_alone(folded, found, grammar):
        found.append(one)
        introduced[folded[one[0] : one[1]]] = full
    found += list(nested_enterprises(folded, found, knowledge.lexicon, grammar))
    found.sort()
    chances = weigh_names(folded, [name[:3] for name in found], proposal)
    mentions = tuple(
        Mention(span=Span.of(article, s, e), type=kind, recognizer=by, confidence=chance)
        for (s, e, kind, by), chance in zip(found, chances, strict=True)
    )
    refused += [(*one, _NOT_BELIEVED) for one in _untouched(folded, proposal.refused, found)]
    rejections = tuple(
        Rejection(span=Span.of(article, s, e), type=kind, recognizer="crf", reason=why) for s, e, kind, why in refused
    )
    return Extraction(mentions=mentions, introduced=introduced, rejections=rejections)


def _untouched(
    folded: str, spans: Iterable[tuple[int, int, str]], found: Iterable[_Found]
) -> Iterator[tuple[int, int, str]]:
    """The spans that share no character with one of those found."""
    taken = bytearray(len(folded))
    for start, end, _, _ in found:
        taken[start:end] = b"\1" * (end - start)
    return (span for span in spans if not any(taken[span[0] : span[1]]))


def _places_in_front(folded: str, start: int, end: int, kind: str, knowledge: Knowledge) -> Iterator[_Found]:
    """The places that a refused name begins with: 湖北 and 襄阳 of 湖北襄阳营商环境."""
    if kind in PLACES:
        return
    length = place_before(folded[start:end], knowledge.lexicon)
    while length:
        first = first_place(folded[start : start + length], knowledge.lexicon)
        readings = knowledge.lexicon.forms.get(folded[start : start + first], ())
        found = next(r.type for r in readings if r.type in PLACES)
        yield start, start + first, found, "place before a refused name"
        start, length = start + first, length - first


def _with_phases(folded: str, found: Iterable[_Found]) -> Iterator[_Found]:
    """A firm's short name with a phase behind it names a project: 闻泰二期; 甲辰公司二期投产 names the firm."""
    for start, end, kind, by in found:
        short = kind == "Enterprise" and not folded.endswith(_LEGAL, start, end)
        phase = _PHASE.match(folded, end) if short else None
        if phase is not None:
            yield start, phase.end(), "Project", "phase"
        else:
            yield start, end, kind, by


def _refused(start: int, end: int, refused: Iterable[_Found]) -> bool:
    return any(start >= s and end <= e for s, e, _, _ in refused)


def _merge(first: Iterable[_Found], second: Iterable[_Found]) -> list[_Found]:
    """All of the first, which lie apart, and of the second what does not touch them; in order of text."""
    kept = sorted(first)
    for one in second:
        at = bisect_left(kept, (one[1],))  # so many begin before its end
        if not at or kept[at - 1][1] <= one[0]:
            kept.insert(at, one)
    return kept


def _introduced_again(folded: str, types: Mapping[str, str]) -> Iterator[_Found]:
    """Where introduced short forms stand; one that is an ordinary word (《方案》) only in title marks."""
    for start, end, kind, by in _occurrences(folded, types, "introduced"):
        ordinary = kind == "Policy" and end - start <= _ORDINARY_TITLE
        if not ordinary or folded[start - 1 : start] == "《":
            yield start, end, kind, by


def _speaks_against(folded: str, found: _Found, words: Sequence[int], doubt: _Doubt) -> bool:
    """Whether a repeated name is no name here: a street's, or known to the dictionary as part of a longer word."""
    start, end, kind, _ = found
    if doubt(start, end, kind) is not None:
        return True
    return end - start <= _SHORT and end < len(folded) and words[end] in (2, 3) and words[end - 1] in (1, 2)


def _replace_parts(first: Iterable[_Found], second: Iterable[_Found]) -> list[_Found]:
    """All of the second that do not cut one of the first, which lie apart, in the place of those that they hold."""
    kept = sorted(first)
    for one in second:
        low = high = bisect_left(kept, (one[1],))
        while low and kept[low - 1][1] > one[0]:
            low -= 1
        if low == high or (one[0] <= kept[low][0] and kept[high - 1][1] <= one[1]):
            kept[low:high] = [one]
    return kept


def _occurrences(folded: str, types: Mapping[str, str], by: str) -> Iterator[_Found]:
    """Every place where one of the forms stands as a word of its own, the longest forms first."""
    for form in sorted(types, key=lambda f: (-len(f), f)):
        at = folded.find(form)
        while at >= 0:
            end = at + len(form)
            if not inside_word(folded, at, end):
                yield at, end, types[form], by
            at = folded.find(form, end)


def _known_names(
    folded: str, sure: Iterable[tuple[int, int, str]], words: Sequence[int], doubt: _Doubt, grammar: Grammar
) -> Iterator[_Found]:
    """Names that the lexicon is sure of, the longest first, where no edge cuts a word: no 商务部 in 商务部门."""
    for start, end, kind in sorted(sure, key=lambda h: (h[0] - h[1], h[0])):
        cuts = (words[start] in (2, 3)) or (end < len(folded) and words[end] in (2, 3))
        if not cuts and doubt(start, end, kind) is None and not inside_word(folded, start, end):
            name = (start, end, kind, "lexicon")
            body = with_tail(folded, name, len(folded), grammar)
            yield body if body[2] == "Organization" else name


def _without_kinds(
    folded: str, found: Iterable[_Found], refused: list[_Found], knowledge: Knowledge
) -> Iterator[_Found]:
    """All but the projects that only name a trade where no enterprise stands in the same line before them, and no word
    that announces a name."""
    kept = list(found)
    firms = [start for start, _, kind, _ in kept if kind == "Enterprise"]
    for start, end, kind, by in kept:
        if kind == "Project" and is_kind_of_project(folded[start:end], knowledge.lexicon, knowledge.grammar):
            sentence = max(folded.rfind(mark, 0, start) for mark in "。;\n")
            if not any(sentence < firm < start for firm in firms) and not folded.endswith(_ANNOUNCED, 0, start):
                refused.append((start, end, kind, "a kind of projects"))
                continue
        yield start, end, kind, by
