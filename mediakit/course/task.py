"""A task of the course: what is asked, what an answer looks like, and who says whether it is right.

Answers reach a judge in their plain form (:func:`mediakit.course.answers.plain`): str, bool, int,
float, None, lists of these, and dicts with names for keys.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

Told = str | Callable[[], str]
"""Something to say: words, or a function that makes them from the corpus once they are needed."""


@dataclass(frozen=True)
class Right:
    """The verdict on a right answer, where there is more to say than that.

    Attributes
    ----------
    says : str
        What to think about next, or what the corpus shows.
    word : str, default "Right."
        The word before it: a prediction is noted, not right.
    """

    says: str
    word: str = "Right."


Judge = Callable[[Any], "str | Right | None"]
"""Takes an answer in its plain form; gives None or :class:`Right` where it is right, else a hint.

Raises TypeError where the answer is none of the kind that the task asks for.
"""


@dataclass(frozen=True)
class Task:
    """A task of a lesson.

    Attributes
    ----------
    name : str
        Number of the lesson and of the task in it, such as "2.3".
    question : str
        What is asked, as a teacher would read it out.
    expects : str
        What an answer looks like, as words that go on from "this task asks for": shown where
        there is no answer yet, or something of another kind.
    judge : callable
        Takes an answer; gives None (or :class:`Right`) where it is right, else the hint to show.
    """

    name: str
    question: str
    expects: str
    judge: Judge


def choice(
    options: Iterable[str],
    right: str | Callable[[], str],
    hints: Mapping[str, Told] | None = None,
    *,
    because: Told = "",
) -> Judge:
    """Judge a choice: one of the options is right.

    Parameters
    ----------
    options : iterable of str
        What can be chosen, such as "abcd" or the keys of a dict; capitals make no difference.
    right : str or callable
        The right one, or a function that finds it in the corpus.
    hints : mapping of str to str or callable, optional
        What to say to a wrong option; a general hint where there is none.
    because : str or callable, optional
        What to say to the right one.

    Returns
    -------
    callable
        The judge.

    Examples
    --------
    >>> judge = choice("abc", right="b", hints={"a": "Count the words of the second sentence."})
    >>> judge("a"), judge(" B ")
    ('Count the words of the second sentence.', None)
    """
    folded = {_folded(option): option for option in options}
    hints = {_folded(option): hint for option, hint in (hints or {}).items()}
    find = cache(lambda: _folded(right if isinstance(right, str) else right()))

    def judge(answer: Any) -> str | Right | None:
        given = _folded(_text(answer))
        if given not in folded:
            raise TypeError("none of the options")
        if given == find():
            return _right(because)
        return _say(hints.get(given, "")) or "That isn't it. Go back to the text and look again."

    return judge


def prediction(options: Iterable[str], reveal: Told) -> Judge:
    """Judge a prediction: any of the options will do; the reader learns what the corpus shows.

    Parameters
    ----------
    options : iterable of str
        What can be predicted; capitals make no difference.
    reveal : str or callable
        What the corpus shows, or where to look for it.

    Returns
    -------
    callable
        The judge.

    Examples
    --------
    >>> prediction(["more", "less"], "Run the next cell to see.")("more")
    Right(says='Run the next cell to see.', word='Noted.')
    """
    folded = {_folded(option) for option in options}

    def judge(answer: Any) -> Right:
        if _folded(_text(answer)) not in folded:
            raise TypeError("none of the options")
        return Right(_say(reveal), "Noted.")

    return judge


def number(
    right: float | Callable[[], float],
    tolerance: float = 0.0,
    *,
    too_low: Told = "That is too low.",
    too_high: Told = "That is too high.",
    because: Told = "",
) -> Judge:
    """Judge a number: right within a tolerance.

    Parameters
    ----------
    right : float or callable
        The number, or a function that finds it in the corpus.
    tolerance : float, default 0
        How far an answer may be from it.
    too_low, too_high : str or callable
        Hints.
    because : str or callable, optional
        What to say to a right answer.

    Returns
    -------
    callable
        The judge; numbers written as text ("3.5", "3,5") count as numbers.

    Examples
    --------
    >>> judge = number(lambda: 12.0, tolerance=0.5)
    >>> judge(11), judge("12,4")
    ('That is too low.', None)
    """
    find = cache(lambda: float(right() if callable(right) else right))

    def judge(answer: Any) -> str | Right | None:
        given = _number(answer)
        if abs(given - find()) <= tolerance:
            return _right(because)
        return _say(too_low if given < find() else too_high)

    return judge


def one_of(
    right: Collection[str] | Callable[[], Collection[str]],
    hint: Told = "That isn't one of them.",
    *,
    because: Told = "",
) -> Judge:
    """Judge a name or a word of which several are right.

    Parameters
    ----------
    right : collection of str or callable
        The right ones, or a function that finds them in the corpus.
    hint : str or callable
        What to say to another.
    because : str or callable, optional
        What to say to a right one.

    Returns
    -------
    callable
        The judge; capitals and punctuation around a word make no difference.

    Examples
    --------
    >>> one_of(lambda: {"may", "might"})("“May”") is None
    True
    """
    find = cache(lambda: {_folded(str(value)) for value in _values(right)})

    def judge(answer: Any) -> str | Right | None:
        return _right(because) if _folded(_text(answer)) in find() else _say(hint)

    return judge


def words(
    right: Collection[str] | Callable[[], Collection[str]],
    at_least: int,
    *,
    others: int = 0,
    hint: Told = "",
    because: Told = "",
) -> Judge:
    """Judge words that were found in a text.

    Parameters
    ----------
    right : collection of str or callable
        The words to find, or a function that finds them in the corpus.
    at_least : int
        How many of them an answer needs.
    others : int, default 0
        How many words beside them an answer may have: readers may differ.
    hint : str or callable, optional
        Where to look, added to what is said of the words.
    because : str or callable, optional
        What to say to a right answer.

    Returns
    -------
    callable
        The judge; an answer is a list of words or phrases, or one text with commas between them.

    Examples
    --------
    >>> judge = words(lambda: ["may", "some experts", "perhaps"], at_least=2)
    >>> judge(["perhaps", "Some experts"]) is None
    True
    >>> judge("may, dam")
    'Not among them: dam.'
    >>> judge(["may"])
    'You have 1 of them; find at least 2.'
    """
    find = cache(lambda: {_folded(str(value)) for value in _values(right)})

    def judge(answer: Any) -> str | Right | None:
        given = answer.split(",") if isinstance(answer, str) else answer
        if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
            raise TypeError("no list of words")
        kinds = {_folded(word): " ".join(word.split()) for word in given if _folded(word)}
        strays = [word for folded, word in kinds.items() if folded not in find()]
        n_found = len(kinds) - len(strays)
        if n_found >= at_least and len(strays) <= others:
            return _right(because)
        if len(strays) > others:
            wrong = f"Not among them: {_listed(strays)}."
        else:
            wrong = f"You have {n_found} of them; find at least {at_least}."
        return f"{wrong} {_say(hint)}".strip()

    return judge


def written(at_least_words: int, compare: Told = "") -> Judge:
    """Judge an open answer: something of one's own, long enough to say a thing.

    Parameters
    ----------
    at_least_words : int
        How many different words it needs.
    compare : str or callable, optional
        What to compare it with.

    Returns
    -------
    callable
        The judge.

    Notes
    -----
    Nobody but a reader can say whether an open answer is a good one; this one only asks for
    enough *different* words, so that a line of "bla bla bla" won't do.

    Examples
    --------
    >>> judge = written(4, compare="Compare with your neighbour.")
    >>> judge("Because it is harder.")
    Right(says='Compare with your neighbour.', word='Noted.')
    >>> judge("bla bla bla bla")
    'Say a little more: at least 4 different words.'
    """

    def judge(answer: Any) -> str | Right | None:
        different = set(re.findall(r"\w+", _text(answer).casefold()))
        if len(different) < at_least_words:
            return f"Say a little more: at least {at_least_words} different words."
        return Right(_say(compare), "Noted.")

    return judge


def _right(because: Told) -> Right | None:
    return Right(_say(because)) if because else None


def _say(told: Told) -> str:
    return told if isinstance(told, str) else told()


def _values(right: Collection[str] | Callable[[], Collection[str]]) -> Collection[str]:
    values = right() if callable(right) else right
    return (values,) if isinstance(values, str) else values


def _text(answer: Any) -> str:
    if not isinstance(answer, str):
        raise TypeError("no text")
    return answer


def _number(answer: Any) -> float:
    """Read a number, also where it was typed as text."""
    if isinstance(answer, bool) or not isinstance(answer, int | float | str):
        raise TypeError("no number")
    given = float(answer.replace(",", ".") if isinstance(answer, str) else answer)
    if not math.isfinite(given):
        raise ValueError("no number")
    return given


def _folded(text: str) -> str:
    """Small letters, straight apostrophes, single spaces, no punctuation at either end."""
    return " ".join(text.casefold().replace("’", "'").split()).strip(" .,;:!?…'\"“”‘()[]")


def _listed(given: list[str], most: int = 5) -> str:
    """Name words of an answer, cut where somebody has pasted half an article."""
    named = [word if len(word) <= 40 else word[:39] + "…" for word in given[:most]]
    return ", ".join(named) + (" …" if len(given) > most else "")
