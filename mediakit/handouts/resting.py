"""What a number rests on: how many words, sentences and matches were counted for it."""

from __future__ import annotations

from collections.abc import Sequence

from mediakit.exploring.looking import Look
from mediakit.exploring.wording import Meaning
from mediakit.plot.drawing import counted, listed, upper_first

#: What matches of each measure are called.
_MATCHES = {
    "readability": ("unfamiliar word", "unfamiliar words"),
    "sentiment": ("word with a tone", "words with a tone"),
    "hedging": ("hedge", "hedges"),
    "boosting": ("booster", "boosters"),
    "loaded": ("loaded word or mark", "loaded words and marks"),
    "sourcing": ("attribution", "attributions"),
}


def rests_on(column: str, meaning: Meaning, marks: Sequence[str], found: Look) -> str:
    """Say how much of the text speaks for a number.

    Parameters
    ----------
    column : str
        The column.
    meaning : mapping of str to str
        What the codebook says of it.
    marks : sequence of str
        Measures whose matches its family marks.
    found : Look
        What was found in the article.

    Returns
    -------
    str
        Such as "45 words with a tone in 28 sentences".
    """
    words, sentences = counted(found.value("n_words"), "word"), _sentences(found)
    unit = meaning["unit"]
    if unit == "share of words":
        return words
    if unit == "share of sentences":
        return sentences
    if unit == "share of attributions" or unit == "speakers":
        return _matches(["sourcing"], found)
    if unit.startswith("per 100"):
        return f"{_matches([meaning['measure']], found)} in {words}"
    if unit in ("hedges", "boosters", "matches"):
        return "Each is marked in the text" if found.value(column) else "None was found"
    if unit in ("words", "sentences") and column.startswith("n_"):
        return "The whole text"
    if column.startswith("headline_"):
        return f"The headline and {sentences}"
    if not marks:
        return size_in_words(found)
    return upper_first(f"{_matches(marks, found)} in {sentences}")


def size_in_words(found: Look) -> str:
    """Say how many words and sentences the text has."""
    return f"{counted(found.value('n_words'), 'word')} in {_sentences(found)}"


def _sentences(found: Look) -> str:
    return counted(found.value("n_sentences"), "sentence")


def _matches(measures: Sequence[str], found: Look) -> str:
    each = found.marked.evidence["measure"]
    told = [counted(int((each == m).sum()), *_MATCHES[m]) for m in measures if m in _MATCHES]
    return upper_first(listed(told))
