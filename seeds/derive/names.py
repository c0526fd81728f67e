"""Annotated articles -> seeds/weights/names.npz, the weights of the name recognizer.

    python seeds/derive/names.py [--gold PATH…] [--leave-out REGEX] [--out FILE]

Trains a linear-chain CRF (python-crfsuite, extra `train`) on the feature keys of `kg.extract` and rounds its weights.
`--leave-out` keeps the articles whose id matches out of the training, to measure on them.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pycrfsuite
from gold import GoldArticle, chosen_articles

from kg.extract.features import feature_channels
from kg.extract.labels import LABELS, label_spans
from kg.extract.templates import TEMPLATES, feature_keys
from kg.files import data_folder
from kg.grammar import Grammar, load_grammar
from kg.lexicon import Lexicon, load_lexicon
from kg.text import fold_text, sentence_bounds
from kg.weights import Weights, save_weights

# One unit of log-odds in whole numbers, and the least weight worth keeping.
SCALE = 256
LEAST = 3
# The articles that others annotated count more than our own, which lean towards what we find worth teaching.
GOLD_WEIGHT = 2
SETTINGS = {"c1": 0.02, "c2": 0.5, "max_iterations": 80, "feature.possible_transitions": False}


def sequences(gold: GoldArticle, lexicon: Lexicon, grammar: Grammar) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Feature names and labels of each sentence."""
    folded = fold_text(gold.article.text)
    channels = feature_channels(folded, lexicon, grammar)
    columns = [feature_keys(channels, template).tolist() for template in TEMPLATES]
    rows = [[f"{i}:{key}" for i, key in enumerate(keys) if key] for keys in zip(*columns, strict=True)]
    labels = label_spans(len(folded), [(m.start, m.end, m.type) for m in gold.mentions])
    for start, end in sentence_bounds(gold.article.text):
        yield rows[start:end], [LABELS[label] for label in labels[start:end]]


def train(articles: Iterable[GoldArticle], model: Path, lexicon: Lexicon, grammar: Grammar) -> None:
    """Train on the articles and leave crfsuite's model in a file."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for gold in articles:
        for features, labels in sequences(gold, lexicon, grammar):
            items = pycrfsuite.ItemSequence(features)
            for _ in range(GOLD_WEIGHT if gold.projected else 1):
                trainer.append(items, labels)
    trainer.set_params(SETTINGS)
    trainer.train(str(model))


def whole_number_weights(model: Path) -> Weights:
    """crfsuite's model as whole numbers; what rounds to nearly nothing is left out."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    info = tagger.info()
    scores: list[defaultdict[int, dict[int, float]]] = [defaultdict(dict) for _ in TEMPLATES]
    for (name, label), weight in info.state_features.items():
        template, _, key = name.partition(":")
        scores[int(template)][int(key)][LABELS.index(label)] = weight
    keys, rows = [], []
    for table in scores:
        ordered = sorted(table)
        dense = np.zeros((len(ordered), len(LABELS)), dtype=np.int16)
        for row, key in enumerate(ordered):
            for label_number, weight in table[key].items():
                dense[row, label_number] = max(-32767, min(32767, round(weight * SCALE)))
        kept = np.flatnonzero((np.abs(dense) >= LEAST).any(axis=1))
        keys.append(np.array(ordered, dtype=np.int64)[kept])
        rows.append(dense[kept])
    transitions = np.zeros((len(LABELS), len(LABELS)), dtype=np.int32)
    for (before, after), weight in info.transitions.items():
        transitions[LABELS.index(before), LABELS.index(after)] = round(weight * SCALE)
    return Weights(labels=LABELS, keys=tuple(keys), rows=tuple(rows), transitions=transitions)


def main() -> None:
    root = data_folder()
    articles, out = chosen_articles(__doc__ or "", root / "seeds/weights/names.npz")
    grammar = load_grammar(root / "seeds/grammar")
    lexicon = load_lexicon(root / "seeds/lexicon", grammar.equivalents)
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "names.crfsuite"
        train(articles, model, lexicon, grammar)
        weights = whole_number_weights(model)
    save_weights(out, weights)
    print(f"{len(articles)} articles, {sum(map(len, weights.keys))} feature keys -> {out}")


if __name__ == "__main__":
    main()
