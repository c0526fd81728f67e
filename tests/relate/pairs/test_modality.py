"""The text without its names, and its clauses."""

from __future__ import annotations

from kg.relate.pairs.modality import Plain, hide_names
from tests.handmade import known
from tests.relate.pairs.test_anaphora import scene_of


def plain_of(body: str) -> Plain:
    return hide_names(scene_of(body, "题"), known().grammar.modality)


def test_names_are_hidden_in_their_length() -> None:
    plain = plain_of("{E:未来公司}落户{C:襄阳市}。")
    assert plain.text == "题\n□□□□落户□□□。"


def test_a_clause_lies_between_two_marks_or_the_ends_of_the_text() -> None:
    plain = plain_of("{E:甲公司}来了，{C:襄阳市}好")
    words = {word: plain.text.index(word) for word in ("题", "来", "好")}
    clauses = {word: plain.text[plain.clause_start(at) : plain.clause_end(at)] for word, at in words.items()}
    assert clauses == {"题": "题", "来": "□□□来了", "好": "□□□好"}


def test_a_mark_ends_the_clause_before_it() -> None:
    plain = plain_of("{E:甲公司}来了，{C:襄阳市}好")
    comma = plain.text.index(",")
    assert (plain.clause_start(comma), plain.clause_end(comma)) == (2, comma)
