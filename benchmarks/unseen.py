"""How well new text is read: the table of the READMEs, by weights that have not seen the articles measured.

    python benchmarks/unseen.py [--weights FOLDER]

Learns names and relations without the development set and the articles of tests/gold/train that are kept apart (extra
`train`; half an hour of two cores), then reads those. `--weights` takes what was learnt so before and only reads.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kg.annotate import annotate_many
from kg.evaluate import Scores, load_records, parse_record, score_records
from kg.files import data_folder
from kg.knowledge import Knowledge, load_knowledge
from kg.model import Article
from kg.read import read_paths
from kg.records import article_record
from kg.trees import load_forest, load_judges
from kg.weights import load_weights

APART = frozenset({2, 4, 6})  # what the number of a kept article leaves when divided by 7
COLUMNS = ("core", "City", "Enterprise", "Park", "Policy", "Project", "links", "relations", "amounts")


def is_apart(name: str) -> bool:
    """Whether an article of tests/gold/train is kept apart, to measure on."""
    return int(name.removeprefix("t")) % 7 in APART


def kept_articles(gold: Path) -> tuple[set[str], set[str]]:
    """The ids of the development set, and of the articles of the training set that are kept apart."""
    dev, train = ({file.stem for file in (gold / part / "gold").glob("*.json")} for part in ("dev", "train"))
    return dev, {name for name in train if is_apart(name)}


def learn(folder: Path, left_out: set[str]) -> None:
    """Names and relations, learnt without some articles."""
    expression = "^(?:" + "|".join(map(re.escape, sorted(left_out))) + ")$"
    for script, out in (("names", "names.npz"), ("relations", "relations.npz")):
        program = str(data_folder() / f"seeds/derive/{script}.py")
        command = [sys.executable, program, "--leave-out", expression, "--out", str(folder / out)]
        subprocess.run(command, check=True)


def measure(part: Path, names: set[str], knowledge: Knowledge) -> Scores:
    """The scores of the articles of those ids in a folder of annotated articles."""
    wanted = {name: record for name, record in load_records(part / "gold").items() if name in names}
    read = read_paths([part / "articles"])
    articles = [article for article in read if isinstance(article, Article) and article.id in names]
    said = {a.article.id: parse_record(article_record(a)) for a in annotate_many(articles, knowledge)}
    return score_records(wanted, said)


def row(name: str, scores: Scores) -> str:
    """One row of the table in Markdown."""

    def cells() -> Iterator[str]:
        for column in COLUMNS:
            tally = scores.tallies()[column]
            yield f"{tally.f1:.2f}" + (f" ({tally.recall:.2f})" if column == "relations" else "")

    return f"| {name} | {' | '.join(cells())} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path)
    given = parser.parse_args().weights
    gold = data_folder() / "tests/gold"
    dev, apart = kept_articles(gold)
    with tempfile.TemporaryDirectory() as fresh:
        folder = given or Path(fresh)
        if given is None:
            learn(folder, dev | apart)
        knowledge = replace(
            load_knowledge(),
            weights=load_weights(folder / "names.npz"),
            chooser=load_forest(folder / "spans.npz"),
            judges=load_judges(folder / "relations.npz"),
        )
    print(row(f"{len(dev)}, annotated twice", measure(gold / "dev", dev, knowledge)))
    print(row(f"{len(apart)}, annotated once", measure(gold / "train", apart, knowledge)))


if __name__ == "__main__":
    main()
