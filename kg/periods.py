"""Stretches of time as ISO 8601 writes them: 2024, 2024-05, 2024-05-06, and 2024-01/2024-03 from one to another."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

_POINT: Final = re.compile("[0-9]{4}(?:-[0-9]{2}){0,2}")
_UNITS: Final = {4: "year", 7: "month", 10: "day"}
# Months of a quarter and of half a year -> how precise that is; both begin where the year is cut into such parts.
_PARTS: Final = {3: "quarter", 6: "halfYear"}
_QUARTERS: Final = "一二三四"
_EDGE: Final = re.compile("(?:[初底末]|年中|[上中下]旬)$")


def is_period(text: str) -> bool:
    """Whether a text is such a stretch, with days that exist and an end that is not before its beginning."""
    try:
        first, last = bounds(text)
    except ValueError:
        return False
    return first <= last


@lru_cache(maxsize=4096)
def bounds(period: str) -> tuple[str, str]:
    """Its first and its last day. Raises ValueError where it is none."""
    first, slash, last = period.partition("/")
    return _days(first)[0], _days(last if slash else first)[1]


def length(period: str) -> int:
    """How many days it has: the fewer, the more precise."""
    first, last = map(date.fromisoformat, bounds(period))
    return (last - first).days + 1


def holds(one: str, other: str) -> bool:
    """Whether the other lies within the one: 2024-01/2024-03 holds 2024-02-29 and itself."""
    (first, last), (begin, end) = bounds(one), bounds(other)
    return first <= begin and end <= last


def is_after(period: str, day: str) -> bool:
    """Whether it begins after a day, a month or a year."""
    return bounds(period)[0][: len(day)] > day


def precision(period: str) -> str:
    """day, month, quarter, halfYear or year; other stretches are as precise as the points that they go between."""
    first, _, last = period.partition("/")
    if len(first) == len("2024-01") == len(last) and first[:4] == last[:4]:
        begin, end = int(first[5:]), int(last[5:])
        months = end - begin + 1
        if end % months == 0 and months in _PARTS:
            return _PARTS[months]
    return _UNITS[len(first)]


def _days(point: str) -> tuple[str, str]:
    """The first and the last day of a year, month or day."""
    if not _POINT.fullmatch(point):
        raise ValueError(f"{point!r} is no year, month or day")
    year, month, day = (int(part) for part in (point + "-00-00")[:10].split("-"))
    first = date(year, month or 1, day or 1)
    if day:
        return first.isoformat(), first.isoformat()
    after = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return first.isoformat(), (after - timedelta(days=1)).isoformat()


def say_period(period: str, quoted: str) -> str:
    """As a reader would say it, with the edge that the article's own words give: 2023年底, 2024年一季度末."""
    found = _EDGE.search(quoted)
    edge = found.group() if found else ""
    first, slash, last = period.partition("/")
    year = f"{first[:4]}年"
    if not slash:
        return f"{year if period == first[:4] else period + ' '}{edge}" if edge else period
    match precision(period):
        case "quarter":
            return f"{year}{_QUARTERS[int(first[5:]) // 3]}季度{edge}"
        case "halfYear":
            return f"{year}{'上' if first.endswith('-01') else '下'}半年"
        case "month" if first[:4] == last[:4]:
            return f"{year}{int(first[5:])}—{int(last[5:])}月"
    return f"{first}—{last}"
