"""Stretches of tokens of which none may overlap another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.intp]


def leftmost(first: Ints, last: Ints) -> Ints:
    """Rows of the stretches that stay when none may overlap one that stays before it.

    Parameters
    ----------
    first, last : array of int
        First and last token of each stretch; `first` never falls.

    Examples
    --------
    >>> leftmost(np.array([0, 1, 2, 7]), np.array([1, 3, 2, 9])).tolist()
    [0, 2, 3]
    """
    stays = np.ones(len(first), dtype=bool)
    stays[1:] = first[1:] > np.maximum.accumulate(last)[:-1]  # it begins beyond all before it
    edges = np.append(np.flatnonzero(stays), len(first))
    for place in np.flatnonzero(np.diff(edges) > 1).tolist():
        end = -1
        for row in range(edges[place], edges[place + 1]):
            if first[row] > end:
                stays[row], end = True, last[row]
    return np.flatnonzero(stays)
