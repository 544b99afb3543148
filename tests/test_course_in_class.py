"""The course in a class: what is handed out, and what comes back and can't be trusted."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.__main__ import main
from mediakit.course import cells, check, tasks_of
from mediakit.course.checking import STORED
from mediakit.course.collecting import collect, in_lines, task_states
from mediakit.course.lessons import course_folder
from mediakit.course.worksheets import worksheet
from tests.lessons import LESSONS, PAGES, cells_of, each_lesson, solved_sources, tagged


def filled(target: Path, lesson: int, answers: dict[str, Any]) -> Path:
    """Write a lesson as a student returns it: with these answers under its tasks."""
    notebook = json.loads(LESSONS[lesson].read_text("utf-8"))
    for cell in notebook["cells"]:
        for name, answer in answers.items():
            if cell["cell_type"] == "code" and f'check("{name}"' in "".join(cell["source"]):
                data = check(name, answer)._repr_mimebundle_()
                cell["outputs"] = [{"output_type": "execute_result", "data": data}]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(notebook), "utf-8")
    return target


def test_a_class_gets_a_clean_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["course", str(tmp_path / "class")]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(PAGES) + len(LESSONS)
    for page in PAGES:
        assert cells_of(tmp_path / "class" / page.name) == cells_of(page)
    (tmp_path / "class" / "glossary.ipynb").write_text("mine")
    assert main(["course", str(tmp_path / "class")]) == 2
    assert "--force" in capsys.readouterr().err
    assert (tmp_path / "class" / "glossary.ipynb").read_text() == "mine"
    assert main(["course", str(tmp_path / "class"), "--force"]) == 0


def test_students_get_no_solutions(tmp_path: Path) -> None:
    assert main(["course", str(tmp_path), "--without-solutions"]) == 0
    assert not (tmp_path / "teacher_guide.ipynb").exists()
    for page in tmp_path.glob("*.ipynb"):
        assert not tagged(page, "solution")
        assert "A worked solution" not in page.read_text("utf-8")
        nbformat.validate(nbformat.read(page, as_version=4))
        kept = [cell["id"] for cell in cells_of(page)]
        whole = cells_of(course_folder() / page.name)
        assert kept == [cell["id"] for cell in whole if "solution" not in cell["tags"]]


@each_lesson
def test_each_lesson_has_a_worksheet_to_print(lesson: int) -> None:
    path = LESSONS[lesson]
    html = worksheet(cells.cells_of(cells.load(path)))
    assert not re.search(r"<(script|link|img|a)\b|https?:|@import|url\(", html)
    text = unescape(re.sub(r"<[^>]+>", " ", html))
    for task in tasks_of(lesson):
        assert text.count(f"Task {task.name} ") == 1
    assert "Questions for discussion" in text and "can't tell" in text.replace("’", "'")
    assert "glossary" not in text and "solution" not in text
    assert html.count('class="line"') >= 2 * len(tasks_of(lesson))
    page = Tags(html)
    assert page.open == []


class Tags(HTMLParser):
    """Whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_returned_notebooks_are_collected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = "b"
    filled(tmp_path / "anna" / "l0.ipynb", 0, {"0.3": right, "0.1": "Flare"})
    filled(tmp_path / "ben.ipynb", 0, {"0.3": "c", "0.1": ..., "0.4": object()})
    filled(tmp_path / "cem.ipynb", 1, {"1.4": right})
    filled(tmp_path / ".ipynb_checkpoints" / "cem.ipynb", 1, {"1.4": right})
    (tmp_path / "glossary.ipynb").write_text("{}")
    table = collect(tmp_path).set_index("file")
    assert list(table.index) == [str(Path("anna") / "l0.ipynb"), "ben.ipynb", "cem.ipynb"]
    assert list(table["lesson"]) == ["0", "0", "1"]
    assert list(table["solved"]) == [2, 0, 1]
    assert list(table["task 0.3"]) == ["solved", "tried", ""]
    assert list(table["task 0.1"]) == ["solved", "empty", ""]
    assert list(table["task 0.4"]) == ["empty", "tried", ""]
    assert list(table["task 1.4"]) == ["", "", "solved"]
    assert main(["check", str(tmp_path)]) == 0
    told = capsys.readouterr()
    assert "ben.ipynb" in told.out and "3 notebooks; least solved: task 0.2 (0 of 2)" in told.err


def test_an_answer_that_was_never_checked_counts_as_tried(tmp_path: Path) -> None:
    text = LESSONS[0].read_text("utf-8")
    (tmp_path / "a.ipynb").write_text(text.replace("answer = ...", "answer = 'b'", 1), "utf-8")
    states = collect(tmp_path).filter(like="task ").iloc[0]
    assert sorted(states) == ["empty"] * (len(states) - 1) + ["tried"]


def test_a_stored_solved_is_not_believed(tmp_path: Path) -> None:
    path = filled(tmp_path / "a.ipynb", 0, {"0.3": "a"})
    forged = path.read_text("utf-8").replace('"answer": "a"', '"answer": "a", "solved": true')
    path.write_text(forged.replace("Not yet.", "Right."), "utf-8")
    assert '"solved": true' in forged
    assert collect(tmp_path).loc[0, "task 0.3"] == "tried"


BROKEN = {
    "empty": "",
    "text": "dear teacher",
    "list": "[]",
    "no cells": "{}",
    "odd cells": '{"cells": "many"}',
    "cells of nothing": '{"cells": [1, null, [], {}]}',
    "deep": "[" * 100_000,
    "binary": "\x00\x01",
    "huge number": '{"cells": [' + "9" * 10_000 + "]}",
    "foreign": '{"cells": [{"cell_type": "code", "source": "print(1)"}]}',
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_and_foreign_files_are_rows_with_a_reason(tmp_path: Path, kind: str) -> None:
    (tmp_path / "odd.ipynb").write_text(BROKEN[kind], "utf-8")
    filled(tmp_path / "whole.ipynb", 0, {"0.3": "b"})
    table = collect(tmp_path)
    assert list(table["note"] != "") == [True, False]
    assert table["task 0.3"].tolist() == ["", "solved"]
    assert in_lines(table).count("\n") == 2


def test_a_file_of_another_encoding_or_too_large_is_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "latin.ipynb").write_bytes(b'{"cells": ["\xff"]}')
    filled(tmp_path / "long.ipynb", 0, {})
    monkeypatch.setattr(cells, "LARGEST", 1000)
    assert list(collect(tmp_path)["note"]) == [
        "not a notebook: damaged, or another kind of file",
        "larger than 0 MB",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(["0.1", "0.3"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["task", "answer", "tried", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(stored=JSON, source=JSON, tags=JSON, outputs=JSON)
def test_whatever_stands_in_a_notebook_nothing_raises(
    stored: Any, source: Any, tags: Any, outputs: Any
) -> None:
    cell = {
        "cell_type": "code",
        "source": "check('0.3', a)",
        "outputs": [{"data": {STORED: stored}}],
    }
    odd = {"cell_type": "code", "source": source, "metadata": {"tags": tags}, "outputs": outputs}
    states = task_states(cells.cells_of({"cells": [cell, odd]}))
    assert set(states.values()) <= {"solved", "tried", "empty"}
    assert set(states) == {task.name for task in tasks_of(0)}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_tables_of_a_class_carry_no_formulas(tmp_path: Path, suffix: str) -> None:
    folder, to = tmp_path / "class", tmp_path / f"table{suffix}"
    filled(folder / "=HYPERLINK(A1).ipynb", 0, {"0.3": "b"})
    filled(folder / "a\x1b[31m\n=1+1.ipynb", 0, {})
    (folder / "foreign.ipynb").write_text("{}")
    assert main(["check", str(folder), "--to", str(to)]) == 0
    table = pd.read_csv(to, dtype=str) if suffix == ".csv" else pd.read_excel(to, dtype=str)
    assert table["file"].tolist() == [
        "'=HYPERLINK(A1).ipynb",
        "a?[31m?=1+1.ipynb",
        "foreign.ipynb",
    ]
    assert table["task 0.3"].tolist()[0] == "solved"
    assert main(["check", str(folder), "--to", str(to)]) == 2
    assert main(["check", str(folder), "--to", str(to), "--force"]) == 0


def test_mistakes_are_said_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for asked, told in (
        (["check", str(tmp_path / "none")], "there is no folder"),
        (["check", str(tmp_path)], "no notebook"),
        (["check", str(tmp_path), "--to", "table.pdf"], "a file .csv or .xlsx"),
    ):
        assert main(asked) == 2
        assert told in capsys.readouterr().err


@pytest.mark.usefixtures("loopback")
def test_a_lesson_in_a_kernel_of_its_own_stores_what_is_collected(tmp_path: Path) -> None:
    from nbclient import NotebookClient

    notebook = nbformat.read(LESSONS[0], as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell, source in zip(code, solved_sources(LESSONS[0]), strict=True):
        cell.source = source
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    nbformat.write(notebook, tmp_path / "returned.ipynb")
    row = collect(tmp_path).iloc[0]
    assert row["solved"] == row["tasks"] == len(tasks_of(0))
