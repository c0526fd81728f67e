"""TOML files -> tables, patterns and automata; what is wrong in one is named."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.attribute_grammar import load_attribute_grammar
from kg.errors import KnowledgeError
from kg.event_grammar import load_event_grammar
from kg.files import data_folder
from kg.grammar import load_grammar
from kg.industry_grammar import load_industry_grammar
from kg.toml import Table, any_of, read_toml, trigger_automaton

FOLDER = data_folder() / "seeds" / "grammar"
WORDS = ("keywords", "titles", "generic", "relations", "modality", "anaphora", "equivalents", "characters")
PATTERNS = ("edges", "doubts", "announced", "projects", "linking")
LOADERS: dict[str, Callable[[Path], object]] = {
    **dict.fromkeys((f"{name}.toml" for name in (*WORDS, *PATTERNS)), load_grammar),
    "attributes.toml": load_attribute_grammar,
    "events.toml": load_event_grammar,
    "industries.toml": load_industry_grammar,
}
TABLES = [(name, table) for name in LOADERS for table in tomllib.loads((FOLDER / name).read_text("utf-8"))]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER, tmp_path / "grammar")


def replace(file: Path, pattern: str, by: str) -> None:
    """Put something else where a pattern stands at the beginning of a line of the file; it must stand somewhere."""
    text, times = re.subn(f"^{pattern}", by, file.read_text("utf-8"), flags=re.MULTILINE)
    assert times
    file.write_text(text, "utf-8")


def test_a_toml_file_is_read_as_tables(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('["甲"]\n"乙" = ["丙"]', encoding="utf-8")
    assert read_toml(tmp_path / "a.toml") == {"甲": {"乙": ["丙"]}}


@pytest.mark.parametrize(("name", "table"), TABLES)
def test_a_table_that_is_missing_is_an_error_that_names_the_file(copy: Path, name: str, table: str) -> None:
    replace(copy / name, rf"(\[*){table}(?=[\].]| = )", rf"\1no_{table}")
    with pytest.raises(KnowledgeError) as error:
        LOADERS[name](copy)
    assert error.value.file == str(copy / name)


@pytest.mark.parametrize(
    ("name", "pattern", "by"),
    [
        ("events.toml", r'about = \["Project"', 'about = ["Parc"'),
        ("industries.toml", r'types = \["Park"', 'types = ["Parc"'),
        ("anaphora.toml", r'types = \["Park"', 'types = ["Parc"'),
        ("generic.toml", "Park_or_Project = ", "Parc_or_Project = "),
        ("generic.toml", "Enterprise_or_Park_makes_Project = ", "Enterprise_or_Parc_makes_Project = "),
        ("generic.toml", "Enterprise_or_Park_makes_Project = ", "Enterprise_or_Park_makes_Parc = "),
        ("generic.toml", r"\[alone.Park\]", "[alone.Parc]"),
    ],
)
def test_a_type_that_is_none_is_an_error_that_names_it(copy: Path, name: str, pattern: str, by: str) -> None:
    replace(copy / name, pattern, by)
    with pytest.raises(KnowledgeError, match="Parc is none of City, Province") as error:
        LOADERS[name](copy)
    assert error.value.file == str(copy / name)


@pytest.mark.parametrize(
    ("pattern", "by"),
    [
        ("pattern = '近日", "pattern = '(近日"),
        ("named = 0.88", 'named = "much"'),
        ("about = .*", ""),
        ('stage = "签约"', 'stage = "缔约"'),
        (r"without = \['敲定'", "without = ['敲锣'"),
    ],
)
def test_what_an_entry_says_wrong_is_an_error_that_names_the_file(copy: Path, pattern: str, by: str) -> None:
    replace(copy / "events.toml", pattern, by)
    with pytest.raises(KnowledgeError) as error:
        load_event_grammar(copy)
    assert error.value.file == str(copy / "events.toml")


def table_of(file: Path, text: str) -> Table:
    file.write_text(text, "utf-8")
    return Table.of(file)


def test_words_of_types_are_told_together_or_apart(tmp_path: Path) -> None:
    table = table_of(tmp_path / "a.toml", '[behind]\nCity_or_Park = ["路"]\nPolicy = ["（试行）"]').table("behind")
    assert table.by_type() == {"City": ("路",), "Park": ("路",), "Policy": ("(试行)",)}


def test_words_told_twice_for_a_type_are_an_error_that_names_the_place(tmp_path: Path) -> None:
    table = table_of(tmp_path / "a.toml", '[behind]\nCity_or_Park = ["路"]\nPark = ["街"]').table("behind")
    with pytest.raises(KnowledgeError, match=r"\[behind\] Park: Park has its words already"):
        table.by_type()


@pytest.mark.parametrize("words", ['"路"', "[1]", '[["路"]]', "{}"])
def test_what_is_no_list_of_words_is_an_error_that_names_the_place(tmp_path: Path, words: str) -> None:
    with pytest.raises(KnowledgeError, match=r"a\.toml: \[behind\] Park: the list of words is missing"):
        table_of(tmp_path / "a.toml", f"[behind]\nPark = {words}").table("behind").words("Park")


def test_of_some_words_the_longest_is_found_in_folded_text() -> None:
    words = re.compile(any_of(["园", "园区", "（园）", "园$"]))
    assert [words.findall(text) for text in ("园区园", "(园)")] == [["园区", "园"], ["(园)"]]


def test_a_dollar_ends_a_word_only_where_it_ends_a_name() -> None:
    words = re.compile(any_of(["提升$", "5$一股"]))
    assert [bool(words.search(text)) for text in ("改造提升", "提升工程", "5$一股")] == [True, False, True]


def test_of_no_words_none_is_found() -> None:
    assert re.search(any_of([]), "园区") is None


def test_a_word_of_not_only_hides_a_shorter_one() -> None:
    entries = {"签约": {"words": ["签约"], "not": ["签约率"]}, "落户": {"words": ["签约"]}}
    found = {word: names for word, (_, names) in trigger_automaton(entries).items()}
    assert found == {"签约": ("签约", "落户"), "签约率": ()}


def test_a_file_for_which_several_ask_is_parsed_once_and_anew_when_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed, loads = [], tomllib.loads

    def load(text: str) -> object:
        parsed.append(text)
        return loads(text)

    monkeypatch.setattr(tomllib, "loads", load)
    table_of(tmp_path / "a.toml", 'once = "甲"')
    assert read_toml(tmp_path / "a.toml") == read_toml(tmp_path / "a.toml") == {"once": "甲"}
    assert parsed == ['once = "甲"']
    table_of(tmp_path / "a.toml", 'once = "乙"')
    assert read_toml(tmp_path / "a.toml") == {"once": "乙"}
