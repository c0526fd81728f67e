"""Projects with a name that many have: one across articles only where the same enterprises invest in them."""

from __future__ import annotations

import pytest

from kg.model import Annotation, Article, Entity, Evidence, Modality, Relation, Span
from kg.namesakes import is_common, tell_projects_apart
from tests.handmade import known

PROJECT = "project/0123456789ab"


def project_of(
    article: str, name: str, *investors: str, modality: Modality = Modality.STATED, about: tuple[str, ...] = ()
) -> str:
    """The id that a project gets in an article that names it and these investors."""
    text = Article(id=article, title=name, body="")
    said = Evidence(
        article=article, passage=Span.of(text, 0, len(name)), rule="investsIn.invest", confidence=0.9, modality=modality
    )
    annotation = Annotation(
        article=text,
        entities=(
            Entity(id=PROJECT, type="Project", name=name),
            *(Entity(id=f"enterprise/{n}", type="Enterprise", name=n) for n in (*investors, *about)),
        ),
        relations=tuple(
            Relation(subject=f"enterprise/{n}", predicate="investsIn", object=PROJECT, evidence=(said,))
            for n in investors
        ),
    )
    told = tell_projects_apart(annotation, known().lexicon)
    return next(entity.id for entity in told.entities if entity.type == "Project")


@pytest.mark.parametrize("name", ["研发中心项目", "总部基地项目", "光伏项目", "传感器项目", "碳纳米管项目", "二期项目"])
def test_a_name_of_common_words_is_one_project_only_with_the_same_investor(name: str) -> None:
    assert is_common([name], (), known().lexicon)
    assert project_of("a", name, "甲公司") == project_of("b", name, "甲公司")
    assert project_of("a", name, "甲公司") != project_of("b", name, "乙公司")
    assert project_of("a", name, "甲公司") != project_of("b", name, "甲公司", "乙公司")
    assert project_of("a", name, "甲公司") != project_of("b", name)
    assert project_of("a", name) != project_of("b", name), "nobody says that it is the same"
    assert project_of("a", name) == project_of("a", name, about=("甲公司",)), "named beside it, but no investor"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("襄阳光伏项目", "a place"),
        ("比亚迪研发中心项目", "a firm"),
        ("年产20万吨锂盐项目", "a number"),
        ("邦普一体化项目", "a word that no dictionary knows"),
        ("双江口水电站", "such works are called after their place"),
    ],
)
def test_a_name_that_tells_more_is_one_project_in_all_articles(name: str, why: str) -> None:
    assert project_of("a", name, "甲公司") == project_of("b", name) == PROJECT, why


def test_a_denied_investor_is_none() -> None:
    assert project_of("a", "光伏项目", "甲公司", modality=Modality.DENIED) == project_of("a", "光伏项目")


def test_a_form_that_tells_more_is_enough() -> None:
    assert not is_common(["光伏项目", "襄阳光伏项目"], (), known().lexicon)
