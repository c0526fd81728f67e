"""What reading a place in a file can end with, other than an article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """Something that is no article, and why. `line` counts from 1; without it the whole file is meant."""

    file: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something worth knowing about an article that was read or was there already, or about a folder."""

    file: str
    note: str
    article: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.note}" if self.line else f"{self.file}: {self.note}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as its file gives it, before it has an id that is unique in the corpus."""

    file: str
    title: str
    body: str
    line: int | None = None
    id: str | None = None
    date: str | None = None
    url: str | None = None
    remarks: tuple[str, ...] = ()
