"""Places in lists."""

from __future__ import annotations

import pytest

from tests.handmade import extract_marked, names_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{C:贺州}、来宾、{C:崇左}设分会场。", ["贺州", "来宾", "崇左"]),
        ("{C:贺州}、来宾和{C:崇左}设分会场。", ["贺州", "来宾", "崇左"]),
        ("{C:贺州}、玄鸟、{C:崇左}设分会场。", ["贺州", "崇左"]),
        ("{C:贺州}欢迎来宾、{C:崇左}客商。", ["贺州", "崇左"]),
        ("来宾、{C:崇左}客商到场。", ["崇左"]),
    ],
)
def test_a_common_word_between_two_cities_of_a_list_is_the_city(text: str, names: list[str]) -> None:
    assert [name for kind, name in names_of(extract_marked(text)) if kind == "City"] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("分布于{P:山东}平原、{P:新疆}昌吉等地。", ["平原", "昌吉"]),
        ("分布于{P:湖北}平原、{P:新疆}昌吉等地。", ["昌吉"]),  # it lies elsewhere
        ("{P:山东}平原上风很大。", []),
        ("分布于平原。", []),
    ],
)
def test_a_common_word_behind_the_place_that_it_lies_in_is_a_place(text: str, names: list[str]) -> None:
    assert [name for kind, name in names_of(extract_marked(text)) if kind == "City"] == names
