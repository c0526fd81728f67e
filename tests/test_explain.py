"""`kg explain` gives every reason that an annotation carries, readable in 100 columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from kg.annotate import annotate
from kg.cli.explain import WIDTH
from kg.cli.main import run
from kg.events import express_events
from kg.explain import explain_annotation
from kg.knowledge import load_knowledge
from kg.link import link_mentions
from kg.model import Article
from tests.handmade import extract_proposed, known, read_marked, reason_of

TEXT = (
    "10月8日，比亚迪股份有限公司与襄阳市签约，总投资100亿元的比亚迪襄阳产业园项目落户襄阳高新区。"
    "比亚迪拿到了《建设用地规划许可证》。市里印发《襄阳市招商引资奖励办法》。"
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    records = ({"id": "n1", "title": "比亚迪落户襄阳", "text": TEXT}, {"id": "n2", "title": "另一篇", "text": "无事。"})
    path.write_text("\n".join(json.dumps(record) for record in records), "utf-8")
    return path


def test_every_link_rejection_relation_and_attribute_is_there() -> None:
    article = Article(id="n1", title="比亚迪落户襄阳", body=TEXT)
    annotation = annotate(article, load_knowledge())
    explanation = explain_annotation(annotation)
    annotation = express_events(annotation)
    assert len(explanation.names) == len(annotation.links)
    assert len(explanation.refusals) == len(annotation.rejections)
    assert len(explanation.relations) == sum(len(relation.evidence) for relation in annotation.relations)
    assert len(explanation.attributes) == len(annotation.attributes)
    for one in (*explanation.names, *explanation.refusals):
        assert article.text[one.start : one.end] == one.text
        assert one.recognizer and one.reason
    for fact in (*explanation.relations, *explanation.attributes):
        assert article.text[fact.start : fact.end] == fact.passage
        assert fact.rule and 0 < fact.confidence <= 1


def test_a_permit_is_a_rejected_candidate_with_its_reason(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(news), "--article", "n1", "--format", "json"]) == 0
    [explained] = json.loads(capsys.readouterr().out)
    assert {"建设用地规划许可证"} <= {one["text"] for one in explained["refusals"]}
    assert {"city/420600"} <= {one["entity"] for one in explained["names"]}
    assert all(one["reason"] for one in (*explained["names"], *explained["refusals"]))


def test_who_found_a_refused_candidate_is_told_and_what_shows_a_short_form() -> None:
    body = "{K:玄鸟高新区}（简称“玄高”）扩区，领到《建设用地规划许可证》。二期也放在高新区，玄高很忙。"
    article, mentions = read_marked(body)
    extraction = extract_proposed(article, [(m.span.start, m.span.end, m.type) for m in mentions])
    assert [(one.span.text, one.recognizer) for one in extraction.rejections] == [("建设用地规划许可证", "title")]
    linked = link_mentions(article, extraction.mentions, extraction.introduced, known())
    assert reason_of(linked, "高新区") == "the last word of 玄鸟高新区"
    assert reason_of(linked, "玄高") == "introduced as the short form of 玄鸟高新区"


def test_it_fits_into_100_columns(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(news)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(cell_len(line) for line in lines) <= WIDTH
    assert any("比亚迪落户襄阳" in line for line in lines) and any("另一篇" in line for line in lines)


def test_an_article_is_picked_by_id_or_title(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for wanted in ("n2", "另一篇"):
        assert run(["explain", str(news), "--article", wanted, "--format", "json"]) == 0
        assert [one["id"] for one in json.loads(capsys.readouterr().out)] == ["n2"]
    assert run(["explain", str(news), "--article", "n3"]) == 1
    assert "no article n3" in capsys.readouterr().err
