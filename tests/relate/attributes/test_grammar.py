"""Every entry of seeds/grammar/attributes.toml does what its examples say and leaves its counterexamples."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.attribute_grammar import AttributeGrammar, load_attribute_grammar
from kg.errors import KnowledgeError
from kg.files import data_folder
from kg.ontology import load_ontology
from kg.relate.attributes import read_attributes
from kg.relate.attributes.money import find_money
from kg.text import fold_text
from tests.relate.attributes.marked import read_marked

FOLDER = data_folder() / "seeds" / "grammar"
TABLES = tomllib.loads((FOLDER / "attributes.toml").read_text("utf-8"))


def examples(table: str, name: str) -> list[tuple[str, str, bool]]:
    return [
        (entry[name], sentence, told)
        for entry in TABLES[table]
        for key, told in (("examples", True), ("counterexamples", False))
        for sentence in entry[key]
    ]


@pytest.fixture(scope="module")
def grammar() -> AttributeGrammar:
    return load_attribute_grammar(FOLDER)


@pytest.mark.parametrize(("kind", "sentence", "told"), examples("kind", "id"))
def test_a_kind_of_money_is_told_by_its_words(kind: str, sentence: str, told: bool, grammar: AttributeGrammar) -> None:
    kinds = {money.kind for money in find_money(sentence, fold_text(sentence), grammar)}
    assert (kind in kinds) is told


@pytest.mark.parametrize(("rule", "sentence", "told"), examples("rule", "id"))
def test_a_rule_finds_the_owner_of_a_sum(rule: str, sentence: str, told: bool, grammar: AttributeGrammar) -> None:
    rules = {a.evidence.rule for a in read_attributes(*read_marked(sentence), grammar) if a.property == "amount"}
    assert (rule in rules) is told


@pytest.mark.parametrize(("status", "sentence", "told"), examples("stage", "status"))
def test_a_stage_is_told_by_its_words(status: str, sentence: str, told: bool, grammar: AttributeGrammar) -> None:
    found = {a.value for a in read_attributes(*read_marked(sentence), grammar) if a.property == "status"}
    assert (status in found) is told


@pytest.mark.parametrize(("rule", "sentence", "told"), examples("milestone", "id"))
def test_a_milestone_has_a_date(rule: str, sentence: str, told: bool, grammar: AttributeGrammar) -> None:
    found = {a.evidence.rule for a in read_attributes(*read_marked(sentence), grammar)}
    assert (rule in found) is told


def test_every_entry_has_an_example_and_a_counterexample() -> None:
    for table in ("kind", "rule", "stage", "milestone"):
        assert all(entry["examples"] and entry["counterexamples"] for entry in TABLES[table])


def test_properties_and_stages_are_those_of_the_ontology(grammar: AttributeGrammar) -> None:
    ontology = load_ontology(data_folder() / "ontology")
    for kind in grammar.kinds.values():
        assert not kind.property or ontology.iri(kind.property)
    for stage in grammar.stages.values():
        assert ontology.value("Status", stage.status)
        assert not stage.date or ontology.iri(stage.date)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "attributes.toml").write_text("[numbers]\n", "utf-8")
    with pytest.raises(KnowledgeError, match=r"attributes\.toml"):
        load_attribute_grammar(tmp_path)
