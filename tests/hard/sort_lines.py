"""Open lines that are right now -> their table: `python -m tests.hard.sort_lines`.

Only this way round: a line of a table that has become wrong is a fault to mend.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.knowledge import load_knowledge
from tests.hard.table import FOLDER, Line, find_fault, read_lines

OPEN = "open.tsv"
TABLES = {3: "names.tsv", 4: "relations.tsv"}
ONCE = "once open: "


def sort_lines() -> int:
    """Moves the lines and gives their number."""
    knowledge = load_knowledge()
    lines = list(read_lines(OPEN))
    right = [line for line in lines if find_fault(line, knowledge) is None]
    for width, name in TABLES.items():
        won = [(ONCE + line.group, line.cells) for line in right if len(line.cells) == width]
        _write(name, [*_grouped(read_lines(name)), *won])
    _write(OPEN, _grouped(line for line in lines if line not in right))
    return len(right)


def _grouped(lines: Iterable[Line]) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.group, line.cells) for line in lines]


def _write(name: str, lines: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    groups: dict[str, list[str]] = {}
    for group, cells in lines:
        groups.setdefault(group, []).append("\t".join(cells))
    text = "".join(f"# {group}\n" + "".join(f"{line}\n" for line in own) for group, own in groups.items())
    (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    print(f"{sort_lines()} open lines are right now and stand in their table")
