"""What takes long to make is made once a machine, and nothing that is wrong in the cache is believed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest

from kg.kept import KEPT, keep

Value = dict[str, object]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of what is kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/zhaoshang-kg"


def made() -> Value:
    return {
        "words": MappingProxyType({"襄阳": ("city", 1)}),
        "none": np.zeros((0, 3), dtype=np.int64),
        "numbers": np.arange(5, dtype=np.int8),
        "columns": np.arange(6.0).reshape(2, 3).T,
    }


def refuse() -> Value:
    raise AssertionError("made anew")


@pytest.fixture
def file(cache: Path) -> Path:
    """What is kept of a value."""
    keep("value", "a", dict, made)
    (file,) = cache.iterdir()
    return file


def test_what_was_made_once_is_found_again(file: Path) -> None:
    found, fresh = keep("value", "a", dict, refuse), made()
    assert found["words"] == fresh["words"]
    for name in ("none", "numbers", "columns"):
        np.testing.assert_array_equal(found[name], fresh[name])
        assert found[name].dtype == fresh[name].dtype
        assert found[name].flags.aligned
    with pytest.raises(TypeError):
        found["words"]["襄阳"] = None


def test_who_writes_into_a_found_array_changes_only_his_own(file: Path) -> None:
    keep("value", "a", dict, refuse)["numbers"][0] = 7
    assert keep("value", "a", dict, refuse)["numbers"][0] == 0


@pytest.mark.parametrize(("name", "of"), [("value", "b"), ("other", "a")])
def test_another_name_or_state_is_another_value(file: Path, name: str, of: str) -> None:
    with pytest.raises(AssertionError, match="made anew"):
        keep(name, of, dict, refuse)


def test_what_has_no_state_is_not_kept(cache: Path) -> None:
    assert keep("value", "", dict, made)["words"]
    assert not cache.exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: b"broken",
        lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]),
        lambda whole: whole[:-64],
    ],
)
def test_what_is_damaged_is_made_anew(file: Path, damage: Callable[[bytes], bytes]) -> None:
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert keep("value", "a", dict, made)["words"]
    assert file.read_bytes() == whole


def test_another_kind_of_value_is_made_anew(file: Path) -> None:
    assert keep("value", "a", str, lambda: "text") == "text"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owner of files")
def test_what_others_may_have_written_is_not_believed(file: Path) -> None:
    file.chmod(0o666)
    with pytest.raises(AssertionError, match="made anew"):
        keep("value", "a", dict, refuse)


def test_where_nothing_can_be_kept_all_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert keep("value", "a", dict, made)["words"]


def test_only_a_few_states_are_kept(file: Path) -> None:
    for number in range(KEPT):
        keep("value", f"b{number}", dict, made)
    assert len(list(file.parent.iterdir())) == KEPT
    assert not file.exists()
