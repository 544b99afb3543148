"""Rows of csv and its relatives, read as they come: what is wrong with one spares the others."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO

from mediakit.reading.loaded import unique_names
from mediakit.reading.separated import separator_of

HEAD = 100_000  # characters in which a header ends
UNDECODED = re.compile("[\udc80-\udcff]")  # bytes that are none of the encoding

_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n")  # Excel's own way to say it
_LONGEST_CELL = 2**24  # characters; a longer one is a quotation mark that nothing closes
_UNCLOSED = "a quotation mark opens a cell and none closes it"
_TOO_LONG = f"a cell of more than {_LONGEST_CELL:,} characters"
_RUN_TOGETHER = "quotation marks that don't match, by which rows may have run together"


class _Lines:
    """Lines of a text, which can be put back, and those that the row at hand has taken."""

    def __init__(self, head: str, rest: Iterator[str]) -> None:
        only = "\n" if "\n" in head else ""  # then a lone \r is no end of a line
        self._again: deque[str] = deque(io.StringIO(head, newline=only))
        self._rest = rest
        self.taken: list[str] = []
        if self._again:  # the head may end within a line, or between the two marks that end it
            last, following = self._again.pop(), next(rest, "")
            whole = last.endswith("\n") or (not only and last.endswith("\r") and following != "\n")
            self._again.extend(filter(None, [last, following] if whole else [last + following]))

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._rest)
        self.taken.append(line)
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        """Let these be the next ones."""
        self._again.extendleft(reversed(lines))


def rows_of_cells(
    text: IO[str], name: str, separator: str | None
) -> Iterator[Mapping[str, object] | tuple[str, str]]:
    """Read a table with a header: cells by column, None where one is empty.

    A row that can't be read is given as the reason and what stands there.

    Raises
    ------
    ValueError
        If there is no header.
    """
    head = text.read(HEAD).lstrip("\r\n")
    if stated := _SEPARATOR_LINE.match(head):
        separator, head = separator or stated[1], head[stated.end() :]
    separator = separator or separator_of(head, name, ())
    lines = _Lines(head, text)
    with _longer_cells():
        reader = csv.reader(lines, delimiter=separator)
        given = next((cells for cells in reader if cells), None)
        if given is None:
            raise ValueError(f"{name} is empty: it has no header")
        header = unique_names(given)
        while True:
            lines.taken = []
            try:
                cells = next(reader)
                wrong = _wrong(cells, header, lines.taken, separator)
            except StopIteration:
                return
            except csv.Error as error:
                wrong = f"not separated by {separator!r} ({error})"
                if "field larger" in str(error):
                    wrong = _UNCLOSED if len(lines.taken) > 1 else _TOO_LONG
            if wrong == _UNCLOSED:
                lines.put_back(lines.taken[1:])
                del lines.taken[1:]
            if wrong:
                yield wrong, "".join(lines.taken).rstrip("\r\n")
            elif cells or len(header) == 1:  # else an empty line
                filled = {k: cell or None for k, cell in zip(header, cells, strict=False)}
                yield dict.fromkeys(header) | filled


def _wrong(
    cells: Sequence[str], header: Sequence[str], lines: Sequence[str], separator: str
) -> str | None:
    """Say why a row can't be read; a separator at the end of a row is no cell."""
    if any(map(UNDECODED.search, cells)):
        return "bytes that are no UTF-8"
    if len(lines) > 1 and (doubt := _doubt(lines, separator)):
        return doubt
    if any(cells[len(header) :]):
        return f"{len(cells)} cells where the header has {len(header)}"
    return None


def _doubt(lines: Sequence[str], separator: str) -> str | None:
    """Read lines that make one row again, and less kindly."""
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        return _UNCLOSED if "unexpected end" in str(error) else _RUN_TOGETHER
    return None


@contextmanager
def _longer_cells() -> Iterator[None]:
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
