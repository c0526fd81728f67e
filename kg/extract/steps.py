"""What was proposed for a text -> its names, step by step.

Each step takes the names that the one before found, which lie apart, and gives them mended and with its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.extract.abbreviated import abbreviated_places
from kg.extract.agreed import one_type_a_form
from kg.extract.alone import names_alone
from kg.extract.believed import HALVED
from kg.extract.brands import brands
from kg.extract.divisions import first_place, only_places, place_before
from kg.extract.doubt import why_not
from kg.extract.edges import mend_edges, with_both_marks
from kg.extract.found import Found, Refused
from kg.extract.generic import is_kind_of_project
from kg.extract.headless import headless_parks
from kg.extract.introduced import introductions
from kg.extract.listed import listed_places, places_within
from kg.extract.nested import nested_enterprises
from kg.extract.projects import announced_projects, plain_projects
from kg.extract.proposals import Proposal
from kg.extract.registered import registered_names, with_partners, with_seats, without_seats
from kg.extract.runs import inside_word
from kg.extract.siblings import projects_beside
from kg.extract.tables import table_names, without_borders
from kg.extract.tails import whole_parks, with_tail, with_tails
from kg.extract.titles import issued_spans, scheme_spans, title_spans
from kg.extract.together import merge, occurrences, replace_parts, untouched
from kg.extract.words import cuts_word
from kg.extract.works import announced_works
from kg.grammar import Grammar
from kg.knowledge import Knowledge
from kg.lexicon import PLACES, Lexicon
from kg.model import ShortForm

Doubt = Callable[[int, int, str], str | None]  # why a span is no name of a type
_ORDINARY_TITLE = 4  # characters
_WHOLE = 6  # characters; a name as long stands for all that is found in it, where the text repeats it
_QUOTED = ("Park", "Project")  # of which a name holds quotation marks and more; of a scheme mostly all stands in them
_MOST_PLACE = 12  # characters
_SHORT = 3  # characters; longer names are seldom part of a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What every step asks of a text, and what they note of it: the names that were not believed, with the reason, and
    short forms with the full form that they stand for."""

    folded: str
    proposal: Proposal
    knowledge: Knowledge
    doubt: Doubt
    refused: list[Refused] = field(default_factory=list)
    introduced: dict[str, ShortForm] = field(default_factory=dict)

    @classmethod
    def of(cls, folded: str, proposal: Proposal, knowledge: Knowledge) -> Text:
        """A text before the first step; several steps doubt one span, which is asked about once."""
        lexicon, grammar = knowledge.lexicon, knowledge.grammar
        doubt = cache(lambda start, end, kind: why_not(folded, start, end, kind, lexicon, grammar))
        return cls(folded=folded, proposal=proposal, knowledge=knowledge, doubt=doubt)

    @property
    def lexicon(self) -> Lexicon:
        return self.knowledge.lexicon

    @property
    def grammar(self) -> Grammar:
        return self.knowledge.grammar


def find_names(text: Text) -> list[Found]:
    """All names of a text, in order; only a firm in front of a longer name lies inside it."""
    found = _proposed(text)
    for step in (_told, _called, _known, _announced, _repeated, _alone):
        found = step(text, found)
    nested = nested_enterprises(text.folded, found, text.lexicon, text.grammar)
    return sorted([*found, *nested])


def _proposed(text: Text) -> list[Found]:
    """Titles and schemes, and what the recognizer proposes, its edges mended."""
    folded, lexicon, grammar = text.folded, text.lexicon, text.grammar
    titles = list(title_spans(folded, grammar, lexicon, text.refused))
    tagged = _tagged(text)
    tagged = with_seats(
        folded, with_tails(folded, without_seats(folded, tagged, lexicon, grammar), grammar), lexicon, grammar
    )
    tagged = with_partners(folded, tagged, grammar)
    found = merge(merge(titles, _with_phases(folded, tagged, grammar)), scheme_spans(folded, grammar))
    return replace_parts(found, issued_spans(folded, grammar))


def _tagged(text: Text) -> list[Found]:
    """What the recognizer proposes and nothing speaks against; of what is refused the places in front."""
    folded, refused, tagged = text.folded, text.refused, list[Found]()
    lexicon, grammar = text.lexicon, text.grammar
    proposed = [(*one, "crf") for one in text.proposal.tagged] + [(*one, HALVED) for one in _halved(text)]
    mended = [
        (*name, by)
        for start, end, kind, by in sorted(proposed)
        for name in mend_edges(folded, start, end, kind, lexicon, grammar)
    ]
    for start, end, kind, by in mended:
        while tagged and start <= tagged[-1][0]:
            tagged.pop()
        if (refused and _is_refused(start, end, refused)) or (tagged and start < tagged[-1][1]):
            continue
        why = text.doubt(start, end, kind)
        if why is None:
            tagged.append((start, end, kind, by))
        else:
            refused.append(Refused(start, end, kind, by, why))
            tagged += _places_in_front(text, start, end, kind)
    for start, end, _ in text.proposal.refused:
        if only_places(folded[start:end], lexicon):
            tagged += _places_in_front(text, start, end, "Enterprise")
    return tagged


def _halved(text: Text) -> Iterator[tuple[int, int, str]]:
    """What was weighed with one of its two quotation marks only, and so without much ground to believe it: the
    recognizer lets names begin behind a mark and end before one."""
    for start, end, kind in text.proposal.refused:
        if kind in _QUOTED and with_both_marks(text.folded, start, end) != (start, end):
            yield start, end, kind


def _told(text: Text, found: list[Found]) -> list[Found]:
    """With what tables and plain words tell, and places within places."""
    folded = text.folded
    cells = [one for one in table_names(folded, text.grammar.announced) if text.doubt(*one[:3]) is None]
    plain = (*announced_works(folded, text.grammar.announced), *plain_projects(folded, text.grammar.projects))
    works = [one for one in plain if text.doubt(*one[:3]) is None]
    found = replace_parts(replace_parts(without_borders(found, cells), cells), works)
    return merge(found, places_within(folded, found, text.proposal.words, text.lexicon, text.grammar))


def _called(text: Text, found: list[Found]) -> list[Found]:
    """With what the text calls them for short, by saying so or by a firm's brand alone."""
    folded, types = text.folded, dict[str, str]()
    spans = [(start, end, kind) for start, end, kind, _ in found]
    for short, full, kind in introductions(folded, spans, text.grammar.announced):
        text.introduced[short] = ShortForm(full, "introduced as the short form of")
        types[short] = kind
    found = replace_parts(found, _introduced_again(folded, types))
    called = dict.fromkeys(brands(folded, found, text.lexicon), "Enterprise")
    named = {(start, end) for start, end, _, _ in found}
    return replace_parts(found, (b for b in occurrences(folded, called, "brand") if b[:2] not in named))


def _known(text: Text, found: list[Found]) -> list[Found]:
    """With what the lexicon is sure of, places of lists, and firms up to their legal form behind a place; each form has
    one type from here on."""
    found = merge(found, _known_names(text, found))
    found = merge(found, listed_places(text.folded, found, text.lexicon, text.grammar))
    firms = [one for one in registered_names(text.folded, found, text.grammar) if text.doubt(*one[:3]) is None]
    found = with_seats(text.folded, [*found, *firms], text.lexicon, text.grammar) if firms else found
    return one_type_a_form(text.folded, found, text.lexicon)


def _announced(text: Text, found: list[Found]) -> list[Found]:
    """With projects that an owner, a sum, a list or another item of it announces, and without kinds of projects."""
    found = announced_projects(text.folded, found, text.proposal.refused, text.lexicon, text.grammar)
    beside = projects_beside(text.folded, found, text.proposal.refused, text.lexicon, text.grammar)
    return list(_without_kinds(text, merge(found, beside)))


def _repeated(text: Text, found: list[Found]) -> list[Found]:
    """With the same names wherever the text repeats them, and parks whole."""
    folded = text.folded
    forms = {folded[s:e]: kind for s, e, kind, _ in found if e - s >= 2}
    named = {one[:3] for one in found}  # stays with who found it first
    repeated = (one for one in occurrences(folded, forms, "repeated") if one[:3] not in named)
    again = [one for one in repeated if not _speaks_against(text, one)]
    whole = replace_parts(found, [one for one in again if one[1] - one[0] >= _WHOLE])
    found = whole_parks(folded, _with_phases(folded, merge(whole, again), text.grammar), text.grammar)
    return headless_parks(folded, found, text.lexicon, text.grammar)


def _alone(text: Text, found: list[Found]) -> list[Found]:
    """With what stands for a name by its last word or one character."""
    alone = list(names_alone(text.folded, found, text.grammar))
    text.introduced.update((text.folded[one[0] : one[1]], ShortForm(full, "the last word of")) for one, full in alone)
    short = list(abbreviated_places(text.folded, found, text.lexicon, text.grammar))
    text.introduced.update((text.folded[one[0] : one[1]], ShortForm(full, "one character for")) for one, full in short)
    return [*found, *(one for one, _ in (*alone, *short))]


def _places_in_front(text: Text, start: int, end: int, kind: str) -> Iterator[Found]:
    """The places that a refused name begins with: 湖北 and 襄阳 of 湖北襄阳营商环境; no 东至 of 东至甲路,西至乙路."""
    folded, lexicon = text.folded, text.lexicon
    if kind in PLACES:
        return
    length = place_before(folded[start:end], lexicon)
    while length:
        first = first_place(folded[start : start + length], lexicon)
        readings = lexicon.forms.get(folded[start : start + first], ())
        found = next(r.type for r in readings if r.type in PLACES)
        if text.doubt(start, start + first, found) is None:
            yield start, start + first, found, "place before a refused name"
        start, length = start + first, length - first


def _with_phases(folded: str, found: Iterable[Found], grammar: Grammar) -> Iterator[Found]:
    """A firm's short name with a phase behind it names a project: 闻泰二期; 甲辰公司二期投产 names the firm."""
    for start, end, kind, by in found:
        short = kind == "Enterprise" and not folded.endswith(grammar.announced.firm_end, start, end)
        phase = grammar.announced.phase_behind.match(folded, end) if short else None
        if phase is not None:
            yield start, phase.end(), "Project", "phase"
        else:
            yield start, end, kind, by


def _is_refused(start: int, end: int, refused: Iterable[Refused]) -> bool:
    return any(start >= one.start and end <= one.end for one in refused)


def _introduced_again(folded: str, types: Mapping[str, str]) -> Iterator[Found]:
    """Where introduced short forms stand; one that is an ordinary word (《方案》) only in title marks."""
    for start, end, kind, by in occurrences(folded, types, "introduced"):
        ordinary = kind == "Policy" and end - start <= _ORDINARY_TITLE
        if not ordinary or folded[start - 1 : start] == "《":
            yield start, end, kind, by


def _speaks_against(text: Text, found: Found) -> bool:
    """Whether a repeated name is no name here: a street's, or known to the dictionary as part of a longer word."""
    start, end, kind, _ = found
    words = text.proposal.words
    if text.doubt(start, end, kind) is not None:
        return True
    return end - start <= _SHORT and cuts_word(words, end)


def _known_names(text: Text, found: Iterable[Found]) -> Iterator[Found]:
    """Names that the lexicon is sure of, the longest first, where no edge cuts a word: no 商务部 in 商务部门."""
    folded, words = text.folded, text.proposal.words
    for start, end, kind in sorted(untouched(folded, text.proposal.sure, found), key=lambda h: (h[0] - h[1], h[0])):
        cuts = cuts_word(words, start) or cuts_word(words, end)
        if not cuts and text.doubt(start, end, kind) is None and not inside_word(folded, start, end):
            name = (start, end, kind, "lexicon")
            body = with_tail(folded, name, len(folded), text.grammar)
            yield body if body[2] == "Organization" else _own_park(text, name) or name


def _own_park(text: Text, name: Found) -> Found | None:
    """The park that a firm's name, a place and a head word make together: 比亚迪襄阳产业园."""
    start, end, kind, by = name
    place = first_place(text.folded[end : end + _MOST_PLACE], text.lexicon) if kind == "Enterprise" else 0
    if not place:
        return None
    whole = with_tail(text.folded, (start, end + place, "City", by), len(text.folded), text.grammar)
    return (*whole[:3], by) if whole[2] == "Park" else None


def _without_kinds(text: Text, found: Sequence[Found]) -> Iterator[Found]:
    """All but the projects that only name a trade where no enterprise stands in the same line before them, and no word
    that announces a name."""
    folded, announcing = text.folded, text.grammar.announced.project_is
    firms = [start for start, _, kind, _ in found if kind == "Enterprise"]
    for start, end, kind, by in found:
        if kind == "Project" and is_kind_of_project(folded[start:end], text.lexicon, text.grammar):
            sentence = max(folded.rfind(mark, 0, start) for mark in "。;\n")
            if not any(sentence < firm < start for firm in firms) and not folded.endswith(announcing, 0, start):
                text.refused.append(Refused(start, end, kind, by, "a kind of projects"))
                continue
        yield start, end, kind, by
