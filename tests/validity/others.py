"""What stands beside ours: the tools of the development group, plain lists, and fitted models.

Models are fitted here on the very set that they are judged on; each row is told by one that never
saw it, nor another row of its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

FOLDS = 5

#: The words that a list of hedges would begin with.
HEDGES = (
    "may might could possible possibly perhaps probably likely suggest suggests suggesting "
    "suggested appear appears seem seems believed considered indicate whether some many several "
    "various think"
).split()
#: The words that a list of boosters would begin with.
BOOSTERS = (
    "clearly certainly obviously definitely undoubtedly surely indeed evident always never "
    "must proves"
).split()
#: The words that a list of loaded words would begin with.
LOADED = (
    "radical extremist shocking outrageous disgraceful disgusting racist corrupt disastrous "
    "horrific absurd ridiculous hysterical dangerous evil cruel brutal vicious insane pathetic "
    "shameful slammed blasted destroyed regime"
).split()


def vader(text: str) -> float:
    """vaderSentiment's compound score of a text as one string."""
    return float(_vader_analyser().polarity_scores(text)["compound"])


@cache
def _vader_analyser() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def count_words(texts: Iterable[str], words: Sequence[str]) -> Floats:
    """How many of the listed words each text has."""
    listed = re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
    return np.array([len(listed.findall(text)) for text in texts], dtype=np.float64)


def ridge_on_words(texts: Iterable[str], judged: ArrayLike) -> Floats:
    """Ridge regression on words and pairs of words (tf-idf), cross-validated."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import Ridge

    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    return _by_the_other_folds(words, Ridge(alpha=1.0), texts, judged, None, "predict")


def logistic_on_words(
    texts: Iterable[str],
    judged: ArrayLike,
    cluster: ArrayLike | None = None,
    weighted: bool = False,
) -> Floats:
    """Probability of a yes by logistic regression on words and pairs of words, cross-validated.

    Words are there or not, or `weighted` (tf-idf); the one that did better was taken.
    """
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    words: Any = CountVectorizer(ngram_range=(1, 2), min_df=2, binary=True)
    if weighted:
        words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    model = LogisticRegression(C=0.3, class_weight="balanced", solver="liblinear")
    return _by_the_other_folds(words, model, texts, judged, cluster, "predict_proba")[:, 1]


def _by_the_other_folds(
    words: Any,
    model: Any,
    texts: Iterable[str],
    judged: ArrayLike,
    cluster: ArrayLike | None,
    method: str,
) -> Floats:
    from sklearn.model_selection import GroupKFold, KFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    folds = KFold(FOLDS, shuffle=True, random_state=0) if cluster is None else GroupKFold(FOLDS)
    told = cross_val_predict(
        make_pipeline(words, model),
        list(texts),
        np.asarray(judged),
        groups=cluster,
        cv=folds,
        method=method,
    )
    return np.asarray(told, dtype=np.float64)
