"""One row a type: whatever can be known of a token from its form alone is worked out once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from mediakit.tokenising import INNER_MARK, LINE_BREAK, Shape, shape, tokens

#: A fact of types: gets their shapes, gives an array with one row a type.
Fact = Callable[[Sequence[Shape]], NDArray[Any]]
#: A fact of words: gets words ("the" for "The" and for "the,"), gives an array with one row a word.
WordFact = Callable[[Sequence[str]], NDArray[Any]]


class _Numbering(dict[str, int]):
    """Numbers strings in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number

    def since(self, number: int) -> list[str]:
        """List the strings from a number on, without a walk through all before it."""
        return [*islice(reversed(self), len(self) - number)][::-1]


class Vocabulary:
    """Types and their facts; it grows with what it reads and forgets nothing.

    A vocabulary belongs to one thread. Type numbers mean nothing outside of it.

    Attributes
    ----------
    shapes : list of Shape
        One a token type, in the order of their numbers.
    word : array of int
        Number of the word of each type: that of "The" is that of "the,".
    words : list of str
        The words, in the order of their numbers; the first is the empty one.
    """

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self._number = _Numbering()
        self._word_number = _Numbering({"": 0})
        self.words = [""]
        self.word = np.zeros(0, dtype=np.int32)
        self._parts = np.zeros(0, dtype=np.int32)
        self._parts_start = np.zeros(1, dtype=np.int64)
        self._facts: WeakKeyDictionary[Fact | WordFact, NDArray[Any]] = WeakKeyDictionary()
        self.number_chunks([[LINE_BREAK]])

    def __len__(self) -> int:
        return len(self.shapes)

    def number_chunks(self, texts: Iterable[Sequence[str]]) -> list[NDArray[np.int32]]:
        """Give the chunks of each text their numbers; new ones are taken apart, all at once."""
        number = self._number.__getitem__
        numbers = [np.fromiter(map(number, text), np.int32, count=len(text)) for text in texts]
        # not from what was known before: a cell that was interrupted may have left some numbered
        if len(self._number) > len(self._parts_start) - 1:
            self._add()
        return numbers

    def _add(self) -> None:
        """Take apart what was numbered since last time. A chunk of one token is its own part."""
        parts_of_all: list[int] = []
        sizes: list[int] = []
        done = len(self._parts_start) - 1
        new = self._number.since(done)
        for number, chunk in enumerate(new, done):
            parts = tokens(chunk) if INNER_MARK.search(chunk) else [chunk]
            if parts == [chunk]:
                parts_of_all.append(number)
            else:
                parts_of_all.extend(map(self._number.__getitem__, parts))
            sizes.append(len(parts))
        # parts that had not been met alone: none of them has parts of its own
        beyond = range(done + len(new), len(self._number))
        parts_of_all.extend(beyond)
        sizes.extend([1] * len(beyond))
        self.shapes.extend(map(shape, self._number.since(len(self.shapes))))
        words = [self._word_number[s.word] for s in self.shapes[len(self.word) :]]
        self.word = np.concatenate([self.word, np.array(words, dtype=np.int32)])
        self.words.extend(self._word_number.since(len(self.words)))
        ends = self._parts_start[-1] + np.cumsum(sizes, dtype=np.int64)
        self._parts, self._parts_start = (
            np.concatenate([self._parts, np.array(parts_of_all, dtype=np.int32)]),
            np.concatenate([self._parts_start, ends]),
        )

    def expand(
        self, chunk_numbers: NDArray[np.int32]
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Type numbers of all tokens in a row of chunks, and how many tokens each chunk gave."""
        starts = self._parts_start[chunk_numbers]
        sizes = self._parts_start[chunk_numbers + 1] - starts
        before = np.cumsum(sizes) - sizes
        places = np.repeat(starts - before, sizes) + np.arange(sizes.sum())
        return self._parts[places], sizes

    def fact(self, fact: Fact) -> NDArray[Any]:
        """One row a type; only types that are new since the last call are worked out."""
        return self._up_to_date(fact, self.shapes)

    def word_fact(self, fact: WordFact) -> NDArray[Any]:
        """One row a type, of a fact that depends on its word alone: most words have many types."""
        return self.fact_of_words(fact)[self.word]

    def fact_of_words(self, fact: WordFact) -> NDArray[Any]:
        """The same with one row a word."""
        return self._up_to_date(fact, self.words)

    def _up_to_date(self, fact: Callable[[Any], NDArray[Any]], rows: Sequence[Any]) -> NDArray[Any]:
        held = self._facts.get(fact)
        done = 0 if held is None else len(held)
        if held is None or done < len(rows):
            new = np.asarray(fact(rows[done:]))
            held = new if held is None else np.concatenate([held, new])
            self._facts[fact] = held
        return held


_of_this_thread = threading.local()


def vocabulary_of_this_thread(most_types: int = 1_000_000) -> Vocabulary:
    """Give the vocabulary that this thread reads with; a new one once it has grown too large.

    Facts depend on nothing but the type, so that it makes no difference to any number
    whether a vocabulary is new or has read a million articles.
    """
    vocabulary: Vocabulary | None = getattr(_of_this_thread, "vocabulary", None)
    if vocabulary is None or len(vocabulary) > most_types:
        vocabulary = _of_this_thread.vocabulary = Vocabulary()
    return vocabulary
