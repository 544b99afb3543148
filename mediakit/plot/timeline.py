"""Charts of many articles, one measure: how it goes over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.counting import bincount
from mediakit.periods import PERIODS, averages, readable_period, require_period
from mediakit.plot.colours import Style, column_colour, group_styles
from mediakit.plot.columns import (
    Chosen,
    Groups,
    groups,
    in_words,
    left_out,
    numbers,
    require_table,
    row_noun,
    times,
    with_unit,
)
from mediakit.plot.drawing import (
    LINE,
    SMALL,
    TEXT,
    Floats,
    axes_or_new,
    bare,
    counted,
    decimals_of,
    entitle,
    faded,
    label_axes,
    nothing_to_draw,
    one_line,
    points_high,
    shown,
    spread_apart,
    upper_first,
    with_number,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MADE_BY = "mk.analyse(articles)"

LINES = 6  # groups that a chart can tell apart
ENOUGH = 3  # articles that a mean needs before a title speaks of it
CONFIDENCE = 0.95
BANDS = 3  # groups whose intervals can be told apart
NUMBERED = 14  # periods that have room for a number at their foot


@dataclass(frozen=True)
class Course:
    """How one group goes over time: means, their limits, and numbers of articles, one a period."""

    name: str
    style: Style
    dots: NDArray[np.bool_]
    means: pd.Series
    low: pd.Series
    high: pd.Series
    counts: pd.Series


def over_time(
    table: pd.DataFrame,
    column: Chosen,
    *,
    time: Chosen = "published",
    by: Chosen | None = None,
    freq: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a measure over time: every article a dot, and the mean of each period in its interval.

    Parameters
    ----------
    table : DataFrame
        What ``mk.analyse`` gives, joined with columns of your own.
    column : str or Series
        The measure to draw.
    time : str or Series, default "published"
        When each article appeared.
    by : str or Series, optional
        One line a group. The six groups with most articles have lines; the dots of all are drawn.
    freq : {"day", "week", "month", "quarter", "year"}, optional
        Length of a period; by default the shortest of which there are at most thirty and at
        least half have articles.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If a column is missing, holds no numbers or no dates, or `freq` is unknown.

    Notes
    -----
    Means and their 0.95 intervals, the bands, are those of ``mk.over_time``. A line breaks where a
    period has no article. Weeks end on Sunday.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.readability(["The cat sat.", "The old cat sat there."])
    >>> table["published"] = ["2031-03-01", "2031-04-02"]
    >>> ax = mk.plot.over_time(table, "words_per_sentence", freq="month")
    >>> ax.get_title(loc="left")
    'Words per sentence: mean 3.0 in Mar 2031, 5.0 in Apr 2031'
    >>> picture = mk.plot.show(ax)
    """
    table = require_table(table, _MADE_BY)
    if freq is not None:
        require_period(freq, "freq")
    noun = row_noun(table)
    values, name = numbers(table, column)
    dates, time_name = times(table, time)
    dated = dates.notna().to_numpy()
    known = dated & ~np.isnan(values)
    ax = axes_or_new(ax, height=5.4)
    if not known.any():
        reason = f"no {noun} has both a value and a date"
        return nothing_to_draw(ax, upper_first(in_words(name)), reason)
    grouped = groups(table, by, known)
    kept = known & (grouped.number >= 0)
    if not kept.any():
        reason = f"no {noun} has a value, a date and a group"
        return nothing_to_draw(ax, upper_first(in_words(name)), reason)
    period = freq or readable_period(dates[kept])
    courses = _courses(values, dates, grouped, kept, period, column_colour(name))
    _draw(ax, values, dates, kept, courses)
    label_axes(ax, in_words(time_name), with_unit(name))
    guide = f"Dots: {noun}s. {'Lines' if grouped.name else 'Line'}: mean of each {period}. "
    if len(courses) <= BANDS:
        guide += f"{'Bands' if grouped.name else 'Band'}: its {CONFIDENCE} interval."
    if grouped.name:
        _name_lines(ax, courses)
    else:
        guide += _number_periods(ax, courses[0].counts, period)
    if len(grouped.names) > LINES:
        guide += f" Grey dots: the other {len(grouped.names) - LINES} groups by {grouped.name}."
    notes = left_out(int((~dated).sum()), noun, "a date")
    notes += left_out(int((dated & ~known).sum()), noun, grouped=grouped)
    said = "".join(f" {upper_first(note)}." for note in notes)
    decimals = decimals_of(values[kept])
    entitle(ax, _title(in_words(name), courses, period, decimals), guide + said)
    parts = [
        f"{course.name}: {said}" if course.name else upper_first(said)
        for course in courses
        for said in [_in_words(course.means, period, decimals)]
    ]
    describe(
        ax,
        f"Line chart of {with_unit(name)} over time, {counted(int(kept.sum()), noun)}, mean of "
        f"each {period}. {'; '.join(parts)}.{said}",
    )
    return ax


def _courses(
    values: Floats,
    dates: pd.Series,
    grouped: Groups,
    kept: NDArray[np.bool_],
    period: str,
    colour: str,
) -> list[Course]:
    """Make one course a group; of many groups those with most articles."""
    periods = dates.dt.to_period(PERIODS[period][0])
    span = pd.period_range(periods[kept].min(), periods[kept].max(), freq=periods.dt.freq)
    number = span.get_indexer(pd.PeriodIndex(periods))
    n_articles = bincount(grouped.number[kept], minlength=len(grouped.names))
    largest = np.sort(np.argsort(-n_articles, kind="stable")[:LINES])
    courses = []
    for k, style in zip(largest, group_styles(len(largest), colour), strict=True):
        mine = kept & (grouped.number == k)
        averaged = averages(values[mine, None], number[mine], len(span), CONFIDENCE)
        mean, low, high, n = (
            pd.Series(part[:, 0], span)
            for part in (averaged.mean, averaged.low, averaged.high, averaged.n)
        )
        name = grouped.names[k] if grouped.name else ""
        courses.append(Course(name, style, mine, mean, low, high, n))
    return courses


def _draw(
    ax: Axes,
    values: Floats,
    dates: pd.Series,
    kept: NDArray[np.bool_],
    courses: list[Course],
) -> None:
    from matplotlib import dates as matplotlib_dates

    calendar: Any = matplotlib_dates
    bare(ax, grid="y")
    x = calendar.date2num(dates.to_numpy())
    size = float(np.clip(6000 / kept.sum(), 6, 36))
    others = kept & ~np.any([course.dots for course in courses], axis=0)
    ax.scatter(x[others], values[others], s=size, color=faded(0.15), linewidths=0)
    pale = 0.3 if len(courses) == 1 or kept.sum() < 300 else 0.12
    for course in courses:
        style, mine = course.style, course.dots
        ax.scatter(x[mine], values[mine], s=size, color=style.colour, alpha=pale, linewidths=0)
    for course in courses if len(courses) <= BANDS else []:
        at, colour = _middles(course.means.index), course.style.colour
        low, high = course.low.to_numpy(), course.high.to_numpy()
        pale = 0.22 if len(courses) == 1 else 0.1
        ax.fill_between(at, low, high, color=colour, alpha=pale, linewidth=0, zorder=1.2)
        # a period whose neighbours have no articles has no band, but a line
        ax.vlines(at, low, high, color=colour, alpha=0.5, linewidth=2, zorder=1.4)
    few = len(courses[0].means) <= NUMBERED
    for course in courses:
        ax.plot(
            _middles(course.means.index),
            course.means.to_numpy(),
            color=course.style.colour,
            marker=course.style.marker,
            markersize=9 if few else 5,
            linewidth=2.4 if few else 1.8,
            linestyle=course.style.line,
            markeredgecolor=ax.get_facecolor(),
            markeredgewidth=1 if few else 0.3,
        )
    span = courses[0].means.index
    ends = [span[0].start_time.to_datetime64(), span[-1].end_time.to_datetime64()]
    first, last = calendar.date2num(np.array(ends))
    earliest, latest = calendar.date2num(np.array(["0001-01-02", "9999-12-30"], dtype="M8[D]"))
    margin = 0.02 * (last - first)
    ax.set_xlim(max(first - margin, earliest), min(last + margin, latest))
    low, high = values[kept].min(), values[kept].max()
    margin = 0.08 * (high - low) or 1.0
    ax.set_ylim(low - 1.6 * margin, high + margin)
    locator = calendar.AutoDateLocator(minticks=3, maxticks=8)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(calendar.ConciseDateFormatter(locator))
    ax.xaxis.get_offset_text().set_fontsize(TEXT)


def _middles(span: Any) -> Floats:
    from matplotlib import dates as matplotlib_dates

    calendar: Any = matplotlib_dates
    ends = [calendar.date2num(end.to_numpy()) for end in (span.start_time, span.end_time)]
    return np.asarray((ends[0] + ends[1]) / 2, dtype=np.float64)


def _in_period(period: pd.Period, name: str) -> str:
    if name == "year":
        return str(period.year)
    if name == "quarter":
        return f"quarter {period.quarter} of {period.year}"
    if name == "month":
        return f"{period.start_time:%b %Y}"
    day = f"{period.start_time.day} {period.start_time:%b %Y}"
    return f"the week from {day}" if name == "week" else day


def _known(means: pd.Series) -> list[tuple[Any, float]]:
    """List the periods that have a mean, with it."""
    return [(period, float(m)) for period, m in means.items() if not np.isnan(m)]


def _title(name: str, courses: list[Course], period: str, decimals: int) -> str:
    if len(courses) == 1:
        whose = f", {one_line(courses[0].name, 40)}" if courses[0].name else ""
        known = _known(courses[0].means)
        ends = known[:1] + known[1:][-1:]
        parts = [f"{shown(m, decimals)} in {_in_period(when, period)}" for when, m in ends]
        return upper_first(f"{name}{whose}: mean {', '.join(parts)}")
    enough = np.array([course.counts >= ENOUGH for course in courses])
    several = np.flatnonzero(enough.sum(axis=0) > 1)
    if not len(several):
        return upper_first(f"{name} over time: mean of each {period}")
    last = courses[0].means.index[several[-1]]
    there = [
        (float(course.means[last]), one_line(course.name, 40))
        for course in courses
        if course.counts[last] >= ENOUGH
    ]
    (low, lowest), (high, highest) = min(there), max(there)
    title = f"{name} in {_in_period(last, period)}: "
    title += f"highest in {highest} (mean {shown(high, decimals)}), "
    return upper_first(f"{title}lowest in {lowest} ({shown(low, decimals)})")


def _in_words(means: pd.Series, period: str, decimals: int) -> str:
    """Say what the first and the last, the highest and the lowest mean are."""
    known = _known(means)
    say = [f"{shown(m, decimals)} in {_in_period(when, period)}" for when, m in known]
    text = f"from {say[0]} to {say[-1]}" if len(known) > 1 else say[0]
    if len(known) > 2:
        order = sorted(range(len(known)), key=lambda k: known[k][1])
        text += f"; highest {say[order[-1]]}, lowest {say[order[0]]}"
    return text


def _number_periods(ax: Axes, counts: pd.Series, period: str) -> str:
    """Write n at the foot of each period, where there is room, and say what it is."""
    known = counts[counts > 0]
    if len(counts) > NUMBERED:
        return f" Articles a {period}: {known.min():,} to {known.max():,}."
    for x, n in zip(_middles(counts.index), counts, strict=True):
        ax.annotate(
            f"{'n = ' if len(counts) <= NUMBERED / 2 else ''}{n:,}",
            (x, 0.012),
            ha="center",
            va="bottom",
            xycoords=ax.get_xaxis_transform(),
            fontsize=SMALL,
            color=faded(0.75),
            bbox={"facecolor": ax.get_facecolor(), "edgecolor": "none", "pad": 1},
        )
    return f" At the foot: how many articles in each {period}."


def _name_lines(ax: Axes, courses: list[Course]) -> None:
    """Write each line's name at its right end, as near to it as the others allow."""
    known = [_known(course.means)[-1] for course in courses]
    names = [with_number(course.name, int(course.dots.sum()), 24) for course in courses]
    low, high = ax.get_ylim()
    per_point = (high - low) / points_high(ax)
    # the title is still to come, and takes some of the height
    gap = 1.2 * TEXT * LINE * max(name.count("\n") + 1.15 for name in names) * per_point
    places = spread_apart([mean for _, mean in known], gap)
    right = ax.get_xlim()[1]
    for course, name, place, (period, mean) in zip(courses, names, places, known, strict=True):
        x = float(_middles(pd.PeriodIndex([period]))[0])
        ax.plot(
            [x, right],
            [mean, place],
            color=course.style.colour,
            linewidth=1,
            alpha=0.7,
            clip_on=False,
            zorder=1.5,
        )
        ax.annotate(
            name,
            (1, place),
            xytext=(6, 0),
            xycoords=ax.get_yaxis_transform(),
            textcoords="offset points",
            va="center",
            fontsize=TEXT,
            linespacing=1.05,
            annotation_clip=False,
            parse_math=False,
        )
