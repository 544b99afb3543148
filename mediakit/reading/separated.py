"""Tables in which a character separates the cells: csv, tsv and their relatives."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.reading.columns import is_known
from mediakit.reading.decoding import decode_lines
from mediakit.reading.loaded import Loaded, Options, SetApart, column_of, kept, unique_names

if TYPE_CHECKING:
    from _csv import Reader

SUFFIXES = (".csv", ".tsv", ".tab", ".psv")
SEPARATORS = ",;\t|"

_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")
_Numbered = tuple[int, int, list[str]]

_ESCAPED = re.compile(r"\\([\\\"])")
_UNDECODED = re.compile("[\udc80-\udcff]")  # bytes that are none of the encoding
_LONGEST_CELL = 2**31 - 1


@dataclass(frozen=True)
class _Layout:
    """How cells are written: what separates them, and what stands around them."""

    separator: str
    mark: str = '"'
    spaced: bool = False

    def reader(self, text: str, strict: bool = False) -> Reader:
        return csv.reader(
            io.StringIO(text, newline=""),
            delimiter=self.separator,
            quotechar=self.mark,
            skipinitialspace=self.spaced,
            strict=strict,
        )


def load(data: bytes, name: str, options: Options, named: Collection[str] = ()) -> Loaded:
    """Read a separated table with every cell as text; an empty cell is missing.

    The separator is the one under which the header has most names that are known here or
    `named` by the caller. Words like "NA" and "null" stay what they are. Rows that have more
    cells than the header, damaged letters, or quotation marks by which rows may have run
    together are set apart.
    """
    text, encoding, damage = decode_lines(data, name, options.encoding)
    start = 0
    separator = options.separator
    if stated := _SEPARATOR_LINE.match(text):  # Excel's own way to say it
        separator = separator or stated[1]
        start = stated.end()
    while text[start : start + 1] in ("\r", "\n"):
        start += 1
    body = text[start:]
    separator = separator or separator_of(body, name, named)
    if len(separator) != 1 or separator in '"\r\n':
        raise ValueError(f"a separator is one character, not {separator!r}")
    if not body.strip():
        raise ValueError(f"{name} is empty: it has no header")
    with _cells_of_any_length():
        table, bad = _table(body, name, separator, text.count("\n", 0, start), bool(damage))
    kept(len(table), bad, name, options.strict)
    return Loaded(table, (encoding,), all_text=True, set_apart=tuple(bad))


def separator_of(text: str, name: str, named: Collection[str]) -> str:
    """Choose the character under which the header has most names that are known."""
    default = "\t" if name.lower().endswith((".tsv", ".tab", ".tsv.gz")) else ","

    def fitness(separator: str) -> tuple[int, int, bool]:
        cells = _header(text, separator)
        known = sum(cell in named or is_known(cell) for cell in cells)
        return known, len(cells), separator == default

    return max(SEPARATORS, key=fitness)


def _header(text: str, separator: str) -> list[str]:
    try:
        return next(_Layout(separator).reader(text[:100_000]), [])
    except csv.Error:
        return []


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _table(
    text: str, name: str, separator: str, lines_before: int, is_damaged: bool
) -> tuple[pd.DataFrame, list[SetApart]]:
    """Read row by row, so that what is wrong with one doesn't touch the others."""
    first_line_end = text.find("\n")
    only_newlines = first_line_end > 0 and text[first_line_end - 1] != "\r"
    stand_ins: dict[str, str] = {}
    if only_newlines and "\r" in text:  # there, a carriage return must not end a row
        text = _replaced(text, "\r", stand_ins)
    layout = _layout(text, separator)
    doubtful: set[int] = set()
    unclosed = 0
    try:
        numbered: Iterable[_Numbered] = list(_numbered(layout.reader(text, strict=True)))
    except csv.Error:
        doubtful, unclosed = _doubtful_lines(text, layout)
        if '\\"' in text:  # databases write a quotation mark so
            escaped = _replaced(text, '"', stand_ins, _ESCAPED)
            still_doubtful, still_unclosed = _doubtful_lines(escaped, layout)
            if (bool(still_unclosed), len(still_doubtful)) < (bool(unclosed), len(doubtful)):
                text, doubtful, unclosed = escaped, still_doubtful, still_unclosed
            else:
                del stand_ins['"']
        numbered = _numbered(layout.reader(text))
    numbered = iter(numbered)
    _, _, header = next(numbered)
    if any(_UNDECODED.search(label) for label in header):
        raise ValueError(f"{name}: the header has bytes that are no UTF-8; encoding= says what is")
    rows: list[list[str]] = []
    bad: list[SetApart] = []
    for first, last, cells in numbered:
        if unclosed and last >= unclosed:
            raise ValueError(
                f"{name}, line {lines_before + first}: a quotation mark opens a cell and none "
                "closes it, so that all that follows would be part of that cell"
            )
        if reason := _wrong(cells, header, separator, is_damaged):
            pass
        elif first < last and not doubtful.isdisjoint(range(first, last + 1)):
            reason = "quotation marks that don't match, by which rows may have run together"
        if reason:
            place = f"line {lines_before + first}"
            if first < last:
                place = f"lines {lines_before + first} to {lines_before + last}"
            bad.append(SetApart(place, reason, separator.join(cells)))
        elif cells or len(header) == 1:  # an empty line is a row only where there is one column
            rows.append(cells)
    back = {stand_in: meant for meant, stand_in in stand_ins.items()}

    def original(cell: str) -> str:
        for stand_in, meant in back.items():
            cell = cell.replace(stand_in, meant)
        return cell

    columns = {
        original(label): column_of(
            (original(row[place]) or None) if place < len(row) else None for row in rows
        )
        for place, label in enumerate(unique_names(header))
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(len(rows))), bad


def _numbered(reader: Reader) -> Iterator[_Numbered]:
    """Give each row with the first and the last line in which it stands."""
    first = 1
    for cells in reader:
        yield first, reader.line_num, cells
        first = reader.line_num + 1


def _replaced(
    text: str, meant: str, stand_ins: dict[str, str], pattern: re.Pattern[str] | None = None
) -> str:
    """Let a character that the text lacks stand in for one that the parser would act on."""
    stand_in = next(c for c in map(chr, range(0xF0000, 0xFFFFE)) if c not in text)
    stand_ins[meant] = stand_in
    if pattern is None:
        return text.replace(meant, stand_in)
    return pattern.sub(lambda match: stand_in if match[1] == meant else match[1], text)


def _layout(text: str, separator: str) -> _Layout:
    """See from the header how cells are written."""
    cells = _header(text, separator)
    is_single = all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
    is_spaced = len(cells) > 1 and all(cell.startswith(" ") for cell in cells[1:])
    return _Layout(separator, "'" if is_single else '"', is_spaced)


def _doubtful_lines(text: str, layout: _Layout) -> tuple[set[int], int]:
    """List the lines with a quotation mark in a place where none may be.

    Also tells the line, or 0, at which the text ends inside of a cell.
    """
    doubtful: set[int] = set()
    reader = layout.reader(text, strict=True)
    while True:
        try:
            for _ in reader:
                pass
        except csv.Error as error:
            if "unexpected end" in str(error):
                return doubtful, reader.line_num
            doubtful.add(reader.line_num)
        else:
            return doubtful, 0


def _wrong(
    cells: Sequence[str], header: Sequence[str], separator: str, is_damaged: bool
) -> str | None:
    """Say why a row can't be read; a separator at the end of a row is no cell."""
    if any(cells[len(header) :]):
        return (
            f"{len(cells)} cells where the header has {len(header)}; a cell with {separator!r} "
            "in it needs quotation marks around it"
        )
    if is_damaged and any(_UNDECODED.search(cell) for cell in cells):
        return "bytes that are no UTF-8"
    return None
