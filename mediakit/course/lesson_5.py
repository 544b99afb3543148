"""Lesson 5: which words carry the frame? Tasks on six reports of one decree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import mediakit as mk
from mediakit.course.task import Right, Task, choice, words

BROADCASTER = "reservist-decree-vnb"

#: The four jobs of a frame (Entman 1993), each with the passage of task 5.1 that does it.
JOBS = {"problem": "b", "cause": "a", "judgement": "d", "what should be done": "c"}

_WHY_NOT = {
    "problem": "The problem is what is wrong with the decree itself, or with its list.",
    "cause": "The cause comes before the decree. Which passage says what the decree follows from?",
    "judgement": "Which passage praises somebody, or blames somebody?",
    "what should be done": "Which passage says what has to happen next?",
}

#: What readers found to steer them in the broadcaster's report; none of it is marked as loaded.
STEERING = (
    "strengthened, security, precaution, massing, provocation, fired upon, entitled, sleep soundly",
    "see to it, confirmed, stressed, guaranteed, protected, trained, insured, know precisely",
    "broad majority, in full, not in doubt, pointed out, defensive, threatens, claimed, exercise",
    "no explanation, attempts, political matter, alleged, conscripts, concerns, firmly, rejected",
    "foreign army, word games, firm action, considerable, largest group, well under way, pride",
    "constant review",
)

_LONGEST = 8  # words of a phrase


def steering_phrases() -> set[str]:
    """Find the phrases of the broadcaster's report that steer its reader without a mark.

    Returns
    -------
    set of str
        Every phrase of up to eight words that has one of the words of :data:`STEERING` in it and
        none that is marked as loaded.

    Examples
    --------
    >>> phrases = steering_phrases()
    >>> "the armed provocation" in phrases, "by far the largest group" in phrases
    (True, False)
    """
    text = str(mk.load_sample().loc[BROADCASTER, "text"])
    marked = _spaced(map(str, mk.evidence(text, "loaded")["text"]))
    wanted = _spaced(", ".join(STEERING).split(","))
    read = text.casefold().replace("’", "'").split()
    runs = {
        " ".join(read[start : start + n])
        for start in range(len(read))
        for n in range(1, _LONGEST + 1)
    }
    stripped = {run.strip(" .,;:“”'\"") for run in runs}
    return {run for run in stripped if _has(run, wanted) and not _has(run, marked)}


def _spaced(phrases: Iterable[str]) -> list[str]:
    return [f" {phrase.strip().casefold()} " for phrase in phrases]


def _has(run: str, phrases: list[str]) -> bool:
    bare = "".join(letter for letter in run if letter not in ".,;:“”\"'")
    return any(phrase in f" {bare} " for phrase in phrases)


def _four_jobs() -> Callable[[Any], str | Right | None]:
    """Judge four letters, one a job; the first that is wrong gets a hint."""

    def judge(answer: Any) -> str | Right | None:
        letters = [letter for letter in answer.casefold() if letter.isalpha()]
        if sorted(letters) != sorted(JOBS.values()):
            raise TypeError("not four letters, each once")
        wrong = [job for job, given in zip(JOBS, letters, strict=True) if given != JOBS[job]]
        if not wrong:
            return Right("Now look at whose frame each of them belongs to.")
        n_right = len(JOBS) - len(wrong)
        return f"{n_right} of 4 stand in the right place. {_WHY_NOT[wrong[0]]}"

    return judge


TASKS = (
    Task(
        "5.1",
        "Which passage names the problem, which the cause, which judges, which says what to do?",
        'four letters in that order, each once, such as "abcd"',
        _four_jobs(),
    ),
    Task(
        "5.2",
        "Which outlet calls them conscripts in its own name, as its own view?",
        'a short name in quotation marks, such as "Halden"',
        choice(
            ["Halden", "Flare", "VNB", "Chronicle", "Dissent", "Echo"],
            right="Dissent",
            hints={
                "Halden": "Halden has the word in quotation marks. Who says it there?",
                "Flare": "In the Flare it stands inside a quotation. Who is speaking?",
                "VNB": "VNB writes so-called before it, and puts it in quotation marks. Does it "
                "believe in the word?",
                "Chronicle": "Read the two words before: “to the opposition they are”. Whose view "
                "is that?",
                "Echo": "Read on to the left: who “says that makes them conscripts”?",
            },
            because="“It is the right one”, the writer says. Nobody else is speaking.",
        ),
    ),
    Task(
        "5.3",
        "Find three words or phrases in VNB's report that steer the reader and have no mark.",
        "three words or phrases in one pair of quotation marks, with commas between them",
        words(
            steering_phrases,
            at_least=3,
            others=2,
            hint="Copy words as they stand in the report; those that are marked don't count. Look "
            "at the verbs: what does the minister do, what does the opposition do? Look at words "
            "in quotation marks, too.",
            because="Would you put them on a list of loaded words? Think of an article in which "
            "they'd be harmless.",
        ),
    ),
    Task(
        "5.4",
        "Which marked word is the plainest name for the thing?",
        'a letter in quotation marks: "a", "b", "c" or "d"',
        choice(
            "abcd",
            right="b",
            hints={
                "a": "Strike whopping out: the bill is still 190 million. Is anything lost?",
                "c": "Strike so-called out: the list is still the same. Only the doubt is gone.",
                "d": "Strike world-class out: it is still a lithium mine. Who calls it that?",
            },
            because="Strike it out, and nobody knows any more what fell.",
        ),
    ),
    Task(
        "5.5",
        "In which of the four passives is it honest not to say who did it?",
        'a letter in quotation marks: "a", "b", "c" or "d"',
        choice(
            "abcd",
            right="a",
            hints={
                "b": "Read on in VNB's report: the next sentence names the man. So it was known.",
                "c": "Halden knows who put the cost at 186 million: the finance ministry.",
                "d": "Obvious to whom? Somebody at the depot must have found it obvious.",
            },
            because="Each side has blamed the other, and nobody has been able to check.",
        ),
    ),
)
