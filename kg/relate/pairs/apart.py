"""Two names of a sentence -> whether its build tells that a relation does not join them, whatever the words weigh.

甲与乙签署丙、丁与戊签署己: each item is a signing of its own. 甲与乙、丙分别签署丁、戊: 乙 and 丙 are on one side, and
戊 is that of 丙. 甲的母公司位于乙 tells where another firm is. All is read in the text without its names.
"""

from __future__ import annotations

import re
from typing import Final

from kg.firms import has_legal_form
from kg.relate.pairs.modality import HIDDEN, Plain
from kg.relate.pairs.scene import Mentioned, Scene

_SIGN: Final = "签[署订约字]"
_NAME: Final = f"{HIDDEN}+"
# Between a name of one item and one of the next, and behind the latter.
_NEXT_ITEM: Final = re.compile(f"{_SIGN}[^,。;:!?\n]*、(?:{_NAME}[与和同跟])?$")
_SIGNS_TOO: Final = re.compile(f"[^,。;:!?、\n]*{_SIGN}")
# Between two names of a list, before it and behind it, where each of the list signs for itself.
_LISTED: Final = re.compile(f"、(?:{_NAME}、)*(?:{_NAME}[和及])?")  # 与 parts two sides
_EACH: Final = "(?:分别|各自|依次)"
_WITH_EACH: Final = re.compile(f"{_EACH}[与和同跟](?:{_NAME}、)*$")
_EACH_SIGNS: Final = re.compile(
    f"(?:[、和及与]{_NAME})*(?:等[^,。;:!?、\n]{{0,10}})?{_EACH}[^,。;:!?\n]{{0,40}}?{_SIGN}"
)
_LIST: Final = f"{_NAME}(?:、{_NAME})*(?:[和及]{_NAME})?"
_EACH_ITS_OWN: Final = re.compile(
    f"(?P<firms>{_LIST}){_EACH}[^,。;:!?、\n]{{0,4}}?{_SIGN}了?(?P<projects>{_LIST})(?=[,。;!?\n]|$)"
)
_AND: Final = re.compile("[、和及]")
_TOGETHER: Final = re.compile("[三多四]方|共同|联合")
_SEAT_OF_KIN: Final = re.compile(
    f"的?(?:母公司|控股股东|大股东|总公司|东家){HIDDEN}*(?:总部)?(?:位于|坐落于|地处|远在|设在|设于|在|来自)[^,。;:!?、\n]{{0,8}}$"
)


def are_apart(plain: Plain, predicate: str, subject: Mentioned, object_: Mentioned) -> bool:
    """Whether the two are told to have nothing of a relation where they stand best for it."""
    scene, text = plain.scene, plain.text
    if predicate == "partnerOf":
        first, second = sorted((subject, object_))
        start, end = scene.sentences[second.sentence]
        if first.sentence != second.sentence or _TOGETHER.search(text, start, end):
            return False
        return _in_two_items(text, first, second) or _on_one_side(text, start, first, second)
    if predicate == "investsIn":
        return _is_of_another(scene, text, subject, object_)
    return predicate == "operatesIn" and _is_seat_of_kin(plain, subject, object_)


def _in_two_items(plain: str, first: Mentioned, second: Mentioned) -> bool:
    between = _NEXT_ITEM.search(plain, first.end, second.start)
    return between is not None and _SIGNS_TOO.match(plain, second.end) is not None


def _on_one_side(plain: str, start: int, first: Mentioned, second: Mentioned) -> bool:
    if _LISTED.fullmatch(plain, first.end, second.start) is None:
        return False
    before = _WITH_EACH.search(plain, start, first.start)
    return before is not None or _EACH_SIGNS.match(plain, second.end) is not None


def _is_of_another(scene: Scene, plain: str, firm: Mentioned, project: Mentioned) -> bool:
    """Whether of as many projects as firms this one is another's."""
    for told in _EACH_ITS_OWN.finditer(plain, *scene.sentences[project.sentence]):
        (first, firms_end), (behind, projects_end) = told.span("firms"), told.span("projects")
        if first <= firm.start < firms_end and behind <= project.start < projects_end:
            as_many = _links(plain, first, firms_end) == _links(plain, behind, projects_end)
            return as_many and _links(plain, first, firm.start) != _links(plain, behind, project.start)
    return False


def _links(plain: str, start: int, end: int) -> int:
    return sum(1 for _ in _AND.finditer(plain, start, end))


def _is_seat_of_kin(plain: Plain, firm: Mentioned, place: Mentioned) -> bool:
    """Whether the place is told to be that of a firm's parent: 甲公司的母公司位于乙. A brand alone may mean both."""
    scene = plain.scene
    if not has_legal_form(max(scene.forms[firm.entity], key=len)):
        return False
    told = _SEAT_OF_KIN.search(plain.text, plain.clause_start(place.start), place.start)
    return told is not None and any(name.end == told.start() for name in scene.of[firm.entity])
