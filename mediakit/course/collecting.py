"""What a class hands in: which tasks each returned notebook has solved. Nothing is executed.

A returned notebook is somebody else's file. What it says of itself counts for nothing: stored
answers are judged again, and whatever is odd about a file becomes a reason in its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.coding.spreadsheet import safe_table
from mediakit.course.answers import Unstorable, plain
from mediakit.course.cells import Cell, NoNotebook, cells_of, load
from mediakit.course.checking import STORED, judged
from mediakit.course.lessons import task_named, tasks_of
from mediakit.course.task import Task
from mediakit.writing import is_there, written_whole

EMPTY, TRIED, SOLVED = _STATES = ("empty", "tried", "solved")  # the better, the later
SUFFIXES = (".csv", ".xlsx")

_CHECKS = re.compile(r"\bcheck\(\s*[\"'](\d\.\d{1,2})[\"']")
_DOTS = re.compile(r"^\s*\w+\s*=\s*\.\.\.\s*(?:#.*)?$", re.MULTILINE)
_NOT_RETURNED = ("glossary.ipynb", "teacher_guide.ipynb")


def collect(folder: Path) -> pd.DataFrame:
    """Find out which tasks the notebooks of a class have solved.

    Parameters
    ----------
    folder : Path
        Where the returned notebooks are, also in folders below it.

    Returns
    -------
    DataFrame
        One row a notebook: ``file``, ``lesson``, ``solved`` (how many tasks), ``tasks`` (how many
        there are), one column a task (``task 1.3``: "solved", "tried" or "empty"; "" for tasks of
        other lessons), and ``note``: why a file couldn't be read, else "".

    Raises
    ------
    FileNotFoundError
        No such folder, or no notebook in it.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}")
    paths = [path for path in folder.rglob("*.ipynb") if _is_returned(path)]
    if not paths:
        raise FileNotFoundError(f"no notebook (.ipynb) in {folder}")
    rows = [_row(path, folder) for path in sorted(paths)]
    tasks = sorted({name for row in rows for name in row if name.startswith("task ")}, key=_order)
    columns = ["file", "lesson", "solved", "tasks", *tasks, "note"]
    unknown = dict.fromkeys(columns, "") | {"solved": pd.NA, "tasks": pd.NA}
    table = pd.DataFrame([unknown | row for row in rows], columns=columns)
    return table.astype({"solved": "Int64", "tasks": "Int64"})


def task_states(cells: Iterable[Cell]) -> dict[str, str]:
    """Tell how far each task is, of the lessons that a notebook has tasks of."""
    found: dict[str, str] = {}
    for cell in cells:
        if cell.kind == "code":
            for name in _CHECKS.findall(cell.source):
                _improve(found, name, EMPTY if _DOTS.search(cell.source) else TRIED)
            for stored in (data[STORED] for data in cell.shown if STORED in data):
                if isinstance(stored, dict) and isinstance(stored.get("task"), str):
                    _improve(found, stored["task"], _state(stored))
    lessons = sorted({int(name[0]) for name in found if _task(name)})
    return {
        task.name: found.get(task.name, EMPTY) for lesson in lessons for task in tasks_of(lesson)
    }


def write_table(table: pd.DataFrame, path: Path, *, overwrite: bool = False) -> None:
    """Write what :func:`collect` gives as .csv or .xlsx; no cell can run as a formula.

    Raises
    ------
    ValueError
        Another suffix.
    FileExistsError
        A file that is there, and isn't to be replaced.
    ImportError
        A workbook, where openpyxl isn't installed.
    """
    require_writable(path, overwrite=overwrite)
    safe = safe_table(table.astype(object).where(table.notna(), None))
    if path.suffix.lower() == ".csv":
        data = safe.to_csv(index=False).encode("utf-8-sig")
    else:
        buffer = BytesIO()
        try:
            safe.to_excel(buffer, index=False, engine="openpyxl", sheet_name="Tasks")
        except ImportError as error:
            raise ImportError(
                'writing an .xlsx needs: pip install "mediakit-analysis[files]"; .csv needs nothing'
            ) from error
        data = buffer.getvalue()
    with written_whole(path) as part:
        part.write_bytes(data)


def require_writable(path: Path, *, overwrite: bool) -> None:
    """Raise where a table can't be written to a file, before it is made."""
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(f"{path.name}: a table of a class is a file .csv or .xlsx")
    if is_there(path) and not overwrite:
        raise FileExistsError(f"{path} is there already; --force replaces it")


def in_short(table: pd.DataFrame) -> str:
    """Say in a line how many notebooks there are, and which task fewest have solved."""
    n = len(table)
    told = f"{n} notebook{'s' if n != 1 else ''}"
    tasks = [name for name in table.columns if name.startswith("task ")]
    if not tasks:
        return told
    shares = {name: (table[name] == SOLVED).sum() / (table[name] != "").sum() for name in tasks}
    hardest = min(shares, key=lambda name: shares[name])
    of = int((table[hardest] != "").sum())
    return f"{told}; least solved: {hardest} ({int((table[hardest] == SOLVED).sum())} of {of})"


def in_lines(table: pd.DataFrame) -> str:
    """Give the table in a form narrow enough for a terminal: a line a notebook."""
    tasks = [name for name in table.columns if name.startswith("task ")]
    read = table["tasks"].notna()
    lines = pd.DataFrame({"file": table["file"], "lesson": table["lesson"]})
    count = table["solved"].astype(str) + " of " + table["tasks"].astype(str)
    lines["solved"] = count.where(read, "")
    for state in (TRIED, EMPTY):
        lines[state] = [
            " ".join(name.removeprefix("task ") for name in tasks if row[name] == state)
            for row in table.to_dict("records")
        ]
    lines["note"] = table["note"]
    aligned = lines.apply(lambda column: column.str.ljust(max(map(len, [column.name, *column]))))
    heads = [name.ljust(len(aligned[name].iloc[0])) for name in aligned.columns]
    rows = [heads, *aligned.to_numpy().tolist()]
    return "\n".join("  ".join(row).rstrip() for row in rows)


def _is_returned(path: Path) -> bool:
    """Whether it is a notebook with somebody's answers; editors keep copies of their own."""
    hidden = any(part.startswith(".") for part in path.parts if part not in (".", ".."))
    return path.is_file() and not hidden and path.name not in _NOT_RETURNED


def _row(path: Path, folder: Path) -> dict[str, Any]:
    # a name may hold what a terminal takes for a command
    told = (c if c.isprintable() else "?" for c in str(path.relative_to(folder)))
    name = "".join(told)
    try:
        states = task_states(cells_of(load(path)))
    except NoNotebook as reason:
        return {"file": name, "note": str(reason)}
    except OSError as error:
        return {"file": name, "note": f"can't be read: {error.strerror}"}
    if not states:
        return {"file": name, "note": "no task of the course in it"}
    lessons = sorted({task[0] for task in states})
    solved = sum(state == SOLVED for state in states.values())
    row = {"file": name, "lesson": ", ".join(lessons), "solved": solved, "tasks": len(states)}
    return row | {f"task {task}": state for task, state in states.items()}


def _state(stored: dict[str, Any]) -> str:
    """Judge a stored answer once more."""
    task = _task(stored["task"])
    if task is None or ("answer" not in stored and "tried" not in stored):
        return EMPTY
    try:
        return SOLVED if judged(task, plain(stored["answer"]))[0] else TRIED
    except (KeyError, Unstorable):
        return TRIED


def _task(name: str) -> Task | None:
    try:
        return task_named(name)
    except ValueError:
        return None


def _improve(found: dict[str, str], name: str, state: str) -> None:
    """Keep the better of two states of a task."""
    found[name] = max(found.get(name, EMPTY), state, key=_STATES.index)


def _order(column: str) -> tuple[int, ...]:
    return tuple(int(part) for part in column.removeprefix("task ").split("."))
