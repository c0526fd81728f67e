"""Property graph -> outline.json: all names and who is tied to whom, without a sentence.

`kg serve` holds it in memory and reads everything else from the store when it is asked for. To count the same in a
store of 50,000 entities takes twenty seconds of a processor, to read it here half a second.

It is a list of rows, each with its kind first, so that it can be written part by part:

    entity    id, type, name, other names, the pinyin of each name, number of articles
    relation  subject, object, predicate, sentences, how often these tell it (repeated news once), confidence, years;
              without sentences it is the lexicon's
    event     id, date, all who have to do with it
    year      one in which an article appeared or something happened
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from kg.assemble import count_sentences, count_told
from kg.model import Article, Evidence
from kg.page.seen import EVENT, event_date, years_told
from kg.shares import Date, dates_told
from kg.sounds import sound_of

if TYPE_CHECKING:
    from kg.ontology import Ontology

FORMAT: Final = 3
HEAD: Final = f'{{"format":{FORMAT},"rows":[\n'
BETWEEN: Final = ",\n"
FOOT: Final = "\n]}\n"
ENTITY, RELATION, OF_EVENT, YEAR = "entity", "relation", "event", "year"

RowKey = tuple[str, str]  # kind of row, and the key by which rows of a kind are in order


def write_outline(graph: nx.MultiDiGraph[str], path: Path, ontology: Ontology) -> None:
    """Writes the outline; the same graph gives the same bytes."""
    articles = graph.graph.get("articles", {})
    rows = dict(chain(outline_rows(graph, sorted(graph)), article_rows(articles.values())))
    path.write_text(HEAD + BETWEEN.join(rows[key] for key in sorted(rows)) + FOOT, encoding="ascii", newline="\n")


def read_outline(path: Path) -> dict[str, list[Any]]:
    """The rows of an outline by their kind, which they no longer begin with."""
    rows: dict[str, list[Any]] = {ENTITY: [], RELATION: [], OF_EVENT: [], YEAR: []}
    for kind, *row in json.loads(path.read_text(encoding="ascii"))["rows"]:
        rows[kind].append(row)
    return rows


def is_outline(path: Path) -> bool:
    """Whether there is an outline of this format."""
    if not path.is_file():
        return False
    with path.open(encoding="ascii", errors="replace") as file:
        return file.read(len(HEAD)) == HEAD


def outline_rows(graph: nx.MultiDiGraph[str], nodes: Iterable[str]) -> Iterator[tuple[RowKey, str]]:
    """What some nodes add to the outline, of which the graph holds all facts: where, and the rows."""
    dates, articles, alike = dates_told(graph), graph.graph.get("articles", {}), graph.graph.get("alike", {})
    for node in nodes:
        data = graph.nodes[node]
        yield from map(_year_row, sorted(years_told(data.get("attributes", ()))))
        if data["type"] == EVENT:
            yield (
                (OF_EVENT, node),
                _row(OF_EVENT, node, event_date(data["attributes"]), sorted(set(graph.successors(node)))),
            )
            continue
        yield (ENTITY, node), _entity_row(node, data)
        facts = sorted((str(p), o, d) for _, o, p, d in graph.out_edges(node, keys=True, data=True))
        if facts:
            rows = (
                _row(
                    RELATION, node, object_, predicate, count_sentences(edge), count_told(edge, alike),
                    round(edge["confidence"], 4), _when(edge["evidence"], dates, articles),
                )
                for predicate, object_, edge in facts
            )  # fmt: skip
            yield (RELATION, node), BETWEEN.join(rows)


def article_rows(articles: Iterable[Article]) -> Iterator[tuple[RowKey, str]]:
    """What articles themselves add to the outline: their years."""
    for article in articles:
        if article.date:
            yield _year_row(article.date[:4])


def _year_row(year: str) -> tuple[RowKey, str]:
    return (YEAR, year), _row(YEAR, year)


def _when(
    evidence: Sequence[Evidence], told: Mapping[str, Iterable[Date]], articles: Mapping[str, Article]
) -> list[str]:
    """The years when a fact happened: of the dates that a sentence tells, else of its article."""
    dates = {date for one in evidence for date in _dates_of(one, told, articles)}
    return sorted({date[:4] for date in dates if date})


def _dates_of(one: Evidence, told: Mapping[str, Iterable[Date]], articles: Mapping[str, Article]) -> set[str]:
    passage = one.passage
    dates = {date for start, end, date in told.get(one.article, ()) if start < passage.end and passage.start < end}
    return dates or {articles[one.article].date or "" if one.article in articles else ""}


def _entity_row(node: str, data: Mapping[str, Any]) -> str:
    names = [data["name"], *data.get("aliases", ())]
    sounds = [*map(sound_of, names)]
    return _row(ENTITY, node, data["type"], names[0], names[1:], sounds, len(data.get("articles", ())))


def _row(*values: object) -> str:
    return json.dumps(values, ensure_ascii=True, separators=(",", ":"))
