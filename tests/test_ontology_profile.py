"""The ontology is OWL 2 DL: the OWL API says so. `make readers` installs it; without it the tests are skipped."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kg.files import data_folder
from kg.ontology import FILE

PROGRAM = Path(__file__).parent / "export" / "readers" / "Profile.java"
JARS = Path("/usr/share/java")
# What the OWL API calls on in Debian, whose jars do not name each other; `*` is never a version.
PARTS = (
    "owlapi-*", "atinject-jsr330-api", "caffeine", "guava", "guice", "guice-*", "hppcrt", "jsr305", "rdf4j-model*",
    "rdf4j-rio-*", "rdf4j-util", "xz", "slf4j-api", "slf4j-nop", "commons-codec", "commons-io", "commons-logging",
    "commons-rdf*", "jackson-*",
)  # fmt: skip


def violations(ontology: Path) -> list[str]:
    """What breaks the profile, a line each."""
    if shutil.which("java") is None or shutil.which("javac") is None or not (JARS / "owlapi-api.jar").exists():
        pytest.skip("the OWL API is not there: run `make readers` (Debian: libowlapi-java, default-jdk-headless)")
    classpath = ":".join(str(jar) for part in PARTS for jar in sorted(JARS.glob(f"{part}.jar")))
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", classpath, str(PROGRAM), str(ontology)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    *found, last = done.stdout.splitlines()
    assert int(last.removeprefix("axioms ")) > 500
    return found


def test_the_ontology_breaks_nothing_of_owl_2_dl() -> None:
    assert violations(data_folder() / "ontology" / FILE) == []


def test_a_transitive_property_that_is_functional_breaks_it(tmp_path: Path) -> None:
    text = (data_folder() / "ontology" / FILE).read_text(encoding="utf-8")
    (tmp_path / FILE).write_text(text + "\nzs:within a owl:FunctionalProperty .\n", encoding="utf-8")
    assert [line for line in violations(tmp_path / FILE) if "within" in line]
