"""Sentences that tell two names side by side, so that neither lies in the other."""

from __future__ import annotations

import pytest

from tests.relate.pairs.telling import apart


@pytest.mark.parametrize(
    ("body", "one", "other", "told"),
    [
        (
            "{J:玄鸟生态园项目}总投资8亿元、{K:白塘科技园}总投资6.5亿元、{J:云杉风电项目}投资5亿元。",
            "玄鸟生态园项目",
            "白塘科技园",
            True,
        ),
        ("{J:玄鸟生态园项目}总投资8亿元,落户{K:白塘科技园}。", "玄鸟生态园项目", "白塘科技园", False),
        ("{K:白塘科技园}等85个项目竣工;{J:玄鸟低碳工厂}开工。", "玄鸟低碳工厂", "白塘科技园", True),
        ("{K:白塘科技园}引进{J:玄鸟低碳工厂}等8个项目。", "玄鸟低碳工厂", "白塘科技园", False),
        ("{K:白塘科技园}等园区引进{J:玄鸟低碳工厂}。", "玄鸟低碳工厂", "白塘科技园", False),
    ],
)
def test_a_project_does_not_lie_in_another_item_of_a_list_of_projects(
    body: str, one: str, other: str, told: bool
) -> None:
    assert apart(body, "locatedIn", one, other) == told


@pytest.mark.parametrize(
    ("body", "one", "other", "told"),
    [
        ("{K:白塘经开区}南接高速,北靠{K:玄鸟新区}。", "玄鸟新区", "白塘经开区", True),
        ("{K:白塘经开区}毗邻{C:襄阳市}。", "白塘经开区", "襄阳市", True),
        ("{K:白塘经开区}与{C:襄阳市}隔江相望。", "白塘经开区", "襄阳市", True),
        ("{K:白塘经开区}位于{C:襄阳市},毗邻高铁站。", "白塘经开区", "襄阳市", False),
        ("{K:白塘经开区}位于{C:襄阳市}北部。", "白塘经开区", "襄阳市", False),
    ],
)
def test_what_is_on_the_side_of_something_does_not_lie_in_it(body: str, one: str, other: str, told: bool) -> None:
    assert apart(body, "locatedIn", one, other) == told


@pytest.mark.parametrize(
    ("body", "place", "told"),
    [
        ("《{L:玄鸟产业发展规划}》论证会日前在{C:襄阳市}举行。", "襄阳市", True),
        ("《{L:玄鸟产业发展规划}》新闻发布会在{C:襄阳市}举行。", "襄阳市", True),
        ("《{L:玄鸟产业发展规划}》在{C:襄阳市}施行。", "襄阳市", False),
    ],
)
def test_a_policy_is_not_for_where_it_is_only_talked_about(body: str, place: str, told: bool) -> None:
    assert apart(body, "appliesTo", "玄鸟产业发展规划", place) == told
