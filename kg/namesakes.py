"""Annotation -> the same, with the projects apart that many are called alike: 研发中心项目, 光伏项目.

Such a name tells projects apart in one article. In two articles it is one project only where the same enterprises
invest in it: their names, else the article's, become part of its id.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from kg.extract.cut import jieba_dictionary
from kg.lexicon import Lexicon, Trust
from kg.link.across import rename
from kg.model import Annotation, Entity, Modality, content_id
from kg.text import NAMES_AT_HAND, fold_form
from kg.trie import code_points

# Dams, bridges and the like are called after where they are, though we may not know the place.
_HEAD: Final = re.compile("(?:项目|基地|中心|厂|车间|线|园|楼|期)$")
_DIGIT: Final = re.compile("[0-9]")
_OWN: Final = frozenset({"City", "Province", "Park", "Enterprise", "Organization"})
_REASON: Final = "a name that many projects have: the one of this investor, else of this article"


def tell_projects_apart(annotation: Annotation, lexicon: Lexicon) -> Annotation:
    """The annotation in which the id of a project with a common name depends on who invests in it."""
    projects = [one for one in annotation.entities if one.type == "Project" and _has_common_names(one, lexicon)]
    if not projects:
        return annotation
    owners = {fold_form(form) for one in annotation.entities if one.type in _OWN for form in (one.name, *one.aliases)}
    common = [one.id for one in projects if is_common((one.name, *one.aliases), owners, lexicon)]
    if not common:
        return annotation
    investors = _investors(annotation)
    ids = {
        project: f"project/{content_id(project, *sorted(investors[project] or {annotation.article.id}))}"
        for project in common
    }
    return rename(annotation, ids, reason=_REASON)


def is_common(forms: Iterable[str], owners: Collection[str], lexicon: Lexicon) -> bool:
    """Whether no form of a name holds a number, a place, a firm or a word that no dictionary knows."""
    return all(_is_common(fold_form(form), owners, lexicon) for form in forms)


def _has_common_names(entity: Entity, lexicon: Lexicon) -> bool:
    return all(_has_common_words(fold_form(form), lexicon) for form in (entity.name, *entity.aliases))


def _is_common(form: str, owners: Collection[str], lexicon: Lexicon) -> bool:
    return _has_common_words(form, lexicon) and not any(owner in form for owner in owners)


@lru_cache(maxsize=NAMES_AT_HAND)
def _has_common_words(form: str, lexicon: Lexicon) -> bool:
    if not _HEAD.search(form) or _DIGIT.search(form):
        return False
    readings = (reading for found in lexicon.within(form) for reading in found)
    if any(reading.type in _OWN and reading.trust >= Trust.SHORT for reading in readings):
        return False
    # What the dictionary does not know falls into single characters: 邦, 普 in 邦普一体化项目.
    ends = (0, *jieba_dictionary().cut(code_points(form))[0].tolist())
    return not any(ends[at + 2] - ends[at] == 2 for at in range(len(ends) - 2))


def _investors(annotation: Annotation) -> defaultdict[str, set[str]]:
    """By project who invests in it, as far as that is not denied."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for relation in annotation.relations:
        said = any(evidence.modality is not Modality.DENIED for evidence in relation.evidence)
        if relation.predicate == "investsIn" and said:
            found[relation.object].add(relation.subject)
    return found
