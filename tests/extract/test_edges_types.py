"""Of which type a proposed name is by its words."""

from __future__ import annotations

import pytest

from tests.extract.mending import mended


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("⟨甲辰产业园⟩奠基。", "Project", ["甲辰产业园 is a Park"]),
        ("⟨甲辰产业园⟩一期奠基。", "Project", ["甲辰产业园"]),
        ("⟨甲辰产业园项目⟩奠基。", "Park", ["甲辰产业园项目 is a Project"]),
        ("⟨甲辰管委会⟩说。", "Park", ["甲辰管委会 is a Organization"]),
        ("⟨甲辰有限公司⟩说。", "Project", ["甲辰有限公司 is a Enterprise"]),
        ("⟨甲辰产业园⟩条例", "Policy", ["甲辰产业园"]),
        ("⟨甲辰⟩说。", "Park", ["甲辰"]),
    ],
)
def test_endings_tell_the_type(text: str, kind: str, names: list[str]) -> None:
    assert mended(text, kind) == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("总投资3亿元的⟨甲辰产业基地⟩开工", "甲辰产业基地 is a Project"),
        ("引来投资额约12.5亿元的⟨甲辰云谷⟩", "甲辰云谷 is a Project"),
        ("总投资3亿元的⟨甲辰产业园⟩开工", "甲辰产业园"),  # its ending tells
        ("⟨甲辰产业基地⟩总投资3亿元", "甲辰产业基地"),
        ("总投资3亿元的企业来到⟨甲辰产业基地⟩", "甲辰产业基地"),
    ],
)
def test_what_costs_so_much_is_a_project(text: str, name: str) -> None:
    assert mended(text, "Park") == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("正在筹建⟨甲辰陶瓷博物馆⟩,", "甲辰陶瓷博物馆 is a Project"),
        ("新建⟨襄州区人民医院⟩", "襄州区人民医院 is a Project"),
        ("⟨甲辰陶瓷博物馆⟩建设", "甲辰陶瓷博物馆"),
        ("走进⟨甲辰陶瓷博物馆⟩", "甲辰陶瓷博物馆"),
        ("建设⟨甲辰研究院⟩", "甲辰研究院"),  # what is founded so is a body already
        ("新建厂房的⟨襄州区人民医院⟩", "襄州区人民医院"),
    ],
)
def test_a_public_house_that_is_being_built_is_a_project(text: str, name: str) -> None:
    assert mended(text, "Organization") == [name]


def test_a_centre_of_farming_that_is_run_like_a_park_is_one() -> None:
    assert mended("⟨襄阳国家农创中心⟩", "Organization") == ["襄阳国家农创中心 is a Park"]
    assert mended("⟨襄阳农创中心管委会⟩", "Organization") == ["襄阳农创中心管委会"]
