"""Parks by their names without the head word, where several of them or a city elsewhere prove it."""

from __future__ import annotations

import pytest

from tests.handmade import extract_marked, names_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{K:双溪工业园}和{K:白塘工业园}。双溪来了12家,白塘来了9家。", ["双溪", "白塘"]),
        ("{K:双溪工业园}和{K:白塘工业园}。双溪来了12家。", []),  # one alone may be the town
        ("{K:双溪工业园}和{K:白塘工业园}。双溪镇来了12家,白塘镇来了9家。", []),
        ("双溪来了12家,白塘来了9家。", []),
        ("{K:西宁南川工业园}开园,组件都放在{C:南川}。", ["南川"]),
        ("{K:苏州宿迁工业园区}开园,组件都放在{C:宿迁}。", []),  # a large city is no short name of a park
        ("{K:重庆南川工业园}开园,组件都放在{C:南川}。", []),  # the city is where the park is
    ],
)
def test_a_park_without_its_head_word(text: str, names: list[str]) -> None:
    found = names_of(extract_marked(text))
    assert [name for kind, name in found if kind == "Park" and name in ("双溪", "白塘", "南川", "宿迁")] == names
