"""A saved web page -> a draft: its title and the text that a reader sees, each row of a table in a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kg.read.cells import Cell, spread_cells, tidy, write_rows
from kg.read.dates import find_date, normalise_date
from kg.read.outcome import Draft, Rejected

UNSEEN = frozenset({"head", "script", "style", "noscript", "template", "svg", "nav", "header", "footer", "aside"})
FIELDS = frozenset({"textarea", "select", "iframe", "object", "dialog"})
HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
VOID = re.compile("area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr")
PARAGRAPH = "address|article|blockquote|d[dlt]|div|figure|form|h[1-6]|hr|li|main|[ou]l|p|pre|section|table|t[dhr]"
BLOCK = re.compile(f"br|{PARAGRAPH}")
# Elements that end where one of these begins, though no tag says so.
ENDED_BY = {
    **dict.fromkeys(("head", "p"), re.compile(PARAGRAPH)),
    "li": re.compile("li"),
    **dict.fromkeys(("dt", "dd"), re.compile("d[dt]")),
    **dict.fromkeys(("td", "th"), re.compile("t[dhr]|tbody|tfoot")),
    "tr": re.compile("tr|tbody|tfoot"),
}
# Where a page tells when it was published: properties and names of <meta>.
DATES = re.compile(
    r"(?:article:|og:)?publish(?:ed)?(?:[_-]?(?:time|date))|pub[_-]?(?:date|time)|datepublished|dc\.date(?:\.issued)?|date",
    re.IGNORECASE,
)
HEAD_LINES = 12  # of the text that may tell when it was published, in words; the last one may, too
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
    lines = tidy_lines("".join(page.body))
    date = page.date or find_date((*lines[:HEAD_LINES], *lines[-1:]))
    yield Draft(file=file, title=title, body="\n".join(lines), date=date)


def tidy_lines(text: str) -> list[str]:
    return list(filter(None, map(tidy, text.split("\n"))))


@dataclass(slots=True)
class Table:
    """A table while it is read: what stands around it, its rows, and the words of the cell that is open, if one is."""

    around: list[str]
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
    """Gathers the title, the first heading, the seen text and the date of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.heading: list[str] = []
        self.body: list[str] = []
        self.told: dict[str, str] = {}  # dates, by the element that tells them
        self.tables: list[Table] = []
        self.open: list[tuple[str, bool]] = []  # the elements around, and whether what is in them is seen
        self.names: Counter[str] = Counter()  # of these elements
        self.inside: str | None = None
        self.headings = 0

    @property
    def date(self) -> str | None:
        """When the page says that it was published: in its head, else beside its text."""
        return self.told.get("meta") or self.told.get("time")

    @property
    def is_seen(self) -> bool:
        return not self.open or self.open[-1][1]

    @property
    def place(self) -> list[str]:
        """Where text goes: into the innermost open cell, else into the body."""
        if not self.tables:
            return self.body
        return self.tables[-1].around if self.tables[-1].open is None else self.tables[-1].open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "body":
            self.end_elements(0)  # a page that never closes its head
        elif tag in ("title", "h1"):
            self.headings += tag == "h1"
            self.inside = tag
        self.begin_element(tag, attributes)
        self.begin_part_of_table(tag, attributes)
        self.note_date(tag, attributes)
        if BLOCK.fullmatch(tag):
            self.place.append("\n")

    def begin_element(self, tag: str, attributes: dict[str, str | None]) -> None:
        while self.open and (ends := ENDED_BY.get(self.open[-1][0])) and ends.fullmatch(tag):
            self.end_elements(len(self.open) - 1)
        if not VOID.fullmatch(tag):
            self.names[tag] += 1
            hidden = tag in UNSEEN | FIELDS or "hidden" in attributes or HIDING.search(attributes.get("style") or "")
            self.open.append((tag, self.is_seen and not hidden))

    def begin_part_of_table(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "table":
            if self.tables:
                self.tables[-1].is_layout = True
            self.tables.append(Table(self.place))
        elif self.tables and tag == "tr":
            self.tables[-1].begin_row()
        elif self.tables and tag in ("td", "th"):
            self.tables[-1].begin_cell(attributes)

    def note_date(self, tag: str, attributes: dict[str, str | None]) -> None:
        names = (attributes.get(name) or "" for name in ("property", "name", "itemprop"))
        if tag == "meta" and any(map(DATES.fullmatch, names)):
            given = attributes.get("content")
        elif tag == "time":
            given = attributes.get("datetime")
        else:
            return
        if date := normalise_date(given or ""):
            self.told.setdefault(tag, date)

    def handle_endtag(self, tag: str) -> None:
        if self.names[tag]:
            self.end_elements(next(n for n in reversed(range(len(self.open))) if self.open[n][0] == tag))
        if tag == self.inside:
            self.inside = None
        if tag == "table" and self.tables:
            self.end_table()
        elif tag in ("td", "th", "tr") and self.tables:
            self.tables[-1].open = None
        if BLOCK.fullmatch(tag):
            self.place.append("\n")

    def end_elements(self, number: int) -> None:
        """The element of this number ends, and all that are in it."""
        self.names.subtract(name for name, _ in self.open[number:])
        del self.open[number:]

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
        elif self.inside == "h1" and self.headings == 1:
            self.heading.append(data)
        elif self.is_seen:
            self.place.append(data)
