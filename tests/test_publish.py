"""A build takes its place as a whole, or not at all."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg import publish
from kg.errors import ExportError
from kg.publish import replace_file, replace_folder


def write_build(folder: Path, content: str) -> None:
    (folder / "graph.nt").write_text(content)
    (folder / "store").mkdir()
    (folder / "store" / "data").write_text(content)
    (folder / "report.json").write_text(json.dumps({"outputs": ["graph.nt", "store", "report.json"]}))


def build(target: Path, content: str) -> None:
    with replace_folder(target) as folder:
        write_build(folder, content)


def contents(target: Path) -> dict[str, str]:
    return {path.relative_to(target).as_posix(): path.read_text() for path in target.rglob("*") if path.is_file()}


@pytest.fixture(params=["at once", "in two steps"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if request.param == "in two steps":
        monkeypatch.setattr(publish, "exchange_at_once", lambda one, other: False)
    return tmp_path / "exports"


def test_a_build_replaces_the_former_one_and_leaves_nothing_beside_it(target: Path) -> None:
    build(target, "old")
    build(target, "new")
    assert contents(target)["store/data"] == contents(target)["graph.nt"] == "new"
    assert [path.name for path in target.parent.iterdir()] == ["exports"]


def test_a_failure_in_the_middle_leaves_the_old_build_whole(target: Path) -> None:
    build(target, "old")
    before = contents(target)
    with pytest.raises(RuntimeError, match="in the middle"), replace_folder(target) as folder:
        (folder / "graph.nt").write_text("new")
        raise RuntimeError("in the middle")
    assert contents(target) == before
    assert [path.name for path in target.parent.iterdir()] == ["exports"]


def test_a_full_disk_is_told_as_an_error_of_ours(target: Path) -> None:
    build(target, "old")
    with pytest.raises(ExportError, match="No space left on device"), replace_folder(target):
        raise OSError(28, "No space left on device")
    assert contents(target)["graph.nt"] == "old"


def test_what_the_former_build_did_not_write_is_kept(target: Path) -> None:
    target.mkdir()
    (target / "README.md").write_text("what each file is")
    build(target, "old")
    (target / "notes").mkdir()
    (target / "notes" / "mine.txt").write_text("mine")
    build(target, "new")
    assert contents(target).items() >= {("README.md", "what each file is"), ("notes/mine.txt", "mine")}


def test_an_output_of_the_former_build_that_is_not_written_any_more_is_gone(target: Path) -> None:
    build(target, "old")
    with replace_folder(target) as folder:
        (folder / "report.json").write_text('{"outputs": ["report.json"]}')
    assert sorted(contents(target)) == ["report.json"]


def test_a_folder_with_somebodys_files_is_not_taken_for_a_build(target: Path) -> None:
    target.mkdir()
    (target / "thesis.docx").write_text("years of work")
    with pytest.raises(ExportError, match=r"holds thesis\.docx but no build"):
        build(target, "new")
    assert contents(target) == {"thesis.docx": "years of work"}


def test_a_file_in_the_place_of_the_folder_is_refused(target: Path) -> None:
    target.write_text("a file")
    with pytest.raises(ExportError, match="is a file"):
        build(target, "new")


def test_a_link_to_a_folder_stays_a_link(target: Path) -> None:
    target.mkdir()
    link = target.with_name("link")
    link.symlink_to(target)
    build(link, "new")
    assert link.is_symlink() and contents(target)["graph.nt"] == "new"


KILLED = """
import os, signal, sys
from pathlib import Path
from kg.publish import replace_folder
with replace_folder(Path(sys.argv[1])) as folder:
    (folder / "graph.nt").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_build_leaves_the_old_one_and_the_next_clears_up(target: Path) -> None:
    build(target, "old")
    ended = subprocess.run([sys.executable, "-c", KILLED, str(target)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert contents(target)["graph.nt"] == "old"
    assert len(list(target.parent.iterdir())) == 2
    build(target, "new")
    assert [path.name for path in target.parent.iterdir()] == ["exports"]


def test_a_build_killed_between_two_steps_is_brought_back(target: Path) -> None:
    build(target, "old")
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    target.rename(target.with_name(publish.hidden_sibling(target, "old").name.replace(str(os.getpid()), str(gone.pid))))
    with pytest.raises(RuntimeError), replace_folder(target):
        raise RuntimeError
    assert contents(target)["graph.nt"] == "old"


def test_what_is_left_behind_is_of_ended_processes_of_this_machine(target: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    running, of_others = publish.hidden_sibling(target, "serve-0a"), f".{target.name}.serve-0a.other-machine.{gone.pid}"
    ended = [running.with_suffix(f".{gone.pid}"), publish.hidden_sibling(target, "new").with_suffix(f".{gone.pid}")]
    for path in (running, target.with_name(of_others), *ended):
        path.mkdir(parents=True)
    assert publish.left_behind(target, "serve-*") == ended[:1]
    assert publish.left_behind(target, "new") == ended[1:]


def test_a_file_takes_its_place_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    with pytest.raises(RuntimeError), replace_file(target) as file:
        file.write("half")
        raise RuntimeError
    assert target.read_text() == "old"
    with replace_file(target) as file:
        file.write("新")
    assert target.read_text("utf-8") == "新"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]
