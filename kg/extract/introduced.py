"""Folded text + spans -> short forms that the article introduces: 全称(以下简称"…")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.name_grammar import AnnouncedGrammar

_QUOTED: Final = re.compile(r"""["'《「『]([^"'《》「」『』]{1,30})["'》」』]""")

Introduction = tuple[str, str, str]


def introductions(
    folded: str, spans: Sequence[tuple[int, int, str]], rules: AnnouncedGrammar
) -> Iterator[Introduction]:
    """(short form, full form, type) for every bracket that introduces one behind a span."""
    ends = {end: (start, kind) for start, end, kind in spans}
    for found in rules.introduces.finditer(folded):
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
            part.strip("\"'《》 ") for part in rules.or_else.split(re.split("[,;]", body)[0])
        ]
        for short in shorts:
            if len(short) >= 2 and (short not in rules.of_itself or f"《{short}》" in body):
                yield short, folded[start:at], kind
