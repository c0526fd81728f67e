"""A proposed project -> whether it only tells how many or how much of something there is."""

from __future__ import annotations

import re
from typing import Final

HOW_MANY: Final = re.compile(
    " ?(?:一次|一共|总共|共计|共|已|达|有|来了|签了|落了)*(?:\\d+个|[两三四五六七八九十]+个(?=[,。:;、\n]|$))"
)
_COUNTED: Final = re.compile("\\d+(?:条|个|座|栋|台|套|家|处)")
_SO_MANY: Final = re.compile(
    "(?<!第)(?:[两三四五六七八九十几多]|[2-9]|\\d[01])[个批项]$"
)  # in front: 推进两个高端制造项目
# 包括80万千瓦风电、2万吨甲醇: what a project consists of or is able to, and none itself unless a list counts it as one.
_QUANTITY: Final = re.compile(
    r"(?:年产|年加工|年处理)?[\d.]+[万亿]?(?:吨|千瓦|兆瓦|[MG]Wh?|套|台|件|片|辆|只|支|平方米|立方米)"
)
_PARTS: Final = re.compile(
    "(?:包括|包含|以及|其中|建设内容|规模|产能|产出|能力|装机|形成|达到|配套|配建|配置|建成后|投产后|可|将)[^,。;\n]*$"
)
_MOST_BEFORE: Final = 60  # characters
_COUNTED_AS: Final = re.compile("[^。;\n]{0,60}?等[^,。;\n]{0,10}(?:项目|工程)")
# A project already told that is going to have what follows, in the sentence up to it.
_HAS_PARTS: Final = re.compile(
    "(?:该|本|此|[一二三首]期)项目.{0,40}?(?:将建|拟建|建设|建成|设立|布局|分为|新建|包括|涵盖)|建设内容|建设规模"
)
_SAYS_SO: Final = ("项目", "工程")
_LINKS: Final = ("、", "及", "和", "等")
_SENTENCE: Final = "。;\n"
_BUILT: Final = ("项目", "工程", "基地", "线", "园", "中心", "站", "厂", "期", "改造", "扩建", "技改")
_YEARLY: Final = ("年产", "日产", "月产")
_ABLE: Final = ("后", "可", "能", "可以", "能够", "将", "预计", "实现", "形成", "达到")  # 投产后可年产5万吨铝箔


def why_no_project(folded: str, start: int, end: int) -> str | None:
    """Why a span is no project but a number of them, or so much of a product; None if nothing says so."""
    name = folded[start:end]
    if _is_count(folded, name, end) or _SO_MANY.search(folded, max(0, start - 3), start):
        return "a count"
    if _is_capacity(folded, start, name):
        return "what is made in a year"
    if _is_part(folded, start, end) or _is_piece(folded, start, end):
        return "what something consists of"
    return None


def _is_piece(folded: str, start: int, end: int) -> bool:
    """Whether something is one of several that a project already told will have: 该项目将设立研发中心、智算中心."""
    sentence = max(folded.rfind(mark, 0, start) for mark in _SENTENCE) + 1
    return (
        not folded.endswith(_SAYS_SO, start, end)
        and (folded[start - 1 : start] in _LINKS or folded[end : end + 1] in _LINKS)
        and _HAS_PARTS.search(folded, sentence, start) is not None
        and _COUNTED_AS.match(folded, end) is None
    )


def _is_count(folded: str, name: str, end: int) -> bool:
    """Whether so many things are told, and none of them: 5条生产线, 储能项目8个."""
    counted = _COUNTED.match(name) is not None and not name.endswith("项目")
    return counted or (name.endswith("项目") and HOW_MANY.match(folded, end) is not None)


def _is_capacity(folded: str, start: int, name: str) -> bool:
    """Whether it is told what will be made in a year: 投产后可年产5万吨铝箔; but 形成年产5万吨铝箔项目."""
    return name.startswith(_YEARLY) and not name.endswith("项目") and folded.endswith(_ABLE, 0, start)


def _is_part(folded: str, start: int, end: int) -> bool:
    """Whether so much of a product is told as what something has or makes, and no list counts it as a project."""
    return (
        _QUANTITY.match(folded, start, end) is not None
        and not folded.endswith(_BUILT, start, end)
        and folded[start - 1 : start] != "的"  # whose it is is told
        and _PARTS.search(folded, max(0, start - _MOST_BEFORE), start) is not None
        and _COUNTED_AS.match(folded, end) is None
    )
