"""The usual ways to write a date -> its ISO form."""

from __future__ import annotations

import re
from datetime import date

DATE = re.compile(
    r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?(?:[T ]?\d{1,2}:\d{2}.*)?", re.ASCII | re.DOTALL
)


def normalise_date(given: str) -> str | None:
    """`2024`, `2024-05` or `2024-05-06`; None for what is no date."""
    found = DATE.fullmatch(given.strip())
    if not found:
        return None
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
