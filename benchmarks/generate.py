"""Stories -> any number of articles with their truth, for load and for recall at scale.

    python benchmarks/generate.py COUNT FOLDER [--seed N] [--length CHARACTERS]

Writes FOLDER/articles.jsonl, which `kg build` reads, and FOLDER/gold/ in the form of tests/gold/ANNOTATION.md, for
`kg evaluate`. Article number n depends on the seed, the length and n alone: a longer run begins with the articles of a
shorter one. Places and who governs them come from the lexicon, firms and projects are made up, wordings stand in
stories.toml. An article tells one story in some 180 characters; with --length it tells several of one county, with talk
that states nothing between them, and has so many characters in the mean.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, Final, NamedTuple

from kg.files import data_folder
from kg.knowledge import load_knowledge
from kg.lexicon import Entry, Lexicon

STORIES: Final = Path(__file__).with_name("stories.toml")
EACH: Final = re.compile(r"(?<=[EJ])i(?![a-z])|(?<=\{)i(?=\})")
MARKED: Final = re.compile(r"⟦(\w\d+):")
BARE: Final = re.compile(r"⟦\w\d+:|⟧")  # what of a marked line does not stand in the article
CALLED: Final = re.compile(r"\b[A-Z]\d\b")
OVER: Final = 235  # characters by which the last story goes over what was wanted, in the mean
SLOT: Final = re.compile(r"\{(?:yuan:(?P<yuan>J\d)|(?P<name>[CVEKLJOce]\d)|(?P<word>sum|n|day|trade|\d))\}")

Cast = Mapping[str, str]  # C1, E1, e1 (its short form), … -> the name
Keys = dict[tuple[str, str], str]  # kind and name -> what it is called in the gold, the same in all of an article


class Setting(NamedTuple):
    """What one telling draws from."""

    chance: Random
    cast: Cast
    keys: Mapping[str, str]  # C1, E1, … -> what each is called in the gold
    amounts: Mapping[str, str]  # J1, … -> its own total investment, in 亿元
    trade: str


class Telling(NamedTuple):
    """A story, told: its names marked, and what it states."""

    title: str
    lines: Sequence[str]
    facts: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """An article as `kg build` reads it, and its gold record."""

    article: dict[str, Any]
    gold: dict[str, Any]


def generate(seed: int, lexicon: Lexicon, length: int = 0) -> Iterator[Generated]:
    """Articles without end, of one story each or of so many characters in the mean."""
    known = tomllib.loads(STORIES.read_text("utf-8"))
    counties = [entry for entry in lexicon.entries.values() if entry.level == "county"]
    for number in count():
        chance = Random(f"{seed}:{number}")
        county = chance.choice(counties)
        wanted = chance.randint(length // 2, length * 3 // 2) - OVER if length else 0
        keys: Keys = {}
        told: list[Telling] = []
        while not told or sum(len(BARE.sub("", line)) for one in told for line in one.lines) < wanted:
            setting = set_stage(chance, known["words"], county, counties, lexicon, keys)
            one = tell_story(chance.choice(known["story"]), known["fillers"], setting)
            told.append(one._replace(lines=[*one.lines, *talk(known["talk"], setting)]) if length else one)
        yield write_up(f"g{number:07}", told, chance)


def set_stage(
    chance: Random,
    words: Mapping[str, Sequence[str]],
    county: Entry,
    counties: Sequence[Entry],
    lexicon: Lexicon,
    keys: Keys,
) -> Setting:
    """A place, and a cast that was never told of before; `keys` learns its names."""
    cast = {"C1": county.name, "V1": lexicon.entries[lexicon.ancestors(county.id)[-1]].name}
    for number in range(1, 5):
        home = chance.choice(counties).name
        brand = "".join(chance.sample(words["syllables"], 2)) + chance.choice(words["trades"])[:2]
        cast[f"e{number}"], cast[f"E{number}"] = brand, f"{home}{brand}有限公司"
        cast[f"J{number}"] = f"{brand}{chance.choice(words['products'])}{chance.choice(words['works'])}"
    cast["K1"] = (
        county.name + chance.choice(("", "".join(chance.sample(words["syllables"], 2)))) + chance.choice(words["zones"])
    )
    cast["O2"] = f"{county.name}人民政府"
    cast["O1"] = county.name + chance.choice(words["bodies"])
    cast["L1"] = f"《{county.name}{chance.choice(words['topics'])}{chance.choice(words['papers'])}》"
    amounts = {f"J{n}": f"{chance.randint(1, 99)}{chance.choice(('', '.5', '.8'))}" for n in range(1, 5)}
    before = len(keys)
    called = {slot: keys.setdefault((slot[0], cast[slot]), f"{slot}{before or ''}") for slot in cast if slot.isupper()}
    return Setting(chance, cast, called, amounts, chance.choice(words["trades"]))


def tell_story(story: Mapping[str, Any], fillers: Sequence[str], setting: Setting) -> Telling:
    """One story, told once."""
    chance = setting.chance
    said, facts = [chance.choice(story["title"])], list[str]()
    for beat in story["beat"]:
        if chance.randrange(100) >= beat.get("chance", 100):
            continue
        for number in range(1, beat.get("each", 1) + 1):
            said.append(EACH.sub(str(number), chance.choice(beat["say"])))
            facts += [EACH.sub(str(number), fact) for fact in beat.get("facts", ())]
        said += chance.sample(fillers, chance.randrange(2))
    title, *lines = (SLOT.sub(lambda slot: fill(slot, setting), line) for line in said)
    named = set(MARKED.findall("\n".join((title, *lines))))
    stated = (CALLED.sub(lambda slot: setting.keys[slot[0]], fact) for fact in dict.fromkeys(facts))
    whole = [f"@rel {fact}" for fact in stated if set(fact.replace("?", "").split()[::2]) <= named]
    for slot in sorted(found["yuan"] for found in SLOT.finditer("\n".join(said)) if found["yuan"]):
        if (project := setting.keys[slot]) in named:
            value = setting.amounts[slot]
            whole.append(f"@amount {project} {round(float(value) * 1e8)} {value}亿元")
    return Telling(title, lines, whole)


def talk(clauses: Mapping[str, Sequence[str]], setting: Setting) -> Iterator[str]:
    """Some paragraphs that state nothing."""
    chance = setting.chance
    for _ in range(chance.randint(1, 3)):
        said = (chance.choice(clauses[part]) for _ in range(chance.randint(1, 2)) for part in ("who", "what", "so"))
        yield SLOT.sub(lambda slot: fill(slot, setting), "".join(said))


def write_up(name: str, told: Sequence[Telling], chance: Random) -> Generated:
    """An article of some stories under the title of the first; the other titles stand above their stories."""
    date = f"202{chance.randint(1, 4)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    first, *others = told
    lines = [f"date: {date}", f"title: {first.title}", *first.lines]
    lines += [line for one in others for line in (one.title, *one.lines)]
    lines += [fact for one in told for fact in one.facts]
    gold = gold_parser().article_of(name, list(dict.fromkeys(lines)))
    article = {"id": name, "title": gold.article.title, "date": date, "text": gold.article.body}
    return Generated(article=article, gold=gold.record)


def fill(slot: re.Match[str], setting: Setting) -> str:
    """What stands for a slot: a marked name, an amount, a number, a day."""
    if slot["name"]:
        return f"⟦{setting.keys[slot['name'].upper()]}:{setting.cast[slot['name']]}⟧"
    if slot["yuan"]:
        return f"{setting.amounts[slot['yuan']]}亿元"
    chance = setting.chance
    words = {
        "sum": f"{chance.randint(100, 900)}亿元",
        "n": str(chance.randint(2, 30)),
        "day": f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
        "trade": setting.trade,
    }
    return words.get(slot["word"], slot["word"])


def gold_parser() -> ModuleType:
    """The reader of marked-up articles, which stands beside the scripts that learn from them."""
    if "gold" not in sys.modules:
        spec = importlib.util.spec_from_file_location("gold", data_folder() / "seeds/derive/gold.py")
        assert spec is not None and spec.loader is not None
        sys.modules["gold"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["gold"])
    return sys.modules["gold"]


def write_generated(articles: Iterator[Generated], folder: Path) -> None:
    """The articles in one file, the gold of each in a file of its own."""
    (folder / "gold").mkdir(parents=True, exist_ok=True)
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as lines:
        for one in articles:
            lines.write(json.dumps(one.article, ensure_ascii=False) + "\n")
            (folder / "gold" / f"{one.article['id']}.json").write_text(
                json.dumps(one.gold, ensure_ascii=False), "utf-8"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--length", type=int, default=0, metavar="CHARACTERS", help="mean; default: one story each")
    options = parser.parse_args()
    articles = generate(options.seed, load_knowledge().lexicon, options.length)
    write_generated(islice(articles, options.count), options.folder)


if __name__ == "__main__":
    main()
