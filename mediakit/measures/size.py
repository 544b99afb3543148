"""How much text there is, and what kind: what every other measure rests on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.measures import prose
from mediakit.measures.measure import Column, Counts, Measure

FEW_WORDS = 100


def _count(corpus: Corpus) -> Counts:
    return {
        "n_words": corpus.n_words,
        "n_sentences": np.ones(corpus.n_sentences),
        **prose.count(corpus),
    }


def _score(counts: Counts) -> Mapping[str, NDArray[np.float64]]:
    return {"n_words": counts["n_words"], "n_sentences": counts["n_sentences"]}


def _caution(counts: Counts) -> Mapping[str, NDArray[np.bool_]]:
    n_words = counts["n_words"]
    return {
        "no words": n_words == 0,
        **prose.kinds(counts),
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
