"""Kernels: compiled once on a machine, with a word about it; the next process only loads them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import kg

KERNEL = """
from kg.compiled import kernel

@kernel("int64(int64)")
def doubled(number):
    return number * 2

print(doubled(21))
"""


def run(script: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(Path(kg.__file__).parent.parent), str(script.parent)])
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": paths}
    environment.pop("NUMBA_CACHE_DIR", None)
    return subprocess.run(
        [sys.executable, "-c", "import script"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )


def test_only_the_first_process_compiles_and_says_so(tmp_path: Path) -> None:
    script, cache = tmp_path / "script.py", tmp_path / "cache"
    script.write_text(KERNEL, encoding="utf-8")
    first, second = run(script, cache), run(script, cache)
    assert first.stdout == second.stdout == "42\n"
    assert first.stderr.count("compiling") == 1
    assert second.stderr == ""
    assert list(cache.glob("zhaoshang-kg/*/*/*.nbi"))


SCALED = """
from kg.compiled import kernel, part
from scale import FACTOR, SHIFTS

@part
def shifted(number):
    return number + SHIFTS[0]

@kernel("int64(int64)")
def scaled(number):
    return shifted(number) * FACTOR

@kernel("int64(int64)")
def other(number):
    return shifted(number)

print(scaled(20), other(20))
"""


def test_a_constant_of_another_module_that_changed_is_compiled_anew(tmp_path: Path) -> None:
    script, scale, cache = tmp_path / "script.py", tmp_path / "scale.py", tmp_path / "cache"
    script.write_text(SCALED, encoding="utf-8")
    said = []
    for factor, shift in ((2, 1), (3, 1), (3, 22), (2, 1)):
        scale.write_text(f"FACTOR, SHIFTS = {factor}, ({shift}, 0)\n", encoding="utf-8")
        done = run(script, cache)
        said.append((done.stdout, "compiling" in done.stderr))
    assert said == [("42 21\n", True), ("63 21\n", True), ("126 42\n", True), ("42 21\n", False)]


def test_where_nothing_can_be_kept_reading_works_all_the_same(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(KERNEL, encoding="utf-8")
    (tmp_path / "__pycache__").write_text("no folder", encoding="utf-8")
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    assert run(script, tmp_path / "file").stdout == "42\n"


def aged(folder: Path, days: int) -> Path:
    """The folder with a file in it, last used so many days ago."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "kernel.nbi").touch()
    os.utime(folder, (time.time() - days * 24 * 60 * 60,) * 2)
    return folder


def test_what_was_not_used_for_a_month_is_dropped_when_something_is_compiled(tmp_path: Path) -> None:
    script, cache = tmp_path / "script.py", tmp_path / "cache"
    script.write_text(KERNEL, encoding="utf-8")
    old, recent, foreign = (
        aged(cache / "zhaoshang-kg" / name, days)
        for name, days in (("0123456789ab", 31), ("0123456789ac", 29), ("somebody's", 31))
    )
    run(script, cache)
    assert not old.exists() and recent.exists() and foreign.exists()
    older = aged(old, 31)
    run(script, cache)
    assert older.exists(), "who only loads what is compiled looks for nothing"


def test_what_is_loaded_counts_as_used(tmp_path: Path) -> None:
    script, cache = tmp_path / "script.py", tmp_path / "cache"
    script.write_text(KERNEL, encoding="utf-8")
    run(script, cache)
    (kept,) = (cache / "zhaoshang-kg").iterdir()
    aged(kept, 31)
    assert run(script, cache).stderr == ""
    assert time.time() - kept.stat().st_mtime < 24 * 60 * 60


DROPPED = """
import shutil, sys
from numba.core.caching import IndexDataCacheFile

save = IndexDataCacheFile.save

def save_too_late(self, key, data):
    shutil.rmtree(self._index_path.rpartition("/")[0])
    save(self, key, data)

IndexDataCacheFile.save = save_too_late
"""


def test_a_folder_that_another_process_drops_meanwhile_costs_nothing_but_what_was_kept(tmp_path: Path) -> None:
    script, cache = tmp_path / "script.py", tmp_path / "cache"
    script.write_text(DROPPED + KERNEL, encoding="utf-8")
    assert run(script, cache).stdout == "42\n"


WARM = """
import gc
from kg.annotate import annotate_many, warm_up
from kg.compiled import _Kernel
from kg.knowledge import load_knowledge
from kg.model import Article
from kg.read import read_paths

def ready():
    gc.unfreeze()
    return {id(found) for found in gc.get_objects() if isinstance(found, _Kernel) and found._ready is not None}

knowledge = load_knowledge()
warm_up(knowledge)
before = ready()
annotate_many([found for found in read_paths(["seeds/articles"]) if isinstance(found, Article)], knowledge)
print(len(before), len(ready() - before))
"""


def test_after_warming_up_no_kernel_is_left_to_load() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WARM], cwd=Path(kg.__file__).parents[1], capture_output=True, text=True, check=True
    )
    loaded, late = map(int, done.stdout.split())
    assert loaded > 10 and late == 0
