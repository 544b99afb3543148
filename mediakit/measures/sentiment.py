"""Tone: valence of words in their context, sentence by sentence.

The lexicon and the rules are VADER's (Hutto and Gilbert 2014). What differs, on purpose: proper
names, function words and terms of the news domain don't score (`sentiment_neutral.tsv`), curly
quotation marks don't hide a word, and "but" weighs the words before and after it also where
values repeat. An article is never scored as one string: VADER's score saturates with length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mediakit import lexicons
from mediakit.corpus import Corpus
from mediakit.lexicons import word_class
from mediakit.measures.measure import Column, Counts, Matches, Measure, ratio
from mediakit.measures.names import proper_names
from mediakit.tokenising import Shape
from mediakit.vocabulary import Vocabulary

Floats = NDArray[np.float64]

# Constants of Hutto and Gilbert 2014, as in the reference implementation
INCREASE, CAPITALS, NEGATION, NORMALISER = 0.293, 0.733, -0.74, 15.0
EXCLAMATION, MOST_EXCLAMATIONS = 0.292, 4
QUESTION, MANY_QUESTIONS = 0.18, 0.96
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
DISTANCE = (1.0, 0.95, 0.9)
NEVER_SO = 1.25
NEUTRAL = 0.05  # sentences below it, either way, are neither positive nor negative

_NEGATIONS = word_class("vader_modifiers", "negation")
_INTENSIFIERS = word_class("vader_modifiers", "intensifier")
_DAMPENERS = word_class("vader_modifiers", "dampener")
_IDIOMS = {
    ("the", "shit"): 3.0,
    ("the", "bomb"): 3.0,
    ("bad", "ass"): 1.5,
    ("bus", "stop"): 0.0,
    ("yeah", "right"): -2.0,
    ("kiss", "of", "death"): -1.5,
    ("to", "die", "for"): 3.0,
    ("beating", "heart"): 3.5,
}
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


@cache
def _valences() -> dict[str, float]:
    return {row["term"]: float(row["valence"]) for row in lexicons.rows("vader")}


@cache
def _neutral() -> frozenset[str]:
    return frozenset(row["term"] for row in lexicons.rows("sentiment_neutral"))


def word_valence(words: Sequence[str]) -> Floats:
    """Two columns: valence of a word (-4 to 4, 0 for neutral ones), and whether VADER lists it."""
    known, neutral = _valences(), _neutral()
    modifiers = _INTENSIFIERS | _DAMPENERS
    values = [known.get(word) for word in words]
    result = np.zeros((len(words), 2))
    for i, (word, value) in enumerate(zip(words, values, strict=True)):
        if value is not None and len(word) > 1 and word not in modifiers:
            result[i] = (0.0 if word in neutral else value), 1.0
    return result


def emoticon_valence(shapes: Sequence[Shape]) -> Floats:
    """The same for emoticons: very short tokens, of which the marks are what counts."""
    known = _valences()
    result = np.zeros((len(shapes), 2))
    for i, (lead, core, trail, _) in enumerate(shapes):
        if (lead or trail) and len(core) <= 2 and len(trail) <= 5:
            value = known.get((lead + core + trail).lower())
            if value is not None:
                result[i] = value, 1.0
    return result


def valence(vocabulary: Vocabulary) -> Floats:
    """Valence of all types, and whether VADER lists them."""
    of_emoticon = vocabulary.fact(emoticon_valence)
    return np.where(of_emoticon[:, 1:] > 0, of_emoticon, vocabulary.word_fact(word_valence))


def modifier(words: Sequence[str]) -> Floats:
    """Two columns: what an intensifier adds (a dampener takes), and whether a type negates."""
    scalar = [(word in _INTENSIFIERS) - (word in _DAMPENERS) for word in words]
    negates = [word in _NEGATIONS or "n't" in word for word in words]
    return np.array([np.multiply(scalar, INCREASE), negates], dtype=np.float64).T


def role(words: Sequence[str]) -> NDArray[np.int8]:
    """Number of a word with a part in a rule; 0 for any other."""
    return np.array([_ROLES.get(word, 0) for word in words], dtype=np.int8)


def emphasis(shapes: Sequence[Shape]) -> Floats:
    """Four columns: written in capitals, not so written, exclamation marks, question marks."""
    capitals = np.array([core.isupper() for _, core, _, _ in shapes], dtype=bool)
    marks = [lead + trail for lead, _, trail, _ in shapes]
    exclamations = [mark.count("!") if mark else 0 for mark in marks]
    questions = [mark.count("?") if mark else 0 for mark in marks]
    return np.array([capitals, ~capitals, exclamations, questions], dtype=np.float64).T


def _in_idiom(words: Sequence[str]) -> NDArray[np.bool_]:
    telling = {word for idiom in _IDIOMS for word in idiom} - {"the", "to", "of", "for"}
    return np.array([word in telling for word in words], dtype=bool)


def find_tone(corpus: Corpus) -> Matches:
    """Words with a feeling: `weight` is the valence that their sentence gives them."""
    values, listed = valence(corpus.vocabulary).T
    at = np.flatnonzero((listed > 0)[corpus.tokens])
    at = at[~(corpus.once(proper_names)[at] & (values[corpus.tokens[at]] != 0))]
    value = _in_context(corpus, at)
    keep = value != 0
    at, value = at[keep], value[keep]
    label = np.where(value > 0, "positive", "negative").astype(object)
    return Matches(first=at, last=at, label=label, weight=value)


def _in_context(corpus: Corpus, at: NDArray[np.int64]) -> Floats:
    """Valence of the listed tokens `at`, after negation, intensifiers, capitals and "but"."""
    tokens, vocabulary = corpus.tokens, corpus.vocabulary
    sentence = corpus.sentence_of_token[at]
    before = at - corpus.sentences[sentence]  # tokens that stand before it in the sentence
    after = corpus.sentences[sentence + 1] - at - 1
    roles, listed = vocabulary.word_fact(role), valence(vocabulary)
    modifiers, capitals = vocabulary.word_fact(modifier), vocabulary.fact(emphasis)[:, 0]

    previous = [tokens[np.maximum(at - step, 0)] for step in (1, 2, 3)]
    following = tokens[np.minimum(at + 1, len(tokens) - 1)]
    there = [before >= step for step in (1, 2, 3)]
    part = [np.where(there[k], roles[previous[k]], 0) for k in range(3)]
    part_after = np.where(after >= 1, roles[following], 0)
    own = roles[tokens[at]]

    value = listed[tokens[at], 0].copy()
    value[(own == _ROLES["kind"]) & (part_after == _ROLES["of"])] = 0
    denied = (part[0] == _NO) | (part[1] == _NO)
    denied |= (part[2] == _NO) & ((part[0] == _OR) | (part[0] == _NOR))
    value = np.where(denied, value * NEGATION, value)
    mixed = _mixed_capitals(corpus)[sentence]
    value += np.where(mixed & (capitals[tokens[at]] > 0), np.sign(value) * CAPITALS, 0)

    so = [(p == _ROLES["so"]) | (p == _ROLES["this"]) for p in part]
    doubt = [p == _DOUBT for p in part]
    for k in range(3):
        applies = there[k] & (listed[previous[k], 1] == 0) & (value != 0)
        scalar = modifiers[previous[k], 0]
        shift = np.where(value < 0, -scalar, scalar)
        shouted = mixed & (scalar != 0) & (capitals[previous[k]] > 0)
        shift += np.where(shouted, np.sign(value) * CAPITALS, 0)
        shifted = value + shift * DISTANCE[k]
        negates = modifiers[previous[k], 1] > 0
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
            value = _idioms(corpus, at, applies, value)
            value += np.where(applies, _dampening_pairs(part), 0)
    unless = there[1] & ((part[1] == _ROLES["at"]) | (part[1] == _ROLES["very"]))
    value = np.where((part[0] == _LEAST) & ~unless, value * NEGATION, value)
    return value * _but(corpus, at, sentence)


def _mixed_capitals(corpus: Corpus) -> NDArray[np.bool_]:
    """Whether a sentence has some but not only tokens in capitals."""
    in_capitals, other = corpus.sums(corpus.vocabulary.fact(emphasis)[:, :2]).T
    return (in_capitals > 0) & (other > 0)


def _dampening_pairs(part: Sequence[NDArray[np.int8]]) -> Floats:
    """The pairs "sort of", "kind of" and "just enough", two words before or three."""

    def pair(first: NDArray[np.int8], second: NDArray[np.int8]) -> NDArray[np.bool_]:
        of = ((first == _ROLES["kind"]) | (first == _ROLES["sort"])) & (second == _ROLES["of"])
        return of | ((first == _ROLES["just"]) & (second == _ROLES["enough"]))

    return -INCREASE * (pair(part[1], part[0]).astype(np.float64) + pair(part[2], part[1]))


def _idioms(
    corpus: Corpus, at: NDArray[np.int64], applies: NDArray[np.bool_], value: Floats
) -> Floats:
    """Idioms that change the valence of their words; rare, so one at a time."""
    shapes, tokens = corpus.vocabulary.shapes, corpus.tokens
    near = corpus.word_fact(_in_idiom)
    close = near.copy()
    for step in (1, 2, 3):
        close[step:] |= near[:-step]
        close[:-step] |= near[step:]
    value = value.copy()
    for row in np.flatnonzero(applies & close[at]):
        place = int(at[row])
        end = int(corpus.sentences[np.searchsorted(corpus.sentences, place, side="right")])
        words = [shapes[t].word for t in tokens[place - 3 : min(place + 3, end)]]
        for first, last in ((2, 4), (1, 4), (1, 3), (0, 3), (0, 2)):
            found = _IDIOMS.get(tuple(words[first:last]))
            if found is not None:
                value[row] = found
                break
        for last in (5, 6):
            value[row] = _IDIOMS.get(tuple(words[3:last]), value[row])
    return value


def _but(corpus: Corpus, at: NDArray[np.int64], sentence: NDArray[np.int32]) -> Floats:
    """What comes before a sentence's first "but" counts half, what comes after one and a half."""
    places = np.flatnonzero(corpus.word_fact(role) == _BUT)
    of = corpus.sentence_of_token[places]
    first = np.full(corpus.n_sentences, -1, dtype=np.int64)
    first[of[::-1]] = places[::-1]
    but = first[sentence]
    return np.where(but < 0, 1.0, np.where(at < but, BEFORE_BUT, AFTER_BUT))


def sentence_tone(corpus: Corpus, matches: Matches) -> Floats:
    """Tone of each sentence, -1 to 1: the sum of its words' valence, raised by marks."""
    total = corpus.count_at(matches.first, matches.weight)
    exclamations, questions = corpus.sums(corpus.vocabulary.fact(emphasis)[:, 2:]).T
    raised = EXCLAMATION * np.minimum(exclamations, MOST_EXCLAMATIONS)
    raised += np.where(
        questions > 3, MANY_QUESTIONS, np.where(questions > 1, QUESTION * questions, 0)
    )
    total += np.sign(total) * raised
    return total / np.sqrt(total * total + NORMALISER)


def _count(corpus: Corpus) -> Counts:
    matches = corpus.once(find_tone)
    tone = sentence_tone(corpus, matches)
    positive = matches.weight > 0
    third = np.minimum((corpus.position() * 3).astype(np.int64), 2)
    counts = {
        "sum_tone": tone,
        "sum_tone_strength": np.abs(tone),
        "n_toned_pieces": np.ones(corpus.n_sentences),  # a sentence, or what one voice says of it
        "n_positive_sentences": (tone >= NEUTRAL).astype(np.float64),
        "n_negative_sentences": (tone <= -NEUTRAL).astype(np.float64),
        "n_positive_words": corpus.count_at(matches.first[positive]),
        "n_negative_words": corpus.count_at(matches.first[~positive]),
    }
    for number, name in enumerate(_THIRDS):
        counts[f"sum_tone_{name}"] = np.where(third == number, tone, 0.0)
        counts[f"n_sentences_{name}"] = (third == number).astype(np.float64)
    return counts


_THIRDS = ("opening", "middle", "closing")


def _score(counts: Counts) -> Mapping[str, Floats]:
    sentences = counts["n_toned_pieces"]
    words = counts["n_positive_words"] + counts["n_negative_words"]
    return {
        "sentiment": ratio(counts["sum_tone"], sentences),
        "sentiment_intensity": ratio(counts["sum_tone_strength"], sentences),
        "positive_share": ratio(counts["n_positive_sentences"], sentences),
        "negative_share": ratio(counts["n_negative_sentences"], sentences),
        "n_positive_words": counts["n_positive_words"],
        "n_negative_words": counts["n_negative_words"],
        "toned_words_per_100_words": ratio(words, counts["n_words"], times=100),
        **{
            f"sentiment_{name}": ratio(counts[f"sum_tone_{name}"], counts[f"n_sentences_{name}"])
            for name in _THIRDS
        },
    }


_VADER = (
    "Hutto, C. J. and Gilbert, E. (2014). VADER: a parsimonious rule-based model for sentiment "
    "analysis of social media text. ICWSM. 10.1609/icwsm.v8i1.14550"
)
_PER_SENTENCE = "mean over sentences of s / sqrt(s^2 + 15), s the sum of word valences in context"
_IRONY = "Words, not opinions: irony, grim facts told soberly, and whose feeling it is escape it."
_TONE = Column(
    "Mean tone of the sentences, from -1 (all negative) to 1 (all positive).",
    unit="mean tone",
    low=-1.0,
    high=1.0,
    direction="higher is more positive",
    formula=_PER_SENTENCE,
    reference=_VADER,
    caveat=_IRONY,
)
_SHARE = Column("", unit="share of sentences", low=0.0, high=1.0, reference=_VADER)

SENTIMENT = Measure(
    name="sentiment",
    columns={
        "sentiment": _TONE,
        "sentiment_intensity": replace(
            _TONE,
            definition="How strong the tone of the sentences is on average, whichever way.",
            unit="mean strength of tone",
            low=0.0,
            direction="higher is more emotional",
            formula="mean over sentences of the absolute tone",
        ),
        "positive_share": replace(
            _SHARE, definition="Share of sentences with a positive tone (0.05 or more)."
        ),
        "negative_share": replace(
            _SHARE, definition="Share of sentences with a negative tone (-0.05 or less)."
        ),
        "n_positive_words": Column("How many words have a positive tone.", unit="words", low=0.0),
        "n_negative_words": Column("How many words have a negative tone.", unit="words", low=0.0),
        "toned_words_per_100_words": Column(
            "How many of a hundred words have a tone.", unit="per 100 words", low=0.0, high=100.0
        ),
        **{
            f"sentiment_{name}": replace(
                _TONE, definition=f"Mean tone of the {which} third of the article's sentences."
            )
            for name, which in zip(_THIRDS, ("first", "second", "last"), strict=True)
        },
    },
    count=_count,
    score=_score,
    find=find_tone,
    headline=("sentiment",),
)
