"""What a sentence does to the valence of its words: VADER's rules, for any table of valences.

Negation, intensifiers, capitals and "but" are those of Hutto and Gilbert (2014), as in their
reference implementation, over whole columns of words. Where ours differ, tests/test_sentiment.py
says how.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mediakit.anatomy import IN_CAPITALS
from mediakit.corpus import Corpus
from mediakit.measures.valence import DAMPENERS, INTENSIFIERS, NEGATIONS, ValenceTable
from mediakit.spelling import spelling
from mediakit.tokenising import Frame
from mediakit.vocabulary import Types, among, look_up

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Constants of Hutto and Gilbert 2014, as in the reference implementation
INCREASE, CAPITALS, NEGATION = 0.293, 0.733, -0.74
EXCLAMATION, MOST_EXCLAMATIONS = 0.292, 4
QUESTION, MANY_QUESTIONS = 0.18, 0.96
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
DISTANCE = (1.0, 0.95, 0.9)
NEVER_SO = 1.25

# Words with a part in a rule, numbered so that a rule is a comparison of arrays
_ROLES = {
    word: number
    for number, word in enumerate(
        "no or nor but never so this without doubt least at very kind sort of just enough".split(),
        1,
    )
}
_OR, _NOR, _BUT, _NEVER = _ROLES["or"], _ROLES["nor"], _ROLES["but"], _ROLES["never"]
_NO, _WITHOUT, _DOUBT, _LEAST = _ROLES["no"], _ROLES["without"], _ROLES["doubt"], _ROLES["least"]


def intensifier(words: Sequence[str]) -> Floats:
    """What an intensifier adds (a dampener takes)."""
    return INCREASE * (among(words, INTENSIFIERS).astype(float) - among(words, DAMPENERS))


def negation(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word negates."""
    negates = among(words, NEGATIONS)
    for place in np.flatnonzero(spelling(words).having("'")).tolist():
        negates[place] |= "n't" in words[place]
    return negates


def role(words: Sequence[str]) -> NDArray[np.int8]:
    """Number of a word with a part in a rule; 0 for any other."""
    return look_up(words, _ROLES, np.int8)


def in_capitals(types: Types) -> NDArray[np.bool_]:
    """Whether a token is written in capitals."""
    return types.looks & IN_CAPITALS > 0


def raising_marks(frames: Sequence[Frame]) -> NDArray[np.float64]:
    """Two columns: how many exclamation marks stand around a word, and how many question marks."""
    marks = [f.lead + f.trail for f in frames]
    return np.array([(m.count("!"), m.count("?")) for m in marks], dtype=float).reshape(-1, 2)


def in_context(
    corpus: Corpus, first: Ints, last: Ints, valence: Floats, table: ValenceTable
) -> Floats:
    """Give words and phrases the valence that their sentence gives them.

    Parameters
    ----------
    corpus : Corpus
        Where they stand.
    first, last : array of int
        First and last token of each.
    valence : array of float
        What the table says of each; none is 0.
    table : ValenceTable
        Tells which of the words before are listed: those modify nothing.
    """
    tokens, vocabulary = corpus.tokens, corpus.vocabulary
    sentence = corpus.sentence_of_token[first]
    before = first - corpus.sentences[sentence]  # tokens that stand before it in the sentence
    after = corpus.sentences[sentence + 1] - last - 1
    capitals, is_listed = vocabulary.fact(in_capitals), vocabulary.fact(table.listed)
    own_type = tokens[first]
    previous = [tokens[np.maximum(first - step, 0)] for step in (1, 2, 3)]
    words = [vocabulary.word[types] for types in previous]
    following = tokens[np.minimum(last + 1, len(tokens) - 1)]
    there = [before >= step for step in (1, 2, 3)]
    role_of = vocabulary.fact_of_words(role)
    adds, denies = vocabulary.fact_of_words(intensifier), vocabulary.fact_of_words(negation)

    part = [np.where(there[k], role_of[words[k]], 0) for k in range(3)]
    own = np.where(first == last, role_of[vocabulary.word[own_type]], 0)

    value = valence.copy()
    of = role_of[vocabulary.word[following]] == _ROLES["of"]
    value[(own == _ROLES["kind"]) & (after >= 1) & of] = 0
    value[(own == _NO) & (after >= 1) & is_listed[following]] = 0  # it denies what follows
    denied = (part[0] == _NO) | (part[1] == _NO)
    denied |= (part[2] == _NO) & ((part[0] == _OR) | (part[0] == _NOR))
    value = np.where(denied, value * NEGATION, value)
    mixed = _mixed_capitals(corpus)[sentence]
    value += np.where(mixed & capitals[own_type], np.sign(value) * CAPITALS, 0)

    so = [(p == _ROLES["so"]) | (p == _ROLES["this"]) for p in part]
    doubt = [p == _DOUBT for p in part]
    for k in range(3):
        applies = there[k] & ~is_listed[previous[k]] & (value != 0)
        scalar, negates = adds[words[k]], denies[words[k]]
        shift = np.where(value < 0, -scalar, scalar)
        shouted = mixed & (scalar != 0) & capitals[previous[k]]
        shift += np.where(shouted, np.sign(value) * CAPITALS, 0)
        shifted = value + shift * DISTANCE[k]
        factor = np.where(negates, NEGATION, 1.0)
        if k:
            nearer_so = so[0] if k == 1 else so[0] | so[1]
            nearer_doubt = doubt[0] if k == 1 else doubt[0] | doubt[1]
            factor[(part[k] == _WITHOUT) & nearer_doubt] = 1.0
            factor[(part[k] == _NEVER) & nearer_so] = NEVER_SO
        if k == 2:
            # the reference implementation asks for no "never" where the nearest word is so or this
            factor[so[0]] = NEVER_SO
        value = np.where(applies, shifted * factor, value)
        if k == 2:
            value += np.where(applies, _dampening_pairs(part), 0)
    unless = there[1] & ((part[1] == _ROLES["at"]) | (part[1] == _ROLES["very"]))
    value = np.where((part[0] == _LEAST) & ~unless, value * NEGATION, value)
    return value * _but(corpus, first, sentence)


def _mixed_capitals(corpus: Corpus) -> NDArray[np.bool_]:
    """Whether a sentence has some but not only tokens in capitals."""
    capitals = corpus.count_at(np.flatnonzero(corpus.fact(in_capitals)))
    return (capitals > 0) & (capitals < np.diff(corpus.sentences))


def _dampening_pairs(part: Sequence[NDArray[np.int8]]) -> Floats:
    """The pairs "sort of", "kind of" and "just enough", two words before or three."""

    def pair(first: NDArray[np.int8], second: NDArray[np.int8]) -> NDArray[np.bool_]:
        of = ((first == _ROLES["kind"]) | (first == _ROLES["sort"])) & (second == _ROLES["of"])
        return of | ((first == _ROLES["just"]) & (second == _ROLES["enough"]))

    return -INCREASE * (pair(part[1], part[0]).astype(np.float64) + pair(part[2], part[1]))


def _but(corpus: Corpus, at: Ints, sentence: NDArray[np.int32]) -> Floats:
    """What comes before a sentence's first "but" counts half, what comes after one and a half."""
    places = np.flatnonzero(corpus.word_fact(role) == _BUT)
    of = corpus.sentence_of_token[places]
    first = np.full(corpus.n_sentences, -1, dtype=np.int64)
    first[of[::-1]] = places[::-1]
    but = first[sentence]
    return np.where(but < 0, 1.0, np.where(at < but, BEFORE_BUT, AFTER_BUT))


def raised_by_marks(corpus: Corpus, total: Floats) -> Floats:
    """Sums of valence, one a sentence, raised by exclamation and question marks."""
    of_frame = corpus.vocabulary.fact_of_frames(raising_marks)
    at = np.flatnonzero((of_frame.sum(axis=1) > 0)[corpus.frames])  # most tokens have none
    exclamations, questions = (
        corpus.count_at(at, marks) for marks in of_frame[corpus.frames[at]].T
    )
    raised = EXCLAMATION * np.minimum(exclamations, MOST_EXCLAMATIONS)
    raised += np.where(
        questions > 3, MANY_QUESTIONS, np.where(questions > 1, QUESTION * questions, 0)
    )
    return np.asarray(total + np.sign(total) * raised, dtype=np.float64)
