"""A proposed name in its line -> whether it only tells a kind of things, or who published the page."""

from __future__ import annotations

import re
from typing import Final

from kg.extract.divisions import first_place
from kg.lexicon import Lexicon

# 涉及新材料、智慧园区等领域; but of 甲公司、乙公司等行业龙头 something else is told.
_TRADES: Final = re.compile(
    "(?:、[^,。;:!?\n等]*)?等(?:多个|[两三四五六七八九十]大|重点|主导|优势)?(?:行业|领域|产业)(?:领域)?(?=[,。;、)\n]|$)"
)
_OPENS_TRADES: Final = re.compile("(?:涉及|涵盖|聚焦|围绕|集中在|包括|、)[^,。;:!?\n]*$")
# 建设研发、生产、仓储为一体的综合园区: what it has, and what it is.
_WHOLE: Final = re.compile("[^,。;:!?\n的集建投]*[为于]一体的")
_AS_A_WHOLE: Final = re.compile("[为于]一体的$")
ANY_ZONE: Final = re.compile("(?:经济|工业)?开发区|(?:工业|产业)园区")  # 吉林高新区 is that of the city
_MOST_BEFORE: Final = 60  # characters
_CLOCK: Final = r"\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日? +\d{1,2}:\d{2}"
_PUBLISHED: Final = re.compile(f"[^,。;:、\n]{{0,8}} *{_CLOCK}")  # 甲地发布 2024-05-06 09:00
_SOURCE: Final = re.compile("(?:来源|稿源|作者|供稿|编辑|责编|摄影) ?: ?[^ ,。;:\n]{0,8}$")
_MEDIA: Final = frozenset({"City", "Province", "Enterprise", "Project", "Park"})


def is_kind(folded: str, start: int, end: int) -> bool:
    """Whether a firm, park or project is one of the trades that a list tells, or what a thing has or is as a whole."""
    before = max(0, start - _MOST_BEFORE)
    if _AS_A_WHOLE.search(folded, before, start):
        return True
    listed = "、" in (folded[start - 1 : start], folded[end : end + 1])
    if listed and _WHOLE.match(folded, end):
        return True
    return _TRADES.match(folded, end) is not None and _OPENS_TRADES.search(folded, before, start) is not None


def is_any_zone(name: str, lexicon: Lexicon) -> bool:
    """Whether a name is that of all zones of a province: 黑龙江省开发区."""
    at = first_place(name, lexicon)
    return ANY_ZONE.fullmatch(name, at) is not None and any(r.type == "Province" for r in lexicon.forms[name[:at]])


def published(folded: str, start: int, end: int, kind: str) -> bool:
    """Whether a name is in that of who published the page or wrote for it: 来源:甲网, 乙地发布 2024-05-06 09:00."""
    if kind not in _MEDIA:
        return False
    line = folded.rfind("\n", 0, start) + 1
    alone = not folded[line:start].strip() and _PUBLISHED.match(folded, end) is not None
    return alone or _SOURCE.search(folded, line, start) is not None
