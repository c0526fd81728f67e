"""Endings of names that mean the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.equivalents import Equivalents, load_equivalents
from kg.errors import KnowledgeError
from kg.files import data_folder
from tests.handmade import known

FILE = data_folder() / "seeds" / "grammar" / "equivalents.toml"

TABLES = """
[park]
"高新区" = ["高新技术产业开发区", "国家高新区"]
"经开区" = ["经济技术开发区"]
"开发区" = []
[organization]
"开发区" = ["经开区"]
[investor]
"产投" = ["产业投资"]
[enterprise]
"""


@pytest.fixture
def parks(tmp_path: Path) -> Equivalents:
    file = tmp_path / "equivalents.toml"
    file.write_text(TABLES, encoding="utf-8")
    return load_equivalents(file)["park"]


def test_an_ending_gives_its_key(parks: Equivalents) -> None:
    assert parks.key("襄阳高新技术产业开发区") == "襄阳高新区"


def test_the_longest_ending_wins(parks: Equivalents) -> None:
    assert parks.key("襄阳经济技术开发区") == "襄阳经开区"
    assert parks.key("襄阳国家高新区") == "襄阳高新区"
    assert parks.key("襄阳开发区") == "襄阳开发区"


@given(
    st.lists(st.sampled_from(["襄阳", "国家", "高新", "区", "经济技术", "开发区", "高新技术产业开发区"])).map("".join)
)
def test_a_name_is_split_before_the_longest_ending_that_is_known(name: str) -> None:
    parks = known().grammar.equivalents["park"]
    endings = [name[at:] for at in range(len(name)) if parks.is_key(name[at:])]
    ending = endings[0] if endings else ""
    assert parks.split(name) == (name.removesuffix(ending), parks.keys.get(ending, ""))


def test_a_key_stays_and_so_does_what_has_no_known_ending(parks: Equivalents) -> None:
    assert parks.key("襄阳高新区") == "襄阳高新区"
    assert parks.key("襄阳") == "襄阳"
    assert parks.key("") == ""


def test_an_ending_in_the_middle_is_left_alone(parks: Equivalents) -> None:
    assert parks.key("高新区管委会") == "高新区管委会"


def test_a_bare_ending_is_a_key_and_a_name_is_none(parks: Equivalents) -> None:
    assert parks.is_key("高新技术产业开发区")
    assert not parks.is_key("襄阳高新区")


def test_variants_are_the_other_ways_to_write_the_ending(parks: Equivalents) -> None:
    assert sorted(parks.variants("襄阳高新区")) == ["襄阳国家高新区", "襄阳高新技术产业开发区"]
    assert sorted(parks.variants("襄阳高新技术产业开发区")) == ["襄阳国家高新区", "襄阳高新区"]


def test_what_has_no_known_ending_or_nothing_before_it_has_no_variants(parks: Equivalents) -> None:
    assert list(parks.variants("襄阳")) == []
    assert list(parks.variants("高新区")) == []
    assert list(parks.variants("襄阳开发区")) == []


def test_kinds_of_names_have_their_own_endings(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_text(TABLES, encoding="utf-8")
    tables = load_equivalents(tmp_path / "e.toml")
    assert tables["park"].key("襄阳经开区") == "襄阳经开区"
    assert tables["organization"].key("襄阳经开区") == "襄阳开发区"


def test_full_width_endings_are_folded(tmp_path: Path) -> None:
    (tmp_path / "e.toml").write_text(
        '[park]\n"区" = ["（新）区"]\n[organization]\n[investor]\n[enterprise]', encoding="utf-8"
    )
    assert load_equivalents(tmp_path / "e.toml")["park"].key("襄阳(新)区") == "襄阳区"


def test_an_ending_with_two_keys_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "e.toml"
    file.write_text('[park]\n"高新区" = ["开发区"]\n"经开区" = ["开发区"]', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"\[park\] 开发区: it has the keys 高新区 and 经开区") as error:
        load_equivalents(file)
    assert error.value.file == str(file)


@pytest.mark.parametrize("content", [b"[park", "[park]\n'区' = []".encode("gb18030"), b"[park]\na = 1\na = 2"])
def test_a_broken_file_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "e.toml").write_bytes(content)
    with pytest.raises(KnowledgeError) as error:
        load_equivalents(tmp_path / "e.toml")
    assert error.value.file == str(tmp_path / "e.toml")


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"none\.toml"):
        load_equivalents(tmp_path / "none.toml")


def test_our_own_endings_lead_to_keys_that_stay() -> None:
    for equivalents in load_equivalents(FILE).values():
        for ending, key in equivalents.keys.items():
            assert equivalents.key(f"甲{ending}") == f"甲{key}"
            assert equivalents.key(f"甲{key}") == f"甲{key}"
