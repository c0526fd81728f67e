"""A name -> whether it tells only what kind of thing is meant."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from kg.grammar import Grammar
from kg.lexicon import Lexicon
from kg.text import NAMES_AT_HAND


@lru_cache(maxsize=NAMES_AT_HAND)
def is_generic(rest: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a name's rest can be cut into generic words and industries without anything left."""
    return _is_made_of(rest, grammar.generic, lexicon.industry_forms)


def _is_made_of(rest: str, words: Container[str], others: Container[str]) -> bool:
    reachable = {0}
    for at in range(len(rest)):
        if at in reachable:
            for end in range(at + 1, len(rest) + 1):
                if (word := rest[at:end]) in words or word in others:
                    reachable.add(end)
    return len(rest) in reachable


def is_kind_of_project(name: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a project's name only tells its trade: 装备制造项目 is one beside its investor, else a kind."""
    core = name.removesuffix("项目").removesuffix("类")
    return core != name and is_generic(core, lexicon, grammar)


@lru_cache(maxsize=NAMES_AT_HAND)
def is_made_of_trades(rest: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a name's rest is one trade after the other, as firms are called: 石油装备."""
    return _is_made_of(rest, lexicon.industry_forms, grammar.equivalents["enterprise"].keys)
