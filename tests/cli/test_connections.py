"""`kg connections`: tables, workbooks and files of what connects enterprises and cities, and its errors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TextIO

import openpyxl
import pytest

from kg.cli.main import run
from kg.cli.workbook import Sheet, write_workbook
from kg.files import data_folder
from kg.ontology import load_ontology
from kg.store import write_store
from tests.graphs import sample_graph

ONTOLOGY = load_ontology(data_folder() / "ontology")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("connections")
    write_store(sample_graph(), folder / "store", ONTOLOGY)
    return folder


def test_the_command_prints_csv_with_ids(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["connections", "--graph", str(build), "--city", "襄阳", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["enterprise_id"] == "enterprise/byd"
    assert rows[0]["path"] == "落户 襄阳市"
    assert rows[0]["yuan"] == "10000000000"


@pytest.mark.parametrize(
    ("bare", "option"),
    [
        ("xiangyang", "--city=襄阳"),
        ("BYD", "--enterprise=比亚迪"),
        ("湖北", "--province=湖北"),
        ("420606", "--city=樊城"),
    ],
)
def test_a_bare_name_is_that_of_a_city_an_enterprise_or_a_province(
    build: Path, capsys: pytest.CaptureFixture[str], bare: str, option: str
) -> None:
    printed = []
    for asked in (bare, option):
        assert run(["connections", asked, "--graph", str(build), "--format", "csv"]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert len(printed[0].splitlines()) > 1


def test_two_names_of_one_kind_are_wrong_usage(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["connections", "襄阳", "--graph", str(build), "--city", "樊城"]) == 2
    assert "襄阳 is a second city" in capsys.readouterr().err


def test_the_command_prints_json_with_the_sentence_of_every_step(
    build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["connections", "--graph", str(build), "--enterprise", "弗迪电池", "--format", "json"]) == 0
    records = json.loads(capsys.readouterr().out)
    path = records[0]["paths"][0]
    assert path["evidence"][0]["text"].startswith("弗迪电池是比亚迪的子公司")
    assert path["premises"][0]["article"] == "a2"


def test_the_matrix_has_a_row_for_each_enterprise(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["connections", "--graph", str(build), "--matrix", "--format", "md"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "| 企业 | 襄阳市 | 樊城区 |"
    assert lines[2] == "| 比亚迪股份有限公司 | 2 | 1 |"


def test_a_workbook_holds_connections_pivot_and_sentences(build: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    assert run(["connections", "--graph", str(build), "--city", "襄阳", "--out", str(file)]) == 0
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["联系", "矩阵", "原句"]
    titles, first = list(book["联系"].iter_rows(max_row=2, values_only=True))
    row = dict(zip(titles, first, strict=True))
    assert (row["企业"], row["路径"], row["文章"], row["投资额（元）"]) == (
        "比亚迪股份有限公司", "落户 襄阳市", 2, 10_000_000_000
    )  # fmt: skip
    assert [cell.value for cell in book["矩阵"][1]] == ["企业", "襄阳市"]
    assert "比亚迪落户襄阳" in {cell.value for cell in book["原句"]["G"]}
    again = tmp_path / "b.xlsx"
    assert run(["connections", "--graph", str(build), "--city", "襄阳", "--out", str(again)]) == 0
    assert file.read_bytes() == again.read_bytes()


def test_a_name_in_a_workbook_is_never_a_formula_and_a_long_text_is_cut(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    sheet = Sheet(name="甲", columns=("乙",), rows=[("=1+1",), ("https://example.org",), ("长" * 40_000,)])
    with file.open("wb") as target:
        write_workbook([sheet], target)
    cells = [cell for (cell,) in openpyxl.load_workbook(file)["甲"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]
    assert [cell.value for cell in cells[:2]] == ["=1+1", "https://example.org"]
    assert len(cells[2].value) == 32_767 and cells[2].value.endswith("…")


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx"])
def test_a_file_that_cannot_be_written_whole_is_left_as_it_was(
    build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def fill_disk(*_: object, file: TextIO | None = None, **__: object) -> None:
        print("half", file=file)
        raise OSError(28, "No space left on device")

    file = tmp_path / f"a.{suffix}"
    file.write_text("before")
    for name in ("connections.print_rows", "connections.connection_record", "tables.write_workbook"):
        monkeypatch.setattr(f"kg.cli.{name}", fill_disk)
    assert run(["connections", "--graph", str(build), "--out", str(file)]) == 1
    assert file.read_text() == "before" and [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["connections", "--out", "a.pdf"], 2, "none of .xlsx"),
        (["connections", "--city", "火星"], 1, "no 城市 '火星'"),
        (["connections", "--kind", "magic"], 2, "magic"),
        (["connections", "--relation", "locatedIn"], 2, "operatesIn or investsIn"),
        (["query", "没有这个"], 1, "no query named"),
        (["query", "企业落户", "--set", "city"], 2, "NAME=VALUE"),
        (["query", "SELECT {"], 1, "SPARQL syntax"),
        (["query", "ASK {}", "--city", "襄阳"], 1, "has no parameters"),
    ],
)
def test_what_is_wrong_is_said_in_one_place_with_the_right_code(
    build: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, told: str
) -> None:
    assert run([*arguments, "--graph", str(build)]) == code
    error = capsys.readouterr().err
    assert told in error
    assert "Traceback" not in error


def test_the_table_keeps_brackets_of_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = sample_graph()
    graph.nodes["enterprise/byd"]["name"] = "[bold]甲[/bold] | <乙>"
    write_store(graph, tmp_path / "store", ONTOLOGY)
    assert run(["connections", "--graph", str(tmp_path), "--city", "襄阳"]) == 0
    assert "[bold]甲[/bold] | <乙>" in capsys.readouterr().out


def test_a_csv_cell_that_begins_like_a_formula_is_quoted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = sample_graph()
    graph.nodes["enterprise/byd"]["name"] = "=1+1"
    write_store(graph, tmp_path / "store", ONTOLOGY)
    assert run(["connections", "--graph", str(tmp_path), "--city", "襄阳", "--format", "csv"]) == 0
    assert "'=1+1" in capsys.readouterr().out


def test_a_narrow_terminal_shows_a_block_for_each_connection_in_place_of_a_table(
    build: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.cli.connections._is_narrow", lambda file: True)
    assert run(["connections", "--graph", str(build), "--city", "樊城"]) == 0
    blocks = capsys.readouterr().out.split("\n\n")
    assert [block.splitlines()[0] for block in blocks] == ["弗迪电池有限公司 — 樊城区", "比亚迪股份有限公司 — 樊城区"]
    assert "  途径 项目" in blocks[0].splitlines()
    assert not any("┃" in block or "投资额" in block for block in blocks), "no frame, and nothing that is not known"


@pytest.mark.parametrize("narrow", [True, False])
def test_where_there_is_no_connection_there_is_no_frame(
    build: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, narrow: bool
) -> None:
    monkeypatch.setattr("kg.cli.connections._is_narrow", lambda file: narrow)
    assert run(["connections", "--graph", str(build), "--city", "樊城", "--year", "1999"]) == 0
    assert capsys.readouterr().out == "没有联系 · no connection\n"


def test_an_argument_in_another_encoding_is_told_in_one_line(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gbk = "襄阳".encode("gbk").decode(errors="surrogateescape")
    assert run(["connections", "--graph", str(build), "--city", gbk]) == 2
    assert capsys.readouterr().err == "kg: an argument is not UTF-8: \\udccf\\udce5\\udcd1\\udcf4\n"
