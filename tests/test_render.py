"""However many processes write the pieces, the files are the same; what no process survives is told."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import parts as parts_module
from kg import render
from kg.errors import ExportError
from kg.export import forms
from kg.model import Annotation
from kg.parts import ARTICLE, ENTITY, Heap, Parts, heap_units, open_parts
from kg.pieces import write_pieces
from kg.render import Renderer, number_forms, render_all
from tests.few import ALL, NOWHERE, annotation, corpus, files
from tests.handmade import known

MANY = (*ALL, *(annotation(f"m{number}", f"enterprise/{'ab'[number % 2]} investsIn project/p") for number in range(40)))


@pytest.fixture(autouse=True)
def _small_heaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "FEW", 3)
    monkeypatch.setattr(parts_module, "MANY", 5)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    with open_parts(corpus(MANY), known().lexicon, tmp_path / "shares", "1") as opened:
        yield opened


def renderer_of(parts: Parts) -> Renderer:
    numbers = frozenset(number for number, _ in number_forms(known().ontology, parts.kinds()).values())
    return Renderer(parts.assembler, known().ontology, tuple(sorted(parts.kinds())), numbers)


def heaps_of(parts: Parts, annotations: tuple[Annotation, ...]) -> list[Heap]:
    return list(parts.heaps([f"{one.article.id}-" for one in annotations], ["enterprise/a", "enterprise/b"]))


def test_two_processes_write_what_one_writes(tmp_path: Path, parts: Parts) -> None:
    for jobs in (1, 2):
        (tmp_path / str(jobs)).mkdir()
        write_pieces(parts, known().ontology, tmp_path / str(jobs), NOWHERE, state="1", jobs=jobs)
    assert files(tmp_path / "1") == files(tmp_path / "2")


def test_other_processes_do_the_work_where_there_is_enough(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms.Described, "of", lambda *told: os.kill(os.getpid(), signal.SIGKILL))
    heaps = heaps_of(parts, MANY[-40:])
    assert len(heaps) > render.FEW
    with pytest.raises(ExportError, match=r"died twice: m0- and what is written with it"):
        list(render_all(heaps, renderer_of(parts), jobs=2))


def test_a_process_that_inherits_nothing_writes_the_same(parts: Parts) -> None:
    (heap,) = heaps_of(parts, MANY[-1:])[:1]
    renderer = renderer_of(parts)
    sent = pickle.dumps(renderer)
    assert pickle.loads(sent).forms and list(render_all([heap], pickle.loads(sent), jobs=1)) == list(
        render_all([heap], renderer, jobs=1)
    )


def test_annotations_that_are_damaged_are_told_with_their_file(parts: Parts) -> None:
    with pytest.raises(ExportError, match=r"temporary file: damaged"):
        list(render_all([Heap(ARTICLE, (("c-", (b"no annotation",)),))], renderer_of(parts), jobs=1))


def test_a_heap_ends_with_so_many_units_or_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "HEAP", 10)
    units = [(name, (b"x" * size,)) for name, size in (("a", 1), ("b", 1), ("c", 1), ("d", 20), ("e", 6), ("f", 6))]
    found = [[name for name, _ in heap.units] for heap in heap_units(ENTITY, units, 3)]
    assert found == [["a", "b", "c"], ["d"], ["e", "f"]]
