"""A chart of words: which make one group of articles score higher or lower than another."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.plot.colours import family_colour
from mediakit.plot.columns import require_columns, require_table
from mediakit.plot.drawing import (
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
    points_across,
    shown,
    upper_first,
    width_of,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MADE_BY = "mk.word_shift(articles, target=...)"
_NEEDED = ["word", "contribution", "from_weight", "n", "other_n", "caution"]

LONGEST_WORD = 28


def word_shift(shift: pd.DataFrame, *, top: int = 20, ax: Axes | None = None) -> Axes:
    """Draw which words make one group's score differ from another's, as bars to both sides.

    Parameters
    ----------
    shift : DataFrame
        What ``mk.word_shift`` gives.
    top : int, default 20
        How many words to draw, those that contribute most.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is no word shift, or `top` is below 1.

    Examples
    --------
    >>> import mediakit as mk
    >>> texts = ["It may rain today.", "Perhaps it rains at night."]
    >>> shift = mk.word_shift(texts, ["Echo", "Flare"], target="Echo", measure="hedging")
    >>> ax = mk.plot.word_shift(shift)
    >>> [text.get_text() for text in ax.texts[:2]]
    ['may  1 : 0 (one article)', 'perhaps  0 : 1 (one article)']
    >>> picture = mk.plot.show(ax)
    """
    shift = require_table(shift, _MADE_BY)
    require_columns(shift, _NEEDED, _MADE_BY)
    if top < 1:
        raise ValueError(f"top must be at least 1, not {top}")
    target = one_line(shift.attrs.get("target", "target"), 40)
    reference = one_line(shift.attrs.get("reference", "reference"), 40)
    reference = "all other articles" if reference == "rest" else reference
    drawn = shift[shift["contribution"] != 0].head(top)
    ax = axes_or_new(ax, height=3.0 + 0.4 * max(len(drawn), 3))
    if not len(drawn):
        return nothing_to_draw(ax, f"{target} and {reference}", "no word tells them apart")
    bare(ax, grid="x")
    ax.spines["left"].set_visible(False)
    ax.set_yticks([])
    ax.set_ylim(len(drawn) - 0.4, -0.6)
    ax.axvline(0, color=faded(0.6), linewidth=1.2)
    family = str(shift.attrs.get("measure", "own"))
    ends = ("negative", "positive") if family == "sentiment" else (family, family)
    for place, row in enumerate(drawn.to_dict("records")):
        _bar(ax, row, place, family_colour(ends[row["contribution"] > 0]))
    reach = float(drawn["contribution"].abs().max())
    _name_words(ax, drawn, reach)
    score = str(shift.attrs.get("score", "score"))
    label_axes(ax, f"← lowers {target}’s score     {score}     raises it →")
    rest = shift["contribution"].sum() - drawn["contribution"].sum()
    guide = f"Bars: what each word adds to the difference in {score}. Beside the words: how often "
    guide += f"{target} and {reference} have them."
    if (drawn["from_weight"].abs() > 1e-9).any():
        guide += " Paler: how the word is used (negated, intensified), not how often."
    n_rest = len(shift) - len(drawn)
    if n_rest:
        guide += f" The other {counted(n_rest, 'word')} add {_with_sign(float(rest))} together."
    title = _title(shift, target, reference)
    entitle(ax, title, guide)
    said = [
        f"{one_line(row['word'], LONGEST_WORD)} {_with_sign(row['contribution'])}"
        for row in drawn.to_dict("records")
    ]
    describe(
        ax,
        f"Bar chart of the words that make {target} differ from {reference} in {score}. {title}. "
        f"What each word adds, most first: {listed(said)}.",
    )
    return ax


def _bar(ax: Axes, row: Mapping[Hashable, Any], place: int, colour: str) -> None:
    """Draw a word's bar; what comes of its use, where it has one, paler at its end."""
    whole, use = float(row["contribution"]), float(row["from_weight"])
    ax.barh(place, whole, height=0.72, color=colour, linewidth=0, alpha=0.85)
    same_way = use * whole > 0
    if same_way and abs(use) > 1e-9:
        part = np.sign(whole) * min(abs(use), abs(whole))
        ax.barh(
            place,
            part,
            left=whole - part,
            height=0.72,
            color=ax.get_facecolor(),
            alpha=0.55,
            linewidth=0,
        )


def _name_words(ax: Axes, drawn: pd.DataFrame, reach: float) -> None:
    """Write each word beyond the end of its bar, with how often both groups have it."""
    labels = [
        f"{one_line(row['word'], LONGEST_WORD)}  {row['n']:,.0f} : {row['other_n']:,.0f}"
        + (" (one article)" if row["caution"] else "")
        for row in drawn.to_dict("records")
    ]
    widest = max(width_of(label, TEXT) for label in labels)
    across = points_across(ax)
    room = max(across / 2 - widest - 10, across / 8)  # points for the longest bar
    side = reach * (across / 2) / room
    ax.set_xlim(-side, side)
    for place, (label, value) in enumerate(zip(labels, drawn["contribution"], strict=True)):
        ax.annotate(
            label,
            (value, place),
            xytext=(5 if value > 0 else -5, 0),
            textcoords="offset points",
            ha="left" if value > 0 else "right",
            va="center",
            fontsize=TEXT if len(labels) <= 24 else SMALL,
            parse_math=False,
        )


def _title(shift: pd.DataFrame, target: str, reference: str) -> str:
    attrs = shift.attrs
    if "target_score" not in attrs:
        return f"Words that tell {target} from {reference}"
    own, other = attrs["target_score"], attrs["reference_score"]
    more, less = {
        "sentiment": ("more positive", "more negative"),
        "hedging": ("hedges more", "hedges less"),
        "loaded": ("more loaded", "less loaded"),
    }.get(attrs["measure"], ("scores higher", "scores lower"))
    decimals = 2
    numbers = f"({shown(own, decimals)} and {shown(other, decimals)} {attrs['score']})"
    how = more if own > other else less
    verb = "" if how.split()[0] in ("hedges", "scores") else "is "
    return upper_first(f"{target} {verb}{how} than {reference} {numbers}")


def _with_sign(value: float) -> str:
    text = shown(value, 2)
    return text if value <= 0 or text.startswith("0.00") else f"+{text}"
