"""Every entry of seeds/grammar/attributes.toml does what its examples say and leaves its counterexamples."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.attribute_grammar import AttributeGrammar, load_attribute_grammar
from kg.check import check_examples
from kg.errors import KnowledgeError
from kg.files import data_folder
from kg.ontology import load_ontology

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
    (tmp_path / "attributes.toml").write_text("[numbers]\n", "utf-8")
    with pytest.raises(KnowledgeError, match=r"attributes\.toml"):
        load_attribute_grammar(tmp_path)
