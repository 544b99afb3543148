"""A panel for readers who don't program: paste or choose, tick, see, compare, object."""

from __future__ import annotations

from importlib.util import find_spec

import pandas as pd

from mediakit.articles import Articles, as_articles
from mediakit.exploring.panel import Panel
from mediakit.exploring.still import Still, stand_still
from mediakit.sample import load_sample

__all__ = ["Panel", "Still", "explore"]


def explore(articles: Articles | None = None) -> Panel | Still:
    """Show a panel to explore articles without programming.

    Paste an article or choose one, tick what to look at, and choose "Analyse": the panel shows the
    text with its marked words, the main numbers in plain words, and charts. Two articles stand
    beside each other. Words of your own are counted and marked too, and of words that you would
    not have counted it shows what the counts are without them.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str, optional
        What can be chosen beside pasted text, the first 1,000 of it; the sample by default. Of
        exactly two, the panel begins with their comparison.

    Returns
    -------
    Panel
        Shown where it is the last line of a cell. Its ``looks`` has the tables behind what is
        shown.
    Still
        Where ipywidgets is not installed: the first article (both, of two) as a page that can't be
        changed.

    Raises
    ------
    TypeError
        Articles that are none of the above.
    Unfit
        A ValueError, only where there are no widgets: the first article is missing, empty or has
        more than 60,000 characters. The panel itself tells such things in plain words.

    Notes
    -----
    All numbers are those of :func:`mediakit.analyse`, all marks those of
    :func:`mediakit.evidence`; the panel computes none of its own. Without words that are left
    out, counts are those of the other rows of evidence, and scores those of a text in which an x
    stands for each letter of such words. A single text may have 60,000 characters.

    It can be used with the keyboard alone: Tab goes from one control to the next, Space ticks,
    presses, and opens a list. (JupyterLab takes arrow keys on a closed list for its own.)

    Examples
    --------
    >>> import mediakit as mk
    >>> panel = mk.explore("The minister may resign, some say.")
    >>> type(panel).__name__ in ("Panel", "Still")
    True
    """
    frame = load_sample() if articles is None else as_articles(articles)
    if find_spec("ipywidgets") is None:
        return stand_still(frame if len(frame) else _nothing())
    return Panel(frame)


def _nothing() -> pd.DataFrame:
    return pd.DataFrame({"text": [None]}, dtype=object)
