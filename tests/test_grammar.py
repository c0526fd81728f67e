"""Grammar files -> word classes and rules."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.files import data_folder
from kg.grammar import WordClasses, load_grammar
from kg.relations import SIGNATURES
from tests.handmade import known

FOLDER = data_folder() / "seeds" / "grammar"
FILES = [
    "keywords.toml",
    "titles.toml",
    "generic.toml",
    "relations.toml",
    "equivalents.toml",
    "characters.toml",
    "lists.toml",
    "edges.toml",
    "doubts.toml",
    "announced.toml",
    "projects.toml",
    "linking.toml",
    "apart.toml",
]

# What relations.toml must hold before its trigger words.
BEFORE = "kin = []\n[tells]\n" + "".join(f"{name} = []\n" for name in SIGNATURES)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER, tmp_path / "grammar")


def found(words: WordClasses, text: str) -> set[tuple[str, str]]:
    return {
        (text[last + 1 - length : last + 1], words.names[number - 1])
        for last, (length, number) in words.automaton.iter(text)
    }


def test_a_word_is_found_with_its_class() -> None:
    assert ("落户", "settle") in found(known().grammar.triggers, "甲公司落户襄阳")
    assert ("有限公司", "company") in found(known().grammar.head, "甲科技有限公司")


def test_the_number_of_a_class_is_its_place_from_one() -> None:
    triggers = known().grammar.triggers
    assert [triggers.number(name) for name in triggers.names] == list(range(1, len(triggers.names) + 1))


def test_the_first_class_that_claims_a_word_has_it(copy: Path) -> None:
    (copy / "relations.toml").write_text(
        BEFORE + '[trigger]\nsettle = ["落户"]\nsign = ["落户", "签约"]\n', encoding="utf-8"
    )
    triggers = load_grammar(copy).triggers
    assert found(triggers, "落户签约") == {("落户", "settle"), ("签约", "sign")}


def test_a_new_trigger_word_is_a_line_in_a_file(copy: Path) -> None:
    text = (copy / "relations.toml").read_text("utf-8")
    (copy / "relations.toml").write_text(text.replace('settle = ["落户"', 'settle = ["择木而栖", "落户"'), "utf-8")
    assert found(load_grammar(copy).triggers, "择木而栖") == {("择木而栖", "settle")}


def test_words_are_found_in_folded_text(copy: Path) -> None:
    (copy / "relations.toml").write_text(BEFORE + '[trigger]\nsettle = ["（落户）"]\n', encoding="utf-8")
    assert found(load_grammar(copy).triggers, "(落户)") == {("(落户)", "settle")}


def test_a_word_that_stands_twice_in_a_class_is_an_error(copy: Path) -> None:
    (copy / "relations.toml").write_text(BEFORE + '[trigger]\nsettle = ["落户", "签约", "落户"]\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"\[trigger\] settle: 落户 stands twice") as error:
        load_grammar(copy)
    assert error.value.file == str(copy / "relations.toml")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('issuedBy = ["issue"]', 'issuedBy = ["isue"]', "issuedBy: isue is no class of [trigger]"),
        ('issuedBy = ["issue"]', "", "issuedBy: the list of words is missing"),
        ('issuedBy = ["issue"]', 'issuedBy = []\nissuedFor = ["issue"]', "issuedFor: no such relation is looked for"),
    ],
)
def test_what_tells_a_relation_is_a_class_of_trigger_words(copy: Path, old: str, new: str, reason: str) -> None:
    text = (copy / "relations.toml").read_text("utf-8")
    (copy / "relations.toml").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(KnowledgeError) as error:
        load_grammar(copy)
    assert error.value.reason == f"[tells] {reason}"


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", [b"[broken", "['襄阳']".encode("gb18030")])
def test_a_broken_file_is_an_error_that_names_it(copy: Path, name: str, content: bytes) -> None:
    (copy / name).write_bytes(content)
    with pytest.raises(KnowledgeError) as error:
        load_grammar(copy)
    assert error.value.file == str(copy / name)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_an_error_that_names_it(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(KnowledgeError) as error:
        load_grammar(copy)
    assert error.value.file == str(copy / name)


def test_all_words_are_folded(copy: Path) -> None:
    text = (copy / "generic.toml").read_text("utf-8")
    (copy / "generic.toml").write_text(text.replace("stops = [", 'stops = ["（停）", ', 1), "utf-8")
    assert load_grammar(copy).stops.search("甲公司(停)乙公司")


def test_no_ending_is_both_of_policies_and_of_other_titles() -> None:
    assert not set(known().grammar.policy_endings) & set(known().grammar.no_policy_endings)


def test_a_character_has_a_group_and_a_smaller_one_within_it() -> None:
    large, small = known().grammar.characters
    assert large[ord("王")] == large[ord("张")] > 0  # surnames
    assert large[ord("王")] != large[ord("建")]
    assert {large[i] for i in range(1 << 16) if small[i] == small[ord("王")]} == {large[ord("王")]}
    assert large[ord("A")] == small[ord("A")] == 0


def test_a_character_in_two_groups_is_an_error(copy: Path) -> None:
    (copy / "characters.toml").write_text('groups = [["王张"], ["李", "王"]]\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match="王 stands in two groups"):
        load_grammar(copy)
