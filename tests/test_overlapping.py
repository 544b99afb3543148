"""Of stretches that overlap those stay that begin first."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mediakit.overlapping import leftmost

_STRETCHES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), max_size=20)


@given(_STRETCHES)
def test_as_one_walk_over_all_would_choose(stretches: list[tuple[int, int]]) -> None:
    rows = sorted((first, first + more) for first, more in stretches)
    expected, end = [], -1
    for row, (first, last) in enumerate(rows):
        if first > end:
            expected.append(row)
            end = last
    first, last = np.array(rows, dtype=np.intp).reshape(-1, 2).T
    assert leftmost(first, last).tolist() == expected
