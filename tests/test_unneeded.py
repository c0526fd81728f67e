"""Libraries are imported without what they would load for nothing."""

import subprocess
import sys

import pytest

from kg.unneeded import without


def test_a_module_that_is_passed_over_is_missing_only_for_a_while() -> None:
    sys.modules.pop("this", None)
    with without("this"), pytest.raises(ImportError):
        import this  # noqa: F401
    assert "this" not in sys.modules


def test_who_has_a_module_keeps_it() -> None:
    import json

    with without("json"):
        assert sys.modules["json"] is json
    assert sys.modules["json"] is json


LOAD = """
import sys
from importlib import import_module
from importlib.util import find_spec
from kg.compiled import _numba
import kg.page.layout

_numba()
hidden = ("matplotlib", "wcwidth", "scipy")
print(*(name for name in hidden if name in sys.modules))
for name in filter(find_spec, hidden):
    import_module(name)
"""


def test_what_draws_measures_and_multiplies_is_not_loaded_and_can_be_later() -> None:
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
