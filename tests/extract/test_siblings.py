"""The other items of a list in which one is a project."""

from __future__ import annotations

import pytest

from tests.handmade import extract_proposed, read_marked


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("开工{J:甲辰储能基地}、{?:玄鸟科技港}等建设项目。", ["玄鸟科技港"]),
        ("开工{J:甲辰储能基地}、{?:玄鸟公路枢纽}物流园建设等13个总投资6亿元的项目。", ["玄鸟公路枢纽物流园建设"]),
        ("开工{?:玄鸟科技港}、{J:甲辰储能基地}等招商项目。", ["玄鸟科技港"]),
        ("开工甲辰储能基地、{?:玄鸟科技港}等建设项目。", []),  # no item is known for a project
        ("开工{J:甲辰储能基地}、玄鸟科技港等建设项目。", []),  # nobody weighed it for a name
        ("开工{J:甲辰储能基地}、{?:玄鸟科技港}等园区。", []),
        ("开工{J:甲辰储能基地}，引进{?:玄鸟科技港}、乙巳等建设项目。", []),  # another list
        ("开工{J:甲辰储能基地}、{?:玄鸟科技}的厂房等建设项目。", []),
        ("开工{J:甲辰储能基地}、建设{?:玄鸟科技港}等建设项目。", []),  # does not begin the item
    ],
)
def test_what_was_weighed_and_stands_beside_a_project_is_one(body: str, names: list[str]) -> None:
    article, marked = read_marked(body.replace("{?:", "{K:"))
    spans = [(m.span.start, m.span.end, m.type) for m in marked]
    believed, refused = ([one for one in spans if (one[2] == "Project") == yes] for yes in (True, False))
    extraction = extract_proposed(article, believed, refused)
    found = [m for m in extraction.mentions if m.recognizer == "beside a project in a list"]
    assert [mention.span.text for mention in found] == names
    assert all(mention.confidence == 0.5 for mention in found)
