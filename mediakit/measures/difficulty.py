"""How difficult a text is by six features that add up, each of them readable on its own.

The published formulas count syllables and the length of sentences. This one asks what they stand
for: are words rare, bookish, beyond what ten-year-olds know, and abstract; are sentences long and
packed? Each feature weighs the same once it is measured in standard deviations of the news. No
weight is fitted to anyone's judgements. What the features add up to is bent to a scale from 0 to
100, so that a single odd sentence doesn't leave it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.measures.familiarity import familiar
from mediakit.measures.measure import Column, Counts, Measure, ratio
from mediakit.measures.names import names_and_acronyms
from mediakit.measures.prose import CAPITALS, LINES, NO_ENGLISH_TEXT, NUMERALS
from mediakit.measures.rarity import (
    COMMON_WORDS,
    content_facts,
    find_rare,
    is_content,
    joins,
    packs,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Feature:
    """One of the features that add up to difficulty.

    Attributes
    ----------
    name, definition : str
        What it is called, and how it is measured.
    mean, standard_deviation : float
        Among passages of 180 words from American news (tests/making/difficulty_formula.py).
    points : float
        What one standard deviation adds.
    why : str
        Why it makes a text harder.
    """

    name: str
    definition: str
    mean: float
    standard_deviation: float
    points: float
    why: str


SPREAD = 10.0  # standard deviation of the sum of points among passages of news
POINTS = 2.9  # for each feature, so that the spread is reached

FEATURES = (
    Feature(
        "rarity",
        "mean rarity of content words (log10 of words per occurrence in English at large)",
        mean=4.114,
        standard_deviation=0.155,
        points=POINTS,
        why="Words that readers seldom meet are read more slowly and known by fewer.",
    ),
    Feature(
        "talk_rarity",
        "mean rarity of content words in conversation",
        mean=4.388,
        standard_deviation=0.186,
        points=POINTS,
        why="Bookish words are met later in life than words people say.",
    ),
    Feature(
        "unfamiliar",
        "share of content words, names left out, that are not on Dale's list",
        mean=0.49,
        standard_deviation=0.1,
        points=POINTS,
        why="Dale's list has the words that four in five ten-year-olds know.",
    ),
    Feature(
        "abstract",
        "share of content words, names left out, whose meaning can't be seen or touched",
        mean=0.818,
        standard_deviation=0.0611,
        points=POINTS,
        why="What can't be pictured is harder to grasp and to remember.",
    ),
    Feature(
        "packing",
        "prepositions, which, whom, whose, formal adverbs, figures, dashes, brackets and ; or : "
        "for each word",
        mean=0.122,
        standard_deviation=0.0375,
        points=POINTS,
        why="Each hangs one more phrase, clause or figure on the sentence (Gray and Leary 1935).",
    ),
    Feature(
        "sentence_length",
        "logarithm of the length of the sentence in which the average word stands",
        mean=3.313,
        standard_deviation=0.277,
        points=POINTS,
        why="A long sentence asks the reader to hold more in mind.",
    ),
)


def count(corpus: Corpus) -> Counts:
    """Count what difficulty rests on, for each sentence."""
    vocabulary = corpus.vocabulary
    types = corpus.types
    content, facts = (vocabulary.word_fact(fact, types) for fact in (is_content, content_facts))
    packing = vocabulary.word_fact(packs, types).astype(np.float64)
    packing += vocabulary.frame_fact(joins, types)
    per_type = [packing, content, facts]
    n_packing, n_content, rarity, talk_rarity, concreteness = corpus.sums(
        np.column_stack(per_type)
    ).T
    is_named = corpus.word_fact(is_content) & corpus.once(names_and_acronyms)
    named = np.flatnonzero(is_named)
    concrete = vocabulary.word_fact(content_facts, corpus.tokens[named])[:, 2]
    outside = vocabulary.fact_of_words(is_content) & ~vocabulary.fact_of_words(familiar)
    unfamiliar = np.flatnonzero(outside[corpus.words] & ~is_named)
    return {
        "n_content_words": n_content,
        "n_content_words_but_names": n_content - corpus.count_at(named),
        "total_rarity": rarity,
        "total_talk_rarity": talk_rarity,
        "total_concreteness": concreteness - corpus.count_at(named, concrete),
        "n_unfamiliar_content_words": corpus.count_at(unfamiliar),
        "n_rare_words": corpus.count_at(corpus.once(find_rare).first),
        "n_packing": n_packing,
        "squared_sentence_words": corpus.n_words**2,
    }


def features(counts: Counts) -> Mapping[str, Floats]:
    """Give each feature of :data:`FEATURES`, in its own unit."""
    n_content, but_names = counts["n_content_words"], counts["n_content_words_but_names"]
    length = ratio(counts["squared_sentence_words"], counts["n_words"])
    return {
        "rarity": ratio(counts["total_rarity"], n_content),
        "talk_rarity": ratio(counts["total_talk_rarity"], n_content),
        "unfamiliar": ratio(counts["n_unfamiliar_content_words"], but_names),
        "abstract": 1 - ratio(counts["total_concreteness"], but_names),
        "packing": ratio(counts["n_packing"], counts["n_words"]),
        "sentence_length": np.log(length),
    }


def contributions(counts: Counts) -> Mapping[str, Floats]:
    """Tell how many points each feature adds to, or takes off, a typical piece of news.

    Difficulty depends on their sum alone. Near 50 a point is a point of difficulty; towards 0 and
    100 it is less.

    Parameters
    ----------
    counts : mapping of str to array
        What :func:`count` gives, with ``n_words``; one number a unit.

    Examples
    --------
    >>> from mediakit.corpus import read_corpus
    >>> from mediakit.vocabulary import Vocabulary
    >>> corpus = read_corpus(["The dog ran to the door."], Vocabulary())
    >>> points = contributions({**count(corpus), "n_words": np.array([6.0])})
    >>> {name: int(value[0]) for name, value in points.items() if value[0] < -15}
    {'abstract': -31, 'sentence_length': -15}
    """
    values = features(counts)
    return {f.name: f.points * (values[f.name] - f.mean) / f.standard_deviation for f in FEATURES}


def on_the_scale(points: Floats) -> Floats:
    """Bend a sum of points to the scale from 0 to 100.

    >>> on_the_scale(np.array([-50.0, 0.0, 1.0, 10.0, 50.0])).round(1).tolist()
    [11.9, 50.0, 51.0, 59.9, 88.1]
    """
    return np.asarray(50 + 50 * np.tanh(points / 50), dtype=np.float64)


def score(counts: Counts) -> Mapping[str, Floats]:
    """Give the columns that the codebook describes."""
    n_rare, values = counts["n_rare_words"], features(counts)
    return {
        "n_rare_words": n_rare,
        "rare_word_share": ratio(n_rare, counts["n_words"]),
        "mean_word_rarity": values["rarity"],
        "concrete_share": 1 - values["abstract"],
        "difficulty": on_the_scale(np.sum([*contributions(counts).values()], axis=0)),
    }


_FREQUENCIES = "Speer, R. (2022). wordfreq 3.0. doi:10.5281/zenodo.7199437"
_LIMITS = "Common words in a technical sense count as common."

_COLUMNS: dict[str, Column] = {
    "n_rare_words": Column(
        f"How many words, names left out, are no forms of the {COMMON_WORDS:,} most frequent.",
        unit="words",
        low=0.0,
        reference=_FREQUENCIES,
        caveat=_LIMITS,
    ),
    "rare_word_share": Column(
        f"Share of words that are no names and no forms of the {COMMON_WORDS:,} most frequent.",
        unit="share of words",
        low=0.0,
        high=1.0,
        direction="higher is harder",
        formula="n_rare_words / n_words",
        reference=_FREQUENCIES,
        caveat=_LIMITS,
    ),
    "mean_word_rarity": Column(
        "How rare content words are on average: 4 is once in ten thousand words of English.",
        unit="log10 of words per occurrence",
        low=0.0,
        high=6.31,
        direction="higher is harder",
        formula="mean of 6 - log10(occurrences per million words), over content words",
        reference=_FREQUENCIES,
        caveat=_LIMITS,
    ),
    "concrete_share": Column(
        "Share of content words, names left out, whose meaning can be seen or touched.",
        unit="share of content words",
        low=0.0,
        high=1.0,
        direction="higher is easier",
        formula="mean over words of the share of their uses under WordNet's concrete headings",
        reference="Fellbaum, C. (1998). WordNet: An electronic lexical database. MIT Press.",
        caveat="Told from the word, not from the sentence it stands in.",
    ),
    "difficulty": Column(
        "How hard the text is to read, by its words and sentences; 50 is typical of news.",
        unit="0 to 100; nine in ten passages of news lie between 34 and 65",
        low=0.0,
        high=100.0,
        direction="higher is harder",
        formula="50 + 50 tanh(points / 50), where points = "
        + " + ".join(
            f"{f.points:g} ({f.name} - {f.mean:g}) / {f.standard_deviation:g}" for f in FEATURES
        ),
        reference="mediakit. Equal weights: Dawes, R. M. (1979). The robust beauty of improper "
        "linear models in decision making. American Psychologist, 34(7), 571-582.",
        caveat="Says nothing of how ideas are connected or what a reader knows of the subject. "
        "Of a single sentence it is a rough guide.",
    ),
}

DIFFICULTY = Measure(
    name="difficulty",
    columns=_COLUMNS,
    count=count,
    score=score,
    find=find_rare,
    undefined={
        **dict.fromkeys([*NO_ENGLISH_TEXT, NUMERALS, CAPITALS], ()),
        LINES: ["difficulty"],
    },
)
