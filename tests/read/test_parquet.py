"""Articles of Parquet files: a row is what a line of JSON Lines is."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kg.model import Article
from kg.read import Rejected, read_paths


def test_a_row_is_an_article_and_other_columns_are_not_read(tmp_path: Path) -> None:
    row = {"id": 7, "title": "签约", "date": date(2024, 5, 6), "text": "正文", "url": None, "embedding": [0.1, 0.2]}
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "news.parquet")
    (article,) = read_paths([tmp_path])
    assert isinstance(article, Article)
    assert (article.id, article.title, article.date, article.body) == ("7", "签约", "2024-05-06", "正文")
    assert article.url is None


def test_a_row_that_is_no_article_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    pq.write_table(pa.table({"title": ["签约", None, ""], "text": ["正文", "正文", ""]}), tmp_path / "news.parquet")
    first, second, third = read_paths([tmp_path])
    assert isinstance(first, Article)
    assert isinstance(second, Rejected) and (second.line, second.reason) == (2, '"title" is missing')
    assert isinstance(third, Rejected) and (third.line, third.reason) == (3, "an article without text")


def test_a_broken_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "news.parquet").write_bytes(b"PAR1 and no more")
    (outcome,) = read_paths([tmp_path])
    assert isinstance(outcome, Rejected) and outcome.reason.startswith("broken Parquet: ")
