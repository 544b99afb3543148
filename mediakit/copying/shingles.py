"""Shingles: all runs of seven words, as numbers that are the same wherever a text is read.

A word is hashed once, however often it occurs; the hash of a shingle is a polynomial of those of
its words. With 64 bits a hundred million shingles have one false match in some four thousand runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from mediakit.corpus import Corpus, has_word, read_corpus
from mediakit.counting import bincount
from mediakit.vocabulary import vocabulary_of_this_thread

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

WORDS = 7  # shorter runs are shared by chance: "said in a statement on Tuesday"
BATCH = 1_000  # articles; keeps memory flat and the arrays long
MOST_TEXTS = 1_000  # a shingle of more distinct texts is a stock phrase, not a trace of copying
CHARACTERS_IN_FULL = 60_000_000  # beyond, pairs are searched for by one shingle in several
ROWS_AT_ONCE = 2_000

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd: no information is lost


def word_hashes(words: Sequence[str]) -> Hashes:
    """Hash words; a fact of words."""
    digests = [blake2b(w.encode("utf-8", "surrogatepass"), digest_size=8).digest() for w in words]
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


def places_of_words(corpus: Corpus) -> Ints:
    """Tokens that are words: bare marks and links are none."""
    return np.flatnonzero(corpus.fact(has_word))


def shingle_hashes(words: Hashes) -> Hashes:
    """Hash of the shingle that begins at each word but the last six."""
    n = max(len(words) - WORDS + 1, 0)
    hashes = np.zeros(n, dtype=np.uint64)
    for step in range(WORDS):
        hashes = hashes * _MULTIPLIER + words[step : step + n]
    return hashes


@dataclass(frozen=True)
class Shingles:
    """Which texts have which shingles; equal texts are read as one.

    Attributes
    ----------
    distinct : array of int
        For each text, the number of its distinct text; -1 where it has no words.
    example : array of int
        For each distinct text, a text that says it. They stand in an order of their content.
    hashes, owners : array
        A shingle and a distinct text that has it; sorted, each pair once. Shingles that one
        text alone has are left out.
    n_shingles : array of int
        How many different shingles each distinct text has, of those that are looked at.
    """

    distinct: Ints
    example: Ints
    hashes: Hashes
    owners: NDArray[np.int32]
    n_shingles: Ints

    def pairs(self, least: float) -> tuple[Ints, Ints, NDArray[np.float64]]:
        """Pairs of distinct texts that share at least so much of the shingles of the shorter.

        Returns
        -------
        first, second : array of int
            `first` is always the smaller number.
        share : array of float
            Shared shingles by those of the text with fewer.
        """
        number, n_owners = _runs(self.hashes)
        rare = n_owners[number] <= MOST_TEXTS
        kept, column = np.unique(number[rare], return_inverse=True)
        n = len(self.example)
        has = csr_matrix(
            (np.ones(len(column), dtype=np.int32), (self.owners[rare], column.reshape(-1))),
            shape=(n, len(kept)),
        )
        found: list[tuple[Ints, Ints, NDArray[np.float64]]] = []
        for start in range(0, n, ROWS_AT_ONCE):
            shared = (has[start : start + ROWS_AT_ONCE] @ has.T).tocoo()
            row, other = shared.row.astype(np.int64) + start, shared.col.astype(np.int64)
            upper = row < other
            row, other, common = row[upper], other[upper], shared.data[upper]
            share = common / np.minimum(self.n_shingles[row], self.n_shingles[other])
            enough = share >= least
            found.append((row[enough], other[enough], share[enough]))
        if not found:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
        first, second, share = (np.concatenate(part) for part in zip(*found, strict=True))
        return first, second, share


def shingle_index(texts: Sequence[str | None]) -> Shingles:
    """Read texts and index their shingles."""
    step = np.uint64(1 + sum(len(text) for text in texts if text) // CHARACTERS_IN_FULL)
    number: dict[bytes, int] = {}
    distinct = np.full(len(texts), -1, dtype=np.int64)
    example: list[int] = []
    hashes, owners = [np.zeros(0, np.uint64)], [np.zeros(0, np.int32)]
    for start in range(0, len(texts), BATCH):
        corpus, words, edges = _read(texts[start : start + BATCH])
        of_batch = []
        for place in range(len(corpus.texts)):
            own = words[edges[place] : edges[place + 1]]
            if not len(own):
                continue
            fingerprint = blake2b(own.tobytes(), digest_size=16).digest()
            if fingerprint not in number:
                number[fingerprint] = len(number)
                example.append(start + place)
                of_batch.append(_distinct_shingles(own, step))
                owners.append(np.full(len(of_batch[-1]), len(number) - 1, dtype=np.int32))
            distinct[start + place] = number[fingerprint]
        hashes.extend(of_batch)
    # in an order of their content, so that nothing depends on that of the rows
    rank = np.empty(len(number), dtype=np.int64)
    by_content = [n for _, n in sorted(number.items())]
    rank[by_content] = np.arange(len(number))
    all_hashes, all_owners = np.concatenate(hashes), rank[np.concatenate(owners)]
    n_shingles = bincount(all_owners, minlength=len(number))
    order = np.lexsort((all_owners, all_hashes))
    all_hashes, all_owners = all_hashes[order], all_owners[order]
    run, n_owners = _runs(all_hashes)
    shared = n_owners[run] > 1
    return Shingles(
        distinct=np.append(rank, -1)[distinct],
        example=np.array(example, dtype=np.int64)[by_content],
        hashes=all_hashes[shared],
        owners=all_owners[shared].astype(np.int32),
        n_shingles=np.maximum(n_shingles, 1),
    )


def hashed_words(texts: Sequence[str | None], wanted: Ints) -> dict[int, Hashes]:
    """Hashes of the words of some of the texts, by their places."""
    of: dict[int, Hashes] = {}
    for start in range(0, len(wanted), BATCH):
        places = wanted[start : start + BATCH].tolist()
        _, words, edges = _read([texts[place] for place in places])
        for row, place in enumerate(places):
            of[place] = words[edges[row] : edges[row + 1]]
    return of


def _read(texts: Sequence[str | None]) -> tuple[Corpus, Hashes, Ints]:
    """Read texts: the corpus, the hashes of its words, and where each text begins in them."""
    corpus = read_corpus(texts, vocabulary_of_this_thread())
    places = places_of_words(corpus)
    words = corpus.vocabulary.fact_of_words(word_hashes)[corpus.words[places]]
    return corpus, words, np.searchsorted(places, corpus.articles)


def _distinct_shingles(words: Hashes, step: np.uint64) -> Hashes:
    hashes = np.unique(shingle_hashes(words))
    return hashes if step == 1 else hashes[(hashes >> np.uint64(20)) % step == 0]


def _runs(ordered: Hashes) -> tuple[Ints, Ints]:
    """Number the runs of equal values, and tell how long each is."""
    new = np.ones(len(ordered), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    number = np.cumsum(new) - 1
    return number, bincount(number, minlength=1)
