"""Lesson 2, tone and its traps: grim facts, irony, quoted anger, negation, names."""

from __future__ import annotations

import re
from typing import Any

from mediakit.course.task import Right, Task, choice, prediction

_THRESHOLD = -0.3
_FEWEST_WORDS = 4

# what the tabloid's writer says himself of the accused, his men, his lawyer and his country
_OWN_JUDGEMENTS = frozenset(
    "warlord thugs fiend butchering butchered strutted sickening silver-tongued nerve "
    "stony-faced snapped".split()
)
_SAID_BY_OTHERS = {
    "liar": "a man in the gallery",
    "killed": "the defence lawyer",
    "dispute": "the defence lawyer",
    "bad": "a source close to the case",
    "guilty": "the accused",
}
_FOR_VICTIMS = frozenset("brave innocents terrified".split())


def _own_judgement(answer: Any) -> str | Right | None:
    if not isinstance(answer, str):
        raise TypeError("no text")
    given = set(re.findall(r"[a-z]+(?:-[a-z]+)*", answer.casefold()))
    if given & _OWN_JUDGEMENTS:
        return Right("Nobody in the article says it. The writer chose it, before any verdict.")
    for word in sorted(given & _SAID_BY_OTHERS.keys()):
        return (
            f"Look at the quotation marks: “{word}” is said by {_SAID_BY_OTHERS[word]}. Find a "
            "word that nobody but the writer says."
        )
    if given & _FOR_VICTIMS:
        return (
            "That is the writer's own feeling, but for the victims. Find one against Brenn or "
            "his side: what does the writer call him where an agency would write his name?"
        )
    if not given or not given <= _words_of_the_tabloid():
        return "I can't find that in the article. Copy one word from it."
    return (
        "Would a charge sheet use this word too? Then it is a fact, however grim. What does the "
        "writer call Brenn where an agency would write his name?"
    )


def _words_of_the_tabloid() -> set[str]:
    from mediakit import load_sample

    text = str(load_sample()["text"]["war-crimes-trial-flare"])
    return set(re.findall(r"[a-z]+(?:-[a-z]+)*", text.casefold()))


def _sober_and_negative(answer: Any) -> str | Right | None:
    from mediakit.analysis import evidence, sentiment

    if not isinstance(answer, str):
        raise TypeError("no text")
    if len(re.findall(r"\w+", answer)) < _FEWEST_WORDS:
        return f"Write a whole sentence, of at least {_FEWEST_WORDS} words."
    attacks = evidence(answer, "loaded")["text"].tolist()
    if attacks:
        return (
            f"The machine knows “{attacks[0]}” as a loaded word. An agency would put it another "
            "way: say what happened, and judge nobody."
        )
    score = float(sentiment(answer)["sentiment"].iloc[0])
    if score < _THRESHOLD:
        words = "”, “".join(evidence(answer, "sentiment")["text"].tolist())
        return Right(
            f"It scores {score:.2f}, because of “{words}”. Read it to a neighbour: does it attack "
            "anybody? If not, the trap has worked."
        )
    return (
        f"It scores {score:.2f}. Grim subjects score low, and so do short sentences: try a court, "
        "a hospital or a fire brigade."
    )


def _told_apart() -> str:
    """Which of the statements has intervals behind it that don't overlap."""
    from mediakit import load_sample
    from mediakit.analysis import sentiment

    articles = load_sample()
    trial = articles[articles["story"] == "war-crimes-trial"].set_index("outlet")
    tone = sentiment(trial, interval=0.95)
    pairs = {
        "a": ("Halden News Agency", "Plain Dissent"),
        "b": ("The Morning Flare", "Velmora National Broadcasting"),
    }
    apart = [
        letter
        for letter, (lower, higher) in pairs.items()
        if tone["sentiment_high"][lower] < tone["sentiment_low"][higher]
    ]
    return apart[0]


TASKS = (
    Task(
        "2.1",
        "In which of the four sentences does the writer attack somebody?",
        'one of "a", "b", "c" and "d", in quotation marks',
        choice(
            "abcd",
            "b",
            hints={
                "a": "A grim subject. But who is attacked? Any paper would have to say it so.",
                "c": "Somebody attacks here. Look at the quotation marks: whose words are they?",
                "d": "That is sad, and it is what happened. Is anybody blamed for anything?",
            },
            because="The praise is meant as its opposite: irony. Did you underline “magnificent”?",
        ),
    ),
    Task(
        "2.2",
        "Which of the three reports gets the most negative score?",
        'one of "agency", "tabloid" and "columnist", in quotation marks',
        prediction(
            ["agency", "tabloid", "columnist"],
            "Run the next cell: the most negative report stands at the top of the table.",
        ),
    ),
    Task(
        "2.3",
        "Find a word with which the tabloid's writer, and nobody else, judges Brenn or his side.",
        "one word from the article, in quotation marks",
        _own_judgement,
    ),
    Task(
        "2.4",
        "Write a sober sentence that attacks nobody and scores below -0.3.",
        "a sentence of your own, in quotation marks",
        _sober_and_negative,
    ),
    Task(
        "2.5",
        "Which sentence do the numbers support?",
        'one of "a", "b" and "c", in quotation marks',
        choice(
            "abc",
            _told_apart,
            hints={
                "b": "Compare the two intervals in the table: how much of one lies inside the "
                "other?",
                "c": "Hostile? Go back to the words that the machine marked in the agency's "
                "report. Whose feelings are they?",
            },
            because="The intervals lie apart. And still it is the columnist who is angry: "
            "the score is about words.",
        ),
    ),
)
