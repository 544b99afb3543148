"""Charts of who speaks in the news: how much, how it is reported, and where in the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

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
    rows_of_names,
    upper_first,
    whole_numbers,
    wrapped,
)
from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer

_MADE_BY = "mk.quotations(article)"
_COLUMNS = ["article", "speaker", "speaker_name", "speaker_kind", "cue", "cue_class"]
_COLUMNS += ["cue_kind", "content"]
_PLACES = ["start", "end", "direct"]
_NAMED = ("named person", "named organisation", "document or medium")
_UNTOLD = ("agentless", "unresolved pronoun")
_NOBODY = "nobody is quoted or reported"

# Okabe and Ito's colours, and hatching for readers who can't tell them apart
_CUE_CLASSES = {
    "neutral": ("#9a9a9a", ""),
    "evidential": ("#56B4E9", ".."),
    "assertive": ("#0072B2", ""),
    "endorsing": ("#009E73", "\\\\"),
    "doubting": ("#D55E00", "//"),
}
_NAMED_COLOUR, _UNNAMED_COLOUR = "#0072B2", "#D55E00"
_OWN_WORDS = "journalist's own words"


@dataclass(frozen=True)
class _Speaker:
    """One row of a chart: who it is, of what kind, and the attributions to it."""

    name: str
    kind: str
    rows: pd.DataFrame

    @property
    def is_named(self) -> bool:
        return self.kind in _NAMED or bool(self.rows["speaker_name"].str.strip().any())

    @property
    def label(self) -> str:
        return f"{wrapped(self.name, 36, 1)}\n({self.kind})"


def speakers(quotations: pd.DataFrame, *, most: int = 12, ax: Axes | None = None) -> Axes:
    """Draw how much each speaker gets to say, and with what verbs it is reported.

    Parameters
    ----------
    quotations : DataFrame
        What ``mk.quotations(articles)`` gives, for one article or many.
    most : int, default 12
        How many speakers to show, those with most words first; the others are counted.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is no table of quotations.

    Notes
    -----
    A bar is as long as the speaker's words are many, quoted or reported. A neutral verb (*said*)
    adds nothing; a doubting one (*claimed*) keeps a distance, an endorsing one (*pointed out*)
    vouches for what is said.

    Examples
    --------
    >>> import mediakit as mk
    >>> ax = mk.plot.speakers(mk.quotations('"We have failed," said Dana Orlov.'))
    >>> ax.get_title(loc="left")
    '1 speaker, named'
    >>> picture = mk.plot.show(ax)
    """
    table = _attributions(quotations, _COLUMNS)
    found = _speakers(table)
    ax = axes_or_new(ax, height=2.4 + 0.62 * min(max(len(found), 2), most))
    if not found:
        return nothing_to_draw(ax, "No speakers", _NOBODY)
    shown = sorted(found, key=lambda speaker: -_n_words(speaker.rows))[:most]
    bare(ax, grid="x")
    rows_of_names(ax, [speaker.label for speaker in shown], SMALL)
    largest = max(_n_words(speaker.rows) for speaker in shown)
    ax.set_xlim(0, max(largest, 1) * 1.7)  # room at the right for the verbs
    whole_numbers(ax, largest)
    label_axes(ax, "words quoted or reported")
    used: dict[str, BarContainer] = {}
    described = []
    for place, speaker in enumerate(shown):
        done = 0
        for cue_class, rows in _by_class(speaker.rows):
            n = _n_words(rows)
            colour, hatch = _CUE_CLASSES.get(cue_class, _CUE_CLASSES["neutral"])
            bars = ax.barh(
                *(place, n),
                left=done,
                height=0.62,
                color=colour,
                hatch=hatch,
                edgecolor="white",
                linewidth=0.8,
            )
            used.setdefault(cue_class, bars)
            done += n
        times = _times(speaker)
        ax.annotate(
            f"{times}{_cues(speaker.rows)}",
            (done, place),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=TEXT,
        )
        called = one_line(speaker.name, 60)
        described.append(f"{called} ({speaker.kind}) {times}, {counted(done, 'word')}")
    title = _how_many_speakers(found)
    left_out = len(found) - len(shown)
    guide = "Bars: words of each speaker, coloured by the kind of verb that reports them."
    if left_out:
        guide += f" {upper_first(counted(left_out, 'speaker'))} with fewer words left out."
    entitle(ax, title, guide)
    order = [name for name in _CUE_CLASSES if name in used]
    ax.legend(
        [used[name] for name in order],
        order,
        loc="lower right",
        fontsize=SMALL,
        frameon=True,
        framealpha=0.9,
        title="reported as",
        title_fontsize=SMALL,
    )
    describe(
        ax,
        f"Bar chart of who speaks and how much. {title}. Most words first: "
        f"{'; '.join(described)}."
        + (
            f" {upper_first(counted(left_out, 'more speaker'))} with fewer words."
            if left_out
            else ""
        )
        + f" Words by the kind of verb that reports them: {_by_verb(found)}.",
    )
    return ax


def speaker_map(
    quotations: pd.DataFrame, *, text: str, most: int = 12, ax: Axes | None = None
) -> Axes:
    """Draw where in an article who speaks: a row a speaker, above them the journalist.

    Parameters
    ----------
    quotations : DataFrame
        What ``mk.quotations(article)`` gives, for one article.
    text : str
        The article's text.
    most : int, default 12
        How many speakers have a row, those with most words; the others share one.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the table is no table of quotations or that of several articles, or the text is not
        that of the article.

    Examples
    --------
    >>> import mediakit as mk
    >>> text = '"We have failed," said Dana Orlov. Officials say that repairs may take weeks.'
    >>> ax = mk.plot.speaker_map(mk.quotations(text), text=text)
    >>> picture = mk.plot.show(ax)
    """
    table = _attributions(quotations, [*_COLUMNS, *_PLACES])
    require_one_article(pd.Index(table["article"]), "table[table['article'] == 'label']")
    if len(table) and table["end"].max() > len(text):
        raise ValueError(
            f"the text has {len(text)} characters, but the quotations go up to "
            f"character {table['end'].max()}: is it the text of the same article?"
        )
    found = _speakers(table)
    kept = sorted(found, key=lambda speaker: -_n_words(speaker.rows))[:most]
    shown = [speaker for speaker in found if speaker in kept]
    others = [speaker for speaker in found if speaker not in kept]
    ax = axes_or_new(ax, height=2.6 + 0.5 * (1 + max(len(shown), 2) + bool(others)))
    if not found:
        return nothing_to_draw(ax, "No speakers", _NOBODY)
    if others:
        rows = pd.concat([speaker.rows for speaker in others])
        shown.append(_Speaker(counted(len(others), "other speaker"), "various", rows))
    bare(ax)
    rows_of_names(ax, [_OWN_WORDS, *(speaker.label for speaker in shown)], SMALL)
    ax.set_xlim(0, len(text))
    label_axes(ax, "place in the article (characters from its start)")
    own = _outside(table, len(text))
    ax.broken_barh(own, (-0.31, 0.62), color=faded(0.35), linewidth=0)
    for place, speaker in enumerate(shown, start=1):
        ax.axhline(place, color=faded(0.15), linewidth=1, zorder=0.5)
        colour = _NAMED_COLOUR if speaker.is_named else _UNNAMED_COLOUR
        for is_verbatim, rows in speaker.rows.groupby(speaker.rows["direct"] != "indirect"):
            ax.broken_barh(
                list(zip(rows["start"], rows["end"] - rows["start"], strict=True)),
                (place - 0.31, 0.62),
                facecolor=colour if is_verbatim else (colour, 0.2),
                edgecolor=colour,
                hatch="" if is_verbatim else "////",
                linewidth=0.8,
            )
    share = 1 - sum(width for _, width in own) / len(text)
    title = f"{share:.0%} of the article is what others say: {_how_many_speakers(found)}"
    entitle(
        ax,
        title,
        "Bars: full where words are quoted, hatched where they are reported; "
        "blue for named speakers, orange for unnamed ones.",
    )
    describe(
        ax,
        f"Strip chart of who speaks where in one article. {title}. In the order of the article: "
        + "; ".join(f"{one_line(s.name, 60)} ({s.kind}) {_times(s)}" for s in shown)
        + ".",
    )
    return ax


def _by_verb(found: Sequence[_Speaker]) -> str:
    """Say of all speakers how many words each kind of verb reports, most first."""
    words: dict[str, int] = {}
    for speaker in found:
        for cue_class, rows in _by_class(speaker.rows):
            words[cue_class] = words.get(cue_class, 0) + _n_words(rows)
    most_first = sorted(words.items(), key=lambda pair: -pair[1])
    return listed(f"{cue_class} {n:,}" for cue_class, n in most_first)


def _attributions(quotations: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Take what is said or known; who is only said to want or fear something says nothing."""
    table = require_table(quotations, _MADE_BY)
    require_columns(table, columns, _MADE_BY)
    return table[table["cue_kind"] != "attitude"]


def _speakers(table: pd.DataFrame) -> list[_Speaker]:
    """List speakers in the order in which they are first heard.

    Those whose full name is known are one speaker however they are called; without a name, one
    wording is one speaker of an article.
    """
    names = table["speaker_name"].fillna("").str.strip()
    wording = table["speaker"].fillna("").map(one_line).str.strip()
    called = names.where(names != "", wording)
    key = called.str.lower().where(called != "", "nobody: " + table["speaker_kind"])
    found = []
    for _, rows in table.groupby(key, sort=False):
        first = rows.index[0]
        kind = rows["speaker_kind"].mode().iloc[0]
        found.append(_Speaker(called[first] or "nobody named", kind, rows))
    return found


def _by_class(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    order = {name: place for place, name in enumerate(_CUE_CLASSES)}
    parts = [(str(name), part) for name, part in rows.groupby("cue_class")]
    return sorted(parts, key=lambda part: order.get(part[0], len(order)))


def _times(speaker: _Speaker) -> str:
    return {1: "once", 2: "twice"}.get(len(speaker.rows), f"{len(speaker.rows)} times")


def _cues(rows: pd.DataFrame, most: int = 3) -> str:
    """Write the verbs that report a speaker, the most frequent first."""
    cues = Counter(one_line(cue).lower() for cue in rows["cue"].dropna() if cue)
    frequent = [cue for cue, _ in cues.most_common(most)]
    return f": {one_line(', '.join(frequent), 34)}" if frequent else ""


def _n_words(rows: pd.DataFrame) -> int:
    return sum(len(str(content).split()) for content in rows["content"].fillna(""))


def _how_many_speakers(found: list[_Speaker]) -> str:
    """Count as the measure does: only who can be told apart by a name or by words of its own."""
    told = [speaker for speaker in found if speaker.kind not in _UNTOLD]
    n, named = len(told), sum(speaker.is_named for speaker in told)
    others = "; who else speaks isn't told" if n < len(found) else ""
    if named in (0, n):
        how = ("named" if named else "not named") if n else ""
        return f"{counted(n, 'speaker')}{how and f', {how}'}{others}"
    return f"{counted(n, 'speaker')}, {n - named} of them not named{others}"


def _outside(table: pd.DataFrame, length: int) -> list[tuple[int, int]]:
    """Start and width of the stretches that no attribution's content covers."""
    free, done = [], 0
    for start, end in sorted(zip(table["start"], table["end"], strict=True)):
        if start > done:
            free.append((done, start - done))
        done = max(done, end)
    if done < length:
        free.append((done, length - done))
    return free
