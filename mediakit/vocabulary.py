"""One row a type: whatever can be known of a token from its form alone is worked out once.

Much of it depends on less than the whole form: on the word ("the" for "The" and "the,"), or on the
frame, which is the punctuation around the core. There are far fewer of these than types.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from mediakit.tokenising import INNER_MARK, LINE_BREAK, Frame, Shape, shape, tokens

#: A fact of types: gets their shapes, gives an array with one row a type.
Fact = Callable[[Sequence[Shape]], NDArray[Any]]
#: A fact of words: gets words ("the" for "The" and for "the,"), gives an array with one row a word.
WordFact = Callable[[Sequence[str]], NDArray[Any]]
#: A fact of frames: gets frames, gives an array with one row a frame.
FrameFact = Callable[[Sequence[Frame]], NDArray[Any]]

_Key = TypeVar("_Key", bound=Hashable)


class _Numbering(dict[_Key, int], Generic[_Key]):
    """Numbers what it is asked for, in the order in which it first is."""

    def __missing__(self, key: _Key) -> int:
        self[key] = number = len(self)
        return number

    def since(self, number: int) -> list[_Key]:
        """List what has a number from this one on, without a walk through all before it."""
        return [*islice(reversed(self), len(self) - number)][::-1]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Put off garbage collection: it would look through all shapes again and again, for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
    frame : array of int
        Number of the frame of each type: that of "The," is that of "them,".
    frames : list of Frame
        The frames, in the order of their numbers.
    """

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
        self._number: _Numbering[str] = _Numbering()
        self._word_number: _Numbering[str] = _Numbering({"": 0})
        self._frame_number: _Numbering[tuple[str, bool, str]] = _Numbering()
        self.words = [""]
        self.word = np.zeros(0, dtype=np.int32)
        self.frames: list[Frame] = []
        self.frame = np.zeros(0, dtype=np.int32)
        self._n_parts = np.zeros(0, dtype=np.int32)
        self._parts = np.zeros(0, dtype=np.int32)  # of chunks that are not their only part
        self._parts_start = np.zeros(0, dtype=np.int64)
        self._facts: WeakKeyDictionary[Callable[[Any], NDArray[Any]], NDArray[Any]] = (
            WeakKeyDictionary()
        )
        self.number_chunks([[LINE_BREAK]])

    def __len__(self) -> int:
        return len(self.shapes)

    def number_chunks(self, texts: Iterable[Sequence[str]]) -> list[NDArray[np.int32]]:
        """Give the chunks of each text their numbers; new ones are taken apart, all at once."""
        number = self._number.__getitem__
        numbers = [np.fromiter(map(number, text), np.int32, count=len(text)) for text in texts]
        # not from what was known before: a cell that was interrupted may have left some numbered
        if len(self._number) > len(self._n_parts):
            with _no_collection():
                self._add()
        return numbers

    def _add(self) -> None:
        """Take apart what was numbered since last time. A chunk of one token is its own part."""
        done = len(self._n_parts)
        several = {
            number: list(map(self._number.__getitem__, parts))
            for number, chunk in enumerate(self._number.since(done))
            if not chunk[:-1].isalnum()  # most are words with a mark at most: spares the pattern
            and INNER_MARK.search(chunk)
            and (parts := tokens(chunk)) != [chunk]
        }
        # after them come parts that had not been met alone: none of them has parts of its own
        n_parts = np.ones(len(self._number) - done, dtype=np.int32)
        n_parts[list(several)] = list(map(len, several.values()))
        starts = np.zeros(len(n_parts), dtype=np.int64)
        starts[list(several)] = np.cumsum([0, *map(len, several.values())])[:-1]
        parts_of_all = np.fromiter(chain.from_iterable(several.values()), dtype=np.int32)

        self.shapes.extend(map(shape, self._number.since(len(self.shapes))))
        word, frame = self._word_number, self._frame_number
        words = [word[s[3]] for s in self.shapes[len(self.word) :]]
        self.word = np.concatenate([self.word, np.array(words, dtype=np.int32)])
        self.words.extend(word.since(len(self.words)))
        frames = [
            frame[lead, core != "", trail]
            for lead, core, trail, _ in self.shapes[len(self.frame) :]
        ]
        self.frame = np.concatenate([self.frame, np.array(frames, dtype=np.int32)])
        self.frames.extend(map(Frame._make, frame.since(len(self.frames))))
        self._parts, self._parts_start, self._n_parts = (
            np.concatenate([self._parts, parts_of_all]),
            np.concatenate([self._parts_start, len(self._parts) + starts]),
            np.concatenate([self._n_parts, n_parts]),
        )

    def expand(
        self, chunk_numbers: NDArray[np.int32]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Type numbers of all tokens in a row of chunks, and how many tokens each chunk gave."""
        n_parts = self._n_parts[chunk_numbers]
        tokens = np.repeat(chunk_numbers, n_parts)  # of nearly all chunks that is all there is
        several = np.flatnonzero(n_parts > 1)
        if len(several):
            n = n_parts[several]
            step = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
            place = (np.cumsum(n_parts) - n_parts)[several]
            start = self._parts_start[chunk_numbers[several]]
            tokens[np.repeat(place, n) + step] = self._parts[np.repeat(start, n) + step]
        return tokens, n_parts

    def fact(self, fact: Fact) -> NDArray[Any]:
        """One row a type; only types that are new since the last call are worked out."""
        return self._up_to_date(fact, self.shapes)

    def word_fact(self, fact: WordFact, types: NDArray[np.integer[Any]]) -> NDArray[Any]:
        """One row for each of some types, of a fact that depends on the word alone."""
        return self.fact_of_words(fact)[self.word[types]]

    def fact_of_words(self, fact: WordFact) -> NDArray[Any]:
        """One row a word: most words have many types."""
        return self._up_to_date(fact, self.words)

    def frame_fact(self, fact: FrameFact, types: NDArray[np.integer[Any]]) -> NDArray[Any]:
        """One row for each of some types, of a fact that depends on the frame alone."""
        return self.fact_of_frames(fact)[self.frame[types]]

    def fact_of_frames(self, fact: FrameFact) -> NDArray[Any]:
        """One row a frame: there are a few hundred."""
        return self._up_to_date(fact, self.frames)

    def _up_to_date(self, fact: Callable[[Any], NDArray[Any]], rows: Sequence[Any]) -> NDArray[Any]:
        held = self._facts.get(fact)
        done = 0 if held is None else len(held)
        if held is None or done < len(rows):
            new = np.asarray(fact(rows[done:]))
            held = new if held is None else np.concatenate([held, new])
            self._facts[fact] = held
        return held


#: A type takes about a kilobyte with all that is known of it. Real news has so many in 5,000
#: articles; to learn the frequent ones anew now and then costs little.
MOST_TYPES = 200_000

_of_this_thread = threading.local()


def vocabulary_of_this_thread() -> Vocabulary:
    """Give the vocabulary that this thread reads with; above :data:`MOST_TYPES` a new one.

    Facts depend on nothing but the type, so that it makes no difference to any number
    whether a vocabulary is new or has read a million articles.
    """
    vocabulary: Vocabulary | None = getattr(_of_this_thread, "vocabulary", None)
    if vocabulary is None or len(vocabulary) > MOST_TYPES:
        vocabulary = _of_this_thread.vocabulary = Vocabulary()
    return vocabulary
