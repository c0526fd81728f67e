"""What an article puts nowhere else is where most of the others are, if it is about that place."""

from __future__ import annotations

import numpy as np
import pytest

from kg.relate.pairs.unsaid import left_unsaid

CITY, COUNTY, FIRM, ONE, OTHER, THIRD, ELSEWHERE = range(7)
HOMES = np.array([True, False, False, False, False, False, False])
SCENES = np.array([0, 0, 0, 0, 0, 0, 1])  # the last one is named in another article
TWO_THERE = ((ONE, CITY, 0.9), (OTHER, CITY, 0.8))


def unsaid(
    *pairs: tuple[int, int, float], threshold: float = 0.4, lists: tuple[tuple[int, ...], ...] = ()
) -> list[tuple[int, int]]:
    """Of pairs (subject, object, chance) those that are left unsaid in an article about the city, which names things
    alone or in lists."""
    subjects, objects = np.array([pair[:2] for pair in pairs]).T
    chances = np.array([chance for _, _, chance in pairs])
    named = [(one, number) for number, names in enumerate([*lists, *((one,) for one in range(7))]) for one in names]
    of, numbers = np.array(named).T
    found = left_unsaid(subjects, objects, chances, chances > threshold, HOMES, SCENES, (of, numbers))
    return [pairs[at][:2] for at in found]


@pytest.mark.parametrize("beside", [[], [(FIRM, COUNTY, 0.2)], [(THIRD, COUNTY, 0.9)], [(ELSEWHERE, COUNTY, 0.9)]])
def test_what_is_nowhere_else_is_where_most_others_are(beside: list[tuple[int, int, float]]) -> None:
    assert unsaid(*TWO_THERE, (FIRM, CITY, 0.3), *beside) == [(FIRM, CITY)]


@pytest.mark.parametrize(
    "pairs",
    [
        [(FIRM, CITY, 0.2)],  # hardly
        [(FIRM, COUNTY, 0.3)],  # the article is about another place
        [(FIRM, COUNTY, 0.35), (FIRM, CITY, 0.3)],  # it is likelier elsewhere
        [(FIRM, COUNTY, 0.9), (FIRM, CITY, 0.3)],  # it is elsewhere
        [(FIRM, CITY, 0.9)],  # this is said
    ],
)
def test_what_is_or_may_be_elsewhere_is_not_put_there(pairs: list[tuple[int, int, float]]) -> None:
    assert unsaid(*TWO_THERE, *pairs) == []


@pytest.mark.parametrize(
    "others",
    [
        [],  # all that the article is about may be a fair
        [(ONE, CITY, 0.9)],
        [(ONE, CITY, 0.9), (OTHER, COUNTY, 0.9)],
        [(ONE, CITY, 0.9), (ELSEWHERE, CITY, 0.9)],
    ],
)
def test_where_few_are_nobody_is_put(others: list[tuple[int, int, float]]) -> None:
    assert unsaid(*others, (FIRM, CITY, 0.3)) == []


def test_what_a_list_names_beside_another_is_there_too() -> None:
    assert unsaid((ONE, COUNTY, 0.9), (FIRM, COUNTY, 0.22), lists=((ONE, FIRM),)) == [(FIRM, COUNTY)]


@pytest.mark.parametrize(
    "pairs",
    [
        [(OTHER, COUNTY, 0.9), (FIRM, COUNTY, 0.22)],  # another list's
        [(ONE, COUNTY, 0.9), (FIRM, COUNTY, 0.18)],  # hardly
        [(ONE, COUNTY, 0.9), (FIRM, COUNTY, 0.22), (FIRM, CITY, 0.24)],  # it is likelier elsewhere
        [(ONE, COUNTY, 0.9), (FIRM, COUNTY, 0.22), (FIRM, CITY, 0.9)],  # it is elsewhere
        [(ONE, CITY, 0.9), (FIRM, COUNTY, 0.22)],  # the other one is elsewhere
    ],
)
def test_what_may_be_elsewhere_is_not_where_its_list_is(pairs: list[tuple[int, int, float]]) -> None:
    assert unsaid(*pairs, lists=((ONE, FIRM),)) == []
