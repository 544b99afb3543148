"""Lesson 7: can you trust the number? Twenty sentences, coded by you, an editor and the machine."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

import mediakit as mk
from mediakit.course.task import Right, Task, choice

N_SENTENCES = 20

#: Chosen among many, so that the twenty sentences have hard cases in them. The lesson says so.
SEED = 82

#: The answers of a pupil who is made up: two that can be argued for, one slip, one open.
MIRA = "nnyny ynnn? nynyy nnynn"

_ANSWERS = {"y": "yes", "n": "no", "?": None}
_MOST_OPEN = 5  # sentences left open; with more there is little to compare


def twenty_sentences() -> pd.DataFrame:
    """Draw the sheet of the lesson: twenty sentences of the sample, numbered from 1.

    Returns
    -------
    DataFrame
        What :func:`mediakit.coding.coding_sheet` gives for the question "hedged", with the
        sentence's number as ``unit`` and as index.

    Examples
    --------
    >>> sheet = twenty_sentences()
    >>> len(sheet), sheet.loc[17, "text"]
    (20, 'Many in the public gallery were in tears.')
    """
    articles = mk.load_sample()
    annotated = articles.loc[mk.load_sample_annotations()["article_id"].unique()]
    return numbered(mk.coding_sheet(annotated, n=N_SENTENCES, questions="hedged", seed=SEED))


def numbered(sheet: pd.DataFrame) -> pd.DataFrame:
    """Number the units of a coding sheet from 1, in place of the names that they are drawn with.

    Parameters
    ----------
    sheet : DataFrame
        A coding sheet.

    Returns
    -------
    DataFrame
        The same rows, their number as ``unit`` and as index.
    """
    number = pd.RangeIndex(1, len(sheet) + 1)
    return sheet.set_index(number).assign(unit=number)


def coded(sheet: pd.DataFrame, letters: str | list[str], coder: str) -> pd.DataFrame:
    """Fill a coding sheet in from one letter a sentence.

    Parameters
    ----------
    sheet : DataFrame
        A coding sheet for the question "hedged".
    letters : str or list of str
        "y" for yes, "n" for no, "?" for left open, in the order of the sheet; spaces don't count.
    coder : str
        Whose answers they are.

    Returns
    -------
    DataFrame
        The sheet, filled in.

    Raises
    ------
    ValueError
        Letters that don't fit the sheet.

    Examples
    --------
    >>> sheet = coded(twenty_sentences(), "yn?yn yynnn ynyny nnnny", "Ben")
    >>> sheet["hedged"].head(3).tolist()
    ['yes', 'no', None]
    """
    wrong = _wrong(letters, len(sheet))
    if wrong:
        raise ValueError(f"the letters of {coder}: {wrong}")
    answers = [_ANSWERS[letter] for letter in _letters(letters)]
    return sheet.assign(coder=coder, hedged=pd.Series(answers, sheet.index, dtype=object))


def my_sheet(sheet: pd.DataFrame, letters: object) -> pd.DataFrame:
    """Fill a coding sheet in with your own letters, or with Mira's until you have twenty.

    Parameters
    ----------
    sheet : DataFrame
        The sheet of :func:`twenty_sentences`.
    letters : str or list of str
        As for :func:`coded`; where they don't fit, or dots stand in their place, the answers are
        those of Mira, a pupil who is made up, and her name stands in the column ``coder``.

    Returns
    -------
    DataFrame
        The sheet, filled in.

    Examples
    --------
    >>> my_sheet(twenty_sentences(), ...)["coder"].iloc[0]
    'Mira'
    """
    if isinstance(letters, str | list) and not _wrong(letters, len(sheet)):
        return coded(sheet, letters, "me")
    return coded(sheet, MIRA, "Mira")


def second_coder(sheet: pd.DataFrame) -> pd.DataFrame:
    """Fill a coding sheet in with what the editor of the sample marked.

    Parameters
    ----------
    sheet : DataFrame
        A coding sheet for the question "hedged", of sentences from annotated articles of the
        sample.

    Returns
    -------
    DataFrame
        The sheet, filled in: "yes" where a hedge begins within the sentence.

    Examples
    --------
    >>> second_coder(twenty_sentences())["hedged"].value_counts().to_dict()
    {'no': 12, 'yes': 8}
    """
    marks = mk.load_sample_annotations().query("kind == 'hedge'")
    places = sheet[["unit", "article", "start", "end"]].astype({"start": int, "end": int})
    beside = places.merge(marks, left_on="article", right_on="article_id", suffixes=("", "_mark"))
    inside = beside[beside["start_mark"].between(beside["start"], beside["end"], inclusive="left")]
    return sheet.assign(coder="editor", hedged=_yes_or_no(sheet["unit"].isin(inside["unit"])))


def machine_coder(sheet: pd.DataFrame) -> pd.DataFrame:
    """Fill a coding sheet in with what mediakit says: "yes" where it counts a hedge.

    Parameters
    ----------
    sheet : DataFrame
        A coding sheet for the question "hedged".

    Returns
    -------
    DataFrame
        The sheet, filled in.

    Examples
    --------
    >>> sheet = twenty_sentences()
    >>> machine_coder(sheet).loc[3, "hedged"], sheet.loc[3, "text"]
    ('yes', '“It’s possible we will never learn who.”')
    """
    return sheet.assign(
        coder="machine", hedged=_yes_or_no(mk.hedging(sheet["text"])["n_hedges"] > 0)
    )


def _yes_or_no(found: pd.Series) -> pd.Series:
    return found.map({True: "yes", False: "no"}).astype(object)


def _letters(answer: str | list[str]) -> list[str]:
    """Take answers apart, however they were typed."""
    joined = "".join(answer).casefold().replace("yes", "y").replace("no", "n")
    return [letter for letter in joined if not letter.isspace() and letter not in ",;.|/-"]


def _wrong(answer: str | list[str], n_sentences: int) -> str:
    """Say what is wrong with letters; nothing where all is well."""
    letters = _letters(answer)
    others = [letter for letter in letters if letter not in _ANSWERS]
    if others:
        return f"{others[0]!r} is no answer. Write y for yes, n for no, and ? for left open."
    if len(letters) != n_sentences:
        more = "too many" if len(letters) > n_sentences else "too few"
        return (
            f"There are {n_sentences} sentences and you have {len(letters)} letters: {more}. "
            "Write them in groups of five, with a space between, and count again."
        )
    return ""


def _judge_guess(answer: Any) -> str | Right:
    if isinstance(answer, bool) or not isinstance(answer, int | float | str):
        raise TypeError("no number")
    guess = float(answer)
    if not 0 <= guess <= N_SENTENCES or guess != int(guess):
        return f"There are {N_SENTENCES} sentences: a whole number from 0 to {N_SENTENCES}."
    return Right("Write it on your sheet; you will count in part 3.", word="Noted.")


def _judge_sheet(answer: Any) -> str | Right:
    if not isinstance(answer, str | list):
        raise TypeError("no letters")
    wrong = _wrong(answer, N_SENTENCES)
    if wrong:
        return wrong
    letters = _letters(answer)
    n_open = letters.count("?")
    if n_open > _MOST_OPEN:
        return (
            f"You left {n_open} open. Keep ? for sentences where you have read the question again "
            f"and still can't say; {_MOST_OPEN} at most."
        )
    if len(set(letters) - {"?"}) == 1:
        return (
            "All your answers are the same. Whoever always says the same tells nothing about the "
            "sentences. Read 3 and 11 again: do they leave the same amount open?"
        )
    open_too = f", and left {n_open} open" if n_open else ""
    return Right(f"You said yes to {letters.count('y')} of {N_SENTENCES}{open_too}.", word="Noted.")


@cache
def _false_alarms() -> pd.DataFrame:
    """Sentences that the machine marks and the editor doesn't."""
    sheet = twenty_sentences()
    marked = machine_coder(sheet)["hedged"] == "yes"
    return sheet[marked & (second_coder(sheet)["hedged"] == "no")]


def _judge_false_alarm(answer: Any) -> str | Right:
    number = int(str(answer).strip())
    sheet = twenty_sentences()
    if number not in sheet.index:
        return f"The sentences have the numbers 1 to {N_SENTENCES}."
    if number in _false_alarms().index:
        signs = mk.evidence(str(sheet.loc[number, "text"]), "hedging")["text"].tolist()
        return Right(
            f"The machine marked “{', '.join(signs)}”. It knows the word, and not that "
            "nothing is left open here."
        )
    if second_coder(sheet).loc[number, "hedged"] == "yes":
        return (
            "There the editor says yes as well. Look for a sentence that states something "
            "flatly, with a word in it that often hedges in other places."
        )
    return (
        "The machine marks no word in that sentence. It goes by words such as may, about, many, "
        "some. Where does one of them stand though nothing is left open?"
    )


TASKS = (
    Task(
        "7.1",
        "Two careful readers code the twenty sentences without talking. To how many will they "
        "give the same answer?",
        "a whole number from 0 to 20",
        _judge_guess,
    ),
    Task(
        "7.2",
        "Code the twenty sentences: does the sentence leave it open whether what it says is so?",
        'twenty letters in quotation marks, such as "ynnyn nny?n nnynn yynny",',
        _judge_sheet,
    ),
    Task(
        "7.3",
        "Sam doesn't read and answers no twenty times. What will alpha be for Sam and the editor?",
        '"a", "b" or "c"',
        choice(
            "abc",
            right="b",
            hints={
                "a": "60 per cent is how often the two answers are the same. Alpha asks how much "
                "of that is more than luck, and Sam hasn't read a word.",
                "c": "1 would mean the same answer to every sentence. The editor said yes to "
                "eight of them, and Sam to none.",
            },
            because="Run the next cell and see how far apart the two numbers are.",
        ),
    ),
    Task(
        "7.4",
        "The machine goes by words. In which sentence does it see a hedge that a careful reader "
        "would not see?",
        "the number of a sentence, such as 5,",
        _judge_false_alarm,
    ),
    Task(
        "7.5",
        "On the sample the machine is right far more often than on Wikipedia, and the interval "
        "of the sample doesn't reach that low. How can that be?",
        '"a", "b" or "c"',
        choice(
            "abc",
            right="c",
            hints={
                "a": "Both were counted correctly. Ask what they were counted on.",
                "b": "More sentences make an interval narrower. Wikipedia would still be another "
                "kind of text.",
            },
            because="An interval speaks of more texts of the same kind, judged by the same "
            "people. For your own texts, you have to check again.",
        ),
    ),
)
