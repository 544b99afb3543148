"""Matches of measures by kind: how many there are of each, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.counting import bincount
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

_COLUMNS = ["article", "start", "end", "text", "measure", "label", "voice"]


@dataclass(frozen=True)
class Cues:
    """What a chart counts.

    Attributes
    ----------
    nouns : mapping of str to tuple of str
        The measures in the order of their rows, each with what one match is called, and several.
    made_by : str
        The call that gives the evidence.
    marks : mapping of str to str
        What to write after the words of a kind: evidence leaves out marks at the end of a word.
    """

    nouns: Mapping[str, tuple[str, str]]
    made_by: str
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """All of them: "hedges and boosters"."""
        return listed(many for _, many in self.nouns.values())

    def rows(self, evidence: pd.DataFrame) -> pd.DataFrame:
        """The rows of the evidence that are drawn."""
        evidence = require_table(evidence, self.made_by)
        require_columns(evidence, _COLUMNS, self.made_by)
        rows = evidence[evidence["measure"].isin(list(self.nouns))]
        pairs = zip(rows["text"], rows["label"], strict=True)
        written = [f"{text}{self.marks.get(label, '')}" for text, label in pairs]
        return rows.assign(text=pd.Series(written, index=rows.index, dtype=object))

    def kinds(self, rows: pd.DataFrame) -> list[tuple[str, str]]:
        """Measure and label of each kind: by measure, the most frequent first."""
        sizes = rows.groupby(["measure", "label"], sort=True).size().reset_index(name="n")
        sizes["order"] = sizes["measure"].map(list(self.nouns).index)
        sizes = sizes.sort_values(["order", "n"], ascending=[True, False], kind="stable")
        return list(zip(sizes["measure"], sizes["label"], strict=True))

    def how_many(self, rows: pd.DataFrame) -> str:
        """How many there are of each measure: "2 hedges and no boosters in 3 articles"."""
        n = {measure: int((rows["measure"] == measure).sum()) for measure in self.nouns}
        n_articles = rows["article"].nunique()
        where = f" in {n_articles} articles" if n_articles > 1 else ""
        return upper_first(listed(counted(n[m], *self.nouns[m]) for m in self.nouns) + where)

    def nothing(self, ax: Axes) -> Axes:
        """Say that none were found."""
        none = [counted(0, *nouns) for nouns in self.nouns.values()]
        return nothing_to_draw(ax, upper_first(none[0]), f"{listed(none)} were found")


def bars(cues: Cues, evidence: pd.DataFrame, ax: Axes | None) -> Axes:
    """One bar a kind, with the words that occur most."""
    rows = cues.rows(evidence)
    kinds = cues.kinds(rows)
    ax = axes_or_new(ax, height=2.1 + 0.5 * max(len(kinds), 1))
    if not kinds:
        return cues.nothing(ax)
    bare(ax)
    rows_of_names(ax, [wrapped(label, 26) for _, label in kinds])
    described = []
    largest = max(len(rows[_of(rows, kind)]) for kind in kinds)
    ax.set_xlim(0, largest * 1.75)  # room at the right for the words
    whole_numbers(ax, largest)
    n_articles = len(rows["article"].unique())
    where = "the article" if n_articles == 1 else f"{n_articles:,} articles"
    label_axes(ax, f"number in {where}")
    title = cues.how_many(rows)
    guide = "Beside each bar: how many, and the words that occur most. Hatched: in quotation marks."
    entitle(ax, title, guide)
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
        f"Bar chart of {cues.name} by kind. {title}, {quoted} of them in quotation marks: "
        f"{listed(described)}.",
    )
    return ax


def strip(cues: Cues, evidence: pd.DataFrame, length: int | str | None, ax: Axes | None) -> Axes:
    """One row a kind, with a mark where each match stands."""
    rows = cues.rows(evidence)
    require_one_article(pd.Index(rows["article"]), "evidence[evidence['article'] == 'label']")
    kinds = cues.kinds(rows)
    ax = axes_or_new(ax, height=2.2 + 0.62 * max(len(kinds), 1))
    if not kinds:
        return cues.nothing(ax)
    last = int(rows["end"].max())
    n_characters = last if length is None else len(length) if isinstance(length, str) else length
    if n_characters < last:
        raise ValueError(f"length is {n_characters}, but the evidence goes up to character {last}")
    bare(ax)
    rows_of_names(ax, [wrapped(label, 26) for _, label in kinds])
    ax.set_ylim(len(kinds) - 0.5, -0.75)
    ax.set_xlim(0, n_characters)
    label_axes(ax, "place in the article (characters from its start)")
    in_thirds = bincount(
        np.minimum(rows["start"].to_numpy() * 3 // n_characters, 2).astype(int), minlength=3
    )
    title = cues.how_many(rows)
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
        f"Strip chart of where {cues.name} stand in one article. {title}. By kind: "
        + listed(f"{kind[1]} {int(_of(rows, kind).sum())}" for kind in kinds)
        + ".",
    )
    return ax


def _of(rows: pd.DataFrame, kind: tuple[str, str]) -> pd.Series:
    return (rows["measure"] == kind[0]) & (rows["label"] == kind[1])


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
