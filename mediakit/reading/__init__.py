"""Reading articles, wherever they are, into the one table that everything else takes."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import chain

import pandas as pd

from mediakit.measures.measure import Column
from mediakit.reading.cells import whole
from mediakit.reading.columns import SYNONYMS, Recognised, free_name, recognise, unique_index
from mediakit.reading.loaded import Loaded, Options, column_of
from mediakit.reading.loading import load
from mediakit.reading.sources import Found, Place, find
from mediakit.reading.telling import READING_REPORT_COLUMNS, reading_report, signs_of_damage
from mediakit.recurring import (
    ARTICLE_ID,
    ARTICLE_TEXT,
    BYLINE,
    HEADLINE,
    OUTLET,
    PUBLISHED,
    STORY,
)

__all__ = ["READING_REPORT_COLUMNS", "READ_COLUMNS", "SOURCE_COLUMNS", "read", "reading_report"]

#: What a table of articles has, as far as the source has it; other columns of the source follow.
READ_COLUMNS: Mapping[str, Column] = {
    "article_id": ARTICLE_ID,
    "headline": HEADLINE,
    "text": ARTICLE_TEXT,
    "outlet": OUTLET,
    "published": PUBLISHED,
    "story": STORY,
    "byline": BYLINE,
    "article_id_in_source": Column(
        "What the source calls the article, where its names were missing or repeated.",
        unit="label",
    ),
}

#: What some sources tell besides: news databases, workbooks, pages that could not be fetched.
SOURCE_COLUMNS: Mapping[str, Column] = {
    "section": Column("The section of the outlet in which the article stood.", unit="text"),
    "words_stated": Column(
        "How many words the article has, as the news database states it.",
        unit="words",
        low=0.0,
        caveat="Databases count in ways of their own, some with the headline.",
    ),
    "edition": Column("The edition of the outlet in which the article stood.", unit="text"),
    "sheet": Column("The sheet of a workbook that the row is from.", unit="name"),
    "not_read": Column(
        "Why a page or file could not be read; missing where it could.",
        unit="text",
    ),
}


def read(
    source: Place | Iterable[Place] | pd.DataFrame,
    *,
    text: str | None = None,
    headline: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    story: str | None = None,
    byline: str | None = None,
    identifier: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    sheet: str | int | None = None,
    day_first: bool | None = None,
    outlet_from_folder: bool = False,
    allow_private: bool = False,
    strict: bool = False,
) -> pd.DataFrame:
    """Read articles into one table.

    Parameters
    ----------
    source : str, path, iterable of them, or DataFrame
        What to read:

        - a table: ``.csv``, ``.tsv`` (separated by comma, semicolon, tab or bar), ``.json``,
          ``.jsonl``, ``.parquet`` or ``.xlsx``;
        - one article: ``.txt``, ``.md``, ``.docx``, ``.pdf``, or a saved web page (``.html``), of
          which the article is taken with its headline, date, author and site;
        - what a news database exports into such a file: LexisNexis, Factiva and ProQuest files
          are recognised and split into their articles;
        - a folder, or a ``.zip``: all such files in it and in its subfolders, sorted (a zip may
          hold tables instead);
        - an address that starts with ``http://`` or ``https://``: that one page is fetched, if
          the site's robots.txt lets programs do so;
        - a list of these, or a DataFrame whose columns have other names.

        A table or text may be compressed (``.csv.gz``).
    text, headline, outlet, published, story, byline, identifier : str, optional
        The source's name of the column that holds this. Without it, the column is recognised by
        the names it usually has, such as "body" or "Full Text" for the text.
    encoding : str, optional
        The encoding of text files. Without it: as a byte order mark says, else UTF-8, else
        Windows-1252, also for single lines of a file.
    separator : str, optional
        The character between the cells of a csv file. Without it, the header shows it.
    sheet : str or int, optional
        The sheet of a workbook, by name or by place. Without it, all that hold articles; where
        there are several, the column ``sheet`` says which one a row is from.
    day_first : bool, optional
        Whether 03/04/2021 is in April (True) or in March (False). Without it, other dates of the
        same column decide.
    outlet_from_folder : bool, default False
        Whether the outlet of a text or page is the name of the folder it lies in.
    allow_private : bool, default False
        Whether addresses on this machine or in its local network may be fetched.
    strict : bool, default False
        Whether a row, file or page that can't be read is an error. Without it, such rows of a
        table are set apart with a warning that says how many, and in a list or folder such a
        file or page is a row without text whose column ``not_read`` says why.

    Returns
    -------
    DataFrame
        One row for each row or document of the source, with the index ``article_id``. First come
        ``headline, text, outlet, published, story, byline``, as far as they were found, and then
        the other columns of the source; news databases tell ``section``, ``words_stated`` and
        more. ``attrs["reading"]`` tells what was done: ``rows``, ``source``, ``encoding``,
        ``columns`` (which column of the source became which), ``notes``, and ``set_apart`` (for
        each row that can't be read: ``source``, ``place``, ``reason``, and how it begins).
        :func:`mediakit.reading.reading_report` shows that as a table.

    Raises
    ------
    FileNotFoundError
        If there is no such file or folder.
    ValueError
        If no column holds text, a named column doesn't exist, no row can be read, or the source
        isn't what its suffix says. The message tells what there is.
    OSError
        If a single page can't be fetched; a PermissionError if its site's robots.txt forbids it.
    ImportError
        If a format needs a package that isn't installed.

    Notes
    -----
    No row is dropped unseen: an article without text stays, with its text missing, and a row that
    can't be read is told. In a csv file an empty cell is missing, and "NA" is a word.

    ``published`` becomes a date and time, in UTC where a time zone is given; what can't be read as
    a date is ``NaT`` (a note counts it), and a year or month alone its first day.

    The index is what the source calls its rows, or else 0, 1, 2, ...; for documents, the file name
    without its suffix (with the folders too, where two files share one name). If an identifier is
    repeated or missing, all become text, the second "a7" becomes "a7-2", a missing one "row-12"
    after its place, and the column ``article_id_in_source`` keeps them as they were.

    In a text file, the first line is the headline if it has at most 150 characters, doesn't end in
    a punctuation mark, and an empty line and more text follow it. The text then starts after it.

    Examples
    --------
    >>> rows = {"id": ["a7"], "Title": ["Mill reopens"], "Body": ["The mill is back."]}
    >>> read(pd.DataFrame(rows)).to_dict("index")
    {'a7': {'headline': 'Mill reopens', 'text': 'The mill is back.'}}
    """
    named = {
        "headline": headline,
        "text": text,
        "outlet": outlet,
        "published": published,
        "story": story,
        "byline": byline,
        "article_id": identifier,
    }
    if isinstance(source, pd.DataFrame):
        pieces = [("the DataFrame", Loaded(source))]
        found = Found([], "DataFrame")
    else:
        found = find(source, allow_private, strict)
        options = Options(encoding, separator, sheet, strict)
        pieces = load(found, options, named, outlet_from_folder)
    parts = [recognise(loaded, named, name, day_first) for name, loaded in pieces]
    frame, note = _indexed(_below_each_other([part.frame for part in parts]), parts)
    doubts = [doubt for part in parts for doubt in part.doubts]
    doubts += [_set_apart(loaded, name) for name, loaded in pieces if loaded.set_apart]
    notes = [*found.notes, *(note for part in parts for note in part.notes)]
    notes += [note] if note else []
    notes += [*doubts, *signs_of_damage(frame["text"])]
    columns: dict[str, str] = {}
    for part in reversed(parts):
        columns |= part.columns
    encodings = [encoding for _, loaded in pieces for encoding in loaded.encodings]
    frame.attrs = {
        "reading": {
            "rows": len(frame),
            "source": found.described,
            "encoding": "; ".join(dict.fromkeys(encodings)) or None,
            "columns": columns,
            "notes": list(dict.fromkeys(notes)),
            # Plain values: pandas copies them with the frame, and writes them to parquet.
            "set_apart": [
                {"source": name, **asdict(row)}
                for name, loaded in pieces
                for row in loaded.set_apart
            ],
        }
    }
    for doubt in dict.fromkeys(doubts):
        warnings.warn(doubt, UserWarning, stacklevel=2)
    return frame


def _set_apart(loaded: Loaded, name: str) -> str:
    n_bad = len(loaded.set_apart)
    return (
        f"{name}: {n_bad} of {len(loaded.table) + n_bad} rows can't be read and were set apart; "
        f"the first: {loaded.set_apart[0]}. All are in attrs['reading']['set_apart']"
    )


def _below_each_other(frames: list[pd.DataFrame]) -> pd.DataFrame:
    if len(frames) == 1:
        return frames[0]
    with warnings.catch_warnings():
        # pandas 2 announces that a column of missing values will count when it chooses a type.
        warnings.simplefilter("ignore", FutureWarning)
        frame = pd.concat(frames, ignore_index=True)
    first = [role for role in SYNONYMS if role in frame.columns]
    return frame[first + [label for label in frame.columns if label not in first]]


def _indexed(frame: pd.DataFrame, parts: list[Recognised]) -> tuple[pd.DataFrame, str | None]:
    """Set the index to what the sources call their rows, or to 0, 1, 2, ..."""
    given = [part.identifiers for part in parts]
    if all(identifiers is None for identifiers in given):
        frame.index = pd.RangeIndex(len(frame), name="article_id")
        return frame, None
    if len(parts) == 1 and given[0] is not None:
        identifiers = given[0]
    else:
        lists = [
            [None] * len(part.frame) if part.identifiers is None else part.identifiers.tolist()
            for part in parts
        ]
        identifiers = whole(column_of(chain.from_iterable(lists)))
    index, note = unique_index(identifiers)
    if note:
        frame[free_name("article_id", frame.columns)] = identifiers.to_numpy(dtype=object)
    frame.index = index
    return frame, note
