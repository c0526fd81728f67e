"""Where our own files are: the checkout, or inside the installed package."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b, sha256
from itertools import chain
from pathlib import Path

from kg.errors import KnowledgeError

KNOWLEDGE_FOLDERS = ("ontology", "seeds")
CODE = (".py", ".html", ".css", ".js", ".ttl")
NOT_KNOWLEDGE = ("seeds/articles/", "seeds/derive/")


def data_folder() -> Path:
    """The folder that holds `ontology/` and `seeds/`: `kg/_data` of a wheel, else the root of the checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "_data", package.parent):
        if all((folder / name).is_dir() for name in KNOWLEDGE_FOLDERS):
            return folder
    raise KnowledgeError(package, None, "neither kg/_data nor the checkout holds ontology/ and seeds/")


def knowledge_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file of knowledge with its name under `folder`, in order of that name; the seed articles are none."""
    found = (path for name in KNOWLEDGE_FOLDERS for path in (folder / name).rglob("*") if path.is_file())
    named = sorted((path.relative_to(folder).as_posix(), path) for path in found)
    for name, path in named:
        if not name.startswith(NOT_KNOWLEDGE) and not path.name.startswith("."):
            yield name, path


def code_digest(leaving_out: tuple[str, ...] = ()) -> str:
    """One name for the whole program, without the named parts of the package: folders or modules, `cli`, `store`."""
    whole = sha256()
    for part, line in _program():
        if part not in leaving_out:
            whole.update(line)
    return whole.hexdigest()[:16]


@cache
def _program() -> tuple[tuple[str, bytes], ...]:
    """Of each file of the program the part of the package that it belongs to, and a line with its name and digest."""
    package = Path(__file__).resolve().parent
    named = sorted((path.relative_to(package), path) for path in package.rglob("*") if path.suffix in CODE)
    return tuple(
        (name.parts[0].removesuffix(".py"), f"{name.as_posix()}\x1f{sha256(path.read_bytes()).hexdigest()}\n".encode())
        for name, path in named
        if name.parts[0] != "_data"
    )


def lexicon_files(folder: Path) -> list[Path]:
    """The tables of a user's own lexicon, in order of their names. Raises KnowledgeError where there is none."""
    tables = sorted(file for file in folder.glob("*") if file.suffix.lower() == ".csv")
    if not tables:
        raise KnowledgeError(folder, None, "no folder that holds a CSV file")
    return tables


def knowledge_digest(folder: Path, lexicon: Path | None = None) -> str:
    """One name for the whole state of ontology, lexicon and grammar, and of a user's own lexicon.

    The same files give the same digest anywhere.
    """
    own = ((file.name, file) for file in lexicon_files(lexicon)) if lexicon else ()
    whole = sha256()
    for name, path in chain(knowledge_files(folder), own):
        whole.update(f"{name}\x1f{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def digest_of(contents: Iterable[bytes]) -> bytes:
    """One digest for several contents and their bounds."""
    whole = blake2b(digest_size=16)
    for content in contents:
        whole.update(len(content).to_bytes(8, "big"))
        whole.update(content)
    return whole.digest()


def user_cache() -> Path:
    """Where this user's programs keep what they can make again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhaoshang-kg"


def link_or_copy(file: Path, place: Path) -> None:
    """The same file under another name where the system can, so that nothing large is copied; else a copy."""
    try:
        os.link(file, place, follow_symlinks=False)
    except OSError:
        shutil.copy2(file, place, follow_symlinks=False)
