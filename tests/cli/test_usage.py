"""What is told before anything is read: help, the version, wrong usage."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg import __version__
from kg.cli.main import COMMANDS, run

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold" / "dev"
HEAVY = ["jieba", "rdflib", "networkx", "pandas", "numpy", "pyoxigraph", "igraph", "pypinyin", "ahocorasick"]


TELL_IMPORTS = """
import sys
from kg.cli.main import run
code = run(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"], ["extract", "--help"]])
def test_help_waits_for_no_library(arguments: list[str]) -> None:
    command = [sys.executable, "-c", TELL_IMPORTS, *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert ended.returncode == 0
    assert not {*HEAVY} & {*ended.stderr.split()}


def test_the_list_of_commands_is_complete(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in COMMANDS)
    modules = {path.stem for path in (ROOT / "kg" / "cli").glob("*.py")}
    assert COMMANDS.keys() <= modules


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_names_what_it_takes_in_capitals(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run([command, "--help"]) == 0
    (usage,) = re.findall(r"Usage: kg (.+)", capsys.readouterr().out)
    assert re.fullmatch(rf"{command} \[OPTIONS\]( [{{\[]?[A-Z|]+[}}\]]?(\.\.\.)?)*", usage.strip())


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"kg {__version__}\n"


def test_the_package_runs_as_the_command() -> None:
    command = [sys.executable, "-m", "kg", "--version"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert ended.stdout == f"kg {__version__}\n"


def test_a_command_whose_output_is_closed_says_nothing() -> None:
    command = f"'{sys.executable}' -m kg query >&-"
    ended = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    both = subprocess.run(["sh", "-c", f"{command} 2>&-"], cwd=ROOT, check=False)
    assert both.returncode == 0


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["--nonsense"], ["build"], ["build", "--jobs", "-1", "x"], ["evaluate", "x"]]
)
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    assert run(arguments) == 2


def test_an_unknown_format_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", str(GOLD / "articles"), "--out", str(tmp_path / "x"), "--also", "doc"]) == 2
    assert "doc is none of trig" in " ".join(capsys.readouterr().err.replace("│", " ").split())


@pytest.mark.parametrize(
    "address",
    ["http://[bad/store", "http://local host/store", "http://localhost:port/", "http://localhost:99999/",
     "http://例子.org/store", "http:///store", "ftp://localhost/store", "localhost/store"],
)  # fmt: skip
@pytest.mark.parametrize("command", [["push"], ["query", "ASK {}", "--endpoint"]])
def test_an_address_that_is_none_is_wrong_usage(
    command: list[str], address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*command, address]) == 2
    assert "no address like http" in capsys.readouterr().err


def test_a_wrong_address_is_not_shown_with_its_password(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["push", "http://user:secret@[bad/store"]) == 2
    assert "secret" not in capsys.readouterr().err


@pytest.mark.parametrize("places", [["s3://news"], ["news", "--out", "s3://graph"]])
def test_a_place_that_is_no_file_wants_a_cluster(
    places: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run(["build", *places]) == 2
    assert f"{places[-1]} wants --engine ray" in " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert [path.name for path in tmp_path.iterdir()] == ["news"]


@pytest.mark.parametrize(
    "arguments", [["build", ""], ["extract", ""], ["facts", ""], ["explain", "x", ""], ["build", "x", "--out", ""]]
)
def test_an_empty_path_is_not_the_working_folder(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    assert "an empty path" in capsys.readouterr().err
