"""Lesson 4, who speaks: named and unnamed sources, scare quotes, and who is missing."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from mediakit.course.task import Right, Task, choice, number

_BROADCASTER = "harbour-contract-vnb"
_SCARE = {"b", "c"}


def _scare_quotes(answer: Any) -> str | Right | None:
    given = "".join(answer) if isinstance(answer, list) else answer
    if not isinstance(given, str):
        raise TypeError("no text")
    letters = {letter for letter in given.casefold() if letter.isalpha()}
    if not letters or not letters <= set("abcd"):
        raise TypeError("none of the options")
    if letters == _SCARE:
        return Right("Nobody is quoted there: the marks only hold the word at arm's length.")
    if "a" in letters:
        return "Sentence a names who says it, Merrow: those marks quote."
    if "d" in letters:
        return "A whole sentence in the marks is a quotation: somebody has said it."
    return "There are two. Which words before the marks tell you to smile at what is in them?"


@cache
def _heard() -> tuple[dict[str, str], frozenset[str]]:
    """Everybody heard in the affair, by each part of the name, and the parts heard there."""
    from mediakit import load_sample, quotations

    articles = load_sample()
    table = quotations(articles[articles["story"] == "harbour-contract"])
    table = table[(table["speaker_kind"] == "named person") & (table["speaker_name"] != "")]
    full = {part: name for name in table["speaker_name"] for part in name.casefold().split()}
    there = table.loc[table["article"] == _BROADCASTER, "speaker_name"]
    return full, frozenset(part for name in there for part in name.casefold().split())


def _missing_voice(answer: Any) -> str | Right | None:
    if not isinstance(answer, str):
        raise TypeError("no text")
    names = re.findall(r"\w+", answer.casefold())
    if not names:
        raise TypeError("no name")
    full, there = _heard()
    known = [name for name in names if name in full]
    if "merrow" in names:
        return "Merrow is a company, and its words are in the broadcaster's report. Find a person."
    if not known:
        return "I can't find that name in the table. Copy one from its first column."
    if known[-1] in there:
        return f"{full[known[-1]]} speaks in its report, too: look at the column Broadcasting."
    also = "Read that report again: what would it be like with these words in it?"
    return Right(f"{full[known[-1]]} is heard elsewhere, and not there. {also}")


TASKS = (
    Task(
        "4.1",
        "How many people are heard in the passage with their full name?",
        "a whole number, without quotation marks",
        number(
            2,
            too_low="Look for a first name and a surname next to “said”: there are more.",
            too_high="Count each only once. A company is no person, a person without a name "
            "doesn't count, and Gray is only talked about.",
            because="Ruth Castrey and Joan Trescott.",
        ),
    ),
    Task(
        "4.2",
        "Which one tells you how many they are, how they can know, and why there is no name?",
        'one of "a", "b", "c" and "d", in quotation marks',
        choice(
            "abcd",
            "b",
            hints={
                "a": "Inside of what? “Insiders” could be two people or twenty.",
                "c": "You learn where they are, but not how many, nor why they have no name.",
                "d": "One friend: but how does the friend know, and why is there no name?",
            },
            because="Two, from the government, and not authorised to speak.",
        ),
    ),
    Task(
        "4.3",
        "In which sentence does somebody believe something, and nobody is named?",
        'one of "a", "b", "c" and "d", in quotation marks',
        choice(
            "abcd",
            "b",
            hints={
                "a": "You could ask somebody here: the minister is named.",
                "c": "Here the broadcaster itself tells you something that has happened. Which "
                "sentence tells you what somebody believes?",
                "d": "Officials have no names, but somebody speaks. Where is there nobody at all?",
            },
            because="“It is expected”: by whom?",
        ),
    ),
    Task(
        "4.4",
        "Which two of the four have scare quotes?",
        'two letters in quotation marks, such as "ad"',
        _scare_quotes,
    ),
    Task(
        "4.5",
        "Name somebody who is heard in another report, and not in the broadcaster's.",
        "a name from the table, in quotation marks",
        _missing_voice,
    ),
)
