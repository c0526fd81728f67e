"""The shipped weights, lexicon and grammar fit together: the articles that they were learnt from are read well.

A floor against accidents, no measure of reading: tests/gold/README.md says how that is measured.
"""

from pathlib import Path

from kg.corpus import annotate_corpus
from kg.evaluate import load_records, parse_record, score_records
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
