"""`kg check` names every fault of a folder, with file and line, and not only the first."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.check import check_knowledge
from kg.check.weights import check_chooser, check_judges, check_weights
from kg.cli.main import run
from kg.files import data_folder
from kg.knowledge import Knowledge, load_knowledge
from kg.trees import Forest

OURS = data_folder()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(OURS / "ontology", tmp_path / "ontology")
    shutil.copytree(OURS / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("articles", "derive"))
    return tmp_path


def faults(folder: Path) -> list[str]:
    return [str(fault).removeprefix(f"{folder}/seeds/") for fault in check_knowledge(folder)]


def add_rows(folder: Path, name: str, *rows: str) -> int:
    """Adds rows to a lexicon file and gives the line of the first."""
    file = folder / "seeds" / "lexicon" / name
    text = file.read_text("utf-8")
    file.write_text(text + "".join(f"{row}\n" for row in rows), "utf-8")
    return text.count("\n") + 1


def test_our_own_knowledge_is_fine() -> None:
    assert check_knowledge(OURS) == ()


@pytest.mark.parametrize(
    ("file", "row", "reason"),
    [
        ("enterprises.csv", ",无编号公司,,,,", "id and name must not be empty"),
        ("enterprises.csv", "no-name,,,,,", "id and name must not be empty"),
        ("enterprises.csv", "byd,另一家公司,,,,", "byd stands in line"),
        ("enterprises.csv", "new-firm,新公司,新,,,", "新 in aliases is shorter than two characters"),
        ("enterprises.csv", "new-firm,新公司,,,no-such-parent,", "parent no-such-parent is not in enterprises.csv"),
        ("enterprises.csv", "new-firm,新公司,,,,no-such-trade", "industry no-such-trade is not in industries.csv"),
        ("enterprises.csv", "new-firm,新公司,比亚迪,,,", "比亚迪 stands in enterprises.csv:"),
        ("enterprises.csv", "new-firm,新公司,,比亚迪,,", "比亚迪 stands in enterprises.csv:"),
        ("enterprises.csv", "new-firm,新公司,大同,,,", "大同 is the name of 大同市 and must be contextual here"),
        ("enterprises.csv", "new-firm,新公司,", "the row has too many or too few cells"),
        ("parks.csv", "new-park,新奇园区,,,999999,other", "division 999999 is not in divisions.csv"),
        ("organizations.csv", "new-office,新奇局,,,999999", "division 999999 is not in divisions.csv"),
        ("divisions.csv", "990001,新奇县,新奇,,,county,990000,,,", "parent 990000 is not in divisions.csv"),
        ("industries.csv", "new-trade,新奇业,,no-such-trade,new", "broader no-such-trade is not in industries.csv"),
    ],
)
def test_a_bad_row_is_named_with_its_line(folder: Path, file: str, row: str, reason: str) -> None:
    line = add_rows(folder, file, row)
    [fault] = faults(folder)
    assert fault.startswith(f"lexicon/{file}:{line}: {reason}")


def test_a_firm_may_share_a_name_where_both_are_contextual(folder: Path) -> None:
    add_rows(folder, "enterprises.csv", "one-firm,第一新奇公司,,新奇牌,,", "other-firm,第二新奇公司,,新奇牌|大同,,")
    assert faults(folder) == []


def test_what_is_wrong_in_several_files_is_all_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = add_rows(folder, "enterprises.csv", "new-firm,新公司,新,,,", "other-firm,别的公司,,,no-such-parent,")
    park = add_rows(folder, "parks.csv", "new-park,新奇园区,,,999999,other")
    (folder / "seeds" / "grammar" / "keywords.toml").write_text("[head", "utf-8")
    (folder / "seeds" / "weights" / "names.npz").write_bytes(b"no weights")
    assert run(["check", str(folder)]) == 1
    told = capsys.readouterr().err.splitlines()
    begins = (
        "grammar/keywords.toml: ",
        f"lexicon/enterprises.csv:{first}: ",
        f"lexicon/enterprises.csv:{first + 1}: ",
        f"lexicon/parks.csv:{park}: ",
        "weights/names.npz: ",
    )
    assert len(told) == len(begins)
    for line, begin in zip(told, begins, strict=True):
        assert line.startswith(f"kg: {folder}/seeds/{begin}")


def test_a_file_saved_by_a_spreadsheet_with_byte_order_mark_is_fine(folder: Path) -> None:
    file = folder / "seeds" / "lexicon" / "nonentities.csv"
    file.write_text(file.read_text("utf-8"), "utf-8-sig")
    assert not [fault for fault in faults(folder) if "nonentities.csv" in fault]


def test_a_missing_column_and_a_missing_file_are_named(folder: Path) -> None:
    parks = folder / "seeds" / "lexicon" / "parks.csv"
    parks.write_text(parks.read_text("utf-8").replace("division", "place", 1), "utf-8")
    (folder / "seeds" / "lexicon" / "policies.csv").unlink()
    told = faults(folder)
    assert told[0] == "lexicon/parks.csv:1: column division is missing"
    assert "No such file" in told[1] and len(told) == 2


def test_an_example_that_fails_is_named_with_its_line(folder: Path) -> None:
    file = folder / "seeds" / "grammar" / "attributes.toml"
    text = file.read_text("utf-8")
    sentence = '"{J:甲项目}仍在谈"'
    file.write_text(text.replace(f"examples = [{sentence}", 'examples = ["{J:甲项目}下雨", ' + sentence), "utf-8")
    line = text[: text.index(sentence)].count("\n") + 1
    assert faults(folder) == [
        f"grammar/attributes.toml:{line}: [[stage]] 洽谈: examples: {{J:甲项目}}下雨 gives nothing"
    ]


def test_an_entry_without_counterexamples_is_named(folder: Path) -> None:
    file = folder / "seeds" / "grammar" / "attributes.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('counterexamples = ["{J:甲项目}的签约额"]', "counterexamples = []"), "utf-8")
    [fault] = faults(folder)
    assert "[[stage]] 签约 has no counterexamples" in fault


def test_a_title_that_comes_out_otherwise_is_named_with_its_line(folder: Path) -> None:
    file = folder / "seeds" / "grammar" / "examples.toml"
    text = file.read_text("utf-8").replace("none = [\n", 'none = [\n  "印发《甲县奖励办法》",\n')
    file.write_text(text, "utf-8")
    line = text[: text.index("甲县奖励办法")].count("\n") + 1
    assert faults(folder) == [f"grammar/examples.toml:{line}: [titles] none: 印发《甲县奖励办法》 is one"]


def test_a_trigger_example_that_comes_out_otherwise_is_named_with_its_line(folder: Path) -> None:
    file = folder / "seeds" / "grammar" / "examples.toml"
    text = file.read_text("utf-8").replace('"签下三份框架协议"', '"天气很好"')
    file.write_text(text, "utf-8")
    line = text[: text.index("天气很好")].count("\n") + 1
    assert faults(folder) == [f"grammar/examples.toml:{line}: [triggers.sign] examples: 天气很好 is none"]


def test_a_trigger_class_without_examples_is_named(folder: Path) -> None:
    file = folder / "seeds" / "grammar" / "relations.toml"
    file.write_text(file.read_text("utf-8") + 'sing = ["唱歌"]\n', "utf-8")
    assert faults(folder)[:2] == [
        "grammar/examples.toml: [triggers.sing] has no examples",
        "grammar/examples.toml: [triggers.sing] has no counterexamples",
    ]


def test_an_anaphor_that_stands_for_another_name_is_named(folder: Path) -> None:
    file = folder / "seeds" / "grammar" / "anaphora.toml"
    text = file.read_text("utf-8").replace('"该项目", "甲项目"]]', '"该项目", "丙项目"]]', 1)
    file.write_text(text, "utf-8")
    [fault] = faults(folder)
    assert "[[anaphor]] project: 该项目 does not stand for 丙项目 in " in fault


def test_weights_of_other_templates_are_refused(knowledge: Knowledge) -> None:
    fewer = replace(knowledge.weights, keys=knowledge.weights.keys[1:], rows=knowledge.weights.rows[1:])
    [fault] = check_weights(Path("names.npz"), fewer)
    assert f"weights for {len(fewer.keys)} templates, not {len(fewer.keys) + 1}" in str(fault)
    [fault] = check_weights(Path("names.npz"), replace(knowledge.weights, labels=("O",)))
    assert "other labels" in str(fault)


def test_a_chooser_that_asks_for_an_unknown_trait_is_refused(knowledge: Knowledge) -> None:
    assert list(check_chooser(Path("spans.npz"), knowledge.chooser)) == []
    high = replace(knowledge.chooser, features=np.full_like(knowledge.chooser.features, 9999))
    [fault] = check_chooser(Path("spans.npz"), high)
    assert "asks for trait 9999 of " in str(fault)


@pytest.mark.parametrize("part", ["alone", "together"])
def test_a_forest_that_asks_for_an_unknown_feature_is_refused(knowledge: Knowledge, part: str) -> None:
    old = knowledge.judges["operatesIn"]
    forest: Forest = getattr(old, part)
    high = replace(forest, features=np.full_like(forest.features, 9999))
    judges = {**knowledge.judges, "operatesIn": replace(old, **{part: high})}
    [fault] = check_judges(Path("relations.npz"), judges, knowledge.lexicon, knowledge.grammar)
    assert "a forest of operatesIn asks for feature 9999 of " in str(fault)


@pytest.mark.parametrize("part", ["wording", "roles"])
def test_another_number_of_weights_of_runs_is_refused(knowledge: Knowledge, part: str) -> None:
    old = knowledge.judges["operatesIn"]
    weights: NDArray[np.int16] = getattr(old, part)
    judges = {**knowledge.judges, "operatesIn": replace(old, **{part: weights[..., 1:]})}
    [fault] = check_judges(Path("relations.npz"), judges, knowledge.lexicon, knowledge.grammar)
    assert "weights of operatesIn's wording and roles have shapes" in str(fault)
    assert str(weights[..., 1:].shape) in str(fault)


def test_a_relation_without_forests_is_named(knowledge: Knowledge) -> None:
    judges = {name: judge for name, judge in knowledge.judges.items() if name != "partnerOf"}
    [fault] = check_judges(Path("relations.npz"), judges, knowledge.lexicon, knowledge.grammar)
    assert "no forests for partnerOf" in str(fault)
