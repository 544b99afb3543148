"""Tables in which a character separates the cells: csv, tsv and their relatives."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Collection
from itertools import islice

import pandas as pd

from mediakit.reading.columns import is_known
from mediakit.reading.decoding import decode
from mediakit.reading.loaded import Loaded, Options

SUFFIXES = (".csv", ".tsv", ".tab", ".psv")
SEPARATORS = ",;\t|"

_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")


def load(data: bytes, name: str, options: Options, named: Collection[str] = ()) -> Loaded:
    """Read a separated table with every cell as text; an empty cell is missing.

    The separator is the one under which the header has most names that are known here or
    `named` by the caller. Words like "NA" and "null" stay what they are.
    """
    text, encoding = decode(data, name, options.encoding)
    separator = options.separator
    if stated := _SEPARATOR_LINE.match(text):  # Excel's own way to say it
        separator = separator or stated[1]
        text = text[stated.end() :]
    separator = separator or _separator(text, name, named)
    if len(separator) != 1:
        raise ValueError(f"a separator is one character, not {separator!r}")
    return Loaded(_table(text.lstrip("\r\n"), name, separator), (encoding,), all_text=True)


def _separator(text: str, name: str, named: Collection[str]) -> str:
    default = "\t" if name.lower().endswith((".tsv", ".tab", ".tsv.gz")) else ","

    def fitness(separator: str) -> tuple[int, int, bool]:
        cells = _header(text, separator)
        known = sum(cell in named or is_known(cell) for cell in cells)
        return known, len(cells), separator == default

    return max(SEPARATORS, key=fitness)


def _header(text: str, separator: str) -> list[str]:
    lines = io.StringIO(text[:100_000], newline="")
    try:
        return next(csv.reader(lines, delimiter=separator), [])
    except csv.Error:
        return []


def _table(text: str, name: str, separator: str) -> pd.DataFrame:
    if not text.strip():
        raise ValueError(f"{name} is empty: it has no header")
    has_zero = "\0" in text
    if has_zero:  # pandas 2 ends a cell there, so a character that the text lacks stands in
        stand_in = next(c for c in map(chr, range(0xF0000, 0xFFFFE)) if c not in text)
        text = text.replace("\0", stand_in)
    first_line_end = text.find("\n")
    only_newlines = first_line_end > 0 and text[first_line_end - 1] != "\r"
    with warnings.catch_warnings():
        # pandas only warns where rows are longer than the header, and drops what is over.
        warnings.simplefilter("error", pd.errors.ParserWarning)
        try:
            table = pd.read_csv(
                io.StringIO(text),
                sep=separator,
                dtype=str,
                keep_default_na=False,
                na_values=[""],
                index_col=False,
                # Where there is one column, an empty line is a row whose cell is missing.
                skip_blank_lines=len(_header(text, separator)) > 1,
                # A carriage return inside a cell must not end the row.
                lineterminator="\n" if only_newlines else None,
            )
        except (
            pd.errors.ParserError,
            pd.errors.ParserWarning,
            pd.errors.EmptyDataError,
        ) as error:
            raise ValueError(_explained(text, name, separator, error)) from error
    if has_zero:
        table = table.apply(lambda cells: cells.str.replace(stand_in, "\0", regex=False))
        table = table.rename(columns=lambda label: label.replace(stand_in, "\0"))
    return table


def _explained(text: str, name: str, separator: str, error: Exception) -> str:
    """Say which row has too many cells, in words that need no knowledge of the parser."""
    width = len(_header(text, separator))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in islice(rows, 1, None):
            if len(cells) > width:
                return (
                    f"{name}, line {rows.line_num}: {len(cells)} cells where the header has "
                    f"{width}; a cell with {separator!r} in it needs quotation marks around it"
                )
    except csv.Error:
        pass
    return f"{name} can't be read as a table separated by {separator!r}: {error}"
