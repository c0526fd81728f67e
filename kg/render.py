"""Heaps of the graph -> the text of all their pieces, by as many processes as there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from kg.engine import Lost, run_pool
from kg.errors import ExportError
from kg.export.forms import Described, Form, make_forms, make_more_forms
from kg.garbage import no_search_for_garbage
from kg.lines import OWN_FORMS
from kg.ontology import Ontology
from kg.parts import Assembler, Heap, Part

FEW: Final = 8  # heaps that are written here sooner than processes start


class Placed(NamedTuple):
    """Whose a piece is and where it belongs: a unit, the number of a file, section and key; how many bytes it has."""

    unit: str
    file: int
    section: str
    key: str
    length: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the units of a part write: by file the text of its pieces, one after the other, and of each its place."""

    scope: str
    units: tuple[str, ...]
    texts: dict[int, bytes]
    pieces: tuple[Placed, ...]


@dataclass(frozen=True)
class Renderer:
    """All that a process must know to write pieces; `only` are the numbers of the files that are written."""

    assembler: Assembler
    ontology: Ontology
    kinds: tuple[str, ...]
    only: frozenset[int]

    @cached_property
    def forms(self) -> list[tuple[int, Form]]:
        """Made by each process: what writes a form cannot be sent to another one."""
        every = number_forms(self.ontology, self.kinds).values()
        return [(number, form) for number, form in every if number in self.only]

    def render(self, part: Part) -> Rendered:
        described = Described.of(part, self.ontology)
        texts: defaultdict[int, list[bytes]] = defaultdict(list)
        pieces: list[Placed] = []
        for number, form in self.forms:
            for piece in form.pieces(described):
                text = piece.text.encode()
                texts[number].append(text)
                pieces.append(Placed(piece.unit, number, piece.section, piece.key, len(text)))
        whole = {number: b"".join(found) for number, found in texts.items()}
        return Rendered(part.scope, part.keys, whole, tuple(pieces))


def number_forms(ontology: Ontology, kinds: Collection[str]) -> dict[str, tuple[int, Form]]:
    """All forms by the name of their file, each with a number of its own, which is the same in every build."""
    every = make_forms(ontology, kinds) | OWN_FORMS | make_more_forms(ontology, kinds)
    return {name: (number, form) for number, (name, form) in enumerate(every.items())}


def render_all(heaps: Iterable[Heap], renderer: Renderer, *, jobs: int) -> Iterator[Rendered]:
    """The pieces of all heaps, in order; by `jobs` processes unless the heaps are few.

    ExportError where one was lost, which no file may lack.
    """
    for done in run_pool(render_heaps, heaps, renderer, jobs=jobs, at_once=1, few=FEW):
        if isinstance(done, Lost):
            raise ExportError(f"{done.reason}: {done.item.units[0][0]} and what is written with it")
        yield from done


@no_search_for_garbage()
def render_heaps(heaps: Sequence[Heap], renderer: Renderer) -> list[list[Rendered]]:
    return [[renderer.render(part) for part in renderer.assembler.parts(heap)] for heap in heaps]
