"""A connection -> its JSON, the same as `kg connections --format json` prints."""

from __future__ import annotations

from typing import Any

from kg.connections import Connection
from kg.facts import Said


def connection_record(connection: Connection) -> dict[str, Any]:
    """An enterprise, a city and every path between them with its sentences."""
    dates = connection.dates
    return {
        "enterprise": {"id": connection.enterprise, "name": connection.enterprise_name},
        "city": {"id": connection.city, "name": connection.city_name},
        "articles": connection.articles,
        "facts": connection.facts,
        "confidence": connection.confidence,
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
        "yuan": whole(connection.yuan),
        "planned_yuan": whole(connection.planned_yuan),
        "foreign": {currency: whole(number) for currency, number in connection.foreign.items()},
        "amounts": [
            {"project": a.project, "number": whole(a.number), "currency": a.currency, "planned": a.planned}
            for a in connection.amounts
        ],
        "planned": connection.planned,
        "names": dict(connection.names),
        "paths": [
            {
                "kind": way.kind,
                "confidence": way.confidence,
                "planned": way.planned,
                "steps": [dict(zip(("s", "p", "o"), step, strict=True)) for step in way.steps],
                "evidence": [sentence_record(said) for said in way.said],
                "premises": [sentence_record(said) for said in way.premises],
            }
            for way in connection.ways
        ],
    }


def sentence_record(said: Said) -> dict[str, Any]:
    return {
        "article": said.article,
        "title": said.title,
        "date": said.date or None,
        "text": said.sentence,
        "rule": said.rule,
        "modality": said.modality,
        "confidence": said.confidence,
    }


def whole(value: float | None) -> int | float | None:
    return int(value) if value is not None and value.is_integer() else value
