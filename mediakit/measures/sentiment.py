"""Tone: valence of words in their context, sentence by sentence.

Each word or phrase with a feeling has a valence (:mod:`mediakit.measures.valence`), which its
sentence turns, raises or lowers (:mod:`mediakit.measures.tone_rules`). A sentence's tone is the sum
of these, held against its length and bent to a scale from -1 to 1. Proper names, function words
and terms of the news domain have none. An article is never scored as one string: a longer one
would be more extreme.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.measures.measure import Column, Counts, Matches, Measure, ratio
from mediakit.measures.names import proper_names
from mediakit.measures.prose import NO_ENGLISH_TEXT
from mediakit.measures.tone_rules import in_context, raised_by_marks
from mediakit.measures.valence import ValenceTable, find_phrases, news_valences

Floats = NDArray[np.float64]

NEUTRAL = 0.05  # sentences below it, either way, are neither positive nor negative

#: What a sum of valences is held against, for each word of the sentence. Valences of n words that
#: agree only by chance add up to something that grows as the square root of n, so the sum is
#: divided by that. The figure is the one at which NEUTRAL, VADER's own limit, parts news sentences
#: with a tone from those without (tests/validity/sentiment.py).
PER_WORD = 6.0


def find_tone(corpus: Corpus) -> Matches:
    """Words and phrases with a feeling: `weight` is the valence that their sentence gives them."""
    return find_valence(corpus, news_valences())


def find_valence(corpus: Corpus, table: ValenceTable) -> Matches:
    """The same with any table of valences. Proper names have none; a phrase outdoes its words."""
    named = corpus.once(proper_names)
    first, last, of_phrase = find_phrases(corpus, table)
    of_type = corpus.vocabulary.fact(table.value)
    words = np.flatnonzero((of_type != 0)[corpus.tokens])
    words = words[~named[words]]
    phrase = np.searchsorted(first, words, side="right") - 1  # the last one that begins before it
    words = words[words > np.append(last, -1)[phrase]]
    told = (of_phrase != 0) & ~(named[first] & named[last])
    first, last = np.append(words, first[told]), np.append(words, last[told])
    value = np.append(of_type[corpus.tokens[words]], of_phrase[told])
    order = np.argsort(first, kind="stable")
    first, last, value = first[order], last[order], value[order]
    value = in_context(corpus, first, last, value, table)
    keep = value != 0
    first, last, value = first[keep], last[keep], value[keep]
    label = np.array(["negative", "positive"], dtype=object)[(value > 0).astype(np.int64)]
    return Matches(first=first, last=last, label=label, weight=value)


def sentence_tone(corpus: Corpus, matches: Matches) -> Floats:
    """Tone of each sentence, -1 to 1; see the column `sentiment` for the formula."""
    total = raised_by_marks(corpus, corpus.count_at(matches.first, matches.weight))
    return total / np.sqrt(total * total + PER_WORD * corpus.n_words)


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
_EMOBANK = (
    "Buechel, S. and Hahn, U. (2017). EmoBank: studying the impact of annotation perspective and "
    "representation format on dimensional emotion analysis. EACL, 578-585. 10.18653/v1/E17-2092"
)
_SOURCES = f"Rules: {_VADER}. Valences: ibid.; {_EMOBANK}; mediakit"
_SENTENCE = (
    f"s / sqrt(s^2 + {PER_WORD:g} w) of a sentence of w words, s the sum of its valences in "
    "context (what mk.evidence lists, raised by ! and ?)"
)
_IRONY = (
    "Words, not opinions: irony, grim facts told soberly, and whose feeling it is escape it. "
    "About half as large as vaderSentiment's score of the same text."
)
_TONE = Column(
    "Mean tone of the sentences, from -1 (all negative) to 1 (all positive).",
    unit="mean tone",
    low=-1.0,
    high=1.0,
    direction="higher is more positive",
    formula=f"mean over sentences of {_SENTENCE}",
    reference=_SOURCES,
    caveat=_IRONY,
)
_SHARE = Column(
    "",
    unit="share of sentences",
    low=0.0,
    high=1.0,
    reference=_SOURCES,
    caveat="A single word can decide a sentence. " + _IRONY.partition(". ")[0] + ".",
)
_WORDS = Column("", unit="words and phrases", low=0.0, reference=_SOURCES, caveat=_SHARE.caveat)

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
            formula=f"mean over sentences of the absolute value of {_SENTENCE}",
        ),
        "positive_share": replace(
            _SHARE,
            definition=f"Share of sentences with a positive tone ({NEUTRAL} or more).",
            direction="higher is more positive",
            formula=f"sentences with a tone of {NEUTRAL} or more / sentences",
        ),
        "negative_share": replace(
            _SHARE,
            definition=f"Share of sentences with a negative tone (-{NEUTRAL} or less).",
            direction="higher is more negative",
            formula=f"sentences with a tone of -{NEUTRAL} or less / sentences",
        ),
        "n_positive_words": replace(
            _WORDS, definition="How many words and phrases have a positive tone in their sentence."
        ),
        "n_negative_words": replace(
            _WORDS, definition="How many words and phrases have a negative tone in their sentence."
        ),
        "toned_words_per_100_words": replace(
            _WORDS,
            definition="How many words and phrases with a tone there are to a hundred words.",
            unit="per 100 words",
            high=100.0,
            direction="higher is more emotional",
            formula="100 * (n_positive_words + n_negative_words) / n_words",
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
    undefined=dict.fromkeys(NO_ENGLISH_TEXT, ()),
    headline=("sentiment",),
)
