"""Where a term stands: a word, a phrase, or a pattern with `*` or a regular expression."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.linguistics.term_counts import Ints, word_tokens
from mediakit.tokenising import shape, tokens

_STRAIGHT = str.maketrans("’‘ʼ＇`´", "''''''")


@dataclass(frozen=True)
class Term:
    """A term to look for.

    Attributes
    ----------
    written : str
        As the caller wrote it.
    words : tuple of callable
        One a word of the term: whether a word of a text is it.
    case_sensitive : bool
        Whether the words of a text are looked at as they are, not in lower case.
    """

    written: str
    words: tuple[Callable[[str], object], ...]
    case_sensitive: bool


def read_term(written: str, case_sensitive: bool = False, regex: bool = False) -> Term:
    """Read a term.

    Parameters
    ----------
    written : str
        One word or several; `*` stands for any letters, alone for any word.
    case_sensitive : bool
        Whether capitals matter.
    regex : bool
        Whether each word is a regular expression, which a whole word has to match.

    Raises
    ------
    TypeError
        What is no str.
    ValueError
        A term without words, or an expression that isn't one.
    """
    if not isinstance(written, str):
        raise TypeError(f"a term is a str, not {type(written).__name__}")
    make = _expression if regex else _wildcard
    parts = written.split() if regex else [t for c in written.split() for t in tokens(c)]
    words = tuple(word for part in parts if (word := make(part, case_sensitive)) is not None)
    if not words:
        raise ValueError(f"the term {written!r} has no word to look for")
    return Term(written, words, case_sensitive)


def read_terms(
    written: str | Sequence[str], case_sensitive: bool = False, regex: bool = False
) -> list[Term]:
    """Read one term or several."""
    several = [written] if isinstance(written, str) else list(written)
    if not several:
        raise ValueError("there is no term to look for")
    return [read_term(term, case_sensitive, regex) for term in dict.fromkeys(several)]


def _wildcard(part: str, case_sensitive: bool) -> Callable[[str], object] | None:
    if "*" not in part:
        own = shape(part)
        word = _plain(own.core) if case_sensitive else own.word
        return word.__eq__ if own.word else None
    plain = _plain(part) if case_sensitive else _plain(part).lower()
    return partial(_has_pieces, plain.split("*"))


def _has_pieces(pieces: Sequence[str], word: str) -> bool:
    """Whether a word begins with the first piece, ends with the last and has the rest between.

    In time linear in the word, which no regular expression with several stars would keep.

    >>> _has_pieces(["re", "elect", ""], "re-elected"), _has_pieces(["a", "a"], "a")
    (True, False)
    """
    first, *middle, last = pieces
    place, end = len(first), len(word) - len(last)
    if end < place or not word.startswith(first) or not word.endswith(last):
        return False
    for piece in middle:
        place = word.find(piece, place, end)
        if place < 0:
            return False
        place += len(piece)
    return True


def _expression(part: str, case_sensitive: bool) -> Callable[[str], object]:
    try:
        return re.compile(_plain(part), 0 if case_sensitive else re.I).fullmatch
    except re.error as error:
        raise ValueError(f"{part!r} is no regular expression: {error}") from error


def _plain(text: str) -> str:
    """Straight apostrophes and composed letters, as in the words of texts."""
    return unicodedata.normalize("NFC", text.translate(_STRAIGHT))


def find_term(corpus: Corpus, term: Term) -> tuple[Ints, Ints]:
    """Find a term within sentences; none of the occurrences overlap.

    Returns
    -------
    tuple of array of int
        First and last word of each occurrence, as places in :func:`word_tokens`.
    """
    at = word_tokens(corpus)
    sentence = corpus.sentence_of_token[at]
    n_words = len(term.words)
    begins = np.ones(max(len(at) - n_words + 1, 0), dtype=bool)
    for place, word in enumerate(term.words):
        begins &= _is(corpus, at, word, term.case_sensitive)[place : place + len(begins)]
    begins &= sentence[: len(begins)] == sentence[n_words - 1 :][: len(begins)]
    first = np.flatnonzero(begins)
    if n_words > 1:
        first = _apart(first, n_words)
    return first, first + n_words - 1


def _is(
    corpus: Corpus, at: Ints, word: Callable[[str], object], case_sensitive: bool
) -> NDArray[np.bool_]:
    """Whether each word of a corpus is the one looked for; each distinct word is asked once."""
    numbers = corpus.tokens[at] if case_sensitive else corpus.words[at]
    distinct, number = np.unique(numbers, return_inverse=True)
    if case_sensitive:
        shapes = corpus.vocabulary.shapes
        forms = [_plain(shapes[n].core) for n in distinct.tolist()]
    else:
        forms = [corpus.vocabulary.words[n] for n in distinct.tolist()]
    answers = (word(form) for form in forms)
    # str.__eq__ says NotImplemented to what is no str, and a pattern None: both are no match
    yes = np.fromiter((a is not None and a is not False for a in answers), bool, len(forms))
    return yes[number]


def _apart(first: Ints, size: int) -> Ints:
    """Leave out what begins before the one before it has ended."""
    if not (np.diff(first) < size).any():
        return first
    kept, free = [], 0
    for place in first.tolist():
        if place >= free:
            kept.append(place)
            free = place + size
    return np.array(kept, dtype=np.int64)
