"""Words that stand alone for the one name of an article that ends with them."""

from __future__ import annotations

import pytest

from tests.handmade import extract_marked, ids_of, link_marked, names_of


@pytest.mark.parametrize(
    ("text", "word", "times"),
    [
        ("{K:玄鸟高新区}开园。二期放在高新区,企业三家。", "高新区", 1),
        ("{K:玄鸟高新技术产业开发区}开园。二期放在高新区。", "高新区", 1),
        ("二期放在高新区。{K:玄鸟高新区}开园。", "高新区", 0),  # not before it is named
        ("{K:玄鸟高新区}和{K:白塘高新区}开园。二期放在高新区。", "高新区", 0),  # of two none is meant for sure
        ("{K:玄鸟产业园}开园。二期放在高新区。", "高新区", 0),
        ("{K:玄鸟高新区}开园。它是国家高新区,也是省级高新区。", "高新区", 0),  # part of a phrase
        ("{K:玄鸟高新区}开园。高新区管理条例还没有写。", "高新区", 0),
        ("{O:玄鸟高新区管委会}签约。当天,管委会与客商座谈。", "管委会", 1),
        ("{O:玄鸟高新区管理委员会}签约。当天,管委会与客商座谈。", "管委会", 1),
        ("当天,管委会与客商座谈。", "管委会", 0),
        ("《玄鸟市促进投资若干措施》发布。《若干措施》共十条,这些措施很实在。", "若干措施", 1),
        ("《玄鸟市促进投资若干措施》发布。《办法》没有写。", "办法", 0),
    ],
)
def test_a_last_word_stands_for_the_only_name_that_ends_so(text: str, word: str, times: int) -> None:
    found = [name for _, name in names_of(extract_marked(text))]
    assert found.count(word) == times


def test_it_is_one_thing_with_the_full_name() -> None:
    linked = link_marked("{K:玄鸟高新区}开园。二期放在{K:高新区}。", introduced={"高新区": "玄鸟高新区"})
    assert ids_of(linked, "高新区") == ids_of(linked, "玄鸟高新区")
