"""One id across articles: what one proves helps another, and order does not matter."""

from collections.abc import Iterable
from itertools import permutations

from kg.link import link_mentions
from kg.link.across import match_forms, rename, settle_pairs, tell_namings
from kg.model import Annotation, Article, Mention, Span
from tests.handmade import known


def annotation(name: str, text: str, *firms: str) -> Annotation:
    """An annotation whose only mentions are the given enterprises."""
    article = Article(id=name, title="", body=text)
    mentions = [
        Mention(span=Span.of(article, at, at + len(firm)), type="Enterprise", recognizer="hand")
        for firm in firms
        if (at := article.text.find(firm)) >= 0
    ]
    linked = link_mentions(article, mentions, {}, known())
    return Annotation(article=article, entities=linked.entities, links=linked.links)


def ids_across(annotations: Iterable[Annotation]) -> dict[str, set[str]]:
    """Of each article the ids of its entities, after the articles were linked to each other."""
    annotations = list(annotations)
    told = [naming for annotation in annotations for naming in tell_namings(annotation.entities, known().lexicon)]
    same = settle_pairs(match_forms(told))
    return {a.article.id: {entity.id for entity in rename(a, same).entities} for a in annotations}


def test_a_short_name_gets_the_id_of_the_full_name_that_another_article_gives() -> None:
    full = annotation("a", "岷川航发动力科技有限公司落户，岷川航发称满意。", "岷川航发动力科技有限公司", "岷川航发")
    short = annotation("b", "岷川航发扩产。", "岷川航发")
    for order in permutations([full, short]):
        found = ids_across(order)
        assert found["a"] == found["b"]


def test_a_short_name_that_two_full_names_share_stays_apart() -> None:
    one = annotation("a", "岷川航发动力科技有限公司，岷川航发。", "岷川航发动力科技有限公司", "岷川航发")
    two = annotation("b", "岷川航发食品有限公司，岷川航发。", "岷川航发食品有限公司", "岷川航发")
    short = annotation("c", "岷川航发扩产。", "岷川航发")
    found = ids_across([one, two, short])
    assert not found["c"] & (found["a"] | found["b"])
