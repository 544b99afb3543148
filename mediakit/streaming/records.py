"""Rows of a file that may be larger than memory, in numbered batches; bad rows set apart."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.reading.decoding import UNDECODED, decoded_lines
from mediakit.reading.json_records import AROUND, spread
from mediakit.reading.loaded import require, suffix_of, table_of
from mediakit.reading.rows import LONGEST_CELL, cells_of

PARQUET, LINES = (".parquet", ".pq"), (".jsonl", ".ndjson")
TABLES = (".csv", ".tsv", ".tab", ".psv")
_AHEAD = 2**20  # bytes of a parquet file's column that are read at a time
_PIECE = 100  # rows of a parquet file that are read at a time: of long articles few make a batch


@dataclass(frozen=True)
class BadRow:
    """A row that can't be measured: its place in the file, what is wrong, and what stands there."""

    row: int
    reason: str
    content: str


@dataclass(frozen=True)
class Batch:
    """Rows of a file that follow each other.

    Attributes
    ----------
    number : int
        Which batch it is, counted from 0.
    table : DataFrame
        The good rows under the file's own column names; the index is their place in the file.
    bad : list of BadRow
        The others.
    share : int
        How much of :attr:`Source.total` it is.
    file : str
        Which file it is of, where there are several.
    """

    number: int
    table: pd.DataFrame
    bad: list[BadRow]
    share: int
    file: str = ""


@dataclass(frozen=True)
class Size:
    """What a batch has room for. It is full with so many rows, or so many characters.

    Where batches end depends on the rows alone: a run that goes on must find the same ones.
    """

    rows: int
    characters: int


@dataclass(frozen=True)
class Source:
    """A file to be read in batches.

    Attributes
    ----------
    path : Path
        Where it lies.
    encoding, separator : str or None
        As for :func:`mediakit.read`.
    """

    path: Path
    encoding: str | None = None
    separator: str | None = None

    @property
    def suffix(self) -> str:
        """The format, whether compressed or not."""
        return suffix_of(self.path.name)

    @property
    def is_readable(self) -> bool:
        """Whether the format can be read in batches."""
        return self.suffix in (*PARQUET, *LINES, *TABLES)

    @property
    def counts_rows(self) -> bool:
        """Whether the format tells how many rows there are; else bytes are counted."""
        return self.suffix in PARQUET

    @property
    def all_text(self) -> bool:
        """Whether the format has no types but text."""
        return self.suffix in TABLES

    @property
    def total(self) -> int:
        """How much there is to read, in rows or bytes."""
        return _parquet(self.path).metadata.num_rows if self.counts_rows else _size(self.path)

    def batches(self, size: Size, columns: Sequence[str] | None = None) -> Iterator[Batch]:
        """Read in batches, good and bad rows counted alike.

        Parameters
        ----------
        size : Size
            When a batch is full; of parquet bytes count as characters.
        columns : sequence of str, optional
            The columns to read; those of parquet cost nothing where they are left out.

        Raises
        ------
        ValueError
            If the format can't be read in batches, or the file isn't what its suffix says.
        """
        if self.suffix in PARQUET:
            return _of_parquet(self.path, size, columns)
        if self.suffix in LINES:
            return _of_lines(self, size)
        if self.suffix in TABLES:
            return _of_cells(self, size)
        formats = ", ".join((*PARQUET, *LINES, *TABLES))
        raise ValueError(f"{self.path.name} can't be read in batches; what can: {formats}")


def _size(path: Path) -> int:
    return path.stat().st_size


def _parquet(path: Path) -> Any:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise require("pyarrow", "reading and writing parquet") from error
    try:
        # by default the compressed columns of all row groups would pile up in memory
        return parquet.ParquetFile(path, pre_buffer=False, buffer_size=_AHEAD)
    except pyarrow.ArrowInvalid as error:
        raise ValueError(f"{path.name} is no parquet file, or a damaged one ({error})") from error


def _of_parquet(path: Path, size: Size, columns: Sequence[str] | None) -> Iterator[Batch]:
    # pyarrow's own batches may end where row groups do; these don't, so that numbers stay the same
    held: list[Any] = []
    n_rows = n_bytes = number = first = 0
    for piece in _parquet(path).iter_batches(_PIECE, columns=columns):
        sizes, start = _bytes_by_row(piece), 0
        while start < len(sizes):
            until_full = np.searchsorted(np.cumsum(sizes[start:]), size.characters - n_bytes) + 1
            end = min(start + int(until_full), start + size.rows - n_rows, len(sizes))
            held.append(piece.slice(start, end - start))
            n_rows, n_bytes = n_rows + end - start, n_bytes + int(sizes[start:end].sum())
            if n_rows == size.rows or n_bytes >= size.characters:
                yield _joined(held, number, first)
                held, first, n_rows, n_bytes, number = [], first + n_rows, 0, 0, number + 1
            start = end
    if held:
        yield _joined(held, number, first)


def _bytes_by_row(piece: Any) -> NDArray[np.int64]:
    """How long the texts of each row are, all columns together."""
    from pyarrow import compute, types

    sizes = np.zeros(len(piece), dtype=np.int64)
    for column in piece.columns:
        if types.is_string(column.type) or types.is_large_string(column.type):
            sizes += compute.binary_length(column).fill_null(0).to_numpy(zero_copy_only=False)
    return sizes


def _joined(pieces: Sequence[Any], number: int, first: int) -> Batch:
    from pyarrow import Table

    # as it lies in the file: with the metadata of pandas a column may become the index
    table = Table.from_batches(pieces).to_pandas(types_mapper=pd.ArrowDtype, ignore_metadata=True)
    places = pd.RangeIndex(first, first + len(table))
    return Batch(number, table.set_axis(places), [], len(table))


@contextmanager
def _opened(source: Source) -> Iterator[tuple[Iterator[str], IO[bytes]]]:
    """Open as lines of text.

    Beside them comes the file itself, to ask how far it has been read.
    """
    with source.path.open("rb") as file:
        packed = source.path.suffix.lower() == ".gz"
        unpacked = gzip.GzipFile(fileobj=file) if packed else file
        try:
            with closing(decoded_lines(cast("IO[bytes]", unpacked), source.encoding)) as lines:
                yield lines, file
        except (EOFError, UnicodeError, gzip.BadGzipFile, zlib.error) as error:
            raise ValueError(f"{source.path.name} is damaged or was cut off ({error})") from error


def _of_lines(source: Source, size: Size) -> Iterator[Batch]:
    with _opened(source) as (text, file):
        lines = filter(None, (line.strip(AROUND) for line in text))
        yield from _batched(map(_record, lines), size, file)


def _record(line: str) -> Mapping[str, object] | tuple[str, str]:
    """Read a line as a record; else give the reason and the line."""
    if UNDECODED.search(line):
        return "bytes that are no UTF-8", line
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return f"not JSON ({getattr(error, 'msg', 'nested too deeply')})", line
    if not isinstance(record, Mapping):
        return f"an object is expected, not a {type(record).__name__}", line
    return spread(record)


def _of_cells(source: Source, size: Size) -> Iterator[Batch]:
    with _opened(source) as (text, file):
        table = cells_of(text, source.path.name, source.separator, longest=LONGEST_CELL)
        empty: dict[str, object] = dict.fromkeys(table.header)

        def records() -> Iterator[Mapping[str, object] | tuple[str, str]]:
            for row in table.rows:
                filled = ((cell or None) for cell in row.cells)
                named = dict(zip(table.header, filled, strict=False))
                yield (row.wrong, row.content) if row.wrong else empty | named

        yield from _batched(records(), size, file)


def _batched(
    rows: Iterable[Mapping[str, object] | tuple[str, str]], size: Size, file: IO[bytes]
) -> Iterator[Batch]:
    records: list[Mapping[str, object]] = []
    places: list[int] = []
    bad: list[BadRow] = []
    number = reached = n_characters = 0
    for place, row in enumerate(rows):
        if len(records) + len(bad) == size.rows or n_characters >= size.characters:
            yield _of_records(number, records, places, bad, file.tell() - reached)
            records, places, bad, n_characters = [], [], [], 0
            number, reached = number + 1, file.tell()
        if isinstance(row, tuple):
            bad.append(BadRow(place, *row))
            n_characters += len(row[1])
        else:
            records.append(row)
            places.append(place)
            n_characters += sum(len(cell) for cell in row.values() if isinstance(cell, str))
    if records or bad:
        yield _of_records(number, records, places, bad, file.tell() - reached)


def _of_records(
    number: int,
    records: Sequence[Mapping[str, object]],
    places: Sequence[int],
    bad: list[BadRow],
    share: int,
) -> Batch:
    return Batch(number, table_of(records).set_axis(pd.Index([*places], dtype="int64")), bad, share)
