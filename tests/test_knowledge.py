"""All knowledge is loaded and checked before the first article is read."""

from __future__ import annotations

import dataclasses
import gc
import shutil
from pathlib import Path

import pytest

from kg import knowledge
from kg.errors import KnowledgeError
from kg.files import data_folder
from kg.knowledge import load_knowledge, load_without_weights
from kg.relations import SIGNATURES
from tests.handmade import known


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Our own knowledge, its long tables cut down to their headers."""
    for name in ("ontology", "seeds"):
        ignored = shutil.ignore_patterns("articles", "derive")
        shutil.copytree(data_folder() / name, tmp_path / name, ignore=ignored)
    for table in (tmp_path / "seeds" / "lexicon").glob("*.csv"):
        header, _, _ = table.read_text("utf-8").partition("\n")
        table.write_text(f"{header}\n", encoding="utf-8")
    return tmp_path


def test_our_own_knowledge_loads() -> None:
    assert known().lexicon.entries["city/420600"].name == "襄阳市"
    assert known().grammar.triggers.names
    assert set(known().judges) >= set(SIGNATURES)


def test_knowledge_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        known().lexicon = None  # type: ignore[misc]
    with pytest.raises(TypeError):
        known().lexicon.entries["city/0"] = None  # type: ignore[index]


def test_every_type_of_the_lexicon_is_a_class_of_the_ontology() -> None:
    types = {entry.type for entry in known().lexicon.entries.values()}
    assert types <= set(known().ontology.classes)


@pytest.mark.parametrize(
    "name",
    [
        "ontology/invest.ttl",
        "seeds/lexicon/divisions.csv",
        "seeds/grammar/keywords.toml",
        "seeds/grammar/attributes.toml",
        "seeds/weights/names.npz",
        "seeds/weights/relations.npz",
    ],
)
@pytest.mark.parametrize("content", [None, b"\xff\xfebroken"])
def test_a_file_that_is_missing_or_broken_stops_everything_and_is_named(
    copy: Path, name: str, content: bytes | None
) -> None:
    if content is None:
        (copy / name).unlink()
    else:
        (copy / name).write_bytes(content)
    with pytest.raises(KnowledgeError) as error:
        load_knowledge(copy)
    assert error.value.file == str(copy / name)


def test_weights_are_not_needed_to_learn_them(copy: Path) -> None:
    shutil.rmtree(copy / "seeds" / "weights")
    learning = load_without_weights(copy)
    assert learning.grammar.triggers.names == known().grammar.triggers.names
    assert learning.chooser.log_odds([[1, 2], [3, 4]]).tolist() == [0, 0]
    assert not learning.judges and not learning.weights.keys


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError):
        load_knowledge(tmp_path)


def test_loading_leaves_the_garbage_collector_as_it_was() -> None:
    gc.disable()
    try:
        load_knowledge()
        assert not gc.isenabled()
    finally:
        gc.enable()
    load_knowledge()
    assert gc.isenabled()


@pytest.fixture
def kept(copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which what was loaded of a small folder of our own is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(copy / "cache"))
    monkeypatch.setattr(knowledge, "data_folder", lambda: copy)
    load_knowledge()
    (file,) = (copy / "cache/zhaoshang-kg").iterdir()
    return file


def refuse(folder: Path) -> None:
    raise AssertionError("the files are read")


def test_what_was_loaded_once_is_not_read_again(kept: Path, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = load_knowledge(copy)
    monkeypatch.setattr(knowledge, "_load", refuse)
    again = load_knowledge()
    for name in ("ontology", "industries"):
        assert getattr(again, name) == getattr(read, name)
    assert dict(again.lexicon.entries) == dict(read.lexicon.entries)
    assert dict(again.lexicon.forms) == dict(read.lexicon.forms)
    with pytest.raises(TypeError):
        again.lexicon.entries["city/0"] = None  # type: ignore[index]


def test_a_changed_file_is_read(kept: Path, copy: Path) -> None:
    with (copy / "seeds/lexicon/nonentities.csv").open("a", encoding="utf-8") as table:
        table.write("新词,street\n")
    assert "新词" in load_knowledge().lexicon.nonentities
    assert len(list(kept.parent.iterdir())) == 2


def test_a_lexicon_of_ones_own_is_known_and_its_content_names_the_state(tmp_path: Path) -> None:
    table = tmp_path / "nonentities.csv"
    table.write_text("text,reason\n玄鸟衔枝,street\n", "utf-8")
    first = load_knowledge(lexicon=tmp_path)
    assert "玄鸟衔枝" in first.lexicon.nonentities and "玄鸟衔枝" not in known().lexicon.nonentities
    table.write_text("text,reason\n玄鸟衔枝来,street\n", "utf-8")
    second = load_knowledge(lexicon=tmp_path)
    assert "玄鸟衔枝来" in second.lexicon.nonentities and "玄鸟衔枝" not in second.lexicon.nonentities
    assert len({known().digest, first.digest, second.digest}) == 3


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_folder_without_tables_is_no_lexicon(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnowledgeError, match="no folder that holds a CSV file"):
        load_knowledge(lexicon=tmp_path / name)
