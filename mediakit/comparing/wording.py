"""Comparisons in plain words, for readers who have never met a p-value."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np

from mediakit.comparing.choosing import meaning
from mediakit.plot.columns import in_words
from mediakit.plot.drawing import decimals_of, shown, upper_first

#: Sizes of Hedges's g: Cohen's (1988) conventions.
SIZES = ((0.8, "a large difference"), (0.5, "a medium difference"), (0.2, "a small difference"))
TINY = "next to no difference"


def reading(row: Mapping[Hashable, Any]) -> str:
    """Put a row of a comparison into a sentence.

    Parameters
    ----------
    row : mapping
        Its columns.

    Examples
    --------
    >>> row = {"column": "hedges_per_100_words", "group": "Echo", "other": "Flare", "mean": 2.2,
    ...     "other_mean": 1.1, "difference": 1.1, "hedges_g": 0.9, "p_adjusted": 0.0004,
    ...     "n": 24.0, "other_n": 20.0, "n_clusters": float("nan"), "caution": ""}
    >>> reading(row)
    "Hedges per 100 words: Echo's articles have about twice as many as Flare's (2.2 and 1.1 on \
average), a large difference; very unlikely to be chance; 24 and 20 articles."
    """
    name = upper_first(in_words(row["column"]))
    n, other_n = f"{row['n']:,.0f}", f"{row['other_n']:,.0f}"
    if np.isnan(row["difference"]):
        return (
            f"{name}: nothing can be said of {row['group']} and {row['other']}; {row['caution']}."
        )
    numbers = f"{n} articles each" if n == other_n else f"{n} and {other_n} articles"
    if not np.isnan(row["n_clusters"]):
        numbers += f", compared within {row['n_clusters']:,.0f} clusters"
    what = _how_much(row)
    if np.isnan(row["hedges_g"]) or row["difference"] == 0:
        return f"{name}: {what}; {numbers}."
    return f"{name}: {what}, {_size(row['hedges_g'])}; {_chance(row['p_adjusted'])}; {numbers}."


def _how_much(row: Mapping[Hashable, Any]) -> str:
    mean, other = row["mean"], row["other_mean"]
    decimals = decimals_of([mean, other])
    while decimals < 6 and mean != other and shown(mean, decimals) == shown(other, decimals):
        decimals += 1  # until the two differ
    whose, theirs = _owner(row["group"]), _owner(row["other"])
    means = f"{shown(mean, decimals)} and {shown(other, decimals)} on average"
    if row["difference"] == 0:
        return f"{whose} articles have the same mean as {theirs} ({means})"
    column = meaning(row["column"])
    ratio = max(mean, other) / min(mean, other) if column.low == 0 < min(mean, other) else 1.0
    countable = column.unit.startswith("per ") or str(row["column"]).startswith("n_")
    if ratio >= 1.15:
        times = "about twice" if 1.9 <= ratio < 2.15 else f"{ratio:.1f} times"
        more = f"{times} as {'many' if countable else 'high'}"
        if mean < other:
            means = f"{shown(other, decimals)} and {shown(mean, decimals)} on average"
            whose, theirs = theirs, whose
        verb = "have" if countable else "are"
        return f"{whose} articles {verb} {more} as {theirs} ({means})"
    word = "higher" if mean > other else "lower"
    if column.direction.startswith("higher is "):
        means += f"; {column.direction}"
    return f"{whose} articles are {word} than {theirs} ({means})"


def _owner(group: str) -> str:
    """Whose articles they are.

    >>> _owner("Echo"), _owner("The Times"), _owner("rest")
    ("Echo's", "The Times'", "all others'")
    """
    if group == "rest":
        return "all others'"
    return f"{group}'" if group.endswith("s") else f"{group}'s"


def _size(g: float) -> str:
    return next((word for least, word in SIZES if abs(g) >= least), TINY)


def _chance(p: float) -> str:
    if p < 0.001:
        return "very unlikely to be chance"
    if p < 0.05:
        return f"unlikely to be chance (p = {p:.3f})"
    return f"{'could still' if p < 0.2 else 'may well'} be chance (p = {p:.2f})"


def reading_of_change(row: Mapping[Hashable, Any]) -> str:
    """Say whether a measure changes over time, and how sure that is.

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Timestamp("2031-03-05")
    >>> row = {"column": "sentiment", "group": "Echo", "change_from": day}
    >>> reading_of_change(row | {"change_p_adjusted": 0.004})
    'Sentiment, Echo: changes, most clearly from 5 March 2031; unlikely to be chance (p = 0.004).'
    >>> reading_of_change(row | {"change_p_adjusted": 0.4})
    'Sentiment, Echo: no clear change (p = 0.40).'
    """
    name = upper_first(in_words(row["column"])) + (f", {row['group']}" if row["group"] else "")
    p, day = row["change_p_adjusted"], row["change_from"]
    if np.isnan(p):
        return f"{name}: too few articles on different days to look for a change."
    if p >= 0.05:
        return f"{name}: no clear change (p = {p:.2f})."
    return f"{name}: changes, most clearly from {day.day} {day:%B %Y}; {_chance(p)}."
