"""Copied text: which articles are copies of each other, and which of their words are copied."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from mediakit.copying.linking import average_linked
from mediakit.copying.passages import telling_shingles, words_in
from mediakit.copying.shingles import Shingles, hashed_words, shingle_index

#: Two articles are copies where so much of the shorter one stands word for word in the other.
COPY = 0.8
#: Pairs with a smaller share of shingles in common are not looked at more closely.
WORTH_A_LOOK = 0.1

Ints = NDArray[np.int64]


def copies(texts: Sequence[str | None] | pd.Series, least: float = COPY) -> Ints:
    """Number texts so that copies of each other have one number.

    Parameters
    ----------
    texts : list or Series of str
        Such as ``articles["text"]``. One may be missing.
    least : float, default 0.8
        The share of the words of the shorter text that must stand in the other, in the same
        order, in passages of at least seven words.

    Returns
    -------
    array of int
        One number a text, from 0 in the order in which they first occur. A text without words,
        or a missing one, is alone.

    Raises
    ------
    TypeError
        One text alone, or a text that is neither a str nor missing, with its place.
    ValueError
        A `least` that is no share above 0.

    Notes
    -----
    Word shingles (Broder, A. Z. (1997). On the resemblance and containment of documents.
    Compression and Complexity of Sequences, 21-29. 10.1109/SEQUEN.1997.666900), counted in full:
    nothing is estimated where all texts together have fewer than some ten million words; beyond,
    pairs are searched for by one shingle in two, three ... and then compared in full. Copies are
    put together by average linkage: one text that holds two others doesn't make those copies.
    A passage that more than a thousand different texts have is taken for a stock phrase. The
    numbers depend on the texts alone, not on their order.

    Examples
    --------
    >>> wire = "The council of Osk voted on Monday to close the old ferry terminal by late June."
    >>> copies([wire, "Nothing happened.", wire.replace("The", "Our").upper(), None, None])
    array([0, 1, 0, 2, 3])
    """
    require_share(least)
    held = _held(texts)
    return in_order_of_appearance(sets_of_copies(held, shingle_index(held), least))


def _held(texts: Sequence[str | None] | pd.Series) -> list[str | None]:
    """List texts, with None where one is missing."""
    if isinstance(texts, (str, pd.DataFrame)):
        raise TypeError(
            f"texts are a list or Series of str, such as articles['text'], not one "
            f"{type(texts).__name__}"
        )
    held = [None if pd.api.types.is_scalar(text) and pd.isna(text) else text for text in texts]
    for place, text in enumerate(held):
        if not isinstance(text, str | None):
            kind = type(text).__name__
            raise TypeError(f"text {place} is of type {kind}; a text is a str or missing")
    return held


def require_share(least: float) -> None:
    """Raise a ValueError unless it is a share above 0."""
    if not 0 < least <= 1:
        raise ValueError(f"least is a share above 0 and up to 1, such as {COPY}, not {least!r}")


def sets_of_copies(texts: Sequence[str | None], index: Shingles, least: float = COPY) -> Ints:
    """Number the texts of an index by the set of copies that they belong to."""
    return with_wordless_alone(_copied_texts(texts, index, least), index.distinct)


def with_wordless_alone(group: Ints, number: Ints) -> Ints:
    """Look the groups of numbered things up; what has no number (-1) gets a group of its own."""
    alone = number < 0
    groups = np.append(group, 0)[number]
    groups[alone] = len(group) + np.arange(int(alone.sum()))
    return groups


def _copied_texts(texts: Sequence[str | None], index: Shingles, least: float) -> Ints:
    """Group the distinct texts of an index."""
    n = len(index.example)
    first, second, _ = index.pairs(WORTH_A_LOOK)
    read = hashed_words(texts, index.example[np.unique(np.concatenate([first, second]))])
    shingles = {place: telling_shingles(words) for place, words in read.items()}
    share = np.zeros(len(first))
    for row, pair in enumerate(zip(index.example[first], index.example[second], strict=True)):
        shorter, longer = sorted(map(int, pair), key=lambda place: len(read[place]))
        share[row] = words_in(read[shorter], shingles[longer]).mean()
    alike = csr_matrix((share, (first, second)), shape=(n, n))
    alike = (alike + alike.T).tocsr()
    close = share >= least

    def block(members: Ints) -> NDArray[np.float64]:
        return np.asarray(alike[members][:, members].todense(), dtype=np.float64)

    return average_linked(n, (first[close], second[close]), share[close], block, least)


def in_order_of_appearance(group: Ints) -> Ints:
    """Number groups anew, from 0, in the order in which they first occur.

    >>> in_order_of_appearance(np.array([7, 7, 2, 7, 0])).tolist()
    [0, 0, 1, 0, 2]
    """
    _, first, number = np.unique(group, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[number.reshape(-1)]
