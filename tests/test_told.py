"""Facts as rows: amounts, dates and stages stand beside the relations of their project."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.cli.main import run
from kg.model import Annotation, Article, Attribute, Entity, Evidence, Modality, Relation, Span
from kg.told import join_facts, told_by_annotation

GOLD = Path(__file__).parent / "gold" / "dev" / "articles"
TEXT = "甲公司投资3亿元建设甲项目。甲项目位于乙市，5月1日开工，拟年底投产。"
ARTICLE = Article(id="a", title="", body=TEXT, date="2024-06-01")
FIRST, SECOND = (Span.of(ARTICLE, 1, 15), Span.of(ARTICLE, 15, len(ARTICLE.text)))


def evidence(passage: Span, modality: Modality = Modality.STATED) -> Evidence:
    return Evidence(article="a", passage=passage, rule="date.开工", confidence=0.8, modality=modality)


def span(words: str) -> Span:
    start = ARTICLE.text.index(words)
    return Span.of(ARTICLE, start, start + len(words))


def attribute(name: str, value: str, words: str, modality: Modality = Modality.STATED) -> Attribute:
    return Attribute(
        subject="project/j", property=name, value=value, span=span(words), evidence=evidence(SECOND, modality)
    )


ATTRIBUTES = (
    attribute("amount", "300000000", "3亿元"),
    attribute("date", "2024-05-01", "5月1日"),
    attribute("status", "开工", "开工"),
    attribute("status", "投产", "投产", Modality.PLANNED),
)
ENTITIES = (
    Entity(id="city/c", type="City", name="乙市"),
    Entity(id="enterprise/e", type="Enterprise", name="甲公司"),
    Entity(id="project/j", type="Project", name="甲项目"),
)
RELATIONS = (
    Relation(subject="enterprise/e", predicate="investsIn", object="project/j", evidence=(evidence(FIRST),)),
    Relation(subject="project/j", predicate="locatedIn", object="city/c", evidence=(evidence(SECOND),)),
)


def test_amount_date_and_stage_stand_beside_each_relation_of_the_project() -> None:
    whole = Annotation(article=ARTICLE, entities=ENTITIES, relations=RELATIONS, attributes=ATTRIBUTES)
    first, second = join_facts(told_by_annotation(whole))
    assert (first.subject, first.relation, first.object) == ("甲公司", "investsIn", "甲项目")
    assert (second.subject, second.relation, second.object) == ("甲项目", "locatedIn", "乙市")
    for row in (first, second):
        assert (row.amount, row.when, row.status) == ("3亿元", "2024-05-01", "开工、投产（计划）")
        assert row.when_text == "开工 2024-05-01"
    assert first.sentence == "甲公司投资3亿元建设甲项目。" and first.article == "a" and first.confidence == 0.8


def test_a_project_without_relations_has_a_row_of_its_own() -> None:
    alone = Annotation(article=ARTICLE, entities=ENTITIES, attributes=ATTRIBUTES)
    [row] = join_facts(told_by_annotation(alone))
    assert (row.subject, row.relation, row.object, row.amount) == ("甲项目", "", "", "3亿元")


def test_other_attributes_are_facts_of_their_own() -> None:
    capital = attribute("registeredCapital", "300000000", "3亿元")
    [row] = join_facts(told_by_annotation(Annotation(article=ARTICLE, entities=ENTITIES, attributes=(capital,))))
    assert (row.relation, row.object, row.amount) == ("registeredCapital", "3亿元", "")


def test_a_build_tells_the_same_facts_as_its_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles = [str(file) for file in sorted(GOLD.iterdir())[:6]]
    assert run(["build", *articles, "--out", str(tmp_path)]) == 0
    capsys.readouterr()
    assert run(["facts", *articles, "--format", "json"]) == 0
    by_articles = json.loads(capsys.readouterr().out)
    assert run(["facts", "--graph", str(tmp_path), "--format", "json"]) == 0
    by_build = json.loads(capsys.readouterr().out)
    assert by_articles and {"amount", "sentence"} <= by_articles[0].keys()
    # Names are those of the whole corpus in a build, and of the article without.
    keys = ("relation", "amount", "when", "when_text", "status", "modality", "confidence", "sentence", "article")
    assert sorted([str(row[key]) for key in keys] for row in by_build) == sorted(
        [str(row[key]) for key in keys] for row in by_articles
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(
        json.dumps({"id": "n1", "title": "比亚迪落户襄阳市", "text": "比亚迪在襄阳市建设产业园。"}), "utf-8"
    )
    return path


def test_every_format_has_the_same_facts(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = {}
    for how in ("csv", "json", "md", "table"):
        assert run(["facts", str(article), "--format", how]) == 0
        printed[how] = capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(printed["csv"])))
    records = json.loads(printed["json"])
    assert [row["sentence"] for row in rows] == [record["sentence"] for record in records]
    assert ("operatesIn", "襄阳市") in {(row["relation"], row["object"]) for row in rows}
    assert "主体" in printed["table"] and "| 主体 |" in printed["md"]
    assert len(printed["md"].splitlines()) == len(rows) + 2


def test_a_table_shows_of_a_long_sentence_what_stands_around_the_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = f"比亚迪在襄阳市建设产业园，{'，'.join(['这里山清水秀'] * 20)}，今年一季度开工。"
    path = tmp_path / "long.jsonl"
    path.write_text(json.dumps({"id": "n1", "title": "消息", "text": body}), "utf-8")
    assert run(["facts", str(path)]) == 0
    table = capsys.readouterr().out
    assert "比亚迪在襄阳市建设产业园" in table and "…" in table and body not in table
    assert run(["facts", str(path), "--format", "md"]) == 0
    assert body in capsys.readouterr().out


def test_articles_or_a_build_but_not_both(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["facts"]) == 2
    assert run(["facts", str(article), "--graph", "exports"]) == 2
    capsys.readouterr()


def test_what_cannot_be_read_is_1(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["facts", str(article), str(tmp_path / "missing.txt")]) == 1
    assert "missing.txt" in capsys.readouterr().err
    assert run(["facts", "--graph", str(tmp_path)]) == 1
    assert "no build here" in capsys.readouterr().err
