"""Portal pages -> drafts. One file holds many articles: a line `-`, the title, one long body line, the date.

What follows the last date (`有想补充的信息?点我投稿`, `- 联系我们`) is the portal's own and no article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.read.dates import normalise_date
from kg.read.outcome import Draft, Rejected

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
BOILERPLATE = re.compile(r"-\s+\S.*|.{0,20}点我投稿")
LONGEST_BOILERPLATE = 40  # characters; a longer line behind a date is text that somebody may miss


def is_portal(text: str) -> bool:
    """Whether a line `-` is followed by a line of text and, later, by one that is a date."""
    lines_since = 0
    for line in text.split("\n"):
        content = line.strip()
        if content == "-":
            lines_since = 1
        elif lines_since > 1 and DATE.fullmatch(content):
            return True
        elif lines_since and content:
            lines_since += 1
    return False


def read_portal(text: str, file: str) -> Iterator[Draft | Rejected]:
    """The articles of a portal page, each with the line of its `-`."""
    for line, block in split_blocks(text):
        yield read_block(block, file, line)


def split_blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The filled lines after each line `-`, with its number. Only `\\n` ends a line: a body may hold other breaks."""
    start, block = 0, list[str]()
    for number, line in enumerate(text.split("\n"), start=1):
        content = line.removesuffix("\r")
        if content.strip() == "-":
            if start:
                yield start, block
            start, block = number, []
        elif content.strip():
            block.append(content)
    if start:
        yield start, block


def read_block(block: list[str], file: str, line: int) -> Draft | Rejected:
    """The article of one block, which its date ends."""
    dated = next((n for n, content in enumerate(block) if n and DATE.fullmatch(content.strip())), None)
    if dated is None:
        kept, date, behind = [content for content in block if not BOILERPLATE.fullmatch(content.strip())], None, []
        remarks = ["no date behind the body"]
    else:
        kept, behind = block[:dated], block[dated + 1 :]
        date = normalise_date(block[dated])
        remarks = [] if date else [f"date {block[dated].strip()!r} is not understood and left out"]
    lost = sum(len(content) > LONGEST_BOILERPLATE for content in behind)
    if lost:
        remarks.append(f"{lost} long line(s) behind the date are left out")
    if len(kept) < 2:
        reason = f"a title without a body: {kept[0][:30]}" if kept else "no article behind the line '-'"
        return Rejected(file=file, line=line, reason=reason)
    return Draft(file=file, line=line, title=kept[0], body="\n".join(kept[1:]), date=date, remarks=tuple(remarks))
