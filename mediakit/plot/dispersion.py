"""The lexical dispersion plot: where in the articles a term stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from mediakit.counting import bincount
from mediakit.plot.colours import group_styles
from mediakit.plot.columns import numbers, require_columns, require_table
from mediakit.plot.drawing import (
    MANY_ROWS,
    SMALL,
    TEXT,
    axes_or_new,
    bare,
    counted,
    entitle,
    faded,
    label_axes,
    listed,
    names_with_numbers,
    nothing_to_draw,
    one_line,
    rows_of_names,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MADE_BY = "mk.kwic(articles, term)"


def dispersion(
    table: pd.DataFrame,
    *,
    rows: Literal["article", "term"] | None = None,
    most: int = 40,
    ax: Axes | None = None,
) -> Axes:
    """Draw where a term stands: a stroke for each occurrence.

    Parameters
    ----------
    table : DataFrame
        What ``mk.kwic`` gives.
    rows : {"article", "term"}, optional
        What a row of the chart is: an article, from its first word to its last; or a term, through
        all articles in the order they came. Terms by default where the table has several.
    most : int, default 40
        The most articles to show: those with most occurrences, in the order of the table.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is of another kind, or `rows` is neither.

    Examples
    --------
    >>> import mediakit as mk
    >>> texts = ["The dam may fail. The dam is old.", "Nobody saw the dam."]
    >>> ax = mk.plot.dispersion(mk.kwic(texts, "dam"))
    >>> ax.get_title(loc="left")
    '“dam”: 3 occurrences in 2 articles'
    >>> picture = mk.plot.show(ax)
    """
    table = require_table(table, _MADE_BY)
    require_columns(table, ["article", "term", "position", "corpus_position"], _MADE_BY)
    if rows not in (None, "article", "term"):
        raise ValueError(f"rows {rows!r} is not known; there are 'article', 'term'")
    terms = list(dict.fromkeys(table["term"]))
    by = rows or ("term" if len(terms) > 1 else "article")
    if table.empty:
        return nothing_to_draw(axes_or_new(ax, height=3), "No occurrences", "the table is empty")
    place = numbers(table, "corpus_position" if by == "term" else "position")[0]
    codes, names = pd.factorize(table[by])
    n = bincount(codes)
    chosen = np.sort(np.argsort(-n, kind="stable")[:most])
    labels = names_with_numbers([one_line(names[c]) for c in chosen], n[chosen].tolist())
    ax = axes_or_new(ax, height=2.2 + (0.42 if len(chosen) <= MANY_ROWS else 0.26) * len(chosen))
    bare(ax)
    rows_of_names(ax, labels, TEXT if len(chosen) <= MANY_ROWS else SMALL)
    colour = group_styles(2, "")[0].colour
    for row, code in enumerate(chosen):
        ax.axhline(row, color=faded(0.15), linewidth=1, zorder=0.5)
        mine = np.sort(place[codes == code])
        # many strokes are thin and let each other through: a dark patch is where they crowd
        dense = len(mine) > 200
        ax.vlines(
            mine,
            row - 0.34,
            row + 0.34,
            color=colour,
            linewidth=0.6 if dense else 1.6,
            alpha=0.35 if dense else 0.85,
        )
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    where = "all articles, one after the other" if by == "term" else "the article"
    label_axes(ax, f"position in {where} (share of the words before)")
    n_articles = len(set(table["article"]))
    quoted = listed(f"“{one_line(term, 30)}”" for term in terms)
    what = quoted if len(terms) <= 3 else counted(len(terms), "term")
    found = f"{counted(len(table), 'occurrence')} in {counted(n_articles, 'article')}"
    guide = "Each stroke is one occurrence."
    if by == "article":
        guide += " Articles without any are not shown."
    if len(chosen) < len(names):
        guide += f" Left out: {counted(len(names) - len(chosen), by)} with fewer."
    entitle(ax, f"{what}: {found}", guide)
    halves = [int((place[codes == code] < 0.5).sum()) or "none" for code in chosen]
    describe(
        ax,
        f"Dispersion plot of {what}: {found}, a row {'a term' if by == 'term' else 'an article'}. "
        + "; ".join(
            f"{one_line(names[code], 60)}: {counted(int(n[code]), 'occurrence')}, {half} in "
            "the first half"
            for code, half in list(zip(chosen, halves, strict=True))[:12]
        )
        + (f"; and {len(chosen) - 12} more." if len(chosen) > 12 else "."),
    )
    return ax
