"""Stretches of files follow each other, however they are copied."""

import os
from pathlib import Path

import pytest

from kg import joining
from kg.errors import ExportError


@pytest.mark.parametrize("by_the_system", [True, False])
def test_a_long_stretch_stands_between_what_was_written_before_and_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_the_system: bool
) -> None:
    def refuse(*arguments: int) -> int:
        raise OSError("not on this file system")

    if not by_the_system:
        monkeypatch.setattr(os, "copy_file_range", refuse, raising=False)
    long = bytes(range(256)) * (joining.CHUNK // 128)
    with (tmp_path / "old").open("wb+") as old, (tmp_path / "new").open("wb") as new:
        old.write(b"before" + long + b"after")
        for _ in range(2):
            new.write(b"<")
            joining.copy(old, 6, 6 + len(long), new)
            new.write(b">")
            joining.copy(old, 0, 6, new)
    assert (tmp_path / "new").read_bytes() == (b"<" + long + b">before") * 2


@pytest.mark.parametrize("missing", [1, 2 * joining.CHUNK])
def test_a_file_that_became_shorter_is_told_and_not_waited_for(tmp_path: Path, missing: int) -> None:
    there = 2 * joining.CHUNK
    with (tmp_path / "old").open("wb+") as old, (tmp_path / "new").open("wb") as new:
        old.write(bytes(there))
        with pytest.raises(ExportError, match="old became shorter"):
            joining.copy(old, 5, there + missing, new)
