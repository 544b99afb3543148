"""From files to tables, before columns are recognised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import pandas as pd

from mediakit.reading import documents, json_records, separated, workbooks
from mediakit.reading.columns import find_roles
from mediakit.reading.loaded import Loaded, Options, table_of
from mediakit.reading.sources import File, Found

#: The column that says why a file or page could not be read, where that is so.
NOT_READ = "not_read"

Named = Mapping[str, str | None]


def load(
    found: Found, options: Options, named: Named, outlet_from_folder: bool
) -> list[tuple[str, Loaded]]:
    """Load each table by itself, and documents that follow each other as one.

    A document that fails raises its error only where it is all that was asked for.

    Returns
    -------
    list of (str, Loaded)
        What to call each in an error, and what is in it.
    """
    loaded: list[tuple[str, Loaded]] = []
    must_succeed = found.is_one or options.strict
    keyed = groupby(enumerate(found.files), key=lambda pair: -1 if pair[1].is_document else pair[0])
    for _, pairs in keyed:
        run = [file for _, file in pairs]
        if run[0].is_document:
            name = run[0].name if len(run) == 1 else f"the table of {len(run)} files"
            loaded.append((name, _documents(run, options, outlet_from_folder, must_succeed)))
        else:
            loaded += _tables(run[0], options, named)
    return loaded


def _tables(file: File, options: Options, named: Named) -> list[tuple[str, Loaded]]:
    data = file.read()
    if file.suffix in separated.SUFFIXES:
        names = [label for label in named.values() if label]
        return [(file.name, separated.load(data, file.name, options, names))]
    if file.suffix in json_records.SUFFIXES:
        return [(file.name, json_records.load(data, file.name, options))]
    if file.suffix in workbooks.PARQUET_SUFFIXES:
        return [(file.name, workbooks.load_parquet(data, file.name))]
    if options.sheet is not None:
        return [(file.name, workbooks.load_excel(data, file.name, options))]

    def has_articles(table: pd.DataFrame) -> bool:
        known = {role: label for role, label in named.items() if label in table.columns}
        if named.get("text") not in (None, *known.values()):
            return False
        try:
            find_roles(table, known, file.name, all_text=False)
        except ValueError:
            return False
        return True

    return workbooks.load_sheets(data, file.name, has_articles)


def _documents(
    files: Sequence[File], options: Options, outlet_from_folder: bool, must_succeed: bool
) -> Loaded:
    """Read files that hold articles as text; columns that would be empty are left out."""
    records: list[Mapping[str, object]] = []
    encodings: dict[str, None] = {}
    notes: dict[str, None] = {}
    doubts: list[str] = []
    n_failed = 0
    for file in files:
        try:
            document = _document(file, options)
        except (ValueError, OSError) as error:
            if must_succeed:
                raise
            n_failed += 1
            reason = str(error)
            records.append({"article_id": file.identifier, "text": None, NOT_READ: reason})
            continue
        notes |= dict.fromkeys(document.notes)
        doubts += document.doubts
        if document.encoding:
            encodings[document.encoding] = None
        for number, article in enumerate(document.articles, start=1):
            is_one = len(document.articles) == 1
            label = file.identifier if is_one else f"{file.identifier}-{number}"
            record: dict[str, object] = {"article_id": label, "text": None}
            record |= {column: cell for column, cell in article.items() if cell is not None}
            if outlet_from_folder and file.path:
                record["outlet"] = file.path.absolute().parent.name
            records.append(record)
    if n_failed:
        doubts.append(
            f"{n_failed} of {len(files)} files or pages could not be read; the column {NOT_READ} "
            "says why"
        )
    return Loaded(
        table_of(records), tuple(encodings), notes=(*notes, *doubts), doubts=tuple(doubts)
    )


def _document(file: File, options: Options) -> documents.Document:
    if file.failure is not None:
        raise OSError(file.failure)
    document = documents.load(
        file.read(), file.name, file.suffix, options.encoding, file.charset, file.address
    )
    if file.address and not any(article.get("text") for article in document.articles):
        raise ValueError(f"{file.name}: no article was found on the page")
    return document
