"""seeds/grammar/projects.toml -> the words and patterns by which names are found, compiled.

Each field is a list of words or a pattern of that name, whose entry says what it is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.patterns import Words

_Pattern = re.Pattern[str]


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
