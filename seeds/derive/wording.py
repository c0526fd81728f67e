"""Pairs of names with the runs of characters around them -> a weight for each run, by logistic regression."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.relate.pairs.wording import SIZE, UNIT

# How hard weights are held to nothing, and below what they are nothing.
RIDGE, LEAST, ROUNDS = 3.0, 16, 60


def learn_wording(
    numbers: NDArray[np.int32], related: NDArray[np.bool_], worth: NDArray[np.float64]
) -> NDArray[np.int16]:
    """The weights by which the runs of each row tell whether its pair is related."""
    known = numbers < SIZE
    bounds = np.concatenate([[0], np.cumsum(known.sum(axis=1))])
    runs = csr_matrix((np.ones(bounds[-1]), numbers[known], bounds), shape=(len(numbers), SIZE))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = runs @ weights[:-1] + weights[-1]
        missing = worth * (1 / (1 + np.exp(-odds)) - related)
        slope = np.append(runs.T @ missing + RIDGE * weights[:-1], missing.sum())
        told = (worth * (np.logaddexp(0, odds) - related * odds)).sum()
        return float(told + RIDGE / 2 * (weights[:-1] ** 2).sum()), slope

    found = minimize(loss, np.zeros(SIZE + 1), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    whole: NDArray[np.int16] = np.clip(np.rint(found.x[:-1] * UNIT), -32767, 32767).astype(np.int16)
    whole[np.abs(whole) < LEAST] = 0
    return whole
