"""Words: the same cut as jieba's, and channels that fit the text."""

from __future__ import annotations

import jieba
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.cut import jieba_dictionary
from kg.extract.words import word_channels
from kg.trie import code_points

PIECES = [
    "襄阳",
    "高新区",
    "比亚迪",
    "有限公司",
    "的",
    "新能源汽车",
    "SK",
    "3M",
    "C++",
    "1.5%",
    "2024",
    "-",
    "_",
    "&",
    ".",
]
PIECES += [
    "《",
    "》",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\u3000",
    "、",
    "。",
    "龥",
    "龦",
    "\U00020000",
    "〇",
    "é",
    "产业园",
    "一",
    "x",
]
texts = st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.text(max_size=20))


def cut_text(folded: str) -> list[str]:
    """The words of a text, all characters kept."""
    ends = jieba_dictionary().cut(code_points(folded))[0].tolist()
    return [folded[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@given(texts)
def test_the_cut_is_that_of_jieba(text: str) -> None:
    assert cut_text(text) == list(jieba.cut(text, HMM=False))


@given(texts)
def test_words_begin_go_on_and_end(text: str) -> None:
    cut = cut_text(text)
    wanted = [tag for word in cut for tag in ([4] if len(word) == 1 else [1, *[2] * (len(word) - 2), 3])]
    assert word_channels(text)["word"].tolist() == wanted


@given(texts)
def test_neighbours_see_each_other(text: str) -> None:
    channels = word_channels(text)
    cut = cut_text(text)
    starts = np.cumsum([0, *map(len, cut)])[:-1].tolist()
    own = [int(channels["this"][at]) for at in starts]
    assert [int(channels["last"][at]) for at in starts] == [0, *own][: len(cut)]
    assert [int(channels["next"][at]) for at in starts] == [*own, 0][1:]
