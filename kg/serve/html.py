"""Values -> HTML. Every text goes through `escape`; what is markup already is `Markup`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape as _escape
from typing import Final

# Chinese first, English by `?lang=en`.
WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("招商知识图谱", "Investment promotion graph"),
    "explorer": ("图谱", "Explorer"),
    "query": ("查询", "Query"),
    "named": ("命名查询", "Named queries"),
    "run": ("查询", "Run"),
    "fill": ("写成 SPARQL", "Write as SPARQL"),
    "editor": ("SPARQL 语句（常用前缀不必声明）", "SPARQL (the usual prefixes need not be declared)"),
    "graph": ("图示", "As a graph"),
    "undrawn": ("条未画出，见下", "more below"),
    "rows": ("行", "rows"),
    "cut": ("只列出前", "only the first"),
    "limited": ("已到所设行数，可能还有更多", "the number asked for; there may be more"),
    "download": ("下载", "Download"),
    "says": ("属性与关系", "Properties and relations"),
    "into": ("谁指向它", "What refers to it"),
    "claims": ("原句", "Sentences"),
    "text": ("全文", "Full text"),
    "more": (
        "内容太多，此页未列全；请用 SPARQL 查询其余。",
        "There is more than this page lists; ask for the rest in SPARQL.",
    ),
    "error": ("出错", "Error"),
    "other": ("English", "中文"),
    "home": ("返回图谱", "To the explorer"),
}

# Marks of direction, which would show what stands behind them backwards.
_TURNS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Markup(str):
    """Text that is HTML."""

    __slots__ = ()


def words(lang: str) -> dict[str, str]:
    return {name: pair[lang == "en"] for name, pair in WORDS.items()}


def escape(text: object) -> Markup:
    """Text as HTML, with quotes; a character that no HTML can hold becomes U+FFFD."""
    if isinstance(text, Markup):
        return text
    return Markup(_escape(_UNSEEN.sub("�", str(text)), quote=True))


def tag(element: str, /, *content: object, **attributes: object) -> Markup:
    """An element; an attribute None or False is left out, one that ends with `_` loses that.

    No mark of direction turns what is shown; what somebody wrote to be sent back stays as it is.
    """
    inner = content if element == "textarea" else map(_without_turns, content)
    return Markup(f"<{element}{_attributes(attributes)}>{''.join(map(escape, inner))}</{element}>")


def _without_turns(part: object) -> object:
    return part if isinstance(part, Markup) else _TURNS.sub("", str(part))


def void(element: str, /, **attributes: object) -> Markup:
    """An element without content."""
    return Markup(f"<{element}{_attributes(attributes)}>")


def join(parts: Iterable[object]) -> Markup:
    return Markup("".join(map(escape, parts)))


def page(lang: str, title: str, *content: object, other: str = "?lang=en") -> str:
    """A whole page in the common frame; `other` is the address of the same page in the other language."""
    says = words(lang)
    nav = tag(
        "nav",
        tag("a", says["title"], href="/", class_="brand"),
        tag("a", says["explorer"], href="/"),
        tag("a", says["query"], href=f"/query{'?lang=en' if lang == 'en' else ''}"),
        tag("a", says["other"], href=other, class_="language", lang="zh" if lang == "en" else "en"),
    )
    head = join(
        (
            void("meta", charset="utf-8"),
            void("meta", name="viewport", content="width=device-width, initial-scale=1"),
            void("meta", name="color-scheme", content="light dark"),
            tag("title", f"{title} · {says['title']}"),
            void("link", rel="icon", href="data:,"),
            void("link", rel="stylesheet", href="/static/style.css"),
        )
    )
    body = join((tag("header", nav), tag("main", *content)))
    script = tag("script", src="/static/query.js", defer="defer")
    whole = tag("html", tag("head", head, script), tag("body", body), lang="en" if lang == "en" else "zh-CN")
    return f"<!doctype html>\n{whole}\n"


def _attributes(attributes: dict[str, object]) -> str:
    return "".join(
        f' {name.rstrip("_")}="{escape(value)}"' for name, value in attributes.items() if value not in (None, False)
    )
