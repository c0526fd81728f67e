"""The whole flow: the same input gives the same build, and a build that fails changes nothing."""

import csv
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import version
from itertools import cycle
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from pyoxigraph import RdfFormat, Triple, parse

from kg import pipeline, states
from kg.also import ALSO
from kg.cli.main import run
from kg.errors import ExportError, GraphError
from kg.files import data_folder
from kg.ontology import Ontology, load_ontology
from kg.page.seen import View
from kg.pipeline import build_graph
from kg.query import load_queries
from kg.records import record_line

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds" / "articles"
DEV = ROOT / "tests" / "gold" / "dev" / "articles"


def contents(folder: Path) -> dict[str, bytes]:
    """Every output by name; the files of store and cache differ from run to run, what they hold is tested elsewhere."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: content for name, content in found.items() if not name.startswith(("store/", ".cache/"))}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("built") / "exports"
    build_graph([SEEDS, DEV], target)
    return target


def test_a_build_writes_every_form_and_says_which(built: Path) -> None:
    outputs = json.loads((built / "report.json").read_text("utf-8"))["outputs"]
    assert sorted(path.name for path in built.iterdir()) == [".cache", *outputs]
    assert {"graph.ttl", "graph.nt", "graph.jsonld", "graph.graphml", "graph.html", "report.json", "store"} <= {
        *outputs
    }


def test_neither_order_nor_processes_change_a_byte(built: Path, tmp_path: Path) -> None:
    build_graph([DEV, SEEDS], tmp_path / "other", jobs=2)
    assert contents(tmp_path / "other") == contents(built)


# Good articles give these no rows, or none for the default: then something that has what the query asks for is named.
MAY_BE_EMPTY = {
    "facts-without-evidence",
    "same-name",
    "denied",
    "conflicting-amounts",
    "conflicting-places",
    "planned",
    "industry-by-city",
    "common-cities",
}
ASKED_FOR = {
    "partners": ("enterprise", "SELECT ?e { ?e zs:partnerOf|^zs:partnerOf ?other ; a zs:Enterprise } LIMIT 1"),
    "subsidiaries": ("enterprise", "SELECT ?e { ?other zs:subsidiaryOf ?e } LIMIT 1"),
    "park-contents": ("park", "SELECT ?e { ?other zs:operatesIn|zs:locatedIn ?e . ?e a zs:Park } LIMIT 1"),
    "policy-reach": ("policy", "SELECT ?e { ?e zs:appliesTo ?other } LIMIT 1"),
}


def test_a_prefecture_is_linked_to_geonames(built: Path) -> None:
    text = (built / "graph.ttl").read_text(encoding="utf-8")
    assert "owl:sameAs <https://sws.geonames.org/1790587/>" in text, "襄阳"


def test_every_named_query_answers_on_a_real_build(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the weights read; what a query answers to the row is in tests/answers."""

    def rows(*arguments: str) -> list[str]:
        assert run(["query", *arguments, "--graph", str(built), "--format", "csv"]) == 0
        return capsys.readouterr().out.splitlines()[1:]

    has_industries = rows("ASK { ?e a zs:Industry }") == ["true"]
    empty = set()
    for query in load_queries(load_ontology(data_folder() / "ontology")):
        if query.name == "industry-by-city" and not has_industries:
            continue
        name, text = ASKED_FOR.get(query.name, ("", ""))
        if not rows(query.name, *((f"--{name}", rows(text)[0]) if name else ())):
            empty.add(query.name)
    assert empty <= MAY_BE_EMPTY
    assert rows("缺少证据") == [], "no fact is without its sentence"


BUILD = """
import sys
from pathlib import Path
from kg.pipeline import build_graph
from kg.query import load_queries
build_graph(sys.argv[2:], Path(sys.argv[1]))
"""


def test_another_hash_seed_changes_no_byte(built: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-c", BUILD, str(tmp_path / seed), str(SEEDS), str(DEV)]
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, check=True, cwd=ROOT)
        assert contents(tmp_path / seed) == contents(built)


def test_building_twice_into_one_folder_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "exports"
    build_graph([SEEDS], target)
    before = contents(target)
    build_graph([SEEDS], target)
    assert contents(target) == before


def test_the_report_accounts_for_every_article(built: Path) -> None:
    report = json.loads((built / "report.json").read_text("utf-8"))
    # the ten s… articles of the development set are in the first portal page too, under ids of their own
    assert report["totals"]["articles"] == len(report["articles"]) == 20 + 30
    assert sum(counts["articles"] for counts in report["files"].values()) == 50
    said = ("without", "relations", "attributes", "events")
    assert all(any(article.get(key) for key in said) for article in report["articles"])


def test_the_records_of_a_build_are_in_order_of_their_ids(built: Path) -> None:
    lines = (built / "articles.jsonl").read_text("utf-8").split("\n")[:-1]
    ids = [json.loads(line)["id"] for line in lines]
    assert len(ids) == 50 and ids == sorted(ids)


def test_every_offset_of_a_record_fits_its_text(built: Path) -> None:
    for line in (built / "articles.jsonl").read_text("utf-8").split("\n")[:-1]:
        record = json.loads(line)
        ids = {entity["id"] for entity in record["entities"]}
        spans = [mention for entity in record["entities"] for mention in entity["mentions"]]
        spans += [evidence for relation in record["relations"] for evidence in relation["evidence"]]
        for span in [*spans, *record["amounts"]]:
            assert record["text"][span["start"] : span["end"]] == span["text"]
        assert {end for relation in record["relations"] for end in (relation["s"], relation["o"])} <= ids
        assert {amount["s"] for amount in record["amounts"]} <= ids


def fail(view: View, path: Path, ontology: Ontology) -> None:
    path.write_text("half")
    raise OSError(28, "No space left on device", str(path))


def test_an_output_that_cannot_be_written_leaves_the_old_build_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "exports"
    build_graph([SEEDS], target)
    before = contents(target)
    monkeypatch.setattr(pipeline, "draw_page", fail)
    with pytest.raises(ExportError, match="No space left on device"):
        build_graph([DEV], target)
    assert contents(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["exports"]


def test_a_build_without_an_article_is_refused(tmp_path: Path) -> None:
    outcomes: list[object] = []
    with pytest.raises(GraphError, match="no article was read"):
        build_graph([tmp_path / "missing.txt"], tmp_path / "exports", tell=outcomes.append)
    assert [str(outcome) for outcome in outcomes] == [f"{tmp_path / 'missing.txt'}: no such file"]
    assert not (tmp_path / "exports").exists()


HOSTILE = [
    "",
    "-",
    "\n",
    "“”《》（）",
    "襄阳" * 2000,
    "（" * 2000,
    "《" * 500 + "》" * 500,
    "有限公司" * 500,
    "亿元" * 500,
    "1" * 5000 + "亿元",
    "比亚迪\u202e襄阳\u200b产业园\ufeff项目",
    "<script>alert(1)</script>有限公司落户襄阳市</script>",
    "<img src=x onerror=alert(1)>公司投资襄阳。",
    "𠮷祥（湖北）有限公司签约襄阳市，总投资３．５亿元。",
    "Ｂ\u0301\u0308ＹＤ\u0000投资\x07襄阳\x1b[31m",
    "甲公司投资\u2028襄阳\u2029市\x85高新区\x0b项目",
]


ADDRESSES = ["http://[bad", 'http://exa mple.org"<x>/y', "http://..", "javascript:alert(1)", "https://例子.org/a b"]


def read_triples(path: Path) -> set[Triple]:
    quads = parse(path=str(path), format=RdfFormat.from_extension(path.suffix[1:]))
    return {quad.triple for quad in quads}


def read_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    assert len({len(row) for row in rows}) == 1
    return rows


READERS: dict[str, Callable[[Path], Any]] = {
    ".ttl": read_triples, ".nt": read_triples, ".jsonld": read_triples, ".trig": read_triples, ".nq": read_triples,
    ".graphml": nx.read_graphml, ".gexf": nx.read_gexf, ".csv": read_rows,
    ".json": lambda path: json.loads(path.read_bytes()),
    ".jsonl": lambda path: [json.loads(line) for line in path.read_bytes().splitlines()],
}  # fmt: skip


def test_hostile_text_goes_the_whole_way(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    lines = [
        json.dumps({"id": f"{n}</script>\"'<", "title": text, "text": f"{text}。", "url": url})
        for n, (text, url) in enumerate(zip(HOSTILE, cycle(ADDRESSES), strict=False))
    ]
    articles.write_text("\n".join(lines))
    report = build_graph([articles], tmp_path / "exports", also=[form for form in ALSO if form != "parquet"])
    assert len(report.articles) == len(HOSTILE)
    build = tmp_path / "exports"
    suffixes = {name: Path(name).suffix for name in contents(build)}
    read = {name: READERS[suffix](build / name) for name, suffix in suffixes.items() if suffix in READERS}
    assert all(read.values()) and {*suffixes} - {*read} == {"graph.html", "neo4j/README.md", "neo4j/load.cypher"}
    assert read["graph.nt"] == read["graph.ttl"] == read["graph.jsonld"] == read["graph.trig"]
    nodes = len(read["csv/nodes.csv"]) - 1
    assert nodes == len(read["graph.graphml"]) == len(read["graph.gexf"]) == len(read["neo4j/nodes.csv"]) - 1
    assert len(read["articles.jsonl"]) == len(HOSTILE)


def test_a_record_of_a_build_is_what_extract_prints(built: Path) -> None:
    from kg.corpus import annotate_paths
    from kg.knowledge import load_knowledge
    from kg.model import Annotation

    outcomes = annotate_paths([SEEDS], load_knowledge())
    lines = {record_line(outcome) for outcome in outcomes if isinstance(outcome, Annotation)}
    assert lines <= {*(built / "articles.jsonl").read_text("utf-8").split("\n")}


def test_all_that_stands_above_reading_in_the_import_contract_is_no_reading() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    [contract] = [one for one in project["tool"]["importlinter"]["contracts"] if one["containers"] == ["kg"]]
    layers = [{name.strip(" ()") for name in layer.split("|")} for layer in contract["layers"]]
    above = set().union(*layers[: layers.index({"annotate"})])
    assert above - {*states.NOT_READING} == {"corpus"}  # which says what is kept of an article
    assert {*states.NOT_READING} <= above


@pytest.mark.parametrize("library", ["jieba", "rensa"])
def test_another_version_of_a_library_that_reads_has_everything_read_anew(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = states.reading_state("k")
    monkeypatch.setattr(states, "version", lambda name: "another" if name == library else version(name))
    assert states.reading_state("k") != before
