"""Functions of numbers and arrays -> machine code, compiled once on a machine and kept for the next process.

A kernel states its types, so that importing its module makes it ready. numba compiles anew for a changed source and for
another processor. It does not see that a part changed which a kernel has from another module: such parts are shared
only by the modules named here, and their content names the folder in which the compiled ones are kept.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar, cast

import numba
from numba.core import event

# A whole number in a kernel, of whatever width; a type checker knows only Python's own.
Int: TypeAlias = Any

_P = ParamSpec("_P")
_R = TypeVar("_R")

_SHARED: Final = ("compiled.py", "trie.py")
_LOG: Final = logging.getLogger(__name__)


class _Teller(event.Listener):
    """Says once what takes so long; hears of what is compiled, not of what is only loaded."""

    told = False

    def on_start(self, event: object) -> None:
        if not self.told:
            self.told = True
            _LOG.warning("compiling what reads the texts: some seconds, once on this machine")

    def on_end(self, event: object) -> None:
        pass


_TELLER: Final = _Teller()


def kernel(signature: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Compile a function for the types of a numba signature: `int64(int32[::1], float64)`."""

    def compiled(function: Callable[_P, _R]) -> Callable[_P, _R]:
        with event.install_listener("numba:compile", _TELLER):
            return cast(Callable[_P, _R], _compile(signature, function))

    return compiled


def part(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """A piece of kernels, compiled into each that calls it."""
    return cast(Callable[_P, _R], numba.njit(error_model="numpy")(function))


def _compile(signature: str, function: Callable[..., Any]) -> Any:
    try:
        return numba.njit(signature, cache=True, error_model="numpy", nogil=True)(function)
    except RuntimeError:  # nowhere to keep it
        return numba.njit(signature, error_model="numpy", nogil=True)(function)


def _cache_folder() -> Path:
    shared = sha256(b"".join((Path(__file__).parent / name).read_bytes() for name in _SHARED)).hexdigest()[:12]
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "zhaoshang-kg" / shared


if not numba.config.CACHE_DIR:  # type: ignore[attr-defined]
    numba.config.CACHE_DIR = str(_cache_folder())  # type: ignore[attr-defined]
