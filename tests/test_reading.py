"""The shipped weights, lexicon and grammar fit together: the articles that they were learnt from are read well.

A floor against accidents, no measure of reading: tests/gold/README.md says how that is measured.
"""

from pathlib import Path

from kg.annotate import annotate
from kg.corpus import annotate_corpus
from kg.evaluate import load_records, parse_record, score_records
from kg.model import Annotation, Article
from kg.records import article_record
from tests.handmade import known

DEV = Path(__file__).parent / "gold" / "dev"


def test_the_development_set_is_read_well_above_the_floor() -> None:
    annotations, _ = annotate_corpus([DEV / "articles"], known())
    ours = {annotation.article.id: parse_record(article_record(annotation)) for annotation in annotations}
    tallies = score_records(load_records(DEV / "gold"), ours).tallies()
    assert tallies["core"].f1 >= 0.9
    assert tallies["relations"].f1 >= 0.6
    assert tallies["amounts"].f1 >= 0.8
    assert tallies["links"].f1 >= 0.9


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    simplified = read("芗城区引进两家企业", "6月3日，厦门鹭桥机械制造有限公司与芗城区签约。")
    traditional = read("薌城區引進兩家企業", "6月3日，廈門鷺橋機械製造有限公司與薌城區簽約。")
    assert {entity.id for entity in simplified.entities} == {entity.id for entity in traditional.entities}
    assert [entity.type for entity in simplified.entities if entity.type != "Industry"] == ["City", "Enterprise"]
    assert [(r.subject, r.predicate, r.object) for r in simplified.relations] == [
        (r.subject, r.predicate, r.object) for r in traditional.relations
    ]
    assert simplified.relations


def read(title: str, body: str) -> Annotation:
    return annotate(Article(id="a", title=title, body=body), known())
