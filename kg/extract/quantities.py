"""A proposed project -> whether it only tells how many or how much of something there is."""

from __future__ import annotations

from typing import Final

from kg.name_grammar import ProjectGrammar

_MOST_BEFORE: Final = 60  # characters
_SENTENCE: Final = "。;\n"


def why_no_project(folded: str, start: int, end: int, rules: ProjectGrammar) -> str | None:
    """Why a span is no project but a number of them, or so much of a product; None if nothing says so."""
    name = folded[start:end]
    if _is_behind_list(folded, start, rules):
        return "what the names before it are"
    if _is_count(folded, name, end, rules) or rules.so_many.search(folded, max(0, start - 3), start):
        return "a count"
    if _is_capacity(folded, start, name, rules):
        return "what is made in a year"
    if _is_part(folded, start, end, rules) or _is_piece(folded, start, end, rules):
        return "what something consists of"
    return None


def _is_behind_list(folded: str, start: int, rules: ProjectGrammar) -> bool:
    """Whether 等 stands directly in front, and so it is told what a list is one of: 甲港、乙站等货运枢纽项目."""
    return start > 0 and rules.and_so_on.match(folded, start - 1) is not None


def _is_piece(folded: str, start: int, end: int, rules: ProjectGrammar) -> bool:
    """Whether something is one of several that a project already told will have: 该项目将设立研发中心、智算中心."""
    listed = folded[start - 1 : start] in rules.links or folded[end : end + 1] in rules.links
    if not listed or folded.endswith(rules.says_so, start, end):
        return False
    sentence = max(folded.rfind(mark, 0, start) for mark in _SENTENCE) + 1
    return rules.has_parts.search(folded, sentence, start) is not None and rules.counted_as.match(folded, end) is None


def _is_count(folded: str, name: str, end: int, rules: ProjectGrammar) -> bool:
    """Whether so many things are told, and none of them: 5条生产线, 2万吨水厂一座, 19宗重大项目, 储能项目8个."""
    if not name.endswith("项目"):
        of_a_size = rules.sized.fullmatch(name) is not None and rules.one_such.match(folded, end) is not None
        return of_a_size or rules.counted.match(name) is not None
    return rules.so_many_projects.fullmatch(name) is not None or rules.how_many.match(folded, end) is not None


def _is_capacity(folded: str, start: int, name: str, rules: ProjectGrammar) -> bool:
    """Whether it is told what will be made in a year: 投产后可年产5万吨铝箔; but 形成年产5万吨铝箔项目."""
    return name.startswith(rules.output) and not name.endswith("项目") and folded.endswith(rules.able, 0, start)


def _is_part(folded: str, start: int, end: int, rules: ProjectGrammar) -> bool:
    """Whether so much of a product is told as what something has or makes, and no list counts it as a project."""
    return (
        rules.quantity.match(folded, start, end) is not None
        and not folded.endswith(rules.built, start, end)
        and folded[start - 1 : start] != "的"  # whose it is is told
        and rules.parts.search(folded, max(0, start - _MOST_BEFORE), start) is not None
        and rules.counted_as.match(folded, end) is None
    )
