"""Annotated articles on disk -> gold values: folders of JSON (articles/ + gold/) and marked-up text (*.txt).

Marked-up text, many articles a file (tests/gold/README.md tells the form):

    ### a001
    date: 2024-06-18
    title: ⟦C1:襄州⟧的一亩三分地
    ⟦E1:湖北金禾田农业科技有限公司⟧（以下简称“⟦E1:金禾田⟧”）与⟦K1:双沟工业园⟧签约……
    @rel E1 operatesIn K1
    @rel J1 locatedIn? K1          (? = optional)
    @amount J1 320000000 3.2亿元
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.check.marked import MARKS
from kg.files import data_folder
from kg.model import Article

# As in the sentences of the grammar, but for provinces.
MARKS_OF_GOLD = {{"P": "V"}.get(mark, mark): kind for mark, kind in MARKS.items()}
_TAG = re.compile(r"⟦([CVEKLJO]\d+)(\??):([^⟦⟧]+)⟧")
_WRAPS = {"《": "》", "“": "”"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldMention:
    """A span of the text that names a gold entity."""

    start: int
    end: int
    entity: str
    type: str
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """An article with its mentions in order of text and its gold record (the form of ANNOTATION.md)."""

    article: Article
    mentions: tuple[GoldMention, ...]
    record: dict[str, Any]
    projected: bool = False  # mentions found from the forms that folder gold names
    nested: tuple[GoldMention, ...] = ()  # of firms that only begin the names of parks and projects


def chosen_articles(description: str, out: Path) -> tuple[list[GoldArticle], Path]:
    """The articles that the command line leaves to learn from, and where the weights go."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = [data_folder() / "tests/gold" / name for name in ("dev", "train", "written")]
    parser.add_argument("--gold", nargs="+", type=Path, default=default)
    parser.add_argument("--leave-out", default="(?!)", metavar="REGEX", help="ids not to learn from")
    parser.add_argument("--out", type=Path, default=out)
    options = parser.parse_args()
    left_out = re.compile(options.leave_out)
    return [gold for gold in read_gold(options.gold) if not left_out.search(gold.article.id)], options.out


def read_gold(paths: Iterable[Path]) -> Iterator[GoldArticle]:
    """The gold of folders and files, in order of path and place in it."""
    for path in paths:
        if path.is_dir() and (path / "gold").is_dir():
            for file in sorted((path / "gold").glob("*.json")):
                article = json.loads((path / "articles" / file.name).read_text("utf-8"))
                yield _projected(article, json.loads(file.read_text("utf-8")))
        elif path.is_dir():
            for file in sorted(path.glob("*.txt")):
                yield from _marked_up(file)
        else:
            yield from _marked_up(path)


def _projected(source: dict[str, Any], record: dict[str, Any]) -> GoldArticle:
    """Folder gold names forms, not places: every occurrence of a form is a mention, the longest forms first."""
    article = Article(id=source["id"], title=source["title"], body=source["text"], date=source.get("date"))
    owners: dict[str, tuple[str, str, bool]] = {}
    for entity in record["entities"]:
        for form in (entity["name"], *entity["aliases"]):
            bare = _unwrapped(form.strip())
            unbalanced = any(bare.count(a) != bare.count(b) for a, b in _WRAPS.items())
            if len(bare) < 2 or unbalanced:
                continue
            optional = bool(entity.get("optional"))
            if bare not in owners or (owners[bare][2] and not optional):
                owners[bare] = (entity["id"], entity["type"], optional)
    taken = bytearray(len(article.text))
    mentions = []
    for form in sorted(owners, key=lambda f: (-len(f), f)):
        entity_id, kind, optional = owners[form]
        for found in re.finditer(re.escape(form), article.text):
            start, end = found.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                mentions.append(GoldMention(start=start, end=end, entity=entity_id, type=kind, optional=optional))
    mentions.sort(key=lambda m: m.start)
    nested = tuple(_nested(article.text, mentions, owners))
    return GoldArticle(article=article, mentions=tuple(mentions), record=record, projected=True, nested=nested)


def _nested(
    text: str, mentions: Sequence[GoldMention], owners: Mapping[str, tuple[str, str, bool]]
) -> Iterator[GoldMention]:
    """Of each firm without a mention the first name of a park or project that it begins."""
    named = {mention.entity for mention in mentions}
    forms = {form: owner for form, owner in owners.items() if owner[0] not in named and owner[1] == "Enterprise"}
    for mention in mentions:
        for end in range(mention.end, mention.start + 1, -1):
            entity, kind, optional = forms.get(text[mention.start : end], ("", "", False))
            if entity and entity not in named and mention.type in ("Park", "Project"):
                named.add(entity)
                yield GoldMention(start=mention.start, end=end, entity=entity, type=kind, optional=optional)
                break


def _unwrapped(form: str) -> str:
    return form[1:-1] if len(form) > 2 and _WRAPS.get(form[0]) == form[-1] else form


def _marked_up(file: Path) -> Iterator[GoldArticle]:
    for block in re.split(r"^### ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        try:
            yield article_of(name.strip(), rest.splitlines())
        except ValueError as error:
            raise ValueError(f"{file}: {name.strip()}: {error}") from error


def article_of(name: str, lines: Sequence[str]) -> GoldArticle:
    keys = ("date", "title")
    head = {key: line.removeprefix(f"{key}: ") for line in lines for key in keys if line.startswith(f"{key}: ")}
    body = [line for line in lines if not line.startswith(("date: ", "title: ", "@", "//"))]
    marked = head["title"] + "\n" + "\n".join(body).strip("\n")
    text, at = "", 0
    mentions: list[GoldMention] = []
    forms: dict[str, list[str]] = {}
    optional: set[str] = set()
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        entity, doubt, form = tag.groups()
        forms.setdefault(entity, []).append(form)
        optional |= {entity} if doubt else set()
        lead = 1 if form[0] == "《" and form[-1] == "》" else 0
        start, end = len(text) + lead, len(text) + len(form) - lead
        mentions.append(GoldMention(start=start, end=end, entity=entity, type=MARKS_OF_GOLD[entity[0]], optional=False))
        text += form
        at = tag.end()
    text += marked[at:]
    if "⟦" in text or "⟧" in text:
        raise ValueError("a tag is malformed")
    title, _, content = text.partition("\n")
    record = {
        "id": name,
        "entities": [
            {
                "id": entity,
                "type": MARKS_OF_GOLD[entity[0]],
                "name": max(found, key=len),
                "aliases": sorted(set(found)),
                "optional": entity in optional,
            }
            for entity, found in forms.items()
        ],
        "relations": [_relation(line, forms) for line in lines if line.startswith("@rel ")],
        "amounts": [_amount(line, forms) for line in lines if line.startswith("@amount ")],
        "amounts_optional": [],
    }
    return GoldArticle(
        article=Article(id=name, title=title, body=content, date=head.get("date")),
        mentions=tuple(
            GoldMention(start=m.start, end=m.end, entity=m.entity, type=m.type, optional=m.entity in optional)
            for m in mentions
        ),
        record=record,
    )


def _relation(line: str, forms: dict[str, list[str]]) -> dict[str, Any]:
    _, subject, predicate, object_ = line.split()
    if subject not in forms or object_ not in forms:
        raise ValueError(f"{line}: names nothing in the text")
    return {"s": subject, "p": predicate.rstrip("?"), "o": object_, "optional": predicate.endswith("?")}


def _amount(line: str, forms: dict[str, list[str]]) -> dict[str, Any]:
    _, subject, yuan, text = line.split()
    if subject not in forms:
        raise ValueError(f"{line}: names nothing in the text")
    return {"s": subject, "yuan": float(yuan), "text": text}
