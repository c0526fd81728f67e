"""Bytes -> text: UTF-8 with or without a mark, UTF-16 and UTF-32 with one, GB18030 and Big5 as what looks Chinese."""

from __future__ import annotations

import codecs

# Encoding -> a table whose lead bytes tell everyday hanzi from rare ones, and those of the everyday. Nine in ten hanzi
# of real text are everyday ones; of text decoded by the wrong table, one in four at most, a few words aside.
EVERYDAY = {
    "gb18030": ("gb2312", range(0xB0, 0xD8)),
    "big5": ("big5", range(0xA4, 0xC7)),
}
EVERYDAY_SHARE = 0.7
MARKS = frozenset("，。、；：？！“”‘’（）《》〈〉【】「」『』—…·％\u3000")
SAMPLE = 4000
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UTF32_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# The mark of UTF-32 begins with that of UTF-16.
WIDE = (("UTF-32", UTF32_MARKS), ("UTF-16", UTF16_MARKS))


class UndecodableError(ValueError):
    """These bytes are no text that we know."""


def decode_text(data: bytes) -> str:
    """The text of these bytes, without a byte order mark; never a replacement character in place of a doubt."""
    for name, marks in WIDE:
        if data.startswith(marks):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                raise UndecodableError(f"broken {name} at byte {error.start}") from error
    if b"\0" in data:
        raise UndecodableError("binary data, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.start
    text = max((decode_as(encoding, data) for encoding in EVERYDAY), key=lambda found: found[0])
    if text[0] < EVERYDAY_SHARE:
        raise UndecodableError(f"neither UTF-8 (byte {wrong}) nor GB18030 or Big5")
    return text[1]


def decode_as(encoding: str, data: bytes) -> tuple[float, str]:
    """How much of these bytes looks Chinese in an encoding, and the text."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0, ""
    return share_of_everyday(text, encoding), text


def share_of_everyday(text: str, encoding: str) -> float:
    """Which share of the hanzi and signs at the start of this text are everyday ones; none where it has no hanzi."""
    table, leads = EVERYDAY[encoding]
    wide = [character for character in text[:SAMPLE] if character > "\u00ff"]
    hanzi = [character for character in wide if "\u4e00" <= character <= "\u9fff"]
    everyday = sum(character.encode(table, "replace")[0] in leads for character in hanzi)
    marks = sum(character in MARKS or "\uff10" <= character <= "\uff5a" for character in wide)
    return (everyday + marks) / len(wide) if hanzi else 0.0
