"""Covers: the longest word wins, the leftmost of equally long ones; sure names are those with one sure type."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.known import Words, sure_names
from kg.lexicon import Trust
from kg.text import fold_text
from kg.trie import build_trie, code_points
from tests.handmade import known


@given(st.lists(st.text("abc", min_size=1, max_size=4), unique=True, max_size=8), st.text("abc", max_size=14))
def test_the_longest_words_cover_and_the_leftmost_of_equals(forms: list[str], text: str) -> None:
    codes = [-1 if form.startswith("c") else number for number, form in enumerate(forms)]
    words = Words(build_trie(forms), {"kind": np.array(codes, dtype=np.int64)})
    wanted = [0] * len(text)
    spans = [
        (start, start + len(form), code)
        for form, code in zip(forms, codes, strict=True)
        for start in range(len(text))
        if code >= 0 and text.startswith(form, start)
    ]
    for start, end, code in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if not any(wanted[start:end]):
            tags = [4] if end - start == 1 else [1, *[2] * (end - start - 2), 3]
            wanted[start:end] = [code * 8 + tag for tag in tags]
    assert words.cover(words.trie.scan(code_points(text)), "kind", len(text)).tolist() == wanted


@given(st.lists(st.sampled_from(["襄阳", "襄阳市", "高新区", "甲辰集团", "“襄十条”", "，", "投资", "𠮷"])).map("".join))
def test_what_is_sure_has_one_sure_type(text: str) -> None:
    folded, lexicon = fold_text(text), known().lexicon
    for start, end, kind in sure_names([folded], lexicon)[0]:
        readings = lexicon.forms[folded[start:end]]
        assert {reading.type for reading in readings if reading.trust == Trust.SAFE} == {kind}


def test_a_sure_name_in_a_longer_one_is_found_too() -> None:
    assert [(s, e) for s, e, _ in sure_names(["在襄阳市高新区"], known().lexicon)[0]][:1] == [(1, 4)]
