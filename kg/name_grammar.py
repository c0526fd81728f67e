"""seeds/grammar/edges.toml, projects.toml -> the words and patterns by which names are found, compiled.

Each field is a list of words or a pattern of that name, whose entry says what it is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.patterns import Words

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
    small: _Pattern
    foreign: _Pattern
    counted_kinds: _Pattern
    said_of_it: _Pattern
    built_behind: _Pattern
    park_area: _Pattern
    joined: _Pattern
    link: _Pattern
    link_of_projects: _Pattern
    last_of_projects: _Pattern
    quoted: _Pattern
    quoted_and_so_on: _Pattern
    legal: _Pattern
    owner_by_form: _Pattern
    owner_by_of: _Pattern
    said_of_thing: _Pattern
    free_before: _Pattern
    free_behind: _Pattern
    between_cities: _Pattern
    stem_end: _Pattern
    headless_end: _Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectGrammar:
    """projects.toml: what announces a project, and what only counts."""

    count: Words
    says_so: Words
    links: Words
    built: Words
    output: Words
    able: Words
    plants: _Pattern
    trades: _Pattern
    yearly: _Pattern
    firm_and_project: _Pattern
    called_so: _Pattern
    up_to_project: _Pattern
    sum_before: _Pattern
    list_end: _Pattern
    counted_list_end: _Pattern
    opens: _Pattern
    opens_behind: _Pattern
    inner: _Pattern
    route: _Pattern
    works: _Pattern
    called: _Pattern
    thing: _Pattern
    phrase: _Pattern
    measured: _Pattern
    how_many: _Pattern
    counted: _Pattern
    so_many: _Pattern
    so_many_projects: _Pattern
    quantity: _Pattern
    parts: _Pattern
    counted_as: _Pattern
    has_parts: _Pattern
