"""The course: every lesson runs offline, and every task answers."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from mediakit.course import Task, check, task_named, tasks_of
from mediakit.course.checking import STORED, judged
from tests.lessons import (
    EMPTY,
    LESSONS,
    Run,
    cells_of,
    each_lesson,
    each_page,
    run,
    solved_sources,
    tagged,
)


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
