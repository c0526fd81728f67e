"""Files put together from pieces are those of the whole graph at once, whatever the former build had."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Quad, Store

from kg import store
from kg.also import ALSO, Build, write_also
from kg.assemble import assemble_graph
from kg.export import forms
from kg.model import Annotation
from kg.parts import Parts, families, open_parts
from kg.pieces import write_pieces
from kg.store import change_store, load_store
from tests.few import (
    ALL,
    AS_PIECES,
    DENIAL,
    EMPTY,
    FIRST,
    NOWHERE,
    OTHERS,
    annotation,
    corpus,
    files,
    whole_files,
    write,
)
from tests.handmade import known
from tests.whole import write_whole


def test_pieces_make_the_files_of_the_whole_graph(tmp_path: Path) -> None:
    written = write(ALL, tmp_path / "pieces")
    assert files(tmp_path / "pieces") == whole_files(ALL, tmp_path / "whole")
    assert sorted(written.files) == sorted(files(tmp_path / "pieces")) and written.changes is None


def test_an_article_that_repeats_another_is_tied_to_it_and_counted_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(ALL, tmp_path / "old")
    units = rendered(monkeypatch)
    alike = {"a-1": "a"}
    write(ALL, tmp_path / "new", tmp_path / "old", alike=alike)
    assert files(tmp_path / "new") == whole_files(ALL, tmp_path / "whole", alike)
    assert units == ["a-", "city/420600", "enterprise/a", "park/q", "project/p"]
    links = [line for line in files(tmp_path / "new")["graph.nt"].decode().splitlines() if "alternateOf" in line]
    assert len(links) == 1 and links[0].split()[0].endswith("article/a-1>") and links[0].endswith("article/a> .")
    graph = nx.read_graphml(tmp_path / "new" / "graph.graphml")
    before = nx.read_graphml(tmp_path / "old" / "graph.graphml")
    counts = [
        (one.nodes["enterprise/a"]["article_count"], *nx.get_edge_attributes(one, "article_count").values())
        for one in (before, graph)
    ]
    assert counts[0][0] == 3 and counts[1][0] == 2
    assert sum(counts[0][1:]) == sum(counts[1][1:]) + 1


@settings(max_examples=20)
@given(st.lists(st.sets(st.sampled_from((*ALL, *OTHERS)), min_size=1), min_size=2, max_size=4))
def test_whatever_the_former_build_had_the_files_are_those_of_a_fresh_one(
    tmp_path_factory: pytest.TempPathFactory, corpora: list[set[Annotation]]
) -> None:
    folder = tmp_path_factory.mktemp("pieces")
    former = NOWHERE
    for number, annotations in enumerate(corpora):
        chosen = list({one.article.id: one for one in sorted(annotations, key=str)}.values())
        write(chosen, folder / str(number), former, shares=folder / "shares")
        former = folder / str(number)
        write(chosen, folder / f"{number}fresh")
        assert files(former) == files(folder / f"{number}fresh")


def triples(filled: Store) -> set[Quad]:
    return set(filled.quads_for_pattern(None, None, None, DefaultGraph()))


def test_a_store_that_was_changed_answers_like_a_fresh_one(tmp_path: Path) -> None:
    write(ALL, tmp_path / "old")
    load_store(tmp_path / "old" / "graph.nt", tmp_path / "old" / "store", known().ontology)
    written = write((*ALL[1:], OTHERS[2]), tmp_path / "new", tmp_path / "old")
    assert written.changes is not None and written.changes.lost and written.changes.gained
    change_store(tmp_path / "old" / "store", tmp_path / "new" / "store", written.changes.lost, written.changes.gained)
    load_store(tmp_path / "new" / "graph.nt", tmp_path / "fresh", known().ontology)
    assert triples(Store(str(tmp_path / "new" / "store"))) == triples(Store(str(tmp_path / "fresh")))
    load_store(tmp_path / "old" / "graph.nt", tmp_path / "before", known().ontology)
    assert triples(Store(str(tmp_path / "old" / "store"))) == triples(Store(str(tmp_path / "before")))


def test_a_store_that_is_filled_in_many_steps_holds_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(ALL, tmp_path / "build")
    load_store(tmp_path / "build" / "graph.nt", tmp_path / "once", known().ontology)
    monkeypatch.setattr(store, "AT_ONCE", 1000)
    load_store(tmp_path / "build" / "graph.nt", tmp_path / "steps", known().ontology)
    assert triples(Store(str(tmp_path / "steps"))) == triples(Store(str(tmp_path / "once")))


def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The units that are written anew from now on, as they are."""
    units: list[str] = []
    before = Parts.heaps

    def heaps(self: Parts, articles: Iterable[str], entities: Iterable[str]):  # type: ignore[no-untyped-def]
        articles, entities = list(articles), list(entities)
        units.extend((*articles, *entities))
        return before(self, articles, entities)

    monkeypatch.setattr(Parts, "heaps", heaps)
    return units


def test_only_what_changed_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(ALL, tmp_path / "old")
    units = rendered(monkeypatch)
    write(ALL, tmp_path / "same", tmp_path / "old")
    assert units == []
    write((*ALL[:4], annotation("c", "enterprise/b partnerOf enterprise/a")), tmp_path / "new", tmp_path / "old")
    assert units == ["c-", "enterprise/a", "enterprise/b"]


def test_a_file_of_which_nothing_changed_is_not_copied(tmp_path: Path) -> None:
    write(ALL, tmp_path / "old")
    write(ALL, tmp_path / "same", tmp_path / "old")
    assert all(os.path.samefile(tmp_path / "old" / name, tmp_path / "same" / name) for name in files(tmp_path / "old"))


def test_what_lies_in_a_park_is_written_anew_when_the_park_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write([FIRST], tmp_path / "old")
    units = rendered(monkeypatch)
    write([FIRST, OTHERS[2]], tmp_path / "new", tmp_path / "old")
    assert "project/p" in units and "enterprise/a" not in units


@pytest.mark.parametrize("name", ["graph.nt", "articles.jsonl"])
def test_a_file_that_somebody_changed_is_not_taken_over(name: str, tmp_path: Path) -> None:
    write(ALL, tmp_path / "old")
    fresh = files(tmp_path / "old")
    file = tmp_path / "old" / name
    file.write_bytes(b"x" * file.stat().st_size)
    os.utime(file, (1, 1))
    write(ALL, tmp_path / "new", tmp_path / "old")
    assert files(tmp_path / "new") == fresh


def test_what_other_code_wrote_is_not_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(ALL, tmp_path / "old")
    units = rendered(monkeypatch)
    write(ALL, tmp_path / "new", tmp_path / "old", state="2")
    assert "b-" in units


@pytest.mark.parametrize("content", [b"", b"no database"])
def test_an_index_that_is_none_is_not_believed(content: bytes, tmp_path: Path) -> None:
    write(ALL, tmp_path / "old")
    (tmp_path / "old" / ".cache" / "pieces.sqlite").write_bytes(content)
    write(ALL, tmp_path / "new", tmp_path / "old")
    assert files(tmp_path / "new") == files(tmp_path / "old")


def test_what_is_in_the_graph_is_counted(tmp_path: Path) -> None:
    with open_parts(corpus(ALL), known().lexicon, tmp_path / "shares", "1") as parts:
        assert parts.entities() == {"City": 2, "Enterprise": 2, "Park": 1, "Project": 1, "Province": 1}
        assert parts.relations() == {
            "investsIn": 1, "locatedIn": 3, "operatesIn": 1, "partOf": 2, "subsidiaryOf": 1
        }  # fmt: skip
        assert parts.attributes() == {"amount": 4}


def test_articles_whose_things_lie_between_each_other_are_one_family() -> None:
    assert families(["b", "a-1", "a", "a.5", "襄阳"]) == {
        "%E8%A5%84%E9%98%B3-": ("襄阳",), "a-": ("a", "a-1"), "a.5-": ("a.5",), "b-": ("b",)
    }  # fmt: skip


def test_an_article_that_moved_changes_nothing_but_its_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(ALL, tmp_path / "old")
    moved = replace(DENIAL, article=replace(DENIAL.article, source="elsewhere.json"))
    units = rendered(monkeypatch)
    write((*ALL[:3], moved, EMPTY), tmp_path / "new", tmp_path / "old")
    assert units == ["b-"] and files(tmp_path / "new") == files(tmp_path / "old")


@pytest.mark.parametrize("form", sorted({*ALSO} - {*AS_PIECES}))
def test_what_is_written_part_after_part_is_what_is_written_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    monkeypatch.setattr("kg.parts.HEAP", 1)  # each entity a part
    write_whole(form, assemble_graph(ALL, known().lexicon), tmp_path / "whole", known().ontology)
    with open_parts(corpus(ALL), known().lexicon, tmp_path / "shares", "1") as parts:
        (tmp_path / "build").mkdir()
        write_pieces(parts, known().ontology, tmp_path / "build", NOWHERE, state="1")
        write_also([form], Build(parts, tmp_path / "build", known().digest, known().ontology))
    assert contents(tmp_path / "build" / ALSO[form].name) == contents(tmp_path / "whole")


def contents(path: Path) -> dict[str, bytes]:
    """The bytes of a file, or of all files of a folder."""
    return {file.name: file.read_bytes() for file in path.iterdir()} if path.is_dir() else {"": path.read_bytes()}


@settings(max_examples=10)
@given(st.lists(st.sets(st.sampled_from((*ALL, *OTHERS)), min_size=1), min_size=1, max_size=3))
def test_quads_piece_by_piece_are_those_of_the_whole_whatever_the_former_build_had(
    tmp_path_factory: pytest.TempPathFactory, corpora: list[set[Annotation]]
) -> None:
    folder = tmp_path_factory.mktemp("quads")
    former = NOWHERE
    for number, annotations in enumerate(corpora):
        chosen = list({one.article.id: one for one in sorted(annotations, key=str)}.values())
        write(chosen, folder / str(number), former, shares=folder / "shares", also=AS_PIECES.values())
        former = folder / str(number)
        for form, file in AS_PIECES.items():
            write_whole(form, assemble_graph(chosen, known().lexicon), folder / "whole", known().ontology)
            assert (former / file).read_bytes() == (folder / "whole").read_bytes()


ASKED = st.sets(st.sampled_from(sorted(AS_PIECES.values())))


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sets(st.sampled_from((*ALL, *OTHERS)), min_size=1), ASKED), min_size=2, max_size=5))
def test_files_that_were_not_asked_for_before_are_whole(
    tmp_path_factory: pytest.TempPathFactory, builds: list[tuple[set[Annotation], set[str]]]
) -> None:
    folder, former = tmp_path_factory.mktemp("asked"), NOWHERE
    for number, (annotations, also) in enumerate(builds):
        chosen = list({one.article.id: one for one in sorted(annotations, key=str)}.values())
        write(chosen, folder / str(number), former, shares=folder / "shares", also=also)
        write(chosen, folder / f"{number}fresh", also=also)
        former = folder / str(number)
        assert files(former) == files(folder / f"{number}fresh")


def refuse(*arguments: object) -> str:
    raise AssertionError("written anew")


def test_only_the_file_that_is_asked_for_now_is_written_by_all_units(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(ALL, tmp_path / "fresh", also=["graph.nq"])
    write(ALL, tmp_path / "old")
    monkeypatch.setattr(forms, "ntriples_lines", refuse)
    monkeypatch.setattr(forms, "turtle_block", refuse)
    written = write(ALL, tmp_path / "new", tmp_path / "old", also=["graph.nq"])
    assert files(tmp_path / "new") == files(tmp_path / "fresh") and not written.anything_new


def test_of_files_only_the_one_that_somebody_changed_is_written_by_all_units(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(ALL, tmp_path / "old")
    fresh = files(tmp_path / "old")
    (tmp_path / "old" / "graph.ttl").write_text("somebody's own")
    monkeypatch.setattr(forms, "ntriples_lines", refuse)
    write(ALL, tmp_path / "new", tmp_path / "old")
    assert files(tmp_path / "new") == fresh
