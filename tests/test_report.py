"""The account of a build leaves out no file and no article."""

import json
from pathlib import Path

from kg.conflicts import Conflict, Version
from kg.model import Annotation, Article, Entity, Evidence, Relation, Span
from kg.read import Rejected, Remark
from kg.report import (
    OF_ARTICLE,
    OF_CONFLICT,
    Counts,
    Told,
    describe_article,
    describe_build,
    describe_conflict,
    write_report,
)


def article(name: str, source: str) -> Article:
    return Article(id=name, title=f"题{name}", body="甲公司在襄阳。", source=source)


def annotations() -> tuple[Annotation, ...]:
    firm, city = Entity(id="e/1", type="Enterprise", name="甲公司"), Entity(id="c/1", type="City", name="襄阳")
    full = article("full", "a.txt")
    evidence = Evidence(article="full", passage=Span.of(full, 0, 3), rule="r", confidence=0.9)
    relation = Relation(subject="e/1", predicate="operatesIn", object="c/1", evidence=(evidence,))
    return (
        Annotation(article=full, entities=(firm, city), relations=(relation,)),
        Annotation(article=article("bare", "a.txt"), entities=(city,)),
        Annotation(article=article("empty", "b.json")),
    )


def told() -> list[Told]:
    return [(OF_ARTICLE, describe_article(annotation)) for annotation in annotations()]


def counts() -> Counts:
    return Counts(entities={"City": 1, "Enterprise": 1}, relations={"operatesIn": 1}, attributes={})


def aside() -> list[Rejected | Remark]:
    return [
        Rejected(file="c.bin", reason="binary data, not text"),
        Remark(file="b.json", line=4, article="full", note="the same article as a.txt"),
        Rejected(file="b.json", line=3, reason='"title" is missing'),
    ]


def test_every_file_and_article_is_accounted_for(tmp_path: Path) -> None:
    report = describe_build(
        told(), aside(), counts(), knowledge="abc", outputs=("graph.nt", "report.json"), alike={"bare": "full"}
    )
    write_report(report, tmp_path / "report.json")
    found = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert found["totals"] == {
        "files": 3, "articles": 3, "with_facts": 1, "without_facts": 2, "coverage": 0.3333, "near_duplicates": 1,
        "rejected": 2, "remarks": 1,
    }  # fmt: skip
    assert found["files"] == {
        "a.txt": {"articles": 2, "rejected": 0, "remarks": 0},
        "b.json": {"articles": 1, "rejected": 1, "remarks": 1},
        "c.bin": {"articles": 0, "rejected": 1, "remarks": 0},
    }
    assert found["rejected"][1] == {"file": "b.json", "line": 3, "reason": '"title" is missing'}
    assert found["entities"] == {"City": 1, "Enterprise": 1} and found["relations"] == {"operatesIn": 1}
    assert found["near_duplicates"] == {"bare": "full"}
    assert (found["knowledge"], found["outputs"]) == ("abc", ["graph.nt", "report.json"])


def test_an_article_without_facts_says_why() -> None:
    report = describe_build(told(), aside(), counts(), knowledge="abc", outputs=(), alike={})
    assert [line.get("without") for line in report.articles] == [None, "no relation", "no entity"]


def test_what_articles_tell_differently_is_told_with_each_sentence() -> None:
    sentence = Evidence(article="full", passage=Span.of(article("full", "a.txt"), 0, 3), rule="r", confidence=0.9)
    conflict = Conflict(
        entity="project/p",
        name="甲项目",
        property="amount",
        versions=tuple(Version(value=value, text=value, evidence=sentence) for value in ("1", "2")),
    )
    lines = [(OF_CONFLICT, describe_conflict(conflict))]
    report = describe_build(lines, aside(), counts(), knowledge="abc", outputs=(), alike={})
    [found] = json.loads(report.as_json())["conflicts"]
    assert (found["entity"], [version["value"] for version in found["versions"]]) == ("project/p", ["1", "2"])
    assert found["versions"][0]["sentence"] == sentence.passage.text
