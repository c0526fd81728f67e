"""Input and output at addresses that are no local folder."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from kg.cli.push import triples_of
from kg.cluster.places import clear_output, list_inputs, place_at, written_lines
from kg.cluster.rows import Row, bucket_of, rows_of, tables_of
from kg.errors import ExportError, GraphError, KgError
from kg.read.outcome import Draft
from kg.read.paths import ADDED, read_drafts, settle_draft, settled_with


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    files = fsspec.filesystem("memory")
    files.store.clear()
    yield files
    files.store.clear()


def test_files_below_an_address_are_listed_in_order_and_read(memory: fsspec.AbstractFileSystem, tmp_path: Path) -> None:
    line = json.dumps({"title": "签约", "text": "正文"}, ensure_ascii=False)
    memory.pipe("/news/b.jsonl", f"{line}\n{line[:9]}\n".encode())
    memory.pipe("/news/deep/a.txt", "题目\n正文".encode())
    memory.pipe("/news/.hidden.jsonl", b"{}")
    (tmp_path / "c.txt").write_text("题目\n正文", "utf-8")
    files, unread = list_inputs(["memory://news", str(tmp_path)])
    assert [address for _, address in files] == [
        str(tmp_path / "c.txt"),
        "memory://news/b.jsonl",
        "memory://news/deep/a.txt",
    ]
    assert not unread
    first, second = read_drafts(place_at(files[1][1]), files[1][0])
    assert isinstance(first, Draft) and first.title == "签约"
    assert str(second).startswith("memory://news/b.jsonl:2: broken JSON")


def test_a_file_that_is_not_there_is_told_when_it_is_read(memory: fsspec.AbstractFileSystem) -> None:
    ((name, address),), _ = list_inputs(["memory://nothing.jsonl"])
    (outcome,) = read_drafts(place_at(address), name)
    assert str(outcome).endswith("nothing.jsonl: no such file")


def test_a_filesystem_that_nobody_knows_is_an_error_of_ours() -> None:
    with pytest.raises(KgError, match=r"^nosuch://news: "):
        list_inputs(["nosuch://news"])


def test_a_former_build_gives_way_and_foreign_files_do_not(memory: fsspec.AbstractFileSystem) -> None:
    memory.pipe("/graph/report.json", b'{"engine": "ray", "outputs": ["report.json", "triples"]}')
    memory.pipe("/graph/triples/entities-00000.nt.gz", b"")
    memory.pipe("/graph/README.md", b"mine")
    clear_output("memory://graph")
    assert sorted(memory.find("/graph")) == ["/graph/README.md"]
    memory.pipe("/graph/letter.txt", b"mine")
    with pytest.raises(ExportError, match=r"holds letter\.txt but no build"):
        clear_output("memory://graph")


@pytest.mark.parametrize("report", ['{"outputs": ["graph.nt", "report.json"]}', "no JSON", '"engine"'])
def test_what_is_no_build_of_a_cluster_is_not_emptied(tmp_path: Path, report: str) -> None:
    (tmp_path / "report.json").write_text(report)
    with pytest.raises(ExportError, match=r"holds report\.json but no build on a cluster"):
        clear_output(str(tmp_path))


def test_the_same_lines_give_the_same_bytes(memory: fsspec.AbstractFileSystem) -> None:
    for name in ("a", "b"):
        with written_lines(f"memory://{name}.gz") as file:
            file.write("<a> <b> <c> .\n")
    assert memory.cat("/a.gz") == memory.cat("/b.gz")
    assert gzip.decompress(memory.cat("/a.gz")) == b"<a> <b> <c> .\n"


def test_push_takes_the_partitions_in_order_and_only_of_a_whole_build(memory: fsspec.AbstractFileSystem) -> None:
    for name in ("entities-00000", "articles-00001", "articles-00000"):
        memory.pipe(f"/graph/triples/{name}.nt.gz", gzip.compress(b""))
    with pytest.raises(GraphError, match="no build here"):
        triples_of("memory://graph")
    memory.pipe("/graph/report.json", b"{}")
    assert [file.name for file in triples_of("memory://graph")] == [
        "articles-00000.nt.gz", "articles-00001.nt.gz", "entities-00000.nt.gz",
    ]  # fmt: skip


def test_drafts_that_can_come_to_one_id_meet() -> None:
    drafts = [Draft(file="f", title=title, body="正文", id="a") for title in ("一", "二", "三")]
    known: dict[str, tuple[str, str]] = {}
    ids = [article.id for draft in drafts for article in settle_draft(draft, known) if hasattr(article, "body")]
    assert len({*ids}) == 3
    assert {settled_with(Draft(file="f", title="四", body="正文", id=one)) for one in ids} == {"a"}
    assert {ADDED.sub("", one) for one in ids} == {"a"}


def test_rows_come_back_in_order_of_key_and_place() -> None:
    rows = [Row(bucket_of(key, 8), key, place, b"\0") for key in "ba" for place in "21"]
    (table,) = tables_of(rows)
    assert rows_of(table) == sorted(rows, key=lambda row: row[1:3])
    (empty,) = tables_of([])
    assert (empty.num_rows, empty.schema) == (0, table.schema)
