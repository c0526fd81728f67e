"""What nobody sees changes nothing, and offsets stay those of the text."""

from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.legible import legible
from kg.model import Annotation, Article
from kg.stretches import WHOLE
from tests.handmade import known

TITLE = "甲辰科技落户襄阳"
BODY = "2024年5月6日，湖北甲辰科技有限公司在襄阳市投资5亿元建设研发中心项目。"


def read(title: str, body: str) -> Annotation:
    return annotate(Article(id="a", title=title, body=body), known())


def facts(annotation: Annotation) -> list[tuple[str, str, str, float]]:
    return [(one.subject, one.predicate, one.object, one.confidence) for one in annotation.relations]


@pytest.mark.parametrize("end", ["\n", "\n\n", " ", "\u3000\r\n", "\u200b\n"])
def test_white_space_at_the_end_changes_nothing(end: str) -> None:
    plain, spaced = read(TITLE, BODY), read(TITLE, BODY + end)
    assert facts(plain) and spaced.article.body == BODY + end
    assert (plain.links, plain.relations, plain.attributes, plain.events, plain.rejections) == (
        spaced.links, spaced.relations, spaced.attributes, spaced.events, spaced.rejections,
    )  # fmt: skip


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u202e", "\u2060"])
def test_a_name_with_an_unseen_character_is_the_same_name(unseen: str) -> None:
    plain = read(TITLE, BODY)
    marked = read(TITLE.replace("科", f"{unseen}科"), BODY.replace("甲辰科技有限", f"甲辰{unseen}科技{unseen}有限"))
    assert facts(plain) == facts(marked) and plain.entities == marked.entities
    assert [link.mention.span.text.replace(unseen, "") for link in marked.links] == [
        link.mention.span.text for link in plain.links
    ]
    assert any(unseen in link.mention.span.text for link in marked.links)
    assert marked.verified().article.text.count(unseen) == 3


def test_so_it_is_in_an_article_that_is_read_in_stretches() -> None:
    body = "会议按期举行。\n" * (WHOLE // 8 + 1) + BODY.replace("襄阳市", "襄\u200b阳市") + "\n"
    (city,) = {link.mention.span.text for link in read(TITLE, body).links if "襄\u200b" in link.mention.span.text}
    assert city == "襄\u200b阳市"


def test_an_article_that_can_all_be_seen_is_read_as_it_is() -> None:
    article = Article(id="a", title=TITLE, body="\n 前有空格，\n" + BODY)
    assert legible(article) is article
