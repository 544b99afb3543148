"""Tone, beside readers and writers of sentences.

Valences of words were corrected on EmoBank, so its sentences are told out of fold: by a table that
was made without their document, and without any other document of the same fifth.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

import mediakit as mk
from mediakit.corpus import Corpus, read_corpus
from mediakit.measures.sentiment import NEUTRAL, find_valence, sentence_tone
from mediakit.measures.valence import valence_table
from mediakit.vocabulary import Vocabulary

from ..making.sentiment_weights import Design, design, learn, rated, ratings, weights
from .judging import Check, Judged, Other, correlation, macro_f1
from .others import FOLDS, vader
from .sets import read

Floats = NDArray[np.float64]

_NEWSPAPER, _OTHER = "sentiment/emobank_newspaper", "sentiment/emobank_other"
_POLITICS = "sentiment/newsmtsc_train"


# EmoBank


@cache
def _emobank() -> pd.DataFrame:
    """Both parts: `text`, `valence`, `part` and `document`."""
    parts = pd.concat({name: read(name) for name in (_NEWSPAPER, _OTHER)}, names=["part"])
    parts = parts.reset_index("part")
    parts["document"] = parts["document"].fillna(parts["id"].str.split("_").str[0])
    return parts.reset_index(drop=True)


@cache
def _corpus() -> Corpus:
    return read_corpus(_emobank()["text"].tolist(), Vocabulary())


@cache
def _design() -> Design:
    return design(_emobank()["text"].tolist())


def _tone(valences: pd.Series) -> Floats:
    """Tone of all sentences of EmoBank by a table of valences."""
    corpus = _corpus()
    matches = find_valence(corpus, valence_table(valences.to_dict()))
    n = len(corpus.texts)
    total = np.bincount(corpus.article_of_sentence, sentence_tone(corpus, matches), minlength=n)
    # a text without a word has no tone; people call it neutral
    return total / np.maximum(np.bincount(corpus.article_of_sentence, minlength=n), 1)


def _learnt_on(rows: NDArray[np.int64]) -> Floats:
    known = Design(_design().told[rows], _design().words[rows])
    return _tone(weights(learn(known, _emobank()["valence"].iloc[rows]))["valence"])


@cache
def _out_of_fold() -> Floats:
    from sklearn.model_selection import GroupKFold

    tone = np.zeros(len(_emobank()))
    for learnt, told in GroupKFold(FOLDS).split(tone, groups=_emobank()["document"]):
        tone[told] = _learnt_on(learnt)[told]
    return tone


def _only_rated() -> Floats:
    return _tone(rated(ratings()))


def _learnt_on_the_other_part(part: str) -> Floats:
    return _learnt_on(np.flatnonzero(_emobank()["part"] != part))


def _by_vader(part: str) -> Floats:
    there = (_emobank()["part"] == part).to_numpy()
    tone = np.zeros(len(there))
    tone[there] = [vader(text) for text in _emobank()["text"][there]]
    return tone


def _judge(tone: Floats, part: str) -> Judged:
    rows = (_emobank()["part"] == part).to_numpy()
    told = _emobank()[rows]
    return correlation(tone[rows], told["valence"], told["document"])


def _of_emobank(part: str, on: str, other: str) -> Check:
    return Check(
        "sentiment",
        on,
        "r with valence",
        lambda: _judge(_out_of_fold(), part),
        (
            Other("vaderSentiment", lambda: _judge(_by_vader(part), part)),
            Other("our valences, nothing learnt", lambda: _judge(_only_rated(), part)),
            Other(
                f"learnt on {other} alone", lambda: _judge(_learnt_on_the_other_part(part), part)
            ),
        ),
    )


# NewsMTSC: nothing was learnt on it


def _three_classes(tone: ArrayLike) -> Judged:
    """Each target of a sentence is a row: a sentence has one tone, whomever it is about."""
    table = read(_POLITICS)
    return macro_f1(_sign(tone), table["polarity"], (-1, 0, 1), table["text"])


def _sign(tone: ArrayLike) -> Floats:
    tone = np.asarray(tone, dtype=np.float64)
    return np.where(np.abs(tone) < NEUTRAL, 0.0, np.sign(tone))


def _of_politics(texts: Sequence[str]) -> pd.Series:
    return mk.sentiment(list(texts))["sentiment"].fillna(0.0)


CHECKS = (
    _of_emobank(_NEWSPAPER, "EmoBank, newspaper sentences", "other genres"),
    _of_emobank(_OTHER, "EmoBank, other genres", "newspapers"),
    Check(
        "sentiment",
        "NewsMTSC, political news",
        "macro-F1 of 3 classes",
        lambda: _three_classes(_of_politics(read(_POLITICS)["text"])),
        (
            Other(
                "vaderSentiment",
                lambda: _three_classes([vader(text) for text in read(_POLITICS)["text"]]),
            ),
        ),
    ),
)
