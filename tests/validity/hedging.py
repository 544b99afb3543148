"""Hedges and certainty, beside annotators of encyclopaedia articles, abstracts and findings."""

from __future__ import annotations

from functools import cache

import pandas as pd
from numpy.typing import ArrayLike

import mediakit as mk

from .judging import Check, Judged, Other, correlation, f1
from .others import HEDGES, count_words, logistic_on_words, ridge_on_words
from .sets import read

_WEASELS, _ABSTRACTS = "hedging/wiki_weasel_train", "hedging/bioscope_abstracts"
_FINDINGS = "hedging/sci_certainty_train"


@cache
def _ours(name: str) -> pd.DataFrame:
    return mk.hedging(read(name)["text"])


def _document(name: str) -> pd.Series | None:
    """Which document a sentence is from, where the set says so: "S12.3" is of "S12"."""
    return read(name)["id"].str.split(".").str[0] if name == _ABSTRACTS else None


def _uncertain(name: str, given: ArrayLike) -> Judged:
    return f1(given, read(name)["uncertain"] == 1, _document(name))


def _listed(name: str) -> Judged:
    return _uncertain(name, count_words(read(name)["text"], HEDGES) > 0)


def _fitted(name: str) -> Judged:
    table = read(name)
    return _uncertain(
        name, logistic_on_words(table["text"], table["uncertain"], _document(name)) > 0.5
    )


def _certainty(given: ArrayLike) -> Judged:
    return correlation(given, read(_FINDINGS)["certainty"])


def _sentences(name: str, on: str) -> Check:
    return Check(
        "n_hedges > 0",
        on,
        "F1 of uncertain",
        lambda: _uncertain(name, _ours(name)["n_hedges"] > 0),
        (
            Other(f"a list of {len(HEDGES)} cues", lambda: _listed(name)),
            Other("logistic regression, cross-validated on it", lambda: _fitted(name)),
        ),
        column="n_hedges",
    )


CHECKS = (
    _sentences(_WEASELS, "CoNLL-2010, Wikipedia sentences"),
    _sentences(_ABSTRACTS, "BioScope, sentences of abstracts"),
    Check(
        "certainty",
        "Pei and Jurgens 2021, findings",
        "r with certainty",
        lambda: _certainty(_ours(_FINDINGS)["certainty"]),
        (
            Other("our n_hedges, fewer first", lambda: _certainty(-_ours(_FINDINGS)["n_hedges"])),
            Other(
                f"a list of {len(HEDGES)} cues, fewer first",
                lambda: _certainty(-count_words(read(_FINDINGS)["text"], HEDGES)),
            ),
            Other(
                "ridge on words, cross-validated on it",
                lambda: _certainty(
                    ridge_on_words(read(_FINDINGS)["text"], read(_FINDINGS)["certainty"])
                ),
            ),
        ),
    ),
)
