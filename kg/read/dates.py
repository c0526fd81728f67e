"""The usual ways to write a date -> its ISO form; the lines of an article that tell when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

from kg.text import fold_text

_CLOCK: Final = r"(?:[T ]? ?\d{1,2}[:时]\d{2}.*)?"
_DATE: Final = re.compile(
    rf"(\d{{4}})(?:[-/.年](\d{{1,2}})(?:[-/.月](\d{{1,2}})日?)?月?)?年?{_CLOCK}", re.ASCII | re.DOTALL
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_HANZI: Final = re.compile(
    "([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_DIGITS: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
# Seconds or milliseconds from 1970, of the years 2001 to 2100; the day is that of China.
_SECONDS: Final = re.compile(r"([1-3]\d{9}|40\d{8})(?:\d{3}|\.\d+)?", re.ASCII)
_CHINA: Final = timezone(timedelta(hours=8))

_DAY: Final = r"\d{4}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2}| ?年 ?\d{1,2} ?月 ?\d{1,2} ?日)(?!\d)"
_LABEL: Final = "(?:发布|发表|更新|发稿|刊发|刊登|成文|印发)?(?:时间|日期)"
# A line that is a date: 2023-11-08 10:00, (2023年11月8日), 发布时间:2023/11/08.
_LINE: Final = re.compile(
    rf"[(\[]?(?:{_LABEL} ?[: ] ?)?(?P<day>{_DAY})(?:[T ]? ?\d{{1,2}}[:时]\d{{2}}(?:[:分](?:\d{{2}}秒?)?)?)?[)\]]?",
    re.ASCII,
)
# A line that tells where an article comes from: 来源:湖北日报 2023-11-08 09:12 浏览:25次.
_BYLINE: Final = re.compile(rf"(?:来源|作者|编辑|记者|浏览|阅读|点击|{_LABEL}) ?:", re.ASCII)
_LABELLED: Final = re.compile(rf"{_LABEL} ?: ?(?P<day>{_DAY})", re.ASCII)
_ANY: Final = re.compile(rf"(?<!\d)(?P<day>{_DAY})", re.ASCII)
_LONGEST_BYLINE: Final = 120  # characters
_LONGEST_DATE: Final = 40
_DAYS: Final = 1 << 12  # dates that are not worked out again: the articles of ten years have as many


@lru_cache(maxsize=_DAYS)
def normalise_date(given: str) -> str | None:
    """`2024`, `2024-05` or `2024-05-06`; None for what is no date."""
    given = fold_text(given).strip()
    found = _DATE.fullmatch(given) or _COMPACT.fullmatch(given)
    if found:
        return _iso(*found.groups())
    if hanzi := _HANZI.fullmatch(given):
        return _iso(hanzi[1].translate(_DIGITS), _number(hanzi[2]), _number(hanzi[3]))
    if seconds := _SECONDS.fullmatch(given):
        return datetime.fromtimestamp(int(seconds[1]), UTC).astimezone(_CHINA).date().isoformat()
    return None


def is_date_line(line: str) -> bool:
    """Whether a line is nothing but a day, be it one that the calendar has or not."""
    return _match_line(line) is not None


def date_of_line(line: str) -> str | None:
    """The day that a line gives which is nothing but a date."""
    found = _match_line(line)
    return _day(found) if found else None


def date_of_byline(line: str) -> str | None:
    """The day in a line that is a date, or tells source and time of an article."""
    if len(line) > _LONGEST_BYLINE or "。" in line:
        return None
    if found := _match_line(line):
        return _day(found)
    folded = fold_text(line)
    found = (_LABELLED.search(folded) or _ANY.search(folded)) if _BYLINE.search(folded) else None
    return _day(found) if found else None


def find_date(lines: Iterable[str]) -> str | None:
    """The first day that bylines among these lines tell."""
    return next((day for line in lines if (day := date_of_byline(line))), None)


def _match_line(line: str) -> re.Match[str] | None:
    line = line.strip()
    return _LINE.fullmatch(fold_text(line)) if len(line) <= _LONGEST_DATE else None


def _day(found: re.Match[str]) -> str | None:
    return normalise_date(found["day"].replace(" ", ""))


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _number(hanzi: str) -> str:
    """Up to ninety-nine: 十, 十二, 三十, 二十五."""
    tens, ten, ones = hanzi.rpartition("十")
    return ((tens or "一") if ten else "").translate(_DIGITS) + (ones or ("〇" if ten else "")).translate(_DIGITS)
