"""The course: tasks that answer with a hint, worksheets, and what a class hands in.

The lessons themselves are notebooks, in ``notebooks/course``. Their tasks stand in ``lesson_0`` to
``lesson_8``, which are loaded once a task of theirs is asked for.
"""

from mediakit.course.checking import Checked, check
from mediakit.course.lessons import task_named, tasks_of
from mediakit.course.task import Task

__all__ = ["Checked", "Task", "check", "task_named", "tasks_of"]
