"""Portal pages -> drafts. One file holds many articles: a line `-`, the title, one long body line, the date.

What follows the last date (`有想补充的信息?点我投稿`, `- 联系我们`) is the portal's own and no article, nor is a short
head before the first `-`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.read.dates import date_of_line, is_date_line
from kg.read.outcome import Draft, Rejected

DASHES = "-—–－"
BOILERPLATE = re.compile(r"-\s+\S.*|.{0,20}点我投稿")
LONGEST_BOILERPLATE = 40  # characters; a longer line behind a date is text that somebody may miss


def find_dash(text: str) -> str | None:
    """The dash that is a line of its own before each article: one is followed by a line of text and, later, by one that
    is a day."""
    return next((dash for dash in DASHES if _sets_apart(dash, text)), None)


def _sets_apart(dash: str, text: str) -> bool:
    lines_since = 0
    for line in text.split("\n"):
        content = line.strip()
        if content == dash:
            lines_since = 1
        elif lines_since > 1 and is_date_line(content):
            return True
        elif lines_since and content:
            lines_since += 1
    return False


def read_portal(text: str, file: str, dash: str) -> Iterator[Draft | Rejected]:
    """The articles of a portal page, each with the line of its dash; one whose dash was forgotten with line 1."""
    head, *blocks = split_blocks(text, dash)
    if is_article(head[1]):
        blocks = [head, *blocks]
    for line, block in blocks:
        yield read_block(block, file, line)


def split_blocks(text: str, dash: str) -> Iterator[tuple[int, list[str]]]:
    """The filled lines before the first dash and after each, with its number. Only `\\n` ends a line: a body may
    hold other breaks."""
    start, block = 1, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        content = line.removesuffix("\r")
        if content.strip() == dash:
            yield start, block
            start, block = number, []
        elif content.strip():
            block.append(content)
    yield start, block


def is_article(block: list[str]) -> bool:
    """Whether the lines before the first `-` are more than the head of a page."""
    return any(
        len(content) > LONGEST_BOILERPLATE or (n > 1 and is_date_line(content)) for n, content in enumerate(block)
    )


def read_block(block: list[str], file: str, line: int) -> Draft | Rejected:
    """The article of one block, which its date ends: the last one, as a body may be signed with a date of its own."""
    dated = max((n for n, content in enumerate(block) if n and is_date_line(content)), default=None)
    if dated is None:
        kept, date, behind = [content for content in block if not BOILERPLATE.fullmatch(content.strip())], None, []
        remarks = ["no date behind the body"]
    else:
        kept, date, behind = block[:dated], date_of_line(block[dated]), block[dated + 1 :]
        remarks = [] if date else [f"date {block[dated].strip()!r} is not understood and left out"]
    lost = sum(len(content) > LONGEST_BOILERPLATE for content in behind)
    if lost:
        remarks.append(f"{lost} long line(s) behind the date are left out")
    if len(kept) < 2:
        reason = f"a title without a body: {kept[0][:30]}" if kept else "no article behind the line '-'"
        return Rejected(file=file, line=line, reason=reason)
    return Draft(file=file, line=line, title=kept[0], body="\n".join(kept[1:]), date=date, remarks=tuple(remarks))
