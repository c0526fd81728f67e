"""`kg find`: entities by name, pinyin or initials, with their ids."""

import csv
import io
from pathlib import Path

import pytest

from kg.cli.main import run
from kg.files import data_folder
from kg.ontology import load_ontology
from kg.page.outline import write_outline
from tests.graphs import sample_graph


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    write_outline(sample_graph(), folder / "outline.json", load_ontology(data_folder() / "ontology"))
    return folder


def ids(printed: str) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(printed))]


@pytest.mark.parametrize("name", ["襄阳", "xiangyang", "xy", "襄阳市"])
def test_an_entity_is_found_with_its_id(build: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", name, "--graph", str(build), "--format", "csv"]) == 0
    assert ids(capsys.readouterr().out)[0] == "city/420600"


def test_only_what_is_of_the_class_asked_for_is_found(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", "襄阳", "--graph", str(build), "--type", "Park", "--format", "csv"]) == 0
    assert ids(capsys.readouterr().out) == ["park/xiangyang-hidz"]
    assert run(["find", "襄阳", "--graph", str(build), "--type", "Parks"]) == 2


def test_a_list_that_is_cut_says_how_many_there_are(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", "襄阳", "--graph", str(build), "--limit", "1"]) == 0
    assert "1 of 4; all of them: --limit 4" in capsys.readouterr().err


def test_a_slip_of_typing_is_answered_with_what_sounds_so(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", "香羊", "--graph", str(build)]) == 1
    assert capsys.readouterr().err == "kg: nothing is called '香羊' in this graph; nearest: 襄阳\n"


def test_a_folder_without_a_build_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", "襄阳", "--graph", str(tmp_path)]) == 1
    assert "no build here" in capsys.readouterr().err
