"""What stands in the file, before any browser opens it."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import igraph
import pytest

from kg.errors import ExportError
from kg.ontology import Ontology
from kg.page import write
from kg.page.content import Limits, page_content
from kg.page.grow import grow_picture
from kg.page.layout import Link, place_nodes
from kg.page.seen import view_graph
from tests.page.sample import IMAGE, SCRIPT, large_graph, sample_graph

WRITE_SAMPLE = """
import sys
from pathlib import Path
from kg.files import data_folder
from kg.ontology import load_ontology
from kg.page import write_page
from tests.page.sample import sample_graph
write_page(sample_graph(), Path(sys.argv[1]), load_ontology(data_folder() / "ontology"))
"""


def test_the_same_graph_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    pages = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.html"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd()}
        subprocess.run([sys.executable, "-c", WRITE_SAMPLE, str(path)], check=True, env=environment)
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_the_page_names_no_other_place_to_load_from(sample_page: Path) -> None:
    page = sample_page.read_text(encoding="utf-8")
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"'](?!data:)", page)
    assert "sourceMappingURL" not in page
    assert "default-src 'none'" in page


def test_words_of_articles_never_stand_in_the_page_as_markup(sample_page: Path) -> None:
    page = sample_page.read_text(encoding="utf-8")
    assert page.count("</script") == 3
    assert IMAGE not in page
    assert SCRIPT not in page
    assert "\u2028" not in page


def test_no_script_of_ours_parses_markup() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in (Path(write.__file__).parent / "js").glob("*.js"))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", scripts)


def test_every_script_file_is_in_the_page() -> None:
    assert {path.stem for path in (Path(write.__file__).parent / "js").glob("*.js")} == set(write.SCRIPTS)


def test_every_word_of_the_interface_is_there_in_both_languages() -> None:
    folder = Path(write.__file__).parent
    words = (folder / "js/words.js").read_text(encoding="utf-8")
    known = set(re.findall(r"^  (\w+): \[", words, re.MULTILINE))
    scripts = "".join(path.read_text(encoding="utf-8") for path in folder.glob("js/*.js"))
    used = set(re.findall(r"\bt\(\"(\w+)\"", scripts))
    used |= set(
        re.findall(r"data-t(?:-label|-hint)?=\"(\w+)\"", (folder / "template.html").read_text(encoding="utf-8"))
    )
    assert used <= known


def test_json_survives_the_way_into_the_page() -> None:
    hostile = {"text": f"{SCRIPT}&amp;\u2028\u2029\ud800𠮷<!--"}
    text = write.data_json(hostile)
    assert not set(text.decode()) & set("<>&\u2028\u2029\ud800")
    assert json.loads(text) == hostile


def test_what_does_not_fit_is_counted(ontology: Ontology) -> None:
    graph = large_graph(300)
    limits = Limits(nodes=60, start=20, hubs=3, visible=40, evidence=1, text=300)
    content = page_content(view_graph(graph, evidence=1, text=300), ontology, limits=limits)
    assert len(content["nodes"]) == 60
    assert content["limits"]["nodesLeftOut"] == graph.number_of_nodes() - 60
    assert content["limits"]["edgesLeftOut"] == graph.number_of_edges() - len(content["edges"]) > 0
    assert content["limits"]["textsLeftOut"] == sum(row[4] is None for row in content["articles"]) > 0


def test_a_sentence_travels_by_itself_where_its_article_does_not(ontology: Ontology) -> None:
    content = page_content(view_graph(sample_graph(), evidence=40, text=0), ontology)
    (evidence,) = json.loads(bytes(next(row[5] for row in content["edges"] if row[4])))
    assert len(evidence) == 13
    assert evidence[-1].endswith("。")


def test_an_empty_graph_is_a_page_too(tmp_path: Path, ontology: Ontology) -> None:
    empty = sample_graph()
    empty.remove_nodes_from(list(empty))
    empty.graph.clear()
    write.write_page(empty, tmp_path / "graph.html", ontology)
    assert (tmp_path / "graph.html").stat().st_size > 100_000


def test_a_missing_vis_network_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "find_spec", lambda _: None)
    with pytest.raises(ExportError, match="pyvis"):
        write.render_page({})


def test_nodes_do_not_cover_each_other() -> None:
    star = [Link(0, n, 1.0, True) for n in range(1, 40)] + [Link(40, 41, 1.0, True)]
    radii = [20] * 43
    points = place_nodes(43, star, radii)
    nearest = min(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for i, (x, y) in enumerate(points) for u, v in points[:i])
    assert nearest > 40


def test_the_layout_leaves_the_random_numbers_of_others_alone() -> None:
    random.seed(5)
    wanted = random.random()
    random.seed(5)
    place_nodes(3, [Link(0, 1, 1.0, True)], [9, 9, 9])
    assert random.random() == wanted
    random.seed(5)
    igraph.Graph.Erdos_Renyi(5, 0.5)


def test_the_first_picture_gives_each_hub_its_turn() -> None:
    links = [Link(0, n, 1.0, True) for n in range(2, 30)] + [Link(1, n, 1.0, True) for n in range(30, 40)]
    strengths = [28.0, 10.0, *[1.0] * 38]
    shown = grow_picture(strengths, links, 2, 12)
    assert len(shown) == 12
    assert sum(n >= 30 for n in shown) == 5
