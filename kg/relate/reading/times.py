"""Text -> dates, resolved against the article's own date where that can be believed."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from kg.attribute_grammar import NEXT, SAME, AttributeGrammar
from kg.numerals import DIGITS, parse_number

# A month without a year that would lie further ahead than this is not of this year.
_AHEAD: Final = timedelta(days=45)
# An article whose latest year lies further back has the date of its copy, not of its writing; one year less is
# enough where the lead, which tells the news, names that year.
_STALE_YEARS: Final = 2
_LEAD: Final = 200
_MONTHS: Final = 12
_WEEK: Final = 7


class Time(NamedTuple):
    """A date in a text: `value` is 2024, 2024-05, 2024-05-06 or 2024-01/2024-03 (`kg.periods`)."""

    start: int
    end: int
    value: str


class _Point(NamedTuple):
    year: int
    month: int = 0
    day: int = 0
    until: int = 0  # the last month of several

    def value(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts) + (f"/{self.year:04}-{self.until:02}" if self.until else "")


def believable_date(text: str, published: str | None, grammar: AttributeGrammar) -> date | None:
    """The day an article was written; None where it has no full date, or tells of nothing near it.

    A crawler's date on an old article would shift every 去年 and 今年3月.
    """
    if published is None or not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", published):
        return None
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return None
    explicit = grammar.patterns.explicit_year
    years = [int(year) for year in explicit.findall(text)]
    gap = day.year - max(years, default=day.year)
    stale = gap > _STALE_YEARS or (gap == _STALE_YEARS and explicit.search(text[:_LEAD]) is not None)
    return None if stale else day


def find_times(folded: str, written: date | None, grammar: AttributeGrammar) -> tuple[Time, ...]:
    """Every date in a text, written on some day, that can be told, in order; spans of time (1—9月, 截至2月18日) are
    none."""
    titles = [m.span() for m in grammar.patterns.in_title.finditer(folded)]
    return tuple(_resolve(folded, written, titles, grammar))


def _resolve(
    folded: str, written: date | None, titles: list[tuple[int, int]], grammar: AttributeGrammar
) -> Iterator[Time]:
    last: _Point | None = None
    last_end = -1
    for match in grammar.time.finditer(folded):
        start, end = match.span()
        if any(low <= start < high for low, high in titles):
            continue
        known = last if last and _in_reach(folded, last_end, start) else None
        point = _point(match, written, known, grammar, _is_planned(folded, start, end, grammar))
        if point is None or not _exists(point):
            continue
        last, last_end = point, end
        if not _bounds_a_span(folded, start, end, grammar):
            yield Time(start, end, point.value())


def _in_reach(folded: str, low: int, high: int) -> bool:
    """Whether a date may lean on the date before it: in one line, not too far."""
    return high - low <= 120 and folded.count("\n", low, high) == 0


def _bounds_a_span(folded: str, start: int, end: int, grammar: AttributeGrammar) -> bool:
    told = grammar.patterns
    if told.by_year_end.match(folded, max(start, end - 2), end + 1):
        return False
    before = folded[max(0, start - 4) : start]
    return told.no_time_before.search(before) is not None or told.no_time_after.match(folded, end) is not None


def _is_planned(folded: str, start: int, end: int, grammar: AttributeGrammar) -> bool:
    """Whether 预计, 计划, 将 stand right before a date or 前, 将 right after it."""
    told = grammar.patterns
    return (
        told.planned.search(folded, max(0, start - 6), start) is not None or told.to_come.match(folded, end) is not None
    )


def _point(
    match: re.Match[str], written: date | None, last: _Point | None, grammar: AttributeGrammar, planned: bool
) -> _Point | None:
    groups = match.groupdict()
    if groups["iso"]:
        return _Point(int(groups["iso_year"]), int(groups["iso_month"]), int(groups["iso_day"] or 0))
    if groups["year"] or groups["by_year"]:
        year = _number(groups["year"]) if groups["year"] else _year_by_word(groups["by_year"], written, last, grammar)
        first, until = _months(groups, "")
        return _Point(year, first or _number(groups["month"]), _number(groups["day"]), until) if year else None
    if groups["by_month"]:
        return _month_by_word(groups, written, grammar)
    if groups["by_day"]:
        return _day_by_word(groups["by_day"], written, last, grammar)
    if weekday := groups["weekday"]:
        return _day_of_week(grammar.weekdays[weekday], written, last_week=groups["last_week"] is not None)
    if groups["edge"] or groups["month_edge"]:
        return _edge(None if planned else last, written, of_month=groups["edge"] is None)
    if (months := _months(groups, "own_"))[0]:
        return _part_of_year(*months, written, last, planned)
    if groups["own_month"]:
        return _without_year(_number(groups["own_month"]), _number(groups["own_day"]), written, last, planned)
    if last and last.month and not last.until and groups["lone_day"]:
        return _Point(last.year, last.month, int(groups["lone_day"]))
    return _lone_day(int(groups["lone_day"] or groups["told_day"] or 0), written)


def _year_by_word(word: str, written: date | None, last: _Point | None, grammar: AttributeGrammar) -> int:
    offset = grammar.years[word]
    if offset in (SAME, NEXT):
        if last is None and word in grammar.patterns.this_year:
            return written.year if written else 0
        return last.year + offset - SAME if last else 0
    return written.year + offset if written else 0


def _month_by_word(groups: dict[str, str | None], written: date | None, grammar: AttributeGrammar) -> _Point | None:
    if written is None:
        return None
    months = written.year * 12 + written.month - 1 + grammar.months[groups["by_month"] or ""]
    return _Point(months // 12, months % 12 + 1, _number(groups["month_day"]))


def _day_by_word(word: str, written: date | None, last: _Point | None, grammar: AttributeGrammar) -> _Point | None:
    offset = grammar.days[word]
    if offset in (SAME, NEXT):
        if last is None or not last.day or not _exists(last):
            return None
        day = date(last.year, last.month, last.day) + timedelta(days=offset - SAME)
    elif written is None:
        return None
    else:
        day = written + timedelta(days=offset)
    return _Point(day.year, day.month, day.day)


def _without_year(month: int, day: int, written: date | None, last: _Point | None, planned: bool) -> _Point | None:
    """5月6日: the year of the date before, else the article's; far ahead and not planned it is nobody's guess.

    What is planned is not of a year that has gone by: 去年3月开工，预计6月完工.
    """
    if last is not None and not (planned and written is not None and last.year < written.year):
        return _Point(last.year, month, day)
    if written is None or not 1 <= month <= 12 or not 0 <= day <= 31:
        return None
    if planned or date(written.year, month, 1) - written <= _AHEAD:
        return _Point(written.year, month, day)
    return _Point(written.year - 1, month, day) if written.month <= 2 and month >= 11 else None


def _edge(last: _Point | None, written: date | None, *, of_month: bool) -> _Point | None:
    """年底, 月初: of the year or month of the date before, else of the article's."""
    if last is not None and not (of_month and (not last.month or last.until)):
        return _Point(last.year, last.month if of_month else 0)
    return _Point(written.year, written.month if of_month else 0) if written is not None else None


def _months(groups: Mapping[str, str | None], own: str) -> tuple[int, int]:
    """The first and the last month of a quarter, of half a year, of the first months; zeros for none."""
    if quarter := _number(groups[own + "quarter"]):
        return 3 * quarter - 2, 3 * quarter
    if groups[own + "first_half"]:
        return 1, 6
    if groups[own + "second_half"]:
        return 7, 12
    until = 3 * _number(groups[own + "quarters"]) or _number(groups[own + "upto"])
    return (1, until) if until else (0, 0)


def _part_of_year(first: int, until: int, written: date | None, last: _Point | None, planned: bool) -> _Point | None:
    """一季度: of the year of the date before, else of the article's; what has not come and is not planned is of the
    year before."""
    if last is not None and not (planned and written is not None and last.year < written.year):
        return _Point(last.year, first, 0, until)
    if written is None or not 1 <= until <= _MONTHS:
        return None
    ahead = not planned and first > 1 and date(written.year, first, 1) - written > _AHEAD
    return _Point(written.year - 1 if ahead else written.year, first, 0, until)


def _day_of_week(weekday: int, written: date | None, *, last_week: bool) -> _Point | None:
    """上周五, 本周一: weeks begin with Monday."""
    if written is None:
        return None
    day = written + timedelta(days=weekday - written.weekday() - (_WEEK if last_week else 0))
    return _Point(day.year, day.month, day.day)


def _lone_day(day: int, written: date | None) -> _Point | None:
    """26日 alone: of the article's month, or of the month before if it has not come yet."""
    if written is None or not 1 <= day <= 31:
        return None
    back = day > written.day
    months = written.year * 12 + written.month - 1 - back
    return _Point(months // 12, months % 12 + 1, day)


def _exists(point: _Point) -> bool:
    if not 1900 <= point.year <= 2100 or not 0 <= point.month <= 12:
        return False
    if point.until:
        return 1 <= point.month <= point.until <= _MONTHS
    if not point.month:
        return not point.day
    return 0 <= point.day <= monthrange(point.year, point.month)[1]


def _number(text: str | None) -> int:
    """A year, month or day in digits or characters; 0 for none."""
    if not text:
        return 0
    if len(text) == 4 and all(c in DIGITS for c in text):
        return int("".join(str(int(parse_number(c) or 0)) for c in text))
    return int(parse_number(text) or 0)
