"""Which column of a source is the text, which the headline, and so on; and what identifies a row.

Names are compared without regard to case, spaces and punctuation: "Full Text", "full_text" and
"fullText" are one name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from mediakit.reading.dates import dates
from mediakit.reading.loaded import Loaded

#: The names under which a column is recognised, the likeliest first. The order of the keys is the
#: order of the columns that `mediakit.read` returns; ``article_id`` becomes their index.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "headline": ("headline", "title", "head", "headlines", "articletitle"),
    "text": (
        *("text", "body", "content", "article", "articletext", "fulltext", "storytext", "maintext"),
        *("articlebody", "bodytext", "plaintext", "newstext"),
    ),
    "outlet": (
        *("outlet", "source", "publication", "publisher", "newspaper", "medianame", "site"),
        *("sitename", "sourcename", "outletname"),
    ),
    "published": (
        *("published", "date", "publishdate", "pubdate", "publicationdate", "publishedat"),
        *("datetime", "datepublished", "publisheddate"),
    ),
    "story": ("story", "storyid"),
    "byline": ("byline", "author", "authors"),
    # The last two are how pandas names an index that has no name.
    "article_id": ("articleid", "id", "guid", "uid", "index", "unnamed0"),
}

_INTEGER = r"[+-]?(?:0|[1-9]\d{0,17})"
_DECIMAL = r"[+-]?(?:(?:0|[1-9]\d{0,14})(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?"
_NO_NUMBER = ("NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None")


@dataclass(frozen=True)
class Recognised:
    """A source's rows under the names that mediakit uses.

    Attributes
    ----------
    frame : DataFrame
        The recognised columns, then the others, with the rows in the order of the source.
    identifiers : Series or None
        What the source calls its rows, if it calls them anything.
    columns : dict
        For each recognised column the name that it has in the source.
    notes : tuple of str
        What a careful reader would want to know.
    """

    frame: pd.DataFrame
    identifiers: pd.Series | None
    columns: dict[str, str]
    notes: tuple[str, ...] = ()


def is_known(name: str) -> bool:
    """Tell whether a column name says what the column holds."""
    return any(_bare(name) in synonyms for synonyms in SYNONYMS.values())


def is_text_name(name: str) -> bool:
    """Tell whether a column of that name may hold the articles' text."""
    return _bare(name) in SYNONYMS["text"]


def recognise(
    loaded: Loaded, named: Mapping[str, str | None], name: str, day_first: bool | None = None
) -> Recognised:
    """Find the columns that articles have, and bring them under the names they have here.

    Parameters
    ----------
    loaded : Loaded
        A table under its own column names.
    named : mapping
        The columns that the caller has named, such as ``{"text": "body"}``; others are found.
    name : str
        What to call the source in an error.
    day_first : bool, optional
        How to read dates such as 03/04/2021; see `mediakit.reading.dates.dates`.
    """
    table = _flat_index(loaded.table)
    found = _found(table, named, name, loaded.all_text)
    notes = list(loaded.notes)
    columns: dict[Hashable, pd.Series] = {}
    for role in SYNONYMS:
        if role not in found or role == "article_id":
            continue
        column = table[found[role]]
        if role == "published":
            column, note = dates(column, day_first)
            notes += [note] if note else []
        elif role in ("headline", "text"):
            column = _as_text(column)
        elif role == "byline":
            column = _joined(column)
        elif role == "story" and loaded.all_text:
            column = typed(column)
        columns[role] = column
    others = [label for label in table.columns if label not in found.values()]
    for label in others:
        name_here = free_name(label, columns, others)
        columns[name_here] = typed(table[label]) if loaded.all_text else table[label]
    identifiers = None
    if "article_id" in found:
        identifiers = table[found["article_id"]]
        identifiers = whole(typed(identifiers, decimals=False) if loaded.all_text else identifiers)
    return Recognised(
        frame=pd.DataFrame(columns, index=table.index),
        identifiers=identifiers,
        columns={role: str(label) for role, label in found.items()},
        notes=tuple(notes),
    )


def unique_index(identifiers: pd.Series) -> tuple[pd.Index, str | None]:
    """Make an index in which each row has a name of its own, and say what that took.

    Examples
    --------
    >>> index, note = unique_index(pd.Series(["a", "b", "a", None]))
    >>> list(index)
    ['a', 'b', 'a-2', 'row-3']
    >>> note
    "1 repeated and 1 missing article_id made unique ('a-2', 'row-3')"
    """
    missing = identifiers.isna()
    repeated = identifiers.duplicated() & ~missing
    if not (missing.any() or repeated.any()):
        return pd.Index(identifiers, name="article_id"), None
    names = identifiers.astype(object).map(str, na_action="ignore").tolist()
    first = ~(missing | repeated)
    taken = {name for name, keep in zip(names, first, strict=True) if keep}
    made: list[str] = []
    counts: dict[str, int] = {}
    for row in (~first).to_numpy().nonzero()[0].tolist():
        stem = "row" if missing.iloc[row] else names[row]
        count = row if missing.iloc[row] else counts.get(stem, 1) + 1
        while f"{stem}-{count}" in taken:
            count += 1
        if not missing.iloc[row]:
            counts[stem] = count
        names[row] = f"{stem}-{count}"
        taken.add(names[row])
        made.append(names[row])
    examples = ", ".join(map(repr, made[:3])) + (", ..." if len(made) > 3 else "")
    parts = [(int(repeated.sum()), "repeated"), (int(missing.sum()), "missing")]
    counted = " and ".join(f"{number} {what}" for number, what in parts if number)
    return pd.Index(names, name="article_id"), f"{counted} article_id made unique ({examples})"


def typed(column: pd.Series, decimals: bool = True) -> pd.Series:
    """Turn a column of text into numbers or truth values where that loses nothing.

    Numbers with leading zeros, or with more digits than a computer's number keeps, stay text.
    """
    cells = column.dropna()
    is_full = len(cells) == len(column)
    if is_full and _all_match(cells, _INTEGER):
        return pd.to_numeric(column)
    if decimals and _all_match(cells[~cells.isin(_NO_NUMBER)], _DECIMAL):
        return pd.to_numeric(column.mask(column.isin(_NO_NUMBER)))
    if is_full and len(cells) and cells.isin(("True", "False")).all():
        return column == "True"
    return column


def _all_match(cells: pd.Series, pattern: str) -> bool:
    # Most columns of words show it in a few rows; only likely numbers are looked at in full.
    samples = (cells.head(20), cells)
    return not cells.empty and all(bool(part.str.fullmatch(pattern).all()) for part in samples)


def _bare(name: object) -> str:
    return re.sub(r"[\W_]+", "", str(name)).casefold()


def _listed(labels: Iterable[object]) -> str:
    shown = [
        repr(label) if len(str(label)) <= 40 else f"'{str(label)[:37]}...'" for label in labels
    ]
    return ", ".join(shown) or "none"


def _flat_index(table: pd.DataFrame) -> pd.DataFrame:
    """Turn an index that says something into columns, so that it can be recognised."""
    if isinstance(table.index, pd.RangeIndex) and table.index.name is None:
        return table.reset_index(drop=True)
    names = [f"{name}_in_index" if name in table.columns else name for name in table.index.names]
    return table.set_axis(table.index.set_names(names), axis="index").reset_index()


def _found(
    table: pd.DataFrame, named: Mapping[str, str | None], name: str, all_text: bool
) -> dict[str, Hashable]:
    """Choose one column for each role that has one: as named, else by its own name."""
    if table.columns.has_duplicates:
        twice = table.columns[table.columns.duplicated()].unique()
        raise ValueError(f"{name} has several columns of one name: {_listed(twice)}")
    found: dict[str, Hashable] = {}
    for role, label in named.items():
        if label is None:
            continue
        if label not in table.columns:
            raise ValueError(f"{name} has no column {label!r}; it has {_listed(table.columns)}")
        if label in found.values():
            raise ValueError(f"the column {label!r} is named for two purposes")
        found[role] = label
    for role, synonyms in SYNONYMS.items():
        if role in found:
            continue
        candidates = [
            (label != role, synonyms.index(_bare(label)), place)
            for place, label in enumerate(table.columns)
            if label not in found.values()
            and _bare(label) in synonyms
            and (label == role or not _is_no_prose(table[label], role, all_text))
        ]
        if candidates:
            found[role] = table.columns[min(candidates)[-1]]
    if "text" not in found:
        raise ValueError(
            f"{name} has no column that is known to hold text; it has {_listed(table.columns)}. "
            'Say which one holds it: mk.read(..., text="its name")'
        )
    return found


def _is_no_prose(column: pd.Series, role: str, all_text: bool) -> bool:
    """Tell whether a column can't be text or headlines, as an "article" of numbers can't."""
    if role not in ("headline", "text"):
        return False
    cells = (typed(column) if all_text else column).dropna()
    if cells.empty:
        return False
    if pd.api.types.is_numeric_dtype(cells.dtype):
        return True
    # A table of sentences or quotations names the article that each is from.
    is_label = _bare(column.name) == "article"
    return is_label and not any(re.search(r"\s|[.!?]$", str(cell)) for cell in cells.head(100))


def _as_text(column: pd.Series) -> pd.Series:
    """Write a headline such as 1984 as text where a program has stored a number."""
    if not (column.dtype == object or pd.api.types.is_numeric_dtype(column.dtype)):
        return column
    if pd.api.types.infer_dtype(column, skipna=True) in ("string", "empty"):
        return column
    return column.astype(object).map(
        lambda cell: str(cell) if isinstance(cell, (int, float)) else cell, na_action="ignore"
    )


def _joined(column: pd.Series) -> pd.Series:
    """Write several authors as one line."""
    if column.dtype != object:
        return column
    return column.map(
        lambda cell: "; ".join(map(str, cell)) if isinstance(cell, (list, tuple)) else cell
    )


def whole(identifiers: pd.Series) -> pd.Series:
    """Give identifiers of one kind: whole numbers (not the decimals of pandas) or text."""
    present = identifiers.dropna()
    if pd.api.types.is_float_dtype(identifiers.dtype) and bool((present % 1 == 0).all()):
        return identifiers.astype("int64" if len(present) == len(identifiers) else "Int64")
    if identifiers.dtype == object and pd.api.types.infer_dtype(present) not in (
        "string",
        "integer",
    ):
        return identifiers.map(str, na_action="ignore")
    return identifiers


def free_name(
    label: Hashable, taken: Collection[Hashable], promised: Collection[Hashable] = ()
) -> Hashable:
    """Give a column that lost its name to another one a name that says where it comes from."""
    if label not in taken and label != "article_id":
        return label
    name = f"{label}_in_source"
    while name in taken or name in promised:
        name += "_"
    return name
