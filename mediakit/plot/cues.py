"""Charts of hedges and of loaded words: of what kind they are, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mediakit.plot.kinds import Cues, bars, strip

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEDGING = Cues(
    {"hedging": ("hedge", "hedges"), "boosting": ("booster", "boosters")},
    'mk.evidence(article, ["hedging", "boosting"])',
)
_LOADED = Cues(
    {"loaded": ("loaded word or mark", "loaded words and marks")},
    'mk.evidence(article, "loaded")',
    marks={"exclamation": "!"},
)


def hedging(evidence: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many hedges of each kind there are, with the words that occur most.

    Parameters
    ----------
    evidence : DataFrame
        What ``mk.evidence(articles, ["hedging", "boosting"])`` gives, for one article or many;
        rows of other measures are left aside.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is no evidence.

    Notes
    -----
    Boosters, which do the opposite of hedges, have bars of their own colour below the hedges. What
    stands in quotation marks is hatched: others say it, not the journalist.

    Examples
    --------
    >>> import mediakit as mk
    >>> ax = mk.plot.hedging(mk.evidence("It may rain. Perhaps it will snow.", "hedging"))
    >>> ax.get_title(loc="left")
    '2 hedges and no boosters'
    >>> picture = mk.plot.show(ax)
    """
    return bars(_HEDGING, evidence, ax)


def loaded(evidence: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many loaded words and marks of each kind there are, with those that occur most.

    Parameters
    ----------
    evidence : DataFrame
        What ``mk.evidence(articles, "loaded")`` gives, for one article or many; rows of other
        measures are left aside.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is no evidence.

    Notes
    -----
    What stands in quotation marks is hatched: others say it, not the journalist. Scare quotes are
    hatched too, although the marks are the journalist's own.

    Examples
    --------
    >>> import mediakit as mk
    >>> ax = mk.plot.loaded(mk.evidence("The regime slammed its shameful critics.", "loaded"))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['emotive word', 'epithet', 'violent metaphor']
    >>> picture = mk.plot.show(ax)
    """
    return bars(_LOADED, evidence, ax)


def hedging_strip(
    evidence: pd.DataFrame, *, length: int | str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw where in an article its hedges and boosters stand, one row a kind.

    Parameters
    ----------
    evidence : DataFrame
        What ``mk.evidence(article, ["hedging", "boosting"])`` gives, for one article.
    length : int or str, optional
        How many characters the article's text has, or the text. Without it the chart ends at the
        last hedge.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is no evidence, or that of several articles, or `length` is too short.

    Examples
    --------
    >>> import mediakit as mk
    >>> text = "It may rain. It may snow. Perhaps it will hail."
    >>> ax = mk.plot.hedging_strip(mk.evidence(text, "hedging"), length=text)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['modal', 'epistemic adverb']
    >>> picture = mk.plot.show(ax)
    """
    return strip(_HEDGING, evidence, length, ax)


def loaded_strip(
    evidence: pd.DataFrame, *, length: int | str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw where in an article its loaded words and marks stand, one row a kind.

    Parameters
    ----------
    evidence : DataFrame
        What ``mk.evidence(article, "loaded")`` gives, for one article.
    length : int or str, optional
        How many characters the article's text has, or the text. Without it the chart ends at the
        last match.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is no evidence, or that of several articles, or `length` is too short.

    Examples
    --------
    >>> import mediakit as mk
    >>> text = "A shameful plan. The mayor slammed it."
    >>> ax = mk.plot.loaded_strip(mk.evidence(text, "loaded"), length=text)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['emotive word', 'violent metaphor']
    >>> picture = mk.plot.show(ax)
    """
    return strip(_LOADED, evidence, length, ax)
