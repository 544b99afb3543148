"""Charts of the families that are ticked, each made only when it is asked for."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from mediakit import plot
from mediakit.analysis import sentiment
from mediakit.exploring.looking import Look
from mediakit.plot.speakers import speakers
from mediakit.quotation_table import quotations
from mediakit.ranking import keywords

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WITHOUT = "Without the words that you left out."
_WITH_ALL = "With all words: what you leave out changes counts, not this."


def chart(look: Look, family: str, *, most_speakers: int = 12) -> plot.Picture:
    """Draw the chart of a family for one article.

    Parameters
    ----------
    look : Look
        What was found in the article.
    family : str
        The name of a family that is drawn.
    most_speakers : int, default 12
        How many speakers have a bar.
    """
    from matplotlib import pyplot

    before = pyplot.get_fignums()
    caption = ""
    if look.tally:
        caption = _WITHOUT if family in ("hedging", "loaded") else _WITH_ALL
    try:
        with warnings.catch_warnings():
            # letters that the chart's type lacks are boxes there; the marked text has them
            warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
            return plot.show(_axes(look, family, most_speakers), caption=caption)
    finally:
        for number in set(pyplot.get_fignums()) - set(before):  # of a chart that failed
            pyplot.close(number)


def _axes(look: Look, family: str, most_speakers: int) -> Axes:
    article = look.article.frame
    match family:
        case "readability":
            return plot.readability(look.row)
        case "tone":
            return plot.sentiment_arc(sentiment(article, unit="sentence"))
        case "hedging":
            return plot.hedging(look.marked.evidence)
        case "loaded":
            return plot.loaded(look.marked.evidence)
        case "keywords":
            return plot.keywords(keywords(article))
        case "speakers":
            return speakers(quotations(article), most=most_speakers)
    raise ValueError(f"there is no chart of {family!r}")
