"""seeds/grammar/{edges,doubts,announced,projects,linking,apart}.toml -> what finds names and tells them apart.

Each field is a list of words, a table of lists or a pattern of that name, whose entry says what it is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.patterns import ByWord, Words

_Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeGrammar:
    """edges.toml: where names begin and end, and are cut apart."""

    goes_on: Words
    half: Words
    houses: Words
    units: Words
    deputy: Words
    particles: Words
    registered: Words
    levels: Words
    and_also: _Pattern
    of_china: _Pattern
    china_and: _Pattern
    before_bracket: _Pattern
    and_county: _Pattern
    speaker: _Pattern
    kind_in_front: _Pattern
    whose_firm: _Pattern
    hoped_of: _Pattern
    small: _Pattern
    foreign: _Pattern
    makes: _Pattern
    counted_kinds: _Pattern
    said_of_it: _Pattern
    honoured: _Pattern
    staff: _Pattern
    among: _Pattern
    being_built: _Pattern
    built_behind: _Pattern
    park_area: _Pattern
    joined: _Pattern
    link: _Pattern
    link_of_projects: _Pattern
    last_of_projects: _Pattern
    quoted: _Pattern
    quoted_and_so_on: _Pattern
    legal: _Pattern
    registered_name: _Pattern
    owner_by_form: _Pattern
    owner_by_of: _Pattern
    said_of_thing: _Pattern
    free_before: _Pattern
    free_behind: _Pattern
    by_one: _Pattern
    between_cities: _Pattern
    stem_end: _Pattern
    headless_end: _Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtGrammar:
    """doubts.toml: what speaks against a name."""

    says_so: Words
    firm_endings: Words
    whole_trades: Words
    there: Words
    levels: Words
    joints: Words
    as_what: Words
    leaders: Words
    of_places: Words
    writers: Words
    credited: Words
    formula: _Pattern
    of_trade: _Pattern
    become: _Pattern
    made_so: _Pattern
    to_become: _Pattern
    laid_for: _Pattern
    verb_first: _Pattern
    at_meeting: _Pattern
    side: _Pattern
    sides: _Pattern
    by_sum: _Pattern
    foreigner: _Pattern
    made_into: _Pattern
    is_most: _Pattern
    a_firm: _Pattern
    town: _Pattern
    listed_before: _Pattern
    list_of_persons_end: _Pattern
    last_person: _Pattern
    trades_end: _Pattern
    trades_begin: _Pattern
    as_a_whole: _Pattern
    of_a_whole: _Pattern
    any_zone: _Pattern
    published: _Pattern
    source: _Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedGrammar:
    """announced.toml: by what a text itself says what is a name."""

    project_heads: Words
    firm_heads: Words
    firm_end: Words
    work: Words
    of_itself: Words
    project_is: Words
    no_cell: _Pattern
    counted_works: _Pattern
    work_clause: _Pattern
    work_phrase: _Pattern
    introduces: _Pattern
    or_else: _Pattern
    issued: _Pattern
    numbered: _Pattern
    phase_behind: _Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectGrammar:
    """projects.toml: what announces a project, and what only counts."""

    count: Words
    says_so: Words
    firm_end: Words
    seat: Words
    links: Words
    built: Words
    output: Words
    able: Words
    plants: _Pattern
    trades: _Pattern
    yearly: _Pattern
    firm_and_project: _Pattern
    quoted: _Pattern
    called_so: _Pattern
    labelled: _Pattern
    up_to_project: _Pattern
    sum_before: _Pattern
    signed: _Pattern
    in_quotes: _Pattern
    sum_behind: _Pattern
    list_end: _Pattern
    counted_list_end: _Pattern
    enumerates: _Pattern
    so_many_of: _Pattern
    last_joint: _Pattern
    told_of_it: _Pattern
    opens: _Pattern
    opens_behind: _Pattern
    inner: _Pattern
    and_so_on: _Pattern
    closed_list: _Pattern
    item_phrase: _Pattern
    route: _Pattern
    works: _Pattern
    called: _Pattern
    thing: _Pattern
    phrase: _Pattern
    measured: _Pattern
    dated: _Pattern
    how_many: _Pattern
    counted: _Pattern
    sized: _Pattern
    one_such: _Pattern
    so_many: _Pattern
    so_many_projects: _Pattern
    quantity: _Pattern
    parts: _Pattern
    counted_as: _Pattern
    has_parts: _Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartGrammar:
    """apart.toml: by what a sentence tells that two names of it are not related."""

    each: _Pattern
    next_item: _Pattern
    signs_too: _Pattern
    item_of_others: _Pattern
    next_clause: _Pattern
    two_sides: _Pattern
    listed: _Pattern
    with_sums: _Pattern
    of_projects: _Pattern
    on_side: _Pattern
    borders: _Pattern
    own_place: _Pattern
    to_other_item: _Pattern
    item_before: _Pattern
    explains: _Pattern
    held_in: _Pattern
    with_each: _Pattern
    with_list: _Pattern
    each_signs: _Pattern
    many_sign: _Pattern
    each_its_own: _Pattern
    with_its_own: _Pattern
    joint: _Pattern
    together: _Pattern
    serves: _Pattern
    seat_of_kin: _Pattern
    attends: _Pattern
    meets: _Pattern
    is_met: _Pattern
    goods_go: _Pattern
    goods_to: _Pattern
    goods_through: _Pattern
    by_way_of: _Pattern
    visits: _Pattern
    team_visits: _Pattern
    settles_in: _Pattern
    lies_in: _Pattern
    of_it: _Pattern
    so_many_there: _Pattern
    heads_list: _Pattern
    intends: _Pattern
    former: _Pattern
    talks: _Pattern
    whence: _Pattern
    announcer_with: _Pattern
    is_signed_with: _Pattern
    whose_firm: _Pattern
    joins_in: _Pattern
    issued: _Pattern
    next_issuer: _Pattern
    issues: _Pattern
    district_told: _Pattern
    issuer_in_title: _Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGrammar:
    """linking.toml: what tells whether two names are those of one thing."""

    firm_end: Words
    countries: Words
    china: Words
    group_end: Words
    kept_trade: Words
    no_brands: Words
    national: Words
    levels: Words
    many: Words
    wider: ByWord
    other_house: _Pattern
    group: _Pattern
    branch: _Pattern
    trade_tail: _Pattern
    leading: _Pattern
    document_number: _Pattern
    number_behind: _Pattern
