"""Readers that are not ours, in Java and in JavaScript, read the same number of triples from every RDF format.

`make readers` installs them; where one cannot be had, its tests are skipped and say what to install.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from kg.files import data_folder
from kg.ontology import load_ontology
from kg.rdf import triples
from tests.graphs import sample_graph
from tests.whole import write_whole

ONTOLOGY = load_ontology(data_folder() / "ontology")
FORMATS = ("ttl", "nt", "jsonld", "trig", "nq")
JARS = Path("/usr/share/java")
NODE = Path(__file__).parent / "readers"
# What Jena calls on in Debian, whose jars do not name each other.
PARTS = [
    "jena-arq",
    "jena-base",
    "jena-cmds",
    "jena-core",
    "jena-iri",
    "jena-rdfconnection",
    "slf4j-api",
    "slf4j-simple",
    "commons-cli",
    "commons-codec",
    "commons-compress",
    "commons-csv",
    "commons-io",
    "commons-lang3",
    "dexx.collection",
    "gson",
    "guava",
    "httpclient",
    "httpclient-cache",
    "httpcore",
    "jackson-annotations",
    "jackson-core",
    "jackson-databind",
    "jsonld-java",
    "protobuf",
    "thrift",
]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readers")
    for name in {*FORMATS, "rdf12.ttl", "void.ttl", "inferred.ttl", "gexf"}:
        write_whole(name, sample_graph(), folder / f"graph.{name}", ONTOLOGY)
    return folder


@pytest.fixture(scope="module")
def expected() -> int:
    return len(set(triples(sample_graph(), ONTOLOGY)))


@pytest.fixture(scope="module")
def classpath(tmp_path_factory: pytest.TempPathFactory) -> str:
    if shutil.which("java") is None or not (JARS / "jena-cmds.jar").exists():
        pytest.skip("Apache Jena is not there: run `make readers` (Debian: libapache-jena-java, default-jre-headless)")
    # Debian's jar keeps Xerces' messages where the classes do not look, and Jena does not start without them.
    folder = tmp_path_factory.mktemp("jena")
    with ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith("org/apache/jena/ext/xerces/") and name.endswith(".properties"):
                target = folder / name.removeprefix("org/apache/jena/ext/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    return ":".join([str(folder), *(str(JARS / f"{part}.jar") for part in PARTS)])


def riot(classpath: str, *arguments: object) -> str:
    """What Jena's `riot` says, warnings included; it ends with another code than 0 when a file is not valid."""
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", classpath, "riotcmd.riot", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_jena_finds_nothing_wrong(written: Path, classpath: str) -> None:
    files = [written / f"graph.{name}" for name in (*FORMATS, "void.ttl", "inferred.ttl") if name != "jsonld"]
    assert [line for line in riot(classpath, "--validate", *files).splitlines() if " INFO " not in line] == []


def test_jena_counts_the_same_triples(written: Path, classpath: str, expected: int) -> None:
    files = [written / f"graph.{name}" for name in FORMATS if name != "jsonld"]
    told = riot(classpath, "--count", *files)
    # Its reader of JSON-LD 1.0; that of 1.1 wants a JSON library that Debian does not have.
    told += riot(classpath, "--syntax=jsonld10", "--count", written / "graph.jsonld")
    found = {name: int(number) for name, number in re.findall(r"graph\.(\w+) : (?:Triples|Quads) = (\d+)", told)}
    assert found == dict.fromkeys(FORMATS, expected)


def test_jena_says_what_is_wrong(tmp_path: Path, classpath: str) -> None:
    (tmp_path / "wrong.nt").write_text("<https://example.org/a> <https://example.org/b> 'x' .\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="ERROR"):
        riot(classpath, "--validate", tmp_path / "wrong.nt")


def test_n3js_reads_the_same_triples(written: Path, expected: int) -> None:
    if shutil.which("node") is None or not (NODE / "node_modules").is_dir():
        pytest.skip("N3.js is not there: run `make readers` (wants Node.js and npm)")
    files = [str(written / f"graph.{name}") for name in (*FORMATS, "rdf12.ttl")]
    done = subprocess.run(
        ["node", str(NODE / "read.js"), *files], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line)["triples"] for line in done.stdout.splitlines()]
    assert found[:-1] == [expected] * len(FORMATS)
    # A claim of RDF 1.2 says in one triple what takes four in RDF 1.1.
    claims = len({s for s, _, o in triples(sample_graph(), ONTOLOGY) if o == f"<{ONTOLOGY.iri('Claim')}>"})
    assert found[-1] == expected - 3 * claims


def test_the_library_of_gephi_lite_reads_the_same_nodes_and_edges_from_gexf(written: Path) -> None:
    if shutil.which("node") is None or not (NODE / "node_modules" / "graphology-gexf").is_dir():
        pytest.skip("graphology-gexf is not there: run `make readers` (wants Node.js and npm)")
    done = subprocess.run(
        ["node", str(NODE / "gexf.js"), str(written / "graph.gexf")],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    graph = sample_graph()
    assert {node["id"] for node in read["nodes"]} == set(graph)
    assert sorted((e["source"], e["predicate"], e["target"]) for e in read["edges"]) == sorted(
        (s, p, o) for s, o, p in graph.edges(keys=True)
    )
    byd = next(node for node in read["nodes"] if node["id"] == "enterprise/byd")
    assert (byd["label"], byd["color"]) == ("比亚迪股份有限公司", "rgb(213,94,0)")
    assert all({"x", "y", "size"} <= set(node) for node in read["nodes"])
