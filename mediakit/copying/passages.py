"""Passages that two texts share word for word."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mediakit.copying.shingles import WORDS, Hashes, shingle_hashes

Ints = NDArray[np.int64]

#: No shingles.
NO_STOCK: Hashes = np.zeros(0, dtype=np.uint64)


def copied_words(own: Hashes, other: Hashes) -> NDArray[np.bool_]:
    """Tell for each word whether it stands in a passage that the other text has too.

    Parameters
    ----------
    own, other : array of int
        Hashes of the words of two texts.

    Returns
    -------
    array of bool
        One a word of `own`. A passage has at least seven words.
    """
    return words_in(own, telling_shingles(other))


def telling_shingles(words: Hashes, stock: Hashes = NO_STOCK) -> Hashes:
    """Give the shingles of a text, sorted, each once.

    Parameters
    ----------
    words : array of int
        Hashes of the words.
    stock : array of int, optional
        Shingles that tell nothing, sorted: those of a line that stands under every article.
    """
    own = np.unique(shingle_hashes(words))
    return own[~_is_among(own, stock)]


def words_in(words: Hashes, shingles: Hashes) -> NDArray[np.bool_]:
    """Tell for each word whether it stands in one of some shingles, which must be sorted."""
    change = np.zeros(len(words) + 1, dtype=np.int64)
    starts = np.flatnonzero(_is_among(shingle_hashes(words), shingles))
    change[starts] += 1
    change[starts + WORDS] -= 1  # each place once
    return np.cumsum(change[:-1]) > 0


def _is_among(hashes: Hashes, ordered: Hashes) -> NDArray[np.bool_]:
    """Look hashes up in sorted ones: far quicker than sorting those anew for each text."""
    if not len(ordered):
        return np.zeros(len(hashes), dtype=bool)
    at = np.minimum(np.searchsorted(ordered, hashes), len(ordered) - 1)
    return np.asarray(ordered[at] == hashes)


def places_in_other(own: Hashes, other: Hashes) -> Ints:
    """Where the passage around each word stands in the other text: a word of it, or -1.

    Where the other text has the passage twice, the first one counts.
    """
    own_shingles, other_shingles = shingle_hashes(own), shingle_hashes(other)
    there, first = np.unique(other_shingles, return_index=True)
    place = np.full(len(own), -1, dtype=np.int64)
    if not len(there) or not len(own_shingles):
        return place
    at = np.minimum(np.searchsorted(there, own_shingles), len(there) - 1)
    starts = np.flatnonzero(there[at] == own_shingles)
    for step in reversed(range(WORDS)):  # of overlapping shingles the one that begins here wins
        place[starts + step] = first[at[starts]] + step
    return place
