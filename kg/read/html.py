"""A saved web page -> a draft: its title and the text that a reader sees, each row of a table in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kg.read.cells import Cell, spread_cells, tidy, write_rows
from kg.read.outcome import Draft, Rejected

UNSEEN = frozenset({"head", "script", "style", "noscript", "template", "svg", "nav", "header", "footer", "aside"})
BLOCK = re.compile(
    "address|article|blockquote|br|d[dlt]|div|figure|form|h[1-6]|hr|li|main|[ou]l|p|pre|section|table|t[dhr]"
)
LONGEST_CELL = 1000  # characters; what is longer is a page's column and no cell


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
    yield Draft(file=file, title=title, body="\n".join(tidy_lines("".join(page.body))))


def tidy_lines(text: str) -> list[str]:
    return list(filter(None, map(tidy, text.split("\n"))))


@dataclass(slots=True)
class Table:
    """A table while it is read: its rows, and the words of the cell that is open, if one is."""

    rows: list[list[tuple[Cell, list[str]]]] = field(default_factory=list)
    open: list[str] | None = None
    is_layout: bool = False

    def begin_row(self) -> None:
        self.open = None
        self.rows.append([])

    def begin_cell(self, spans: dict[str, str | None]) -> None:
        if not self.rows:
            self.rows.append([])
        self.open = []
        cell = Cell("", columns=number_of(spans.get("colspan")), rows=number_of(spans.get("rowspan")))
        self.rows[-1].append((cell, self.open))

    def lines(self) -> list[str]:
        """A line a row; of a table that only puts parts of a page beside each other, their text."""
        for row in self.rows:
            for cell, words in row:
                cell.text = "".join(words)
        cells = [[cell for cell, _ in row] for row in self.rows]
        longest = max((len(tidy(cell.text)) for row in cells for cell in row), default=0)
        if self.is_layout or sum(len(row) > 1 for row in cells) < 2 or longest > LONGEST_CELL:
            return [line for row in cells for cell in row for line in tidy_lines(cell.text)]
        return write_rows(spread_cells(cells))


def number_of(given: str | None) -> int:
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 6 else 1


class Page(HTMLParser):
    """Gathers the title, the first heading and the seen text of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.heading: list[str] = []
        self.body: list[str] = []
        self.tables: list[Table] = []
        self.unseen: list[str] = []
        self.inside: str | None = None
        self.headings = 0

    @property
    def place(self) -> list[str]:
        """Where text goes: into the innermost open cell, else into the body."""
        return next((table.open for table in reversed(self.tables) if table.open is not None), self.body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen.append(tag)
        elif tag == "body":
            self.unseen.clear()  # a page that never closes its head
        elif tag in ("title", "h1"):
            self.headings += tag == "h1"
            self.inside = tag
        self.begin_part_of_table(tag, dict(attrs))
        if BLOCK.fullmatch(tag):
            self.place.append("\n")

    def begin_part_of_table(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "table":
            for around in self.tables:
                around.is_layout = True
            self.tables.append(Table())
        elif self.tables and tag == "tr":
            self.tables[-1].begin_row()
        elif self.tables and tag in ("td", "th"):
            self.tables[-1].begin_cell(attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            del self.unseen[self.unseen.index(tag) :]
        if tag == self.inside:
            self.inside = None
        if tag == "table" and self.tables:
            self.end_table()
        elif tag in ("td", "th", "tr") and self.tables:
            self.tables[-1].open = None
        if BLOCK.fullmatch(tag):
            self.place.append("\n")

    def end_table(self) -> None:
        lines = self.tables.pop().lines()
        self.place.append("\n" + "".join(f"{line}\n" for line in lines))

    def close(self) -> None:
        super().close()
        while self.tables:
            self.end_table()

    def handle_data(self, data: str) -> None:
        if self.inside == "title":
            self.title.append(data)
        elif self.unseen and self.inside != "h1":
            return
        elif self.inside == "h1" and self.headings == 1:
            self.heading.append(data)
        else:
            self.place.append(data)
