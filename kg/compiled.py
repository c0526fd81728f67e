"""Functions of numbers and arrays -> machine code, compiled once on a machine and kept for the next process.

A kernel states its types; its machine code is there from its first call on, so that who calls none does not wait the
half second that numba takes to load. numba compiles anew for a changed source and for another processor. It does not
see that a part changed which a kernel has from another module: such parts are shared only by the modules named here,
and their content names the folder in which the compiled ones are kept.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache, cached_property, update_wrapper
from hashlib import sha256
from pathlib import Path
from types import FunctionType
from typing import Any, Final, Generic, ParamSpec, TypeAlias, TypeVar, cast

from kg.files import user_cache

# A whole number in a kernel, of whatever width; a type checker knows only Python's own.
Int: TypeAlias = Any

_P = ParamSpec("_P")
_R = TypeVar("_R")

_SHARED: Final = ("compiled.py", "trie.py")
_LOG: Final = logging.getLogger(__name__)


class _Kernel(Generic[_P, _R]):
    """A function that is compiled, or loaded, when it is first called."""

    def __init__(self, signature: str, function: Callable[_P, _R]) -> None:
        update_wrapper(self, function)
        self._signature = signature
        self._function = function
        self._ready: Callable[_P, _R] | None = None

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        if self._ready is None:
            self._ready = _compile(self._signature, self._function)
        return self._ready(*args, **kwargs)


class _Part(Generic[_P, _R]):
    """A piece of kernels; numba sees it as soon as one of them is compiled."""

    def __init__(self, function: Callable[_P, _R]) -> None:
        update_wrapper(self, function)
        self._function = function

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        return self._function(*args, **kwargs)

    @cached_property
    def compiled(self) -> Any:
        _put_parts(self._function)
        return _numba().njit(error_model="numpy")(self._function)


def kernel(signature: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Compile a function for the types of a numba signature: `int64(int32[::1], float64)`."""
    return lambda function: _Kernel(signature, function)


def part(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """A piece of kernels, compiled into each that calls it."""
    return _Part(function)


def _compile(signature: str, function: Callable[_P, _R]) -> Callable[_P, _R]:
    numba = _numba()
    _put_parts(function)
    options = {"error_model": "numpy", "nogil": True}
    with _told():
        try:
            ready = numba.njit(signature, cache=True, **options)(function)
        except RuntimeError:  # nowhere to keep it
            ready = numba.njit(signature, **options)(function)
    return cast(Callable[_P, _R], ready)


def _put_parts(function: Callable[..., Any]) -> None:
    """Let the names by which a function calls parts mean what numba can compile."""
    assert isinstance(function, FunctionType)
    known = function.__globals__
    for name in function.__code__.co_names:
        if isinstance(found := known.get(name), _Part):
            known[name] = found.compiled


@cache
def _numba() -> Any:
    """numba, which keeps what it compiles in our folder unless somebody named another."""
    import numba

    if not numba.config.CACHE_DIR:  # type: ignore[attr-defined]
        numba.config.CACHE_DIR = str(user_cache() / _shared_digest())  # type: ignore[attr-defined]
    return numba


def _told() -> AbstractContextManager[None]:
    """Says once what takes so long; hears of what is compiled, not of what is only loaded."""
    from numba.core import event

    class Teller(event.Listener):
        def on_start(self, event: object) -> None:
            _tell_once()

        def on_end(self, event: object) -> None:
            pass

    return cast(AbstractContextManager[None], event.install_listener("numba:compile", Teller()))


@cache
def _tell_once() -> None:
    _LOG.warning("compiling what reads the texts: some seconds, once on this machine")


def _shared_digest() -> str:
    return sha256(b"".join((Path(__file__).parent / name).read_bytes() for name in _SHARED)).hexdigest()[:12]
