"""Every format is the same byte by byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.export.conftest import WITHOUT_EXTRAS

PRINT_DIGESTS = """
import hashlib, sys, tempfile
from pathlib import Path
from kg.files import data_folder
from kg.ontology import load_ontology
from tests.graphs import sample_graph
from tests.whole import EVERY, write_whole
folder = Path(tempfile.mkdtemp())
ontology = load_ontology(data_folder() / "ontology")
for name in EVERY:
    if name != "parquet":
        write_whole(name, sample_graph(), folder / name, ontology)
for path in sorted(p for p in folder.rglob("*") if p.is_file()):
    print(path.relative_to(folder), hashlib.sha256(path.read_bytes()).hexdigest())
"""


def test_every_format_is_the_same_bytes_whatever_the_hash_seed() -> None:
    root = Path(__file__).parents[2]

    def digests(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        command = [sys.executable, "-c", PRINT_DIGESTS]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    first = digests("1")
    assert len(first.splitlines()) >= len(WITHOUT_EXTRAS)
    assert first == digests("2")
