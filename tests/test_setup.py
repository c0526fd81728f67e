"""What `make test` needs is there, and what it installs is said."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BASH = shutil.which("bash")


def test_all_that_make_calls_is_in_the_source_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    called = {path.split("/")[0] for path in re.findall(r"[\w.]+/[\w.]+", (ROOT / "Makefile").read_text("utf-8"))}
    made = {".venv", "exports"}
    folders = {name for name in called - made if (ROOT / name).is_dir()}
    assert ".ci" in folders
    assert {f"/{name}" for name in folders} <= {*shipped}


STUBS = {
    "id": "echo 1000",
    "fc-list": "echo noto",
    "sudo": '[ "$1" = -n ] || "$@"',
    "apt-get": 'echo much; echo more >&2; [ "$1" = update ] || ln -s python "${0%/*}/chromium"',
    "python": "exit 1",
}


@pytest.mark.skipif(BASH is None, reason="wants bash")
def test_a_browser_that_is_installed_by_the_system_is_said(tmp_path: Path) -> None:
    for name, body in STUBS.items():
        (tmp_path / name).write_text(f"#!{BASH}\n{body}\n")
        (tmp_path / name).chmod(0o755)
    for name in ("grep", "ln"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    ended = subprocess.run(
        [str(BASH), str(ROOT / ".ci" / "browser"), str(tmp_path)],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "installing by apt-get: chromium fonts-noto-cjk\n"
