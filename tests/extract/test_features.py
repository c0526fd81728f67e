"""Feature channels: one number a character, the longest name wins, chunks end at punctuation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.features import MARGIN, feature_channels, joined_channels
from kg.extract.templates import TEMPLATES, shifted
from kg.text import fold_text
from tests.extract.texts import channels_of, texts
from tests.handmade import known

KNOWLEDGE = known()


@given(texts)
def test_every_channel_has_one_small_number_a_character(text: str) -> None:
    for name, channel in channels_of(text).items():
        assert len(channel) == len(text), name
        assert (channel >= 0).all(), name


@given(texts)
def test_what_covers_a_text_begins_and_ends(text: str) -> None:
    for name in ("place", "name", "head", "near", "stop"):
        inside = False
        for tag in (channels_of(text)[name] % 8).tolist():
            assert (tag in (2, 3)) if inside else (tag in (0, 1, 4)), name
            inside = tag in (1, 2)
        assert not inside, name


@given(st.lists(st.one_of(texts, st.text(min_size=1, max_size=8).map(fold_text)), min_size=1, max_size=4))
def test_joined_texts_do_not_see_each_other(parts: list[str]) -> None:
    joined, starts = joined_channels(parts, KNOWLEDGE.lexicon, KNOWLEDGE.grammar)
    for part, start in zip(parts, starts, strict=True):
        for name, channel in feature_channels(part, KNOWLEDGE.lexicon, KNOWLEDGE.grammar).items():
            assert joined[name][start : start + len(part)].tolist() == channel.tolist(), name
            assert not joined[name][start - MARGIN : start].any(), name
            assert not joined[name][start + len(part) : start + len(part) + MARGIN].any(), name


def test_no_template_looks_farther_than_the_margin() -> None:
    assert max(abs(offset) for template in TEMPLATES for _, offset in template) == MARGIN


def test_the_longest_place_covers_the_shorter_one() -> None:
    assert channels_of("湖北省襄阳市")["place"].tolist() == [17, 18, 19, 17, 18, 19]


def test_a_bracket_holds_what_stands_in_it_up_to_the_line_end() -> None:
    assert channels_of("a《b(c)d》e《f\ng")["bracket"].tolist() == [0, 8, 1, 8, 3, 9, 1, 9, 0, 8, 1, 0, 0]


def test_a_chunk_begins_anew_behind_a_comma() -> None:
    assert channels_of("一二三四五六七，八九")["begin"].tolist() == [1, 2, 3, 4, 5, 6, 6, 0, 1, 2]


@pytest.mark.parametrize("text", ["深圳光源科技有限公司，落户襄阳产业园", "项目。项目", "公司", "与"])
def test_the_head_ahead_is_the_next_one_of_the_chunk(text: str) -> None:
    channels = channels_of(text)
    ends = [tag in (3, 4) for tag in (channels["head"] % 8).tolist()]
    for i in range(len(text)):
        following = 0
        for j in range(i, len(text)):
            if text[j] in "，。":
                break
            if ends[j]:
                following = int(channels["head"][j]) // 8
                break
        assert channels["ahead"][i] == following


@given(st.lists(st.integers(1, 9), min_size=1, max_size=9), st.integers(-3, 3))
def test_a_shift_looks_elsewhere_and_sees_nothing_outside(values: list[int], offset: int) -> None:
    seen = shifted(np.array(values), min(offset, len(values)) if offset > 0 else max(offset, -len(values)))
    for at, value in enumerate(seen.tolist()):
        there = at + (min(offset, len(values)) if offset > 0 else max(offset, -len(values)))
        assert value == (values[there] if 0 <= there < len(values) else 0)
