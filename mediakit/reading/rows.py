"""Rows of csv and its relatives, as they come: what is wrong with one spares the others."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mediakit.reading.decoding import UNDECODED
from mediakit.reading.layout import (
    Layout,
    layout_of,
    lines_above,
    said_above,
    separator_of,
    stated_separator,
)
from mediakit.reading.loaded import unique_names

if TYPE_CHECKING:
    from _csv import Reader

LONGEST_CELL = 2**24  # characters, of a file that is read in parts

_HEAD = 100_000  # characters in which a header stands
_ESCAPED = re.compile(r"\\([\\\"])")
_RETURN = re.compile(r"\r(?=[^\r\n])")  # inside of a line, where it would end a row
_ANY_LENGTH = 2**31 - 1
_MOST_TRIES = 50  # at what may lead to the end of the file, so that time stays linear
_UNCLOSED = "a quotation mark opens a cell and none closes it"
_RUN_TOGETHER = "quotation marks that don't match, by which rows may have run together"


@dataclass(frozen=True)
class Row:
    """A row: the lines of the file in which it stands, and its cells or what is wrong with it.

    Attributes
    ----------
    first, last : int
        The lines, counted from 1.
    cells : list of str
        As many as the header has, or fewer; empty where something is wrong.
    wrong : str or None
        Why the row can't be read.
    content : str
        What stands there, where it can't be read.
    """

    first: int
    last: int
    cells: list[str]
    wrong: str | None = None
    content: str = ""


@dataclass(frozen=True)
class Cells:
    """A table with a header: its names, each once, and then its rows.

    Attributes
    ----------
    header : list of str
        Names of the columns.
    rows : iterator of Row
        Rows in their order; empty lines are none, unless there is a single column.
    above : list of str
        Lines above the header that are no part of the table.
    """

    header: list[str]
    rows: Iterator[Row]
    above: list[str]


class _TooLong(Exception):
    """A row has more characters than a cell may have."""


class _Lines:
    """Lines of a table, which can be put back, and those that the row at hand has taken."""

    def __init__(self, lines: Iterable[str], longest: int | None) -> None:
        self._again: deque[str] = deque()
        self._rest = iter(lines)
        self._n_before = 0  # lines before the row at hand
        self._n_characters = 0  # that the row at hand has taken
        self.longest = longest
        self.taken: list[str] = []
        self.tries = 0  # at rows whose quotation marks don't match

    @property
    def number(self) -> int:
        """Which line was taken last, counted from 1."""
        return self._n_before + len(self.taken)

    def __iter__(self) -> Iterator[str]:
        again, rest = self._again, self._rest
        while True:
            line = again.popleft() if again else next(rest, None)
            if line is None:
                return
            self.taken.append(line)
            if self.longest:
                self._n_characters += len(line)
                if self._n_characters > self.longest:
                    raise _TooLong
            yield line

    def begin(self) -> int:
        """Begin a row; give the number of its first line."""
        self._n_before += len(self.taken)
        self.taken, self._n_characters = [], 0
        return self._n_before + 1

    def take(self, number: int) -> None:
        """Take so many lines."""
        for _ in zip(range(number), self, strict=False):
            pass

    def put_back(self, kept: int = 0) -> list[str]:
        """Put back what the row has taken, but for its first lines; give all of it."""
        lines = self.taken
        self._again.extendleft(reversed(lines[kept:]))
        self.taken, self._n_characters = lines[:kept], sum(map(len, lines[:kept]))
        return lines

    def ahead(self, characters: int) -> list[str]:
        """Look at the next lines."""
        seen = sum(map(len, self._again))
        while seen < characters and (line := next(self._rest, None)) is not None:
            self._again.append(line)
            seen += len(line)
        return [*self._again]


def lines_of(text: str) -> Iterator[str]:
    r"""Split a text into lines; where they end in ``\n``, a lone ``\r`` ends none."""
    return iter(io.StringIO(text, newline="\n" if "\n" in text else ""))


def cells_of(
    lines: Iterable[str],
    name: str,
    separator: str | None = None,
    named: Collection[str] = (),
    longest: int | None = None,
    damaged: bool = True,
) -> Cells:
    """Read a separated table with a header.

    Parameters
    ----------
    lines : iterable of str
        With what ends them. Bytes that are none of the encoding are lone surrogates in them.
    name : str
        What to call the table in an error.
    separator : str, optional
        What stands between cells. Without it: the one under which the header has most names that
        are known.
    named : collection of str
        Names that are known besides, as the caller has given them.
    longest : int, optional
        How many characters a row may have.
    damaged : bool, default True
        Whether there may be such bytes.

    Raises
    ------
    ValueError
        If there is no header, it can't be read, or the separator is none.
    """
    # once and for all: lowered again, it would fail those who read at the same time
    if csv.field_size_limit() < _ANY_LENGTH:
        csv.field_size_limit(_ANY_LENGTH)
    feed = _Lines(lines, longest)
    above = lines_above(feed.ahead(_HEAD), named)
    feed.take(len(above))
    head = feed.ahead(_HEAD)
    if not any(line.strip() for line in head):
        raise ValueError(f"{name} is empty: it has no header")
    separator = separator or stated_separator(above) or separator_of(head, name, named)
    if len(separator) != 1 or separator in '"\r\n':
        raise ValueError(f"a separator is one character, not {separator!r}")
    layout = layout_of(head, separator)
    feed.begin()
    row = next(_rows(feed, layout, 0))
    if row.wrong or any(map(UNDECODED.search, row.cells)):
        wrong = row.wrong or "bytes that are no UTF-8; encoding= says what is"
        raise ValueError(f"{name}: the header can't be read: {wrong}")
    header = unique_names(row.cells)
    return Cells(header, _rows(feed, layout, len(header), damaged), said_above(above))


def _rows(feed: _Lines, layout: Layout, width: int, damaged: bool = True) -> Iterator[Row]:
    """Read row by row; `width` is how many cells the header has, 0 for the header itself."""
    strict = layout.reader(feed)
    while True:
        first = feed.begin()
        try:
            cells: list[str] | None = next(strict)
            wrong = None
        except StopIteration:
            return
        except (csv.Error, _TooLong) as error:
            ends = isinstance(error, _TooLong) or "unexpected end" in str(error)
            cells, wrong = _doubtful(feed, layout, width, ends)
            strict = layout.reader(feed)
        if width == 1 and len(feed.taken) == 1 and cells and any(cells[1:]):
            # no names are separated, so this separates nothing: it is a part of the text
            cells = layout.cells(feed.taken) if feed.taken[0][:1] == layout.mark else None
            cells = cells if cells and not any(cells[1:]) else [feed.taken[0].rstrip("\r\n")]
        if cells is not None:
            wrong = _wrong(cells, layout, width, damaged)
        if wrong:
            yield Row(first, feed.number, [], wrong, "".join(feed.taken).rstrip("\r\n"))
        elif cells or width == 1:  # an empty line is a row only where there is one column
            yield Row(first, feed.number, cells or [])


def _doubtful(
    feed: _Lines, layout: Layout, width: int, ends: bool
) -> tuple[list[str] | None, str | None]:
    """Read a row on which the parser stumbled: its cells, or what is wrong with it.

    Lines that are no part of it are put back.
    """
    lines = feed.taken
    if cells := _otherwise(feed, layout):
        return cells, None
    if len(lines) == 1 and feed.longest and len(lines[0]) > feed.longest:
        return None, f"a cell of more than {feed.longest:,} characters"
    can_stand = width > 1 and feed.tries < _MOST_TRIES
    stand_alone = can_stand and all(_stands_alone(line, layout, width) for line in lines)
    if len(lines) == 1 and not ends:  # marks may be a part of the text: He said "no"
        as_it_stands = layout.cells(lines, quoted=False) if stand_alone else None
        return as_it_stands or layout.cells(lines, strict=False), _RUN_TOGETHER
    if stand_alone:  # what follows the first line are rows of their own
        feed.tries += ends
        feed.put_back(kept=1)
        return None, _UNCLOSED
    if not ends:
        _take(feed, layout.reader(feed, strict=False))
    return None, _UNCLOSED if ends else _RUN_TOGETHER


def _otherwise(feed: _Lines, layout: Layout) -> list[str] | None:
    """Try other ways to write a cell: quotation marks as databases escape them, lone returns.

    Where that doesn't help, what has been taken stays taken.
    """
    lines = feed.taken
    is_escaped = any('\\"' in line for line in lines)
    if feed.tries >= _MOST_TRIES or not (is_escaped or any(map(_RETURN.search, lines))):
        return None
    feed.put_back()
    free = (sign for sign in map(chr, range(0xF0000, 0xFFFFE)))
    mark, end = islice((sign for sign in free if not any(sign in line for line in lines)), 2)

    def replaced(line: str) -> str:
        line = _RETURN.sub(end, line)
        if not is_escaped:
            return line
        return _ESCAPED.sub(lambda match: mark if match[1] == '"' else match[1], line)

    cells = _take(feed, layout.reader(map(replaced, feed)))
    if cells is None:
        feed.tries += 1
        n_taken = len(lines)
        feed.put_back()
        feed.take(n_taken)
        return None
    return [cell.replace(mark, '"').replace(end, "\r") for cell in cells]


def _take(feed: _Lines, reader: Reader) -> list[str] | None:
    """Take a row from the start, in another way; None where that fails."""
    feed.put_back()
    try:
        return next(reader, None)
    except (csv.Error, _TooLong):
        return None


def _stands_alone(line: str, layout: Layout, width: int) -> bool:
    """Tell whether a line is a row by itself, and no paragraph with a comma in it."""
    cells = layout.cells([line]) or layout.cells([line], quoted=False) or []
    return len(cells) == width and not any(cell[:1] == " " for cell in cells[1:])


def _wrong(cells: Sequence[str], layout: Layout, width: int, damaged: bool) -> str | None:
    """Say why cells are no row; a separator at the end of a row is no cell."""
    if damaged and any(map(UNDECODED.search, cells)):
        return "bytes that are no UTF-8"
    if width and any(cells[width:]):
        return (
            f"{len(cells)} cells where the header has {width}; a cell with {layout.separator!r} "
            "in it needs quotation marks around it"
        )
    return None
