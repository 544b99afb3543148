"""How many words are spelled, looked at all at once: what they hold, begin with and end in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mediakit.counting import running_count

Bools = NDArray[np.bool_]


class Spelling:
    """Characters of some words in one array; each answer is an array with an element a word.

    Attributes
    ----------
    sizes : array of int
        Characters of each word.

    Examples
    --------
    >>> spelling = Spelling(["don't", "being", "é", ""])
    >>> spelling.having("'é").tolist()
    [True, False, True, False]
    >>> spelling.ending("ing", "t").tolist()
    [True, True, False, False]
    >>> spelling.plain.tolist(), spelling.letters_alone.tolist()
    ([True, True, False, True], [False, True, True, False])
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self.sizes = np.fromiter(map(len, words), dtype=np.intp, count=len(words))
        self._ends = np.cumsum(self.sizes)
        joined = "".join(words)
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        # one more for the words that end before anything began
        self._codes = np.append(codes, np.uint32(0))
        self._read_from_the_end: dict[int, NDArray[np.uint32]] = {}

    @property
    def plain(self) -> Bools:
        """Whether all characters are of ASCII."""
        return ~self._where(self._codes[:-1] >= 128)

    @property
    def letters_alone(self) -> Bools:
        """Whether there is nothing but letters, and any."""
        codes = self._codes[:-1]
        no_letter = (codes | 32) - ord("a") > 25  # of ASCII: below "a" the difference is huge
        alone = ~self._where(no_letter & (codes < 128)) & (self.sizes > 0)
        for place in np.flatnonzero(alone & ~self.plain).tolist():
            alone[place] = self._words[place].isalpha()
        return alone

    @property
    def beginning_with_digit(self) -> Bools:
        """Whether the first character is a digit."""
        first = self._codes[self._ends - self.sizes]
        found = (first - ord("0") <= 9) & (self.sizes > 0)
        for place in np.flatnonzero((first >= 128) & (self.sizes > 0)).tolist():
            found[place] = self._words[place][0].isdigit()
        return found

    def having(self, characters: str) -> Bools:
        """Whether any of some characters is there."""
        return self._where(self._is_any(characters))

    def having_others(self, characters: str) -> Bools:
        """Whether there is any character but these."""
        return self._where(~self._is_any(characters))

    def beginning(self, prefix: str) -> Bools:
        """Whether a word begins so."""
        found = self.sizes >= len(prefix)
        begins = self._ends - self.sizes
        for step, character in enumerate(prefix):
            place = np.minimum(begins + step, len(self._codes) - 1)
            found &= self._codes[place] == ord(character)
        return found

    def ending(self, *suffixes: str) -> Bools:
        """Whether a word ends in any of these."""
        found = np.zeros(len(self.sizes), dtype=bool)
        for suffix in suffixes:
            ends_so = self.sizes >= len(suffix)
            for step, character in enumerate(reversed(suffix), 1):
                ends_so &= self._from_the_end(step) == ord(character)
            found |= ends_so
        return found

    def _from_the_end(self, step: int) -> NDArray[np.uint32]:
        """The last character of each word (step 1), the one before it, and so on."""
        if step not in self._read_from_the_end:
            place = np.maximum(self._ends - step, 0)
            self._read_from_the_end[step] = self._codes[place]
        return self._read_from_the_end[step]

    def _is_any(self, characters: str) -> Bools:
        found = np.zeros(len(self._codes) - 1, dtype=bool)
        for character in characters:
            found |= self._codes[:-1] == ord(character)
        return found

    def _where(self, marked: Bools) -> Bools:
        """Whether any character of a word is marked."""
        found = np.zeros(len(self.sizes), dtype=bool)
        places = np.flatnonzero(marked)
        if len(places) < len(found):
            found[np.searchsorted(self._ends, places, side="right")] = True
            return found
        before = running_count(marked)
        return np.asarray(before[self._ends] > before[self._ends - self.sizes])


def spelling(words: Sequence[str]) -> Spelling:
    """Give the spelling of words; those of a vocabulary have theirs already."""
    own = getattr(words, "spelling", None)
    return own if isinstance(own, Spelling) else Spelling(words)
