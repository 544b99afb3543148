"""Reading articles, wherever they are, into the one table that everything else takes."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from itertools import chain, groupby

import pandas as pd

from mediakit.reading import documents, json_records, separated, workbooks
from mediakit.reading.columns import SYNONYMS, Recognised, free_name, recognise, unique_index, whole
from mediakit.reading.loaded import Loaded, Options, column_of, table_of
from mediakit.reading.sources import File, Place, find

__all__ = ["read"]


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
    sheet: str | int = 0,
    day_first: bool | None = None,
    outlet_from_folder: bool = False,
    allow_private: bool = False,
) -> pd.DataFrame:
    """Read articles into one table.

    Parameters
    ----------
    source : str, path, iterable of them, or DataFrame
        What to read:

        - a table: ``.csv``, ``.tsv`` (separated by comma, semicolon, tab or bar), ``.json``,
          ``.jsonl``, ``.parquet`` or ``.xlsx``;
        - one article: ``.txt``, ``.md``, or a saved web page (``.html``), of which the article is
          taken with its headline, date, author and site;
        - a folder: all ``.txt``, ``.md`` and ``.html`` files in it and in its subfolders, sorted;
        - an address that starts with ``http://`` or ``https://``: that one page is fetched;
        - a list of these, or a DataFrame whose columns have other names.

        A table or text may be compressed (``.csv.gz``).
    text, headline, outlet, published, story, byline, identifier : str, optional
        The source's name of the column that holds this. Without it, the column is recognised by
        the names it usually has, such as "body" or "Full Text" for the text.
    encoding : str, optional
        The encoding of text files. Without it: as a byte order mark says, else UTF-8, else
        Windows-1252.
    separator : str, optional
        The character between the cells of a csv file. Without it, the header shows it.
    sheet : str or int, default 0
        The sheet of a workbook, by name or by place.
    day_first : bool, optional
        Whether 03/04/2021 is in April (True) or in March (False). Without it, other dates of the
        same column decide.
    outlet_from_folder : bool, default False
        Whether the outlet of a text or page is the name of the folder it lies in.
    allow_private : bool, default False
        Whether addresses on this machine or in its local network may be fetched.

    Returns
    -------
    DataFrame
        One row for each row or document of the source, with the index ``article_id``. First come
        ``headline, text, outlet, published, story, byline``, as far as they were found, and then
        the other columns of the source. ``attrs["reading"]`` tells what was done: ``rows``,
        ``source``, ``encoding``, ``columns`` (which column of the source became which) and
        ``notes``.

    Raises
    ------
    FileNotFoundError
        If there is no such file or folder.
    ValueError
        If no column holds text, a named column doesn't exist, or the source isn't what its suffix
        says. The message tells what there is.
    OSError
        If a page can't be fetched.
    ImportError
        If a format needs a package that isn't installed.

    Notes
    -----
    No row is dropped: an article without text stays, with its text missing. In a csv file an empty
    cell is missing, and "NA" is a word.

    ``published`` becomes a date and time, in UTC where a time zone is given; what can't be read as
    a date is ``NaT``, and a year alone its first day.

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
        described = "DataFrame"
    else:
        files, described = find(source, allow_private)
        options = Options(encoding, separator, sheet)
        pieces = [
            _load(files_alike, options, named, outlet_from_folder) for files_alike in _runs(files)
        ]
    parts = [recognise(loaded, named, name, day_first) for name, loaded in pieces]
    frame, note = _indexed(_below_each_other([part.frame for part in parts]), parts)
    notes = [note for part in parts for note in part.notes] + ([note] if note else [])
    encodings = [encoding for _, loaded in pieces for encoding in loaded.encodings]
    columns: dict[str, str] = {}
    for part in reversed(parts):
        columns |= part.columns
    frame.attrs = {
        "reading": {
            "rows": len(frame),
            "source": described,
            "encoding": ", ".join(dict.fromkeys(encodings)) or None,
            "columns": columns,
            "notes": list(dict.fromkeys(notes)),
        }
    }
    return frame


def _runs(files: list[File]) -> list[list[File]]:
    """Keep documents that follow each other together, and each table by itself."""
    keyed = groupby(enumerate(files), key=lambda pair: -1 if pair[1].is_document else pair[0])
    return [[file for _, file in run] for _, run in keyed]


def _load(
    files: list[File],
    options: Options,
    named: Mapping[str, str | None],
    outlet_from_folder: bool,
) -> tuple[str, Loaded]:
    """Load one table, or a run of documents as one, and say what to call it in an error."""
    file = files[0]
    if file.is_document:
        name = file.name if len(files) == 1 else f"the table of {len(files)} files"
        return name, _documents(files, options, outlet_from_folder)
    data = file.read()
    if file.suffix in separated.SUFFIXES:
        names = [label for label in named.values() if label]
        loaded = separated.load(data, file.name, options, names)
    elif file.suffix in json_records.SUFFIXES:
        loaded = json_records.load(data, file.name, options)
    elif file.suffix in workbooks.PARQUET_SUFFIXES:
        loaded = workbooks.load_parquet(data, file.name)
    else:
        loaded = workbooks.load_excel(data, file.name, options)
    return file.name, loaded


def _documents(files: list[File], options: Options, outlet_from_folder: bool) -> Loaded:
    """Read files that hold one article each; columns that would be empty are left out."""
    records: list[Mapping[str, object]] = []
    encodings: dict[str, None] = {}
    for file in files:
        if file.suffix in documents.PAGE_SUFFIXES:
            article, encoding = documents.load_page(
                file.read(), file.name, options.encoding, file.charset, file.address
            )
        else:
            encoding_known = options.encoding or file.charset
            article, encoding = documents.load_text(file.read(), file.name, encoding_known)
        if file.address and not article["text"]:
            raise ValueError(f"{file.name}: no article was found on the page")
        if outlet_from_folder and file.path:
            article["outlet"] = file.path.absolute().parent.name
        encodings[encoding] = None
        filled = {column: cell for column, cell in article.items() if cell is not None}
        records.append({"article_id": file.identifier, "text": None, **filled})
    return Loaded(table_of(records), encodings=tuple(encodings))


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
