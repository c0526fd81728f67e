"""The stages of a project in time, and the latest."""

from __future__ import annotations

from kg.relate.attributes import read_attributes
from kg.stages import latest_status, stages_in_time
from tests.handmade import known, reading_of


def told(text: str) -> list[tuple[str, str]]:
    stages = stages_in_time(read_attributes(reading_of(text), known().attributes))
    return [(stage.status, stage.date) for stage in stages]


def latest(text: str) -> str | None:
    return latest_status(read_attributes(reading_of(text), known().attributes))


def test_stages_stand_in_order_of_their_dates_however_they_are_told() -> None:
    text = "{J:甲项目}2023年9月投产。{J:甲项目}2021年3月签约。{J:甲项目}2021年11月开工。"
    assert told(text) == [("签约", "2021-03"), ("开工", "2021-11"), ("投产", "2023-09")]


def test_a_stage_without_a_date_comes_after_the_stages_before_it() -> None:
    assert latest("{J:甲项目}2021年11月开工，眼下全面投用。") == "投产"


def test_what_is_only_planned_is_not_reached() -> None:
    assert latest("{J:甲项目}2023年3月开工。{J:甲项目}预计2025年投产。") == "开工"


def test_an_end_is_the_latest_and_a_new_beginning_later() -> None:
    assert latest("{J:甲项目}2021年签约。{J:甲项目}2022年终止。") == "终止"
    assert latest("{J:甲项目}2022年终止。{J:甲项目}2024年开工。") == "开工"


def test_no_stage_is_no_status() -> None:
    assert latest("{J:甲项目}总投资5亿元。") is None
