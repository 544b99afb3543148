"""Tone, beside readers and writers of sentences."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

import mediakit as mk

from .judging import Check, Judged, Other, correlation, macro_f1
from .others import vader
from .sets import read

TONED = 0.05  # vaderSentiment's own limit between a tone and none


@cache
def _ours(name: str) -> pd.Series:
    # a text without a word has no tone; people call it neutral
    return mk.sentiment(read(name)["text"])["sentiment"].fillna(0.0)


def _vader(name: str) -> list[float]:
    return [vader(text) for text in read(name)["text"]]


def _newspaper(tone: ArrayLike) -> Judged:
    table = read("sentiment/emobank_newspaper")
    return correlation(tone, table["valence"], table["document"])


def _other_genres(tone: ArrayLike) -> Judged:
    table = read("sentiment/emobank_other")
    return correlation(tone, table["valence"], table["id"].str.split("_").str[0])


def _three_classes(tone: ArrayLike) -> Judged:
    """Each target of a sentence is a row: a sentence has one tone, whomever it is about."""
    table = read("sentiment/newsmtsc_train")
    return macro_f1(_sign(tone), table["polarity"], (-1, 0, 1), table["text"])


def _sign(tone: ArrayLike) -> NDArray[np.float64]:
    tone = np.asarray(tone, dtype=np.float64)
    return np.where(np.abs(tone) < TONED, 0.0, np.sign(tone))


CHECKS = (
    Check(
        "sentiment",
        "EmoBank, newspaper sentences",
        "r with valence",
        lambda: _newspaper(_ours("sentiment/emobank_newspaper")),
        [Other("vaderSentiment", lambda: _newspaper(_vader("sentiment/emobank_newspaper")))],
    ),
    Check(
        "sentiment",
        "EmoBank, other genres",
        "r with valence",
        lambda: _other_genres(_ours("sentiment/emobank_other")),
        [Other("vaderSentiment", lambda: _other_genres(_vader("sentiment/emobank_other")))],
    ),
    Check(
        "sentiment",
        "NewsMTSC, political news",
        "macro-F1 of 3 classes",
        lambda: _three_classes(_ours("sentiment/newsmtsc_train")),
        [Other("vaderSentiment", lambda: _three_classes(_vader("sentiment/newsmtsc_train")))],
    ),
)
