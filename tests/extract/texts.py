"""Texts put together from pieces that features and tagger see something in, and their channels."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.extract.features import Channels, feature_channels
from kg.knowledge import Knowledge
from kg.text import fold_text
from tests.handmade import known

PIECES = ["襄阳", "襄阳高新区", "比亚迪", "股份有限公司", "产业园", "项目", "落户", "与"]
PIECES += ["《", "》", "(", ")", "，", "。", "\n", "3", "S", "\U00020000"]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)


def channels_of(text: str, knowledge: Knowledge | None = None) -> Channels:
    """The channels of a text, by our own knowledge where no other is given."""
    knowledge = knowledge or known()
    return feature_channels(fold_text(text), knowledge.lexicon, knowledge.grammar)
