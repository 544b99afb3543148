"""Lesson 6: one event, six outlets. Tasks on six reports of a mine that isn't there yet."""

from __future__ import annotations

import re
from typing import Any

import mediakit as mk
from mediakit.course.task import Right, Task, choice, prediction

#: Short names of the outlets, in the order of the sample.
OUTLETS = ("Halden", "Flare", "VNB", "Chronicle", "Dissent", "Echo")

#: Passages that Halden quotes from Norvane and VNB states in its own name.
LOST = (
    "will make Velmora one of the three leading producers of battery-grade lithium",
    "up to 94 percent of process water",
    "recycle up to 94 percent of process water",
)

#: The same, but in the machine's table already.
LISTED = (
    "been designed from first principles to protect the waters of the Aske",
    "a responsible, growth-oriented producer of the critical raw materials that power modern life",
    "operations in four countries and more than 2,600 employees",
)

#: What VNB quotes as well.
QUOTED = (
    "Tarnholt gave this country its tin for two hundred years",
    "Now it will give it the metal of the future",
    "We have listened to this community at every step, and we will go on listening",
)

#: What can be answered in each column of one's own table.
ANSWERS = {
    "first": ("jobs", "water"),
    "survey": ("company", "independent", "none"),
    "expert": ("yes", "no"),
}

_WHERE = {
    ("first", "Halden"): "its fifth paragraph has the jobs (“would employ 430 people”), its sixth "
    "the river.",
    ("first", "Dissent"): "its very first sentence is about the river.",
    ("first", "VNB"): "the 430 jobs stand before the waters of the Aske.",
    ("first", "Echo"): "it begins with cows that drink from the river.",
    ("first", "Flare"): "“guzzle more than 4 million cubic metres” comes long before the jobs.",
    ("first", "Chronicle"): "its second paragraph begins “They asked about water”.",
    ("survey", "VNB"): "it doesn't name the company. What does it call the survey?",
    ("survey", "Echo"): "look through the rows of the search for “58 percent”: is it there?",
    ("survey", "Dissent"): "“paid for by Norvane”, it says.",
    ("survey", "Flare"): "who paid for the poll?",
    ("survey", "Chronicle"): "whose survey is it, does it say?",
    ("survey", "Halden"): "“commissioned by” means: ordered and paid for by.",
}


def coded() -> dict[str, tuple[str, ...]]:
    """Code the six reports, in the order of the sample: the answers of one's own table.

    Returns
    -------
    dict of str to tuple of str
        What comes first and whose survey it is were read by us; whether the expert speaks is
        looked up in the texts.

    Examples
    --------
    >>> coded()["expert"]
    ('yes', 'yes', 'no', 'yes', 'yes', 'yes')
    """
    articles = mk.load_sample()
    texts = articles.loc[articles["story"] == "lithium-mine", "text"]
    return {
        "first": ("jobs", "water", "jobs", "water", "water", "water"),
        "survey": ("company", "company", "independent", "company", "company", "none"),
        "expert": tuple("yes" if "Rask" in text else "no" for text in texts),
    }


def _words(text: str) -> str:
    """Words alone, with a space before and after: for looking one text up in another."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.casefold()))} "


def _is_in(answer: str, passages: tuple[str, ...]) -> bool:
    given = _words(answer)
    return any(given in _words(passage) or _words(passage) in given for passage in passages)


def _lost_quotation(answer: Any) -> str | Right:
    """Judge words of a passage: VNB has it in its own voice, Halden in quotation marks."""
    if len(_words(answer).split()) < 3:
        return "Copy a few more words, at least three, so that it is clear which passage you mean."
    if _is_in(answer, LOST):
        return Right("Norvane said it in a statement; VNB says it in its own name.")
    if _is_in(answer, LISTED):
        return "That passage is in the machine's table already. There are others."
    if _is_in(answer, QUOTED):
        return "VNB has quotation marks there, too. Look for blue words that lost theirs."
    reports = mk.load_sample().loc[["lithium-mine-vnb", "lithium-mine-halden"], "text"]
    broadcaster, agency = (_words(text) for text in reports)
    given = _words(answer)
    if given in broadcaster and given in agency:
        return "Both have it, but Halden has no quotation marks there."
    return "Look at the blue passages: which are in quotation marks in Halden and not in VNB?"


def _filled_in(answer: Any) -> str | Right:
    """Judge a table of one's own: outlets in rows, three questions in columns."""
    given = {
        column: [str(value).strip(" .,").casefold() for value in answer[column]]
        for column in ANSWERS
    }
    n_open = sum(values.count("?") for values in given.values())
    if n_open:
        return f"Your table still has {n_open} question marks. Fill them in, run it, then this."
    for column, values in coded().items():
        for outlet, right, said in zip(OUTLETS, values, given[column], strict=True):
            if said not in ANSWERS[column]:
                options = ", ".join(ANSWERS[column])
                return f"{column}, {outlet}: {said[:30]} is no answer here; there are {options}."
            if said != right:
                where = _WHERE.get((column, outlet), "look at the rows of the search for Rask.")
                return f"Look again at {column}, {outlet}: {where}"
    return Right("One outlet stands alone in two columns. What would you ask its newsroom?")


TASKS = (
    Task(
        "6.1",
        "Which headline is the state broadcaster's?",
        'a letter from "a" to "f", with quotation marks',
        prediction("abcdef", "Open the solution, then run the next cell to see all six."),
    ),
    Task(
        "6.2",
        "Which outlet doesn't mention the survey at all?",
        'a short name in quotation marks, such as "Halden"',
        choice(
            OUTLETS,
            right="Echo",
            hints={
                "Halden": "Halden has it: “A survey commissioned by Norvane”.",
                "Flare": "The Flare has it in other words: “six in ten locals agree”.",
                "VNB": "VNB has it, without saying who paid: “Independent research has shown”.",
                "Chronicle": "The Chronicle tells more about it than anybody else.",
                "Dissent": "Dissent has it: “their survey, paid for by Norvane”.",
            },
            because="Before you blame it: for whom does this paper write?",
        ),
    ),
    Task(
        "6.3",
        "Find another passage that Halden has in quotation marks and VNB has without them.",
        "a few words of the passage, in quotation marks",
        _lost_quotation,
    ),
    Task(
        "6.4",
        "Which explanation fits everything that you can see in the two reports?",
        'a letter in quotation marks: "a", "b", "c" or "d"',
        choice(
            "abcd",
            right="c",
            hints={
                "a": "Halvard says more in VNB than in Halden: “the most carefully planned mine "
                "ever proposed”. Where would VNB have that from?",
                "b": "Halden says where it has the words from: “Norvane said in a statement”.",
                "d": "That would explain what Halvard says. But would anybody say “growth-oriented "
                "producer” in a speech? And Halden writes: “said in a statement”.",
            },
            because="A text that isn't in the collection explains best what is in it.",
        ),
    ),
    Task(
        "6.5",
        "Fill in a table of your own: what comes first, whose survey, does the expert speak?",
        "the word mine (once you have run the cell with your table)",
        _filled_in,
    ),
)
