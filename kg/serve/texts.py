"""articles.jsonl -> the record of one article, found without reading the others again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_ID: Final = re.compile(rb'\{"id":("(?:[^"\\]|\\.)*")')


@dataclass(frozen=True, slots=True)
class Texts:
    """Where the record of each article begins."""

    file: Path
    places: Mapping[str, int]

    def read(self, article: str) -> dict[str, Any] | None:
        """The record of an article; None if there is none."""
        if article not in self.places:
            return None
        with self.file.open("rb") as file:
            file.seek(self.places[article])
            record: dict[str, Any] = json.loads(file.readline())
        return record


def find_texts(file: Path) -> Texts:
    """The places of all records; none where the file is missing."""
    places: dict[str, int] = {}
    if file.is_file():
        with file.open("rb") as lines:
            place = 0
            for line in lines:
                if found := _ID.match(line):
                    places[json.loads(found[1])] = place
                place += len(line)
    return Texts(file, places)
