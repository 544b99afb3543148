"""A clean set of the course for a class: lessons, glossary, worksheets, the teacher's guide."""

from __future__ import annotations

import json
from pathlib import Path

from mediakit.course.cells import cells_of, load, tags_of
from mediakit.course.lessons import course_folder
from mediakit.course.worksheets import worksheet
from mediakit.writing import is_there, written_whole

TEACHER_GUIDE = "teacher_guide.ipynb"
WORKSHEETS = "worksheets"


def hand_out(target: Path, *, solutions: bool = True, overwrite: bool = False) -> list[Path]:
    """Copy the course to a folder, all or nothing.

    Parameters
    ----------
    target : Path
        The folder; made if it isn't there.
    solutions : bool, default True
        Whether the worked solutions stay in the lessons, and the teacher's guide in the set.
    overwrite : bool, default False
        Whether files of these names that are there may be replaced.

    Returns
    -------
    list of Path
        What was written: notebooks in order, then the worksheets to print.

    Raises
    ------
    FileExistsError
        Where a file would be replaced unasked: a student may have worked in it.
    ImportError
        Where the packages of the extra ``notebook`` are missing.
    """
    files = _notebooks(solutions) | _worksheets()
    there = [name for name in files if is_there(target / name)]
    if there and not overwrite:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise FileExistsError(
            f"{target / there[0]}{more}: there already, and may hold somebody's answers; "
            "--force replaces them"
        )
    for name, text in files.items():
        _write(target / name, text)
    return [target / name for name in files]


def _notebooks(solutions: bool) -> dict[str, str]:
    texts = {}
    for path in sorted(course_folder().glob("*.ipynb")):
        if solutions or path.name != TEACHER_GUIDE:
            notebook = load(path)
            kept = [c for c in notebook["cells"] if solutions or "solution" not in tags_of(c)]
            texts[path.name] = json.dumps({**notebook, "cells": kept}, indent=1, ensure_ascii=False)
    return texts


def _worksheets() -> dict[str, str]:
    return {
        f"{WORKSHEETS}/{path.stem}.html": worksheet(cells_of(load(path)))
        for path in sorted(course_folder().glob("lesson_*.ipynb"))
    }


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as part:
        part.write_text(text + "\n", encoding="utf-8")
