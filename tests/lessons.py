"""The lessons of the course, read and run by tests."""

from __future__ import annotations

import contextlib
import json
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from mediakit.course.checking import STORED
from mediakit.course.lessons import course_folder, lesson_notebooks

LESSONS = lesson_notebooks()
each_lesson = pytest.mark.parametrize(
    "lesson", [pytest.param(number, id=path.stem) for number, path in LESSONS.items()]
)
PAGES = sorted(course_folder().glob("*.ipynb"))
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
EMPTY = re.compile(r"^(\w+) *= *\.\.\..*$", re.M)


def cells_of(path: Path) -> list[dict[str, Any]]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [
        {**c, "source": "".join(c["source"]), "tags": c["metadata"].get("tags", [])} for c in cells
    ]


def tagged(path: Path, tag: str) -> list[dict[str, Any]]:
    return [cell for cell in cells_of(path) if tag in cell["tags"]]


@dataclass
class Run:
    """What came out of a notebook that was run."""

    shown: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def checked(self) -> dict[str, dict[str, Any]]:
        return {data[STORED]["task"]: data for data in self.shown if STORED in data}


@contextlib.contextmanager
def no_network() -> Iterator[None]:
    def refuse(*_: Any) -> None:
        raise AssertionError("a lesson wants the network")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


def run(sources: list[str]) -> Run:
    """Run cells as IPython does, in this very process; keep what each of them shows."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output
    from matplotlib import pyplot
    from traitlets.config import Config

    done = Run()
    shell = InteractiveShell(config=Config({"HistoryManager": {"enabled": False}}))
    with no_network():
        for source in sources:
            with capture_output() as captured:
                result = shell.run_cell(source)
                if result.result is not None:
                    done.shown.append(shell.display_formatter.format(result.result)[0])
            done.shown += [output.data for output in captured.outputs]
            if not result.success:
                done.errors.append(
                    f"{source}\n{result.error_before_exec or result.error_in_exec!r}"
                )
            if captured.stderr or pyplot.get_fignums():
                done.errors.append(f"{source}\nstderr: {captured.stderr!r}, or a chart left open")
                pyplot.close("all")
    return done


def solved_sources(path: Path) -> list[str]:
    """Code of a lesson, with the folded-away solutions in place of the dots."""
    sources, all_cells = [], cells_of(path)
    for cell, following in zip(all_cells, [*all_cells[1:], None], strict=True):
        if cell["cell_type"] != "code":
            continue
        if "task" in cell["tags"]:
            assert following is not None
            solution = re.search(r"```python\n(.*?)\n```", following["source"], re.S)
            assert solution, following["source"]
            sources.append(EMPTY.sub(lambda _, code=solution[1]: code, cell["source"], count=1))
        else:
            sources.append(cell["source"])
    return sources
