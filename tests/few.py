"""A few short articles made by hand -> their corpus, and the files that are put together from pieces."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.also import ALSO
from kg.assemble import assemble_graph
from kg.cache import passing_cache
from kg.corpus import Corpus, Ties
from kg.model import Annotation, Article, Attribute, Entity, Evidence, Modality, Relation, Span
from kg.page import write_outline
from kg.parts import open_parts
from kg.pieces import Written, write_pieces
from kg.records import record_line
from tests.handmade import known
from tests.whole import ALWAYS, write_whole

NOWHERE = Path("/nonexistent")
AS_PIECES = {form: one.name for form, one in ALSO.items() if one.write is None}
NAMES = {
    "enterprise/a": ("Enterprise", "甲公司"),
    "enterprise/b": ("Enterprise", "乙集团"),
    "project/p": ("Project", "电池项目"),
    "park/q": ("Park", "高新区"),
    "city/420600": ("City", "襄阳市"),
    "city/420500": ("City", "宜昌市"),
}


def annotation(name: str, *facts: str, amount: str = "", date: str = "2024-05-06") -> Annotation:
    """An article that says facts (`enterprise/a investsIn project/p`, `not` before what it denies), each in a line."""
    article = Article(id=name, title=f"{name}报道", body="\n".join(facts) or "无", date=date, source=f"{name}.json")
    entities: dict[str, Entity] = {}
    relations: list[Relation] = []
    attributes: list[Attribute] = []
    for fact in facts:
        start = article.text.index(fact)
        passage = Span.of(article, start, start + len(fact))
        modality = Modality.DENIED if fact.startswith("not ") else Modality.STATED
        said = Evidence(
            article=name,
            passage=passage,
            rule="r",
            confidence=0.5 + len(fact) / 1000,
            modality=modality,
            subject=passage,
        )
        subject, predicate, object_ = fact.removeprefix("not ").split()
        for entity in (subject, object_):
            kind, form = NAMES[entity]
            entities[entity] = Entity(id=entity, type=kind, name=form, aliases=(form[:-1],))
        relations.append(Relation(subject=subject, predicate=predicate, object=object_, evidence=(said,)))
        if amount:
            attributes.append(
                Attribute(subject=subject, property="amount", value=amount, span=passage, evidence=said, unit="CNY")
            )
    return Annotation(
        article=article,
        entities=tuple(entities[entity] for entity in sorted(entities)),
        relations=tuple(relations),
        attributes=tuple(attributes),
    )


FIRST = annotation("a", "enterprise/a investsIn project/p", "project/p locatedIn park/q", amount="300000000")
SECOND = annotation("a-1", "park/q locatedIn city/420600", "enterprise/a investsIn project/p", amount="300000000")
BETWEEN = annotation("a.5", "enterprise/b operatesIn city/420600", date="2024-05-07")
DENIAL = annotation("b", "not park/q locatedIn city/420500", "enterprise/b subsidiaryOf enterprise/a")
EMPTY = annotation("c")
ALL = (FIRST, SECOND, BETWEEN, DENIAL, EMPTY)
OTHERS = (
    annotation("a", "enterprise/a investsIn project/p", amount="500000000"),
    annotation("a-1", "project/p locatedIn park/q"),
    annotation("d", "park/q locatedIn city/420500", amount="300000000", date="2023"),
    annotation("a.5", "not enterprise/b operatesIn city/420600"),
    annotation("e~f", "enterprise/b partnerOf enterprise/a"),
)


def corpus(annotations: Iterable[Annotation], alike: Mapping[str, str] | None = None) -> Corpus:
    cache = passing_cache()
    for one in annotations:
        cache.add(one)
    return Corpus(cache, Ties({}, {}, alike or {}))


def write(
    annotations: Iterable[Annotation],
    folder: Path,
    former: Path = NOWHERE,
    state: str = "1",
    alike: Mapping[str, str] | None = None,
    shares: Path | None = None,
    also: Iterable[str] = (),
) -> Written:
    folder.mkdir()
    shares = shares or folder.with_suffix(".shares")
    with open_parts(corpus(annotations, alike), known().lexicon, shares, state) as parts:
        return write_pieces(parts, known().ontology, folder, former, state=state, also=also)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def whole_files(
    annotations: Sequence[Annotation], folder: Path, alike: Mapping[str, str] | None = None
) -> dict[str, bytes]:
    """The same of the graph of all articles, as one part."""
    folder.mkdir()
    graph = assemble_graph(annotations, known().lexicon, alike=alike)
    for form in ALWAYS:
        write_whole(form, graph, folder / f"graph.{form}", known().ontology)
    write_outline(graph, folder / "outline.json", known().ontology)
    ordered = sorted(annotations, key=lambda one: one.article.id)
    (folder / "articles.jsonl").write_text("".join(record_line(one) + "\n" for one in ordered))
    return files(folder)
