"""Lists of words and patterns of a file -> the fields of a class; what is wrong is named, and examples are run."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.check.patterns import PATTERN_FILES, check_patterns
from kg.errors import KnowledgeError
from kg.files import data_folder
from kg.grammar import load_grammar
from kg.link.firms import Cores
from kg.link.names import Places
from kg.patterns import ByWord, Words, load_patterns
from kg.toml import read_toml
from tests.handmade import known

FOLDER = data_folder() / "seeds" / "grammar"
LISTS = {"numeral": ("一", "二")}
WORDS = '[words]\nends = ["园", "（园）", "园区"]\n'
PHASE = "[[pattern]]\nid = 'phase'\npattern = '{numeral}期'\n"
PARK = "[[pattern]]\nid = 'park'\npattern = '甲{phase}?{ends}'\n"


@dataclass(frozen=True)
class Parks:
    """A list as it is, a list as a pattern, and a pattern of lists and of another pattern."""

    ends: Words
    park: re.Pattern[str]


@dataclass(frozen=True)
class Wider:
    """A table of lists."""

    wider: ByWord


@dataclass(frozen=True)
class Ends:
    """The same list as a pattern."""

    ends: re.Pattern[str]
    park: re.Pattern[str]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER, tmp_path / "grammar")


def read(folder: Path, text: str) -> Parks:
    (folder / "parks.toml").write_text(text, "utf-8")
    return load_patterns(folder / "parks.toml", LISTS, Parks)


def test_a_pattern_is_made_of_lists_and_of_patterns_told_before(tmp_path: Path) -> None:
    parks = read(tmp_path, WORDS + PHASE + PARK)
    assert parks.ends == ("园", "(园)", "园区")
    assert [parks.park.findall(text) for text in ("甲二期园区", "甲(园)", "甲三期园")] == [
        ["甲二期园区"],
        ["甲(园)"],
        [],
    ]


def test_a_list_may_be_asked_for_as_a_pattern(tmp_path: Path) -> None:
    read(tmp_path, WORDS + PHASE + PARK)
    ends = load_patterns(tmp_path / "parks.toml", LISTS, Ends).ends
    assert ends.findall("园区园") == ["园区", "园"]


def test_a_table_of_lists_is_told_by_word(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('pattern = []\n[words]\n[wider]\n"园区" = ["（园）", "园区"]\n', "utf-8")
    assert load_patterns(tmp_path / "a.toml", LISTS, Wider).wider == {"园区": ("(园)", "园区")}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "[words]\n" + PHASE + "[[pattern]]\nid = 'park'\npattern = '{phase}园'\n",
            "ends: the list of words is missing",
        ),
        (WORDS + PHASE, "park: the pattern is missing"),
        (WORDS + PHASE + PARK + "[[pattern]]\nid = 'parc'\npattern = '园'\n", "parc: no rule asks for it"),
        (WORDS + "heads = ['园']\n" + PHASE + PARK, "heads: no rule asks for it"),
        (WORDS + PARK, "[pattern.park] pattern: {phase} is no list of words and no pattern told before"),
        (WORDS + PARK + PHASE, "[pattern.park] pattern: {phase} is no list of words and no pattern told before"),
        (WORDS + PHASE + PHASE + PARK, "[pattern.phase] id: something is called so already"),
        (WORDS + "numeral = ['三']\n" + PHASE + PARK, "numeral: lists.toml tells it already"),
        (
            WORDS + "[[pattern]]\nid = 'park'\npattern = '('\n",
            "[pattern.park] pattern: missing ), unterminated subpattern",
        ),
        (WORDS + "[[pattern]]\nid = 'park'\n", "[pattern.park] pattern: the text is missing"),
        (WORDS + "[[pattern]]\npattern = '园'\n", "[pattern.0] id: the text is missing"),
        (WORDS + PHASE.replace("phase", "ends"), "[pattern.ends] id: something is called so already"),
        ("[words]\nends = '园'\n" + PHASE + PARK, "[words] ends: the list of words is missing"),
    ],
)
def test_what_is_missing_wrong_or_idle_is_an_error_that_names_it(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(KnowledgeError) as error:
        read(tmp_path, text)
    assert error.value.file == str(tmp_path / "parks.toml")
    assert error.value.reason.startswith(reason)


def test_a_new_stage_of_listed_projects_is_a_word_in_a_file(copy: Path) -> None:
    file = copy / "projects.toml"
    file.write_text(file.read_text("utf-8").replace("\nstage = [", '\nstage = ["挂网", '), "utf-8")
    ours, new = (load_grammar(folder).projects.list_end for folder in (FOLDER, copy))
    assert ours.search("甲、乙等挂网项目") is None and new.search("甲、乙等挂网项目") is not None


def test_a_new_country_is_a_word_in_a_file(copy: Path) -> None:
    file = copy / "linking.toml"
    file.write_text(file.read_text("utf-8").replace("\ncountries = [", '\ncountries = ["毛里求斯", '), "utf-8")
    places, grammars = Places({}, None, known().lexicon), map(load_grammar, (FOLDER, copy))
    ours, new = (Cores(places, grammar) for grammar in grammars)
    assert (ours["毛里求斯云鹤公司"], new["毛里求斯云鹤公司"]) == ("毛里求斯云鹤", "云鹤")


def test_the_examples_of_every_file_that_has_patterns_are_run() -> None:
    files = {file.name for file in FOLDER.glob("*.toml") if "pattern" in read_toml(file)}
    assert files == {*PATTERN_FILES, "attributes.toml"}


@pytest.mark.parametrize("name", [*PATTERN_FILES, "attributes.toml"])
def test_every_pattern_fits_its_examples_and_no_counterexample(name: str) -> None:
    assert not [fault for fault in check_patterns(FOLDER) if fault.file.endswith(name)]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('["⟨5条⟩生产线"]', '["⟨5条生⟩产线"]', "counted: examples: ⟨5条生⟩产线 is none"),
        ('["⟨5条⟩生产线"]', '["五条生产线"]', "counted: examples: 五条生产线 is none"),
        ('["⟨5条⟩生产线"]', "[]", "counted has no examples"),
        ('["5万吨铝箔"]', '["共5条生产线"]', "counted: counterexamples: 共5条生产线 is one"),
        ('["5万吨铝箔"]', '["共⟨5条⟩生产线"]', "counted: counterexamples: 共⟨5条⟩生产线 is one"),
        ('["5万吨铝箔"]', '["⟨共⟩5条生产线"]', ""),
        ('["5万吨铝箔"]', "[]", "counted has no counterexamples"),
    ],
)
def test_an_example_that_a_pattern_gets_wrong_is_named_with_its_line(
    copy: Path, old: str, new: str, reason: str
) -> None:
    file = copy / "projects.toml"
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    line = "" if "no " in reason else f":{text[: text.index(old)].count(chr(10)) + 1}"
    told = [str(fault).removeprefix(f"{copy}/") for fault in check_patterns(copy)]
    assert told == ([f"projects.toml{line}: [[pattern]] {reason}"] if reason else [])
