"""Annotated articles -> seeds/weights/names.npz and spans.npz, the weights of the name recognizer.

    python seeds/derive/names.py [--gold PATH…] [--leave-out REGEX] [--out FILE]

Trains a linear-chain CRF (`recognizer.py`; the mean of several trainings), then a forest that chooses among the
candidates that it lists (`spans.py`). These candidates come from weights that have not seen the article, as it will be
with new ones. `--leave-out` keeps the articles whose id matches out of all training, to measure on them; spans.npz is
written beside `--out`.
"""

from __future__ import annotations

from gold import chosen_articles
from recognizer import TRAININGS, learn_weights, read_examples
from spans import FOLDS, learn_chooser, read_unseen, tell_quality

from kg.extract.layout import names_layout, spans_layout
from kg.files import data_folder
from kg.knowledge import load_without_weights
from kg.trees import save_forest
from kg.weights import save_weights


def main() -> None:
    root = data_folder()
    articles, out = chosen_articles(__doc__ or "", root / "seeds/weights/names.npz")
    knowledge = load_without_weights(root)
    lexicon, grammar = knowledge.lexicon, knowledge.grammar
    weights = learn_weights(read_examples(articles, lexicon, grammar), TRAININGS)
    save_weights(out, weights, names_layout(grammar))
    print(f"{len(articles)} articles, {sum(map(len, weights.keys))} feature keys -> {out}", flush=True)
    _, candidates = read_unseen(articles, lexicon, grammar, FOLDS)
    print(f"names in articles not seen: {tell_quality(candidates, FOLDS)}", flush=True)
    save_forest(out.with_name("spans.npz"), learn_chooser(candidates), spans_layout(grammar))
    print(f"{len(candidates.answers)} candidates -> {out.with_name('spans.npz')}")


if __name__ == "__main__":
    main()
