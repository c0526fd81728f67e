"""The names of an article as the rules look at them."""

from __future__ import annotations

from tests.handmade import reading_of


def test_a_name_inside_a_longer_one_is_left_out() -> None:
    reading = reading_of("{E:甲公司}的{J:乙项目}开工。")
    inner = reading.names[1].start + 1
    assert [name.entity for name in reading.names] == ["甲公司", "乙项目"]
    assert reading.covered(inner, inner + 1)
    assert not reading.covered(reading.names[0].end, reading.names[1].start)


def test_names_are_found_between_two_places_if_they_lie_there_wholly() -> None:
    reading = reading_of("{E:甲公司}在{C:乙市}，{J:丙项目}开工。")
    firm, city, project = reading.names
    assert reading.between(firm.start, project.end) == (firm, city, project)
    assert reading.between(firm.start + 1, project.end - 1) == (city,)
    assert reading.between(firm.start, project.end, "Project") == reading.projects(0, project.end) == (project,)


def test_what_an_entity_is_called_and_what_dates_there_are_comes_along() -> None:
    reading = reading_of("2024年5月，{E:甲公司}来了。")
    assert reading.called == {"甲公司": "甲公司"}
    assert [time.value for time in reading.times] == ["2024-05"]
