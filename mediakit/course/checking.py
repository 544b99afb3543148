"""`check`: what a reader's answer is worth, said in words, and stored in the notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from mediakit.course.answers import Unstorable, plain
from mediakit.course.lessons import task_named
from mediakit.course.task import Right, Task

#: Kind of output under which an answer is stored beside what the reader sees.
STORED = "application/vnd.mediakit.check+json"

_BLUE, _GREY = "#0f5cc8", "#767676"


@dataclass(frozen=True, repr=False)
class Checked:
    """What there is to say to an answer.

    Attributes
    ----------
    task : str
        Name of the task.
    solved : bool
        Whether the answer is right, or for an open question whether there is one.
    says : str
        What the reader is told.
    stored : dict
        The task and the answer in its plain form; without "answer" where there is none, or none
        that can be stored.
    """

    task: str
    solved: bool
    says: str
    stored: dict[str, Any]

    def __repr__(self) -> str:
        return f"{'✓' if self.solved else '○'} Task {self.task}: {self.says}"

    def _repr_html_(self) -> str:
        # colours of its own for border and sign only: the text takes those of the notebook
        colour = _BLUE if self.solved else _GREY
        line = "solid" if self.solved else "dashed"
        return (
            f'<div class="mediakit-check" role="status" style="border-left:5px {line} {colour};'
            'padding:6px 14px;margin:4px 0;max-width:60em;font-size:15px;line-height:1.5">'
            f'<span aria-hidden="true">{"✓" if self.solved else "○"}</span> '
            f"<strong>Task {escape(self.task)}:</strong> {escape(self.says)}</div>"
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": repr(self), "text/html": self._repr_html_(), STORED: self.stored}


def check(name: str, answer: Any) -> Checked:
    """Check an answer to a task of the course.

    Parameters
    ----------
    name : str
        The task, such as "2.3".
    answer : object
        What you put in place of the dots.

    Returns
    -------
    Checked
        Whether the task is solved, and a hint where it isn't; a notebook shows it below the cell.

    Raises
    ------
    ValueError
        No such task; the message names those of the lesson.

    Examples
    --------
    >>> check("0.3", ...)
    ○ Task 0.3: Not yet. In place of the dots goes "a", "b" or "c".
    >>> check("0.3", "c").solved
    False
    """
    task = task_named(str(name))
    if answer is ...:
        waiting = f"Not yet. In place of the dots goes {_expected(task)}."
        return Checked(task.name, False, waiting, {"task": task.name})
    try:
        given = plain(answer)
    except Unstorable:
        return Checked(task.name, False, _other_kind(task), {"task": task.name, "tried": True})
    solved, says = judged(task, given)
    return Checked(task.name, solved, says, {"task": task.name, "answer": given})


def judged(task: Task, answer: Any) -> tuple[bool, str]:
    """Judge an answer in its plain form: whether it solves the task, and what there is to say."""
    try:
        verdict = task.judge(answer)
    except Exception:  # whatever stands in a returned notebook: it isn't what the task asks for
        return False, _other_kind(task)
    if isinstance(verdict, str):
        return False, f"Not yet. {verdict}"
    verdict = verdict or Right("")
    return True, f"{verdict.word} {verdict.says}".strip()


def _other_kind(task: Task) -> str:
    return f"Not yet. This task asks for {_expected(task)}."


def _expected(task: Task) -> str:
    return task.expects.rstrip(",.")
