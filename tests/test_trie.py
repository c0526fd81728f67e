"""Tries: every word is found wherever it stands, as if each were looked for alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.trie import build_trie, code_points

letters = st.text("ab襄\U00020000\0", min_size=1, max_size=4)


@given(st.lists(letters, unique=True, max_size=12), st.text("ab襄\U00020000\0", max_size=12))
def test_every_word_is_found_by_start_and_then_by_length(words: list[str], text: str) -> None:
    wanted = sorted(
        (start, start + len(word), number)
        for number, word in enumerate(words)
        for start in range(len(text))
        if text.startswith(word, start)
    )
    found = build_trie(words).scan(code_points(text))
    assert list(zip(*found.tolist(), strict=True)) == wanted


def test_a_trie_of_many_words_knows_each() -> None:
    words = [chr(0x4E00 + i) + chr(0x4E00 + j) for i in range(60) for j in range(60)]
    text = "".join(words)
    found = build_trie(words).scan(code_points(text))
    assert {text[start:end] for start, end, _ in zip(*found.tolist(), strict=True)} == set(words)


@given(st.lists(letters, unique=True, max_size=12), st.text("ab襄\U00020000\0", max_size=12))
def test_of_words_that_overlap_the_first_one_is_found_and_of_these_the_longest(words: list[str], text: str) -> None:
    wanted, at = [], 0
    while at < len(text):
        here = max((word for word in words if text.startswith(word, at)), key=len, default="")
        if here:
            wanted.append((at, at + len(here), words.index(here)))
        at += max(1, len(here))
    assert list(zip(*build_trie(words).longest(code_points(text)).tolist(), strict=True)) == wanted
