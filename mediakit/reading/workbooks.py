"""Tables that bring their own types: Excel workbooks and parquet files."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd

from mediakit.reading.loaded import Loaded, Options, column_of, require, unique_names
from mediakit.reading.packed import require_safe

EXCEL_SUFFIXES = (".xlsx", ".xlsm")
PARQUET_SUFFIXES = (".parquet", ".pq")

MOST_CELLS = 200_000_000  # a few bytes can say that a table has any number of empty ones
MOST_ROWS = 1_048_576  # of a sheet


def load_parquet(data: bytes, name: str) -> Loaded:
    """Read a parquet file; a column of structures is spread over columns of their own."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise require("pyarrow", f"reading {name}") from error
    try:
        facts = parquet.read_metadata(io.BytesIO(data))
        _require_fewer_cells(facts.num_rows * facts.num_columns, name)
        names = parquet.read_schema(io.BytesIO(data)).names
        if len(set(names)) < len(names):
            twice = next(label for label in names if names.count(label) > 1)
            raise ValueError(f"{name} has several columns of one name: {twice!r}")
        table = pd.read_parquet(io.BytesIO(data), engine="pyarrow")
    except (pyarrow.ArrowException, OSError) as error:
        raise ValueError(f"{name} is no parquet file, or is damaged: {error}") from error
    return Loaded(_spread(table))


def _require_fewer_cells(number: int, name: str) -> None:
    if number > MOST_CELLS:
        raise ValueError(
            f"{name} has more than {MOST_CELLS:,} cells; read it in parts, or measure it with "
            "mk.analyse_file"
        )


def _spread(table: pd.DataFrame) -> pd.DataFrame:
    """Turn columns whose cells are structures into a column for each of their fields."""
    columns: dict[Hashable, pd.Series] = {}
    has_structures = False
    for label, column in table.items():
        cells = [] if column.dtype != object else column.dropna().tolist()
        if cells and all(isinstance(cell, Mapping) for cell in cells):
            has_structures = True
            for field in dict.fromkeys(field for cell in cells for field in cell):
                inner = [cell.get(field) if isinstance(cell, Mapping) else None for cell in column]
                columns[f"{label}.{field}"] = column_of(inner).set_axis(table.index)
        else:
            columns[label] = column
    return pd.DataFrame(columns, index=table.index) if has_structures else table


def load_excel(data: bytes, name: str, options: Options) -> Loaded:
    """Read one sheet of a workbook: the first row names the columns, an empty cell is missing."""
    with _workbook(data, name) as workbook:
        titles = workbook.sheetnames
        title = _chosen(titles, 0 if options.sheet is None else options.sheet, name)
        others = [other for other in titles if other != title]
        notes = (f"read the sheet {title!r}; not read: {', '.join(others)}",) if others else ()
        return Loaded(_table(_rows(workbook[title]), f"{name}, sheet {title!r}"), notes=notes)


def load_sheets(
    data: bytes, name: str, has_articles: Callable[[pd.DataFrame], bool]
) -> list[tuple[str, Loaded]]:
    """Read all sheets of a workbook that hold articles, each under its title.

    Raises
    ------
    ValueError
        If none does. The message tells what columns they have.
    """
    read: list[tuple[str, pd.DataFrame]] = []
    others: list[str] = []
    seen: list[str] = []
    with _workbook(data, name) as workbook:
        for title in workbook.sheetnames:
            sheet = workbook[title]
            rows = _rows(sheet) if hasattr(sheet, "iter_rows") else []  # a sheet may be a chart
            table = _table(rows, title) if rows else None
            if table is not None and has_articles(table):
                read.append((title, table))
            else:
                others.append(title)
                listed = ", ".join(map(str, table.columns[:8])) if table is not None else "empty"
                seen.append(f"{title!r} ({listed})")
    if not read:
        if len(seen) == 1 and seen[0].endswith("(empty)"):
            raise ValueError(f"{name} is empty: the sheet has no header")
        raise ValueError(
            f"no sheet of {name} has a column that is known to hold text: {'; '.join(seen)}. "
            'Say which one holds it: mk.read(..., sheet="its title", text="its name")'
        )
    titles = ", ".join(repr(title) for title, _ in read)
    note = f"read the sheet{'s' if len(read) > 1 else ''} {titles}; not read: {', '.join(others)}"
    notes = (note,) if others else ()
    if len(read) == 1:
        return [(name, Loaded(read[0][1], notes=notes))]
    return [
        (f"{name}, sheet {title!r}", Loaded(_with_title(table, title), notes=notes))
        for title, table in read
    ]


def _with_title(table: pd.DataFrame, title: str) -> pd.DataFrame:
    return table.assign(**{"sheet_of_workbook" if "sheet" in table else "sheet": title})


@contextmanager
def _workbook(data: bytes, name: str) -> Iterator[Any]:
    try:
        import openpyxl
    except ImportError as error:
        raise require("openpyxl", f"reading {name}") from error
    require_safe(data, name, "Excel workbook")
    with warnings.catch_warnings():
        # openpyxl warns of styles and validation rules that it leaves out. None is content.
        warnings.simplefilter("ignore", UserWarning)
        try:
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        except Exception as error:  # openpyxl documents no type for a damaged file
            raise ValueError(f"{name} is no Excel workbook, or is damaged: {error}") from error
        try:
            yield workbook
        finally:
            workbook.close()


def _rows(sheet: Any) -> list[tuple[Any, ...]]:
    """List the rows of a sheet without the empty cells at their ends, nor empty rows at its end."""
    sheet.reset_dimensions()  # some programs write wrong ones
    rows: list[tuple[Any, ...]] = []
    n_cells = 0
    for row in _read_row_by_row(sheet):
        n_cells += len(row)
        _require_fewer_cells(n_cells, f"the sheet {sheet.title!r}")
        if len(rows) == MOST_ROWS:
            raise ValueError(f"the sheet {sheet.title!r} is damaged: it has too many rows")
        rows.append(_without_empty_end(row))
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _read_row_by_row(sheet: Any) -> Iterator[tuple[Any, ...]]:
    try:
        yield from sheet.iter_rows(values_only=True)
    except Exception as error:  # as above
        raise ValueError(f"the sheet {sheet.title!r} is damaged: {error}") from error


def _without_empty_end(row: tuple[Any, ...]) -> tuple[Any, ...]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return tuple(row[:end])


def _chosen(titles: Sequence[str], sheet: str | int, name: str) -> str:
    try:
        return titles[sheet] if isinstance(sheet, int) else titles[titles.index(sheet)]
    except (IndexError, ValueError):
        listed = ", ".join(map(repr, titles))
        raise ValueError(f"{name} has no sheet {sheet!r}; there are {listed}") from None


def _table(rows: list[tuple[Any, ...]], name: str) -> pd.DataFrame:
    start = next((number for number, row in enumerate(rows) if row), None)
    if start is None:
        raise ValueError(f"{name} is empty: it has no header")
    body = rows[start + 1 :]
    width = max(map(len, rows))
    header = rows[start] + (None,) * (width - len(rows[start]))
    filled = {place for row in rows[start:] for place, cell in enumerate(row) if cell is not None}
    columns = {
        label: column_of(row[place] if place < len(row) else None for row in body)
        for place, label in enumerate(unique_names(header))
        if place in filled
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(len(body)))
