"""Which column of a source is the text, which the headline, and so on; and what identifies a row.

Names are compared without regard to case, spaces and punctuation: "Full Text", "full_text" and
"fullText" are one name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from mediakit.reading.cells import as_text, joined, plain, typed, whole
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
        *("sitename", "sourcename", "outletname", "domain"),
    ),
    "published": (
        *("published", "date", "publishdate", "pubdate", "publicationdate", "publishedat"),
        *("datetime", "datepublished", "publisheddate", "seendate"),
    ),
    "story": ("story", "storyid"),
    "byline": ("byline", "author", "authors"),
    # The last two are how pandas names an index that has no name.
    "article_id": ("articleid", "id", "guid", "uid", "storiesid", "index", "unnamed0"),
}


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
    notes, doubts : tuple of str
        As of `mediakit.reading.loaded.Loaded`.
    """

    frame: pd.DataFrame
    identifiers: pd.Series | None
    columns: dict[str, str]
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


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
    found = find_roles(table, named, name, loaded.all_text, needs_text=False)
    if "text" not in found and not ("headline" in found and _database(table)):
        raise ValueError(_without_text(table, name))
    notes, doubts = list(loaded.notes), list(loaded.doubts)
    columns: dict[Hashable, pd.Series] = {}
    for role in SYNONYMS:
        if role not in found or role == "article_id":
            continue
        column = table[found[role]]
        if role == "published":
            written = column
            column, note = dates(written, day_first)
            notes += [note] if note else []
            notes += _no_dates(written, column)
        elif role in ("headline", "text"):
            column, note = as_text(column, role)
            doubts += [f"{name}: {note}"] if note else []
        elif role == "byline":
            column = joined(column)
        elif role == "story" and loaded.all_text:
            column = typed(column)
        columns[role] = plain(column)
    if "text" not in found:  # of a list of stories, metadata are what there is
        columns = {"headline": columns["headline"], "text": _missing(table), **columns}
        doubts.append(_without_text(table, name))
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
        doubts=tuple(doubts),
    )


def _missing(table: pd.DataFrame) -> pd.Series:
    return pd.Series([None] * len(table), index=table.index, dtype=object)


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
    nameless = missing.tolist()
    for row in (~first).to_numpy().nonzero()[0].tolist():
        stem = "row" if nameless[row] else names[row]
        count = row if nameless[row] else counts.get(stem, 1) + 1
        while f"{stem}-{count}" in taken:
            count += 1
        if not nameless[row]:
            counts[stem] = count
        names[row] = f"{stem}-{count}"
        taken.add(names[row])
        made.append(names[row])
    examples = ", ".join(map(repr, made[:3])) + (", ..." if len(made) > 3 else "")
    parts = [(int(repeated.sum()), "repeated"), (int(missing.sum()), "missing")]
    counted = " and ".join(f"{number} {what}" for number, what in parts if number)
    return pd.Index(names, name="article_id"), f"{counted} article_id made unique ({examples})"


def _no_dates(written: pd.Series, read: pd.Series) -> list[str]:
    """Say how many dates were none that can be read."""
    lost = written[(read.isna() & written.notna()).to_numpy()]
    lost = lost[lost.map(lambda cell: not isinstance(cell, str) or bool(cell.strip())).astype(bool)]
    if lost.empty:
        return []
    shown = ", ".join(dict.fromkeys(repr(str(cell)[:40]) for cell in lost.head(3)))
    are = "is no date" if len(lost) == 1 else "are no dates"
    return [f"published: {len(lost)} of {len(written)} {are} that can be read, such as {shown}"]


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


def find_roles(
    table: pd.DataFrame,
    named: Mapping[str, str | None],
    name: str,
    all_text: bool,
    needs_text: bool = True,
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
    inside = _structure(table) if "text" not in found else ""
    for role, synonyms in SYNONYMS.items():
        if role in found:
            continue
        called = [_bare(str(label).removeprefix(inside)) for label in table.columns]
        candidates = [
            (label != role, synonyms.index(called[place]), place)
            for place, label in enumerate(table.columns)
            if label not in found.values()
            and called[place] in synonyms
            and (label == role or not _is_no_prose(table[label], role, all_text))
        ]
        if candidates:
            found[role] = table.columns[min(candidates)[-1]]
    if "text" not in found and needs_text:
        raise ValueError(_without_text(table, name))
    return found


def _structure(table: pd.DataFrame) -> str:
    """Find the one structure that holds the articles, such as "_source." of "_source.text"."""
    if any(is_text_name(str(label)) for label in table.columns):
        return ""
    parts = [str(label).rpartition(".") for label in table.columns]
    found = {f"{outer}." for outer, _, last in parts if outer and is_text_name(last)}
    return found.pop() if len(found) == 1 else ""


def _database(table: pd.DataFrame) -> str | None:
    """Recognise the lists of addresses that news databases export."""
    known = {_bare(label) for label in table.columns}
    if not known & {"url", "documentidentifier", "sourceurl"}:
        return None
    if {"publishdate", "medianame"} <= known or "storiesid" in known:
        return "Media Cloud"
    is_gdelt = {"mobileurl", "date"} <= known or known & {"gkgrecordid", "globaleventid"}
    return "GDELT" if is_gdelt or {"seendate", "domain"} <= known else None


def _without_text(table: pd.DataFrame, name: str) -> str:
    """Say that no column holds text, and what to do, in the words of the source where it is one."""
    known = {_bare(label): label for label in table.columns}
    addresses = known.get("url") or known.get("documentidentifier") or known.get("sourceurl")
    if addresses is None and _is_gdelt_without_names(table):
        return (
            f"{name} is a table of GDELT without a header, which holds addresses and codes but no "
            "texts. Read it with pandas, and fetch the pages: mk.read(list of their addresses)"
        )
    if addresses is None:
        return (
            f"{name} has no column that is known to hold text; it has {_listed(table.columns)}. "
            'Say which one holds it: mk.read(..., text="its name")'
        )
    database = _database(table)
    listed = f"a list of stories from {database}" if database else "a list of addresses"
    titles = known.get("title")
    headlines = (
        f", or read the headlines alone: mk.read(..., text={titles!r})"
        if titles is not None
        else ""
    )
    return (
        f"{name} is {listed}: no column holds text; it has {_listed(table.columns)}. Fetch the "
        f"pages, as far as you may: mk.read(table[{addresses!r}].tolist()){headlines}"
    )


def _is_gdelt_without_names(table: pd.DataFrame) -> bool:
    """Recognise GDELT's files by their width, and by a first row of numbers where names belong."""
    widths = (27, 57, 58, 61)  # of its knowledge graph, and of its events in two versions
    return len(table.columns) in widths and str(table.columns[1])[:8].isdigit()


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
