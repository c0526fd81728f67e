"""Generated annotations: borne out by their articles, the same for the same number, of the shape of real ones."""

import importlib.util
import sys
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from kg.assemble import assemble_graph
from kg.conflicts import find_conflicts
from kg.files import data_folder
from kg.lexicon import Lexicon
from kg.ontology import load_ontology
from kg.rdf import triples
from tests.handmade import known

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "annotations.py"
COUNT = 300


@pytest.fixture(scope="module")
def annotations() -> ModuleType:
    spec = importlib.util.spec_from_file_location("annotations", SCRIPT)
    assert spec is not None and spec.loader is not None
    sys.modules["annotations"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["annotations"])
    return sys.modules["annotations"]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return known().lexicon


def test_every_span_is_borne_out_by_its_article(annotations: ModuleType, lexicon: Lexicon) -> None:
    for annotation in islice(annotations.make_annotations(7, lexicon), 50):
        assert annotation.verified().relations
        named = {entity.id for entity in annotation.entities}
        assert {end for fact in annotation.relations for end in (fact.subject, fact.object)} <= named


def test_a_longer_run_begins_with_a_shorter_one(annotations: ModuleType, lexicon: Lexicon) -> None:
    short = list(islice(annotations.make_annotations(7, lexicon), 5))
    assert list(islice(annotations.make_annotations(7, lexicon), 9))[:5] == short


def test_the_graph_has_the_shape_of_one_of_real_articles(annotations: ModuleType, lexicon: Lexicon) -> None:
    """Beside what a build of 150 articles about investment came to, by article."""
    graph = assemble_graph(islice(annotations.make_annotations(7, lexicon), COUNT), lexicon)
    predicates = [p.rpartition("#")[2] for _, p, _ in triples(graph, load_ontology(data_folder() / "ontology"))]
    assert 614 * 0.85 < len(predicates) / COUNT < 614 * 1.15
    real = {
        "confidence>": 22,
        "mentions>": 17.5,
        "operatesIn>": 3.7,
        "locatedIn>": 3.8,
        "investsIn>": 2,
        "amount>": 1.4,
    }
    for predicate, count in real.items():
        assert count * 0.6 < predicates.count(predicate) / COUNT < count * 1.4, predicate
    projects = sum(kind == "Project" for _, kind in graph.nodes(data="type"))
    apart = sum(conflict.property == "locatedIn" for conflict in find_conflicts(graph))
    assert 0.005 < apart / projects < 0.05
