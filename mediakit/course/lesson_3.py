"""Lesson 3, how sure is the writer: hedges, boosters, and why a good reporter hedges."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from mediakit.course.task import Right, Task, choice

_ARTICLE = "memory-drug-chronicle"
_BEGINNINGS = ("The lines,", "On brain scans", "“A difference", "Dr. Nerys", "The next argument")
_AT_LEAST = 6
_OTHERS = 3  # readers differ
_FEWEST_WORDS = 10
_MOST_HEDGES = 3
_NO_HEDGES = {
    "could": "In “could still telephone”, “could” means “were able to”: nothing is in doubt.",
    "said": "“Said” tells who speaks. That is attribution; it comes in part 4.",
    "added": "“Added” tells who speaks. That is attribution; it comes in part 4.",
    "real": "“Real” does the opposite: it closes the claim, and then “but” opens it.",
    "disagreed": "“Disagreed” tells what somebody did. The doubt must be in the words of a claim.",
}


@cache
def _hedges_by_paragraph() -> tuple[frozenset[str], ...]:
    """Words that the editor or the machine marks, for each paragraph of the passage."""
    from mediakit import load_sample, load_sample_annotations
    from mediakit.analysis import evidence

    text = str(load_sample()["text"][_ARTICLE])
    marks = load_sample_annotations()
    marks = marks[(marks["article_id"] == _ARTICLE) & (marks["kind"] == "hedge")]
    found = evidence(text, "hedging")
    starts = [*marks["start"], *found["start"]]
    marked = [*marks["text"], *found["text"]]
    paragraphs = []
    for beginning in _BEGINNINGS:
        start = text.index(beginning)
        end = text.find("\n\n", start)
        here = [m for s, m in zip(starts, marked, strict=True) if start <= s < end]
        paragraphs.append(frozenset(word for phrase in here for word in _words(phrase)))
    return tuple(paragraphs)


def _words(text: str) -> set[str]:
    """Small-letter words of a phrase, without those that say nothing alone."""
    return set(re.findall(r"\w+", text.casefold())) - {"to", "of", "in", "it", "is", "that"}


def _marked_by_hand(answer: Any) -> str | Right | None:
    given = answer.split(",") if isinstance(answer, str) else answer
    if not isinstance(given, list) or not all(isinstance(phrase, str) for phrase in given):
        raise TypeError("no list of words")
    paragraphs = _hedges_by_paragraph()
    right = frozenset().union(*paragraphs)
    phrases = [phrase.strip() for phrase in given if _words(phrase)]
    hits = right & {word for phrase in phrases for word in _words(phrase)}
    strays = [phrase for phrase in phrases if not _words(phrase) & right]
    for phrase in strays:
        for word in sorted(_words(phrase) & _NO_HEDGES.keys()):
            return _NO_HEDGES[word]
    if len(strays) > _OTHERS or any(len(_words(phrase)) > 6 for phrase in phrases):
        return (
            "That is more than the words which keep a claim open. Leave out names, numbers and "
            "facts, and give single words with commas between them."
        )
    if len(hits) < _AT_LEAST:
        missed = [len(words - hits) for words in paragraphs]
        where = ("first", "second", "third", "fourth", "last")[missed.index(max(missed))]
        return (
            f"You have {len(hits)} of at least {_AT_LEAST}. Read the {where} paragraph again: "
            "which words would you strike out to make it sound sure?"
        )
    return Right(f"You have {len(hits)} of {len(right)} that the editor or the machine marks.")


def _careful_sentence(answer: Any) -> str | Right | None:
    from mediakit.analysis import evidence

    if not isinstance(answer, str):
        raise TypeError("no text")
    if len(re.findall(r"\w+", answer)) < _FEWEST_WORDS:
        return f"Write a whole sentence, of at least {_FEWEST_WORDS} words."
    marks = evidence(answer, ["hedging", "boosting", "loaded"])
    marked = {
        measure: marks.loc[marks["measure"] == measure, "text"].tolist()
        for measure in ("hedging", "boosting", "loaded")
    }
    hedges = marked["hedging"]
    if marked["boosting"]:
        return f"“{marked['boosting'][0]}” closes the claim. Does the trial close it?"
    if marked["loaded"]:
        return f"“{marked['loaded'][0]}” tells the reader what to feel. Say what was found."
    if not re.search(r"\d|nineteen", answer):
        return "What was measured? Put one of the numbers in: that part needs no hedge."
    if not hedges:
        return (
            "The machine finds no hedge in it. What is not known yet? Say so in the same sentence, "
            "with a word such as “may” or “possibly”."
        )
    if len(hedges) > _MOST_HEDGES:
        listed = "”, “".join(hedges)
        return f"“{listed}”: now it says hardly anything. Which part was measured, and is sure?"
    return Right(
        f"It hedges with “{'”, “'.join(hedges)}”. Ask a neighbour: does the hedge stand on what is "
        "open, or on what was measured?"
    )


TASKS = (
    Task(
        "3.1",
        "Which words of the passage keep a claim open? Find six or more.",
        'words with commas between them, all in one pair of quotation marks, such as "may, doubt"',
        _marked_by_hand,
    ),
    Task(
        "3.2",
        "In which sentence does “may” give permission?",
        'one of "a", "b", "c" and "d", in quotation marks',
        choice(
            "abcd",
            "c",
            hints={
                "a": "Does anybody allow the drug to do that? It says what is possible.",
                "b": "Look at the capital letter: that is no verb at all.",
                "d": "Nobody allows the trial anything: it says how long it will perhaps last.",
            },
            because="The nurse allows something. Run the next cell: what does the machine think?",
        ),
    ),
    Task(
        "3.3",
        "Which version tells you where the number comes from and what it depends on?",
        'one of "a", "b", "c" and "d", in quotation marks',
        choice(
            "abcd",
            "b",
            hints={
                "a": "Whom would you ring up to check it? “Critics” have no telephone.",
                "c": "Where does the 50,000 come from? Look for a source in the sentence.",
                "d": "There is no number in it at all, only complaints about one.",
            },
            because="It has the most hedges, and it is the one that you can check.",
        ),
    ),
    Task(
        "3.4",
        "Which version doesn't tell you what the safety board found?",
        'one of "a", "b", "c" and "d", in quotation marks',
        choice(
            "abcd",
            "c",
            hints={
                "a": "The board's finding stands there, in quotation marks.",
                "b": "The finding is there, though “medics” stands for the board.",
                "d": "The mockery is the writer's, but the finding is there: look at the "
                "quotation marks.",
            },
            because="“Has been examined”: with what result? The doubt is gone, and so is the news.",
        ),
    ),
    Task(
        "3.5",
        "Write the first sentence of a careful report on the drug.",
        "a sentence of your own, in quotation marks",
        _careful_sentence,
    ),
)
