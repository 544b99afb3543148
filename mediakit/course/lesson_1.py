"""Tasks of lesson 1: how hard it is to read, and why formulas disagree."""

from __future__ import annotations

import re
from typing import Any

import mediakit as mk
from mediakit.course.task import Judge, Right, Task, choice, number, prediction

_RAIN = "It rained for nine days. The river rose. On the tenth day the council closed the bridge."
_GATES = (
    "The gates of the dam, 14 kilometres upstream of Brackwater, were opened at 3:20 a.m. on "
    "Wednesday, five hours and 40 minutes after the reservoir reached the level at which its "
    "operating rules call for a release, according to a log published by the Brack Rivers "
    "Authority."
)
_IN_ORDER = "The dam held back the lake until the gates were opened at night."
_SHUFFLED = "Night the until gates back opened lake the dam were the held at."
_EASIER = 8  # grades

# What a rewriting mustn't lose: how it may be put, and what to say where it is missing.
_FACTS = (
    (r"\bgates?\b|\bdam\b", "What was opened? The gates of the dam have gone missing."),
    (r"\b3[:.]20\b", "When were the gates opened? Keep the time, 3:20."),
    (
        r"\bfive hours\b|\b5 hours\b|\b9[:.]40\b",
        "How late was it? Keep the five hours and 40 minutes: they are the news.",
    ),
    (r"\brules?\b", "Late by what standard? The rules have gone missing."),
    (
        r"\blog\b|\bauthority\b",
        "Easier, but who says so? You have lost the source, by which a reader can judge it.",
    ),
)


def _grade(text: str) -> float:
    return float(mk.readability(text)["consensus_grade"].item())


def _openings() -> str:
    grades = mk.readability(mk.load_sample())["consensus_grade"]
    agency, local = grades["brackwater-flood-halden"], grades["brackwater-flood-echo"]
    return (
        f"For the whole articles, the formulas say grade {agency:.0f} for the agency and "
        f"{local:.0f} for the local paper. The next cell shows what makes the difference."
    )


def _words_per_sentence() -> float:
    return float(mk.readability(_RAIN)["words_per_sentence"].item())


def _easier_with_all_facts() -> Judge:
    """Judge a rewriting: some grades easier, and nothing of what it tells is lost."""

    def judge(answer: Any) -> str | Right:
        if not isinstance(answer, str):
            raise TypeError("no text")
        if not answer.strip():
            return "There is no text yet."
        for fact, hint in _FACTS:
            if not re.search(fact, answer, re.IGNORECASE):
                return hint
        before, after = _grade(_GATES), _grade(answer)
        if not after <= before - _EASIER:  # NaN, too, is not easier
            return (
                f"All the facts are there. The grade went from {before:.1f} to {after:.1f}; bring "
                f"it down by {_EASIER} or more. Where could a sentence end?"
            )
        return Right(f"The grade went from {before:.1f} to {after:.1f}, and no fact was lost.")

    return judge


def _which_is_harder() -> str:
    in_order, shuffled = _grade(_IN_ORDER), _grade(_SHUFFLED)
    if abs(in_order - shuffled) < 0.05:
        return "same"
    return "first" if in_order > shuffled else "second"


TASKS = (
    Task(
        "1.1",
        "Which report is harder to read: the agency's or the local paper's?",
        '"agency" or "local"',
        prediction(("agency", "local"), _openings),
    ),
    Task(
        "1.2",
        "How many words has a sentence of this text on average?",
        "a number, such as 7.5",
        number(
            _words_per_sentence,
            tolerance=0.1,
            too_low="More than that. Count all the words, then divide by the number of sentences.",
            too_high="Fewer than that. How many sentences are there? Look for the full stops.",
            because="That is one of the two things that nearly every formula counts.",
        ),
    ),
    Task(
        "1.3",
        f"Rewrite the sentence so that the grade falls by {_EASIER} or more and no fact is lost.",
        "your own version, in quotation marks",
        _easier_with_all_facts(),
    ),
    Task(
        "1.4",
        "One formula, SMOG, gives a higher grade than the other four. Which explanation fits?",
        '"a", "b" or "c"',
        choice(
            "abc",
            right="b",
            hints={
                "a": "It does the sum that its author published. The sum isn't wrong; what is it "
                "meant to find out?",
                "c": "All five formulas were given the same, whole article. Look for a reason in "
                "the formulas, not in the text.",
            },
            because="So two formulas can both be right, and give two grades: ask “hard to read "
            "for whom, and to understand how much of it?”",
        ),
    ),
    Task(
        "1.5",
        "The second line has the words of the first, shuffled. Which gets the higher grade?",
        '"first", "second" or "same"',
        choice(
            ("first", "second", "same"),
            right=_which_is_harder,
            hints={
                "first": "What could make it harder? It has the same words.",
                "second": "Harder for you, yes. But what does a formula count? Does shuffling "
                "change the number of words, or their length?",
            },
            because="A formula counts words, sentences and syllables. It can't tell sense from "
            "nonsense.",
        ),
    ),
)
