"""Something that takes long to make -> made when it is first wanted, by one thread while the others wait for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class made_once(Generic[T]):
    """A property that is made once; `functools.cached_property` lets every waiting thread make it."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self._lock = RLock()
        self.__doc__ = make.__doc__

    def __set_name__(self, _: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, _: type | None = None) -> T:
        with self._lock:
            made: dict[str, T] = vars(instance)  # where Python looks first from now on
            if self._name not in made:
                made[self._name] = self._make(instance)
            return made[self._name]
