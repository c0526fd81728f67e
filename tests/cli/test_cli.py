"""What the command line answers, and with which exit code: 0 fine, 1 input or knowledge, 2 usage."""

import json
import shutil
from pathlib import Path

import pytest

from kg.cli.build import check_shapes, tell_report, tell_slowest
from kg.cli.main import run
from kg.corpus import Took
from kg.events import EVENT
from kg.ontology import Ontology
from kg.report import Report
from kg.validate import Finding

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold" / "dev"


@pytest.mark.parametrize("command", ["extract", "facts", "explain"])
def test_where_no_article_is_read_each_command_says_so(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert not printed.out and printed.err == f"kg: {tmp_path}: no article was read\n"


def test_a_build_is_not_read_as_news(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert run(["build", ".", "--jobs", "1"]) == 0
    report = json.loads((tmp_path / "exports" / "report.json").read_text("utf-8"))
    assert report["totals"]["articles"] == 1
    assert report["remarks"] == [{"file": "exports", "note": "a build of kg, whose files are not read as news"}]
    assert "kg: exports: a build of kg" in capsys.readouterr().err


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"id": "n1", "title": "比亚迪落户襄阳市", "text": "比亚迪在襄阳市建设产业园。"}))
    return path


def test_extract_prints_one_json_line_an_article(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(article)]) == 0
    printed = capsys.readouterr()
    [line] = printed.out.splitlines()
    record = json.loads(line)
    assert record["id"] == "n1" and record["text"] == "比亚迪落户襄阳市\n比亚迪在襄阳市建设产业园。"
    assert "city/420600" in {entity["id"] for entity in record["entities"]}
    assert not printed.err


def test_extract_writes_a_file(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(article), "--out", str(tmp_path / "out.jsonl")]) == 0
    assert not capsys.readouterr().out
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["id"] == "n1"


def test_what_cannot_be_read_is_named_in_a_line_and_the_rest_goes_on(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.json").write_text("{")
    assert run(["extract", str(tmp_path), str(tmp_path / "missing.txt")]) == 1
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 1
    assert [line.split(": ", 2)[0] for line in printed.err.splitlines()] == ["kg", "kg"]
    assert "broken.json:1: broken JSON" in printed.err and "missing.txt: no such file" in printed.err


def test_an_output_that_cannot_be_written_is_one_line(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(article), "--out", str(article / "below" / "out.jsonl")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_build_tells_what_came_of_it(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", str(article), "--out", str(tmp_path / "exports")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 articles from 1 files")
    assert "合乎形状 · conforms to its shapes" in out
    assert (tmp_path / "exports" / "graph.html").is_file()


def test_events_are_counted_apart_from_entities() -> None:
    report = Report(
        knowledge="",
        outputs=(),
        files={},
        articles=(),
        rejected=(),
        remarks=(),
        entities={"City": 2, EVENT: 1},
        relations={},
        attributes={},
        conflicts=(),
        alike={},
    )
    told = tell_report(report, Path("x"))
    assert "2 entities: City 2" in told
    assert "1 event" in told


def test_a_build_that_breaks_its_shapes_says_so_in_both_languages(
    article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = Finding(focus="x", path="", value="", message_zh="不得有空白节点", message_en="no blank nodes")
    monkeypatch.setattr("kg.kept.user_cache", lambda: tmp_path / "cache")
    monkeypatch.setattr("kg.validate.validate_rdf", lambda *_: (finding,))
    command = ["build", str(article), "--out", str(tmp_path / "exports")]
    assert run(command) == 1
    printed = capsys.readouterr()
    assert "1 处不合形状 · 1 findings" in printed.out and "x: 不得有空白节点 · no blank nodes" in printed.out
    assert "kg validate" in printed.err
    assert run([*command, "--no-validate"]) == 0
    assert "形状" not in capsys.readouterr().out
    monkeypatch.setattr("kg.cli.build.CHECKED", 3)
    assert run(command) == 0, "a large graph is not held against its shapes unasked"
    assert run([*command, "--validate"]) == 1


def test_the_same_triples_are_held_against_the_shapes_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[bytes] = []

    def validate(file: Path, ontology: Ontology) -> tuple[Finding, ...]:
        held.append(file.read_bytes())
        return ()

    monkeypatch.setattr("kg.kept.user_cache", lambda: tmp_path / "cache")
    monkeypatch.setattr("kg.validate.validate_rdf", validate)
    for content in (b"one", b"one", b"other", b"one"):
        (tmp_path / "graph.nt").write_bytes(content)
        assert check_shapes(tmp_path / "graph.nt", None) == ()
    assert held == [b"one", b"other"]


def test_build_ends_with_1_when_something_was_rejected(article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert run(["build", str(tmp_path), "--out", str(tmp_path / "exports")]) == 1
    report = json.loads((tmp_path / "exports" / "report.json").read_text("utf-8"))
    assert report["totals"]["articles"] == 1 and report["rejected"][0]["reason"] == "empty"


def test_evaluate_reads_articles_or_what_extract_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(GOLD / "gold"), str(GOLD / "articles"), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["articles"] == 30 and figures["absent"] == []
    assert run(["extract", str(GOLD / "articles"), "--out", str(tmp_path / "out.jsonl")]) == 0
    assert run(["evaluate", str(GOLD / "gold"), str(tmp_path / "out.jsonl"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == figures


def test_evaluate_shows_what_share_is_right_by_confidence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entities = [
        {"id": "e1", "type": "City", "name": "襄阳市", "aliases": []},
        {"id": "e2", "type": "Enterprise", "name": "比亚迪", "aliases": []},
    ]
    record = {"id": "a", "entities": entities, "relations": [{"s": "e2", "p": "operatesIn", "o": "e1"}]}
    ours = record | {"relations": [{"s": "e2", "p": "operatesIn", "o": "e1", "confidence": 0.95}]}
    for name, value in (("gold", record), ("ours", ours)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.json").write_text(json.dumps(value), "utf-8")
    assert run(["evaluate", str(tmp_path / "gold"), str(tmp_path / "ours"), "--calibration"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines[-2:]] == [["confidence", "relations", "right"], ["0.9–1.0", "1", "1.00"]]


def test_evaluate_names_absent_articles(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(GOLD / "gold"), str(article)]) == 1
    assert "30 articles" in capsys.readouterr().err


def test_check_finds_our_own_knowledge_fine(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 0
    assert "fine" in capsys.readouterr().out


def test_what_the_system_refuses_is_told_in_its_words_and_no_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        (tmp_path / "nowhere/x.csv").write_text("")

    monkeypatch.setattr("kg.cli.main.build_app", refuse)
    assert run(["check"]) == 1
    assert capsys.readouterr().err == f"kg: {tmp_path}/nowhere/x.csv: No such file or directory\n"


@pytest.mark.parametrize("name", ["ontology/invest.ttl", "seeds/lexicon/divisions.csv", "seeds/grammar/keywords.toml"])
def test_check_names_what_is_wrong_in_one_line(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("ontology", "seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("\n[[ what is this")
    assert run(["check", str(tmp_path)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"kg: {tmp_path / name}")


def test_articles_that_took_long_are_named() -> None:
    slow, quick = Took(2.34, "a", "题", "a.json", 12_345), Took(0.01, "b", "题", "b.json", 10)
    assert [*tell_slowest([slow, quick])] == ["slow: 2.3 s for a (a.json), 12,345 characters"]
