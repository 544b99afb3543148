"""Cleaning articles of what isn't theirs, in the open: every change is a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import pandas as pd

from mediakit.articles import Articles, as_articles, texts
from mediakit.cleaning.boilerplate import boilerplate
from mediakit.cleaning.changes import Change, Line, apart, changed, lines_of, without_lines
from mediakit.cleaning.characters import entities, invisible, mojibake
from mediakit.cleaning.furniture import LINE_RULES, agency_tag, credits_inside, furniture
from mediakit.measures.measure import Column
from mediakit.recurring import ARTICLE, END, START

__all__ = ["CHANGE_COLUMNS", "RULES", "Cleaned", "clean"]

#: What each rule takes out or puts right; those of `OPTIONAL` only where they are asked for.
RULES: Mapping[str, str] = {
    "entities": "leftovers of HTML: &amp;amp; becomes &amp;",
    "invisible": "characters that nobody sees, such as soft hyphens; odd line breaks",
    "advertisement": '"Advertisement", "Story continues below"',
    "newsletter": "invitations to sign up for a newsletter",
    "click here": 'short lines with "click here"',
    "read more": '"Read more:" and the headline of another article',
    "share": "share buttons, invitations to follow",
    "photo credit": "credits of photographs, without their captions",
    "copyright": "lines that state rights",
    "boilerplate": "lines at the top or the end of five or more articles of one outlet",
    "mojibake": "letters read in the wrong encoding: â€™ becomes ’ (needs ftfy)",
    "agency": 'the tag of a news agency before the first sentence: "LONDON (AP) —"',
}
OPTIONAL = ("mojibake", "agency")

_CHARACTER_RULES: Mapping[str, Callable[[str], Iterator[Change]]] = {
    "entities": entities,
    "invisible": invisible,
    "mojibake": mojibake,
    "photo credit": credits_inside,
    "agency": agency_tag,
}

#: What the table of changes has, in this order.
CHANGE_COLUMNS: Mapping[str, Column] = {
    "article": ARTICLE,
    "start": START,
    "end": END,
    "text": Column(
        "What stood there in the text as it was, before anything was changed.", unit="text"
    ),
    "replacement": Column("What stands there now; empty where it was removed.", unit="text"),
    "rule": Column("Which rule changed it.", unit="label", values=tuple(RULES)),
}


class Cleaned(NamedTuple):
    """What :func:`clean` gives.

    Attributes
    ----------
    articles : DataFrame
        The articles with clean texts.
    changes : DataFrame
        One row a change.
    """

    articles: pd.DataFrame
    changes: pd.DataFrame


def clean(
    articles: Articles,
    rules: Sequence[str] | str | None = None,
    *,
    add: Sequence[str] | str = (),
) -> Cleaned:
    r"""Take out of articles what isn't theirs, and list every change.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        Only their texts are cleaned; headlines stay as they are.
    rules : str or sequence of str, optional
        The rules to use: "entities", "invisible", "advertisement", "newsletter", "click here",
        "read more", "share", "photo credit", "copyright", "boilerplate", "mojibake", "agency".
        All but the last two by default.
    add : str or sequence of str, optional
        Rules to use besides.

    Returns
    -------
    Cleaned
        Two tables: ``cleaned, changes = mk.clean(articles)``. The articles are a copy with the
        same index and columns. The changes have one row each: ``article`` (label of the caller's
        index), ``start`` and ``end`` (offsets into the text as it was), ``text`` (what stood
        there), ``replacement`` (empty where it was removed) and ``rule``. Missing texts stay
        missing.

    Raises
    ------
    ValueError
        A rule that isn't known.
    TypeError
        Articles that are none of the above.
    ImportError
        If "mojibake" is asked for and ftfy isn't installed.

    Notes
    -----
    Nothing in mediakit cleans unasked. Rules take whole lines that say nothing else, besides
    credits in brackets and single characters, and would rather leave a button in than take a
    sentence out; read the table before you rely on it: ``changes["rule"].value_counts()``.

    A line is boilerplate if it stands at the top or the end of five or more articles of one
    outlet (column ``outlet``) that aren't copies of each other. That rule alone depends on the
    other articles: clean a corpus as a whole.

    A repair that lies in a line that is removed isn't listed. For headlines:
    ``mk.clean(articles["headline"], ["entities", "invisible"])``.

    Examples
    --------
    >>> text = "The mill is back.\n\nADVERTISEMENT\n\nFarmers &amp; bakers came."
    >>> cleaned, changes = clean(text)
    >>> cleaned["text"].tolist()
    ['The mill is back.\n\nFarmers & bakers came.']
    >>> changes[["start", "text", "replacement", "rule"]].values.tolist()
    [[19, 'ADVERTISEMENT\n\n', '', 'advertisement'], [42, '&amp;', '&', 'entities']]
    """
    chosen = _chosen(rules, add)
    frame = as_articles(articles)
    bodies = texts(frame)
    line_rules = {name: rule for name, rule in LINE_RULES.items() if name in chosen}
    lines = [lines_of(body) if body else [] for body in bodies]
    removed = [[furniture(_plain(line.said), line_rules) for line in own] for own in lines]
    if "boilerplate" in chosen and "outlet" in frame.columns:
        _mark_boilerplate(lines, removed, frame["outlet"].tolist())
    rows: list[tuple[object, ...]] = []
    written: list[str | None] = []
    for number, (body, own, ruled) in enumerate(zip(bodies, lines, removed, strict=True)):
        if body is None:
            written.append(None)
            continue
        found = [rule(body) for name, rule in _CHARACTER_RULES.items() if name in chosen]
        changes = apart(chain(without_lines(own, ruled), *found))
        written.append(changed(body, changes))
        rows += [
            (number, change.start, change.end, body[change.start : change.end], *change[2:])
            for change in changes
        ]
    # as objects: pandas 3 would choose a string type that can't hold a lone surrogate
    table = pd.DataFrame(rows, columns=[*CHANGE_COLUMNS], dtype=object)
    table = table.astype({"article": "int64", "start": "int64", "end": "int64", "rule": "str"})
    table["article"] = frame.index.take(table["article"].to_numpy()).to_flat_index()
    cleaned = frame.copy()
    cleaned["text"] = pd.Series(written, index=frame.index, dtype=frame["text"].dtype)
    return Cleaned(cleaned, table)


def _chosen(rules: Sequence[str] | str | None, add: Sequence[str] | str) -> set[str]:
    """Resolve which rules to use."""
    if rules is None:
        rules = [name for name in RULES if name not in OPTIONAL]
    named = [
        *([rules] if isinstance(rules, str) else rules),
        *([add] if isinstance(add, str) else add),
    ]
    unknown = [name for name in named if name not in RULES]
    if unknown:
        raise ValueError(f"rule {unknown[0]!r} is not known; there are {', '.join(RULES)}")
    return set(named)


def _plain(said: str) -> str:
    """Read a line as a person would: without leftovers of HTML, invisible characters, tabs."""
    if not said.isascii() or "&" in said:
        for rule in (entities, invisible):
            said = changed(said, list(rule(said)))
    return " ".join(said.split())


def _mark_boilerplate(
    lines: Sequence[Sequence[Line]], removed: Sequence[list[str | None]], outlets: Sequence[Any]
) -> None:
    """Mark the lines that an outlet repeats, besides those that are marked already."""
    kept = [
        [line for line, rule in zip(own, ruled, strict=True) if rule is None]
        for own, ruled in zip(lines, removed, strict=True)
    ]
    known = ["" if pd.isna(outlet) else str(outlet) for outlet in outlets]
    repeated = boilerplate(kept, known)
    for own, ruled, outlet in zip(lines, removed, known, strict=True):
        found = repeated.get(outlet, frozenset()) if outlet else frozenset()
        for place, line in enumerate(own):
            if ruled[place] is None and line.said in found:
                ruled[place] = "boilerplate"
