"""Cells of a notebook as the course looks at them; nothing here executes anything."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LARGEST = 30_000_000  # bytes; a lesson with all its charts has some 3 million


class NoNotebook(ValueError):
    """A file that can't be read as a notebook; says why."""


@dataclass(frozen=True)
class Cell:
    """A cell.

    Attributes
    ----------
    kind : str
        "code" or "markdown".
    source : str
        What stands in it.
    tags : frozenset of str
        Tags, such as "task".
    shown : tuple of dict
        The output of a code cell: for each part of it the data by kind of data.
    """

    kind: str
    source: str
    tags: frozenset[str] = frozenset()
    shown: tuple[dict[str, Any], ...] = ()


def load(path: Path) -> dict[str, Any]:
    """Load a notebook as it stands in the file.

    Raises
    ------
    NoNotebook
        A file that is too large, or isn't a notebook.
    OSError
        A file that can't be read.
    """
    if path.stat().st_size > LARGEST:
        raise NoNotebook(f"larger than {LARGEST // 1_000_000} MB")
    try:
        notebook = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NoNotebook("not a notebook: damaged, or another kind of file") from error
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise NoNotebook("not a notebook that has cells")
    return notebook


def cells_of(notebook: dict[str, Any]) -> list[Cell]:
    """Give the cells of a notebook; what isn't as it should be in a notebook is passed over."""
    return [
        Cell(
            str(cell.get("cell_type")),
            _text(cell.get("source")),
            tags_of(cell),
            tuple(_shown(cell.get("outputs"))),
        )
        for cell in notebook["cells"]
        if isinstance(cell, dict)
    ]


def tags_of(cell: Any) -> frozenset[str]:
    """Give the tags of a cell as it stands in the file."""
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return frozenset(tag for tag in _list(tags) if isinstance(tag, str))


def _text(source: Any) -> str:
    """Put a source together, which a file may hold in lines."""
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str))


def _shown(outputs: Any) -> list[dict[str, Any]]:
    data = [output.get("data") for output in _list(outputs) if isinstance(output, dict)]
    return [part for part in data if isinstance(part, dict)]


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
