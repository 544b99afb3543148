"""A chart of comparisons: how much groups of articles differ, and how surely."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.plot.colours import column_colour
from mediakit.plot.columns import in_words, require_columns, require_table
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
    nothing_to_draw,
    one_line,
    rows_of_names,
    shown,
    upper_first,
    wrapped,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MADE_BY = "mk.compare(report, by=...)"
_NEEDED = ["column", "group", "other", "hedges_g", "hedges_g_low", "hedges_g_high", "p_adjusted"]

MOST_ROWS = 30
FEW_ROWS = 12  # have room for names of two lines
UNLIKELY = 0.05  # adjusted p below which a difference is drawn as one
TINY = 0.2  # standard deviations; smaller is next to no difference (Cohen 1988)


def effects(
    comparison: pd.DataFrame,
    columns: str | Sequence[str] | None = None,
    *,
    ax: Axes | None = None,
) -> Axes:
    """Draw how much groups of articles differ: a forest plot of standardised differences.

    Parameters
    ----------
    comparison : DataFrame
        What ``mk.compare`` gives.
    columns : str or sequence of str, optional
        The measures to draw; by default all. Of more than thirty rows the largest are drawn.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is no comparison, or a measure isn't in it.

    Notes
    -----
    Dots are Hedges's g, lines their intervals. Dots are filled where the adjusted p is below 0.05.

    Examples
    --------
    >>> import mediakit as mk
    >>> report = mk.hedging(mk.load_sample())
    >>> comparison = mk.compare(report, mk.load_sample()["outlet"], against="rest")
    >>> ax = mk.plot.effects(comparison, "certainty")
    >>> ax.get_title(loc="left").partition(",")[0]
    '2 differences unlikely to be chance'
    >>> picture = mk.plot.show(ax)
    """
    table = require_table(comparison, _MADE_BY)
    require_columns(table, _NEEDED, _MADE_BY)
    if columns is not None:
        asked = [columns] if isinstance(columns, str) else list(columns)
        absent = [name for name in asked if name not in set(table["column"])]
        if absent:
            raise ValueError(
                f"the comparison has no measure {listed(map(repr, absent))}; there are "
                f"{listed(map(repr, table['column'].unique()))}"
            )
        table = table[table["column"].isin(asked)]
    known = table[table["hedges_g"].notna()]
    drawn = _largest(known)
    few = len(drawn) <= FEW_ROWS
    height = 2.6 + (0.5 if few else 0.36) * max(len(drawn), 2)
    ax = axes_or_new(ax, height=height, width=9.0 if few else 12.0)
    if not len(drawn):
        return nothing_to_draw(ax, "Differences", "no difference could be worked out")
    bare(ax, grid="x")
    rows_of_names(ax, _names(drawn), size=TEXT if len(drawn) <= MANY_ROWS else SMALL)
    ax.set_ylim(len(drawn) - 0.4, -0.95)  # a row at the top for the head of the numbers
    ax.axvspan(-TINY, TINY, color=faded(0.08), linewidth=0)
    ax.axvline(0, color=faded(0.6), linewidth=1.2)
    for place, row in enumerate(drawn.to_dict("records")):
        _dot_and_line(ax, row, place)
    ax.set_xlim(*_reach(drawn))
    _column_of_numbers(ax, drawn)
    label_axes(ax, "standard deviations (SD)")
    notes = _left_out(len(table) - len(known), len(known) - len(drawn))
    sure = int((drawn["p_adjusted"] < UNLIKELY).sum())
    guide = "Dots: Hedges’s g, the difference of means in SD of articles; filled where it is "
    guide += f"unlikely to be chance (adjusted p < {UNLIKELY}). Lines: intervals. Grey: next to no "
    guide += f"difference. {_right_of_zero(drawn)}"
    entitle(ax, _title(known), " ".join([guide, *notes]))
    said = [
        f"{_name(row)}: {shown(row['hedges_g'], 2)} ({shown(row['hedges_g_low'], 2)} to "
        f"{shown(row['hedges_g_high'], 2)})"
        for row in drawn.iloc[:12].to_dict("records")
    ]
    largest = drawn.iloc[int(np.argmax(drawn["hedges_g"].abs()))].to_dict()
    describe(
        ax,
        f"Forest chart of {counted(len(drawn), 'difference')} between groups of articles in "
        f"standard deviations, {sure or 'none'} of them unlikely to be chance"
        f"{_which(drawn[drawn['p_adjusted'] < UNLIKELY])}. The largest: {_with_size(largest)}. "
        f"All, with intervals: {'; '.join(said)}. {' '.join(notes)}",
    )
    return ax


def _with_size(row: Mapping[Hashable, Any]) -> str:
    return f"{_name(row)} ({shown(row['hedges_g'], 2)})"


def _which(sure: pd.DataFrame) -> str:
    """Name the differences that are unlikely to be chance, as far as a listener can follow."""
    names = [_with_size(row) for row in sure.head(6).to_dict("records")]
    more = f" and {len(sure) - 6} more" if len(sure) > 6 else ""
    return f": {'; '.join(names)}{more}" if names else ""


def _largest(known: pd.DataFrame) -> pd.DataFrame:
    """Keep the order of the table; of too many rows the largest differences."""
    if len(known) <= MOST_ROWS:
        return known
    order = np.argsort(-known["hedges_g"].abs().to_numpy(), kind="stable")[:MOST_ROWS]
    return known.iloc[np.sort(order)]


def _pairs(drawn: pd.DataFrame) -> int:
    return len(drawn[["group", "other"]].drop_duplicates())


def _names(drawn: pd.DataFrame) -> list[str]:
    """Name rows by what differs between them: the measure, the pair of groups, or both."""
    n_columns, n_pairs = drawn["column"].nunique(), _pairs(drawn)
    against_one, few = len(drawn["other"].unique()) == 1, len(drawn) <= FEW_ROWS
    names = []
    for row in drawn.to_dict("records"):
        most = 40 if against_one else 30 if few else 22
        pair = one_line(row["group"], most)
        pair += "" if against_one else f" − {one_line(row['other'], most)}"
        measure = upper_first(in_words(str(row["column"])))
        parts = [measure] * (n_columns > 1 or n_pairs == 1) + [pair] * (n_pairs > 1)
        names.append(wrapped(": ".join(parts), 40 if few else 72, lines=2 if few else 1))
    return names


def _name(row: Mapping[Hashable, Any]) -> str:
    return f"{in_words(str(row['column']))}, {row['group']} less {row['other']}"


def _dot_and_line(ax: Axes, row: Mapping[Hashable, Any], place: int) -> None:
    colour = column_colour(str(row["column"]))
    ax.plot(
        [row["hedges_g_low"], row["hedges_g_high"]],
        [place, place],
        color=colour,
        linewidth=2.2,
        zorder=2,
    )
    ax.plot(
        row["hedges_g"],
        place,
        marker="o",
        markersize=10,
        color=colour,
        markerfacecolor=colour if row["p_adjusted"] < UNLIKELY else ax.get_facecolor(),
        markeredgewidth=2,
        zorder=3,
    )


def _reach(drawn: pd.DataFrame) -> tuple[float, float]:
    ends = drawn[["hedges_g_low", "hedges_g_high"]].to_numpy()
    low, high = min(np.nanmin(ends), -0.5), max(np.nanmax(ends), 0.5)
    return low - 0.04 * (high - low), high + 0.04 * (high - low)


def _column_of_numbers(ax: Axes, drawn: pd.DataFrame) -> None:
    """Write each difference at its right, with its interval."""
    size = TEXT if len(drawn) <= MANY_ROWS else SMALL
    transform = ax.get_yaxis_transform()
    for place, row in enumerate(drawn.to_dict("records")):
        interval = f"{shown(row['hedges_g_low'], 1)} to {shown(row['hedges_g_high'], 1)}"
        text = f"{shown(row['hedges_g'], 1)}  ({interval})"
        ax.text(1.02, place, text, transform=transform, va="center", fontsize=size)
    ax.text(1.02, -0.72, "SD", transform=transform, va="center", fontsize=SMALL, color=faded(0.75))


def _right_of_zero(drawn: pd.DataFrame) -> str:
    """Say what it means that a dot stands right of 0."""
    if _pairs(drawn) == 1:
        first = drawn.iloc[0]
        more = f"in {one_line(first['group'], 40)} than in {_other(first['other'])}"
    elif len(drawn["other"].unique()) == 1:
        more = f"than in {_other(drawn['other'].iloc[0])}"
    else:
        more = "in the first group than in the second"
    return f"Right of 0: more {more}."


def _other(name: str) -> str:
    return "the rest" if name == "rest" else one_line(name, 40)


def _title(known: pd.DataFrame) -> str:
    sure = known[known["p_adjusted"] < UNLIKELY]
    if not len(sure):
        return "No difference is clear enough to rule out chance"
    row = sure.iloc[int(np.argmax(sure["hedges_g"].abs().to_numpy()))]
    side = "above" if row["hedges_g"] > 0 else "below"
    largest = f"{one_line(row['group'], 40)} {side} {_other(row['other'])}"
    largest += f" in {in_words(row['column'])}"
    if len(sure) == 1:
        return f"One difference is unlikely to be chance: {largest}"
    return f"{len(sure)} differences unlikely to be chance, the largest: {largest}"


def _left_out(unknown: int, small: int) -> list[str]:
    notes = []
    if unknown:
        notes.append(f"{upper_first(counted(unknown, 'comparison'))} of too few articles left out.")
    if small:
        notes.append(f"{upper_first(counted(small, 'smaller difference'))} left out.")
    return notes
