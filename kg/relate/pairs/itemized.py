"""A project and a place of one list -> whether the place only stands in front of another item of it.

甲县乙水库、丙市丁电站、戊公路: each place is that of its own item. Where only the first item has one it may head the
list (甲县乙水库、丁电站等12个项目), unless another name tells that its thing lies elsewhere in what both lie in.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import Final

from kg.model import CONTAINERS
from kg.name_grammar import ApartGrammar
from kg.relate.pairs.homes import ELSEWHERE, NEAR
from kg.relate.pairs.modality import Plain
from kg.relate.pairs.scene import Mentioned, Scene

_MOST_BETWEEN: Final = 3  # names that may begin between a place and its project: a firm in front of it
_CLAUSE: Final = ",。;:!?\n"


def is_place_of_another_item(plain: Plain, project: Mentioned, place: Mentioned, rules: ApartGrammar) -> bool:
    """Whether a place is told of one item of a list only, and the project is another one behind it."""
    scene, text = plain.scene, plain.text
    owner = next((one for one in _projects(scene, place) if _is_own(text, place, one, rules)), None)
    if owner is None or project.start <= owner.start:
        return False
    if rules.to_other_item.fullmatch(text, owner.end, project.start) is None:
        return False
    start = plain.clause_start(place.start)
    if rules.item_before.search(text, start, place.start) is not None:
        return True
    end = next((at for at in range(owner.end, len(text)) if text[at] in _CLAUSE), len(text))
    others = [one for one in scene.named if owner.end < one.start < end]
    return any(_lies_elsewhere(scene, one, place) or _has_its_own(text, scene, one, place, rules) for one in others)


def _projects(scene: Scene, place: Mentioned) -> Iterator[Mentioned]:
    """The projects that begin close behind a place; the names of a scene are in order of text."""
    first = bisect_left(scene.named, (place.end,))
    for one in islice(scene.named, first, first + _MOST_BETWEEN):
        if one.type == "Project":
            yield one


def _is_own(text: str, place: Mentioned, project: Mentioned, rules: ApartGrammar) -> bool:
    return rules.own_place.fullmatch(text, place.end, project.start) is not None


def _lies_elsewhere(scene: Scene, thing: Mentioned, place: Mentioned) -> bool:
    """Whether a name tells a place beside this one in a third that holds both: 哈密 beside 于田县 in 新疆."""
    said = scene.homes
    return (
        thing.type == "Project"
        and said.get((thing.entity, place.entity)) == ELSEWHERE
        and any(said.get((thing.entity, around)) == NEAR for around in scene.above.get(place.entity, ()))
    )


def _has_its_own(text: str, scene: Scene, other: Mentioned, place: Mentioned, rules: ApartGrammar) -> bool:
    """Whether another place stands in front of an item of its own."""
    return (
        other.type in CONTAINERS
        and other.entity != place.entity
        and text[other.start - 1 : other.start] == "、"
        and any(_is_own(text, other, one, rules) for one in _projects(scene, other))
    )
