"""What coders are asked: questions as data, and the three that come with mediakit."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from mediakit.measures.measure import Column
from mediakit.recurring import ARTICLE, END, HEADLINE, PARAGRAPH, SENTENCE, START

#: What a coder may answer.
Answer = str | int | float

SCALES = ("nominal", "ordinal", "interval")

#: What sheets, tables of agreement and of disagreement share.
QUESTION = Column("The name of the question that was asked.", unit="name")
UNIT = Column(
    "The name of the unit, which it has in every draw from the same articles.", unit="label"
)
#: Columns that a coding sheet has beside its questions, which stand before the note.
SHEET_COLUMNS: Mapping[str, Column] = {
    "unit": UNIT,
    "coder": Column("Who fills the sheet in; left empty for the coder to write.", unit="name"),
    "headline": HEADLINE,
    "before": Column("The unit before the one to judge, for the context.", unit="text"),
    "text": Column("The words that the coder judges.", unit="text"),
    "after": Column("The unit after the one to judge, for the context.", unit="text"),
    "note": Column("Whatever the coder wants to remark; left empty to write in.", unit="text"),
    "article": ARTICLE,
    "sentence": SENTENCE,
    "paragraph": PARAGRAPH,
    "start": START,
    "end": END,
}


@dataclass(frozen=True)
class Question:
    """One question of a coding sheet.

    Attributes
    ----------
    name : str
        The column of the sheet: letters, digits and underscores.
    text : str
        What is asked, in words that the coders understand.
    answers : mapping of answer to meaning, or sequence of answers
        All that may be answered, from lowest to highest: words, or numbers.
    scale : {"nominal", "ordinal", "interval"}
        Whether answers only differ, have an order, or lie at equal distances.
    example : str
        A text with the answer that it should get, and why.
    compare : str, optional
        The automatic column to hold against the coders, such as "sentiment".
    present : str or number, optional
        For a nominal question: the answer that `compare` is to find.
    threshold : float, default 0
        For a nominal question: `compare` says `present` where it is above this.

    Raises
    ------
    ValueError
        A question that can't be asked or compared so.

    Examples
    --------
    >>> source = Question("source", "Is somebody quoted?", ["yes", "no"])
    >>> source.scale
    'nominal'
    """

    name: str
    text: str
    answers: Mapping[Answer, str] | Sequence[Answer]
    scale: str = "nominal"
    example: str = ""
    compare: str | None = None
    present: Answer | None = None
    threshold: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what would only show once the coders are done."""
        where = f"question {self.name!r}"
        allowed = list(self.answers)
        if not self.name.isidentifier() or self.name in SHEET_COLUMNS:
            raise ValueError(
                f"{where}: a name is letters, digits and underscores, and none of "
                f"{', '.join(SHEET_COLUMNS)}"
            )
        if self.scale not in SCALES:
            raise ValueError(f"{where}: scale {self.scale!r} is none of {', '.join(SCALES)}")
        if isinstance(self.answers, str) or len(allowed) < 2:
            raise ValueError(f"{where} needs a list of two or more answers")
        if len({plain_form(answer) for answer in allowed}) < len(allowed):
            raise ValueError(f"{where}: two answers that read alike: {_listed(allowed)}")
        if self.scale == "interval" and any(isinstance(answer, str) for answer in allowed):
            raise ValueError(f"{where}: an interval scale has numbers, not {_listed(allowed)}")
        if self.present is not None and self.present not in allowed:
            raise ValueError(f"{where}: {self.present!r} is no answer; there are {self.listed()}")
        if self.scale == "nominal" and self.compare is not None and self.present is None:
            raise ValueError(f"{where}: say which answer {self.compare} is to find: present=...")

    def meanings(self) -> dict[Answer, str]:
        """Give every answer with what it means; nothing where nothing is said."""
        if isinstance(self.answers, Mapping):
            return dict(self.answers)
        return dict.fromkeys(self.answers, "")

    def column(self) -> Column:
        """Describe the column that a sheet has for the answers."""
        return Column(
            f"A coder's answer to the question {self.name!r}; left empty to fill in.",
            unit="answer",
            formula=self.text,
            values=tuple(map(str, self.answers)),
            caveat=f"For example: {self.example}" if self.example else "",
        )

    def listed(self) -> str:
        """Name the answers for a message."""
        return _listed(self.answers)

    def position(self, cell: object) -> int | None:
        """Give the place of an answer among those allowed; None for an empty cell.

        Spreadsheets change how things are written: "Yes ", 1.0, "1" and "−1" are understood.

        Raises
        ------
        KeyError
            What is no answer to this question.

        Examples
        --------
        >>> TONE.position("-2"), TONE.position(2.0), HEDGED.position(" Yes"), TONE.position("")
        (0, 4, 0, None)
        """
        if cell is None or cell is pd.NA or cell is pd.NaT:
            return None
        if isinstance(cell, float) and math.isnan(cell):
            return None
        if not str(cell).strip():
            return None
        places = {plain_form(answer): place for place, answer in enumerate(self.answers)}
        return places[plain_form(cell)]


def resolve_questions(
    questions: Sequence[str | Question] | str | Question | None,
) -> list[Question]:
    """Turn names into questions; all of :data:`QUESTIONS` by default.

    Raises
    ------
    ValueError
        An unknown name, none at all, or two questions of one name.
    TypeError
        What is neither a name nor a Question.
    """
    if questions is None:
        return list(QUESTIONS)
    if isinstance(questions, (str, Question)):
        questions = [questions]
    known = {question.name: question for question in QUESTIONS}
    chosen = []
    for item in questions:
        if isinstance(item, str) and item not in known:
            raise ValueError(f"question {item!r} is not known; there are {', '.join(known)}")
        if not isinstance(item, (str, Question)):
            raise TypeError(f"a question is a name or a Question, not {type(item).__name__}")
        chosen.append(known[item] if isinstance(item, str) else item)
    names = [question.name for question in chosen]
    if not names or len(set(names)) < len(names):
        raise ValueError(f"ask at least one question, and each once; asked: {', '.join(names)}")
    return chosen


def plain_form(answer: object) -> float | str:
    """Bring an answer into one form, however a spreadsheet has written it."""
    text = str(answer).strip().casefold().replace("\u2212", "-")
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def _listed(answers: Mapping[Answer, str] | Sequence[Answer]) -> str:
    return ", ".join(str(answer) for answer in answers)


TONE = Question(
    name="tone",
    text=(
        "What feeling do the words carry? Judge how it is told, not whether the event is good "
        "or bad for you. Words in quotation marks count too."
    ),
    answers={
        -2: "very negative",
        -1: "rather negative",
        0: "neutral, or both in balance",
        1: "rather positive",
        2: "very positive",
    },
    scale="ordinal",
    example=(
        '"The council published the figures on Monday." is 0, whatever the figures say. '
        '"A shameful day for Brackwater." is -2.'
    ),
    compare="sentiment",
)

HEDGED = Question(
    name="hedged",
    text=(
        "Do the words leave it open, in whole or in part, whether what they say is so? Signs are "
        "may, perhaps, about, reportedly, some experts say."
    ),
    answers={
        "yes": "something is held open, made vague or put on hearsay",
        "no": "everything is stated flatly",
    },
    example=(
        '"The dam may have leaked for weeks." is yes. "The minister may resign at any time under '
        'the charter." is no: this "may" is a permission.'
    ),
    compare="n_hedges",
    present="yes",
)

LOADED = Question(
    name="loaded",
    text=(
        "Do the writer's own words judge or stir where plain words would do? Words that somebody "
        "else is quoted with do not count."
    ),
    answers={
        "yes": "at least one word judges, labels or exaggerates",
        "no": "plain words throughout",
    },
    example=(
        '"The regime rammed its decree through." is yes. "The government passed its decree '
        'without debate." is no, though both tell of the same vote.'
    ),
    compare="n_loaded_own",
    present="yes",
)

#: What mk.coding_sheet asks by default.
QUESTIONS = (TONE, HEDGED, LOADED)
