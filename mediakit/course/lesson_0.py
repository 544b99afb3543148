"""Tasks of lesson 0: start here."""

from __future__ import annotations

from typing import Any

import mediakit as mk
from mediakit.course.task import Judge, Right, Task, choice, prediction, written

_OUTLETS = ("Halden", "Flare", "VNB", "Chronicle", "Dissent", "Echo")
_ARTICLE = "reservist-decree-flare"
_SHOWN = 7  # paragraphs of it that the task shows


def _loudest() -> str:
    articles = mk.load_sample()
    six = articles[articles["story"] == "reservist-decree"]
    rates = mk.loaded(six)["loaded_per_100_words"]
    first, second = six.loc[rates.sort_values(ascending=False).index, "outlet"].head(2)
    return (
        f"By the machine's count it is {first}, with {second} after it. The next cell shows all "
        "six: was it the one you chose?"
    )


def _excerpt() -> str:
    text = str(mk.load_sample().loc[_ARTICLE, "text"])
    return "\n\n".join(text.split("\n\n")[:_SHOWN])


def _words_that_tell_what_to_feel() -> Judge:
    """Judge words of the excerpt: some of them have to be those that the machine marks too."""

    def judge(answer: Any) -> str | Right:
        given = answer.split(",") if isinstance(answer, str) else answer
        named = list(dict.fromkeys(word.strip(" .!\"'").casefold() for word in given))
        excerpt = _excerpt()
        strange = [word for word in named if not word or word not in excerpt.casefold()]
        if strange:
            return f"{strange[0][:40]!r} doesn't stand in the paragraphs above. Copy words from it."
        if len(named) < 3:
            return "Find three words at least."
        marks = mk.evidence(excerpt, ["loaded", "sentiment"])["text"].str.casefold()
        marked = set(" ".join(marks).split())
        both = [word for word in named if marked & set(word.split())]
        if not both:
            return (
                "These may do something to a reader, but the machine marks none of them. Which "
                "word says how the families feel about the envelopes? How does Mr Vance speak?"
            )
        missed = [word for word in named if word not in both]
        also = f"The machine marks {_listed(both)} too."
        more = f" It doesn't mark {_listed(missed)}. Does it miss something, or do you see more?"
        return Right(also + (more if missed else " Is there a word that you both missed?"))

    return judge


def _listed(words: list[str]) -> str:
    return ", ".join(f"“{word[:40]}”" for word in words[:6])


TASKS = (
    Task(
        "0.1",
        "Six outlets report on the same decree. Going by the headlines alone, whose article has "
        "most words that tell you what to feel?",
        "one of " + ", ".join(f'"{name}"' for name in _OUTLETS),
        prediction(_OUTLETS, _loudest),
    ),
    Task(
        "0.2",
        "Find three words or more in these paragraphs that tell you what to feel.",
        'words from the paragraphs above, such as ["word", "another", "a third"]',
        _words_that_tell_what_to_feel(),
    ),
    Task(
        "0.3",
        "“It was panic stations.” Who chose the word panic?",
        '"a", "b" or "c"',
        choice(
            "abc",
            right="b",
            hints={
                "a": "Look for the quotation marks: does the sentence stand inside them?",
                "c": "Mr Holm is the one who is talked about. Who does the talking?",
            },
            because="And who is “one pal”? Nobody can check. The journalist chose to print it.",
        ),
    ),
    Task(
        "0.4",
        "Which mark would you take away, or which one is missing? Name the word and say why.",
        "a sentence of your own, in quotation marks",
        written(
            8,
            "Compare with your neighbour: did both of you disagree with the machine in one place?",
        ),
    ),
)
