"""A long article is read in stretches, and what it says has the offsets of the whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import stretches
from kg.annotate import annotate
from kg.corpus import annotate_timed
from kg.model import Annotation, Article, Span
from kg.relate.pairs import judging
from kg.relate.pairs.candidates import features_of
from kg.relate.pairs.rows import Columns, Longs
from kg.relate.pairs.table import PairTable
from kg.stretches import SIZE, WHOLE, cut_article
from tests.handmade import known

TITLE = "襄阳市项目汇总"


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles of more than 400 characters are long, and stretches have 200."""
    monkeypatch.setattr(stretches, "WHOLE", 400)
    monkeypatch.setattr(stretches, "SIZE", 200)


def report(firms: int) -> Article:
    """A line on each of so many firms."""
    signs = "华瑞恒景辰鼎晟睿达远通隆宇博凯盛"
    names = [a + b + c for a in signs for b in signs for c in signs][:firms]
    lines = [f"{name}科技有限公司在高新区投资{i}亿元建设{name}产业园项目。" for i, name in enumerate(names, 1)]
    return Article(id="a", title=TITLE, body="\n".join(lines))


def facts(annotation: Annotation) -> set[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in annotation.entities}
    return {(names[r.subject], r.predicate, names[r.object]) for r in annotation.relations}


def test_an_article_that_is_not_very_long_stays_whole() -> None:
    article = Article(id="a", title="题", body="\n甲" * ((WHOLE - 2) // 2))
    (stretch,) = cut_article(article)
    assert stretch.article is article


@given(
    title=st.text(max_size=400), lengths=st.lists(st.integers(0, 3 * SIZE), max_size=6), mark=st.sampled_from("\n。x")
)
@settings(max_examples=25, deadline=None)
def test_stretches_hold_the_whole_text_once(title: str, lengths: list[int], mark: str) -> None:
    article = Article(id="a", title=title, body=mark.join("甲" * length for length in [WHOLE, *lengths]))
    parts = cut_article(article)
    body = parts[0].start
    assert article.text[:body] in ("", f"{article.title}\n")
    assert "".join(part.article.body for part in parts) == article.text[body:]
    for part in parts:
        assert article.text.startswith(part.article.body, part.start)
        assert len(part.article.body) <= SIZE


@pytest.mark.parametrize(("mark", "last"), [("\n", "\n"), ("。", "。"), ("", "甲")])
def test_stretches_end_with_a_line_else_with_a_sentence(short: None, mark: str, last: str) -> None:
    parts = cut_article(Article(id="a", title="题", body=("甲" * 60 + mark) * 20))
    assert len(parts) > 5
    assert {part.article.body[-1] for part in parts} == {last}


def test_what_stretches_say_stands_where_the_whole_has_it(short: None) -> None:
    article = report(60)
    annotation = annotate(article, known())
    assert len(cut_article(article)) > 5
    assert annotation == annotation.verified()
    for link in annotation.links:
        span = link.mention.span
        assert article.text[span.start : span.end] == span.text
    assert list(annotation.links) == sorted(annotation.links, key=lambda link: (link.mention.span, link.entity))
    assert len({entity.id for entity in annotation.entities}) == len(annotation.entities)
    assert {link.entity for link in annotation.links} <= {entity.id for entity in annotation.entities}


def test_a_long_article_says_what_its_lines_say(short: None, monkeypatch: pytest.MonkeyPatch) -> None:
    article = report(60)
    cut = annotate(article, known())
    monkeypatch.setattr(stretches, "WHOLE", 1 << 20)
    whole = annotate(article, known())
    invested = {fact for fact in facts(whole) if fact[1] == "investsIn"}
    assert len(invested) == 60
    assert {fact for fact in facts(cut) if fact[1] == "investsIn"} == invested
    amounts = {(a.subject, a.value, a.span) for a in whole.attributes if a.property == "amount"}
    assert {(a.subject, a.value, a.span) for a in cut.attributes if a.property == "amount"} == amounts


def test_the_title_is_known_in_each_stretch_and_named_once(short: None) -> None:
    annotation = annotate(report(60), known())
    assert sum(link.mention.span.start == 0 for link in annotation.links) == 1
    settled = {firm for firm, predicate, _ in facts(annotation) if predicate == "operatesIn"}
    assert len(settled) == 60


def test_a_corpus_reads_a_long_article_as_it_is_read_alone(short: None) -> None:
    articles = [report(3), report(40), report(2)]
    assert [one.annotation for one in annotate_timed(articles, known())] == [annotate(a, known()) for a in articles]


def test_twice_the_length_is_twice_the_pairs(short: None, monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[int] = []

    def counted(table: PairTable, cells: Longs) -> Columns:
        weighed.append(len(cells))
        return features_of(table, cells)

    monkeypatch.setattr(judging, "features_of", counted)

    def pairs(firms: int) -> int:
        weighed.clear()
        annotate(report(firms), known())
        return sum(weighed)

    assert 1.8 < pairs(160) / pairs(80) < 2.2


def test_a_table_that_is_cut_keeps_the_row_that_heads_it(short: None) -> None:
    head = "序号|项目名称|投资额（亿元）|签约时间"
    rows = [f"{number}|年产{number}万吨铝箔项目|{number}.5|2024年3月{number}日" for number in range(1, 29)]
    article = Article(id="a", title=TITLE, body="\n".join(["会议按期举行。", head, *rows, "会议结束。"] * 2))
    first, *others = cut_article(article)
    assert first.article.body.startswith("会议") and len(others) > 3
    assert all(one.article.body.startswith(f"{head}\n") or one.article.body.startswith("会议") for one in others)
    annotation = annotate(article, known())
    sums = {(a.span.text, a.value) for a in annotation.attributes if a.property == "amount"}
    assert sums == {(f"{number}.5", f"{number}50000000") for number in range(1, 29)}
    dates = {a.span.text for a in annotation.attributes if a.property == "date"}
    assert dates == {f"2024年3月{number}日" for number in range(1, 29)}


def test_what_stands_in_the_row_of_heads_is_moved_there(short: None) -> None:
    rows = "\n".join(f"{number}|甲项目|乙公司|丙市" for number in range(60))
    article = Article(id="a", title=TITLE, body=f"序号|项目|企业|城市\n{rows}")
    stretches = list(cut_article(article))
    assert len(stretches) > 1
    for stretch in stretches:
        text = stretch.article.text
        for at in range(len(text) - 2):
            if "\n" not in text[at : at + 2]:
                moved = stretch.move(Span.of(stretch.article, at, at + 2), article)
                assert moved.text == text[at : at + 2] == article.text[moved.start : moved.end]
