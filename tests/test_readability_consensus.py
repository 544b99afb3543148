"""What the grade formulas agree on, and how long a text takes to read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.measures.readability_consensus import (
    CONSENSUS,
    NOT_IN_CONSENSUS,
    consensus_grade,
    reading_minutes,
)
from mediakit.measures.readability_formulas import FORMULAS, GRADE


def test_every_grade_is_in_the_consensus_or_said_why_not() -> None:
    grades = {formula.name for formula in FORMULAS if formula.unit == GRADE}
    assert CONSENSUS.keys() | NOT_IN_CONSENSUS.keys() == grades
    assert not CONSENSUS.keys() & NOT_IN_CONSENSUS.keys()


def test_consensus_is_the_median_and_its_spread() -> None:
    names = list(CONSENSUS)
    grades = {name: np.array([value]) for name, value in zip(names, [7, 8, 10, 14, 9], strict=True)}
    result = consensus_grade(grades | {"forcast_grade": np.array([99.0])})
    assert {name: float(value[0]) for name, value in result.items()} == {
        "consensus_grade": 9.0,
        "consensus_grade_low": 7.0,
        "consensus_grade_high": 14.0,
        "consensus_grade_spread": 2.0,
    }


def test_consensus_says_nothing_where_a_grade_is_missing() -> None:
    grades = {name: np.array([5.0, 6.0]) for name in CONSENSUS}
    grades["smog_grade"] = np.array([np.nan, 7.0])
    for name, value in consensus_grade(grades).items():
        assert np.isnan(value[0]), name
        assert not np.isnan(value[1]), name
    with pytest.raises(ValueError, match="flesch_kincaid_grade"):
        consensus_grade({"lix": np.array([40.0])})


@given(st.lists(st.floats(-40, 60), min_size=len(CONSENSUS), max_size=len(CONSENSUS)))
def test_consensus_lies_between_its_ends(values: list[float]) -> None:
    result = consensus_grade(dict(zip(CONSENSUS, values, strict=True)))
    low, middle, high = (float(result[f"consensus_grade{end}"]) for end in ("_low", "", "_high"))
    assert low <= middle <= high
    assert 0 <= float(result["consensus_grade_spread"]) <= high - low


def test_reading_minutes() -> None:
    minutes = reading_minutes(np.array([0.0, 238.0, 1190.0, np.nan]))
    np.testing.assert_allclose(minutes, [0.0, 1.0, 5.0, np.nan])
