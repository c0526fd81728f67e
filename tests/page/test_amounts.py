"""The largest amounts of the page's overview; Node.js runs its scripts without a browser."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from kg.model import Modality
from tests.graphs import foreign_graph, sample_graph
from tests.page.test_connections import ask_page

TELL = """
process.stdout.write(JSON.stringify(largestFigures().map(({ node, value, unit }) => [node.label, value, unit])));
"""

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="wants Node.js")


def test_the_largest_amounts_are_told_in_each_currency_yuan_first(tmp_path: Path) -> None:
    assert ask_page(foreign_graph(), tmp_path, TELL) == [
        ["比亚迪襄阳产业园项目", 12_000_000_000, "CNY"],
        ["樊城基地项目", 300_000_000, "EUR"],
        ["比亚迪襄阳产业园项目", 2_000_000_000, "USD"],
    ]


def test_an_amount_that_is_denied_is_not_among_the_largest(tmp_path: Path) -> None:
    graph = sample_graph()
    project = graph.nodes["project/aaaaaaaaaaaa"]
    project["attributes"] = tuple(
        replace(each, evidence=replace(each.evidence, modality=Modality.DENIED)) for each in project["attributes"]
    )
    assert ask_page(sample_graph(), tmp_path, TELL) != []
    assert ask_page(graph, tmp_path, TELL) == []


def test_of_many_figures_six_are_told_in_yuan_and_two_in_another_currency(tmp_path: Path) -> None:
    graph = sample_graph()
    (amount,) = (each for each in graph.nodes["project/aaaaaaaaaaaa"]["attributes"] if each.property == "amount")
    for number in range(8):
        name = f"project/{number:012x}"
        own = (replace(amount, subject=name, unit=unit, value=str(10**9 + number)) for unit in ("CNY", "USD"))
        graph.add_node(
            name, **{**graph.nodes["project/aaaaaaaaaaaa"], "attributes": tuple(own), "name": f"{number}号项目"}
        )
    told = ask_page(graph, tmp_path, TELL)
    assert [unit for *_, unit in told] == ["CNY"] * 6 + ["USD"] * 2
    assert [name for name, *_ in told[-2:]] == ["7号项目", "6号项目"]
