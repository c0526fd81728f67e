"""A lexicon file that is wrong is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.lexicon import load_lexicon
from tests.lexicon.conftest import EQUIVALENTS, FILES, Edit


def error_of(folder: Path) -> KnowledgeError:
    with pytest.raises(KnowledgeError) as caught:
        load_lexicon(folder, EQUIVALENTS)
    return caught.value


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
