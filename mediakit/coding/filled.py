"""What comes back from coders: sheets read, checked, and brought into one table of answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.coding.questions import QUESTIONS, Question, resolve_questions
from mediakit.coding.spreadsheet import read_sheet

#: A filled sheet, or the file that it stands in.
Sheet = pd.DataFrame | str | PathLike[str]

_SHOWN = 5  # problems that a message lists


@dataclass(frozen=True)
class Filled:
    """The answers of all coders.

    Attributes
    ----------
    questions : list of Question
        What was asked.
    coders : list of str
        Who answered.
    units : DataFrame
        The sheet without answers, one row a unit, index ``unit``; sorted, so that no number
        depends on the order of the rows.
    codes : dict of array
        For each question one row a unit and one column a coder: the place of the answer among
        those of the question, -1 where there is none.
    """

    questions: list[Question]
    coders: list[str]
    units: pd.DataFrame
    codes: dict[str, NDArray[np.int64]]


@dataclass(frozen=True)
class _Part:
    """The rows of one coder, with what to call them and each row in a message."""

    coder: str
    name: str
    table: pd.DataFrame
    rows: list[str]


def collect(
    sheets: Sequence[Sheet], questions: Sequence[str | Question] | str | Question | None
) -> Filled:
    """Bring filled sheets together.

    Raises
    ------
    ValueError
        Sheets that don't fit: fewer than two coders, other units, columns that are missing,
        answers that aren't allowed, each with where it stands.
    TypeError
        What is neither a table nor a path.
    """
    parts = [part for number, sheet in enumerate(sheets, 1) for part in _parts(sheet, number)]
    if len(parts) < 2:
        raise ValueError(
            "agreement needs the sheets of two or more coders, or one table with their names in "
            f"its column coder; there is {len(parts)}"
        )
    names = [part.coder for part in parts]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two sheets are by coder {twice[0]!r}; is one of them given twice?")
    asked = _asked(parts, questions)
    # the longest sheet has all units; rows that another coder has deleted count as not answered
    longest = max(parts, key=lambda part: len(part.table))
    for part in parts:
        _require_same_units(part, longest)
    units = longest.table.set_index("unit").sort_index()
    codes = {question.name: _codes(question, parts, units.index) for question in asked}
    return Filled(asked, names, units.drop(columns=list(codes)), codes)


def _parts(sheet: Sheet, number: int) -> list[_Part]:
    """Take a sheet apart by coder; most have one."""
    if isinstance(sheet, pd.DataFrame):
        name, fallback = f"sheet {number}", f"coder {number}"
        table, rows = sheet, [f"row {label}" for label in sheet.index]
    elif isinstance(sheet, (str, PathLike)):
        path = Path(sheet)
        name, fallback = path.name, path.stem
        table = read_sheet(path)
        rows = [f"row {row}" for row in range(2, len(table) + 2)]  # as spreadsheets number them
    else:
        raise TypeError(
            f"a filled sheet is a DataFrame or the path of a file, not {type(sheet).__name__}; "
            "pass several one by one: agreement(first, second)"
        )
    table = table.astype(object).rename(columns=lambda label: str(label).strip())
    if "unit" not in table.columns:
        raise ValueError(
            f"{name} has no column 'unit'; there are {', '.join(map(str, table.columns))}"
        )
    is_filled = ~table.isna().all(axis=1).to_numpy()
    table, rows = table[is_filled], [row for row, keep in zip(rows, is_filled, strict=True) if keep]
    _require_units(table, name, rows)
    if "coder" not in table.columns:
        return [_Part(fallback, name, table, rows)]
    who = table["coder"].map(lambda cell: "" if pd.isna(cell) else str(cell).strip())
    coders = [coder for coder in who.unique() if coder]
    if len(coders) < 2:
        return [_Part(coders[0] if coders else fallback, name, table, rows)]
    if (who == "").any():
        at = rows[int(np.flatnonzero(who == "")[0])]
        raise ValueError(f"{name} has several coders, and {at} doesn't say which")
    places = {coder: np.flatnonzero(who == coder) for coder in coders}
    return [
        _Part(coder, f"{name} ({coder})", table.iloc[at], [rows[i] for i in at])
        for coder, at in places.items()
    ]


def _require_units(table: pd.DataFrame, name: str, rows: Sequence[str]) -> None:
    nameless = np.flatnonzero(table["unit"].isna())
    if len(nameless):
        raise ValueError(f"{name}: {rows[int(nameless[0])]} has no unit; was it added?")


def _asked(
    parts: Sequence[_Part], questions: Sequence[str | Question] | str | Question | None
) -> list[Question]:
    """Find the questions that the sheets answer; those named must be in all."""
    asked = resolve_questions(questions)
    if questions is None:
        asked = [q for q in asked if any(q.name in part.table.columns for part in parts)]
        if not asked:
            raise ValueError(
                f"no sheet has a column {', '.join(q.name for q in QUESTIONS)}; "
                "name what was asked: questions=[...]"
            )
    for part in parts:
        absent = [q.name for q in asked if q.name not in part.table.columns]
        if absent:
            raise ValueError(
                f"{part.name} has no column {', '.join(absent)}; there are "
                f"{', '.join(map(str, part.table.columns))}"
            )
    return asked


def _require_same_units(part: _Part, longest: _Part) -> None:
    own = part.table["unit"].astype(str)
    twice = np.flatnonzero(own.duplicated())
    if len(twice):
        at = int(twice[0])
        raise ValueError(f"{part.name}: {part.rows[at]} repeats the unit {own.iloc[at]}")
    other = np.flatnonzero(~own.isin(longest.table["unit"].astype(str)))
    if len(other):
        at = int(other[0])
        raise ValueError(
            f"{part.name} has {len(other)} units that {longest.name} hasn't, such as "
            f"{own.iloc[at]} in {part.rows[at]}; are the sheets copies of one draw?"
        )


def _codes(question: Question, parts: Sequence[_Part], units: pd.Index) -> NDArray[np.int64]:
    codes = np.full((len(units), len(parts)), -1, dtype=np.int64)
    wrong: list[str] = []
    names = units.astype(str)
    for column, part in enumerate(parts):
        at = names.get_indexer(pd.Index(part.table["unit"].astype(str)))
        for row, cell in enumerate(part.table[question.name]):
            try:
                place = question.position(cell)
            except KeyError:
                wrong.append(f"{part.name}, {part.rows[row]}: {cell!r}")
                continue
            if place is not None:
                codes[at[row], column] = place
    if wrong:
        more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise ValueError(
            f"no answer to {question.name!r} ({question.listed()}): "
            f"{'; '.join(wrong[:_SHOWN])}{more}"
        )
    return codes
