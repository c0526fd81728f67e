"""A cluster of two machines builds the graph that one builds, also when a process or a machine is lost on the way."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.cli.main import run
from kg.cluster import build_on_cluster
from kg.errors import ExportError, GraphError, KgError
from kg.files import data_folder
from kg.pipeline import build_graph
from tests.handmade import known

ray = pytest.importorskip("ray", reason="the extra `ray` is not installed")
SCRIPT = Path(__file__).parents[2] / "benchmarks" / "generate.py"

# A firm in full and in short, in articles of two files; a denied fact; a park in a park.
TOLD = (
    {
        "id": "a",
        "title": "签约",
        "text": "襄阳岷川航发动力科技有限公司（以下简称“岷川航发”）落户襄阳高新技术产业开发区。",
    },
    {"id": "a", "title": "开工", "text": "岷川航发项目在襄阳市开工，总投资12亿元。"},
    {"id": "a-1", "title": "", "text": "襄阳市人民政府印发《襄阳市招商引资办法》。并未与岷川航发签约。"},
    {
        "id": "a",
        "title": "签约",
        "text": "襄阳岷川航发动力科技有限公司（以下简称“岷川航发”）落户襄阳高新技术产业开发区。",
    },
)
NEWS = (
    "6月1日，宜城丰禾食品有限公司与宜城市人民政府签约，总投资12亿元，在宜城经济开发区建设稻谷精深加工基地，分两期建设，"
    "其中一期投资5亿元，预计明年6月投产，达产后年产值可达20亿元，带动就业800余人。"
)


def start_node(cluster: Any, **options: Any) -> Any:
    """On a machine that is busy otherwise Ray may give up waiting for its own processes: then once more."""
    for _ in range(3):
        with suppress(Exception):
            return cluster.add_node(num_cpus=1, **options)
    return cluster.add_node(num_cpus=1, **options)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers, each on a machine of its own as far as Ray knows."""
    from ray.cluster_utils import Cluster

    settings = {
        "health_check_initial_delay_ms": 0,
        "health_check_period_ms": 500,
        "health_check_failure_threshold": 10,
    }
    started = Cluster()
    start_node(started, include_dashboard=False, _system_config=settings)
    started.worker = start_node(started)
    ray.init(address=started.address, log_to_driver=False)
    yield started
    ray.shutdown()
    started.shutdown()


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles in every form of file, some of them broken, some the same news."""
    spec = importlib.util.spec_from_file_location("generate", SCRIPT)
    assert spec is not None and spec.loader is not None
    sys.modules["generate"] = generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    folder = tmp_path_factory.mktemp("news")
    made = [one.article for one in islice(generate.generate(3, known().lexicon), 240)]
    for number in range(3):
        write_lines(folder / f"made{number}.jsonl", made[number * 40 : number * 40 + 40])
    pq.write_table(pa.Table.from_pylist(made[120:]), folder / "made.parquet")
    for number, article in enumerate(TOLD):
        write_lines(folder / f"told{number}.jsonl", [article])
    write_lines(folder / "repeated.jsonl", [{"title": f"头条{n}", "text": NEWS + "记者" * n} for n in range(3)])
    (folder / "broken.jsonl").write_text('{"title": 1}\n\n{"title": "没有正文"}\n[', "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    for file in sorted((data_folder() / "seeds/articles").glob("*.txt")):
        shutil.copy(file, folder)
    return folder


@pytest.fixture(scope="module")
def local(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("local") / "out"
    build_graph([news], out, also=["nq", "parquet"])
    return out


@pytest.fixture(scope="module")
def built(cluster: Any, news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("cluster") / "out"
    build_on_cluster([str(news)], str(out), buckets=6)
    return out


def write_lines(file: Path, articles: Any) -> None:
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles), "utf-8")


def lines_of(folder: Path) -> list[str]:
    return sorted(line for file in folder.glob("*.gz") for line in gzip.open(file, "rt", encoding="utf-8"))


def rows_of(file: Path) -> list[dict[str, Any]]:
    return sorted(pq.read_table(file).to_pylist(), key=repr)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_triples_quads_and_tables_are_those_of_one_machine(built: Path, local: Path) -> None:
    assert lines_of(built / "triples") == sorted((local / "graph.nt").read_text("utf-8").splitlines(keepends=True))
    assert lines_of(built / "quads") == sorted((local / "graph.nq").read_text("utf-8").splitlines(keepends=True))
    for table in ("nodes", "edges", "evidence"):
        assert rows_of(built / table) == rows_of(local / f"parquet/{table}.parquet")


def test_the_work_is_spread_over_partitions_and_leaves_nothing_else(built: Path) -> None:
    assert len([*(built / "triples").glob("entities-*.nt.gz")]) == 6
    assert {path.name for path in built.iterdir()} == {
        "aside", "edges", "evidence", "nodes", "quads", "report.json", "triples",
    }  # fmt: skip


def test_the_report_counts_what_one_machine_counts_and_names_what_was_no_article(built: Path, local: Path) -> None:
    ours, theirs = (json.loads((out / "report.json").read_text("utf-8")) for out in (built, local))
    for part in ("entities", "relations", "attributes", "knowledge"):
        assert ours[part] == theirs[part]
    for count in ("files", "articles", "with_facts", "rejected", "remarks", "near_duplicates"):
        assert ours["totals"][count] == theirs["totals"][count]
    assert ours["totals"]["near_duplicates"] == 2
    told = [json.loads(line) for line in lines_of(built / "aside")]
    assert sorted(map(str, told)) == sorted(map(str, (*theirs["rejected"], *theirs["remarks"])))


def when_begun(out: Path, then: Callable[[], None]) -> threading.Thread:
    """Do something as soon as the first bucket has been read."""

    def wait() -> None:
        while not any((out / ".work/annotations").glob("*")):
            time.sleep(0.01)
        then()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def family(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    with suppress(FileNotFoundError, ProcessLookupError):  # it has ended
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            for child in children.read_text().split():
                yield from family(int(child))


def kill_one_at_work() -> int:
    """End a process by force while it does a step; Ray names its processes after what they do."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for process in family(os.getpid()):
            with suppress(FileNotFoundError, ProcessLookupError):
                if Path(f"/proc/{process}/cmdline").read_bytes().startswith(b"ray::MapBatches"):
                    os.kill(process, signal.SIGKILL)
                    return process
        time.sleep(0.005)
    raise TimeoutError


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see processes")
def test_a_killed_process_costs_time_and_nothing_else(cluster: Any, news: Path, built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    killed: list[int] = []
    killer = when_begun(out, lambda: killed.append(kill_one_at_work()))
    build_on_cluster([str(news)], str(out), buckets=6)
    killer.join()
    assert killed
    assert contents(out) == contents(built)


def test_a_lost_machine_costs_time_and_nothing_else(cluster: Any, news: Path, built: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert len([node for node in ray.nodes() if node["Alive"]]) == 2
    killer = when_begun(out, lambda: cluster.remove_node(cluster.worker, allow_graceful=False))
    build_on_cluster([str(news)], str(out), buckets=6)
    killer.join()
    assert len([node for node in ray.nodes() if node["Alive"]]) == 1
    assert contents(out) == contents(built)


def test_a_command_builds_on_a_cluster_again_in_the_same_place(
    cluster: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(tmp_path / "told.jsonl", TOLD[:2])
    out = tmp_path / "out"
    command = [
        "build",
        str(tmp_path / "told.jsonl"),
        "--out",
        str(out),
        "--engine",
        "ray",
        "--address",
        cluster.address,
    ]
    assert run(command) == 0
    first = contents(out)
    assert not (out / "quads").exists()
    (out / "README.md").write_text("mine")
    assert run(command) == 0
    assert contents(out) == first | {"README.md": b"mine"}
    assert "2 articles from 1 files" in capsys.readouterr().out


def test_a_machine_that_knows_something_else_ends_the_build(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_lines(tmp_path / "told.jsonl", TOLD[:1])
    monkeypatch.setattr("kg.cluster.flow.knowledge_state", lambda _: "other knowledge")
    with pytest.raises(KgError, match="a machine of the cluster has another version of kg"):
        build_on_cluster([str(tmp_path / "told.jsonl")], str(tmp_path / "out"))


def test_nothing_to_read_leaves_the_former_build(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(GraphError, match="no file to read"):
        build_on_cluster([str(tmp_path / "empty")], str(tmp_path / "out"))


def test_a_folder_of_somebody_is_not_emptied(cluster: Any, tmp_path: Path) -> None:
    write_lines(tmp_path / "told.jsonl", TOLD[:1])
    (tmp_path / "out").mkdir()
    (tmp_path / "out/letter.txt").write_text("mine")
    with pytest.raises(ExportError, match=r"holds letter\.txt but no build"):
        build_on_cluster([str(tmp_path / "told.jsonl")], str(tmp_path / "out"))
    assert (tmp_path / "out/letter.txt").read_text() == "mine"


@pytest.mark.parametrize(
    "arguments", [["--engine", "spark"], ["--address", "auto"], ["--engine", "ray", "--also", "gexf"]]
)
def test_what_a_cluster_cannot_do_is_wrong_usage(tmp_path: Path, arguments: list[str]) -> None:
    assert run(["build", str(tmp_path), "--out", str(tmp_path / "out"), *arguments]) == 2


def test_without_the_extra_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(tmp_path / "told.jsonl", TOLD[:1])
    monkeypatch.setitem(sys.modules, "ray", None)
    assert run(["build", str(tmp_path / "told.jsonl"), "--out", str(tmp_path / "out"), "--engine", "ray"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "kg: a build on a cluster wants its extra: pip install 'zhaoshang-kg[ray]'"
    )


def test_a_cluster_that_does_not_start_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def init(**_: object) -> None:
        raise Exception("timed out during startup")  # as Ray does on a machine that is too busy

    monkeypatch.setattr(ray, "is_initialized", lambda: False)
    monkeypatch.setattr(ray, "init", init)
    write_lines(tmp_path / "told.jsonl", TOLD[:1])
    assert run(["build", str(tmp_path / "told.jsonl"), "--out", str(tmp_path / "out"), "--engine", "ray"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "kg: no Ray cluster starts here: timed out during startup"
