"""Which words make one group of articles more negative, guarded or loaded than another."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.analysis import analyse, evidence
from mediakit.articles import Articles, as_articles
from mediakit.comparing.choosing import By, aligned, in_order
from mediakit.measures import SENTIMENT, Column, Measure

Floats = NDArray[np.float64]

REST = "rest"

_GALLAGHER = (
    "Gallagher, R. J. et al. (2021). Generalized word shift graphs: a method for visualizing and "
    "explaining pairwise comparisons between texts. EPJ Data Science 10, 4. "
    "10.1140/epjds/s13688-021-00260-3"
)

#: The columns of :func:`word_shift`, in their order.
WORD_SHIFT_COLUMNS: Mapping[str, Column] = {
    "word": Column("The word or phrase, in lower case.", unit="text"),
    "contribution": Column(
        "By how much the word raises the target's score above the reference's.",
        unit="as the score",
        direction="above 0 it raises the target's score, below 0 it lowers it",
        formula="per_100_words weight - other_per_100_words other_weight",
        reference=_GALLAGHER,
        caveat="All rows add up to the difference of the scores.",
    ),
    "from_frequency": Column(
        "What of that comes from how often the word is used.",
        unit="as the score",
        formula="(per_100_words - other_per_100_words) (weight + other_weight) / 2",
        reference=_GALLAGHER,
    ),
    "from_weight": Column(
        "What of that comes from how it is used: negated, intensified, after a but.",
        unit="as the score",
        formula="(weight - other_weight) (per_100_words + other_per_100_words) / 2",
        reference=_GALLAGHER,
        caveat="Where one group lacks the word, all comes from its frequency.",
    ),
    "n": Column("How often the target's articles have it.", unit="matches", low=0.0),
    "other_n": Column("How often the reference's articles have it.", unit="matches", low=0.0),
    "n_articles": Column(
        "How many of the target's articles have it.",
        unit="articles",
        low=0.0,
        caveat="A word of one article says nothing of the others.",
    ),
    "other_n_articles": Column(
        "How many of the reference's articles have it.", unit="articles", low=0.0
    ),
    "per_100_words": Column(
        "How often the target has it.", unit="per 100 words", low=0.0, high=100.0
    ),
    "other_per_100_words": Column(
        "How often the reference has it.", unit="per 100 words", low=0.0, high=100.0
    ),
    "weight": Column(
        "What it adds to the target's score on average; NaN where the target lacks it.",
        unit="valence for sentiment, else 1",
    ),
    "other_weight": Column("The same for the reference.", unit="valence for sentiment, else 1"),
    "caution": Column("Why not to lean on this row; empty where all is well.", unit="text"),
}


def word_shift(
    articles: Articles,
    by: By = "outlet",
    *,
    target: Hashable,
    reference: Hashable = REST,
    measure: str | Measure = "sentiment",
) -> pd.DataFrame:
    """Tell which words make the score of one group of articles differ from that of another.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        As for ``mk.analyse``.
    by : str, Series or array, default "outlet"
        The group of each article: a column, a level of the index, or one value a row.
    target : group
        The group whose score is explained.
    reference : group or "rest", default "rest"
        What it is held against; by default all other articles.
    measure : str or Measure, default "sentiment"
        A measure that rests on matches: "sentiment", "hedging", "boosting", "loaded", or one of
        your own.

    Returns
    -------
    DataFrame
        One row a word, what contributes most first; columns as in
        :data:`mediakit.comparing.word_shift.WORD_SHIFT_COLUMNS`. ``attrs`` has ``target`` and
        ``reference``, their ``target_score`` and ``reference_score``, and what the ``score`` is.

    Raises
    ------
    ValueError
        A group or measure that isn't there, or a measure that counts no matches.

    Notes
    -----
    The score is that of all articles of a group taken as one text: for sentiment the sum of the
    words' valences in context for every 100 words, so that it isn't the column ``sentiment``, whose
    sentences count the same however long; for other measures the number of matches for every 100
    words, as in ``hedges_per_100_words``. With p the frequency of a word and w its mean weight, the
    difference of scores is the sum over words of p w - p' w', and each of these is
    (p - p') (w + w') / 2 + (w - w') (p + p') / 2: the generalised word shift of Gallagher et al.
    (2021, 10.1140/epjds/s13688-021-00260-3) with 0 as reference, the weight of all other words.

    Examples
    --------
    >>> import mediakit as mk
    >>> texts = ["It may rain today.", "Perhaps it rains at night."]
    >>> table = mk.word_shift(texts, ["Echo", "Flare"], target="Echo", measure="hedging")
    >>> table[["word", "contribution"]].values.tolist()
    [['may', 25.0], ['perhaps', -20.0]]
    >>> table.attrs["target_score"] - table.attrs["reference_score"]
    5.0
    """
    frame = as_articles(articles)
    groups = aligned(frame, by, "by")
    mine, theirs = _sides(groups, target, reference)
    plain = frame.reset_index(drop=True)
    rows = evidence(plain, measure)
    words = analyse(plain, measures=[])["n_words"].fillna(0).to_numpy()
    chosen = measure.name if isinstance(measure, Measure) else measure
    valued = chosen == SENTIMENT.name
    rows = rows.assign(
        word=rows["text"].str.lower().str.split().str.join(" "),
        weight=rows["weight"] if valued else 1.0,
    )
    totals = [float(words[side].sum()) for side in (mine, theirs)]
    sides = [
        _by_word(rows[side[rows["article"].to_numpy(dtype=np.int64)]], total)
        for side, total in zip((mine, theirs), totals, strict=True)
    ]
    table = _contributions(*sides)
    table.attrs = {
        "measure": chosen,
        "score": "valence per 100 words" if valued else "matches per 100 words",
        "target": str(target),
        "reference": str(reference),
        "target_score": _score(sides[0], totals[0]),
        "reference_score": _score(sides[1], totals[1]),
    }
    return table


def _sides(
    groups: pd.Series, target: Hashable, reference: Hashable
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    levels = in_order(groups)
    for role, group in (("target", target), ("reference", reference)):
        if group not in levels and not (role == "reference" and group == REST):
            there = ", ".join(repr(level) for level in levels)
            raise ValueError(f"{role} {group!r} is no group of {groups.name}; there are {there}")
    if target == reference:
        raise ValueError(f"target and reference are both {target!r}")
    mine = (groups == target).to_numpy(dtype=bool)
    others = groups.notna().to_numpy() & ~mine
    if reference in levels:
        others = (groups == reference).to_numpy(dtype=bool)
    return mine, others


def _by_word(rows: pd.DataFrame, n_words: float) -> pd.DataFrame:
    grouped = rows.groupby("word", sort=True)
    table = pd.DataFrame(
        {
            "n": grouped.size().astype(np.float64),
            "n_articles": grouped["article"].nunique().astype(np.float64),
            "weight": grouped["weight"].mean(),
        }
    )
    table["per_100_words"] = 100 * table["n"] / n_words if n_words else 0.0
    return table


def _score(side: pd.DataFrame, n_words: float) -> float:
    return float((side["per_100_words"] * side["weight"]).sum()) if n_words else float("nan")


def _contributions(target: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    every = target.index.union(reference.index)
    own, other = target.reindex(every), reference.reindex(every)
    counts = ["n", "n_articles", "per_100_words"]
    own[counts], other[counts] = own[counts].fillna(0.0), other[counts].fillna(0.0)
    p, q = own["per_100_words"], other["per_100_words"]
    w = own["weight"].fillna(other["weight"])  # a word that one lacks is used as the other does
    v = other["weight"].fillna(own["weight"])
    few = (own["n_articles"] + other["n_articles"]) < 2
    table = pd.DataFrame(
        {
            "word": every.to_series().astype("str"),
            "contribution": p * w - q * v,
            "from_frequency": (p - q) * (w + v) / 2,
            "from_weight": (w - v) * (p + q) / 2,
            "n": own["n"],
            "other_n": other["n"],
            "n_articles": own["n_articles"],
            "other_n_articles": other["n_articles"],
            "per_100_words": p,
            "other_per_100_words": q,
            "weight": own["weight"],
            "other_weight": other["weight"],
            "caution": pd.Series(np.where(few, "one article only", ""), every).astype("str"),
        },
        columns=[*WORD_SHIFT_COLUMNS],
    )
    strongest = (-table["contribution"].abs()).to_numpy()
    return table.iloc[np.lexsort([table["word"].to_numpy(dtype=object), strongest])].reset_index(
        drop=True
    )
