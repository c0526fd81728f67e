"""Two names of a sentence -> whether its build tells that a relation does not join them, whatever the words weigh.

甲与乙签署丙、丁与戊签署己: each item is a signing of its own. 甲与乙、丙分别签署丁、戊: 乙 and 丙 are on one side, and
戊 is that of 丙. 甲的母公司位于乙 tells where another firm is. All is read in the text without its names.
"""

from __future__ import annotations

from typing import Final

from kg.firms import has_legal_form
from kg.model import CONTAINERS
from kg.name_grammar import ApartGrammar
from kg.relate.pairs.beside import are_side_by_side
from kg.relate.pairs.itemized import is_place_of_another_item
from kg.relate.pairs.modality import Plain
from kg.relate.pairs.scene import Mentioned, Scene

_MOST_LABEL: Final = 12  # characters


def are_apart(plain: Plain, predicate: str, subject: Mentioned, object_: Mentioned, rules: ApartGrammar) -> bool:
    """Whether the two are told to have nothing of a relation where they stand best for it."""
    scene, text = plain.scene, plain.text
    if any(rules.serves.search(text, max(0, one.start - _MOST_LABEL), one.start) for one in (subject, object_)):
        return True
    if predicate == "partnerOf":
        first, second = sorted((subject, object_))
        start, end = scene.sentences[second.sentence]
        if _is_head_of_nearer(scene, first) or _is_head_of_nearer(scene, second):
            return True
        if first.sentence != second.sentence or rules.together.search(text, start, end):
            return False
        return _in_two_items(text, first, second, rules) or _on_one_side(scene, text, start, first, second, rules)
    if predicate == "locatedIn":
        return _lies_not_in(plain, subject, object_, rules)
    if predicate == "appliesTo":
        return rules.held_in.fullmatch(text, subject.end, object_.start) is not None
    if predicate == "issuedBy":
        return (
            rules.joins_in.search(text, max(0, subject.start - _MOST_LABEL), subject.start) is not None
            or rules.explains.match(text, object_.end) is not None
            or _issues_the_next(text, subject, object_, rules)
            or _names_another_issuer(scene, subject, object_, rules)
        )
    if predicate == "investsIn":
        return (
            _is_in_item_of_others(text, subject, object_, rules)
            or _is_in_name_of_another(scene, subject, object_)
            or _is_of_another(scene, text, subject, object_, rules)
            or _is_counterparty(plain, subject, object_, rules)
            or _lets_its_firm(scene, text, subject, rules)
            or _settles_in(scene, text, subject, object_, rules)
        )
    return predicate == "operatesIn" and (
        _is_in_item_of_others(text, subject, object_, rules)
        or _is_counterparty(plain, subject, object_, rules)
        or _is_place_of_others(plain, subject, object_, rules)
        or _heads_another_list(plain, subject, object_, rules)
        or _lets_its_firm(scene, text, subject, rules)
        or _is_seat_of_kin(plain, subject, object_, rules)
        or _is_only_guest(plain, subject, object_, rules)
        or _is_where_goods_go(plain, object_, rules)
    )


def _issues_the_next(plain: str, policy: Mentioned, body: Mentioned, rules: ApartGrammar) -> bool:
    """Whether who issued a policy stands before it, and the body in the next clause issues another one."""
    return (
        policy.end <= body.start
        and rules.issued.search(plain, max(0, policy.start - _MOST_LABEL), policy.start) is not None
        and rules.next_issuer.fullmatch(plain, policy.end, body.start) is not None
        and rules.issues.match(plain, body.end) is not None
    )


def _names_another_issuer(scene: Scene, policy: Mentioned, body: Mentioned, rules: ApartGrammar) -> bool:
    """Whether the policy's title tells who issued it, and that is somebody else: 甲县人民政府关于乙的意见."""
    told = [issuer["body"] for form in scene.forms[policy.entity] if (issuer := rules.issuer_in_title.match(form))]
    forms = scene.forms[body.entity]
    return bool(told) and not any(
        _is_short(form, one, rules) or _is_short(one, form, rules) for one in told for form in forms
    )


def _is_short(short: str, full: str, rules: ApartGrammar) -> bool:
    """Whether all characters of one name stand in the other, in that order: 自治区政府 of 甲自治区人民政府; but
    甲市人民政府 is not short for 甲市乙区人民政府."""
    at, left = 0, list[str]()
    for char in short:
        found = full.find(char, at)
        if found < 0:
            return False
        left.append(full[at:found])
        at = found + 1
    return not full.startswith(short[0]) or not any(rules.district_told.match(run) for run in left)


def _in_two_items(plain: str, first: Mentioned, second: Mentioned, rules: ApartGrammar) -> bool:
    if rules.next_item.search(plain, first.end, second.start) and rules.signs_too.match(plain, second.end):
        return True
    between = rules.next_clause.search(plain, first.end, second.start)
    behind = rules.signs_too if between and between["latter"] else rules.two_sides
    return between is not None and behind.match(plain, second.end) is not None


def _is_in_item_of_others(plain: str, firm: Mentioned, thing: Mentioned, rules: ApartGrammar) -> bool:
    return (
        firm.sentence == thing.sentence
        and rules.item_of_others.search(plain, firm.end, max(firm.end, thing.start)) is not None
    )


def _on_one_side(
    scene: Scene, plain: str, start: int, first: Mentioned, second: Mentioned, rules: ApartGrammar
) -> bool:
    """Whether two of a list sign each for itself, or both with who is no firm: 甲市与乙公司、丙公司签约."""
    if rules.listed.fullmatch(plain, first.end, second.start) is None:
        return False
    before = rules.with_each.search(plain, start, first.start)
    if before is not None or any(rule.match(plain, second.end) for rule in (rules.each_signs, rules.many_sign)):
        return True
    sides = rules.with_list.search(plain, start, first.start)
    return (
        sides is not None
        and first.type == second.type
        and not any(name.end == sides.start() and name.type == first.type for name in scene.named)
    )


def _is_head_of_nearer(scene: Scene, place: Mentioned) -> bool:
    """Whether a place only stands in front of a nearer one in it: 襄阳市樊城区与甲签约."""
    return place.type in CONTAINERS and any(
        place.end <= name.start <= place.end + 1 and place.entity in scene.above.get(name.entity, ())
        for name in scene.named
    )


def _is_counterparty(plain: Plain, firm: Mentioned, thing: Mentioned, rules: ApartGrammar) -> bool:
    """Whether the announcing company signs with the firm and does itself what comes behind: 公司拟与甲签约，建设乙."""
    text = plain.text
    return any(
        one.sentence == thing.sentence
        and one.end <= thing.start
        and rules.announcer_with.search(text, plain.clause_start(one.start), one.start)
        and rules.is_signed_with.match(text, one.end)
        for one in plain.scene.of[firm.entity]
    )


def _settles_in(scene: Scene, plain: str, firm: Mentioned, project: Mentioned, rules: ApartGrammar) -> bool:
    """Whether a firm only settles in a project that is not called after it: 落户甲星城."""
    if any(brand in form for brand in scene.brands[firm.entity] for form in scene.forms[project.entity]):
        return False
    return rules.settles_in.search(plain, max(0, project.start - _MOST_LABEL), project.start) is not None


def _lets_its_firm(scene: Scene, plain: str, group: Mentioned, rules: ApartGrammar) -> bool:
    """Whether it is a firm of the group's that builds: 甲集团旗下企业乙公司建设的丙项目."""
    return any(
        name.type == "Enterprise" and rules.whose_firm.fullmatch(plain, group.end, name.start) is not None
        for name in scene.named
        if group.end < name.start < group.end + _MOST_LABEL
    )


def _is_of_another(scene: Scene, plain: str, firm: Mentioned, project: Mentioned, rules: ApartGrammar) -> bool:
    """Whether of as many projects as firms this one is another's."""
    start, end = scene.sentences[project.sentence]
    if rules.each.search(plain, start, end) is None:
        return False
    for told in (*rules.each_its_own.finditer(plain, start, end), *rules.with_its_own.finditer(plain, start, end)):
        (first, firms_end), (behind, projects_end) = told.span("firms"), told.span("projects")
        if first <= firm.start < firms_end and behind <= project.start < projects_end:
            as_many = _links(plain, first, firms_end, rules) == _links(plain, behind, projects_end, rules)
            return as_many and _links(plain, first, firm.start, rules) != _links(plain, behind, project.start, rules)
    return False


def _links(plain: str, start: int, end: int, rules: ApartGrammar) -> int:
    return sum(1 for _ in rules.joint.finditer(plain, start, end))


def _lies_not_in(plain: Plain, thing: Mentioned, place: Mentioned, rules: ApartGrammar) -> bool:
    """Whether two only stand in one list, one was the other before, or a park is elsewhere and only called on."""
    if thing.type == "Project" and (
        _is_place_of_others(plain, thing, place, rules) or is_place_of_another_item(plain, thing, place, rules)
    ):
        return True
    text, (first, second) = plain.text, sorted((thing, place))
    if _heads_another_list(plain, thing, place, rules) or _is_named_with_nearer(plain.scene, thing, place):
        return True
    if are_side_by_side(text, thing, place, rules):
        return True
    if thing.type != "Park":
        return False
    if (
        place.type == "Park"
        and first.sentence == second.sentence
        and rules.former.search(text, first.end, second.start)
    ):
        return True
    is_whence = place.end <= thing.start and rules.whence.match(text, place.end) is not None
    return not is_whence and all(_is_visited(plain, one, rules) for one in plain.scene.of[thing.entity])


def _is_place_of_others(plain: Plain, thing: Mentioned, place: Mentioned, rules: ApartGrammar) -> bool:
    """Whether a place told before is only that of something else: 位于甲园的乙公司投产。丙公司扩产。"""
    if thing.sentence <= place.sentence:
        return False
    text, start = plain.text, plain.clause_start(place.start)
    attribute = rules.lies_in.search(text, start, place.start) and rules.of_it.match(text, place.end)
    return bool(attribute or rules.so_many_there.match(text, place.end))


def _is_named_with_nearer(scene: Scene, thing: Mentioned, place: Mentioned) -> bool:
    """Whether a thing's name tells in brackets where it lies, behind whose it is: 北京(曹妃甸)试验区."""
    whose = [form for form in scene.forms[thing.entity] if form.startswith(scene.forms[place.entity])]
    return any(
        f"{first}({nearer})" in form
        for form in whose
        for first in scene.forms[place.entity]
        for other in {name.entity for name in scene.named if name.type == "City" and name.entity != place.entity}
        for nearer in scene.forms[other]
    )


def _heads_another_list(plain: Plain, thing: Mentioned, place: Mentioned, rules: ApartGrammar) -> bool:
    """Whether a place behind a thing only heads a list of its own: 甲、乙;丙园3个:丁."""
    return (
        thing.end <= place.start
        and thing.line == place.line
        and rules.heads_list.match(plain.text, place.end) is not None
    )


def _is_in_name_of_another(scene: Scene, firm: Mentioned, project: Mentioned) -> bool:
    """Whether a firm is only part of another project's name beside this one: 甲公司铝箔项目、铜箔项目."""
    return firm.sentence == project.sentence and any(
        name.type == "Project" and name.entity != project.entity and name.start <= firm.start and firm.end <= name.end
        for name in scene.named
    )


def _is_visited(plain: Plain, one: Mentioned, rules: ApartGrammar) -> bool:
    start = plain.clause_start(one.start)
    return any(told.search(plain.text, start, one.start) is not None for told in (rules.visits, rules.team_visits))


def _is_seat_of_kin(plain: Plain, firm: Mentioned, place: Mentioned, rules: ApartGrammar) -> bool:
    """Whether the place is told to be that of a firm's parent: 甲公司的母公司位于乙. A brand alone may mean both."""
    scene = plain.scene
    if not has_legal_form(max(scene.forms[firm.entity], key=len)):
        return False
    told = rules.seat_of_kin.search(plain.text, plain.clause_start(place.start), place.start)
    return told is not None and any(name.end == told.start() for name in scene.of[firm.entity])


def _is_only_guest(plain: Plain, firm: Mentioned, place: Mentioned, rules: ApartGrammar) -> bool:
    """Whether all that is told of a firm is that its people came, were met or were talked with, and not whence, or that
    goods go to it."""
    is_whence = rules.whence.match(plain.text, place.end) is not None and place.end <= firm.start
    return not is_whence and all(_is_guest(plain, one, rules) for one in plain.scene.of[firm.entity])


def _is_where_goods_go(plain: Plain, place: Mentioned, rules: ApartGrammar) -> bool:
    """Whether what is told of a place is that goods go there or through it: 产品远销甲市, 经甲市转运."""
    text, start = plain.text, plain.clause_start(place.start)
    if rules.by_way_of.search(text, start, place.start) is not None:
        return rules.goods_through.match(text, place.end) is not None
    return rules.goods_to.search(text, start, place.start) is not None and not rules.whence.match(text, place.end)


def _is_guest(plain: Plain, firm: Mentioned, rules: ApartGrammar) -> bool:
    text, start = plain.text, plain.clause_start(firm.start)
    if _is_visited(plain, firm, rules) or rules.goods_go.search(text, start, firm.start) is not None:
        return True
    if any(told.match(text, firm.end) for told in (rules.attends, rules.talks, rules.intends)):
        return True
    return rules.meets.search(text, start, firm.start) is not None and rules.is_met.match(text, firm.end) is not None
