"""Markdown -> drafts: plain text without the marks of headings, emphasis and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.read.outcome import Draft, Rejected
from kg.read.plain import read_plain

_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+", re.MULTILINE)
_EMPHASIS: Final = re.compile(r"(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1")
_LINK: Final = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s\"[^\"\n]*\")?\)")


def read_markdown(text: str, file: str) -> Iterator[Draft | Rejected]:
    """The articles of a file of Markdown; its tables are read as they stand."""
    text = _LINK.sub(r"\1", _HEADING.sub("", text))
    yield from read_plain(_EMPHASIS.sub(r"\2", text), file)
