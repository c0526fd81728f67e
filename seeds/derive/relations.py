"""Annotated articles -> seeds/weights/relations.npz, the forests that weigh whether two entities are related.

    python seeds/derive/relations.py [--gold PATH…] [--leave-out REGEX] [--out FILE]

Trains one CatBoost classifier of symmetric trees a relation (extra `train`) on the pair features of `kg.relate`
and rounds its leaves. Optional relations teach a little, those that follow from containment nothing.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier
from gold import GoldArticle, chosen_articles
from numpy.typing import NDArray

from kg.evaluate import parse_record
from kg.evaluate.score import contain, directed, follows
from kg.files import data_folder
from kg.grammar import Grammar, load_grammar
from kg.lexicon import PLACES, Lexicon, load_lexicon
from kg.link.names import bare, group_surfaces
from kg.link.places import link_places
from kg.model import Link, Mention, Span
from kg.relate.pairs import SIGNATURES, Stage
from kg.relate.scene import Scene, set_scene
from kg.trees import SCALE, Forest, save_forests

# How sure a relation must be, by what serves F1 best on articles left out of the training.
THRESHOLDS = {
    "operatesIn": 0.38,
    "investsIn": 0.45,
    "locatedIn": 0.36,
    "issuedBy": 0.42,
    "appliesTo": 0.4,
    "subsidiaryOf": 0.3,
    "partnerOf": 0.38,
}
SETTINGS = {"iterations": 300, "depth": 6, "learning_rate": 0.08, "l2_leaf_reg": 5, "random_seed": 1, "verbose": 0}
# Optional relations are mostly true: half-hearted examples of what is related.
RELATED, UNRELATED, FREE, OPTIONAL = 1, 0, -1, 2
OPTIONAL_WEIGHT = 0.18

Examples = dict[str, tuple[list[tuple[int, ...]], list[int]]]


def gold_scene(gold: GoldArticle, lexicon: Lexicon, grammar: Grammar) -> tuple[Scene, dict[str, str]]:
    """The scene of an article as its gold tells it, and the gold id of each entity in it."""
    mentions = [
        (Mention(span=Span.of(gold.article, m.start, m.end), type=m.type, recognizer="gold"), m.entity)
        for m in gold.mentions
    ]
    surfaces = [s for s in group_surfaces(mention for mention, _ in mentions) if s.type in PLACES]
    _, places = link_places(surfaces, len(gold.article.title), lexicon)
    types = {entity["id"]: entity["type"] for entity in gold.record["entities"]}
    ids: dict[str, str] = {}
    for mention, entity in mentions:
        place = places.resolve(bare(mention.span.text)) if mention.type in PLACES else None
        if place is not None and place not in ids.values():
            ids.setdefault(entity, place)
    for _, entity in mentions:
        ids.setdefault(entity, f"{types[entity].lower()}/{entity}")
    links = [Link(mention=mention, entity=ids[entity], reason="gold") for mention, entity in mentions]
    kinds = {ids[entity]: types[entity] for entity in ids}
    scene = set_scene(gold.article, links, kinds, places.main, lexicon, grammar.triggers)
    return scene, {ours: theirs for theirs, ours in ids.items()}


def examples(articles: Iterable[GoldArticle], lexicon: Lexicon, grammar: Grammar) -> Examples:
    """Features and answers of all candidate pairs by relation."""
    found: Examples = {predicate: ([], []) for predicate in SIGNATURES}
    for gold in articles:
        scene, theirs = gold_scene(gold, lexicon, grammar)
        stage = Stage(scene)
        record = parse_record(gold.record)
        containing = contain(record)
        told = {directed(fact): OPTIONAL if fact in record.optional_facts else RELATED for fact in record.facts}
        for predicate, (rows, labels) in found.items():
            for pair in stage.pairs(predicate):
                rows.append(pair.features)
                fact = (theirs[pair.subject.entity], predicate, theirs[pair.object.entity])
                labels.append(told.get(directed(fact), FREE if follows(fact, record, containing) else UNRELATED))
    return found


def grow(rows: NDArray[np.int64], labels: NDArray[np.int64], threshold: float) -> Forest:
    """A forest that tells related from unrelated."""
    model = CatBoostClassifier(**SETTINGS)
    taught = labels != FREE
    weights = np.where(labels == OPTIONAL, OPTIONAL_WEIGHT, 1.0)
    model.fit(rows[taught], (labels > 0).astype(int)[taught], sample_weight=weights[taught])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.json"
        model.save_model(str(file), format="json")
        return whole_number_forest(json.loads(file.read_text("utf-8")), threshold)


def whole_number_forest(model: dict[str, Any], threshold: float) -> Forest:
    """CatBoost's trees as arrays; a tree of less depth gets questions whose answer is always no."""
    trees = model["oblivious_trees"]
    depth = max(len(tree["splits"]) for tree in trees)
    features = np.zeros((len(trees), depth), dtype=np.int16)
    borders = np.full((len(trees), depth), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), 1 << depth), dtype=np.int32)
    scale, bias = model["scale_and_bias"]
    for i, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            features[i, level], borders[i, level] = split["float_feature_index"], split["border"]
        leaves[i, : len(tree["leaf_values"])] = [round(value * scale * SCALE) for value in tree["leaf_values"]]
    offset = bias[0] if isinstance(bias, list) else bias
    return Forest(features=features, borders=borders, leaves=leaves, bias=round(offset * SCALE), threshold=threshold)


def main() -> None:
    root = data_folder()
    articles, out = chosen_articles(__doc__ or "", root / "seeds/weights/relations.npz")
    grammar = load_grammar(root / "seeds/grammar")
    lexicon = load_lexicon(root / "seeds/lexicon", grammar.equivalents)
    found = examples(articles, lexicon, grammar)
    forests = {
        predicate: grow(np.array(rows), np.array(labels), THRESHOLDS[predicate])
        for predicate, (rows, labels) in found.items()
    }
    save_forests(out, forests)
    print(f"{len(articles)} articles, {sum(len(rows) for rows, _ in found.values())} pairs -> {out}")


if __name__ == "__main__":
    main()
