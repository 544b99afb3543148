"""Charts of one article: its grades and its keywords."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.measures.readability_consensus import CONSENSUS, NOT_IN_CONSENSUS
from mediakit.measures.readability_formulas import FORMULAS
from mediakit.plot.colours import family_colour
from mediakit.plot.columns import require_columns, require_one_article, require_table
from mediakit.plot.drawing import (
    SMALL,
    TEXT,
    Floats,
    axes_or_new,
    bare,
    counted,
    entitle,
    faded,
    label_axes,
    listed,
    nothing_to_draw,
    one_line,
    points_across,
    rows_of_names,
    shown,
    width_of,
    wrapped,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: US schools: the first grade of each level, and its name.
LEVELS = (
    (-np.inf, "before school"),
    (1.0, "elementary school"),
    (6.0, "middle school"),
    (9.0, "high school"),
    (13.0, "college"),
    (17.0, "graduate school"),
)

_TITLES = {formula.name: formula.title for formula in FORMULAS}


def readability(
    table: pd.DataFrame | pd.Series, *, others: bool = False, ax: Axes | None = None
) -> Axes:
    """Draw what grade each formula gives an article, and what they agree on.

    Parameters
    ----------
    table : DataFrame of one row, or Series
        One row of what ``mk.readability`` or ``mk.analyse`` gives: ``table.loc[["label"]]``.
    others : bool, default False
        Whether to add the grades that don't enter the consensus, as hollow diamonds.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table has more or less than one row, or lacks the grades.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.readability("The cat sat on the mat. It was warm there, and it purred.")
    >>> ax = mk.plot.readability(table)
    >>> ax.get_title(loc="left")[:16]
    'Consensus: grade'
    >>> picture = mk.plot.show(ax)
    """
    row = _one_row(table)
    names = [name for name in CONSENSUS if name in row.index]
    low, middle, high = (row[f"consensus_grade{end}"] for end in ("_low", "", "_high"))
    if others:
        names += [name for name in NOT_IN_CONSENSUS if name in row.index]
    grades = row[names].astype(float).dropna().sort_values(kind="stable", ascending=False)
    ax = axes_or_new(ax, height=2.2 + 0.45 * max(len(grades), 3))
    if pd.isna(middle):
        return nothing_to_draw(ax, "No grade", "the article has no words to measure")
    colour = family_colour("readability")
    bare(ax)
    rows_of_names(ax, [wrapped(_TITLES[str(name)], 34) for name in grades.index])
    ax.set_ylim(len(grades) - 0.4, -1.5)  # a row at the top for the names of the levels
    ax.axvspan(low, high, color=colour, alpha=0.13, linewidth=0)
    ax.axvline(middle, color=colour, linewidth=2.5)
    intervals = _intervals(row, list(grades.index))
    for place, (name, grade) in enumerate(grades.items()):
        below = [place + 0.3] * 2  # beside the dot stands its number
        ax.plot(intervals[place], below, color=colour, linewidth=2, alpha=0.5)
        agreed = name in CONSENSUS
        ax.plot(
            grade,
            place,
            marker="o" if agreed else "D",
            markersize=10 if agreed else 7,
            color=colour,
            markerfacecolor=colour if agreed else "none",
        )
        ax.annotate(
            shown(grade, 1),
            (grade, place),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            fontsize=TEXT,
        )
    least = float(np.nanmin([grades.min(), np.nanmin(intervals, initial=np.inf)]))
    most = float(np.nanmax([grades.max(), np.nanmax(intervals, initial=-np.inf)]))
    reach = max(most - least, 6.0)
    ax.set_xlim(least - 0.12 * reach, most + 0.2 * reach)
    label_axes(ax, "US school grade (higher is harder)")
    caution = str(row.get("caution", "") or "")
    guide = "Line: consensus, the median of the formulas. Band: from the lowest to the highest."
    if not np.isnan(intervals).all():
        guide += " Lines below dots: how far a grade would move with other such sentences."
    if others:
        guide += " Hollow diamonds: formulas that don't enter the consensus."
    if caution:
        guide += f" Caution: {caution}."
    spread = f"{shown(low, 0)} to {shown(high, 0)}"
    title = f"Consensus: grade {shown(middle, 0)}, formulas spread from {spread}"
    entitle(ax, title, guide)
    _name_levels(ax)
    describe(
        ax,
        f"Dot chart of the US school grades that {len(grades)} readability formulas give one "
        f"article. {title}; grade {shown(middle, 0)} is {level_of(round(middle))}. From hardest to "
        "easiest: "
        + listed(f"{_TITLES[str(name)]} {shown(grade, 1)}" for name, grade in grades.items())
        + "."
        + (f" Caution: {caution}." if caution else ""),
    )
    return ax


def _intervals(row: pd.Series, names: list[str]) -> Floats:
    """Limits of grades, a row each: NaN where the table has none."""
    ends = [[row.get(f"{name}_{end}", np.nan) for end in ("low", "high")] for name in names]
    return np.array(ends, dtype=np.float64)


def level_of(grade: float) -> str:
    """Name the school level that a grade belongs to.

    >>> level_of(5.9), level_of(11)
    ('elementary school', 'high school')
    """
    return [name for first, name in LEVELS if grade >= first][-1]


def _one_row(table: pd.DataFrame | pd.Series) -> pd.Series:
    made_by = "mk.readability(article)"
    frame = table.to_frame().T if isinstance(table, pd.Series) else table
    frame = require_table(frame, made_by)
    ends = ["consensus_grade", "consensus_grade_low", "consensus_grade_high"]
    require_columns(frame, ends, made_by)
    if len(frame) != 1:
        raise ValueError(
            f"the table has {len(frame)} rows; this chart shows one article: table.loc[['label']]. "
            "For many, mk.plot.distribution(table, 'consensus_grade', by=...)"
        )
    return frame.iloc[0]


def _name_levels(ax: Axes) -> None:
    """Thin lines where a school level begins, and the level's name where there is room for it."""
    left, right = ax.get_xlim()
    across = points_across(ax)
    edges = [max(first, left) for first, _ in LEVELS] + [right]
    for (first, name), start, end in zip(LEVELS, edges[:-1], edges[1:], strict=True):
        if start >= min(end, right):
            continue
        if first > left:
            ax.axvline(first, color=faded(0.45), linewidth=1, linestyle=(0, (1, 2)), zorder=0.5)
        end = min(end, right)
        text = name.replace(" ", "\n")
        if width_of(text, SMALL) + 4 < (end - start) / (right - left) * across:
            ax.text(
                (start + end) / 2,
                -1.0,
                text,
                ha="center",
                va="center",
                fontsize=SMALL,
                color=faded(0.75),
                linespacing=1.1,
            )


def keywords(table: pd.DataFrame, *, most: int = 15, ax: Axes | None = None) -> Axes:
    """Draw the keywords of an article: how telling each is, and how often it occurs.

    Parameters
    ----------
    table : DataFrame
        What ``mk.keywords(article)`` gives, for one article.
    most : int, default 15
        How many keywords to show, from the first rank on.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is of another kind, or holds the keywords of several articles.

    Examples
    --------
    >>> import mediakit as mk
    >>> import pandas as pd
    >>> table = pd.DataFrame({"term": ["dam", "flood"], "score": [0.5, 0.4], "count": [7, 9]})
    >>> table = table.assign(article=0, rank=[1, 2])
    >>> ax = mk.plot.keywords(table)
    >>> ax.get_title(loc="left")
    'Keywords: dam and flood'
    >>> picture = mk.plot.show(ax)
    """
    made_by = "mk.keywords(article)"
    table = require_table(table, made_by)
    require_columns(table, ["article", "term", "score", "count", "rank"], made_by)
    require_one_article(pd.Index(table["article"]), "table[table['article'] == 'label']")
    best = table.sort_values("rank", kind="stable").head(most)
    ax = axes_or_new(ax, height=1.8 + 0.36 * max(len(best), 3))
    if best.empty:
        return nothing_to_draw(ax, "No keywords", "the article has none")
    terms = [one_line(term, 60) for term in best["term"]]
    scores = best["score"].astype(float).to_numpy()
    counts = best["count"].astype(int).tolist()
    ax.barh(range(len(best)), scores, height=0.66, color=family_colour("keywords"))
    bare(ax, grid="x")
    rows_of_names(ax, [wrapped(term, 34) for term in terms])
    for place, (score, count) in enumerate(zip(scores, counts, strict=True)):
        ax.annotate(
            f"{count}×",
            (max(score, 0.0), place),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=TEXT,
        )
    ax.set_xlim(min(scores.min(), 0.0), max(scores.max(), 0.0) * 1.1 or 1.0)
    label_axes(ax, "keyword score (higher tells more about this article)")
    title = f"Keywords: {listed(one_line(term, 40) for term in terms[:3])}"
    entitle(ax, title, "Beside each bar: how often the keyword occurs in the article.")
    describe(
        ax,
        f"Bar chart of the {counted(len(best), 'keyword')} of one article with the highest "
        "scores, best first: "
        + listed(f"{term} ({counted(n, 'time')})" for term, n in zip(terms, counts, strict=True))
        + f". Scores go from {shown(scores[0], 2)} down to {shown(scores[-1], 2)}.",
    )
    return ax
