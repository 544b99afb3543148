"""Charts of keyness: which terms tell two sets of articles apart, and how surely."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.plot.colours import group_styles
from mediakit.plot.columns import numbers, require_columns, require_table
from mediakit.plot.drawing import (
    LINE,
    SMALL,
    TEXT,
    TITLE,
    axes_or_new,
    bare,
    counted,
    entitle,
    faded,
    label_axes,
    label_points,
    listed,
    nothing_to_draw,
    one_line,
    points_across,
    points_high,
    rows_of_names,
    shown,
    wrapped,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SIGNIFICANT = 0.05
_MADE_BY = "mk.keyness(articles, by=...)"
_NEEDED = ["target", "reference", "term", "g2", "log_ratio", "p_adjusted"]
_ROOM = 8_000.0  # square points that a name on the chart needs, with what it points at


def keyness(
    table: pd.DataFrame,
    *,
    target: Hashable | None = None,
    most: int = 24,
    ax: Axes | None = None,
) -> Axes:
    """Draw how much more frequent each term is on one side, against how much evidence there is.

    Parameters
    ----------
    table : DataFrame
        What ``mk.keyness`` gives.
    target : label, optional
        Which target to draw; needed where the table has several.
    most : int, default 24
        The most terms to name: those with most evidence, half of them on each side. Small charts
        name fewer, and a name that finds no free place is left out.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is of another kind, or it is not clear which target is meant.

    Notes
    -----
    Grey are terms that could be chance: ``p_adjusted`` is 0.05 or more, or ``permutation_p`` is,
    where the table has it. The scale of the log-likelihood ratio is linear up to 4, about where
    evidence begins, and logarithmic from there.

    Examples
    --------
    >>> import mediakit as mk
    >>> texts = ["The dam may fail."] * 9 + ["The dam holds."] * 9
    >>> table = mk.keyness(texts, by=["Echo"] * 9 + ["Flare"] * 9, target="Echo")
    >>> ax = mk.plot.keyness(table)
    >>> ax.get_title(loc="left").split(":")[0]
    'Typical of Echo'
    >>> picture = mk.plot.show(ax)
    """
    table = _one_target(table, target)
    ax = axes_or_new(ax, height=6.5)
    if table.empty:
        return nothing_to_draw(ax, "No key terms", "no term is frequent enough")
    one, other = _sides(table)
    ratio, g2 = numbers(table, "log_ratio")[0], numbers(table, "g2")[0]
    sure = _is_sure(table)
    bare(ax, grid="both")
    ax.set_yscale("symlog", linthresh=4, linscale=0.6)
    ax.axvline(0, color=faded(0.5), linewidth=1)
    size = float(np.clip(9000 / len(table), 8, 45))
    chance = ~sure
    # a grey that stays one where dots lie on each other, on light ground and on dark
    ax.scatter(ratio[chance], g2[chance], s=size, color="0.6", alpha=0.4, linewidths=0)
    for style, rows in zip(
        group_styles(2, ""), (sure & (ratio > 0), sure & (ratio < 0)), strict=True
    ):
        ax.scatter(
            ratio[rows],
            g2[rows],
            s=size,
            color=style.colour,
            marker=style.marker,
            linewidths=0,
            alpha=0.75,
        )
    reach = 1.12 * max(float(np.abs(ratio).max()), 1.0)
    ax.set_xlim(-reach, reach)
    ax.set_ylim(0, 2.2 * max(float(g2.max()), 4.0))
    _plain_ticks(ax, float(g2.max()))
    label_axes(ax, _across(one), "log-likelihood ratio G2")
    terms = [one_line(term, 30) for term in table["term"]]
    more, less = _strongest(g2, sure & (ratio > 0)), _strongest(g2, sure & (ratio < 0))
    title = _title(one, [terms[row] for row in more[:3]])
    guide = (
        f"Each dot is a term. Blue, right: {counted(len(more), 'term')} more frequent in {one}. "
        f"Orange, left: {counted(len(less), 'term')} more frequent in {other}. Grey: may be chance."
    )
    entitle(ax, title, guide)
    room = int(points_across(ax) * points_high(ax) / _ROOM)
    named = _in_turn(more, less, min(most, room))
    first, names = _one_name_a_dot(ratio, g2, named, terms)
    label_points(ax, ratio, g2, first, names)
    describe(
        ax,
        f"Scatter chart of {counted(len(table), 'term')}: log ratio against log-likelihood ratio, "
        f"{one} against {other}. "
        + _in_sentence(one, _with_ratio(terms, ratio, more), len(more))
        + _in_sentence(other, _with_ratio(terms, ratio, less), len(less)),
    )
    return ax


def key_terms(
    table: pd.DataFrame,
    *,
    target: Hashable | None = None,
    most: int = 10,
    ax: Axes | None = None,
) -> Axes:
    """Draw the strongest key terms of both sides, with the interval of their log ratio.

    Parameters
    ----------
    table : DataFrame
        What ``mk.keyness`` gives.
    target : label, optional
        Which target to draw; needed where the table has several.
    most : int, default 10
        How many terms to show for each side: of those that aren't chance, the ones with most
        evidence.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is of another kind, or it is not clear which target is meant.

    Notes
    -----
    Chance are terms whose ``p_adjusted`` is 0.05 or more, or ``permutation_p``, where the table
    has it. Lines are intervals of 95 percent, were other articles drawn.

    Examples
    --------
    >>> import mediakit as mk
    >>> texts = ["The dam may fail."] * 9 + ["The dam holds."] * 9
    >>> table = mk.keyness(texts, by=["Echo"] * 9 + ["Flare"] * 9, target="Echo")
    >>> ax = mk.plot.key_terms(table)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['fail', 'may', 'holds']
    >>> picture = mk.plot.show(ax)
    """
    table = _one_target(table, target)
    require_columns(table, ["log_ratio_low", "log_ratio_high"], _MADE_BY)
    columns = ("log_ratio", "g2", "log_ratio_low", "log_ratio_high")
    ratio, g2, low, high = (numbers(table, name)[0] for name in columns)
    sure = _is_sure(table)
    more, less = _strongest(g2, sure & (ratio > 0)), _strongest(g2, sure & (ratio < 0))
    given = ax is not None
    n_rows = min(len(more), most) + min(len(less), most)
    ax = axes_or_new(ax, height=2.2 + 0.34 * max(n_rows, 3))
    if given:  # as many as have room below each other, once the title has taken its own
        room = points_high(ax) - 6 * TITLE
        most = max(min(most, int(room / (SMALL * LINE) / 2)), 1)
    rows = np.concatenate([more[:most], less[:most][::-1]]).astype(np.int64)
    if not len(rows):
        return nothing_to_draw(ax, "No key terms", "none that couldn’t be chance")
    one, other = _sides(table)
    bare(ax, grid="x")
    terms = [one_line(term, 60) for term in table["term"]]
    rows_of_names(ax, [wrapped(terms[row], 34, 1) for row in rows], SMALL if given else TEXT)
    ax.axvline(0, color=faded(0.5), linewidth=1)
    for place, row in enumerate(rows):
        style = group_styles(2, "")[int(ratio[row] < 0)]
        ax.plot([low[row], high[row]], [place, place], color=style.colour, linewidth=2)
        ax.plot(ratio[row], place, style.marker, color=style.colour, markersize=8)
    if len(more) and len(less):
        ax.axhline(min(len(more), most) - 0.5, color=faded(0.4), linewidth=1, linestyle=(0, (1, 2)))
    label_axes(ax, _across(one))
    title = _title(one, [terms[row] for row in more[:3]])
    guide = (
        f"Right, blue: more frequent in {one}; left, orange: in {other}. Most evidence outermost. "
        "Lines: 95% intervals."
    )
    entitle(ax, title, guide)
    describe(
        ax,
        f"Dot chart of the log ratio of {counted(len(rows), 'term')} with intervals, {one} against "
        f"{other}: "
        + listed(
            f"{terms[row]} {shown(ratio[row], 1)} ({shown(low[row], 1)} to {shown(high[row], 1)})"
            for row in rows
        )
        + "."
        + _furthest(terms, ratio, rows),
    )
    return ax


def _one_target(table: object, target: Hashable | None) -> pd.DataFrame:
    frame = require_table(table, _MADE_BY)
    require_columns(frame, _NEEDED, _MADE_BY)
    there = list(pd.unique(frame["target"]))
    named = ", ".join(map(repr, there))
    if target is not None:
        if target not in there:
            raise ValueError(f"the table has no target {target!r}; there are {named}")
        frame = frame[[label == target for label in frame["target"]]]
    elif len(there) > 1:
        raise ValueError(f"the table has several targets: choose one with target=, of {named}")
    return frame.reset_index(drop=True)


def _sides(table: pd.DataFrame) -> tuple[str, str]:
    first = table.iloc[0]
    return one_line(first["target"], 40), one_line(first["reference"], 40)


def _is_sure(table: pd.DataFrame) -> Bools:
    """Whether each term is beyond chance, by words and by articles where both are known."""
    sure = numbers(table, "p_adjusted")[0] < SIGNIFICANT
    if "permutation_p" in table.columns:
        shuffled = numbers(table, "permutation_p")[0]
        sure &= ~(shuffled >= SIGNIFICANT)
    return sure


def _strongest(g2: Floats, rows: Bools) -> NDArray[np.int64]:
    there = np.flatnonzero(rows)
    return there[np.argsort(-g2[there], kind="stable")].astype(np.int64)


def _in_turn(more: NDArray[np.int64], less: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Take from both sides in turn, so that none takes the other's room for names."""
    n = max(min(len(more), most - min(len(less), most // 2)), 0)
    chosen = [*enumerate(more[:n]), *enumerate(less[: most - n])]
    return np.array([row for _, row in sorted(chosen, key=lambda pair: pair[0])], dtype=np.int64)


def _one_name_a_dot(
    ratio: Floats, g2: Floats, named: NDArray[np.int64], terms: list[str]
) -> tuple[NDArray[np.int64], list[str]]:
    """Join the names of terms with equal numbers, whose dots lie on each other."""
    at: dict[tuple[float, float], list[int]] = {}
    for row in named.tolist():
        at.setdefault((float(ratio[row]), float(g2[row])), []).append(row)
    names = []
    for rows in at.values():
        more = f" +{len(rows) - 3}" if len(rows) > 3 else ""
        names.append(", ".join(terms[row] for row in rows[:3]) + more)
    return np.array([rows[0] for rows in at.values()], dtype=np.int64), names


def _across(one: str) -> str:
    return f"log ratio (1: twice as frequent in {one}, 2: four times, −1: half)"


def _title(one: str, terms: list[str]) -> str:
    if not terms:
        return f"Typical of {one}: no term that couldn’t be chance"
    return f"Typical of {one}: {listed(terms)}"


def _with_ratio(terms: list[str], ratio: Floats, rows: NDArray[np.int64]) -> list[str]:
    """Terms with most evidence, the first of them with its log ratio."""
    named = [terms[row] for row in rows[:10]]
    return [f"{named[0]} (log ratio {shown(ratio[rows[0]], 1)})", *named[1:]] if named else []


def _furthest(terms: list[str], ratio: Floats, rows: Sequence[int] | NDArray[np.int64]) -> str:
    """Say which of the terms that are drawn has the highest and which the lowest log ratio."""
    if len(rows) < 2:
        return ""
    ends = (rows[int(np.argmin(ratio[rows]))], rows[int(np.argmax(ratio[rows]))])
    low, high = (f"{terms[row]} {shown(ratio[row], 1)}" for row in ends)
    return f" Highest: {high}; lowest: {low}."


def _in_sentence(side: str, terms: list[str], n: int) -> str:
    if not terms:
        return f"No term is surely more frequent in {side}. "
    strongest = f"{', '.join(terms)}" if len(terms) > 1 else terms[0]
    return f"More frequent in {side}: {counted(n, 'term')}, with most evidence {strongest}. "


def _plain_ticks(ax: Axes, highest: float) -> None:
    """Write the ticks of the logarithmic scale as numbers: 10, 100, 1,000."""
    powers = 10.0 ** np.arange(1, max(int(np.ceil(np.log10(max(highest, 10)))), 1) + 1)
    ticks = [0.0, 4.0, *powers[powers <= 2.2 * max(highest, 4.0)]]
    ax.set_yticks(ticks, [shown(tick, 0) for tick in ticks])
    ax.minorticks_off()
