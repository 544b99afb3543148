"""Readability, beside teachers who said which of two excerpts is easier."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

import pandas as pd
from numpy.typing import ArrayLike

import mediakit as mk

from .judging import Check, Judged, Other, absolute_correlation
from .sets import read

_SET = "readability/clear_tunable"

#: Our columns, with the same or the best other figure that the set itself has, and textstat's.
_BESIDE = {
    "flesch_kincaid_grade": ("Flesch-Kincaid-Grade-Level", "flesch_kincaid_grade"),
    "smog_grade": ("SMOG Readability", "smog_index"),
    "new_dale_chall_cloze": (
        "New Dale-Chall Readability Formula",
        "dale_chall_readability_score",
    ),
    "consensus_grade": ("", "text_standard"),
    "difficulty": ("CAREC_M", "smog_index"),
}


@cache
def _ours() -> pd.DataFrame:
    return mk.readability(read(_SET)["Excerpt"])


def _judge(numbers: ArrayLike) -> Judged:
    return absolute_correlation(numbers, read(_SET)["BT_easiness"])


def _judge_ours(column: str) -> Judged:
    return _judge(_ours()[column])


def _judge_column_of_the_set(column: str) -> Judged:
    return _judge(read(_SET)[column])


def _judge_textstat(function: str) -> Judged:
    import textstat

    formula = getattr(textstat, function)
    if function == "text_standard":
        formula = partial(formula, float_output=True)
    return _judge([formula(text) for text in read(_SET)["Excerpt"]])


def _judge_ridge() -> Judged:
    """Cross-validated on all columns of ours that have a number for each excerpt."""
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import KFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    columns = _ours().select_dtypes("number").dropna(axis=1).drop(columns="difficulty")
    model = make_pipeline(StandardScaler(), Ridge())
    folds = KFold(5, shuffle=True, random_state=0)
    return _judge(cross_val_predict(model, columns, read(_SET)["BT_easiness"], cv=folds))


def _others(measure: str, column: str, function: str) -> Iterator[Other]:
    if column:
        yield Other(f"{column}, as the set has it", partial(_judge_column_of_the_set, column))
    yield Other(f"textstat.{function}", partial(_judge_textstat, function))
    if measure == "difficulty":
        yield Other("ridge on our other columns, cross-validated on it", _judge_ridge)


CHECKS = tuple(
    Check(
        measure,
        "CLEAR, excerpts for schools",
        "|r| with easiness",
        partial(_judge_ours, measure),
        tuple(_others(measure, column, function)),
    )
    for measure, (column, function) in _BESIDE.items()
)
