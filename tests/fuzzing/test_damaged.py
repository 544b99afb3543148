"""Damaged articles lose no row and touch no other; the command damages thousands of real ones."""

from __future__ import annotations

import random

import pytest

import mediakit as mk
from tests import unchanged
from tests.fuzzing.damaged import DAMAGES, tried

REAL = unchanged.articles()


@pytest.mark.parametrize("source", ["sample", "real"])
def test_no_damage_loses_a_row_or_changes_another(source: str) -> None:
    if source == "real" and REAL is None:
        pytest.skip(f"{unchanged.VARIABLE} is not set")
    texts = random.Random(1).sample(REAL, 40) if source == "real" else mk.load_sample()["text"]
    rows = list(tried(list(texts)[:40], seed=1))
    assert len(rows) == len(DAMAGES) == 10
    for row in rows:
        assert row["raised"] == 0, row
        assert row["rows out"] == row["undamaged beside them"] == row["rows in"], row
        assert row["of these changed"] == 0, row
