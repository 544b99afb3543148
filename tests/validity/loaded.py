"""Loaded language, beside experts who called sentences of news biased or not."""

from __future__ import annotations

from functools import cache

import pandas as pd
from numpy.typing import ArrayLike

import mediakit as mk

from .judging import Check, Floats, Judged, Other, area_under_curve, macro_f1
from .others import LOADED, count_words, logistic_on_words, vader
from .sets import read

_AT_LEAST = 0.5  # what a fitted probability must reach to say yes


@cache
def _sentences() -> pd.DataFrame:
    """Those that the experts agreed on."""
    table = read("loaded/babe_sg1")
    agreed = table[table["label_bias"] != "No agreement"].reset_index(drop=True)
    return agreed.assign(biased=agreed["label_bias"] == "Biased")


@cache
def _ours() -> pd.DataFrame:
    return mk.analyse(_sentences()["text"], "loaded")


@cache
def _fitted() -> Floats:
    table = _sentences()
    return logistic_on_words(table["text"], table["biased"], weighted=True)


def _area(given: ArrayLike) -> Judged:
    return area_under_curve(given, _sentences()["biased"])


def _two_classes(given: ArrayLike) -> Judged:
    return macro_f1(given, _sentences()["biased"], (False, True))


def _listed() -> Floats:
    return count_words(_sentences()["text"], LOADED)


CHECKS = (
    Check(
        "loaded_per_100_words",
        "BABE, sentences of news",
        "area under the curve",
        lambda: _area(_ours()["loaded_per_100_words"]),
        (
            Other(f"a list of {len(LOADED)} words", lambda: _area(_listed())),
            Other(
                "vaderSentiment, how far from 0",
                lambda: _area([abs(vader(t)) for t in _sentences()["text"]]),
            ),
            Other("logistic regression, cross-validated on it", lambda: _area(_fitted())),
        ),
    ),
    Check(
        "n_loaded > 0",
        "BABE, sentences of news",
        "macro-F1",
        lambda: _two_classes(_ours()["n_loaded"] > 0),
        (
            Other(f"a list of {len(LOADED)} words", lambda: _two_classes(_listed() > 0)),
            Other(
                "logistic regression, cross-validated on it",
                lambda: _two_classes(_fitted() > _AT_LEAST),
            ),
        ),
        column="n_loaded",
    ),
)
