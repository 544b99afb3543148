"""The course: every lesson runs offline, every task answers, and what comes back can be trusted."""

from __future__ import annotations

import ast
import contextlib
import json
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.__main__ import main
from mediakit.course import Task, cells, check, task_named, tasks_of
from mediakit.course.checking import STORED, judged
from mediakit.course.collecting import collect, in_lines, task_states
from mediakit.course.lessons import course_folder, lesson_notebooks
from mediakit.course.worksheets import worksheet

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


@pytest.fixture(scope="module")
def untouched() -> dict[int, Run]:
    return {}


def run_untouched(lesson: int, runs: dict[int, Run]) -> Run:
    if lesson not in runs:
        code = [c["source"] for c in cells_of(LESSONS[lesson]) if c["cell_type"] == "code"]
        runs[lesson] = run(code)
    return runs[lesson]


@each_lesson
def test_untouched_lessons_run_and_no_task_is_solved(
    lesson: int, untouched: dict[int, Run]
) -> None:
    done = run_untouched(lesson, untouched)
    assert done.errors == []
    assert list(done.checked) == [task.name for task in tasks_of(lesson)]
    for data in done.checked.values():
        assert "○" in data["text/plain"] and "Not yet." in data["text/plain"]
        assert "answer" not in data[STORED]


@each_lesson
def test_solutions_solve_every_task(lesson: int) -> None:
    done = run(solved_sources(LESSONS[lesson]))
    assert done.errors == []
    for task in tasks_of(lesson):
        data = done.checked[task.name]
        assert "✓" in data["text/plain"], data["text/plain"]
        # what a returned notebook stores is judged alike
        stored = json.loads(json.dumps(data[STORED]))
        assert judged(task, stored["answer"])[0]


@each_lesson
def test_what_is_shown_is_for_readers(lesson: int, untouched: dict[int, Run]) -> None:
    shown = run_untouched(lesson, untouched).shown
    raw = [data["text/plain"][:200] for data in shown if set(data) == {"text/plain"}]
    assert raw == []  # a Python repr, such as <Axes: > or a dict
    html = "".join(data.get("text/html", "") for data in shown)
    assert not re.search(r"(&lt;|<)[\w.]+( object)? at 0x", html)
    for image in re.findall(r"<img\b[^>]*>", html):
        alt = re.search(r"""\balt=(["'])(.*?)\1""", image, re.S)
        assert alt and len(alt[2]) > 40, image[:300]


@each_lesson
def test_lessons_have_the_form_of_a_lesson(lesson: int) -> None:
    path = LESSONS[lesson]
    in_order = cells_of(path)
    assert "opening" in in_order[0]["tags"]
    opening, end = in_order[0]["source"], in_order[-1]["source"]
    assert opening.startswith(f"# Lesson {lesson}")
    assert re.search(r"\d+ minutes", opening) and "can't tell" in opening
    assert "glossary.ipynb" in opening and "glossary.ipynb" in end
    assert len(tagged(path, "discussion")) == 1 and tagged(path, "worksheet")
    assert "What you know now" in end
    ids = [cell["id"] for cell in in_order]
    assert len(ids) == len(set(ids))


@each_lesson
def test_each_task_has_a_cell_a_solution_and_a_judge(lesson: int) -> None:
    in_order = cells_of(LESSONS[lesson])
    names = [task.name for task in tasks_of(lesson)]
    found = []
    for cell, following in zip(in_order, [*in_order[1:], {"tags": [], "source": ""}], strict=True):
        if "task" not in cell["tags"]:
            assert "check(" not in cell["source"], cell["source"]
            continue
        name = re.fullmatch(r"check\(\"(\d\.\d+)\", (\w+)\)", cell["source"].splitlines()[-1])
        assert name, cell["source"]
        assert cell["source"].startswith(f"# Task {name[1]}: ")
        assert [match[1] for match in EMPTY.finditer(cell["source"])] == [name[2]]
        assert cell["source"].count("...") == 1
        assert "solution" in following["tags"], name[1]
        assert following["source"].startswith(
            "<details><summary>A worked solution</summary>\n\n```"
        )
        assert following["source"].rstrip().endswith("</details>")
        assert following["source"].count("```python") == 1
        found.append(name[1])
    assert found == names
    assert len(names) in range(2 if lesson in (0, 8) else 3, 6)


@each_page
def test_cells_are_short_and_committed_clean(page: Path) -> None:
    for cell in cells_of(page):
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None
            assert len(cell["source"].splitlines()) <= 6, cell["source"]
            forbidden = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.Lambda)
            assert not [n for n in ast.walk(ast.parse(cell["source"])) if isinstance(n, forbidden)]


def anchors(path: Path) -> set[str]:
    """What JupyterLab lets one link to in a notebook: its headings, with hyphens for spaces."""
    markdown = "\n".join(c["source"] for c in cells_of(path) if c["cell_type"] == "markdown")
    headings = re.findall(r"^#+ +(.+?)\s*$", markdown, re.M)
    return {re.sub(r"[*_`]", "", heading).replace(" ", "-") for heading in headings}


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    markdown = "\n".join(c["source"] for c in cells_of(page) if c["cell_type"] == "markdown")
    for target in re.findall(r"\]\(([^)]+)\)", markdown):
        if "://" in target:
            continue
        file, _, anchor = unquote(target).partition("#")
        linked = page.parent / file if file else page
        assert linked.is_file(), target
        assert not anchor or anchor in anchors(linked), target


def test_an_unknown_task_is_answered_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no task '0\.99'; lesson 0 has 0\.1, 0\.2"):
        check("0.99", "a")
    with pytest.raises(ValueError, match="no lesson 9; the lessons are 0 to 8"):
        check("9.1", "a")
    with pytest.raises(ValueError, match="a task has a name such as"):
        check("one", "a")


ODD = [
    *(None, 0, -1.5, True, float("nan"), float("inf"), "", "=1+1", "x" * 200_000, b"bytes"),
    *([], [[]], {}, {"a": [1]}, {1, 2}, object(), int, range(3), [None, 3], "a" * 40, print),
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:20])
def test_no_answer_ever_raises(odd: object) -> None:
    for lesson in LESSONS:
        for task in tasks_of(lesson):
            checked = check(task.name, odd)
            assert checked.says
            json.dumps(checked.stored, allow_nan=False)


def test_answers_of_pandas_and_numpy_are_taken_as_what_they_hold() -> None:
    import numpy as np
    import pandas as pd

    from mediakit.course.answers import plain

    table = pd.DataFrame({"a": [1.5, np.nan], "day": pd.to_datetime(["2031-05-01"] * 2)})
    assert plain(table) == {"a": [1.5, None], "day": ["2031-05-01T00:00:00"] * 2}
    assert plain(np.float64(2)) == 2.0
    assert plain({"b", "a"}) == ["a", "b"]
    assert plain(table.index) == [0, 1]


def test_nothing_of_an_answer_gets_through_unescaped() -> None:
    from mediakit.course.checking import Checked

    checked = Checked("<b>", False, '<script>alert("1")</script>', {})
    assert "<script" not in checked._repr_html_() and "<b>" not in checked._repr_html_()


def test_a_judge_that_stumbles_says_what_is_expected() -> None:
    task = Task("1.1", "?", "a number", lambda answer: answer.no_such_thing)
    assert judged(task, "a") == (False, "Not yet. This task asks for a number.")


def test_tasks_are_numbered_as_they_stand() -> None:
    for lesson in LESSONS:
        for number, task in enumerate(tasks_of(lesson), start=1):
            assert task.name == f"{lesson}.{number}"
            assert task_named(task.name) is task
            assert task.question and not task.expects.endswith(".")


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


def test_what_the_tasks_judge_stands_in_the_lesson() -> None:
    from mediakit.course import lesson_0, lesson_1

    for lesson, texts in (
        (0, lesson_0._excerpt().split("\n\n")),
        (1, [lesson_1._RAIN, lesson_1._GATES, lesson_1._IN_ORDER, lesson_1._SHUFFLED]),
    ):
        shown = " ".join(cell["source"] for cell in cells_of(LESSONS[lesson]))
        shown = " ".join(shown.replace("\n>", "\n").split())
        for text in texts:
            assert text in shown


@each_lesson
def test_long_and_odd_answers_get_an_answer(lesson: int) -> None:
    for task in tasks_of(lesson):
        for odd in ("a " * 24_000, "may (" * 9_000, "“" * 40_000, '"a' * 20_000, ["a"] * 10_000):
            assert check(task.name, odd).says
