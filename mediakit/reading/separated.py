"""Tables in which a character separates the cells: csv, tsv and their relatives."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from mediakit.reading.decoding import decode_lines
from mediakit.reading.loaded import Loaded, Options, SetApart, column_of, kept
from mediakit.reading.rows import Row, cells_of, lines_of

SUFFIXES = (".csv", ".tsv", ".tab", ".psv")


def load(data: bytes, name: str, options: Options, named: Collection[str] = ()) -> Loaded:
    """Read a separated table with every cell as text; an empty cell is missing.

    The separator is the one under which the header has most names that are known here or
    `named` by the caller. Words like "NA" and "null" stay what they are. Rows that have more
    cells than the header, damaged letters, or quotation marks by which rows may have run
    together are set apart.
    """
    decoded = decode_lines(data, name, options.encoding)
    lines, damaged = lines_of(decoded.text), bool(decoded.damage)
    cells = cells_of(lines, name, options.separator, named, damaged=damaged)
    rows: list[list[str]] = []
    bad: list[SetApart] = []
    for row in cells.rows:
        if row.wrong:
            bad.append(SetApart(_place(row), row.wrong, row.content))
        else:
            rows.append(row.cells)
    kept(len(rows), bad, name, options.strict)
    columns = {
        label: column_of((row[place] or None) if place < len(row) else None for row in rows)
        for place, label in enumerate(cells.header)
    }
    table = pd.DataFrame(columns, index=pd.RangeIndex(len(rows)))
    n_above = len(cells.above)
    above = (
        f"{name}: {n_above} line{'s' if n_above > 1 else ''} above the header passed over: "
        f"{cells.above[0].strip()[:60]!r}"
        if n_above
        else ""
    )
    return Loaded(
        table,
        (decoded.encoding,),
        all_text=True,
        notes=(above,) if above else (),
        doubts=(decoded.doubt,) if decoded.doubt else (),
        set_apart=tuple(bad),
    )


def _place(row: Row) -> str:
    if row.first == row.last:
        return f"line {row.first}"
    return f"lines {row.first} to {row.last}"
