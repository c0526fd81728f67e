"""Our own files and their digest."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kg.files import code_digest, data_folder, knowledge_digest, knowledge_files


def write(folder: Path, name: str, content: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def test_the_data_folder_holds_ontology_and_seeds() -> None:
    assert (data_folder() / "ontology" / "invest.ttl").is_file()
    assert (data_folder() / "seeds" / "lexicon").is_dir()


def test_the_seed_articles_are_no_knowledge() -> None:
    names = [name for name, _ in knowledge_files(data_folder())]
    assert "ontology/invest.ttl" in names and names == sorted(names)
    assert not [name for name in names if name.startswith("seeds/articles/")]


def test_the_digest_follows_names_and_contents_and_not_the_place(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write(tmp_path / folder, "ontology/x.ttl", "x")
        write(tmp_path / folder, "seeds/lexicon/y.csv", "y")
    before = knowledge_digest(tmp_path / "a")
    assert before == knowledge_digest(tmp_path / "b")
    write(tmp_path / "a", "seeds/articles/z.txt", "z")
    assert before == knowledge_digest(tmp_path / "a")
    write(tmp_path / "a", "seeds/lexicon/y.csv", "y2")
    assert before != knowledge_digest(tmp_path / "a")
    (tmp_path / "b" / "seeds/lexicon/y.csv").rename(tmp_path / "b" / "seeds/lexicon/z.csv")
    assert before != knowledge_digest(tmp_path / "b")


def test_the_name_of_the_program_leaves_out_folders_and_modules() -> None:
    digests = [code_digest(), code_digest(("cli",)), code_digest(("store",)), code_digest(("cli", "store"))]
    assert len({*digests}) == 4
    assert code_digest(("no_such_part",)) == digests[0]


def test_knowledge_is_found_inside_an_installed_package(tmp_path: Path) -> None:
    root = Path(__file__).parents[1]
    leave = shutil.ignore_patterns("__pycache__")
    shutil.copytree(root / "kg", tmp_path / "kg", ignore=leave)
    for name in ("ontology", "seeds"):
        shutil.copytree(root / name, tmp_path / "kg" / "_data" / name, ignore=leave)
    command = [sys.executable, "-c", "from kg.cli.main import main; main()", "check"]
    ended = subprocess.run(
        command,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in ended.stderr.splitlines() if not line.startswith("compiling ")]  # as on any new machine
    assert (ended.returncode, said) == (0, [])
    assert knowledge_digest(tmp_path / "kg" / "_data") in ended.stdout
