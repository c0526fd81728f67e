"""Lexicon files -> entries and forms; a file that is wrong is named with its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.equivalents import load_equivalents
from kg.errors import KnowledgeError
from kg.files import data_folder
from kg.knowledge import load_knowledge
from kg.lexicon import Lexicon, Trust, load_lexicon
from kg.model import Article
from tests.handmade import known

EQUIVALENTS = load_equivalents(data_folder() / "seeds" / "grammar" / "equivalents.toml")
FILES = {
    "divisions.csv": """\
code,name,short,aliases,former,level,parent,lon,lat,geonames
420000,湖北省,湖北,鄂,,province,,114.3419,30.5465,
420600,襄阳市,襄阳,,襄樊|襄樊市,prefecture,420000,112.1224,32.009,1790587
420606,樊城区,樊城,,,county,420600,,,
""",
    "enterprises.csv": """\
id,name,aliases,contextual,parent,industry
jia,甲辰集团有限公司,甲辰集团,甲辰,,batteries
jia-motor,甲辰汽车,,,jia,
apple,苹果,,苹果,,
""",
    "parks.csv": """\
id,name,aliases,contextual,division,kind
xiangyang-hidz,襄阳高新技术产业开发区,,,420600,hidz
""",
    "organizations.csv": "id,name,aliases,contextual,division\ndaxue,襄阳大学,,,420600\n",
    "policies.csv": "id,name,aliases,contextual,issuer\nshitiao,襄阳十条,“襄十条”,,襄阳市人民政府\n",
    "nonentities.csv": "text,reason\n襄阳日报,media\n",
    "industries.csv": "id,name,aliases,broader,english\nbatteries,动力电池,锂电|电池,,batteries\n",
}

Edit = Callable[[str, str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def lexicon(folder: Path) -> Lexicon:
    return load_lexicon(folder, EQUIVALENTS)


@pytest.fixture
def append(folder: Path) -> Edit:
    """Adds a line to a file."""

    def add(name: str, line: str) -> Path:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        return folder

    return add


def error_of(folder: Path) -> KnowledgeError:
    with pytest.raises(KnowledgeError) as caught:
        load_lexicon(folder, EQUIVALENTS)
    return caught.value


def ids(lexicon: Lexicon, form: str) -> list[str]:
    return [reading.entity for reading in lexicon.readings(form)]


# What the files say.


def test_a_division_is_named_by_its_name_its_short_form_and_its_former_names(lexicon: Lexicon) -> None:
    trusts = {form: lexicon.readings(form)[0].trust for form in ("襄阳市", "襄阳", "襄樊", "襄樊市")}
    assert trusts == {"襄阳市": Trust.SAFE, "襄阳": Trust.SHORT, "襄樊": Trust.SHORT, "襄樊市": Trust.SHORT}
    assert {ids(lexicon, form)[0] for form in trusts} == {"city/420600"}


def test_a_division_has_its_level_place_and_parent(lexicon: Lexicon) -> None:
    city = lexicon.entries["city/420600"]
    assert (city.type, city.level, city.parent) == ("City", "prefecture", "province/420000")
    assert (city.lon, city.lat, city.geonames) == (112.1224, 32.009, "1790587")
    district = lexicon.entries["city/420606"]
    assert (district.lon, district.lat, district.geonames) == (None, None, None)


def test_one_character_names_no_division(lexicon: Lexicon) -> None:
    assert lexicon.readings("鄂") == ()


def test_aliases_are_as_safe_as_the_name(lexicon: Lexicon) -> None:
    assert [reading.trust for reading in lexicon.readings("甲辰集团")] == [Trust.SAFE]


def test_a_contextual_form_is_to_be_believed_in_context_only(lexicon: Lexicon) -> None:
    assert [reading.trust for reading in lexicon.readings("甲辰")] == [Trust.CONTEXTUAL]


def test_contextual_wins_over_the_name(lexicon: Lexicon) -> None:
    assert [reading.trust for reading in lexicon.readings("苹果")] == [Trust.CONTEXTUAL]


def test_contextual_wins_over_an_alias(append: Edit) -> None:
    lexicon = load_lexicon(append("enterprises.csv", "yi,乙巳公司,乙巳,乙巳,,"), EQUIVALENTS)
    assert [reading.trust for reading in lexicon.readings("乙巳")] == [Trust.CONTEXTUAL]


def test_a_form_with_two_readings_gives_the_surer_one_first(append: Edit) -> None:
    lexicon = load_lexicon(append("enterprises.csv", "fan,樊城公司,,樊城,,"), EQUIVALENTS)
    assert ids(lexicon, "樊城") == ["city/420606", "enterprise/fan"]


def test_an_unknown_form_has_no_reading(lexicon: Lexicon) -> None:
    assert lexicon.readings("乌有") == ()


def test_a_form_is_found_however_wide_it_is_written(append: Edit) -> None:
    lexicon = load_lexicon(append("enterprises.csv", "byd,ＢＹＤ（中国）,,,,"), EQUIVALENTS)
    assert ids(lexicon, "BYD(中国)") == ids(lexicon, "ＢＹＤ（中国）") == ["enterprise/byd"]


def test_curly_quotes_in_a_file_are_found_as_straight_ones(lexicon: Lexicon) -> None:
    assert ids(lexicon, '"襄十条"') == ids(lexicon, "“襄十条”") == ["policy/shitiao"]


def test_an_entry_keeps_its_parent_division_and_industry(lexicon: Lexicon) -> None:
    assert lexicon.entries["enterprise/jia-motor"].parent == "enterprise/jia"
    assert lexicon.entries["enterprise/jia"].industry == "batteries"
    assert lexicon.entries["organization/daxue"].division == "420600"


def test_industries_and_known_non_names_are_kept_apart(lexicon: Lexicon) -> None:
    assert lexicon.nonentities == {"襄阳日报": "media"}
    assert {"动力电池", "锂电", "电池"} == lexicon.industry_forms
    assert lexicon.readings("动力电池") == lexicon.readings("襄阳日报") == ()


def test_an_empty_file_is_no_error(folder: Path) -> None:
    (folder / "nonentities.csv").write_text("text,reason\n", encoding="utf-8")
    assert load_lexicon(folder, EQUIVALENTS).nonentities == {}


def test_a_quoted_cell_may_hold_a_comma(append: Edit) -> None:
    lexicon = load_lexicon(append("enterprises.csv", 'yi,"Yi, Inc.",乙巳公司,,,'), EQUIVALENTS)
    assert lexicon.entries["enterprise/yi"].name == "Yi, Inc."


# The places above a place.


def test_ancestors_are_the_places_above_nearest_first(lexicon: Lexicon) -> None:
    assert lexicon.ancestors("city/420606") == ("city/420600", "province/420000")
    assert lexicon.ancestors("province/420000") == ()


def test_only_places_have_ancestors(lexicon: Lexicon) -> None:
    assert lexicon.ancestors("enterprise/jia-motor") == ()
    assert lexicon.ancestors("city/999999") == ()


def test_places_that_lie_in_each_other_are_refused(append: Edit) -> None:
    append("divisions.csv", "1,甲县,甲县,,,county,2,,,")
    with pytest.raises(KnowledgeError, match="is above itself"):
        load_lexicon(append("divisions.csv", "2,乙县,乙县,,,county,1,,,"), EQUIVALENTS)


# Ways to write a park.


@pytest.mark.parametrize(
    "form",
    ["襄阳高新技术产业开发区", "襄阳市高新技术产业开发区", "襄阳高新区", "襄阳市高新区", "襄阳国家高新区"],
)
def test_a_park_is_found_by_every_way_to_write_its_place_and_head(lexicon: Lexicon, form: str) -> None:
    assert ids(lexicon, form) == ["park/xiangyang-hidz"]


def test_a_park_written_with_市_is_found_without(append: Edit) -> None:
    lexicon = load_lexicon(append("parks.csv", "fancheng,樊城区航空产业园,,,420606,"), EQUIVALENTS)
    assert ids(lexicon, "樊城航空产业园区") == ["park/fancheng"]


def test_another_head_is_another_park(lexicon: Lexicon) -> None:
    assert lexicon.readings("襄阳经开区") == lexicon.readings("高新区") == ()


def test_a_variant_that_another_park_has_as_its_name_stays_with_it(append: Edit) -> None:
    lexicon = load_lexicon(append("parks.csv", "old,襄阳高新区,,,420600,"), EQUIVALENTS)
    assert ids(lexicon, "襄阳高新区") == ["park/old"]
    assert ids(lexicon, "襄阳高新技术产业开发区") == ["park/xiangyang-hidz"]


def test_our_own_襄阳高新区_is_one_park_however_written() -> None:
    forms = ("襄阳高新区", "襄阳市高新区", "襄阳市高新技术产业开发区", "襄阳高新技术产业开发区")
    assert {reading.entity for form in forms for reading in known().lexicon.readings(form)} == {"park/xiangyang-hidz"}


# What stands in a name.


def test_all_forms_in_a_name_are_found_also_overlapping_ones(lexicon: Lexicon) -> None:
    assert {readings[0].text for readings in lexicon.within("在襄阳高新区建厂")} == {"襄阳", "襄阳高新区"}


# Files that are wrong.

BAD_LINES = [
    ("divisions.csv", "420600,乙市,乙市,,,prefecture,,,,", 5, "id city/420600 stands twice"),
    ("divisions.csv", "500000,乙市,乙市,,,town,,,,", 5, "level 'town' is none of"),
    ("divisions.csv", "500000,乙市,乙市,,,prefecture,777777,,,", 5, "parent 777777 is not in this file"),
    ("divisions.csv", "500000,乙市,乙市,,,prefecture,,east,,", 5, "'east' is no number"),
    ("divisions.csv", "500000,乙,,,,prefecture,,,,", 5, "form '乙' is shorter than two characters"),
    ("divisions.csv", "500000,乙市,乙市", 5, "too many or too few cells"),
    ("enterprises.csv", "jia,乙巳公司,,,,", 5, "id enterprise/jia stands twice"),
    ("enterprises.csv", ",乙巳公司,,,,", 5, "id and name must not be empty"),
    ("enterprises.csv", "yi,,,,,", 5, "id and name must not be empty"),
    ("enterprises.csv", "yi,乙巳公司,乙,,,", 5, "form '乙' is shorter than two characters"),
    ("enterprises.csv", "yi,乙巳公司,,乙,,", 5, "form '乙' is shorter than two characters"),
    ("enterprises.csv", "yi,乙巳公司,,,,,", 5, "too many or too few cells"),
    ("enterprises.csv", "yi,乙巳公司", 5, "too many or too few cells"),
    ("parks.csv", "xiangyang-hidz,乙园区,,,,", 3, "id park/xiangyang-hidz stands twice"),
    ("organizations.csv", "daxue,乙大学,,,", 3, "id organization/daxue stands twice"),
    ("policies.csv", "shitiao,乙办法,,,", 3, "id policy/shitiao stands twice"),
    ("nonentities.csv", "乙日报", 3, "too many or too few cells"),
    ("industries.csv", "x", 3, "too many or too few cells"),
]


@pytest.mark.parametrize(("name", "line", "number", "reason"), BAD_LINES)
def test_a_bad_line_is_named_with_file_line_and_reason(
    append: Edit, name: str, line: str, number: int, reason: str
) -> None:
    folder = append(name, line)
    error = error_of(folder)
    assert (error.file, error.line) == (str(folder / name), number)
    assert reason in error.reason
    assert str(error) == f"{folder / name}:{number}: {error.reason}"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_column_is_an_error_of_the_first_line(folder: Path, name: str) -> None:
    (folder / name).write_text("x,y\n1,2\n", encoding="utf-8")
    error = error_of(folder)
    assert (error.file, error.line) == (str(folder / name), 1)
    assert "is missing" in error.reason


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_an_error_that_names_it(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert error_of(folder).file == str(folder / name)


@pytest.mark.parametrize("name", FILES)
def test_a_file_in_another_encoding_is_an_error_that_names_it(folder: Path, name: str) -> None:
    (folder / name).write_bytes(FILES[name].encode("utf-16"))
    assert error_of(folder).file == str(folder / name)


def test_a_quote_that_nobody_closes_is_an_error_that_names_the_file(append: Edit) -> None:
    folder = append("enterprises.csv", 'yi,"乙巳公司,,,,')
    assert error_of(folder).file == str(folder / "enterprises.csv")


@pytest.mark.parametrize(
    ("name", "line", "number", "reason"),
    [
        ("enterprises.csv", "../x,乙巳公司,,,,", 5, "id '../x' is not of small letters"),
        ("enterprises.csv", "yi,乙巳公司,,,yi,", 5, "enterprise/yi is above itself"),
        ("industries.csv", "yi,别的产业,,yi,", 3, "yi is above itself"),
    ],
)
def test_what_no_graph_can_hold_is_an_error(append: Edit, name: str, line: str, number: int, reason: str) -> None:
    error = error_of(append(name, line))
    assert error.line == number and error.reason.startswith(reason)


DANGLING = [
    ("enterprises.csv", "yi,乙巳公司,,,nobody,", 5, "parent enterprise/nobody is unknown"),
    ("parks.csv", "yi,乙巳产业园,,,999999,", 3, "division 999999 is unknown"),
    ("organizations.csv", "yi,乙巳大学,,,999999", 3, "division 999999 is unknown"),
]


@pytest.mark.parametrize(("name", "line", "reason"), [(name, line, reason) for name, line, _, reason in DANGLING])
def test_a_reference_to_nothing_is_an_error(append: Edit, name: str, line: str, reason: str) -> None:
    assert reason in error_of(append(name, line)).reason


@pytest.mark.parametrize(("name", "line", "number"), [(name, line, number) for name, line, number, _ in DANGLING])
def test_a_reference_to_nothing_is_named_with_file_and_line(append: Edit, name: str, line: str, number: int) -> None:
    folder = append(name, line)
    error = error_of(folder)
    assert (error.file, error.line) == (str(folder / name), number)


@pytest.mark.parametrize(
    ("name", "line", "number"),
    [
        ("industries.csv", "batteries,别的产业,,,", 3),
        ("industries.csv", "yi,别的产业,,nothing,", 3),
        ("nonentities.csv", "襄阳日报,street", 3),
        ("enterprises.csv", "yi,乙巳公司,,,,nothing", 5),
    ],
)
def test_industries_and_non_names_are_checked_too(append: Edit, name: str, line: str, number: int) -> None:
    folder = append(name, line)
    error = error_of(folder)
    assert (error.file, error.line) == (str(folder / name), number)


@pytest.mark.parametrize("name", FILES)
def test_a_file_saved_by_a_spreadsheet_with_byte_order_mark_is_read(folder: Path, name: str) -> None:
    (folder / name).write_text(FILES[name], encoding="utf-8-sig")
    assert load_lexicon(folder, EQUIVALENTS).entries


# A lexicon of one's own beside ours.

Beside = Callable[[str, str], Path]


@pytest.fixture
def beside(tmp_path: Path) -> Beside:
    """Adds a table with some rows to a second folder."""

    def add(name: str, rows: str) -> Path:
        (tmp_path / "own").mkdir(exist_ok=True)
        (tmp_path / "own" / name).write_text(FILES.get(name, "").partition("\n")[0] + f"\n{rows}\n", "utf-8")
        return tmp_path / "own"

    return add


def test_rows_of_ones_own_are_known_beside_ours_and_may_refer_to_them(folder: Path, beside: Beside) -> None:
    own = beside("enterprises.csv", "bing,丙午公司,丙午,,jia,batteries")
    lexicon = load_lexicon(folder, EQUIVALENTS, own)
    assert ids(lexicon, "丙午") == ["enterprise/bing"]
    assert ids(lexicon, "甲辰集团") == ["enterprise/jia"]
    assert lexicon.entries["enterprise/bing"].parent == "enterprise/jia"
    assert lexicon.nonentities == {"襄阳日报": "media"}


def test_a_row_of_ones_own_takes_the_place_of_ours_with_its_id(folder: Path, beside: Beside) -> None:
    lexicon = load_lexicon(folder, EQUIVALENTS, beside("enterprises.csv", "jia,甲辰集团有限公司,甲辰控股,,,"))
    assert ids(lexicon, "甲辰控股") == ["enterprise/jia"]
    assert ids(lexicon, "甲辰集团") == []


@pytest.mark.parametrize(
    ("name", "rows", "line", "reason"),
    [
        ("enterprises.csv", "bing,丙午公司,,,no-such,", 2, "parent enterprise/no-such is unknown"),
        ("enterprises.csv", "bing,丙午公司,,,,\nbing,丁未公司,,,,", 3, "id enterprise/bing stands twice"),
        ("firms.csv", "bing,丙午公司", None, "the name is none of divisions.csv"),
    ],
)
def test_a_wrong_row_of_ones_own_is_named(
    folder: Path, beside: Beside, name: str, rows: str, line: int | None, reason: str
) -> None:
    own = beside(name, rows)
    with pytest.raises(KnowledgeError, match=reason) as caught:
        load_lexicon(folder, EQUIVALENTS, own)
    assert (caught.value.file, caught.value.line) == (str(own / name), line)


# A line more is an entity more.


def test_a_new_line_is_recognised_in_the_next_article(tmp_path: Path) -> None:
    source = data_folder()
    shutil.copytree(source / "ontology", tmp_path / "ontology")
    shutil.copytree(source / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("articles", "derive"))
    article = Article(id="a", title="好消息", body="玄鸟衔枝来了，大家很高兴。")
    before = {entity.id for entity in annotate(article, known()).entities}
    with (tmp_path / "seeds" / "lexicon" / "enterprises.csv").open("a", encoding="utf-8") as file:
        file.write("xuanniao,玄鸟衔枝科技有限公司,玄鸟衔枝,,,\n")
    annotation = annotate(article, load_knowledge(tmp_path))
    assert "enterprise/xuanniao" not in before
    (entity,) = [entity for entity in annotation.entities if entity.id == "enterprise/xuanniao"]
    assert entity.name == "玄鸟衔枝"
    (link,) = [link for link in annotation.links if link.entity == entity.id]
    assert article.text[link.mention.span.start : link.mention.span.end] == "玄鸟衔枝"


def test_nothing_is_remembered_of_what_is_not_known(lexicon: Lexicon) -> None:
    lexicon.ancestors("city/420606")
    before = len(lexicon._above)
    assert not any(lexicon.holds("city/420600", f"park/{number:016x}") for number in range(9))
    assert len(lexicon._above) == before
