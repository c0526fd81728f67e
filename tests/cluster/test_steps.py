"""The steps of a cluster, one after the other in one process, give the graph of one machine."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from kg.cluster import job as jobs
from kg.cluster.flow import FORMS, count_buckets, outputs_of, run_steps, send_lexicon
from kg.cluster.job import Job, knowledge_state
from kg.cluster.places import WORK, clear_output, list_inputs, make_folder
from kg.errors import GraphError, KgError
from kg.files import data_folder
from kg.knowledge import load_knowledge
from kg.pipeline import build_graph
from tests.handmade import known

# A firm in full here and in short there, one event told twice, one id for two texts and one text twice.
SIGNED = (
    "5月6日，襄阳岷川航发动力科技有限公司（以下简称“岷川航发”）与襄阳高新技术产业开发区签约，"
    "总投资12亿元建设岷川航发产业园项目。"
)
BEGUN = "岷川航发与襄阳市签约。岷川航发项目在襄阳市开工，总投资12亿元。"
TOLD = (
    {"id": "a", "title": "签约", "date": "2024-05-06", "text": SIGNED},
    {"id": "b", "title": "开工", "date": "2024-05-07", "text": BEGUN},
    {"id": "a", "title": "另一篇", "text": "宜昌市人民政府印发《宜昌市招商引资办法》。宜昌高新区位于宜昌市。"},
    {"id": "b", "title": "开工", "date": "2024-05-07", "text": BEGUN},
)


class Data:
    """What Ray Data does with tables, in this process."""

    def __init__(self, tables: Iterable[Any]) -> None:
        self.tables = list(tables)
        self.context = SimpleNamespace()

    def map_batches(self, function: Callable[[Any], Any], **_: Any) -> Data:
        made = map(function, self.tables)
        return Data(table for one in made for table in ([one] if isinstance(one, pa.Table) else one))

    def groupby(self, column: str) -> SimpleNamespace:
        whole = pa.concat_tables(self.tables)
        groups = [whole.filter(pc.equal(whole[column], key)) for key in whole[column].unique().to_pylist()]
        return SimpleNamespace(map_groups=lambda function, **_: Data(groups).map_batches(function))

    def materialize(self) -> Data:
        return self

    def count(self) -> int:
        return sum(table.num_rows for table in self.tables)

    def iter_batches(self, **_: Any) -> Iterator[Any]:
        return iter(self.tables)


RAY: Any = SimpleNamespace(
    data=SimpleNamespace(from_items=lambda rows, **_: Data({"item": [row["item"]]} for row in rows))
)


def run_here(inputs: Path, out: Path, buckets: int) -> dict[str, Any]:
    job = Job(out=str(out), buckets=buckets, forms=FORMS, state=knowledge_state(known().digest))
    clear_output(str(out))
    for folder in (f"{WORK}/annotations", f"{WORK}/alike", "aside", *outputs_of(job)):
        make_folder(f"{out}/{folder}")
    return run_steps(RAY, list_inputs([str(inputs)])[0], 1 << 14, job, lambda line: None)


def lines_of(folder: Path) -> list[str]:
    return sorted(line for file in folder.glob("*.gz") for line in gzip.open(file, "rt", encoding="utf-8"))


@pytest.mark.parametrize("buckets", [1, 5])
def test_any_number_of_buckets_gives_the_triples_and_counts_of_one_machine(tmp_path: Path, buckets: int) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for number, article in enumerate(TOLD):
        (news / f"{number}.jsonl").write_text(json.dumps(article, ensure_ascii=False), "utf-8")
    seeds = (data_folder() / "seeds/articles").glob("*.txt")
    for file in seeds:
        (news / file.name).write_bytes(file.read_bytes())
    report = run_here(news, tmp_path / "out", buckets)
    local = build_graph([news], tmp_path / "local", also=["nq"])
    for folder, file in (("triples", "graph.nt"), ("quads", "graph.nq")):
        whole = (tmp_path / "local" / file).read_text("utf-8").splitlines(keepends=True)
        assert lines_of(tmp_path / "out" / folder) == sorted(whole)
    assert report["entities"] == local.entities
    assert report["relations"] == local.relations
    assert report["attributes"] == local.attributes
    assert report["totals"]["with_facts"] == local.with_facts
    assert report["totals"]["remarks"] == len(local.remarks)
    assert report["totals"]["articles"] == len(local.articles) > len(TOLD)
    assert report["entities"]["Event"] >= 1


def test_input_without_an_article_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/broken.jsonl").write_text("[1]")
    with pytest.raises(GraphError, match="no article was read"):
        run_here(tmp_path / "news", tmp_path / "out", 2)


@pytest.mark.parametrize(("size", "buckets"), [(0, 1), (600_000, 9), (40 << 20, 16), (1 << 30, 256), (36 << 30, 2048)])
def test_little_input_is_spread_too_and_much_into_no_more_buckets_than_a_shuffle_bears(size: int, buckets: int) -> None:
    assert count_buckets(size) == buckets


def test_a_machine_that_has_not_the_users_own_lexicon_is_sent_it(tmp_path: Path) -> None:
    (tmp_path / "names").mkdir()
    (tmp_path / "names/nonentities.csv").write_text("text,reason\n玄鸟衔枝,street\n", "utf-8")
    state = knowledge_state(load_knowledge(lexicon=tmp_path / "names").digest)
    make_folder(f"{tmp_path}/{WORK}")
    job = Job(out=str(tmp_path), buckets=1, forms=FORMS, state=state)
    sent = send_lexicon(tmp_path / "names", job)
    (tmp_path / "names/nonentities.csv").unlink()
    assert "玄鸟衔枝" in jobs.known(state, sent.lexicon).lexicon.nonentities
    with pytest.raises(KgError, match="another version"):
        jobs.known(state, job.lexicon)
