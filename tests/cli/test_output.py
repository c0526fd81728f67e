"""Rows for people and programs."""

import json
from io import StringIO

import pytest

from kg.cli.output import Cell, Format, print_rows


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("=1+1", "'=1+1"),
        ("+甲", "'+甲"),
        ("-甲", "'-甲"),
        ("@甲", "'@甲"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1,1", '"\'\r=1,1"'),
        ("甲=乙", "甲=乙"),
        ("-3.5", "-3.5"),
        (-3, "-3"),
        (None, '""'),
    ],
)
def test_no_cell_of_csv_is_a_formula(cell: Cell, printed: str) -> None:
    file = StringIO(newline="")
    print_rows(["name"], [[cell]], Format.CSV, file=file)
    assert file.getvalue() == f"name\n{printed}\n"


@pytest.mark.parametrize("how", [Format.TABLE, Format.CSV, Format.MD])
def test_no_mark_of_direction_turns_a_row_for_people(how: Format) -> None:
    file = StringIO(newline="")
    print_rows(["name"], [["甲\u202egnp.exe\u2066乙"]], how, file=file)
    assert "甲gnp.exe乙" in file.getvalue()
    print_rows(["name"], [["甲\u202e乙"]], Format.JSON, file=(whole := StringIO()))
    assert "\u202e" not in whole.getvalue()
    assert json.loads(whole.getvalue()) == [{"name": "甲\u202e乙"}]
