"""Valence: how pleasant or unpleasant a word or phrase is to read of, looked up in one table.

The table `sentiment.tsv` has a line a term, with what its valence is made of: VADER's rating, our
own, and what was learnt from readers of sentences (tests/making/sentiment_weights.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mediakit import lexicons
from mediakit.corpus import Corpus
from mediakit.lexicons import word_class
from mediakit.overlapping import leftmost
from mediakit.tokenising import Frame
from mediakit.vocabulary import Fact, Types, WordFact, among, look_up

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEGATIONS = word_class("vader_modifiers", "negation")
INTENSIFIERS = word_class("vader_modifiers", "intensifier")
DAMPENERS = word_class("vader_modifiers", "dampener")


@dataclass(frozen=True, eq=False)
class ValenceTable:
    """A table of valences made ready for look-up.

    Attributes
    ----------
    value : fact of types
        Valence; 0 for what isn't in the table. Of emoticons, very short tokens, the marks count.
    listed : fact of types
        Whether a type is in the table. Listed words neither negate nor intensify.
    phrase_word : fact of words
        Number of a word among the words of phrases; 0 for words that are in none.
    begins_phrase : array of bool, one row and one column a number
        Whether two such words, one after the other, begin a phrase: few do.
    phrases : mapping of int to (array of int, array of float)
        Phrases by their length in words: sorted keys (see :func:`find_phrases`) and valences.
    """

    value: Fact
    listed: Fact
    phrase_word: WordFact
    begins_phrase: NDArray[np.bool_]
    phrases: Mapping[int, tuple[Ints, Floats]]


def valence_table(valences: Mapping[str, float]) -> ValenceTable:
    """Make a table ready for look-up.

    Parameters
    ----------
    valences : mapping of str to float
        Valence by term: a word, an emoticon, or words with spaces between them.
    """
    emoticons = {term: v for term, v in valences.items() if not term.isalnum()}
    unlisted = NEGATIONS | INTENSIFIERS | DAMPENERS

    modifiers = INTENSIFIERS | DAMPENERS
    worth = {w: v for w, v in valences.items() if len(w) > 1 and w not in modifiers}
    listed_words = frozenset(w for w in valences if len(w) > 1) - unlisted
    longest = max(map(len, emoticons), default=0)

    def of_word(words: Sequence[str]) -> Floats:
        return look_up(words, worth, np.float64)

    def is_listed(words: Sequence[str]) -> NDArray[np.bool_]:
        return among(words, listed_words)

    def of_emoticon(types: Types) -> Floats:
        told = np.full(len(types), np.nan)
        marked = (types.sizes > types.core_sizes) & (types.core_sizes <= 2)
        for place in np.flatnonzero(marked & (types.sizes <= longest)).tolist():
            told[place] = emoticons.get("".join(types[place][:3]).lower(), np.nan)
        return told

    def value(types: Types) -> Floats:
        told = types.fact(of_emoticon)
        return np.where(np.isnan(told), types.of_words(of_word), told)

    def listed(types: Types) -> NDArray[np.bool_]:
        is_there: NDArray[np.bool_] = types.of_words(is_listed)
        return is_there | ~np.isnan(types.fact(of_emoticon))

    phrases = [term.split() for term in valences if " " in term]
    number = {w: n for n, w in enumerate(sorted({w for words in phrases for w in words}), 1)}

    def phrase_word(words: Sequence[str]) -> NDArray[np.int32]:
        return look_up(words, number, np.int32)

    begins = np.zeros((len(number) + 1, len(number) + 1), dtype=bool)
    for first, second, *_ in phrases:
        begins[number[first], number[second]] = True
    by_length: dict[int, tuple[Ints, Floats]] = {}
    for length in sorted({len(words) for words in phrases}, reverse=True):
        keyed = {}
        for words in phrases:
            if len(words) == length:
                key = 0
                for word in words:
                    key = key * len(begins) + number[word]
                keyed[key] = valences[" ".join(words)]
        keys = sorted(keyed)
        by_length[length] = np.array(keys, dtype=np.int64), np.array([keyed[k] for k in keys])
    return ValenceTable(value, listed, phrase_word, begins, by_length)


@cache
def news_valences() -> ValenceTable:
    """Give the table that ships: VADER's ratings, our own, and what readers of sentences add."""
    return valence_table({row["term"]: float(row["valence"]) for row in lexicons.rows("sentiment")})


def find_phrases(corpus: Corpus, table: ValenceTable) -> tuple[Ints, Ints, Floats]:
    """Find the table's phrases, the longest first, none across a mark or the end of a sentence.

    The numbers of a phrase's words, read as digits, make one number by which it is looked up.

    Returns
    -------
    first, last : array of int
        Tokens, in the order of the text.
    value : array of float
        The phrase's valence; 0 where its words have none together ("free trade").
    """
    number = corpus.word_fact(table.phrase_word)
    starts = np.flatnonzero((number[:-1] > 0) & (number[1:] > 0))
    starts = starts[table.begins_phrase[number[starts], number[starts + 1]]]
    taken = np.zeros(len(number), dtype=bool)
    firsts, lasts, values = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0)]
    for length, (keys, valences) in table.phrases.items():
        at = starts[starts + length <= len(number)]
        key = np.zeros(len(at), dtype=np.int64)
        for step in range(length):
            key = key * len(table.begins_phrase) + number[at + step]
        row = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        found = np.flatnonzero(keys[row] == key)
        found = found[_unbroken(corpus, at[found], length)]
        found = found[~taken[at[found, None] + np.arange(length)].any(axis=1)]
        found = found[leftmost(at[found], at[found] + length - 1)]
        taken[at[found, None] + np.arange(length)] = True
        firsts.append(at[found])
        lasts.append(at[found] + length - 1)
        values.append(valences[row[found]])
    first = np.concatenate(firsts)
    order = np.argsort(first)
    return first[order], np.concatenate(lasts)[order], np.concatenate(values)[order]


def _unbroken(corpus: Corpus, first: Ints, length: int) -> NDArray[np.bool_]:
    """Whether so many tokens stand in one sentence, with no mark between them."""
    sentence, marks = corpus.sentence_of_token, corpus.vocabulary.fact_of_frames(marked)
    unbroken = sentence[first] == sentence[first + length - 1]
    for step in range(1, length):
        before, after = corpus.frames[first + step - 1], corpus.frames[first + step]
        unbroken &= ~marks[before, 1] & ~marks[after, 0]
    return unbroken


def marked(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    """Two columns: whether a mark stands before the word, and whether one stands after it."""
    return np.array([(f.lead != "", f.trail != "") for f in frames], dtype=bool).reshape(-1, 2)
