"""A saved web page -> a draft: its title and the text that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from kg.read.outcome import Draft, Rejected

UNSEEN = frozenset({"head", "script", "style", "noscript", "template", "svg", "nav", "header", "footer", "aside"})
BLOCK = re.compile(
    "address|article|blockquote|br|d[dlt]|div|figure|form|h[1-6]|hr|li|main|[ou]l|p|pre|section|table|t[dhr]"
)


def read_html(text: str, file: str) -> Iterator[Draft | Rejected]:
    """The one article of a web page; navigation, header and footer are left out."""
    page = Page()
    try:
        page.feed(text)
        page.close()
    except (AssertionError, RecursionError) as error:  # how the standard parser gives up on broken declarations
        yield Rejected(file=file, reason=f"broken HTML: {error}")
        return
    title = tidy("".join(page.heading)) or tidy("".join(page.title))
    body = "\n".join(filter(None, map(tidy, "".join(page.body).split("\n"))))
    yield Draft(file=file, title=title, body=body)


def tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


class Page(HTMLParser):
    """Gathers the title, the first heading and the seen text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.heading: list[str] = []
        self.body: list[str] = []
        self.unseen: list[str] = []
        self.inside: str | None = None
        self.headings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen.append(tag)
        elif tag == "body":
            self.unseen.clear()  # a page that never closes its head
        elif tag in ("title", "h1"):
            self.headings += tag == "h1"
            self.inside = tag
        if BLOCK.fullmatch(tag):
            self.body.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            del self.unseen[self.unseen.index(tag) :]
        if tag == self.inside:
            self.inside = None
        if BLOCK.fullmatch(tag):
            self.body.append("\n")

    def handle_data(self, data: str) -> None:
        if self.inside == "title":
            self.title.append(data)
        elif self.unseen and self.inside != "h1":
            return
        elif self.inside == "h1" and self.headings == 1:
            self.heading.append(data)
        else:
            self.body.append(data)
