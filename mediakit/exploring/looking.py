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
    made_unreadable,
    never_found,
    own_measure,
    tallies,
)
from mediakit.exploring.wording import Meaning
from mediakit.highlighting import Highlighted, highlight
from mediakit.measures import SIZE

INTERVAL = 0.95

#: Scores, not counts, that rest on words that a reader may leave out.
SCORED = ("sentiment", "positive_share", "negative_share", "certainty")


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
    without : DataFrame or None
        One row: the columns of :data:`SCORED` for the text in which the words left out can't be
        read; None where no match is left out.
    """

    article: Article
    marked: Highlighted
    row: pd.DataFrame
    tally: list[Tally]
    never_found: list[str]
    without: pd.DataFrame | None = None

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
    return tuple(look_at(article, asked) for article in asked.articles)


def look_at(article: Article, asked: Asked) -> Look:
    """Look at an article of any length: mark it, and measure it with intervals."""
    own = [own_measure(asked.own_words)] if asked.own_words else []
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
        without=_without(article, marked.evidence[left_out], asked),
    )


def scored(asked: Asked) -> Mapping[str, str]:
    """Scores that change with the words left out, with their names; counts are tallied."""
    return {
        column: name
        for family in asked.shown
        for column, name in (family.numbers or {}).items()
        if column in SCORED
    }


def _without(article: Article, left_out: pd.DataFrame, asked: Asked) -> pd.DataFrame | None:
    """Score the text once more with the words that a reader leaves out made unreadable."""
    if not len(left_out) or not scored(asked) or article.text is None:
        return None
    spans = zip(left_out["start"].tolist(), left_out["end"].tolist(), strict=True)
    text = made_unreadable(article.text, spans)
    return analyse(replace(article, text=text).frame, ["sentiment", "hedging"])[[*SCORED]]


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
