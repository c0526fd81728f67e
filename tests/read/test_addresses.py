"""The address of an article in JSON is one that a reader may follow."""

from __future__ import annotations

import pytest

from kg.read.outcome import Draft
from kg.read.records import read_record


def read(url: str) -> Draft:
    draft = read_record({"title": "题", "text": "正文", "url": url}, "a.json", None)
    assert isinstance(draft, Draft)
    return draft


@pytest.mark.parametrize(
    "url", ["https://example.org/a:b", "HTTP://example.org:80/", "www.example.org/a?b:c", "a.html"]
)
def test_an_address_of_the_web_is_kept(url: str) -> None:
    assert read(url).url == url and not read(url).remarks


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JavaScript:alert(1)//x", "java\tscript:x/y", "data:text/html,x"]
)
def test_an_address_that_may_run_code_is_left_out_and_said_so(url: str) -> None:
    assert read(url).url is None
    assert read(url).remarks == (f"address {url.strip()!r} is none of the web and left out",)
