"""Telling what was read, and what of it a careful reader would look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from mediakit.measures.measure import Column

#: What the report has, in this order.
READING_REPORT_COLUMNS: Mapping[str, Column] = {
    "what": Column("What the row tells of: the source, a column, a note or a row.", unit="label"),
    "told": Column("What was found, recognised, noted or set apart.", unit="text"),
}

_LONGEST_CELL = 32_767  # characters, in a spreadsheet
# How UTF-8 looks that was read as Windows-1252: quotation marks, dashes, and letters with accents.
_MOJIBAKE = re.compile(
    "â€[\u2122\u0153\u009d\u02dc\u201c\u201d\u00a6]|Ã[\u00a9\u00a8\u00a1\u00a7\u00b6\u00bc\u00b1]"
    "|â\x80[\x80-\xbf]"
)
_MOST_SHOWN = 20


def signs_of_damage(texts: pd.Series) -> list[str]:
    """Say where texts look as if they had suffered before they were read."""
    strings = [text for text in texts if isinstance(text, str)]
    notes = []
    if n_cut := sum(len(text) == _LONGEST_CELL for text in strings):
        notes.append(
            f"{n_cut} text{'s have' if n_cut > 1 else ' has'} {_LONGEST_CELL:,} characters, the "
            "most that a cell of a spreadsheet holds: cut there, in all likelihood"
        )
    if n_garbled := sum(_is_garbled(text) for text in strings):
        notes.append(
            f"{n_garbled} text{'s hold' if n_garbled > 1 else ' holds'} letters that an earlier "
            'program read in the wrong encoding (such as â€™); mk.clean(articles, add="mojibake") '
            "repairs them"
        )
    return notes


def _is_garbled(text: str) -> bool:
    return ("â" in text or "Ã" in text) and _MOJIBAKE.search(text) is not None


def reading_report(articles: pd.DataFrame) -> pd.DataFrame:
    """Show what `mediakit.read` found, recognised and set apart.

    Parameters
    ----------
    articles : DataFrame
        What `mediakit.read` gave, or a part of it.

    Returns
    -------
    DataFrame
        One row a fact, with the columns ``what`` and ``told``: where the articles are from, how
        many rows, the encoding, which column became which, what was noted, and each of the first
        20 rows that were set apart.

    Raises
    ------
    ValueError
        If the table doesn't know how it was read: some operations of pandas forget that.

    Examples
    --------
    >>> import mediakit as mk
    >>> frame = mk.read(pd.DataFrame({"Body": ["The mill is back."]}))
    >>> reading_report(frame)
            what           told
    0     source      DataFrame
    1  rows read              1
    2  set apart              0
    3       text  column 'Body'
    """
    told = articles.attrs.get("reading")
    if told is None:
        raise ValueError(
            "this table doesn't know how it was read; pass the one that mk.read gave "
            "(its attrs['reading'] tells)"
        )
    # as objects: pandas 3 would choose a string type that can't hold bytes that are no letters
    return pd.DataFrame(_facts(told), columns=[*READING_REPORT_COLUMNS], dtype=object)


def _facts(told: dict[str, object]) -> Iterator[tuple[str, str]]:
    yield "source", str(told["source"])
    yield "rows read", f"{told['rows']:,}"
    rows = told["set_apart"]
    assert isinstance(rows, list)
    yield "set apart", f"{len(rows):,}"
    if told["encoding"]:
        yield "encoding", str(told["encoding"])
    columns = told["columns"]
    assert isinstance(columns, dict)
    for role, label in columns.items():
        yield role, f"column {label!r}"
    notes = told["notes"]
    assert isinstance(notes, list)
    for note in notes:
        yield "note", note
    for row in rows[:_MOST_SHOWN]:
        yield f"set apart: {row['source']}, {row['place']}", f"{row['reason']}: {row['content']}"
    if len(rows) > _MOST_SHOWN:
        yield "set apart", f"and {len(rows) - _MOST_SHOWN:,} more"
