"""`--lexicon`: names of one's own in every command that reads."""

import json
from pathlib import Path

import pytest

from kg.cli.main import run
from kg.files import data_folder


@pytest.fixture
def names(tmp_path: Path) -> Path:
    """A lexicon of one's own, of one firm."""
    (tmp_path / "names").mkdir()
    header = "id,name,aliases,contextual,parent,industry"
    (tmp_path / "names/enterprises.csv").write_text(f"{header}\nxuanniao,玄鸟衔枝科技有限公司,玄鸟衔枝,,,\n", "utf-8")
    return tmp_path / "names"


@pytest.mark.parametrize("command", ["extract", "facts", "explain"])
def test_a_firm_of_ones_own_lexicon_is_known(
    command: str, names: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("招商\n玄鸟衔枝落户襄阳市，投资3亿元。\n", "utf-8")
    form = ["--format", "json"] if command != "extract" else []
    assert run([command, str(tmp_path / "a.txt"), *form, "--lexicon", str(names)]) == 0
    assert ("玄鸟衔枝" if command == "facts" else "enterprise/xuanniao") in capsys.readouterr().out


def test_a_build_knows_ones_own_lexicon_and_names_another_state_of_knowledge(names: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("招商\n玄鸟衔枝落户襄阳市，投资3亿元。\n", "utf-8")
    digests = []
    for lexicon in ([], ["--lexicon", str(names)]):
        options = ["--out", str(tmp_path / "out"), "--also", "void.ttl", *lexicon]
        assert run(["build", str(tmp_path / "a.txt"), *options]) == 0
        digests.append(json.loads((tmp_path / "out/report.json").read_text("utf-8"))["knowledge"])
        assert f"knowledge/{digests[-1]}" in (tmp_path / "out/graph.void.ttl").read_text("utf-8")
    assert "enterprise/xuanniao" in (tmp_path / "out/graph.nt").read_text("utf-8")
    assert digests[0] != digests[1]


def test_check_names_a_wrong_row_of_ones_own_lexicon(names: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (names / "enterprises.csv").open("a", encoding="utf-8") as table:
        table.write("niaochao,鸟巢公司,比亚迪,,,\n")
    assert run(["check", "--lexicon", str(names)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(
        f"kg: {names}/enterprises.csv:3: 比亚迪 stands in {data_folder()}/seeds/lexicon/enterprises.csv:"
    )


def test_a_build_is_asked_with_the_lexicon_that_it_was_made_with(names: Path, tmp_path: Path) -> None:
    assert run(["facts", "--graph", str(tmp_path), "--lexicon", str(names)]) == 2
