"""`kg check` names every fault of a folder, with file and line, and not only the first."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.check import check_knowledge
from kg.check.relations import check_signatures
from kg.check.weights import check_judges, check_layout
from kg.cli.main import run
from kg.extract.layout import names_layout, spans_layout
from kg.files import data_folder
from kg.grammar import Grammar, load_grammar
from kg.knowledge import Knowledge, load_knowledge
from kg.ontology import load_ontology
from kg.relate.pairs.layout import relations_layout
from kg.trees import save_forest

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
        ("enterprises.csv", "../../x,新公司,,,,", "id '../../x' is not of small letters"),
        ("enterprises.csv", "新公司,新公司,,,,", "id '新公司' is not of small letters"),
        ("parks.csv", "a b,新奇园区,,,420600,other", "id 'a b' is not of small letters"),
        ("enterprises.csv", "new-firm,新公司,,,new-firm,", "new-firm is above itself by parent"),
        ("industries.csv", "new-trade,新奇业,,new-trade,new", "new-trade is above itself by broader"),
        (
            "enterprises.csv",
            'new-firm,"新公司,,,,',
            "unexpected end of data: is a quotation mark of this row never closed?",
        ),
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


def test_all_rows_of_a_circle_are_named_and_none_that_leads_into_it(folder: Path) -> None:
    rows = ("new-a,新公司甲,,,new-b,", "new-b,新公司乙,,,new-a,", "new-c,新公司丙,,,new-a,")
    line = add_rows(folder, "enterprises.csv", *rows)
    assert faults(folder) == [
        f"lexicon/enterprises.csv:{at}: new-{name} is above itself by parent"
        for at, name in ((line, "a"), (line + 1, "b"))
    ]


def test_the_line_is_named_that_a_spreadsheet_saved_in_another_encoding(folder: Path) -> None:
    file = folder / "seeds/lexicon/policies.csv"
    file.write_bytes(file.read_bytes() + "new-rule,新奇办法,,,\n".encode("gbk"))
    line = file.read_bytes().count(b"\n")
    assert faults(folder) == [f"lexicon/policies.csv:{line}: not UTF-8, as which it must be saved"]


def test_a_folder_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert run(["check", str(tmp_path / "nowhere")]) == 2


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


def test_an_example_that_a_pattern_does_not_fit_is_named_with_its_line(folder: Path) -> None:
    file = folder / "seeds" / "grammar" / "linking.toml"
    text = file.read_text("utf-8")
    entry = text.index('id = "leading"')
    file.write_text(text[:entry] + text[entry:].replace('"甲辰⟨集团⟩"', '"甲辰⟨科技⟩"'), "utf-8")
    line = text[: text.index("examples", entry)].count("\n") + 1  # an entry before it has the same example
    assert faults(folder) == [f"grammar/linking.toml:{line}: [[pattern]] leading: examples: 甲辰⟨科技⟩ is none"]


def test_a_pattern_that_is_none_is_named_once(folder: Path) -> None:
    file = folder / "seeds" / "grammar" / "doubts.toml"
    file.write_text(file.read_text("utf-8").replace("pattern = '[一某]家", "pattern = '([一某]家", 1), "utf-8")
    [fault] = faults(folder)
    assert fault.startswith("grammar/doubts.toml: [pattern.a_firm] pattern: missing ), unterminated subpattern")


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


def test_an_example_of_a_firm_that_left_and_comes_out_otherwise_is_named_with_its_line(folder: Path) -> None:
    file = folder / "seeds" / "grammar" / "examples.toml"
    sentence = "{E:甲公司}来到{C:武汉}"
    text = file.read_text("utf-8").replace("{E:甲公司}撤出{C:武汉}", sentence, 1)
    file.write_text(text, "utf-8")
    line = text[: text.index(sentence)].count("\n") + 1
    assert faults(folder) == [f"grammar/examples.toml:{line}: [presence] examples: {sentence} is none"]


def test_a_trigger_class_without_examples_is_named(folder: Path) -> None:
    file = folder / "seeds" / "grammar" / "relations.toml"
    file.write_text(file.read_text("utf-8") + 'sing = ["唱歌"]\n', "utf-8")
    assert faults(folder)[:2] == [
        "grammar/examples.toml: [triggers.sing] has no examples",
        "grammar/examples.toml: [triggers.sing] has no counterexamples",
    ]


def test_an_anaphor_that_stands_for_another_name_is_named(folder: Path) -> None:
    file = folder / "seeds" / "grammar" / "anaphora.toml"
    text = file.read_text("utf-8").replace('"该项目", "甲项目"]', '"该项目", "丙项目"]', 1)
    file.write_text(text, "utf-8")
    [fault] = faults(folder)
    assert "[[anaphor]] project: 该项目 does not stand for 丙项目 in " in fault


def test_a_relation_is_looked_for_where_the_ontology_allows_it(folder: Path) -> None:
    file = folder / "ontology" / "invest.ttl"
    text = file.read_text("utf-8")
    ontology = load_ontology(file.parent)
    assert list(check_signatures(ontology)) == []
    file.write_text(text.replace("a owl:ObjectProperty, owl:SymmetricProperty", "a owl:ObjectProperty"), "utf-8")
    [fault] = check_signatures(load_ontology(file.parent))
    assert fault.reason == "partnerOf: that it is symmetric is read so but not said to be"
    investing = replace(ontology, ranges={**ontology.ranges, "investsIn": frozenset({"Project", "Park"})})
    [fault] = check_signatures(investing)
    assert fault.reason == "investsIn: Park as object is not looked for"
    investing = replace(ontology, domains={**ontology.domains, "investsIn": frozenset()})
    [fault] = check_signatures(investing)
    assert fault.reason == "investsIn: Enterprise as subject is looked for but not allowed"


def change(folder: Path, name: str, *changes: tuple[str, str]) -> Grammar:
    """The grammar of a folder in which something else stands in a file."""
    file = folder / "seeds" / "grammar" / name
    for old, new in changes:
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
    return load_grammar(file.parent)


def misfits(folder: Path, grammar: Grammar) -> dict[str, str]:
    """By file of weights where it no longer fits."""
    layouts = {"names": names_layout, "spans": spans_layout, "relations": relations_layout}
    faults = [
        fault
        for name, layout in layouts.items()
        for fault in check_layout(folder / "seeds" / "weights" / f"{name}.npz", layout(grammar))
    ]
    return {Path(fault.file).stem: fault.reason.partition(" (")[0] for fault in faults}


def test_a_new_word_fits_the_weights(folder: Path) -> None:
    assert misfits(folder, change(folder, "keywords.toml", ('settle = ["落户"', 'settle = ["择木", "落户"'))) == {}
    assert misfits(folder, change(folder, "relations.toml", ('settle = ["落户"', 'settle = ["择木", "落户"'))) == {}


def test_weights_do_not_fit_a_new_class_of_trigger_words(folder: Path) -> None:
    grammar = change(folder, "relations.toml", ("[trigger]\n", '[trigger]\nsing = ["唱歌"]\n'))
    reason = "weights of feature gap_words.settle, where feature gap_words.sing stands now"
    assert misfits(folder, grammar) == {"relations": reason}


def test_weights_do_not_fit_classes_that_changed_places(folder: Path) -> None:
    swap = ("settle = [", "other = ["), ("visit = [", "settle = ["), ("other = [", "visit = [")
    grammar = change(folder, "keywords.toml", *swap)
    reason = "weights of near settle, where near visit stands now"
    assert misfits(folder, grammar) == {"names": reason, "spans": reason}


def test_weights_do_not_fit_other_groups_of_characters(folder: Path) -> None:
    grammar = change(folder, "characters.toml", ("groups = [", 'groups = [["☃"], '))
    assert misfits(folder, grammar).keys() == {"names", "spans"}


def test_weights_that_do_not_say_what_they_are_of_are_named(folder: Path, knowledge: Knowledge) -> None:
    file = folder / "seeds" / "weights" / "spans.npz"
    save_forest(file, knowledge.chooser, ())
    assert misfits(folder, knowledge.grammar) == {"spans": "it does not say what its weights are of: train them again"}


def test_weights_that_end_before_the_features_do_are_named(folder: Path, knowledge: Knowledge) -> None:
    file = folder / "seeds" / "weights" / "spans.npz"
    save_forest(file, knowledge.chooser, spans_layout(knowledge.grammar)[:-1])
    assert misfits(folder, knowledge.grammar)["spans"].startswith("weights of nothing, where groups of characters")


def test_a_relation_without_forests_is_named(knowledge: Knowledge) -> None:
    judges = {name: judge for name, judge in knowledge.judges.items() if name != "partnerOf"}
    [fault] = check_judges(Path("relations.npz"), judges)
    assert "no forests for partnerOf" in str(fault)
