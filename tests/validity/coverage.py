"""Whether intervals hold what they say: articles are drawn from a writer whose rates are known.

``python -m tests.validity.coverage`` prints how many of 100 intervals of 0.95 have the true value.
It needs no labelled sets: the writer is our own, and has a few hundred words.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from functools import cache

import pandas as pd

import mediakit as mk

COLUMNS = ("hedges_per_100_words", "sentiment", "flesch_reading_ease", "hedged_sentence_share")
LENGTHS = (8, 15, 30, 60)

_MEASURES = ["readability", "sentiment", "hedging"]
_WHO = ("clerk", "ferry crew", "old committee", "harbour office", "engineers", "municipality")
_DID = ("moved", "opened", "administered", "counted", "reorganised", "investigated", "left")
_WHAT = ("the gate", "a list of rooms", "the northern terminal", "boats", "the documentation")
_TONE = ("wonderful ", "happy ", "terrible ", "awful ", *[""] * 6)


class Writer:
    """Writes sentences of one to four clauses; hedges and feelings come at random.

    Parameters
    ----------
    hedges : float
        How likely a clause is to begin with "perhaps".
    seed : int
        Of the random numbers.
    """

    def __init__(self, hedges: float, seed: int) -> None:
        self.hedges = hedges
        self.random = random.Random(seed)

    def clause(self) -> str:
        """Write a clause."""
        hedge = "perhaps " if self.random.random() < self.hedges else ""
        tone, who, did, what = map(self.random.choice, (_TONE, _WHO, _DID, _WHAT))
        return f"{hedge}the {tone}{who} {did} {what}"

    def text(self, n_sentences: int) -> str:
        """Write an article."""
        sentences = []
        for _ in range(n_sentences):
            n_clauses = self.random.choice((1, 1, 1, 2, 2, 3, 4))
            sentence = " and ".join(self.clause() for _ in range(n_clauses))
            sentences.append(f"{sentence[0].upper()}{sentence[1:]}.")
        return " ".join(sentences)


def coverage(
    hedges: float,
    n_sentences: int,
    n_articles: int = 200,
    seed: int = 1,
    columns: Sequence[str] = COLUMNS,
    interval: float = 0.95,
) -> pd.DataFrame:
    """Tell, for each column, what share of intervals has the true value, and how wide they are."""
    writer = Writer(hedges, seed)
    true = _truth(hedges)
    articles = [writer.text(n_sentences) for _ in range(n_articles)]
    table = mk.analyse(articles, _MEASURES, interval=interval)
    assert (table["n_sentences"] == n_sentences).all()
    rows = {}
    for name in columns:
        low, high = table[f"{name}_low"], table[f"{name}_high"]
        rows[name] = {
            "true": true[name],
            "coverage": ((low <= true[name]) & (true[name] <= high)).mean(),
            "width": (high - low).mean(),
        }
    return pd.DataFrame(rows).T


@cache
def _truth(hedges: float) -> pd.Series:
    return mk.analyse(Writer(hedges, 0).text(20_000), _MEASURES).iloc[0]


def main() -> None:
    """Print coverage for several rates of hedges and lengths of articles."""
    for hedges in (0.02, 0.1, 0.3):
        for n_sentences in LENGTHS:
            table = coverage(hedges, n_sentences, n_articles=1_000).round(3)
            sys.stdout.write(f"\n{hedges} hedges a clause, {n_sentences} sentences\n{table}\n")


if __name__ == "__main__":
    main()
