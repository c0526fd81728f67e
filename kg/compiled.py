"""Functions of numbers and arrays -> machine code, compiled once on a machine and kept for the next process.

A kernel states its types; its machine code is there from its first call on, so that who calls none does not wait the
half second that numba takes to load. numba compiles anew for a changed source and for another processor. It does not
see that something changed which a kernel has from elsewhere: a constant, which it compiles as it finds it, or a part.
So the constants of a kernel name the folder in which it is kept when compiled, and so does the content of the modules
named here, which alone share parts. A folder that nobody used for a month is dropped by whoever compiles next.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from functools import cache, cached_property, update_wrapper
from pathlib import Path
from types import FunctionType
from typing import Any, Final, Generic, ParamSpec, TypeAlias, TypeVar, cast

from kg.files import digest_of, user_cache
from kg.unneeded import without

# A whole number in a kernel, of whatever width; a type checker knows only Python's own.
Int: TypeAlias = Any

_P = ParamSpec("_P")
_R = TypeVar("_R")

_SHARED: Final = ("compiled.py", "trie.py")
_DAY: Final = 24 * 60 * 60  # seconds
_KEPT: Final = 30 * _DAY
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
        self.function = function

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        return self.function(*args, **kwargs)

    @cached_property
    def compiled(self) -> Any:
        _put_parts(self.function)
        return _numba().njit(error_model="numpy")(self.function)


def kernel(signature: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Compile a function for the types of a numba signature: `int64(int32[::1], float64)`."""
    return lambda function: _Kernel(signature, function)


def part(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """A piece of kernels, compiled into each that calls it."""
    return _Part(function)


def _compile(signature: str, function: Callable[_P, _R]) -> Callable[_P, _R]:
    numba = _numba()
    if "NUMBA_CACHE_DIR" not in os.environ:
        folder = _folder_of(function)
        _mark_used(folder)
        numba.config.CACHE_DIR = str(folder)
    _put_parts(function)
    options = {"error_model": "numpy", "nogil": True}
    with _told():
        try:
            ready = numba.njit(signature, cache=True, **options)(function)
        except (RuntimeError, OSError):  # nowhere to keep it, or no longer
            ready = numba.njit(signature, **options)(function)
    return cast(Callable[_P, _R], ready)


def _put_parts(function: Callable[..., Any]) -> None:
    """Let the names by which a function calls parts mean what numba can compile."""
    assert isinstance(function, FunctionType)
    known = function.__globals__
    for name in function.__code__.co_names:
        if isinstance(found := known.get(name), _Part):
            known[name] = found.compiled


def _folder_of(function: Callable[..., Any]) -> Path:
    """Where a kernel is kept: for the same constants and the same shared parts, the same folder."""
    shared = ((Path(__file__).parent / name).read_bytes() for name in _SHARED)
    constants = repr(sorted(_constants(function).items())).encode()
    return user_cache() / digest_of((constants, *shared)).hex()[:12]


def _mark_used(folder: Path) -> None:
    """Lets the time of a folder say, to the day, when it was last used."""
    with suppress(OSError):  # not there yet
        if time.time() - folder.stat().st_mtime > _DAY:
            os.utime(folder)


def _drop_unused() -> None:
    """Removes what was compiled in another state and not used since; a process that asks for it now compiles anew."""
    with suppress(OSError):
        for folder in user_cache().iterdir():
            is_ours = re.fullmatch("[0-9a-f]{12}", folder.name) is not None
            if is_ours and time.time() - folder.lstat().st_mtime > _KEPT:
                shutil.rmtree(folder, ignore_errors=True)


def _constants(function: Callable[..., Any]) -> dict[str, object]:
    """What a function knows from the modules around it, and what the parts know that it calls."""
    assert isinstance(function, FunctionType)
    found: dict[str, object] = {}
    for name in function.__code__.co_names:
        value = function.__globals__.get(name)
        if isinstance(value, _Part):
            found |= _constants(value.function)
        elif (compiled := getattr(value, "py_func", None)) is not None:  # a part that was put there by `_put_parts`
            found |= _constants(compiled)
        elif isinstance(value, int | float | tuple):
            found[f"{function.__module__}.{name}"] = value
    return found


@cache
def _numba() -> Any:
    # scipy multiplies matrices, which no kernel does.
    with without("scipy"):
        import numba
        import numba.np.arraymath

    return numba


def _told() -> AbstractContextManager[None]:
    """Says once what takes so long; hears of what is compiled, not of what is only loaded."""
    from numba.core import event

    class Teller(event.Listener):
        def on_start(self, event: object) -> None:
            _on_first_compilation()

        def on_end(self, event: object) -> None:
            pass

    return cast(AbstractContextManager[None], event.install_listener("numba:compile", Teller()))


@cache
def _on_first_compilation() -> None:
    _drop_unused()
    _LOG.warning("compiling what reads the texts: some seconds, once on this machine")
