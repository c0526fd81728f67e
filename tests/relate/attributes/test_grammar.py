"""Every entry of seeds/grammar/attributes.toml does what its examples say and leaves its counterexamples."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kg.attribute_grammar import AttributeGrammar, load_attribute_grammar
from kg.check import check_examples
from kg.check.patterns import check_patterns
from kg.errors import KnowledgeError
from kg.files import data_folder
from kg.grammar import load_grammar
from kg.ontology import load_ontology
from kg.relate.reading.money import find_money
from kg.relate.reading.times import find_times

FOLDER = data_folder() / "seeds" / "grammar"


@pytest.fixture(scope="module")
def grammar() -> AttributeGrammar:
    return load_attribute_grammar(FOLDER)


def test_every_entry_does_what_its_sentences_say(grammar: AttributeGrammar) -> None:
    assert [str(fault) for fault in check_examples(FOLDER / "attributes.toml", grammar)] == []


def test_properties_and_stages_are_those_of_the_ontology(grammar: AttributeGrammar) -> None:
    ontology = load_ontology(data_folder() / "ontology")
    for kind in grammar.kinds.values():
        assert not kind.property or ontology.iri(kind.property)
    for stage in grammar.stages.values():
        assert ontology.value("Status", stage.status)
        assert not stage.date or ontology.iri(stage.date)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "lists.toml", tmp_path)
    (tmp_path / "attributes.toml").write_text("[currencies]\n", "utf-8")
    with pytest.raises(KnowledgeError, match=r"attributes\.toml"):
        load_attribute_grammar(tmp_path)


def change(folder: Path, old: str, new: str, name: str = "attributes.toml") -> Path:
    """A copy of the grammar in which something else stands in a file."""
    shutil.copytree(FOLDER, folder)
    text = (folder / name).read_text("utf-8")
    assert text.count(old) == 1
    (folder / name).write_text(text.replace(old, new), "utf-8")
    return folder


def test_a_new_currency_is_a_line_in_a_file(tmp_path: Path, grammar: AttributeGrammar) -> None:
    new = load_attribute_grammar(change(tmp_path / "new", "[currencies]\n", '[currencies]\nSEK = ["瑞典克朗"]\n'))
    text = "总投资5亿瑞典克朗"
    assert [[money.unit for money in find_money(text, text, one)] for one in (grammar, new)] == [[], ["SEK"]]


def test_a_new_word_for_a_year_is_a_word_in_a_file(tmp_path: Path, grammar: AttributeGrammar) -> None:
    new = load_attribute_grammar(change(tmp_path / "new", "years = { ", 'years = { "旧岁" = -1, '))
    told = ([time.value for time in find_times("旧岁三月开工", date(2024, 5, 6), one)] for one in (grammar, new))
    assert [*told] == [["2024-03"], ["2023-03"]]


def test_a_pattern_that_its_example_does_not_fit_is_named(tmp_path: Path) -> None:
    folder = change(tmp_path / "new", '["⟨上周五⟩", ', '["⟨下周五⟩", ')
    [fault] = check_patterns(folder)
    assert fault.reason == "[[pattern]] of_week: examples: ⟨下周五⟩ is none"


def test_what_stands_for_a_project_is_told_once_for_relations_and_amounts(
    tmp_path: Path, grammar: AttributeGrammar
) -> None:
    new = load_attribute_grammar(
        change(tmp_path / "new", '"本项目", "上述项目"', '"斯项目", "本项目", "上述项目"', "anaphora.toml")
    )
    assert [one.patterns.anaphor.fullmatch("斯项目") is not None for one in (grammar, new)] == [False, True]
    assert [one.patterns.points_back.search("斯项目开工") is not None for one in (grammar, new)] == [False, True]


def test_an_entry_that_others_read_and_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"anaphora\.toml: anaphor: the entry project is missing"):
        load_attribute_grammar(change(tmp_path / "new", 'id = "project"', 'id = "works"', "anaphora.toml"))


@pytest.mark.parametrize(
    ("name", "of_relations", "of_stages"),
    [("will", "plan", "planned"), ("is_not", "deny", "denied"), ("has", "done", "done")],
)
def test_plans_and_denials_of_stages_and_relations_are_told_once(
    tmp_path: Path, name: str, of_relations: str, of_stages: str
) -> None:
    folder = change(tmp_path / "new", f"\n{name} = [", f'\n{name} = ["斯", ', "lists.toml")
    for where, found in ((FOLDER, False), (folder, True)):
        assert (load_grammar(where).modality[of_relations].search("斯") is not None) is found
        assert (getattr(load_attribute_grammar(where).patterns, of_stages).search("斯") is not None) is found


def test_a_list_of_plans_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"modality\.toml: will: the list is missing in lists\.toml"):
        load_grammar(change(tmp_path / "new", "\nwill = [", "\nwish = [", "lists.toml"))
