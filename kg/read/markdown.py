"""Markdown -> drafts: plain text without the marks of headings, emphasis, links and escapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.read.outcome import Draft, Rejected
from kg.read.plain import read_plain

_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+", re.MULTILINE)
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)([^\n]{1,400}?)(?<=\S)\1")
# Not 3*4*5, nor marks of two notes: between words, stars stand around what begins and ends like a word or a title.
_STARS: Final = re.compile(r"(?<![*\\0-9A-Za-z])\*((?=[\w《“‘「（(【])[^*\n]*[\w》”’」）)】%。！？])\*(?![*0-9A-Za-z])")
_UNDERSCORES: Final = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]*[^\s_\\])_(?!\w)")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{}~])")  # not \| of a table
_LINK: Final = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*(?:\s\"[^\"\n]*\")?\)")


def read_markdown(text: str, file: str) -> Iterator[Draft | Rejected]:
    """The articles of a file of Markdown; its tables are read as they stand."""
    text = _LINK.sub(r"\1", _HEADING.sub("", text))
    text = _UNDERSCORES.sub(r"\1", _STARS.sub(r"\1", _STRONG.sub(r"\2", text)))
    yield from read_plain(_ESCAPED.sub(r"\1", text), file)
