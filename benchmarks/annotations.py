"""A seed -> annotations without end, of the shape that articles have, for graphs of any size.

Article n depends on the seed and on n alone, so a longer run begins with a shorter one. Each article tells a story: a
county and its prefecture, a park, some firms and projects, a policy. Four articles of five tell a new story, the
others one that was told before, so that facts get a second sentence. Places, one firm in four and industries are those
of the lexicon, a few of them named very often; all else is made up, with words from stories.toml.

How much an article says is what `kg build` made of 150 articles about investment (seeds/articles, tests/gold): 614
triples, 22 claims, 17.5 entities. One project in forty lay at two places of which neither held the other.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from msgspec import structs

from kg.lexicon import Entry, Lexicon
from kg.model import (
    Annotation,
    Article,
    Attribute,
    Entity,
    Event,
    Evidence,
    Modality,
    Relation,
    Role,
    Span,
    Value,
    content_id,
)

TOLD_BEFORE: Final = 0.2
KNOWN_FIRM: Final = 0.25
OTHER_TOTAL: Final = 0.03
MODALITIES: Final = {Modality.STATED: 962, Modality.PLANNED: 35, Modality.DENIED: 3}
# What the defaults of the named queries ask for comes first, and so is named most often.
FIRST: Final = ("city/420600", "enterprise/byd", "enterprise/catl", "industry/power-battery")
STAGES: Final = ("签约", "开工", "投产")
SLOT: Final = re.compile(r"\{(\w+)\}")


class Sentence(NamedTuple):
    """A wording, the facts in it, and how often it is said in an article."""

    rule: str
    wording: str
    facts: tuple[str, ...]
    times: float


INVESTMENT: Final = "investment"
SENTENCES: Final = (
    Sentence(
        INVESTMENT, "{day}，{E}投资{sum}建设的{J}在{K}{stage}。",
        ("E investsIn J", "J locatedIn K", "E operatesIn K"), 2.0,
    ),
    Sentence("settles in park", "从事{I}的{E}落户{K}。", ("E operatesIn K", "E inIndustry I"), 1.2),
    Sentence("settles in city", "从事{I}的{E}在{C}设厂。", ("E operatesIn C", "E inIndustry I"), 0.6),
    Sentence("project in park", "{J}位于{C}的{K}。", ("J locatedIn K", "K locatedIn C"), 0.8),
    Sentence("two sites", "{J}在{K}和{H}同时建设。", ("J locatedIn K", "J locatedIn H"), 0.06),
    Sentence("industry of park", "{K}位于{C}，主导产业是{I}。", ("K locatedIn C", "K inIndustry I"), 0.5),
    Sentence("partners", "{E}与{F}签署合作协议。", ("E partnerOf F",), 1.1),
    Sentence("subsidiary", "{F}是{E}的子公司。", ("F subsidiaryOf E",), 0.5),
    Sentence("policy", "{O}发布《{L}》，适用于{K}。", ("L issuedBy O", "L appliesTo K"), 0.8),
)  # fmt: skip
# Of the sentences about an investment, how many give its amount, its stage, an event.
AMOUNT, STATUS, EVENT = 0.65, 0.45, 0.47

Cast = Mapping[str, tuple[Entity, ...]]  # by the letters of SENTENCES


@dataclass(frozen=True, slots=True)
class World:
    """What the lexicon knows, in order of how often it is named."""

    prefectures: tuple[Entry, ...]
    counties: Mapping[str, Sequence[Entry]]
    firms: tuple[Entry, ...]
    industries: tuple[Entry, ...]
    parks: Mapping[str, Sequence[Entry]]
    words: Mapping[str, Sequence[str]]


class Said(NamedTuple):
    """A sentence in its place: who is named in it, and where each slot stands."""

    sentence: Sentence
    named: Mapping[str, Entity]
    spans: Mapping[str, Span]
    evidence: Evidence
    date: str

    def evidence_of(self, subject: str, object_: str = "") -> Evidence:
        spans = self.spans
        return structs.replace(
            self.evidence, subject=spans[subject], object=spans.get(object_), trigger=spans.get("stage")
        )


def make_annotations(seed: int, lexicon: Lexicon) -> Iterator[Annotation]:
    """Articles with what they say, without end."""
    world = read_world(lexicon)

    @lru_cache(maxsize=10_000)
    def cast_of(story: int) -> Cast:
        return make_cast(Random(f"{seed}:story {story}"), world)

    for number in count():
        chance = Random(f"{seed}:{number}")
        story = chance.randrange(number + 1) if chance.random() < TOLD_BEFORE else number
        yield tell(chance, f"g{number:07}", cast_of(story))


def read_world(lexicon: Lexicon) -> World:
    """What of the lexicon the stories are made of."""
    known = lexicon.entries.values()
    below, parks = defaultdict[str, list[Entry]](list), defaultdict[str, list[Entry]](list)
    for entry in known:
        if entry.level == "county" and entry.parent:
            below[entry.parent].append(entry)
        elif entry.type == "Park":
            parks[f"city/{entry.division}"].append(entry)
    return World(
        prefectures=by_fame(entry for entry in known if entry.level == "prefecture" and entry.id in below),
        counties=below,
        firms=by_fame(entry for entry in known if entry.type == "Enterprise"),
        industries=by_fame(lexicon.industries.values()),
        parks=parks,
        words=tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))["words"],
    )


def by_fame(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    found = sorted(entries, key=lambda entry: entry.id)
    Random("fame").shuffle(found)
    return tuple(sorted(found, key=lambda entry: FIRST.index(entry.id) if entry.id in FIRST else len(FIRST)))


def often(chance: Random, entries: Sequence[Entry]) -> Entry:
    """One of them: the n-th is named n times less often than the first, as names in the news are."""
    return entries[int((len(entries) + 1) ** chance.random()) - 1]


def make_cast(chance: Random, world: World) -> Cast:
    """Who and what a story is about."""
    words = world.words
    prefecture = often(chance, world.prefectures)
    county = chance.choice(world.counties[prefecture.id])

    def brand() -> str:
        return "".join(chance.choices(words["syllables"], k=3))

    def firm() -> Entity:
        if chance.random() < KNOWN_FIRM:
            return known(often(chance, world.firms))
        short = brand() + chance.choice(words["trades"])
        return made("Enterprise", f"{county.name}{short}有限公司", short)

    parks = world.parks.get(prefecture.id)
    if parks and chance.random() < 0.5:
        park = known(chance.choice(parks))
    else:
        park = made("Park", county.name + brand() + chance.choice(words["zones"]))
    firms = tuple({each.id: each for each in (firm() for _ in range(7))}.values())
    return {
        "C": (known(county), known(prefecture)),
        "H": (known(chance.choice(world.counties[often(chance, world.prefectures).id])),),
        "K": (park,),
        "E": firms,
        "F": firms,
        "J": tuple(made("Project", brand() + chance.choice(words["products"]) + "项目") for _ in range(8)),
        "I": (known(often(chance, world.industries)), known(often(chance, world.industries))),
        "O": (made("Organization", county.name + chance.choice(words["bodies"])),),
        "L": (made("Policy", county.name + brand() + chance.choice(words["topics"]) + chance.choice(words["papers"])),),
    }


def known(entry: Entry) -> Entity:
    return Entity(id=entry.id, type=entry.type, name=entry.name, aliases=entry.aliases[:1])


def made(type_: str, name: str, *aliases: str) -> Entity:
    return Entity(id=f"{type_.lower()}/{content_id(type_, name)}", type=type_, name=name, aliases=aliases)


def tell(chance: Random, name: str, cast: Cast) -> Annotation:
    """One article and all that it says."""
    title = f"{cast['C'][0].name}招商动态（{name}）"
    date = f"202{chance.randint(0, 5)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    times = [int(sentence.times) + (chance.random() < sentence.times % 1) for sentence in SENTENCES]
    text = f"{title}\n"
    told = list[Said]()
    for sentence in chance.sample(SENTENCES, len(SENTENCES)):
        for _ in range(times[SENTENCES.index(sentence)]):
            said = say(chance, sentence, cast, name, date, len(text))
            text += said.evidence.passage.text
            told.append(said)
    named = {thing.id: thing for said in told for letter, thing in said.named.items() if letter in said.spans}
    return Annotation(
        article=Article(id=name, title=title, body=text.removeprefix(f"{title}\n"), date=date),
        entities=tuple(named[entity] for entity in sorted(named)),
        relations=tuple(relation for said in told for relation in relations_of(said)),
        attributes=tuple(attribute for said in told for attribute in attributes_of(chance, said)),
        events=tuple(event for said in told for event in events_of(chance, said)),
    )


def say(chance: Random, sentence: Sentence, cast: Cast, article: str, date: str, start: int) -> Said:
    """One sentence, which begins at `start`."""
    named = {letter: chance.choice(things) for letter, things in cast.items()}
    named["F"] = chance.choice([firm for firm in cast["F"] if firm is not named["E"]] or [named["E"]])
    words = {letter: thing.name for letter, thing in named.items()}
    # A project has one total, but for a few articles that tell another.
    total = Random(named["J"].id).randint(1, 99) + (chance.random() < OTHER_TOTAL)
    words |= {"sum": f"{total}亿元", "stage": chance.choice(STAGES), "day": f"{int(date[5:7])}月{int(date[8:])}日"}
    line, spans = "", dict[str, Span]()
    for number, part in enumerate(SLOT.split(sentence.wording)):
        if number % 2:
            at = start + len(line)
            spans[part] = Span(start=at, end=at + len(words[part]), text=words[part])
        line += words[part] if number % 2 else part
    evidence = Evidence(
        article=article,
        passage=Span(start=start, end=start + len(line), text=line),
        rule=sentence.rule,
        confidence=chance.randrange(50, 100) / 100,
        modality=chance.choices(tuple(MODALITIES), tuple(MODALITIES.values()))[0],
    )
    return Said(sentence, named, spans, evidence, date)


def relations_of(said: Said) -> Iterator[Relation]:
    for fact in said.sentence.facts:
        subject, predicate, object_ = fact.split()
        ends = said.named[subject].id, said.named[object_].id
        if ends[0] != ends[1]:
            evidence = (said.evidence_of(subject, object_),)
            yield Relation(subject=ends[0], predicate=predicate, object=ends[1], evidence=evidence)


def attributes_of(chance: Random, said: Said) -> Iterator[Attribute]:
    if said.sentence.rule != INVESTMENT:
        return
    project, evidence = said.named["J"].id, said.evidence_of("J")
    if chance.random() < AMOUNT:
        span = said.spans["sum"]
        yuan = str(int(span.text.removesuffix("亿元")) * 10**8)
        yield Attribute(subject=project, property="amount", value=yuan, unit="CNY", span=span, evidence=evidence)
    if chance.random() < STATUS:
        span = said.spans["stage"]
        yield Attribute(subject=project, property="status", value=span.text, span=span, evidence=evidence)


def events_of(chance: Random, said: Said) -> Iterator[Event]:
    if said.sentence.rule != INVESTMENT or chance.random() > EVENT:
        return
    stage, day = said.spans["stage"], said.spans["day"]
    roles = {"involves": "E", "concerns": "J", "heldIn": "K"}
    yield Event(
        kind=stage.text,
        title=said.named["J"].name + stage.text,
        main=said.named["E"].id,
        date=said.date,
        place=said.named["K"].id,
        about=said.named["J"].id,
        roles=tuple(
            Role(predicate=role, entity=said.named[letter].id, evidence=said.evidence_of(letter))
            for role, letter in roles.items()
        ),
        values=(
            Value(property="eventKind", value=stage.text, span=stage, evidence=said.evidence),
            Value(property="date", value=said.date, span=day, evidence=said.evidence),
        ),
    )
