"""Tables that bring their own types: Excel workbooks and parquet files."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import Any

import pandas as pd

from mediakit.reading.loaded import Loaded, Options, column_of, require

EXCEL_SUFFIXES = (".xlsx", ".xlsm")
PARQUET_SUFFIXES = (".parquet", ".pq")


def load_parquet(data: bytes, name: str) -> Loaded:
    """Read a parquet file."""
    try:
        import pyarrow
    except ImportError as error:
        raise require("pyarrow", f"reading {name}") from error
    try:
        return Loaded(pd.read_parquet(io.BytesIO(data), engine="pyarrow"))
    except pyarrow.ArrowInvalid as error:
        raise ValueError(f"{name} is no parquet file, or is damaged: {error}") from error


def load_excel(data: bytes, name: str, options: Options) -> Loaded:
    """Read one sheet of a workbook: the first row names the columns, an empty cell is missing."""
    try:
        import openpyxl
    except ImportError as error:
        raise require("openpyxl", f"reading {name}") from error
    with warnings.catch_warnings():
        # openpyxl warns of styles and validation rules that it leaves out. None is content.
        warnings.simplefilter("ignore", UserWarning)
        try:
            workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        except Exception as error:  # openpyxl documents no type for a damaged file
            raise ValueError(f"{name} is no Excel workbook, or is damaged: {error}") from error
        title, others = _chosen(workbook.sheetnames, options.sheet, name)
        sheet = workbook[title]
        sheet.reset_dimensions()  # some programs write wrong ones
        rows = [tuple(row) for row in sheet.iter_rows(values_only=True)]
        workbook.close()
    notes = () if not others else (f"read the sheet {title!r}; not read: {', '.join(others)}",)
    return Loaded(_table(rows, name), notes=notes)


def _chosen(titles: Sequence[str], sheet: str | int, name: str) -> tuple[str, list[str]]:
    try:
        title = titles[sheet] if isinstance(sheet, int) else titles[titles.index(sheet)]
    except (IndexError, ValueError):
        listed = ", ".join(map(repr, titles))
        raise ValueError(f"{name} has no sheet {sheet!r}; there are {listed}") from None
    return title, [other for other in titles if other != title]


def _table(rows: list[tuple[Any, ...]], name: str) -> pd.DataFrame:
    def is_empty(row: tuple[Any, ...]) -> bool:
        return all(cell is None for cell in row)

    # Formatting alone makes a sheet longer than its content.
    while rows and is_empty(rows[-1]):
        rows.pop()
    start = next((number for number, row in enumerate(rows) if not is_empty(row)), None)
    if start is None:
        raise ValueError(f"{name} is empty: the sheet has no header")
    width = max(map(len, rows))
    header, *body = (row + (None,) * (width - len(row)) for row in rows[start:])
    columns = {
        label: column_of(row[place] for row in body)
        for place, label in enumerate(_labels(header))
        if header[place] is not None or any(row[place] is not None for row in body)
    }
    return pd.DataFrame(columns, index=pd.RangeIndex(len(body)))


def _labels(header: Sequence[object]) -> list[str]:
    """Name each column once: one without a name after its place, a second "x" as "x.1"."""
    labels: list[str] = []
    for number, cell in enumerate(header):
        name = f"Unnamed: {number}" if cell is None else str(cell)
        count = 0
        label = name
        while label in labels:
            count += 1
            label = f"{name}.{count}"
        labels.append(label)
    return labels
