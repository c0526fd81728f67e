"""A view holds what most articles name, with no more evidence and text than a page shows."""

from pathlib import Path

import msgspec
import pytest

from kg import lines
from kg.assemble import assemble_graph
from kg.page import seen
from kg.page.content import Limits
from kg.parts import open_parts
from kg.pieces import write_pieces
from kg.view import read_view
from tests.few import ALL, FIRST, NOWHERE, annotation, corpus
from tests.handmade import known

ENOUGH = 999


def view_of(
    folder: Path, *more: object, limit: int, text: int = ENOUGH, alike: dict[str, str] | None = None
) -> seen.View:
    (build := folder / "build").mkdir()
    with open_parts(corpus((*ALL, *more), alike), known().lexicon, folder / "shares", "1") as parts:
        write_pieces(parts, known().ontology, build, NOWHERE, state="1")
        return read_view(parts, build / lines.VIEW, limit=limit, text=text)


def test_a_view_holds_what_most_articles_name(tmp_path: Path) -> None:
    whole = seen.view_graph(assemble_graph(ALL, known().lexicon), evidence=ENOUGH, text=ENOUGH)
    view = view_of(tmp_path, limit=3)
    assert [entity.id for entity in view.entities] == ["city/420600", "enterprise/a", "park/q"]
    assert all(entity in whole.entities for entity in view.entities)
    assert [row[0] for row in view.articles] == [one.article.id for one in ALL[:4]]
    assert (view.nodes, view.edges) == (whole.nodes, whole.edges)


def test_a_view_of_everything_is_that_of_the_whole_graph(tmp_path: Path) -> None:
    view = view_of(tmp_path, limit=100)
    assert view == seen.view_graph(assemble_graph(ALL, known().lexicon), evidence=ENOUGH, text=ENOUGH)
    assert "xiang yang shi" in next(entity.sounds for entity in view.entities if entity.id == "city/420600")


def test_a_view_holds_so_much_evidence_and_text_and_counts_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LIMITS", Limits(evidence=1))
    again = annotation("a-0", "enterprise/a investsIn project/p")
    view = view_of(tmp_path, again, limit=100, text=len(FIRST.article.text), alike={"a-0": "a"})
    ((entity, fact),) = (
        (entity, fact)
        for entity in view.entities
        for fact in entity.facts
        if fact.predicate == "investsIn" and fact.object == "project/p"
    )
    (row,) = msgspec.json.decode(fact.evidence)
    assert (entity.sources[row[0]], fact.sentences, fact.told) == ("a", 3, 2)
    assert [name for name, *_, text in view.articles if text] == ["a"]


def test_evidence_has_its_sentence_where_the_text_of_its_article_is_left_out(tmp_path: Path) -> None:
    view = view_of(tmp_path, limit=100, text=len(FIRST.article.text))
    texts = {one.article.id: one.article.text for one in ALL}
    told = [(entity.sources[row[0]], row) for entity in view.entities for row in seen.evidence_of(entity)]
    assert {article for article, _ in told} > {"a"}
    for article, (_, start, end, *_, last) in told:
        assert last == (-1 if article == "a" else texts[article][start:end])
