"""One row a type: whatever can be known of a token from its form alone is worked out once.

Much of it depends on less than the whole form: on the word ("the" for "The" and "the,"), or on the
frame, which is the marks around the core. There are far fewer of these than types.
"""

from __future__ import annotations

import gc
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from itertools import chain, count, islice
from typing import Any, overload
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import DTypeLike, NDArray

from mediakit.anatomy import CORE, take_apart
from mediakit.counting import repeat
from mediakit.numbering import Numbering
from mediakit.spelling import Spelling
from mediakit.splitting import Chunks, split
from mediakit.tokenising import Frame, Shape, shape, tokens

#: A fact of types: gets types, which are their shapes and more, gives an array with one row a type.
Fact = Callable[["Types"], NDArray[Any]]
#: A fact of words: gets words ("the" for "The" and for "the,"), gives an array with one row a word.
WordFact = Callable[[Sequence[str]], NDArray[Any]]
#: A fact of frames: gets frames, gives an array with one row a frame.
FrameFact = Callable[[Sequence[Frame]], NDArray[Any]]


class _Numbers(defaultdict[str, int]):
    """Numbers strings in the order in which they are first met."""

    def __init__(self, *first: str) -> None:
        super().__init__(count(len(first)).__next__, zip(first, count(), strict=False))

    def of(self, strings: list[str]) -> NDArray[np.intp]:
        """Give strings their numbers; those that are new get the next ones."""
        return np.fromiter(map(self.__getitem__, strings), np.intp, count=len(strings))

    def since(self, number: int) -> list[str]:
        """List what has a number from this one on, without a walk through all before it."""
        return [*islice(reversed(self), len(self) - number)][::-1]


class Words(Sequence[str]):
    """Some words of a vocabulary, those from one number on: a sequence, quick to look through."""

    def __init__(self, words: list[str], numbers: _Numbers, since: int) -> None:
        self._words = words[since:] if since else words
        self._numbers, self._since = numbers, since

    def __len__(self) -> int:
        return len(self._words)

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return self._words[place]

    @cached_property
    def spelling(self) -> Spelling:
        """How they are spelled."""
        return Spelling(self._words)

    def places(self, listed: Collection[str]) -> NDArray[np.intp]:
        """Where each of some other words stands here; below 0 where it doesn't."""
        number = self._numbers.get
        found = [number(word, -1) for word in listed]
        return np.array(found, dtype=np.intp) - self._since


def among(words: Sequence[str], listed: frozenset[str]) -> NDArray[np.bool_]:
    """Tell for each word whether it is listed.

    Of a list that is shorter than the words each entry is looked for among the words: that is
    nearly always the quicker way round.
    """
    if isinstance(words, Words) and len(listed) < len(words):
        found = np.zeros(len(words), dtype=bool)
        places = words.places(listed)
        found[places[places >= 0]] = True
        return found
    return np.fromiter(map(listed.__contains__, words), dtype=bool, count=len(words))


def look_up(words: Sequence[str], table: Mapping[str, Any], dtype: DTypeLike) -> NDArray[Any]:
    """Give what a table says of each word; 0 where it says nothing. See :func:`among`."""
    if isinstance(words, Words) and len(table) < len(words):
        told = np.zeros(len(words), dtype=dtype)
        places = words.places(table)
        told[places[places >= 0]] = np.array([*table.values()], dtype=dtype)[places >= 0]
        return told
    return np.array([table.get(word, 0) for word in words], dtype=dtype)


class Types(Sequence[Shape]):
    """Some types of a vocabulary, those from one number on.

    A sequence of their shapes, each made when it is asked for; what has to be known of very many
    types is better had from the arrays.

    Attributes
    ----------
    word, frame : array of int
        Number of the word and of the frame of each type in the vocabulary.
    looks : array of uint8
        What the core looks like, as bits of :mod:`mediakit.anatomy`.
    sizes, core_sizes, n_letters : array of int
        Characters of each type, of its core, and letters of its word.
    """

    def __init__(self, vocabulary: Vocabulary, since: int = 0) -> None:
        self._vocabulary, self._since = vocabulary, since
        self.word, self.frame = vocabulary.word[since:], vocabulary.frame[since:]
        self.looks, self.sizes = vocabulary.looks[since:], vocabulary.sizes[since:]
        self.core_sizes = vocabulary.core_sizes[since:]
        self.n_letters = vocabulary.n_letters[since:]

    def __len__(self) -> int:
        return len(self.word)

    def __iter__(self) -> Iterator[Shape]:
        return iter(self._vocabulary.all_shapes()[self._since : self._since + len(self)])

    @overload
    def __getitem__(self, place: int) -> Shape: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Shape]: ...
    def __getitem__(self, place: int | slice) -> Shape | Sequence[Shape]:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        return shape(self._vocabulary.forms[range(self._since, self._since + len(self))[place]])

    def fact(self, fact: Fact) -> NDArray[Any]:
        """Look another fact of these types up."""
        return self._vocabulary.fact(fact)[self._since :]

    def of_words(self, fact: WordFact) -> NDArray[Any]:
        """Look a fact of words up for each type."""
        return self._vocabulary.fact_of_words(fact)[self.word]

    def of_frames(self, fact: FrameFact) -> NDArray[Any]:
        """Look a fact of frames up for each type."""
        return self._vocabulary.fact_of_frames(fact)[self.frame]

    def each(
        self, function: Callable[[Shape], Any], where: NDArray[np.bool_], dtype: DTypeLike
    ) -> NDArray[Any]:
        """Ask a function about the types for which it may give anything but 0: they are few."""
        result = np.zeros(len(self), dtype=dtype)
        for place in np.flatnonzero(where).tolist():
            result[place] = function(self[place])
        return result


@contextmanager
def _no_collection() -> Iterator[None]:
    """Put off garbage collection: it would look through all that is new again, for nothing."""
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
    forms : list of str
        The token types as they are written, in the order of their numbers.
    word : array of int
        Number of the word of each type: that of "The" is that of "the,".
    words : list of str
        The words, in the order of their numbers; the first is the empty one.
    frame : array of int
        Number of the frame of each type: that of "The," is that of "them,".
    frames : list of Frame
        The frames, in the order of their numbers.
    looks, sizes, core_sizes, n_letters : array of int
        See :class:`Types`.
    """

    def __init__(self) -> None:
        self.forms: list[str] = []
        self._shapes: list[Shape] = []
        self._numbering = Numbering()
        self._word_numbers = _Numbers("")
        self._frame_numbers = _Numbers()
        self.words = [""]
        self._last_words: tuple[tuple[int, int], Words] | None = None
        self.word = np.zeros(0, dtype=np.intp)
        self.frames: list[Frame] = []
        self.frame = np.zeros(0, dtype=np.intp)
        self.looks = np.zeros(0, dtype=np.uint8)
        self.sizes = np.zeros(0, dtype=np.int32)
        self.core_sizes = np.zeros(0, dtype=np.int32)
        self.n_letters = np.zeros(0, dtype=np.int32)
        self._n_parts = np.zeros(0, dtype=np.intp)
        self._parts = np.zeros(0, dtype=np.intp)  # of chunks that are not their only part
        self._parts_start = np.zeros(0, dtype=np.intp)
        self._facts: WeakKeyDictionary[Callable[[Any], NDArray[Any]], NDArray[Any]] = (
            WeakKeyDictionary()
        )

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def shapes(self) -> Types:
        """The shapes of all types, in the order of their numbers."""
        return Types(self)

    def all_shapes(self) -> list[Shape]:
        """List the shapes of all types; they are kept for those who ask next."""
        with _no_collection():
            self._shapes.extend(map(shape, self.forms[len(self._shapes) :]))
        return self._shapes

    def number(self, chunks: Chunks) -> NDArray[np.intp]:
        """Give chunks their numbers; new ones are taken apart, all at once."""
        numbers = self._numbering.of(chunks)
        # not from what was known before: a cell that was interrupted may have left some numbered
        if len(self._numbering.chunks) > len(self.forms):
            with _no_collection():
                self._add()
        return numbers

    def _add(self) -> None:
        """Take apart what was numbered since last time. A chunk of one token is its own part."""
        chunks = self._numbering.chunks[len(self.forms) :]
        anatomy = take_apart(chunks)
        several = {
            place: parts
            for place in np.flatnonzero(anatomy.may_be_several).tolist()
            if len(parts := tokens(chunks[place])) > 1
        }
        sizes = list(map(len, several.values()))
        parts_of_all = self._numbering.of(split([" ".join(chain.from_iterable(several.values()))]))
        # after them come parts that had not been met alone: none of them has parts of its own
        alone = self._numbering.chunks[len(self.forms) + len(chunks) :]
        n_parts = np.ones(len(chunks) + len(alone), dtype=np.intp)
        n_parts[list(several)] = sizes
        starts = np.zeros(len(n_parts), dtype=np.intp)
        starts[list(several)] = np.cumsum([0, *sizes])[:-1]
        added = [anatomy, take_apart(alone)] if alone else [anatomy]
        words = [self._word_numbers.of(a.words) for a in added]
        frames = [self._frame_numbers.of(a.frames) for a in added]
        self.words.extend(self._word_numbers.since(len(self.words)))
        self.frames.extend(map(_as_frame, self._frame_numbers.since(len(self.frames))))
        grown: dict[str, Sequence[NDArray[Any]]] = {
            "word": words,
            "frame": frames,
            "looks": [a.looks for a in added],
            "sizes": [a.sizes for a in added],
            "core_sizes": [a.core_sizes for a in added],
            "n_letters": [a.n_letters for a in added],
            "_parts_start": [len(self._parts) + starts],
            "_parts": [parts_of_all],
            "_n_parts": [n_parts],
        }
        arrays = {name: np.concatenate([getattr(self, name), *new]) for name, new in grown.items()}
        # at once: an interruption must leave nothing half known
        self.__dict__.update(arrays, forms=[*self.forms, *chunks, *alone])

    def expand(self, chunks: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Type numbers of all tokens in a row of chunks, and how many tokens each chunk gave."""
        n_parts = self._n_parts[chunks]
        several = np.flatnonzero(n_parts != 1)
        if not len(several):
            return chunks, n_parts
        tokens = repeat(chunks, n_parts)  # of nearly all chunks that is all there is
        n = n_parts[several]
        step = np.arange(n.sum()) - repeat(np.cumsum(n) - n, n)
        place = (np.cumsum(n_parts) - n_parts)[several]
        start = self._parts_start[chunks[several]]
        tokens[repeat(place, n) + step] = self._parts[repeat(start, n) + step]
        return tokens, n_parts

    def fact(self, fact: Fact) -> NDArray[Any]:
        """One row a type; only types that are new since the last call are worked out."""
        return self._up_to_date(fact, len(self), partial(Types, self))

    def word_fact(self, fact: WordFact, types: NDArray[np.integer[Any]]) -> NDArray[Any]:
        """One row for each of some types, of a fact that depends on the word alone."""
        return self.fact_of_words(fact)[self.word[types]]

    def fact_of_words(self, fact: WordFact) -> NDArray[Any]:
        """One row a word: most words have many types."""
        return self._up_to_date(fact, len(self.words), self._words_since)

    def _words_since(self, number: int) -> Words:
        """Give the words from a number on; kept, since many facts ask for the same ones."""
        asked = (number, len(self.words))
        if self._last_words is None or self._last_words[0] != asked:
            self._last_words = asked, Words(self.words, self._word_numbers, number)
        return self._last_words[1]

    def frame_fact(self, fact: FrameFact, types: NDArray[np.integer[Any]]) -> NDArray[Any]:
        """One row for each of some types, of a fact that depends on the frame alone."""
        return self.fact_of_frames(fact)[self.frame[types]]

    def fact_of_frames(self, fact: FrameFact) -> NDArray[Any]:
        """One row a frame: there are a few hundred."""
        return self._up_to_date(fact, len(self.frames), lambda since: self.frames[since:])

    def _up_to_date(
        self, fact: Callable[[Any], NDArray[Any]], n: int, since: Callable[[int], Sequence[Any]]
    ) -> NDArray[Any]:
        held = self._facts.get(fact)
        done = 0 if held is None else len(held)
        if held is None or done < n:
            new = np.asarray(fact(since(done)))
            held = new if held is None else np.concatenate([held, new])
            self._facts[fact] = held
        return held


def _as_frame(marks: str) -> Frame:
    lead, core, trail = marks.partition(CORE)
    return Frame(lead, True, trail) if core else Frame("", False, marks)


#: Two thousand articles of real news have nearly so many; to learn the frequent ones anew now and
#: then costs little, and memory stays flat.
MOST_TYPES = 125_000

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
