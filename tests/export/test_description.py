"""What the description of a build says of it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.export.description import _site
from tests.export.conftest import ONTOLOGY
from tests.graphs import sample_graph


def test_the_description_counts_what_is_there_and_has_no_blank_node(
    written: Path, expected: set[pyoxigraph.Triple]
) -> None:
    found = list(pyoxigraph.parse(path=str(written / "graph.void.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    assert not [
        q for q in found if isinstance(q.subject, pyoxigraph.BlankNode) or isinstance(q.object, pyoxigraph.BlankNode)
    ]
    totals = {q.predicate.value.rpartition("#")[2]: q.object.value for q in found if q.subject.value.count("/") == 6}
    assert totals["triples"] == str(len(expected))
    assert totals["entities"] == str(len(sample_graph()))
    assert totals["documents"] == "3"


def test_the_description_names_licence_sources_links_and_what_the_build_used(written: Path) -> None:
    text = (written / "graph.void.ttl").read_text(encoding="utf-8")
    assert "dcterms:license <https://www.apache.org/licenses/LICENSE-2.0>" in text
    assert "dcterms:source <https://example.org/>" in text
    # The ranges of Dublin Core are things, not texts.
    assert "dcterms:language <http://id.loc.gov/vocabulary/iso639-1/zh>" in text
    assert "/rights> a dcterms:RightsStatement" in text and "/period> a dcterms:PeriodOfTime" in text
    assert 'dcat:startDate "2024-05-07"^^xsd:date' in text and 'dcat:endDate "2025-03-01"^^xsd:date' in text
    found = list(pyoxigraph.parse(path=str(written / "graph.void.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    used = {
        str(q.object.value).removeprefix(ONTOLOGY.id_namespace) for q in found if q.predicate.value.endswith("#used")
    }
    assert used >= {"article/a1", "article/a2"}
    assert [id_ for id_ in used if id_.startswith("knowledge/")]
    links = [q.subject for q in found if q.predicate.value.endswith("#linkPredicate")]
    same = sum(1 for data in sample_graph().nodes.values() if data.get("geonames"))
    assert len(links) == (1 if same else 0)


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://example.org/a?b#c", "https://example.org/"),
        ("http://user:secret@example.org:8080/a", "http://example.org:8080/"),
        ("http://例子.org/一", "http://xn--fsqu00a.org/"),
        ("http://[bad", None),
        ('http://exa mple.org"<x>/y', None),
        ("http://a..b/", None),
        ("http:///a", None),
        ("ftp://example.org/a", None),
        ("没有地址", None),
        ("", None),
    ],
)
def test_where_an_article_stood_is_told_by_a_host_or_not_at_all(address: str, site: str | None) -> None:
    assert _site(address) == site
