"""Charts of many articles, one measure: how it is spread over outlets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.plot.colours import column_colour
from mediakit.plot.columns import (
    Chosen,
    Groups,
    groups,
    in_words,
    left_out,
    numbers,
    require_table,
    row_noun,
    with_unit,
)
from mediakit.plot.drawing import (
    MANY_ROWS,
    SMALL,
    TEXT,
    axes_or_new,
    bare,
    counted,
    decimals_of,
    entitle,
    faded,
    ink,
    label_axes,
    listed,
    names_with_numbers,
    nothing_to_draw,
    one_line,
    rows_of_names,
    shown,
    upper_first,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MADE_BY = "mk.analyse(articles)"

BOX_FROM = 5  # articles; fewer have no quartiles worth drawing


def distribution(
    table: pd.DataFrame,
    column: Chosen,
    *,
    by: Chosen | None = "outlet",
    ax: Axes | None = None,
) -> Axes:
    """Draw how a measure is spread: every article a dot, over the quartiles of its outlet.

    Parameters
    ----------
    table : DataFrame
        What ``mk.analyse`` gives, joined with columns of your own.
    column : str or Series
        The measure to draw.
    by : str or Series, optional
        What the articles are grouped by: a column, a level of the index or an aligned Series.
        None for all in one.
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
    Groups stand in the order of their medians. At most 50 are drawn, those with most articles. A
    group of fewer than five articles has no box.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.readability(["The cat sat.", "Notwithstanding objections, they prevaricated."])
    >>> ax = mk.plot.distribution(table.assign(outlet=["Echo", "Flare"]), "words_per_sentence")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['Flare (n = 1)', 'Echo (n = 1)']
    >>> picture = mk.plot.show(ax)
    """
    table = require_table(table, _MADE_BY)
    noun = row_noun(table)
    values, name = numbers(table, column)
    known = ~np.isnan(values)
    grouped = groups(table, by, known)
    parts = _sorted_by_median([values[grouped.number == k] for k in range(len(grouped.names))])
    ax = axes_or_new(ax, height=_height(len(parts)))
    if not parts:
        return nothing_to_draw(ax, upper_first(in_words(name)), f"no {noun} has a value")
    names = [grouped.names[k] for k, _ in parts]
    drawn = np.concatenate([part for _, part in parts])
    decimals = decimals_of(drawn)
    bare(ax, grid="x")
    rows_of_names(
        ax,
        names_with_numbers(names, [len(part) for _, part in parts]),
        size=TEXT if len(parts) <= MANY_ROWS else SMALL,
    )
    ax.set_ylim(len(parts) - 0.4, -0.95)  # a row at the top for the head of the medians
    colour = column_colour(name)
    largest = max(len(part) for _, part in parts)
    for place, (_, part) in enumerate(parts):
        _dots_over_box(ax, part, place, colour, largest)
    middle = float(np.median(drawn))
    if len(parts) > 1:
        ax.axvline(middle, color=faded(0.6), linewidth=1.2, linestyle=(0, (2, 2)), zorder=0.6)
    _column_of_medians(ax, [float(np.median(part)) for _, part in parts], decimals)
    label_axes(ax, with_unit(name))
    notes = left_out(int((~known).sum()), noun, grouped=grouped)
    guide = [f"Dots: {noun}s. Box: middle half. Thick line: median."]
    if len(parts) > 1:
        guide.append(f"Dotted: median of all ({shown(middle, decimals)}).")
    title = _distribution_title(in_words(name), grouped, parts, noun, decimals)
    entitle(ax, title, " ".join(guide + [f"{upper_first(note)}." for note in notes]))
    describe(ax, _distribution_alt(with_unit(name), grouped, parts, noun, decimals, notes))
    return ax


def _height(n_rows: int) -> float:
    return 2.3 + (0.62 if n_rows <= 12 else 0.42 if n_rows <= 25 else 0.32) * max(n_rows, 2)


def _sorted_by_median(
    parts: list[NDArray[np.float64]],
) -> list[tuple[int, NDArray[np.float64]]]:
    """List number and values of each group that has any, the highest median first."""
    kept = [(k, part) for k, part in enumerate(parts) if len(part)]
    return sorted(kept, key=lambda pair: -float(np.median(pair[1])))


def _dots_over_box(
    ax: Axes, values: NDArray[np.float64], place: int, colour: str, largest: int
) -> None:
    low, middle, high = np.quantile(values, [0.25, 0.5, 0.75])
    if len(values) >= BOX_FROM:
        ax.barh(place, high - low, left=low, height=0.72, color=colour, alpha=0.2, linewidth=0)
    size = float(np.clip(2200 / largest, 5, 45))
    ax.scatter(
        values,
        place + 0.62 * swarm(values),
        s=size,
        color=colour,
        alpha=0.75 if largest <= 60 else 0.4,
        linewidths=0,
        zorder=2,
    )
    if len(values) > 1:
        ax.plot([middle, middle], [place - 0.36, place + 0.36], color=ink(), linewidth=3, zorder=3)


def swarm(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Offsets from -0.5 to 0.5 that keep dots apart, widest where values are dense.

    The same values always get the same offsets: nothing is drawn by lot.

    >>> swarm(np.array([1.0])).tolist()
    [0.0]
    """
    n = len(values)
    if n < 2:
        return np.zeros(n)
    order = np.argsort(values, kind="stable")
    n_bins = int(np.clip(np.sqrt(n) * 2, 4, 60))
    counts, edges = np.histogram(values, bins=n_bins)
    smooth = np.convolve(counts, [0.25, 0.5, 0.25], mode="same")
    density = np.interp(values[order], (edges[1:] + edges[:-1]) / 2, smooth)
    offsets = np.empty(n)
    offsets[order] = (_van_der_corput(n) - 0.5) * density / max(density.max(), 2.0)
    return offsets


def _van_der_corput(n: int) -> NDArray[np.float64]:
    """Numbers from 0 to 1 of which neighbours lie far apart (base 2, bits reversed)."""
    place = np.arange(1, n + 1)
    result, half = np.zeros(n), 0.5
    while place.any():
        result += (place & 1) * half
        place, half = place >> 1, half / 2
    return result


def _column_of_medians(ax: Axes, medians: list[float], decimals: int) -> None:
    transform = ax.get_yaxis_transform()
    for place, median in enumerate(medians):
        ax.text(
            1.02,
            place,
            shown(median, decimals),
            transform=transform,
            va="center",
            fontsize=TEXT if len(medians) <= MANY_ROWS else SMALL,
        )
    ax.text(
        1.02, -0.72, "median", transform=transform, va="center", fontsize=SMALL, color=faded(0.75)
    )


def _distribution_title(
    name: str,
    grouped: Groups,
    parts: list[tuple[int, NDArray[np.float64]]],
    noun: str,
    decimals: int,
) -> str:
    first, last = parts[0], parts[-1]
    high, low = (shown(float(np.median(part)), decimals) for _, part in (first, last))
    if len(parts) == 1:
        whose = "" if not grouped.name else f", {one_line(grouped.names[first[0]], 40)}"
        title = f"{name}{whose}: median {high} ({counted(len(first[1]), noun)})"
    elif high == low:
        title = f"{name}: the same median everywhere ({high})"
    else:
        title = (
            f"{name}: highest in {one_line(grouped.names[first[0]], 40)} (median {high}), "
            f"lowest in {one_line(grouped.names[last[0]], 40)} ({low})"
        )
    return upper_first(title)


def _distribution_alt(
    name: str,
    grouped: Groups,
    parts: list[tuple[int, NDArray[np.float64]]],
    noun: str,
    decimals: int,
    notes: list[str],
) -> str:
    n = sum(len(part) for _, part in parts)
    text = f"Dot and box chart of {name}: {counted(n, noun)}"
    text += f", by {grouped.name}. Medians, highest first: " if grouped.name else ". Median "
    medians = [
        (f"{grouped.names[k]} " if grouped.name else "") + shown(float(np.median(part)), decimals)
        for k, part in parts
    ]
    if len(medians) > 12:
        text += f"{', '.join(medians[:3])} at the top, {', '.join(medians[-3:])} at the bottom"
    else:
        text += listed(medians)
    drawn = np.concatenate([part for _, part in parts])
    low, high = (shown(float(end), decimals) for end in (drawn.min(), drawn.max()))
    text += f". Single {noun}s go from {low} to {high}."
    return text + "".join(f" {upper_first(note)}." for note in notes)
