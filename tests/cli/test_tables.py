"""The commands that answer with rows agree in how these are printed, and written to a file."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kg.cli.main import run
from kg.files import data_folder
from kg.ontology import load_ontology
from kg.page.outline import write_outline
from kg.store import write_store
from tests.graphs import sample_graph
from tests.whole import write_whole

COMMANDS = {
    "connections": ["connections", "襄阳", "--graph", "build"],
    "facts": ["facts", "--graph", "build"],
    "find": ["find", "xiangyang", "--graph", "build"],
    "query": ["query", "enterprises-in-city", "--city", "襄阳", "--graph", "build"],
    "queries": ["query"],
    "sparql": ["query", "SELECT ?c ?n { ?c a zs:City ; skos:prefLabel ?n }", "--graph", "build"],
    "validate": ["validate", "build/graph.ttl"],
}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, ontology = tmp_path_factory.mktemp("tables"), load_ontology(data_folder() / "ontology")
    (folder / "build").mkdir()
    write_store(sample_graph(), folder / "build" / "store", ontology)
    write_outline(sample_graph(), folder / "build" / "outline.json", ontology)
    write_whole("ttl", sample_graph(), folder / "build" / "graph.ttl", ontology)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_holds_what_would_be_printed(
    build: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.chdir(build)
    for form in ("csv", "json", "md"):
        assert run([*COMMANDS[command], "--out", f"a.{form}"]) == 0
        assert capsys.readouterr().out == ""
        assert run([*COMMANDS[command], "--format", form]) == 0
        assert Path(f"a.{form}").read_text(encoding="utf-8") == capsys.readouterr().out
    assert run([*COMMANDS[command], "--out", "a.xlsx"]) == 0
    rows = [row for row in Path("a.csv").read_text(encoding="utf-8").split("\n") if row]
    sheet = openpyxl.load_workbook("a.xlsx").worksheets[0]
    assert sheet.max_row == len(rows) or command in ("connections", "facts"), "whose sentences have several lines"


def test_numbers_are_numbers_in_a_workbook(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(build)
    assert run(["query", "largest-projects", "--graph", "build", "-o", "a.xlsx"]) == 0
    first = list(openpyxl.load_workbook("a.xlsx").active.iter_rows(values_only=True))[1]
    assert 10_000_000_000 in first


@pytest.mark.parametrize("command", COMMANDS)
def test_an_ending_that_tells_no_form_is_wrong_usage_before_anything_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([*COMMANDS[command], "--out", "a.pdf"]) == 2
    assert "a.pdf: none of .xlsx .csv .json .md; say --format" in capsys.readouterr().err


def test_a_folder_that_is_missing_is_told_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["facts", "news.txt", "--out", "missing/a.csv"]) == 2
    told = capsys.readouterr().err
    assert "missing: no such folder" in told and "news.txt" not in told


@pytest.mark.parametrize("command", COMMANDS)
def test_no_terminal_is_filled_with_a_workbook(
    build: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.chdir(build)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run([*COMMANDS[command], "--format", "xlsx"]) == 2
    told = capsys.readouterr()
    assert "nothing for a terminal" in told.err and not told.out
