"""Several tellings of one event -> that event, whatever the order; and an event in the graph and in RDF."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotate import annotate
from kg.assemble import assemble_graph
from kg.events import (
    Sketch,
    express_events,
    find_same_sketches,
    join_sketches,
    rename_event,
    rename_sketch,
    unite_events,
)
from kg.files import data_folder
from kg.model import Annotation, Article, Entity, Event, Evidence, Modality, Relation, Role, Span, Value
from kg.ontology import load_ontology
from kg.records import article_record
from kg.validate import validate_rdf
from tests.handmade import known
from tests.whole import write_whole

ONTOLOGY = load_ontology(data_folder() / "ontology")
FIRM, CITY, PARK = "enterprise/byd", "city/420600", "park/xiangyang-hidz"


def telling(
    source: str, date: str = "", place: str = CITY, *firms: str, about: str = "", modality: Modality = Modality.STATED
) -> Annotation:
    """An article that tells one signing of the firms."""
    firms = firms or (FIRM,)
    article = Article(id=source, title="签约", body="比亚迪签约，5月6日。", date="2024-05-07")
    evidence = Evidence(
        article=source, passage=Span.of(article, 3, 12), rule="event.签约.named", confidence=0.9, modality=modality,
        trigger=Span.of(article, 6, 8), object=Span.of(article, 3, 6),
    )  # fmt: skip
    roles = [Role(predicate="involves", entity=firm, evidence=evidence) for firm in firms]
    roles += [Role(predicate="concerns", entity=about, evidence=evidence)] if about else []
    roles += [Role(predicate="heldIn", entity=place, evidence=evidence)] if place else []
    values = [Value(property="eventKind", value="签约", span=Span.of(article, 6, 8), evidence=evidence)]
    values += [Value(property="date", value=date, span=Span.of(article, 9, 13), evidence=evidence)] if date else []
    event = Event(
        kind="签约", title="比亚迪签约", main=firms[0], date=date, place=place, about=about, source=source,
        roles=tuple(roles), values=tuple(values),
    )  # fmt: skip
    entities = tuple(
        Entity(id=one, type=one.split("/")[0].capitalize(), name=one) for one in sorted({*firms, place} - {""})
    )
    return Annotation(article=article, entities=entities, events=(event,))


def ids_after(annotations: list[Annotation]) -> list[str]:
    sketches = join_sketches(Sketch.of(event) for a in annotations for event in a.events)
    same = find_same_sketches(sketches, known().lexicon.holds)
    return [event.id for a in annotations for event in unite_events(a, same).events]


@pytest.mark.parametrize("date", ["", "2024-05", "2024-05-06"])
def test_a_renamed_sketch_is_that_of_the_renamed_event(date: str) -> None:
    ids = {FIRM: "enterprise/other", "project/p": "project/q"}
    for firms, about in (((FIRM, "enterprise/c"), "project/p"), (("enterprise/c", FIRM), ""), (("enterprise/c",), "")):
        (event,) = telling("a", date, CITY, *firms, about=about).events
        assert rename_sketch(Sketch.of(event), ids) == Sketch.of(rename_event(event, ids))


def test_a_month_joins_the_day_in_it_and_a_city_the_park_in_it() -> None:
    assert (
        len(set(ids_after([telling("a", "2024-05"), telling("b", "2024-05-06", PARK), telling("c", "2024-05-06")])))
        == 1
    )


def test_a_quarter_joins_the_day_in_it_and_no_other() -> None:
    quarter = telling("a", "2024-04/2024-06")
    assert len(set(ids_after([quarter, telling("b", "2024-05-06")]))) == 1
    assert len(set(ids_after([quarter, telling("b", "2024-07-06")]))) == 2


def test_two_days_are_two_events_and_the_month_of_both_is_neither() -> None:
    assert len(set(ids_after([telling("a", "2024-05-06"), telling("b", "2024-05-08"), telling("c", "2024-05")]))) == 3


def test_another_place_or_firm_is_another_event() -> None:
    told = [
        telling("a", "2024-05-06"),
        telling("b", "2024-05-06", "city/420100"),
        telling("c", "2024-05-06", CITY, "enterprise/catl"),
    ]
    assert len(set(ids_after(told))) == 3


def test_a_shared_partner_makes_one_event_whoever_comes_first() -> None:
    told = [
        telling("a", "2024-05-06", CITY, FIRM, "enterprise/catl"),
        telling("b", "2024-05-06", CITY, "enterprise/catl", FIRM),
    ]
    assert len(set(ids_after(told))) == 1


def test_without_a_time_two_articles_tell_one_event_only_of_one_project() -> None:
    assert len(set(ids_after([telling("a"), telling("b")]))) == 2
    assert len(set(ids_after([telling("a", about="project/p"), telling("b", about="project/p")]))) == 1


TELLINGS = [
    telling("a", "2024-05"), telling("b", "2024-05-06", PARK), telling("c", "2024-05-06"), telling("d", "2024"),
    telling("e", "2024-05-08", "city/420100"), telling("f", "", PARK, about="project/p"), telling("g", "2023"),
    telling("h", "2024-05-06", CITY, "enterprise/catl", FIRM),
]  # fmt: skip


@given(st.permutations(TELLINGS))
def test_the_order_of_articles_changes_no_event(told: list[Annotation]) -> None:
    by_article = dict(zip([a.article.id for a in told], ids_after(told), strict=True))
    assert by_article == dict(zip([a.article.id for a in TELLINGS], ids_after(TELLINGS), strict=True))


def test_an_event_is_a_node_with_two_sentences_and_its_rdf_conforms(tmp_path: Path) -> None:
    graph = assemble_graph([telling("a", "2024-05-06"), telling("b", "2024-05-06")], known().lexicon)
    [node] = [n for n, kind in graph.nodes(data="type") if kind == "Event"]
    assert graph.nodes[node]["articles"] == ("a", "b")
    assert len(graph.edges[node, FIRM, "involves"]["evidence"]) == 2
    write_whole("ttl", graph, tmp_path / "graph.ttl", ONTOLOGY)
    assert validate_rdf(tmp_path / "graph.ttl", ONTOLOGY) == ()
    text = (tmp_path / "graph.ttl").read_text("utf-8")
    assert [w for w in ("zs:period", "inXSDDate", "unitDay", "zs:Signing") if w not in text] == []


def test_an_event_of_a_quarter_has_its_first_and_last_day(tmp_path: Path) -> None:
    told = telling("a", "2024-04/2024-06")
    write_whole("ttl", assemble_graph([told], known().lexicon), tmp_path / "graph.ttl", ONTOLOGY)
    assert validate_rdf(tmp_path / "graph.ttl", ONTOLOGY) == ()
    text = (tmp_path / "graph.ttl").read_text("utf-8")
    assert [w for w in ("period/2024-04--2024-06", "2024-04-01", "2024-06-30", "zs:Quarter") if w not in text] == []
    [event] = json.loads(json.dumps(article_record(told)))["events"]
    assert (event["date"], event["precision"]) == ("2024-04/2024-06", "quarter")


def test_an_industry_brings_those_above_it_and_its_scheme(tmp_path: Path) -> None:
    article = Article(id="a", title="比亚迪", body="比亚迪从事动力电池。")
    evidence = Evidence(article="a", passage=Span.of(article, 4, 14), rule="industry.does", confidence=0.9)
    relation = Relation(subject=FIRM, predicate="inIndustry", object="industry/batteries", evidence=(evidence,))
    entities = (
        Entity(id=FIRM, type="Enterprise", name="比亚迪"),
        Entity(id="industry/batteries", type="Industry", name="锂电池"),
    )
    annotation = Annotation(article=article, entities=entities, relations=(relation,))
    graph = assemble_graph([annotation], known().lexicon)
    assert graph.nodes["industry/batteries"]["broader"] == "industry/new-energy"
    assert graph.nodes["industry/new-energy"]["english"] == "new energy"
    write_whole("ttl", graph, tmp_path / "graph.ttl", ONTOLOGY)
    assert validate_rdf(tmp_path / "graph.ttl", ONTOLOGY) == ()
    record = article_record(annotation)
    assert record["relations"] == [] and [e["type"] for e in record["entities"]] == ["Enterprise"]  # type: ignore[attr-defined,index]
    assert record["industries"][0]["industry"] == "industry/batteries"  # type: ignore[index]


def test_a_record_tells_an_event_by_itself() -> None:
    [event] = json.loads(json.dumps(article_record(telling("a", "2024-05"))))["events"]
    assert (event["kind"], event["date"], event["precision"], event["place"]) == ("签约", "2024-05", "month", CITY)
    assert event["participants"] == [FIRM] and event["modality"] == "stated"
    assert event["evidence"][0]["trigger"]["text"] == "签约"


def test_expressed_events_are_entities_with_relations_and_attributes() -> None:
    annotation = express_events(telling("a", "2024-05-06"))
    [event] = [entity for entity in annotation.entities if entity.type == "Event"]
    assert {r.predicate for r in annotation.relations if r.subject == event.id} == {"involves", "heldIn"}
    assert {a.property for a in annotation.attributes} == {"eventKind", "date"}


def test_evidence_that_the_text_does_not_bear_out_cannot_be_built() -> None:
    good = telling("a", "2024-05-06")
    other = Article(id="a", title="另一篇", body="全然不同的文字，没有那句话在里面。")
    with pytest.raises(ValueError, match="the text has no"):
        replace(good, article=other).verified()
    with pytest.raises(ValueError, match="is of article a"):
        replace(good, article=replace(good.article, id="b")).verified()
    assert good.verified() is good


def test_what_is_read_is_verified_before_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    stray = telling("a", "2024-05-06").events
    monkeypatch.setattr("kg.relate.tell_events", lambda *_: stray)
    with pytest.raises(ValueError, match="the text has no"):
        annotate(Article(id="a", title="另一篇", body="全然不同的文字，没有那句话在里面。"), known())
