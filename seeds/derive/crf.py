"""Feature rows and allowed labels -> weights of a linear-chain CRF, by AdaGrad with elastic-net regularisation.

A sequence may leave open which of several labels is right: its likelihood is that of all label sequences allowed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from kg.extract.lattice import WIDTH

_LEAST = np.float32(0.002)  # gradients below change nothing worth the time
_PARTS = 4  # how often in an epoch the weights are pulled towards 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`l1` and `l2` pull weights towards 0; `rate` is AdaGrad's, and falls; `seed` tells the order.

    `dropout` is the share of features that is left out at random each time, so that no few of them decide alone.
    """

    epochs: int
    rate: float
    l1: float
    l2: float
    dropout: float
    seed: int = 1


def train_crf(
    rows: NDArray[np.int32],
    allowed: NDArray[np.uint32],
    bounds: NDArray[np.int64],
    counts: NDArray[np.float32],
    features: int,
    may_follow: NDArray[np.bool_],
    settings: Settings,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights by feature and label, and of transitions, as they are with the share of features that dropout leaves.

    rows: the features of each character, 0 for none. allowed: a bit for each label. bounds: start and end of each
    sequence. counts: how often each sequence counts.
    """
    labels = len(may_follow)
    weights = np.zeros((features, WIDTH), dtype=np.float32)
    squares = np.full((features, WIDTH), 1e-2, dtype=np.float32)
    transitions = np.zeros((labels, labels), dtype=np.float32)
    transition_squares = np.full((labels, labels), 1e-2, dtype=np.float32)
    order = np.random.default_rng(settings.seed)
    for epoch in range(settings.epochs):
        rate = np.float32(settings.rate * (1 - epoch / settings.epochs) if epoch else settings.rate)
        turn = order.permutation(len(bounds))
        loss = 0.0
        for part in np.array_split(turn, _PARTS):
            loss += _pass(
                rows,
                allowed,
                bounds[part],
                counts[part],
                weights,
                squares,
                transitions,
                transition_squares,
                may_follow,
                rate,
                np.float32(settings.dropout),
                int(order.integers(1 << 30)),
            )
            _shrink(weights, squares, rate, np.float32(settings.l1 / _PARTS), np.float32(2 * settings.l2 / _PARTS))
            _shrink(transitions, transition_squares, rate, np.float32(0), np.float32(2 * settings.l2 / _PARTS))
        print(f"epoch {epoch + 1}: loss {loss:.0f}", flush=True)
    return weights, transitions


@njit(cache=True, fastmath=True)
def _shrink(weights, squares, rate, l1, l2):
    for i in range(weights.shape[0]):
        for j in range(weights.shape[1]):
            w = weights[i, j]
            if w != 0:
                step = rate / np.sqrt(squares[i, j])
                cut = step * l1
                w = w - cut if w > cut else (w + cut if w < -cut else np.float32(0))
                weights[i, j] = w / (1 + step * l2)


@njit(cache=True, fastmath=True)
def _pass(
    rows, allowed, bounds, counts, weights, squares, transitions, transition_squares, may_follow, rate, dropout, seed
):
    labels = transitions.shape[0]
    width = weights.shape[1]
    templates = rows.shape[1]
    np.random.seed(seed)
    longest = 0
    for s in range(bounds.shape[0]):
        longest = max(longest, bounds[s, 1] - bounds[s, 0])
    emit = np.zeros((longest, width), dtype=np.float32)
    alpha = np.zeros((longest, width), dtype=np.float32)
    gold = np.zeros((longest, width), dtype=np.float32)
    beta = np.zeros(width, dtype=np.float32)
    beta_gold = np.zeros(width, dtype=np.float32)
    new = np.zeros(width, dtype=np.float32)
    grad = np.zeros(width, dtype=np.float32)
    step_t = np.zeros((labels, labels), dtype=np.float32)
    moves = np.zeros((labels, width), dtype=np.float32)
    kept = np.ones((longest, templates), dtype=np.bool_)
    total = 0.0
    for s in range(bounds.shape[0]):
        start, length = bounds[s, 0], bounds[s, 1] - bounds[s, 0]
        weight = counts[s]
        for a in range(labels):
            for b in range(labels):
                moves[a, b] = np.exp(transitions[a, b]) if may_follow[a, b] else np.float32(0)
        for t in range(length):
            emit[t, :] = 0
            for k in range(templates):
                row = rows[start + t, k]
                if row > 0:
                    if dropout > 0:
                        kept[t, k] = np.random.random() >= dropout
                        if not kept[t, k]:
                            continue
                    for j in range(width):
                        emit[t, j] += weights[row, j]
            top = emit[t, 0]
            for j in range(labels):
                top = max(top, emit[t, j])
            for j in range(labels):
                emit[t, j] = np.exp(emit[t, j] - top)
            for j in range(labels, width):
                emit[t, j] = 0
        loss = 0.0
        for t in range(length):
            bits = allowed[start + t]
            if t == 0:
                for j in range(labels):
                    begins = j == 0 or (j - 1) % 4 == 0 or (j - 1) % 4 == 3
                    alpha[0, j] = emit[0, j] if begins else 0
                    gold[0, j] = alpha[0, j]
            else:
                alpha[t, :] = 0
                gold[t, :] = 0
                for a in range(labels):
                    x = alpha[t - 1, a]
                    y = gold[t - 1, a]
                    if y > 0:
                        for j in range(width):
                            alpha[t, j] += x * moves[a, j]
                            gold[t, j] += y * moves[a, j]
                    elif x > 0:
                        for j in range(width):
                            alpha[t, j] += x * moves[a, j]
                for j in range(labels):
                    alpha[t, j] *= emit[t, j]
                    gold[t, j] *= emit[t, j]
            if t == length - 1:
                for j in range(labels):
                    if not (j == 0 or (j - 1) % 4 == 2 or (j - 1) % 4 == 3):
                        alpha[t, j] = 0
                        gold[t, j] = 0
            x = np.float32(0)
            y = np.float32(0)
            for j in range(labels):
                if not (bits >> j) & 1:
                    gold[t, j] = 0
                x += alpha[t, j]
                y += gold[t, j]
            loss += np.log(x) - np.log(y)
            x, y = 1 / x, 1 / y
            for j in range(labels):
                alpha[t, j] *= x
                gold[t, j] *= y
        total += loss * weight
        if loss < _LEAST:
            continue
        step_t[:, :] = 0
        beta[:] = 1
        beta_gold[:] = 1
        for t in range(length - 1, -1, -1):
            x = np.float32(0)
            y = np.float32(0)
            for j in range(labels):
                x += alpha[t, j] * beta[j]
                y += gold[t, j] * beta_gold[j]
            x, y = weight / x, weight / y
            for j in range(width):
                grad[j] = alpha[t, j] * beta[j] * x - gold[t, j] * beta_gold[j] * y if j < labels else 0
            most = np.float32(0)
            for j in range(labels):
                most = max(most, abs(grad[j]))
            for k in range(templates if most > _LEAST else 0):
                row = rows[start + t, k]
                if row > 0 and (dropout == 0 or kept[t, k]):
                    for j in range(width):
                        g = grad[j]
                        squares[row, j] += g * g
                        weights[row, j] -= rate * g / np.sqrt(squares[row, j])
            if t > 0:
                # beta of t with the emission of t, then one step back
                bits = allowed[start + t]
                for j in range(labels):
                    beta[j] *= emit[t, j]
                    beta_gold[j] = beta_gold[j] * emit[t, j] if (bits >> j) & 1 else 0
                z = np.float32(0)
                zg = np.float32(0)
                for a in range(labels):
                    v = np.float32(0)
                    vg = np.float32(0)
                    for j in range(labels):
                        v += moves[a, j] * beta[j]
                        vg += moves[a, j] * beta_gold[j]
                    z += alpha[t - 1, a] * v
                    zg += gold[t - 1, a] * vg
                    new[a] = v
                    grad[a] = vg
                z, zg = weight / z, weight / zg
                for a in range(labels):
                    x, y = alpha[t - 1, a] * z, gold[t - 1, a] * zg
                    if x > 0:
                        for j in range(labels):
                            step_t[a, j] += moves[a, j] * (x * beta[j] - y * beta_gold[j])
                top = np.float32(1e-30)
                topg = np.float32(1e-30)
                for a in range(labels):
                    top = max(top, new[a])
                    topg = max(topg, grad[a])
                for a in range(labels):
                    beta[a] = new[a] / top
                    beta_gold[a] = grad[a] / topg
        for a in range(labels):
            for b in range(labels):
                g = step_t[a, b]
                if g != 0:
                    transition_squares[a, b] += g * g
                    transitions[a, b] -= rate * g / np.sqrt(transition_squares[a, b])
    return total
