"""Which lessons there are, where their notebooks stand, and their tasks."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from mediakit.course.task import Task

_LAST = 8


def course_folder() -> Path:
    """Where the notebooks of the course stand: inside the installed package, or in a checkout."""
    package = Path(str(files("mediakit")))
    installed = package / "notebooks" / "course"
    return installed if installed.is_dir() else package.parent / "notebooks" / "course"


def lesson_notebooks() -> dict[int, Path]:
    """Notebooks of the lessons by their number, in order."""
    found = {}
    for path in course_folder().glob("lesson_*.ipynb"):
        found[int(path.stem.split("_")[1])] = path
    return dict(sorted(found.items()))


def tasks_of(lesson: int) -> tuple[Task, ...]:
    """Give the tasks of a lesson.

    Raises
    ------
    ValueError
        No such lesson.
    """
    module = f"mediakit.course.lesson_{lesson}"
    if lesson not in range(_LAST + 1) or find_spec(module) is None:
        raise ValueError(f"no lesson {lesson}; the lessons are 0 to {_LAST}")
    tasks: tuple[Task, ...] = import_module(module).TASKS
    return tasks


def task_named(name: str) -> Task:
    """Give the task of that name, such as "2.3".

    Raises
    ------
    ValueError
        No such task; the message names those of the lesson.
    """
    number = re.fullmatch(r"(\d)\.\d{1,2}", name)
    if number is None:
        raise ValueError(f"a task has a name such as '2.3' (lesson 2, task 3), not {name[:40]!r}")
    tasks = {task.name: task for task in tasks_of(int(number[1]))}
    if name not in tasks:
        raise ValueError(f"no task {name!r}; lesson {number[1]} has {', '.join(tasks)}")
    return tasks[name]
