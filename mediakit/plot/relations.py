"""Charts of many articles: two measures against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.counting import bincount
from mediakit.plot.colours import column_colour, group_styles
from mediakit.plot.columns import (
    Chosen,
    Groups,
    groups,
    in_words,
    left_out,
    numbers,
    require_table,
    row_noun,
    texts,
    with_unit,
)
from mediakit.plot.drawing import (
    TEXT,
    axes_or_new,
    bare,
    counted,
    decimals_of,
    entitle,
    faded,
    label_axes,
    label_points,
    listed,
    nothing_to_draw,
    one_line,
    shown,
    upper_first,
    with_number,
    wrapped,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]

_MADE_BY = "mk.analyse(articles)"

ENOUGH = 5  # articles that a correlation needs
COLOURED = 6  # groups that a scatter of dots can tell apart


def relation(
    table: pd.DataFrame,
    x: Chosen,
    y: Chosen,
    *,
    by: Chosen | None = None,
    label: Chosen | None = None,
    extremes: int = 4,
    ax: Axes | None = None,
) -> Axes:
    """Draw two measures against each other, every article a dot.

    Parameters
    ----------
    table : DataFrame
        What ``mk.analyse`` gives, joined with columns of your own.
    x, y : str or Series
        The measures to draw.
    by : str or Series, optional
        Groups that differ in colour and marker; the six with most articles, the rest grey.
    label : str or Series, optional
        What to call an article; by default its label in the index.
    extremes : int, default 4
        How many of the articles that lie furthest out carry their label.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers.

    Notes
    -----
    The title gives Spearman's rank correlation: 1 where both always rise together, -1 where one
    falls as the other rises, about 0 where they have nothing to do with each other. There is "no
    clear relation" where p is 0.05 or more; below 0.3 it is weak, from 0.7 on strong. Furthest out
    are the articles whose distance from the medians, in quartile ranges, is largest.

    References
    ----------
    Spearman, C. (1904). The proof and measurement of association between two things. American
    Journal of Psychology, 15(1), 72-101.

    Examples
    --------
    >>> import mediakit as mk
    >>> texts = ["It rains."] * 2 + ["It may rain soon."] * 2 + ["Well, nobody ever came."] * 2
    >>> ax = mk.plot.relation(mk.readability(texts), "words_per_sentence", "n_words")
    >>> "Spearman’s rho = 1.00, n = 6" in " ".join(ax.get_title(loc="left").split())
    True
    >>> picture = mk.plot.show(ax)
    """
    table = require_table(table, _MADE_BY)
    noun = row_noun(table)
    x_values, x_name = numbers(table, x, "x")
    y_values, y_name = numbers(table, y, "y")
    known = ~(np.isnan(x_values) | np.isnan(y_values))
    grouped = groups(table, by, known)
    ax = axes_or_new(ax, height=6)
    name = f"{in_words(x_name)} and {in_words(y_name)}"
    if not known.any():
        return nothing_to_draw(ax, upper_first(name), f"no {noun} has both values")
    shown_rows = known & (grouped.number >= 0)
    bare(ax, grid="both")
    _scatter(ax, x_values, y_values, grouped, shown_rows, column_colour(y_name))
    ax.margins(0.08)
    label_axes(ax, with_unit(x_name), with_unit(y_name))
    notes = left_out(int((~known).sum()), noun, "both values", grouped)
    title, found = _correlation(x_values[shown_rows], y_values[shown_rows], name)
    guide = [f"Dots: {noun}s."]
    if extremes and shown_rows.sum() > 1:
        guide.append("Named: those furthest from the rest.")
    if len(grouped.names) > COLOURED:
        guide.append(f"Grey: {len(grouped.names) - COLOURED} more groups by {grouped.name}.")
    entitle(ax, title, " ".join(guide + [f"{upper_first(note)}." for note in notes]))
    rows = np.flatnonzero(shown_rows)
    far = rows[_furthest(x_values[rows], y_values[rows], extremes)]
    called = texts(table, label)
    names = [wrapped(called[row], 24, 2) for row in far]
    label_points(ax, x_values, y_values, far, names)
    x_decimals, y_decimals = decimals_of(x_values[rows]), decimals_of(y_values[rows])
    outliers = [
        f"{one_line(called[row], 60)} ({shown(x_values[row], x_decimals)}, "
        f"{shown(y_values[row], y_decimals)})"
        for row in far
    ]
    describe(
        ax,
        f"Scatter chart of {with_unit(x_name)} against {with_unit(y_name)}, "
        f"{counted(len(rows), noun)}"
        + (f", by {grouped.name}" if grouped.name else "")
        + f". {found}."
        + (f" Furthest from the rest: {listed(outliers)}." if outliers else "")
        + "".join(f" {upper_first(note)}." for note in notes),
    )
    return ax


def _scatter(
    ax: Axes, x: Floats, y: Floats, grouped: Groups, rows: NDArray[np.bool_], colour: str
) -> None:
    n_articles = bincount(grouped.number[rows], minlength=len(grouped.names))
    marked = np.sort(np.argsort(-n_articles, kind="stable")[:COLOURED])
    size = float(np.clip(9000 / rows.sum(), 10, 60))
    others = rows & ~np.isin(grouped.number, marked)
    ax.scatter(x[others], y[others], s=size, color=faded(0.25), linewidths=0)
    for k, style in zip(marked, group_styles(len(marked), colour), strict=True):
        mine = rows & (grouped.number == k)
        name = with_number(grouped.names[k], int(mine.sum()), 24)
        ax.scatter(
            x[mine],
            y[mine],
            s=size,
            color=style.colour,
            marker=style.marker,
            linewidths=0,
            alpha=0.8 if rows.sum() < 300 else 0.45,
            label=name,
        )
    if grouped.name:
        legend = ax.legend(
            loc="upper left",
            bbox_to_anchor=(1.01, 1),
            fontsize=TEXT,
            frameon=False,
            borderaxespad=0,
            handletextpad=0.3,
            labelspacing=0.7,
        )
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=True):
            if handle is not None:
                handle.set_alpha(1)
                handle.set_sizes([60])  # type: ignore[attr-defined]
            text.set_parse_math(False)


def _correlation(x: Floats, y: Floats, name: str) -> tuple[str, str]:
    """Write a title and a sentence on how two measures go together."""
    if len(x) < ENOUGH or np.ptp(x) == 0 or np.ptp(y) == 0:
        reason = f"fewer than {ENOUGH} articles" if len(x) < ENOUGH else "one of them never varies"
        return upper_first(f"{name} (n = {len(x):,})"), f"No correlation: {reason}"
    from scipy.stats import spearmanr

    result = spearmanr(x, y)
    rho = float(result.statistic)
    if result.pvalue >= 0.05:
        how = "no clear relation"
    else:
        how = "rise together" if rho > 0 else "one falls as the other rises"
        how += ", weakly" if abs(rho) < 0.3 else ", strongly" if abs(rho) >= 0.7 else ""
    what = f"Spearman’s rho\u00a0=\u00a0{shown(rho, 2)}"
    finding = upper_first(f"{name}: {how}")
    return f"{finding} ({what}, n\u00a0=\u00a0{len(x):,})", f"{finding}; {what}"


def _furthest(x: Floats, y: Floats, n: int) -> NDArray[np.int64]:
    if len(x) < 2:
        return np.zeros(0, dtype=np.int64)
    distance = sum((np.abs(v - np.median(v)) / _scale(v)) ** 2 for v in (x, y))
    return np.argsort(-np.asarray(distance), kind="stable")[:n]


def _scale(values: Floats) -> float:
    low, high = np.quantile(values, [0.25, 0.75])
    return float(high - low) or float(values.std()) or 1.0
