"""Garbage is looked for among what is young alone, and as before in the end."""

import gc
import weakref

from kg.garbage import only_young_garbage, sweep


class Ring:
    """Something that is held by itself."""

    def __init__(self) -> None:
        self.own = self


def test_what_is_young_is_freed_and_in_the_end_all_is_as_before() -> None:
    assert gc.isenabled()
    with only_young_garbage():
        assert not gc.isenabled()
        ring = weakref.ref(Ring())
        sweep()
        assert ring() is None
    assert gc.isenabled()


def test_who_looks_for_no_garbage_is_left_in_peace() -> None:
    gc.disable()
    try:
        with only_young_garbage():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
