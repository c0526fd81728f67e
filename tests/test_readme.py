"""What the READMEs tell a reader to type exists, in both languages."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from kg.also import ALSO
from kg.cli.main import COMMANDS, load_command

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
MAKEFILE_TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


def code_lines(readme: str) -> list[str]:
    """The lines of shell blocks, and inline code; without comments."""
    text = (ROOT / readme).read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    lines = [line for block in blocks for line in block.splitlines()] + inline
    return [re.sub(r"\s+#.*", "", line).removeprefix(".venv/bin/").strip() for line in lines if line.strip()]


def commands(readme: str, program: str) -> list[list[str]]:
    return [shlex.split(line)[1:] for line in code_lines(readme) if line.split()[0] == program and " " in line]


def options_of(command: str) -> set[str]:
    app = typer.Typer(add_completion=False)
    app.command(command)(load_command(command))
    parameters = typer.main.get_command(app).params
    return {option for parameter in parameters for option in parameter.opts if option.startswith("-")}


@pytest.mark.parametrize("readme", READMES)
def test_every_command_named_exists_with_its_options(readme: str) -> None:
    named = commands(readme, "kg")
    assert {words[0] for words in named} >= {"build", "extract", "query", "connections", "evaluate", "check"}
    for command, *words in named:
        assert command in COMMANDS
        assert {word for word in words if word.startswith("-")} <= options_of(command)


@pytest.mark.parametrize("readme", READMES)
def test_every_named_query_exists(readme: str) -> None:
    names = [words[1] for words in commands(readme, "kg") if words[0] == "query" and len(words) > 1]
    assert names
    for name in names:
        assert name.startswith("SELECT") or (ROOT / "ontology" / "queries" / f"{name}.rq").is_file()


@pytest.mark.parametrize("readme", READMES)
def test_every_make_target_named_exists(readme: str) -> None:
    targets = set(MAKEFILE_TARGET.findall((ROOT / "Makefile").read_text("utf-8")))
    assert {words[0] for words in commands(readme, "make")} <= targets


@pytest.mark.parametrize("readme", [*READMES, "CONTRIBUTING.md", "exports/README.md", "tests/gold/README.md"])
def test_every_file_linked_exists(readme: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", (ROOT / readme).read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (ROOT / readme).parent.joinpath(link).exists()]
    assert not missing


def test_both_languages_name_the_same_commands() -> None:
    english, chinese = ([line for line in code_lines(readme)] for readme in READMES)
    assert [line for line in english if line] == [line for line in chinese if line]


def test_the_contributing_guide_names_real_commands() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert set(re.findall(r"\bkg ([a-z]+)\b", text)) <= COMMANDS.keys()


def test_every_command_has_a_function_of_its_name() -> None:
    for name in COMMANDS:
        assert load_command(name).__doc__


def test_every_further_format_is_told_with_its_file() -> None:
    lines = (ROOT / "exports" / "README.md").read_text("utf-8").splitlines()
    for form, also in ALSO.items():
        assert any(f"`{form}`" in line and f"`{also.name.removesuffix('/')}" in line for line in lines), form
