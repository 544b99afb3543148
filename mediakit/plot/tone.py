"""A chart of one article: its tone, sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.measures.sentiment import NEUTRAL
from mediakit.plot.colours import family_colour
from mediakit.plot.columns import require_columns, require_one_article, require_table
from mediakit.plot.drawing import (
    GAP,
    LINE,
    SMALL,
    TEXT,
    axes_or_new,
    bare,
    counted,
    cut,
    entitle,
    faded,
    ink,
    label_axes,
    listed,
    nothing_to_draw,
    points_across,
    shown,
    whole_numbers,
    width_of,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def sentiment_arc(
    sentences: pd.DataFrame,
    *,
    text: str | None = None,
    strongest: int = 4,
    window: int = 5,
    ax: Axes | None = None,
) -> Axes:
    """Draw the tone of an article, sentence by sentence.

    Parameters
    ----------
    sentences : DataFrame
        What ``mk.sentiment(article, unit="sentence")`` gives for one article.
    text : str, optional
        The article's text; then the strongest sentences are quoted below the chart.
    strongest : int, default 4
        How many of the strongest sentences carry their number.
    window : int, default 5
        How many sentences the running mean spans. 1 for none.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table has no sentences, or those of several articles.

    Notes
    -----
    Sentences have the numbers that they have in the table: the first is 0.

    Examples
    --------
    >>> import mediakit as mk
    >>> sentences = mk.sentiment("What a wonderful day. Then came the war.", unit="sentence")
    >>> ax = mk.plot.sentiment_arc(sentences)
    >>> ax.get_title(loc="left").partition(": ")[2]
    '1 of 2 sentences is positive, 1 is negative'
    >>> picture = mk.plot.show(ax)
    """
    made_by = 'mk.sentiment(article, unit="sentence")'
    sentences = require_table(sentences, made_by)
    if "sentence" not in sentences.index.names:
        raise ValueError(f"the table has no sentences; {made_by} makes one that has")
    require_columns(sentences, ["sentiment"], made_by)
    if isinstance(sentences.index, pd.MultiIndex):  # else it was table.loc["label"]
        require_one_article(
            sentences.index.droplevel("sentence"), "table.loc[['label']], or analyse one article"
        )
    from matplotlib import patheffects

    tone = sentences["sentiment"].astype(float)
    place = sentences.index.get_level_values("sentence").to_numpy(dtype=np.float64)
    ax = axes_or_new(ax, height=5 + (0.32 * strongest if text is not None else 0))
    if not tone.notna().any():
        return nothing_to_draw(ax, "No tone", "the article has no sentences to measure")
    values = tone.to_numpy()
    positive, negative = values >= NEUTRAL, values <= -NEUTRAL
    for chosen, family in ((positive, "positive"), (negative, "negative")):
        ax.bar(place[chosen], values[chosen], width=0.8, color=family_colour(family), label=family)
    neutral = ~(positive | negative)
    ax.plot(place[neutral], values[neutral], ".", color=faded(0.5), markersize=4)
    bare(ax, grid="y")
    ax.axhline(0, color=faded(0.6), linewidth=1)
    if 1 < window < len(tone):
        mean = tone.rolling(window, center=True, min_periods=(window + 1) // 2).mean()
        (line,) = ax.plot(place, mean.to_numpy(), color=ink(), linewidth=2.2)
        line.set_path_effects(
            [patheffects.withStroke(linewidth=4.5, foreground=ax.get_facecolor())]
        )
    ax.set_xlim(place.min() - 0.8, place.max() + 0.8)
    ax.set_ylim(-1.15, 1.15)
    ax.set_yticks([-1, -0.5, 0, 0.5, 1], ["−1\nnegative", "−0.5", "0", "0.5", "positive\n1"])
    whole_numbers(ax, place.max())
    order = np.argsort(-np.abs(np.nan_to_num(values)), kind="stable")[:strongest]
    order = order[~neutral[order]]
    _number_bars(ax, place[order], values[order])
    label_axes(ax, "sentence, numbered as in the table", "tone of the sentence")
    if text is not None:
        _quote_below(ax, sentences.iloc[np.sort(order)], text)
    n = int(tone.notna().sum())
    n_positive, n_negative = int(positive.sum()), int(negative.sum())
    title = (
        f"Mean tone {shown(tone.mean(), 2)}: {n_positive} of {counted(n, 'sentence')} "
        f"{'is' if n_positive == 1 else 'are'} positive, {n_negative} "
        f"{'is' if n_negative == 1 else 'are'} negative"
    )
    guide = "Bars: sentences; dots: neutral ones. "
    if 1 < window < len(tone):
        guide += f"Line: running mean of {window} sentences. "
    guide += "Numbers: the strongest."
    entitle(ax, title, guide)
    strong = [f"sentence {place[i]:.0f} at {shown(values[i], 2)}" for i in order]
    thirds = [part.mean() for part in np.array_split(values, 3)] if n >= 9 else []
    describe(
        ax,
        f"Bar chart of the tone of {counted(n, 'sentence')} of one article, from −1 (negative) "
        f"to 1 (positive). {title}."
        + (f" The strongest: {listed(strong)}." if strong else "")
        + _extremes(tone.to_numpy(), place)
        + (
            " Mean tone of the first, second and last third: "
            f"{listed(shown(third, 2) for third in thirds)}."
            if thirds
            else ""
        ),
    )
    return ax


def _extremes(tone: np.ndarray, place: np.ndarray) -> str:
    """Say which sentence has the highest tone and which the lowest, of those that have one."""
    known = np.flatnonzero(~np.isnan(tone))
    if len(known) < 2 or tone[known].min() == tone[known].max():
        return ""
    ends = (known[np.argmin(tone[known])], known[np.argmax(tone[known])])
    low, high = (f"sentence {place[i]:.0f} at {shown(tone[i], 2)}" for i in ends)
    return f" Lowest: {low}; highest: {high}."


def _number_bars(ax: Axes, place: np.ndarray, value: np.ndarray) -> None:
    """Write numbers at the ends of bars, one above the other where bars stand close together."""
    left, right = ax.get_xlim()
    per_point = (right - left) / points_across(ax)
    taken: list[tuple[float, float, float]] = []
    for x, y in sorted(zip(place, value, strict=True), key=lambda pair: -abs(pair[1])):
        half = (width_of(f"{x:.0f}", TEXT) / 2 + 3) * per_point
        near = [a < x + half and x - half < b and side == np.sign(y) for a, b, side in taken]
        steps = sum(near)
        taken.append((x - half, x + half, np.sign(y)))
        ax.annotate(
            f"{x:.0f}",
            (x, y),
            xytext=(0, np.sign(y) * (3 + steps * TEXT * 1.1)),
            textcoords="offset points",
            ha="center",
            va="bottom" if y > 0 else "top",
            fontsize=TEXT,
            fontweight="bold",
        )


def _quote_below(ax: Axes, sentences: pd.DataFrame, text: str) -> None:
    """Write sentences below the chart, one a line, each after its number and tone."""
    require_columns(sentences, ["start", "end"], 'mk.sentiment(article, unit="sentence")')
    number = sentences.index.get_level_values("sentence")
    rows = zip(number, sentences["sentiment"], sentences["start"], sentences["end"], strict=True)
    across = points_across(ax)
    lines = [
        cut(f"{n} ({shown(tone, 2)}): {text[start:end]}", across, SMALL)
        for n, tone, start, end in rows
    ]
    ax.annotate(
        "\n".join(lines),
        (0, 0),
        xycoords=(ax.transAxes, ax.xaxis.label),
        xytext=(0, -GAP),
        textcoords="offset points",
        va="top",
        fontsize=SMALL,
        linespacing=LINE,
        annotation_clip=False,
        parse_math=False,
    )
