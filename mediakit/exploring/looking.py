"""From what was asked to what is found: every number of the panel is made here, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from mediakit.analysis import analyse
from mediakit.describing.codebook import codebook
from mediakit.exploring.asking import Article, Asked, require_fit
from mediakit.exploring.families import SIZE_NUMBERS
from mediakit.exploring.own_words import (
    OWN_NUMBERS,
    Tally,
    is_left_out,
    never_found,
    own_measure,
    tallies,
)
from mediakit.exploring.wording import Meaning
from mediakit.highlighting import Highlighted, highlight
from mediakit.measures import SIZE, Measure

INTERVAL = 0.95


@dataclass(frozen=True, eq=False)
class Look:
    """What is found in one article.

    Attributes
    ----------
    article : Article
        The article.
    marked : Highlighted
        Its text with the marks that are left.
    row : DataFrame
        One row: what :func:`mediakit.analyse` gives, with intervals.
    tally : list of Tally
        Matches with and without the words left out; empty where none is left out.
    never_found : list of str
        Words to leave out of which no match is made.
    """

    article: Article
    marked: Highlighted
    row: pd.DataFrame
    tally: list[Tally]
    never_found: list[str]

    @property
    def caution(self) -> str:
        """Why not to lean on the numbers; empty where nothing speaks against them."""
        return str(self.row["caution"].iloc[0])

    def value(self, column: str) -> float:
        """A number of the article; NaN where it has none."""
        return float(self.row[column].iloc[0])

    def limits(self, column: str) -> tuple[float, float] | None:
        """Between what the number would lie with other such sentences; None for counts."""
        names = [f"{column}_interval_{end}" for end in ("low", "high")]
        if names[0] not in self.row.columns:
            names = [f"{column}_{end}" for end in ("low", "high")]
        if names[0] not in self.row.columns:
            return None
        low, high = (self.value(name) for name in names)
        return None if np.isnan(low) or np.isnan(high) else (low, high)


def look(asked: Asked) -> tuple[Look, ...]:
    """Look at one article, or at two.

    Raises
    ------
    Unfit
        What can't be shown.
    """
    require_fit(asked)
    own = [own_measure(asked.own_words)] if asked.own_words else []
    return tuple(_look(article, asked, own) for article in asked.articles)


def numbers_of(asked: Asked) -> list[tuple[str, Mapping[str, str]]]:
    """The numbers to show, in groups: the question that each answers, and names of its columns."""
    groups = [("How long is it?", SIZE_NUMBERS)]
    groups += [(f.question, f.numbers) for f in asked.shown if f.numbers is not None]
    if asked.own_words:
        groups.append(("How often are your own words there?", OWN_NUMBERS))
    return groups


def meanings(asked: Asked) -> Mapping[str, Meaning]:
    """What the codebook says of each column that is shown."""
    own = [own_measure(asked.own_words)] if asked.own_words else []
    book = codebook([SIZE, *_measures(asked), *own])
    assert isinstance(book, pd.DataFrame)
    return dict(zip(book.index, book.to_dict("records"), strict=True))


def _measures(asked: Asked) -> list[str]:
    return list(dict.fromkeys(name for family in asked.shown for name in family.measures))


def _look(article: Article, asked: Asked, own: list[Measure]) -> Look:
    marks = dict.fromkeys(name for family in asked.shown for name in family.marks)
    marked = highlight(article.frame, [*marks, *own])
    row = analyse(article.frame, [*_measures(asked), *own], interval=INTERVAL)
    left_out = is_left_out(marked.evidence, asked.left_out)
    n_words = float(row["n_words"].iloc[0])
    return Look(
        article=article,
        marked=replace(marked, evidence=marked.evidence[~left_out]),
        row=row,
        tally=tallies(marked.evidence, left_out, n_words) if asked.left_out else [],
        never_found=never_found(marked.evidence, asked.left_out),
    )
