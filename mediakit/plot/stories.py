"""Charts of reports that tell one story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.plot.colours import group_styles
from mediakit.plot.columns import numbers, require_table, texts
from mediakit.plot.drawing import (
    axes_or_new,
    bare,
    entitle,
    label_axes,
    listed,
    nothing_to_draw,
    one_line,
    rows_of_names,
    wrapped,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MADE_BY = "mk.line_up(articles).measures"
_SHARES = ("shared_share", "only_here_share")
_GUIDE = (
    "Circles: share of all words that stand word for word in another report too. Squares: share of "
    "names and content words that no other report uses."
)
MUCH = 0.3  # of a report that stands in others, from which on a title speaks of it


def shared_words(
    table: pd.DataFrame, *, label: str | pd.Series | None = None, ax: Axes | None = None
) -> Axes:
    r"""Draw how much of each report stands in others, and how much it says in words of its own.

    Parameters
    ----------
    table : DataFrame
        ``mk.line_up(articles).measures``.
    label : str or Series, optional
        What the reports are called, such as a column of outlets; by default their index.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    TypeError, ValueError
        If the table is none, or lacks the columns.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_sample()
    >>> reports = articles[articles["story"] == "rate-rise"]
    >>> ax = shared_words(mk.line_up(reports).measures, label=reports["outlet"])
    >>> ax.get_title(loc="left").replace("\n", " ")
    'Brackwater Valley Echo and Halden News Agency: much stands word for word in another report'
    """
    table = require_table(table, _MADE_BY)
    values = {name: numbers(table, name)[0] for name in _SHARES}
    known = ~np.isnan(values["shared_share"])
    called = texts(table, label)
    rows = np.flatnonzero(known)
    ax = axes_or_new(ax, height=2.6 + 0.6 * max(len(rows), 2))
    if not len(rows):
        return nothing_to_draw(ax, "No shares", "no report has words")
    rows = rows[np.argsort(-values["shared_share"][rows], kind="stable")]
    names = [one_line(called[row], 60) for row in rows]
    place = np.arange(len(rows))
    bare(ax, grid="x")
    for name, style in zip(_SHARES, group_styles(len(_SHARES), ""), strict=True):
        ax.scatter(
            100 * values[name][rows],
            place,
            s=90,
            color=style.colour,
            marker=style.marker,
            linewidths=0,
            zorder=3,
        )
    rows_of_names(ax, [wrapped(name, 30) for name in names])
    ax.set_xlim(-2, 102)
    label_axes(ax, "% of words")
    shared = values["shared_share"][rows]
    much = [name for name, share in zip(names, shared, strict=True) if share >= MUCH]
    finding = (
        f"{listed(much)}: much stands word for word in another report"
        if much
        else "No report has much word for word in common with another"
    )
    entitle(ax, finding, _GUIDE)
    told = [
        f"{name} {100 * values['shared_share'][row]:.0f} % shared, "
        f"{100 * values['only_here_share'][row]:.0f} % only here"
        for name, row in zip(names, rows, strict=True)
    ]
    describe(ax, f"Dot chart of two shares for {len(rows)} reports. {finding}. {'; '.join(told)}.")
    return ax
