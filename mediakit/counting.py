"""Counting and repeating by numbers of any width, on machines of any width.

NumPy takes for counting and repeating only numbers that fit the machine's own. Those of
WebAssembly, where Python runs in a browser, have 32 bits, and offsets here have 64: without this,
the first text read there would end in a TypeError.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def bincount(
    numbers: ArrayLike, weights: ArrayLike | None = None, minlength: int = 0
) -> NDArray[Any]:
    """Count how often each whole number occurs, as ``np.bincount`` does.

    >>> bincount(np.array([0, 2, 2], dtype=np.int64), minlength=4).tolist()
    [1, 0, 2, 0]
    """
    return np.bincount(_own(numbers), weights, minlength)


def repeat(values: ArrayLike, times: ArrayLike) -> NDArray[Any]:
    """Repeat each value as often as is told for it, as ``np.repeat`` does.

    >>> repeat(["a", "b"], np.array([2, 1], dtype=np.int64)).tolist()
    ['a', 'a', 'b']
    """
    return np.repeat(np.asarray(values), _own(times))


def running_count(marked: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Count the marked elements before each place, and before the end.

    >>> running_count(np.array([True, False, True])).tolist()
    [0, 1, 1, 2]
    """
    before = np.zeros(len(marked) + 1, dtype=np.int32)
    np.cumsum(marked, dtype=np.int32, out=before[1:])
    return before


def _own(numbers: ArrayLike) -> NDArray[np.intp]:
    """The same numbers in the machine's own width; no copy where they have it already."""
    return np.asarray(numbers).astype(np.intp, copy=False)
