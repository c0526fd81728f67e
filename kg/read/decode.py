"""Bytes -> text: UTF-8 with or without a mark, UTF-16 with one, GB18030 and Big5 where the text then looks Chinese."""

from __future__ import annotations

import codecs

# Encoding -> a table whose lead bytes tell everyday hanzi from rare ones, and those of the everyday. Nine in ten hanzi
# of real text are everyday ones; of text decoded by the wrong table, one in four at most.
EVERYDAY = {
    "gb18030": ("gb2312", range(0xB0, 0xD8)),
    "big5": ("big5", range(0xA4, 0xC7)),
}
EVERYDAY_SHARE = 0.7
SAMPLE = 4000
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UndecodableError(ValueError):
    """These bytes are no text that we know."""


def decode_text(data: bytes) -> str:
    """The text of these bytes, without a byte order mark; never a replacement character in place of a doubt."""
    if data.startswith(UTF16_MARKS):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UndecodableError(f"broken UTF-16 at byte {error.start}") from error
    if b"\0" in data:
        raise UndecodableError("binary data, not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.start
    for encoding in EVERYDAY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if looks_chinese(text, encoding):
            return text
    raise UndecodableError(f"neither UTF-8 (byte {wrong}) nor GB18030 or Big5")


def looks_chinese(text: str, encoding: str) -> bool:
    """Whether most hanzi at the start of this text are everyday ones."""
    table, leads = EVERYDAY[encoding]
    hanzi = [character for character in text[:SAMPLE] if "\u4e00" <= character <= "\u9fff"]
    everyday = sum(character.encode(table, "replace")[0] in leads for character in hanzi)
    return bool(hanzi) and everyday >= EVERYDAY_SHARE * len(hanzi)
