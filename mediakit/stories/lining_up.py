"""Reports of one story, lined up: what each measures, who speaks in it, what only it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.analysis import analyse
from mediakit.articles import Articles, as_articles, texts
from mediakit.copying.shingles import shingle_index
from mediakit.measures import Measure
from mediakit.quotation_table import quotations
from mediakit.stories.aligning import aligned_sentences, terms_of
from mediakit.stories.copied import COPIED_SENTENCE, copied_rows, copied_table
from mediakit.stories.finding import who_was_first
from mediakit.stories.naming import differing, namings
from mediakit.stories.only_here import headlines_side_by_side, only_here
from mediakit.stories.reports import Reports, read_reports
from mediakit.stories.shares import shares_of_words
from mediakit.stories.side_by_side import side_by_side
from mediakit.stories.speaking import same_quotations, speakers

MOST_REPORTS = 26
#: What is measured where nothing else is asked for.
MEASURES_SHOWN = ("sentiment", "hedging", "loaded")
COLUMNS_SHOWN = (
    *("n_words", "headline_sentiment", "sentiment", "hedges_per_100_words"),
    *("boosters_per_100_words", "certainty", "loaded_per_100_words"),
)


@dataclass(frozen=True, eq=False, repr=False)
class LinedUp:
    """Reports of one story, lined up; Jupyter shows them side by side.

    Attributes
    ----------
    articles : DataFrame
        The reports, as they came in.
    measures : DataFrame
        One row a report: measures of its text, and how much of it is quoted, is copied, and is
        said in words that no other report uses. Its transpose puts the reports side by side.
    headlines : DataFrame
        One row a report: its headline, the words that only this headline uses, and those that it
        shares with another one.
    speakers : DataFrame
        One row a report and speaker: how often, in how many words, and whether only there.
    naming : DataFrame
        Wordings that stand for each other: what reports call the same person or thing.
    only_here : DataFrame
        One row a word that only one of the reports uses, the most telling first.
    copied : DataFrame
        One row a sentence that a report has from one that was probably earlier.
    """

    articles: pd.DataFrame
    measures: pd.DataFrame
    headlines: pd.DataFrame
    speakers: pd.DataFrame
    naming: pd.DataFrame
    only_here: pd.DataFrame
    copied: pd.DataFrame
    _reports: Reports
    _own: pd.DataFrame

    @property
    def html(self) -> str:
        """The reports side by side, as a piece of HTML that fetches nothing."""
        return side_by_side(self.articles, self._reports, self._own)

    def _repr_html_(self) -> str:
        return self.html

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text("LinedUp(...)" if cycle else str(self))

    def __repr__(self) -> str:
        return f"<LinedUp: {len(self.articles)} reports>"

    def __str__(self) -> str:
        return "\n".join(
            [
                f"{len(self.articles)} reports of one story",
                self.measures.round(2).T.to_string(),
                f"copied sentences: {len(self.copied)}",
                f"speakers quoted in one report only: {int(self.speakers['only_here'].sum())}",
                f"wordings that stand for each other: {len(self.naming)}",
            ]
        )


def line_up(
    articles: Articles, measures: Sequence[str | Measure] | str | Measure | None = None
) -> LinedUp:
    """Line up reports of one story: what they share, and what only one of them says.

    Parameters
    ----------
    articles : DataFrame, Series, or list of str
        From 2 to 26 reports, such as those that :func:`mediakit.same_story` gives one number.
        Columns ``headline``, ``outlet`` and ``published`` are used where there are such.
    measures : sequence of str or Measure, optional
        What to measure, as for :func:`mediakit.analyse`, all their columns; by default some
        columns of tone, hedging and loaded words.

    Returns
    -------
    LinedUp
        Jupyter shows the reports side by side. Its tables: ``measures``, ``headlines``,
        ``speakers``, ``naming``, ``only_here`` and ``copied``. Labels of articles are those of
        the caller's index. A report without text has no rows in them but NaN in ``measures``.

    Raises
    ------
    TypeError
        Articles that are none of the above.
    ValueError
        Fewer than two reports, or more than 26; or an unknown measure.

    Notes
    -----
    That a word, a speaker or a sentence stands in one report only says that the others left it
    out, or say it in other words: word forms are compared, not meanings. How wordings that stand
    for each other are found: :mod:`mediakit.stories.naming`.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_sample()
    >>> lined = mk.line_up(articles[articles["story"] == "reservist-decree"])
    >>> table = lined.naming[lined.naming["held_by"] == "12,000"]
    >>> table["naming"].drop_duplicates().tolist()
    ['reservists', 'Velmorans', 'real reservists', 'men']
    """
    frame = as_articles(articles)
    if not 2 <= len(frame) <= MOST_REPORTS:
        raise ValueError(
            f"line_up takes from 2 to {MOST_REPORTS} reports of one story, not {len(frame)}; "
            "mediakit.same_story finds them"
        )
    bodies = texts(frame)
    # inside, reports go by their places: labels may repeat themselves
    numbered = frame.reset_index(drop=True)
    reports = read_reports(bodies)
    terms = terms_of(reports)
    quoted = quotations(numbered)
    measured = analyse(frame, list(MEASURES_SHOWN) if measures is None else measures)
    if measures is None:
        measured = measured[[c for c in COLUMNS_SHOWN if c in measured]]
    own = only_here(reports, terms)
    found = namings(reports, terms, aligned_sentences(reports, terms))
    named = differing(pd.concat([found, same_quotations(quoted)], ignore_index=True))
    order = who_was_first(frame, shingle_index(bodies)).argsort()
    in_order = read_reports([bodies[place] for place in order.tolist()])
    copied = [
        (int(order[row[0]]), int(order[row[1]]), *row[2:])
        for row in copied_rows(in_order, COPIED_SENTENCE, range(len(order)))
    ]
    return LinedUp(
        articles=frame,
        measures=pd.concat([measured, shares_of_words(reports, terms, frame.index)], axis=1),
        headlines=_labelled(headlines_side_by_side(texts(frame, "headline")), frame.index),
        speakers=_labelled(speakers(quoted), frame.index),
        naming=_labelled(named, frame.index),
        only_here=_labelled(own, frame.index),
        copied=copied_table(copied, frame.index),
        _reports=reports,
        _own=own,
    )


def _labelled(table: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Put the labels of the caller's index in place of numbers of reports."""
    flat = index if index.nlevels == 1 else index.to_flat_index()
    return table.assign(article=flat.take(table["article"].to_numpy(dtype="int64")))
