"""Long articles are related part by part: every name in one part, cut at line ends, the title in each."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate import annotate
from kg.model import Article, Link, Mention, Span
from kg.relate.pairs.parts import split_links
from tests.handmade import known


def linked(title: str, body: str) -> tuple[Article, list[Link]]:
    """An article in which each 甲 is a link."""
    article = Article(id="a", title=title, body=body)
    spans = [Span.of(article, at, at + 1) for at, char in enumerate(article.text) if char == "甲"]
    return article, [Link(mention=Mention(span=s, type="City", recognizer=""), entity="c", reason="") for s in spans]


def test_an_article_with_a_few_names_stays_whole() -> None:
    article, links = linked("甲", "甲甲\n甲" * 50)
    assert list(split_links(article, links)) == [tuple(links)]


@given(st.lists(st.integers(0, 700), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_each_name_of_a_long_article_is_in_one_part_behind_the_title(lines: list[int]) -> None:
    article, links = linked("甲来了", "\n".join("甲" * count for count in [300, *lines]))
    parts = list(split_links(article, links))
    assert [part[0] for part in parts] == [links[0]] * len(parts)
    assert [link for part in parts for link in part[1:]] == links[1:]
    assert all(len(part) <= 1 + 512 + 1 for part in parts)


def test_parts_end_with_a_line() -> None:
    article, links = linked("题", "\n".join("甲" * 100 for _ in range(9)))
    assert [len(part) for part in split_links(article, links)] == [300, 300, 300]


def test_a_long_report_tells_as_much_at_its_end_as_at_its_beginning() -> None:
    lines = [f"{name}科技有限公司落户襄阳市，总投资{i}亿元。" for i, name in enumerate(firm_names(), 1)]
    annotation = annotate(Article(id="a", title="襄阳市项目", body="\n".join(lines)), known())
    names = {entity.id: entity.name for entity in annotation.entities}
    settled = {names[r.subject][:3] for r in annotation.relations if r.object == "city/420600"}
    assert {lines[0][:3], lines[-1][:3]} <= settled


def firm_names() -> list[str]:
    return [a + b + c for a in "华瑞恒景" for b in "辰鼎晟睿" for c in "达远通隆宇"] * 2
