"""Charts of many articles, several measures: their means by outlet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.counting import bincount
from mediakit.plot.colours import readable_on
from mediakit.plot.columns import (
    Chosen,
    groups,
    in_words,
    left_out,
    numbers,
    require_table,
    row_noun,
)
from mediakit.plot.drawing import (
    MANY_ROWS,
    SMALL,
    TEXT,
    axes_or_new,
    counted,
    decimals_of,
    entitle,
    fitted,
    listed,
    names_with_numbers,
    nothing_to_draw,
    one_line,
    points_across,
    shown,
    upper_first,
    whole_figure,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]

_MADE_BY = "mk.analyse(articles)"

ENOUGH = 5  # articles that a mean needs before a title speaks of it
SMALL_DISTANCE = 0.5  # standard deviations below which no mean stands out (Cohen: medium)


def heat_map(
    table: pd.DataFrame,
    columns: Sequence[str],
    *,
    by: Chosen = "outlet",
    ax: Axes | None = None,
) -> Axes:
    """Draw the means of several measures by outlet: which outlet differs, and in what.

    Parameters
    ----------
    table : DataFrame
        What ``mk.analyse`` gives, joined with columns of your own.
    columns : sequence of str
        The measures to draw, from left to right.
    by : str or Series, default "outlet"
        What the articles are grouped by.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there are no columns, or one is missing or holds no numbers.

    Notes
    -----
    A cell carries the mean of the group's articles. Its colour says how far that is from the mean
    of all articles, in standard deviations of single articles (n - 1), so that measures of
    different units compare. Rows stand in the order of the first column.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.readability(["The cat sat.", "Notwithstanding objections, they prevaricated."])
    >>> ax = mk.plot.heat_map(table.assign(outlet=["Echo", "Flare"]), ["words_per_sentence"])
    >>> [text.get_text() for text in ax.texts[:2]]
    ['4.0', '3.0']
    >>> picture = mk.plot.show(ax)
    """
    table = require_table(table, _MADE_BY)
    if isinstance(columns, str) or not len(columns):
        raise ValueError("columns is a list of at least one column: ['sentiment', ...]")
    noun = row_noun(table)
    values = np.column_stack([numbers(table, column)[0] for column in columns])
    known = np.asarray(~np.isnan(values).all(axis=1))
    grouped = groups(table, by, known)
    n_rows, n_columns = len(grouped.names), len(columns)
    ax = axes_or_new(
        ax,
        height=3.2 + (0.55 if n_rows <= 12 else 0.36) * max(n_rows, 2),
        width=max(9.0, 3.8 + 1.25 * n_columns),
    )
    if not n_rows:
        return nothing_to_draw(ax, "No means", f"no {noun} has a value")
    kept = grouped.number >= 0
    means = np.full((n_rows, n_columns), np.nan)
    for row in range(n_rows):
        for column in range(n_columns):
            own = values[grouped.number == row, column]
            if not np.isnan(own).all():
                means[row, column] = np.nanmean(own)
    z = _standardised(means, values[kept])
    n_articles = bincount(grouped.number[kept], minlength=n_rows)
    order = np.argsort(-np.nan_to_num(means[:, 0], nan=-np.inf), kind="stable")
    means, z, n_articles = means[order], z[order], n_articles[order]
    names = [grouped.names[row] for row in order]
    _cells(ax, means, z, [decimals_of(values[kept, column]) for column in range(n_columns)])
    _label_cells(ax, names_with_numbers(names, n_articles.tolist()), columns)
    notes = left_out(int((~known).sum()), noun, grouped=grouped)
    guide = ["Cells: means."]
    if n_rows > 1:
        of_what = f"in standard deviations (SD) of single {noun}s"
        guide.append(f"Colour: distance from the mean of all, {of_what}.")
    title = _furthest_cell(z, names, n_articles, columns)
    entitle(ax, title, " ".join(guide + [f"{upper_first(note)}." for note in notes]))
    describe(ax, _heat_map_alt(z, means, names, columns, grouped.name, noun, notes))
    return ax


def _label_cells(ax: Axes, names: Sequence[str], columns: Sequence[str]) -> None:
    """Name the rows at the left and the columns below, broken to the width of a column."""
    ax.set_yticks(np.arange(len(names)), names, parse_math=False)
    ax.tick_params(length=0, labelsize=TEXT if len(names) <= MANY_ROWS else SMALL)
    wide = points_across(ax) / len(columns) - 8
    below = ["\n".join(fitted(in_words(column), wide, TEXT)) for column in columns]
    ax.set_xticks(np.arange(len(columns)), below, fontsize=TEXT, parse_math=False)


def _standardised(means: Floats, values: Floats) -> Floats:
    """Distance of means from the mean of all rows, in standard deviations of rows."""
    z = np.where(np.isnan(means), np.nan, 0.0)
    for column in range(values.shape[1]):
        known = values[~np.isnan(values[:, column]), column]
        spread = known.std(ddof=1) if len(known) > 1 else 0.0
        if spread > 0:
            z[:, column] = (means[:, column] - known.mean()) / spread
    return z


def _cells(ax: Axes, means: Floats, z: Floats, decimals: Sequence[int]) -> None:
    from matplotlib import colormaps, colors

    reach = float(np.nanmax(np.abs(z))) if not np.isnan(z).all() else 0.0
    reach = min(max(reach, 0.5), 2.0)
    palette = colormaps["PuOr_r"]
    scale = colors.Normalize(-reach, reach)
    ax.set_facecolor("0.9")  # shows where a cell has no value
    mesh = ax.pcolormesh(
        np.arange(z.shape[1] + 1) - 0.5,
        np.arange(z.shape[0] + 1) - 0.5,
        np.ma.masked_invalid(z),
        cmap=palette,
        norm=scale,
        edgecolors="white",
        linewidth=1.5,
    )
    ax.invert_yaxis()
    for spine in ax.spines.values():
        spine.set_visible(False)
    for (row, column), mean in np.ndenumerate(means):
        empty = np.isnan(mean)
        ax.text(
            column,
            row,
            "none" if empty else shown(float(mean), decimals[column]),
            ha="center",
            va="center",
            fontsize=TEXT if z.shape[0] <= MANY_ROWS else SMALL,
            color="#1a1a1a" if empty else readable_on(palette(scale(z[row, column]))),
        )
    if z.shape[0] == 1:  # nothing to compare, so nothing to read off a colour
        return
    beyond = "neither" if np.nanmax(np.abs(z), initial=0) <= reach else "both"
    bar = whole_figure(ax).colorbar(
        mesh,
        ax=ax,
        location="right",
        shrink=min(1.0, 4 / z.shape[0]) if z.shape[0] > 6 else 1.0,
        aspect=14,
        pad=0.02,
        extend=beyond,
    )
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=SMALL)
    bar.set_label("SD below or above the mean", fontsize=SMALL)


def _cell_in_words(z: float, name: str, column: str) -> str:
    side = "above" if z > 0 else "below"
    return f"{one_line(name, 40)} in {in_words(column)} ({shown(abs(z), 1)} SD {side} average)"


def _furthest_cell(
    z: Floats, names: Sequence[str], n_articles: NDArray[np.int64], columns: Sequence[str]
) -> str:
    """Name the mean that is furthest out, of groups with enough articles if there are any."""
    enough = n_articles >= ENOUGH
    weighed = np.abs(np.nan_to_num(z))
    if enough.any():
        weighed[~enough] = 0
    row, column = divmod(int(np.argmax(weighed)), z.shape[1])
    furthest = float(weighed[row, column])
    if len(names) < 2 or furthest == 0:
        return f"Means of {counted(len(columns), 'measure')}"
    if furthest < SMALL_DISTANCE:
        return f"None stands out: all means within {shown(furthest, 1)} SD of the average"
    return f"Stands out most: {_cell_in_words(z[row, column], names[row], columns[column])}"


def _heat_map_alt(
    z: Floats,
    means: Floats,
    names: Sequence[str],
    columns: Sequence[str],
    by: str,
    noun: str,
    notes: list[str],
) -> str:
    order = np.argsort(-np.abs(np.nan_to_num(z)), axis=None, kind="stable")[:5]
    cells = [divmod(int(place), z.shape[1]) for place in order]
    far = [_cell_in_words(z[cell], names[cell[0]], columns[cell[1]]) for cell in cells if z[cell]]
    text = (
        f"Heat map of the means of {listed(in_words(c) for c in columns)} for "
        f"{counted(len(names), 'group')} by {by}, in standard deviations of single {noun}s."
    )
    if far and len(names) > 1:
        text += f" Furthest from the mean of all: {listed(far)}."
    return text + "".join(f" {upper_first(note)}." for note in notes)
