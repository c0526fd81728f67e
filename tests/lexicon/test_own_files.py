"""A lexicon of one's own beside ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.lexicon import load_lexicon
from tests.lexicon.conftest import EQUIVALENTS, FILES, ids

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
