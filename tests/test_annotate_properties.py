"""Whatever an article says: every span fits its text, every fact has its ends, and the record can be written."""

import json
from collections.abc import Iterator
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotate import annotate, annotate_many
from kg.knowledge import Knowledge, load_knowledge
from kg.model import Annotation, Article, Span
from kg.records import record_line

WORDS = [
    "襄阳",
    "襄阳市",
    "湖北省",
    "比亚迪",
    "甲科技（湖北）有限公司",
    "（以下简称“甲科技”）",
    "高新区",
    "经开区",
    "产业园",
    "项目",
    "《关于招商的意见》",
]
WORDS += [
    "投资",
    "签约",
    "落户",
    "建设",
    "与",
    "和",
    "、",
    "等企业",
    "由",
    "在",
    "的",
    "考察",
    "未",
    "总投资",
    "3.5亿元",
    "１２万元",
    "约10亿美元",
]
WORDS += [
    "。",
    "，",
    "；",
    "：",
    "\n",
    " ",
    "\u3000",
    "“",
    "”",
    "（",
    "）",
    "1.",
    "一、",
    "该公司",
    "该项目",
    "全市",
    "2024年5月",
    "SK",
    "3M",
    "𠮷",
]

texts = st.lists(st.sampled_from(WORDS) | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)


@cache
def knowledge() -> Knowledge:
    """Loaded once, and not an argument: Hypothesis would print it whole."""
    return load_knowledge()


def spans_of(annotation: Annotation) -> Iterator[Span]:
    yield from (link.mention.span for link in annotation.links)
    yield from (rejection.span for rejection in annotation.rejections)
    yield from (attribute.span for attribute in annotation.attributes)
    proofs = [evidence for relation in annotation.relations for evidence in relation.evidence]
    for evidence in [*proofs, *(attribute.evidence for attribute in annotation.attributes)]:
        yield from filter(None, (evidence.passage, evidence.subject, evidence.object, evidence.trigger))


@settings(max_examples=150)
@given(title=texts, body=texts)
def test_annotations_fit_their_article(title: str, body: str) -> None:
    article = Article(id="a", title=title, body=body, date="2024-05-06")
    annotation = annotate(article, knowledge())
    for span in spans_of(annotation):
        assert article.text[span.start : span.end] == span.text
    ids = [entity.id for entity in annotation.entities]
    assert len(ids) == len({*ids})
    assert {link.entity for link in annotation.links} <= {*ids}
    assert {end for relation in annotation.relations for end in (relation.subject, relation.object)} <= {*ids}
    assert {attribute.subject for attribute in annotation.attributes} <= {*ids}
    assert json.loads(record_line(annotation))["text"] == article.text


@settings(max_examples=30)
@given(title=texts, body=texts)
def test_annotating_twice_gives_the_same(title: str, body: str) -> None:
    article = Article(id="a", title=title, body=body)
    assert annotate(article, knowledge()) == annotate(article, knowledge())


@settings(max_examples=30)
@given(parts=st.lists(st.tuples(texts, texts), max_size=5))
def test_articles_read_together_are_read_as_each_alone(parts: list[tuple[str, str]]) -> None:
    articles = [Article(id=str(number), title=title, body=body) for number, (title, body) in enumerate(parts)]
    assert annotate_many(articles, knowledge()) == [annotate(article, knowledge()) for article in articles]
