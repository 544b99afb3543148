"""How much text there is, and whether it is English: what every other measure rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.lexicons import word_class
from mediakit.measures.measure import Column, Counts, Measure, ratio

FEW_WORDS = 100
LAST_LATIN = "\u024f"  # letters beyond it are of another script


def language_words(words: Sequence[str]) -> NDArray[np.float64]:
    """Three columns: function word of English, of another language, word in another script."""
    english = word_class("function_words", "English")
    other = word_class("function_words", "other languages")
    return np.array(
        [
            [word in english for word in words],
            [word in other for word in words],
            [word[:1] > LAST_LATIN for word in words],
        ],
        dtype=np.float64,
    ).T


def _count(corpus: Corpus) -> Counts:
    per_type = corpus.vocabulary.word_fact(language_words, corpus.types)
    english, other, script = corpus.sums(per_type).T
    return {
        "n_words": corpus.n_words,
        "n_sentences": np.ones(corpus.n_sentences),
        "n_english_function_words": english,
        "n_other_function_words": other,
        "n_words_in_other_script": script,
    }


def _score(counts: Counts) -> Mapping[str, NDArray[np.float64]]:
    return {"n_words": counts["n_words"], "n_sentences": counts["n_sentences"]}


def _caution(counts: Counts) -> Mapping[str, NDArray[np.bool_]]:
    n_words = counts["n_words"]
    english = ratio(counts["n_english_function_words"], n_words)
    other = ratio(counts["n_other_function_words"], n_words)
    script = ratio(counts["n_words_in_other_script"], n_words)
    not_english = (script > 0.5) | (other > english) | ((n_words >= 25) & (english < 0.06))
    return {
        "no words": n_words == 0,
        "probably not English": not_english,
        f"fewer than {FEW_WORDS} words": (n_words > 0) & (n_words < FEW_WORDS),
    }


SIZE = Measure(
    name="size",
    columns={
        "n_words": Column(
            "How many words the text has; numerals count, links and lone marks do not.",
            unit="words",
            low=0,
            caveat="A hyphenated word, a contraction and an abbreviation count as one.",
        ),
        "n_sentences": Column(
            "How many sentences the text has.",
            unit="sentences",
            low=0,
            caveat="Of a voice it counts each sentence in which that voice speaks, also in part.",
        ),
    },
    count=_count,
    score=_score,
    caution=_caution,
)
