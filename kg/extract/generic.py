"""A name -> whether it tells only what kind of thing is meant."""

from __future__ import annotations

from collections.abc import Callable

from kg.grammar import Grammar
from kg.lexicon import Lexicon


def is_generic(rest: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a name's rest can be cut into generic words and industries without anything left."""
    return _is_made_of(rest, lambda word: word in grammar.generic or word in lexicon.industry_forms)


def _is_made_of(rest: str, is_word: Callable[[str], bool]) -> bool:
    reachable = {0}
    for at in range(len(rest)):
        if at in reachable:
            reachable |= {end for end in range(at + 1, len(rest) + 1) if is_word(rest[at:end])}
    return len(rest) in reachable


def is_kind_of_project(name: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a project's name only tells its trade: 装备制造项目 is one beside its investor, else a kind."""
    core = name.removesuffix("项目").removesuffix("类")
    return core != name and is_generic(core, lexicon, grammar)


def is_made_of_trades(rest: str, lexicon: Lexicon, grammar: Grammar) -> bool:
    """Whether a name's rest is one trade after the other, as firms are called: 石油装备."""
    trades = grammar.equivalents["enterprise"]
    return _is_made_of(rest, lambda word: word in lexicon.industry_forms or trades.is_key(word))
