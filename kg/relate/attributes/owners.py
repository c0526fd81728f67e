"""Sums of money -> the project each belongs to, and by which rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.attribute_grammar import AttributeGrammar
from kg.relate.attributes.money import Money
from kg.relate.attributes.reading import Named, Reading

_OF: Final = re.compile(r"(?:左右|以上|人民币)*(?:[、,](?:占地|用地|建筑面积|规划面积|年产)[^,。;的]{1,12})?(?:[、,])?的")
_BESIDE: Final = re.compile(r"[\s,:、\-|/\t(\"》]*")
_CLOSE: Final = re.compile(r"[\s,:\-|/(\")、]*")
# Between names that stand side by side in a list.
_JOIN: Final = re.compile(r"[\"\s,]*(?:、|和|与|及|以及|,以及|,还有|还有|暨)[\"\s]*")
_CELLS: Final = re.compile(r"\||\t|(?<=[^0-9])/|/(?=[^0-9])")
_UNNAMED: Final = re.compile(r"(?:项目|工程|基地|生产线|工厂|产业园)(?:的)?(?:计划|拟|将|预计)?$")
_SHORT: Final = re.compile(r"[^,。;:、|\s()]{2,14}$")
_REACH: Final = 4  # sentences that a subject is carried over
_FIELD_LINE: Final = 60
_BUILD_REACH: Final = 60


@dataclass(frozen=True, slots=True)
class Owned:
    """A sum, the project it belongs to, and the rule that says so."""

    money: Money
    project: Named
    rule: str


def find_owners(reading: Reading, sums: Sequence[Money], grammar: AttributeGrammar) -> tuple[Owned, ...]:
    """The investments among the sums that belong to a named project, in order."""
    if not reading.by_type.get("Project"):
        return ()
    found: list[Owned] = []
    each = _share_out(reading, sums, grammar)
    for i, money in enumerate(sums):
        if money.kind and grammar.kinds[money.kind].owner != "Project":
            continue
        if i in each:
            found.append(Owned(money, each[i], "amount.each"))
            continue
        before = sums[i - 1] if i else None
        if before and _is_conversion(reading.folded, before, money, grammar):
            # 3亿欧元(约合人民币23.51亿元): the same sum once more.
            if found and found[-1].money is before:
                found.append(Owned(money, found[-1].project, found[-1].rule))
                continue
        after = sums[i + 1].start if i + 1 < len(sums) else len(reading.folded)
        if owned := _find_owner(reading, money, before.end if before else 0, after, found, grammar):
            found.append(owned)
    return _without_lesser(found)


def _find_owner(
    reading: Reading, money: Money, floor: int, ceiling: int, found: Sequence[Owned], grammar: AttributeGrammar
) -> Owned | None:
    start, end = reading.sentence(money.start)
    labelled = bool(money.kind)
    if match := _OF.match(reading.folded, money.end, end):
        return _owner_after_of(reading, money, match.end(), min(end, ceiling), grammar)
    beside = _beside(reading, start, money, grammar)
    verb = not labelled or grammar.kinds[money.kind].verb
    if verb and not beside and (built := _built(reading, money, min(end, ceiling), grammar)):
        return Owned(money, built, "amount.build")
    if row := _in_row(reading, money):
        return Owned(money, row, "amount.row")
    earlier = reading.projects(start, money.head)
    if earlier:
        return _owner_in_sentence(reading, money, earlier, found, grammar)
    if not labelled and not _own_clause(reading, money):
        return None
    return _carried(reading, money, start, labelled, grammar)


def _owner_after_of(
    reading: Reading, money: Money, start: int, end: int, grammar: AttributeGrammar
) -> Owned | None:
    """总投资Y的X: the first project after 的, in the same clause."""
    for project in reading.projects(start, end)[:1]:
        gap = reading.folded[start : project.start]
        if len(gap) <= 40 and not re.search("[,。;]", gap) and not grammar.sum.search(gap):
            return Owned(money, project, "amount.of")
    if match := grammar.anaphor.match(reading.folded, start):
        if match.group() not in ("项目", "工程", "基地"):
            return _carried(reading, money, money.head, True, grammar, anaphor=True)
    return None


def _beside(reading: Reading, start: int, money: Money, grammar: AttributeGrammar) -> bool:
    """Whether a project's name ends directly before the words for the sum."""
    projects = reading.projects(start, money.head)
    return bool(projects) and _is_beside(reading.folded[projects[-1].end : money.head], grammar)


def _is_beside(gap: str, grammar: AttributeGrammar) -> bool:
    return re.fullmatch(rf"{_CLOSE.pattern}{grammar.qualifier.pattern}", gap) is not None


def _built(reading: Reading, money: Money, end: int, grammar: AttributeGrammar) -> Named | None:
    """投资Y建设X: a verb of building after the sum, and its object."""
    text = reading.folded
    for project in reading.projects(money.end, min(end, money.end + _BUILD_REACH))[:1]:
        gap = text[money.end : project.start]
        verbs = list(grammar.build.finditer(gap))
        if not verbs:
            continue
        rest = gap[verbs[-1].end() :]
        passive = re.search("[由经]", text[max(0, money.head - 20) : money.head])
        if re.search("[,。;:]", rest) or grammar.sum.search(rest) or (passive and "," in gap):
            continue
        return project
    return None


def _in_row(reading: Reading, money: Money) -> Named | None:
    """The only project in a row of cells, if the sum is a cell of its own."""
    start, end = reading.line(money.start)
    row = reading.folded[start:end]
    if len(row) > 200:
        return None
    cuts = [m.span() for m in _CELLS.finditer(row)]
    if len(cuts) < 2 or not any(b == money.head - start or row[b : money.head - start].isspace() for _, b in cuts):
        return None
    projects = reading.projects(start, end)
    named = {p.entity for p in projects}
    return projects[0] if len(named) == 1 else None


def _owner_in_sentence(
    reading: Reading, money: Money, earlier: Sequence[Named], found: Sequence[Owned], grammar: AttributeGrammar
) -> Owned | None:
    """The nearest project before the sum, unless something between them takes the sum for itself."""
    text = reading.folded
    project = earlier[-1]
    gap = text[project.end : money.head]
    if _is_beside(gap, grammar):
        if not _one_of_many(reading, earlier) or text[money.head - 1] == "(":
            return Owned(money, project, "amount.beside")
        return None
    if "前者" in gap and len({p.entity for p in earlier}) > 1:
        project = next(p for p in reversed(earlier) if p.entity != project.entity)
    elif "后者" not in gap and _one_of_many(reading, earlier) and not re.search("其中|[（(]", gap):
        return None
    if grammar.sum.search(gap) or grammar.other.search(gap):
        return None
    if not money.kind and not _own_clause(reading, money):
        return None
    tail = re.split("[,:、]", gap)[-1]
    if _phase_before(text, money, grammar):
        return Owned(money, project, "amount.phase")
    if money.label is None and any(o.project.entity == project.entity and o.money.start > earlier[0].start for o in found):
        return None
    if match := _UNNAMED.search(tail):
        del match
        if grammar.anaphor.fullmatch(tail.strip("\"' ")) is None and not re.search("该|这个|此", tail):
            short = _by_short_name(reading, money)
            return Owned(money, short, "amount.short") if short else None
    if _other_subject(reading, project.end, money, grammar):
        return None
    return Owned(money, project, "amount.sentence")


def _other_subject(reading: Reading, start: int, money: Money, grammar: AttributeGrammar) -> bool:
    """Whether an enterprise or a park in a clause of its own is what invests, or what the sum is of."""
    text = reading.folded
    clause = max(text.rfind(",", start, money.head), text.rfind(":", start, money.head))
    if clause < 0:
        return False
    for name in reading.between(clause, money.head, "Enterprise", "Park"):
        lead = text[clause + 1 : name.start]
        if re.search("由|系|为|经|以|[由在于与和向对给从入]$", lead):
            continue
        if name.type == "Enterprise" and grammar.kinds.get(money.kind) and not grammar.kinds[money.kind].verb:
            continue
        rest = text[name.end : money.head]
        if len(rest) <= 6 and not rest.startswith(("内", "里", "建", "中")):
            return True
    return False


def _carried(
    reading: Reading, money: Money, start: int, labelled: bool, grammar: AttributeGrammar, *, anaphor: bool = False
) -> Owned | None:
    """The project of the sentences before, where the sentence of the sum names none."""
    text = reading.folded
    lead = text[reading.sentence(money.start)[0] : money.head]
    if grammar.sum.search(lead) or grammar.other.search(lead):
        return None
    pointed = anaphor or re.search("该项目|这个项目|此项目|本项目|该工程|这项工程|该基地", lead) is not None
    if not pointed:
        if short := _unnamed_project(reading, lead, grammar):
            named = _by_short_name(reading, money)
            return Owned(money, named, "amount.short") if named and short else None
        if any(not re.search("[在由于]$|选址|位于|落户", text[max(0, n.start - 2) : n.start]) for n in _subjects(reading, money)):
            return None
    phase = _phase_before(text, money, grammar)
    line = reading.line(money.start)[0]
    number = reading.sentence_number(money.start)
    for index in range(number - 1, max(-1, number - 1 - _REACH - (2 * _REACH if labelled else 0)), -1):
        low, high = reading.sentences[index]
        projects = reading.projects(low, high)
        if low < line and not _line_carries(reading, low, high, line, pointed):
            break
        if not projects:
            if low >= line and number - index > _REACH and text[high - 1 : high] != ";":
                break
            continue
        if len({p.entity for p in projects}) > 1 and _one_of_many(reading, projects):
            break
        rule = "amount.phase" if phase else "amount.heading" if low < line else "amount.carried"
        return Owned(money, projects[-1], rule)
    every = {p.entity for p in reading.by_type["Project"]}
    if pointed and len(every) == 1 and not phase:
        return Owned(money, reading.by_type["Project"][0], "amount.only")
    return None


def _line_carries(reading: Reading, low: int, high: int, line: int, pointed: bool) -> bool:
    """Whether a sentence of an earlier line says what the lines under it are about: a heading, a field, a short item."""
    title = len(reading.article.title)
    if low < title and not pointed:
        return False
    start, end = reading.line(low)
    if reading.folded[end - 1] in "。!?" and not pointed:
        return False
    near = reading.folded.count("\n", end, line) <= 8
    short = end - start <= _FIELD_LINE
    return near and (short or pointed)


def _subjects(reading: Reading, money: Money) -> tuple[Named, ...]:
    return reading.between(reading.sentence(money.start)[0], money.head, "Enterprise", "Park")


def _unnamed_project(reading: Reading, lead: str, grammar: AttributeGrammar) -> bool:
    """Whether a project without a name, or by a part of its name, is the subject: 6万吨项目总投资…"""
    tail = re.split("[,:]", lead)[-1].strip("\"' ")
    if not _UNNAMED.search(tail):
        return False
    return grammar.anaphor.fullmatch(_UNNAMED.sub(lambda m: m.group()[:2], tail)) is None


def _by_short_name(reading: Reading, money: Money) -> Named | None:
    """The only project that has the words before the sum in its name: 6万吨项目 of 年产6万吨丁腈橡胶项目."""
    match = _SHORT.search(reading.folded, max(0, money.head - 16), money.head)
    if match is None:
        return None
    words = re.sub(r"(?:的)?(?:项目|工程|基地|生产线|工厂|产业园).*$", "", match.group())
    for size in range(len(words), 1, -1):
        part = words[-size:]
        having = {p.entity: p for p in reading.by_type["Project"] if part in reading.folded[p.start : p.end]}
        if len(having) == 1:
            return next(iter(having.values()))
        if having:
            return None
    return None


def _phase_before(text: str, money: Money, grammar: AttributeGrammar) -> bool:
    """Whether the sum is that of a phase: 一期投资, 其中一期50亿元."""
    return any(
        money.head - m.end() <= 3 and not re.search("[,。;)]", text[m.end() : money.head])
        for m in grammar.phase.finditer(text, max(0, money.head - 14), money.head + 6)
        if m.end() <= money.start
    )


def _own_clause(reading: Reading, money: Money) -> bool:
    """Whether a sum without a word for it fills its clause: 签了，8.5亿元，桩还没打."""
    text = reading.folded
    before = text[money.head - 1] if money.head else "\n"
    after = text[money.end : money.end + 1] or "\n"
    if text.startswith(("左右", "以上"), money.end):
        after = text[money.end + 2 : money.end + 3] or "\n"
    return before in ",:(|/\n\t共 " and after in ",。;)|/\n\t! "


def _one_of_many(reading: Reading, names: Sequence[Named]) -> bool:
    """Whether the last of some names closes a list of several projects."""
    if len(names) < 2 or names[-1].entity == names[-2].entity:
        return False
    gap = reading.folded[names[-2].end : names[-1].start]
    for inner in reversed(reading.between(names[-2].end, names[-1].start)):
        gap = gap[: inner.start - names[-2].end] + gap[inner.end - names[-2].end :]
    return re.fullmatch(rf"{_JOIN.pattern}(?:的)?", gap) is not None


def _is_conversion(folded: str, before: Money, money: Money, grammar: AttributeGrammar) -> bool:
    return before.unit != money.unit and grammar.converted.match(folded[before.end : money.start]) is not None


def _share_out(reading: Reading, sums: Sequence[Money], grammar: AttributeGrammar) -> dict[int, Named]:
    """分别: as many projects as sums, in the same order. The result is by the number of the sum."""
    shares: dict[int, Named] = {}
    i = 0
    while i < len(sums):
        j = i + 1
        while j < len(sums) and re.fullmatch(r"(?:[、,]|和|与|及)*(?:[约超近达])*", reading.folded[sums[j - 1].end : sums[j].start]):
            j += 1
        run, (start, end) = range(i, j), reading.sentence(sums[i].start)
        if len(run) > 1 and "分别" in reading.folded[start : sums[i].start]:
            before = _distinct(reading.projects(start, sums[i].start))
            after = _distinct(reading.projects(sums[j - 1].end, end))
            if len(after) == len(run) and len(before) != len(run):
                shares |= zip(run, after, strict=True)
            elif len(before) >= len(run):
                shares |= zip(run, before[-len(run) :], strict=True)
        i = j
    return {k: p for k, p in shares.items() if not sums[k].kind or grammar.kinds[sums[k].kind].owner == "Project" or k > 0}


def _distinct(names: Sequence[Named]) -> tuple[Named, ...]:
    return tuple({n.entity: n for n in names}.values())


def _without_lesser(found: Sequence[Owned]) -> tuple[Owned, ...]:
    """Phase money goes where a total is told; so does what is carried where the name stands by another sum."""
    direct = {o.project.entity for o in found if o.rule not in ("amount.phase", "amount.only")}
    return tuple(o for o in found if o.rule not in ("amount.phase", "amount.only") or o.project.entity not in direct)
