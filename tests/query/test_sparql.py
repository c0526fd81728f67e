"""SPARQL over the store of a small graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.errors import GraphError, QueryError
from kg.query import (
    cell,
    is_sparql,
    plain,
    run_query,
    with_prefixes,
)
from kg.store import open_store
from tests.query.conftest import ONTOLOGY


def test_sparql_needs_no_prefix_and_ask_and_construct_answer_too(store: Store) -> None:
    assert len(run_query(store, "SELECT ?c { ?c a zs:City }", ONTOLOGY).rows) == 2
    truth = run_query(store, "ASK { city:420600 a zs:City }", ONTOLOGY)
    assert [plain(value, ONTOLOGY) for value in truth.rows[0]] == [True]
    built = run_query(store, "CONSTRUCT { ?c a zs:City } WHERE { ?c a zs:City }", ONTOLOGY)
    assert (built.columns, len(built.rows)) == (("s", "p", "o"), 2)


def test_wrong_sparql_is_an_error_of_ours(store: Store) -> None:
    with pytest.raises(QueryError, match="SPARQL syntax"):
        run_query(store, "SELECT {", ONTOLOGY)


def test_a_query_cannot_change_the_store(store: Store) -> None:
    with pytest.raises(QueryError):
        run_query(store, "DELETE WHERE { ?s ?p ?o }", ONTOLOGY)


def test_no_query_asks_another_store(store: Store) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        run_query(store, "SELECT ?x { SERVICE <http://localhost:1/sparql> { ?x ?y ?z } }", ONTOLOGY)
    assert run_query(store, "SELECT ('SERVICE' AS ?word) {}", ONTOLOGY).rows


def test_the_labels_of_the_ontology_are_in_its_named_graph(store: Store) -> None:
    text = f"SELECT ?l {{ GRAPH <{ONTOLOGY.namespace.rstrip('#')}> {{ zs:operatesIn rdfs:label ?l }} }}"
    assert {cell(row[0], ONTOLOGY) for row in run_query(store, text, ONTOLOGY).rows} == {"落户", "operates in"}


def test_a_folder_without_a_build_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no build here"):
        open_store(tmp_path)
    (tmp_path / "store").mkdir()
    with pytest.raises(GraphError, match="cannot be opened"):
        open_store(tmp_path)


def test_a_query_and_the_name_of_one_are_told_apart() -> None:
    assert is_sparql("ASK {}")
    assert not is_sparql("企业落户")


def test_an_id_of_a_table_goes_back_into_a_query(store: Store) -> None:
    first = cell(run_query(store, "SELECT ?c { ?c a zs:City } ORDER BY ?c LIMIT 1", ONTOLOGY).rows[0][0], ONTOLOGY)
    asked = f"ASK {{ <{first}> a zs:City }}"
    assert plain(run_query(store, asked, ONTOLOGY).rows[0][0], ONTOLOGY) is True
    assert with_prefixes(asked, ONTOLOGY).startswith(f"BASE <{ONTOLOGY.id_namespace}>\n")
    assert "BASE" not in with_prefixes("ASK { <http://example.org/a> a zs:City }", ONTOLOGY)
