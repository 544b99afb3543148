"""Reports of one event, beside the stories that the sample's articles were written for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

import mediakit as mk

from .judging import Check, Judged, Other

Floats = NDArray[np.float64]
Formula = Callable[[Floats], Floats]

_ON = "our sample, eight stories by six outlets"


@cache
def _sample() -> pd.DataFrame:
    return mk.load_sample()


def _ours(*columns: str) -> ArrayLike:
    """Stories found in the texts, and in further columns if named."""
    return mk.same_story(_sample()[["text", *columns]])["story"]


def _tfidf() -> ArrayLike:
    """As many stories as there are, by tf-idf and average linkage out of the box."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(stop_words="english").fit_transform(_sample()["text"]).toarray()
    model = AgglomerativeClustering(
        _sample()["story"].nunique(), metric="cosine", linkage="average"
    )
    return model.fit_predict(vectors)


def _by_day() -> ArrayLike:
    return _sample()["published"]


def _judge(formula: Formula, given: Callable[[], ArrayLike]) -> Judged:
    """Count, for each article, its pairs with the others: right, given, told, all."""
    found, told = (
        np.equal.outer(codes, codes)
        for codes in (pd.factorize(np.asarray(v))[0] for v in (given(), _sample()["story"]))
    )
    others = ~np.eye(len(told), dtype=bool)
    counts = [(pairs & others).sum(axis=1) for pairs in (found & told, found, told, others)]
    return Judged(len(told), np.column_stack(counts).astype(np.float64), formula)


def _precision(sums: Floats) -> Floats:
    return np.asarray(sums[..., 0] / sums[..., 1])


def _recall(sums: Floats) -> Floats:
    return np.asarray(sums[..., 0] / sums[..., 2])


def _rand(sums: Floats) -> Floats:
    """Hubert and Arabie (1985): how far agreement is above chance, 1 at most."""
    right, found, told, every = np.moveaxis(sums, -1, 0)
    chance = found * told / every
    return np.asarray((right - chance) / ((found + told) / 2 - chance))


_STATISTICS: dict[str, Formula] = {
    "adjusted Rand index": _rand,
    "precision of pairs": _precision,
    "recall of pairs": _recall,
}

CHECKS = tuple(
    Check(
        "same_story",
        _ON,
        statistic,
        partial(_judge, formula, partial(_ours, "published", "outlet")),
        (
            Other("ours, of the texts alone", partial(_judge, formula, _ours)),
            Other(
                "scikit-learn: tf-idf, average linkage, told how many",
                partial(_judge, formula, _tfidf),
            ),
            Other("the day alone", partial(_judge, formula, _by_day)),
        ),
        needs_folder=False,
        column="same_story.story",
    )
    for statistic, formula in _STATISTICS.items()
)
