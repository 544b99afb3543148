"""Sentences of two reports that tell the same, and the words that stand for each other in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from mediakit.counting import repeat
from mediakit.measures.keywords import GENERAL_ENGLISH
from mediakit.measures.term_candidates import base_numbers
from mediakit.measures.word_forms import CONTENT, NOUN, roles
from mediakit.stories.reports import Reports

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ALIGNED = 0.3  # similarity of sentences from which on they are held to tell the same
NEARLY_ALIKE = 0.5  # share of words in common from which on they are compared word by word
MOST_WORDS = 4  # of a wording that stands for another
MOST_SENTENCES = 500  # of each report that are aligned; news has fewer
LONGEST_SENTENCE = 200  # words; longer ones are lists or lack their stops


@dataclass(frozen=True)
class Aligned:
    """Pairs of sentences of different reports, the closest first: one element a pair."""

    first: Ints
    second: Ints
    similarity: Floats


@dataclass(frozen=True)
class Terms:
    """What each word of a few reports is.

    Attributes
    ----------
    base : array of int
        Number of the base form of each word.
    bases : list of str
        Base forms.
    content, noun, joins : array of bool
        Whether a word says what a text is about, whether it can be a noun, and whether it is an
        article or "of".
    surprise : array of float
        How surprising each base form is in an article, in nats.
    """

    base: Ints
    bases: list[str]
    content: NDArray[np.bool_]
    noun: NDArray[np.bool_]
    joins: NDArray[np.bool_]
    surprise: Floats


def terms_of(reports: Reports) -> Terms:
    """Look up what the words of a few reports are."""
    base, bases = base_numbers(reports.corpus)
    role = reports.corpus.fact(roles)[reports.places]
    return Terms(
        base=base[reports.places],
        bases=bases,
        content=role & CONTENT > 0,
        noun=(role & NOUN > 0) & (role & CONTENT > 0),
        joins=reports.corpus.word_fact(_joins)[reports.places],
        surprise=GENERAL_ENGLISH.surprise(bases),
    )


def _joins(words: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([word in ("the", "a", "an", "of") for word in words], dtype=bool)


def aligned_sentences(reports: Reports, terms: Terms) -> Aligned:
    """Find the sentences of each two reports that are each other's closest.

    Sentences are alike by their names and content words, each weighing as much as it is
    surprising in general English.
    """
    told = np.flatnonzero(terms.content)
    n = reports.corpus.n_sentences
    cells = np.unique(np.column_stack([reports.sentence[told], terms.base[told]]), axis=0)
    vectors = csr_matrix(
        (terms.surprise[cells[:, 1]], (cells[:, 0], cells[:, 1])), shape=(n, len(terms.bases))
    )
    length = np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).reshape(-1))
    vectors.data /= repeat(length, np.diff(vectors.indptr))
    article = reports.corpus.article_of_sentence
    starts = np.searchsorted(article, np.arange(len(reports.corpus.texts)))
    ends = np.minimum(np.append(starts[1:], n), starts + MOST_SENTENCES)
    parts = [vectors[start:end] for start, end in zip(starts, ends, strict=True)]
    found: list[tuple[int, int, float]] = []
    for a, b in combinations(range(len(parts)), 2):
        alike = (parts[a] @ parts[b].T).toarray()
        if alike.size:
            there, here = alike.argmax(axis=1), alike.argmax(axis=0)
            own = np.flatnonzero(here[there] == np.arange(len(there)))
            close = own[alike[own, there[own]] >= ALIGNED]
            columns = starts[a] + close, starts[b] + there[close], alike[close, there[close]]
            found += zip(*(column.tolist() for column in columns), strict=True)
    found.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
    first, second, similarity = zip(*found, strict=True) if found else ((), (), ())
    return Aligned(
        np.array(first, dtype=np.int64),
        np.array(second, dtype=np.int64),
        np.array(similarity, dtype=np.float64),
    )


def words_of_sentence(reports: Reports, sentence: int) -> Ints:
    """Numbers of the words of a sentence."""
    return np.arange(*np.searchsorted(reports.sentence, [sentence, sentence + 1]))


def substitutions(
    reports: Reports, terms: Terms, aligned: Aligned
) -> Iterator[tuple[int, Ints, Ints]]:
    """Wordings that stand in the same place of sentences that are otherwise nearly the same.

    Yields
    ------
    tuple of int and two arrays of int
        Number of the pair of sentences, and the words of the one and of the other.
    """
    pairs = zip(aligned.first.tolist(), aligned.second.tolist(), strict=True)
    for number, (first, second) in enumerate(pairs):
        here, there = words_of_sentence(reports, first), words_of_sentence(reports, second)
        if max(len(here), len(there)) > LONGEST_SENTENCE:
            continue
        matcher = SequenceMatcher(
            None, terms.base[here].tolist(), terms.base[there].tolist(), autojunk=False
        )
        if matcher.ratio() < NEARLY_ALIKE:
            continue
        codes = matcher.get_opcodes()
        for before, (kind, a, b, c, d), after in zip(codes, codes[1:], codes[2:], strict=False):
            held = before[0] == "equal" and after[0] == "equal"  # words in common on both sides
            if kind == "replace" and held and max(b - a, d - c) <= MOST_WORDS:
                one, other = here[a:b], there[c:d]
                if _is_noun_group(terms, one) and _is_noun_group(terms, other):
                    yield number, one, other


def _is_noun_group(terms: Terms, words: Ints) -> bool:
    """Whether the last word can be a noun, and all others nouns or what joins nouns."""
    told = terms.noun[words] | terms.joins[words]
    return bool(terms.noun[words[-1]] and told.all())
