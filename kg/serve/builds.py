"""A build folder -> the build that is in it now, open for as long as somebody reads it.

A build replaces the folder as a whole (`kg.publish`) and deletes the old one, which an open store would not survive:
it opens files when it needs them. So each build is opened through hard links of its own, which go when its last reader
has gone.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp
from threading import Lock
from typing import Any, Final

from pyoxigraph import Store

from kg.errors import GraphError
from kg.model import content_id
from kg.ontology import Ontology
from kg.page.outline import ENTITY, OF_EVENT, YEAR, is_outline, read_outline
from kg.page.write import render_page
from kg.publish import hidden_sibling, left_behind
from kg.serve.excerpts import AROUND, Excerpts
from kg.serve.once import made_once
from kg.serve.search import Names, read_names
from kg.serve.skeleton import read_skeleton
from kg.serve.texts import Texts, find_texts
from kg.store import FOLDER, open_store

PAGE: Final = "graph.html"
RECORDS: Final = "articles.jsonl"
OUTLINE: Final = "outline.json"
ATTEMPTS: Final = 5

Identity = tuple[int, ...]

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Build:
    """One build, open. What takes long to read is read when it is first wanted."""

    folder: Path
    identity: Identity
    store: Store
    ontology: Ontology

    @made_once
    def outline(self) -> dict[str, list[Any]]:
        return read_outline(self.folder / OUTLINE)

    @made_once
    def names(self) -> Names:
        return read_names(self.outline[ENTITY])

    @made_once
    def texts(self) -> Texts:
        return find_texts(self.folder / RECORDS)

    @made_once
    def excerpts(self) -> Excerpts:
        skeleton = read_skeleton(self.outline)
        latest = sorted(self.outline[OF_EVENT], key=lambda row: (row[1], row[0]), reverse=True)
        return Excerpts(
            store=self.store,
            ontology=self.ontology,
            names=self.names,
            texts=self.texts,
            skeleton=skeleton,
            years=[year for (year,) in self.outline[YEAR]],
            happened=[(event, date, tuple(skeleton.index[end] for end in ends)) for event, date, ends in latest],
        )

    @made_once
    def token(self) -> str:
        """A name of its own: excerpts of two builds do not go together."""
        return content_id(*map(str, self.identity))

    @made_once
    def explorer(self) -> str:
        """The page that asks for the rest as it is wanted."""
        served = {"build": self.token, "excerpts": "/api/explore/", "around": AROUND}
        return render_page(self.excerpts.start() | {"served": served}, connect="'self'").decode()

    @made_once
    def page(self) -> str | None:
        file = self.folder / PAGE
        return file.read_text(encoding="utf-8") if file.is_file() else None


class Builds:
    """The folder, watched: each reader gets the build that is whole at that moment and keeps it to the end."""

    def __init__(self, folder: Path, ontology: Ontology) -> None:
        self._folder = folder
        self._ontology = ontology
        self._lock = Lock()
        self._readers: Counter[Path] = Counter()
        sweep_killed(folder)
        self._now = self._open()

    def take(self) -> Build:
        """The build of now; `give_back` must follow."""
        with self._lock:
            self._renew()
            self._readers[self._now.folder] += 1
            return self._now

    def give_back(self, build: Build) -> None:
        with self._lock:
            self._readers[build.folder] -= 1
            self._drop_unread(build)

    @contextmanager
    def reading(self) -> Iterator[Build]:
        """The build of now for the length of a block."""
        build = self.take()
        try:
            yield build
        finally:
            self.give_back(build)

    def close(self) -> None:
        with self._lock:
            shutil.rmtree(self._now.folder, ignore_errors=True)

    def _renew(self) -> None:
        """Opens what stands in the folder if it is another build; one that cannot be opened leaves us with the old."""
        identity = identify(self._folder)
        if identity is None or identity == self._now.identity:
            return
        try:
            fresh = self._open()
        except GraphError as error:
            log.warning("the former build stays in use: %s", error)
            return
        old, self._now = self._now, fresh
        self._drop_unread(old)

    def _drop_unread(self, build: Build) -> None:
        if build is not self._now and not self._readers[build.folder]:
            del self._readers[build.folder]
            shutil.rmtree(build.folder, ignore_errors=True)

    def _open(self) -> Build:
        for _ in range(ATTEMPTS):
            identity = identify(self._folder)
            if identity is None:
                break
            links = link_build(self._folder)
            # Only a folder that is still there was whole all the time: it is deleted after it lost its place.
            if links is not None and identify(self._folder) == identity:
                try:
                    if not is_outline(links / OUTLINE):
                        raise GraphError(f"no {OUTLINE} in it that this version reads; build it anew")
                    return Build(links, identity, open_store(links), self._ontology)
                except (GraphError, RuntimeError) as error:  # RocksDB tells a broken store by the latter
                    shutil.rmtree(links, ignore_errors=True)
                    raise GraphError(f"{self._folder}: the build cannot be opened: {error}") from error
            if links is not None:
                shutil.rmtree(links, ignore_errors=True)
        raise GraphError(f"{self._folder}: no build here (no {FOLDER}/); run `kg build` first or name another folder")


def identify(folder: Path) -> Identity | None:
    """What changes when another build takes the place; None where there is none."""
    try:
        outer, inner = folder.stat(), (folder / FOLDER).stat()
    except OSError:
        return None
    return outer.st_dev, outer.st_ino, inner.st_ino, inner.st_mtime_ns


def link_build(folder: Path) -> Path | None:
    """A folder of our own with what we read of a build; None if the build went away meanwhile."""
    target = folder.resolve()
    links = hidden_sibling(target, f"serve-{token_hex(4)}")
    try:
        links.mkdir()
    except OSError:  # a build on a medium that cannot be written
        links = Path(mkdtemp(prefix="kg-serve-"))
    try:
        (links / FOLDER).mkdir()
        for file in sorted((target / FOLDER).iterdir()):
            link_file(file, links / FOLDER / file.name)
        for name in (PAGE, RECORDS, OUTLINE):
            if (target / name).is_file():
                link_file(target / name, links / name)
    except FileNotFoundError:
        shutil.rmtree(links, ignore_errors=True)
        return None
    return links


def link_file(file: Path, link: Path) -> None:
    """A hard link, or a copy where there can be none."""
    try:
        os.link(file, link)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copy2(file, link)


def sweep_killed(folder: Path) -> None:
    """Removes the links of servers of this machine that were killed."""
    for path in left_behind(folder.resolve(), "serve-*"):
        shutil.rmtree(path, ignore_errors=True)
