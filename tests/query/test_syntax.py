"""A query that is no SPARQL is answered in few words."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from kg.errors import QueryError
from kg.query import run_query
from tests.handmade import known


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * {?s ?p ?o", "line 1, column 19: not understood from the end"),
        ("SELECT * { ?s nope:x ?o }", "line 1, column 21: a prefix that is not declared stands before ?o }"),
        ("SELECT * { ?s ?p ?o }\nLIMIT x", "line 2, column 7: not understood from x"),
        ("DROP ALL", "updates are refused"),
        ("PREFIX a: <http://a/> insert data { a:a a:b a:c }", "updates are refused"),
    ],
)
def test_what_is_wrong_with_a_query_is_told_with_its_place(query: str, told: str) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(Store(), query, known().ontology)
    assert str(caught.value).startswith(f"SPARQL syntax: {told}") and len(str(caught.value)) < 120


def test_a_query_that_reads_a_word_of_updates_is_none() -> None:
    assert run_query(Store(), "SELECT ?drop { ?drop ?p ?o }", known().ontology).rows == ()
