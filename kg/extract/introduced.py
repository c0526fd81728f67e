"""Folded text + spans -> short forms that the article introduces: 全称(以下简称"…")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

# A stock code or the like may stand first; behind it a bare 称 is a verb.
_BRACKET: Final = re.compile(
    r"\((?:(?P<before>[^()]{1,40}?)[,;、] ?)??"
    r"(?:以下|下文|下)?(?:均|统一)?(?:简称|统称|合称|简写|暂名|暂定名|又名|又称|原名|曾用名|也称|也叫|(?<![,;、 ])称)"
    r"(?:为|作)?:?(?P<body>[^()]{1,60})\)"
)
_QUOTED: Final = re.compile(r"""["'《「『]([^"'《》「」『』]{1,30})["'》」』]""")
_UNQUOTED: Final = re.compile(r"[、/]|或者?")
# What a text calls itself or its subject names nothing elsewhere.
_GENERIC: Final = frozenset(
    (
        "公司",
        "本公司",
        "上市公司",
        "集团",
        "本集团",
        "项目",
        "本项目",
        "该项目",
        "园区",
        "甲方",
        "乙方",
        "丙方",
        "协议",
        "本协议",
        "标的公司",
        "子公司",
        "合同",
        "双方",
        "两地",
        "方案",
    )
)

Introduction = tuple[str, str, str]


def introductions(folded: str, spans: Sequence[tuple[int, int, str]]) -> Iterator[Introduction]:
    """(short form, full form, type) for every bracket that introduces one behind a span."""
    ends = {end: (start, kind) for start, end, kind in spans}
    for found in _BRACKET.finditer(folded):
        at = found.start()
        while at > 0 and folded[at - 1] in '"》) ':
            if at in ends:
                break
            at -= 1 if folded[at - 1] != ")" else max(1, at - folded.rfind("(", 0, at))
        if found.end("before") in ends:  # the bracket names another: 甲(股东乙公司,简称"乙")
            at = found.end("before")
        owner = ends.get(at)
        if owner is None:
            continue
        start, kind = owner
        body = found["body"]
        # Without quotes a comma ends the names.
        shorts = _QUOTED.findall(body) or [
            part.strip("\"'《》 ") for part in _UNQUOTED.split(re.split("[,;]", body)[0])
        ]
        for short in shorts:
            if len(short) >= 2 and (short not in _GENERIC or f"《{short}》" in body):
                yield short, folded[start:at], kind
