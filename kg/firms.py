"""Names of firms without what only tells their legal form: 比亚迪 of 比亚迪股份有限公司."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kg.text import NAMES_AT_HAND

_BRACKET: Final = re.compile(r"\([^()]*\)")
_REGISTERED: Final = re.compile("(?:有限责任公司|有限公司)$")
_COMPANY: Final = re.compile("(?:股份)?(?:有限责任公司|有限公司|公司)$")
_FORM: Final = re.compile("(?:公司|株式会社|厂)$")
_LEGAL: Final = re.compile("(?:集团|控股|股份|有限责任公司|有限公司|总公司|公司|株式会社|总厂|厂)+$")
_KINDS: Final = re.compile("集团|控股|股份")
_LEAST: Final = 2  # characters of a name

JOINT_STOCK: Final = "股份有限公司"
"""How the name of a company by shares ends."""


def brackets_in(name: str) -> list[str]:
    """What stands in brackets, with them: (武汉) of 甲(武汉)有限公司."""
    return _BRACKET.findall(name)


def without_brackets(name: str) -> str:
    """The folded name without what stands in brackets."""
    return _BRACKET.sub("", name)


@lru_cache(maxsize=NAMES_AT_HAND)
def is_registered(name: str) -> bool:
    """Whether a name is a full one, as a register has it."""
    return _REGISTERED.search(name) is not None


def are_two_firms(one: str, other: str) -> bool:
    """Whether two names of one brand are of two firms: both are full ones, and not of joint-stock companies, of which
    one brand has one: 甲锂业股份有限公司 is 江西甲锂业集团股份有限公司."""
    both = is_registered(one) and is_registered(other)
    return both and not (one.endswith(JOINT_STOCK) and other.endswith(JOINT_STOCK))


def has_legal_form(name: str) -> bool:
    """Whether a name ends in a legal form, which 集团 alone is none of."""
    return _FORM.search(name) is not None


@lru_cache(maxsize=NAMES_AT_HAND)
def legal_words(name: str) -> frozenset[str]:
    """Which of 集团, 控股 and 股份 a name ends with, legal form and brackets aside."""
    found = _LEGAL.search(without_brackets(name))
    return frozenset(_KINDS.findall(found.group())) if found else frozenset()


@lru_cache(maxsize=NAMES_AT_HAND)
def without_company(name: str) -> str:
    """甲集团 of 甲集团股份有限公司: a group stays a group."""
    return _COMPANY.sub("", name)


@lru_cache(maxsize=NAMES_AT_HAND)
def without_legal(name: str) -> str:
    """The folded name without brackets and all that tells its legal form, 集团 too, unless next to nothing is left."""
    core = without_brackets(name)
    stripped = _LEGAL.sub("", core)
    return stripped if len(stripped) >= _LEAST else core
