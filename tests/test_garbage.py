"""Garbage is not looked for while a page is drawn, and as before in the end."""

import gc

from kg.garbage import no_search_for_garbage


def test_in_the_end_all_is_as_before() -> None:
    assert gc.isenabled()
    with no_search_for_garbage():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_looks_for_no_garbage_is_left_in_peace() -> None:
    gc.disable()
    try:
        with no_search_for_garbage():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
