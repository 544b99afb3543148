"""Charts of hedges and boosters in one article: of what kind they are, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.plot.colours import family_colour
from mediakit.plot.columns import require_columns, require_one_article, require_table
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
    rows_of_names,
    upper_first,
    whole_numbers,
    width_of,
    wrapped,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MADE_BY = 'mk.evidence(article, ["hedging", "boosting"])'
_COLUMNS = ["article", "start", "end", "text", "measure", "label", "voice"]
_NONE = "no hedges and no boosters were found"


def hedging(evidence: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many hedges of each kind there are, with the words that occur most.

    Parameters
    ----------
    evidence : DataFrame
        What ``mk.evidence(articles, ["hedging", "boosting"])`` gives, for one article or many;
        rows of other measures are left aside.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is no evidence.

    Notes
    -----
    Boosters, which do the opposite of hedges, have bars of their own colour below the hedges. What
    stands in quotation marks is hatched: others say it, not the journalist.

    Examples
    --------
    >>> import mediakit as mk
    >>> ax = mk.plot.hedging(mk.evidence("It may rain. Perhaps it will snow.", "hedging"))
    >>> ax.get_title(loc="left")
    '2 hedges and no boosters'
    >>> picture = mk.plot.show(ax)
    """
    rows = _cues(evidence)
    kinds = _kinds(rows)
    ax = axes_or_new(ax, height=2.1 + 0.5 * max(len(kinds), 2))
    if not kinds:
        return nothing_to_draw(ax, "No hedges", _NONE)
    bare(ax)
    rows_of_names(ax, [wrapped(label, 26) for _, label in kinds])
    described = []
    largest = max(len(rows[_of(rows, kind)]) for kind in kinds)
    ax.set_xlim(0, largest * 1.75)  # room at the right for the words
    whole_numbers(ax, largest)
    n_articles = len(rows["article"].unique())
    where = "the article" if n_articles == 1 else f"{n_articles:,} articles"
    label_axes(ax, f"number in {where}")
    title = _how_many(rows)
    entitle(ax, title, "Beside each bar: how many, and the words that occur most. " + _HATCHED)
    per_number = points_across(ax) / (largest * 1.75)
    for place, kind in enumerate(kinds):
        those = rows[_of(rows, kind)]
        own = int((those["voice"] != "quotation").sum())
        colour = family_colour(kind[0])
        ax.barh(place, own, height=0.66, color=colour)
        ax.barh(
            place,
            len(those) - own,
            left=own,
            height=0.66,
            facecolor=_light(colour),
            edgecolor=colour,
            hatch="///",
            linewidth=1,
        )
        words = _most_frequent(those["text"])
        room = per_number * (largest * 1.75 - len(those)) - 12
        ax.annotate(
            _number_and_words(len(those), words, room),
            (len(those), place),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=TEXT,
            parse_math=False,
        )
        frequent = listed(f"“{word}”" for word in words[:3])
        described.append(f"{kind[1]} {len(those)} ({frequent})")
    quoted = int((rows["voice"] == "quotation").sum())
    describe(
        ax,
        f"Bar chart of hedges and boosters by kind. {title}, {quoted} of them in quotation marks: "
        f"{listed(described)}.",
    )
    return ax


def hedging_strip(
    evidence: pd.DataFrame, *, length: int | str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw where in an article its hedges and boosters stand, one row a kind.

    Parameters
    ----------
    evidence : DataFrame
        What ``mk.evidence(article, ["hedging", "boosting"])`` gives, for one article.
    length : int or str, optional
        How many characters the article's text has, or the text. Without it the chart ends at the
        last hedge.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is no evidence, or that of several articles, or `length` is too short.

    Examples
    --------
    >>> import mediakit as mk
    >>> text = "It may rain. It may snow. Perhaps it will hail."
    >>> ax = mk.plot.hedging_strip(mk.evidence(text, "hedging"), length=text)
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['modal', 'epistemic adverb']
    >>> picture = mk.plot.show(ax)
    """
    rows = _cues(evidence)
    require_one_article(pd.Index(rows["article"]), "evidence[evidence['article'] == 'label']")
    kinds = _kinds(rows)
    ax = axes_or_new(ax, height=2.2 + 0.62 * max(len(kinds), 2))
    if not kinds:
        return nothing_to_draw(ax, "No hedges", _NONE)
    last = int(rows["end"].max())
    n_characters = last if length is None else len(length) if isinstance(length, str) else length
    if n_characters < last:
        raise ValueError(f"length is {n_characters}, but the evidence goes up to character {last}")
    bare(ax)
    rows_of_names(ax, [wrapped(label, 26) for _, label in kinds])
    ax.set_ylim(len(kinds) - 0.5, -0.75)
    ax.set_xlim(0, n_characters)
    label_axes(ax, "place in the article (characters from its start)")
    in_thirds = np.bincount(
        np.minimum(rows["start"].to_numpy() * 3 // n_characters, 2).astype(int), minlength=3
    )
    title = _how_many(rows)
    if length is not None:
        first, middle, end = in_thirds
        title += f": {first} in the first third, {middle} in the middle, {end} in the\u00a0last"
    guide = "Line: the journalist's own words. Circle: in quotation marks."
    entitle(ax, title, guide)
    per_point = n_characters / points_across(ax)
    for place, kind in enumerate(kinds):
        those = rows[_of(rows, kind)].sort_values("start")
        colour = family_colour(kind[0])
        ax.axhline(place, color=faded(0.15), linewidth=1, zorder=0.5)
        for marker, voice in (("|", "journalist"), ("o", "quotation")):
            at = those.loc[those["voice"] == voice, "start"].to_numpy()
            if not len(at):  # an empty line that isn't clipped would blow up the layout
                continue
            ax.plot(
                at,
                np.full(len(at), place),
                linestyle="none",
                marker=marker,
                color=colour,
                markersize=17 if marker == "|" else 9,
                markeredgewidth=3 if marker == "|" else 2.2,
                markerfacecolor="none",
                clip_on=False,
            )
        _write_words(ax, those, place, per_point, n_characters)
    describe(
        ax,
        f"Strip chart of where hedges and boosters stand in one article. {title}. By kind: "
        + listed(f"{kind[1]} {int(_of(rows, kind).sum())}" for kind in kinds)
        + ".",
    )
    return ax


_HATCHED = "Hatched: in quotation marks."


def _cues(evidence: pd.DataFrame) -> pd.DataFrame:
    evidence = require_table(evidence, _MADE_BY)
    require_columns(evidence, _COLUMNS, _MADE_BY)
    return evidence[evidence["measure"].isin(["hedging", "boosting"])]


def _kinds(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Measure and label of each kind: hedges before boosters, the most frequent first."""
    sizes = rows.groupby(["measure", "label"], sort=True).size().reset_index(name="n")
    sizes["order"] = sizes["measure"].map({"hedging": 0, "boosting": 1})
    sizes = sizes.sort_values(["order", "n"], ascending=[True, False], kind="stable")
    return list(zip(sizes["measure"], sizes["label"], strict=True))


def _of(rows: pd.DataFrame, kind: tuple[str, str]) -> pd.Series:
    return (rows["measure"] == kind[0]) & (rows["label"] == kind[1])


def _how_many(rows: pd.DataFrame) -> str:
    hedges = int((rows["measure"] == "hedging").sum())
    n_articles = rows["article"].nunique()
    where = f" in {n_articles} articles" if n_articles > 1 else ""
    boosters = len(rows) - hedges
    return upper_first(f"{counted(hedges, 'hedge')} and {counted(boosters, 'booster')}{where}")


def _light(colour: str) -> tuple[float, float, float, float]:
    from matplotlib import colors

    return colors.to_rgba(colour, 0.25)


def _most_frequent(texts: pd.Series) -> list[str]:
    """List different words, the most frequent first; in capitals only if they always are."""
    written: dict[str, list[str]] = {}
    for text in texts:
        written.setdefault(one_line(text).lower(), []).append(one_line(text))
    forms = sorted(written.values(), key=len, reverse=True)
    return [min(form, key=lambda text: sum(map(str.isupper, text))) for form in forms]


def _number_and_words(n: int, words: list[str], room: float) -> str:
    """Write a number and after it as many words as there is room for, in points."""
    text = f"{n}: "
    for word in words:
        longer = f"{text}{', ' if not text.endswith(': ') else ''}{word}"
        if width_of(longer, TEXT) > room:
            break
        text = longer
    return text.removesuffix(": ")


def _write_words(
    ax: Axes, those: pd.DataFrame, place: int, per_point: float, n_characters: int
) -> None:
    """Write the words above their marks, where they don't run into one another."""
    free_from = 0.0
    for text, start in zip(those["text"], those["start"], strict=True):
        word = one_line(text, 28)
        wide = width_of(word, SMALL) * per_point
        left = min(max(start - wide / 2, 0.0), n_characters - wide)
        if left < free_from:
            continue
        free_from = left + wide + 5 * per_point
        ax.annotate(
            word,
            (left, place),
            xytext=(0, 10),
            textcoords="offset points",
            va="bottom",
            fontsize=SMALL,
            parse_math=False,
        )
