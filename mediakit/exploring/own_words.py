"""Word lists of the reader's own: words to count besides, and words not to count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.linguistics.term_counts import word_tokens
from mediakit.linguistics.term_matching import Term, find_term, read_term
from mediakit.measures.measure import Column, Counts, Matches, Measure, ratio
from mediakit.tokenising import shape, tokens

OWN = "your words"

#: Measures that count single matches, and what their matches are called.
COUNTED: Mapping[str, str] = {
    "readability": "Unfamiliar words",
    "sentiment": "Words with a tone",
    "hedging": "Hedges",
    "boosting": "Boosters",
    "loaded": "Loaded words and marks",
}


def own_measure(words: Sequence[str]) -> Measure:
    """Make a measure that counts a reader's own words.

    Of two that overlap counts the one that begins first, and of those the longer one.

    Examples
    --------
    >>> import mediakit as mk
    >>> measure = own_measure(["minist*", "the minister"])
    >>> mk.evidence("The minister met other ministers.", measure)["text"].tolist()
    ['The minister', 'ministers']
    """
    terms = [read_term(word) for word in words]

    def find(corpus: Corpus) -> Matches:
        return _found(corpus, terms)

    def count(corpus: Corpus) -> Counts:
        return {"n_own_words": corpus.count_at(corpus.once(find).first)}

    def score(counts: Counts) -> Mapping[str, NDArray[np.float64]]:
        n = counts["n_own_words"]
        per_100 = ratio(n, counts["n_words"], times=100)
        return {"n_own_words": n, "own_words_per_100_words": per_100}

    return Measure(
        name=OWN,
        columns={
            "n_own_words": Column(
                "How often the words and phrases of your own list occur.",
                unit="matches",
                low=0.0,
                caveat="A list finds words, not what is meant by them.",
            ),
            "own_words_per_100_words": Column(
                "How many of your own words and phrases there are to a hundred words.",
                unit="per 100 words",
                low=0.0,
                formula="100 * n_own_words / n_words",
            ),
        },
        count=count,
        score=score,
        find=find,
    )


OWN_NUMBERS: Mapping[str, str] = {
    "n_own_words": "Words of your own list",
    "own_words_per_100_words": "Words of your own list per 100 words",
}


def _found(corpus: Corpus, terms: Sequence[Term]) -> Matches:
    at = word_tokens(corpus)
    candidates = [
        (first, last, term.written)
        for term in terms
        for first, last in at[np.column_stack(find_term(corpus, term))].tolist()
    ]
    kept: list[tuple[int, int, str]] = []
    for first, last, written in sorted(candidates, key=lambda c: (c[0], -c[1])):
        if not kept or first > kept[-1][1]:
            kept.append((first, last, written))
    return Matches(
        np.array([first for first, _, _ in kept], dtype=np.int64),
        np.array([last for _, last, _ in kept], dtype=np.int64),
        np.array([written for _, _, written in kept], dtype=object),
        np.ones(len(kept)),
    )


@dataclass(frozen=True)
class Tally:
    """How many matches of a measure there are, and how many of them a reader leaves out.

    Attributes
    ----------
    measure : str
        A key of :data:`COUNTED`.
    n, n_left_out : int
        Matches, and those among them that are left out.
    n_words : float
        Words of the text.
    """

    measure: str
    n: int
    n_left_out: int
    n_words: float

    @property
    def per_100_words(self) -> tuple[float, float]:
        """Matches to a hundred words, with all and without those left out."""
        if not self.n_words:
            return float("nan"), float("nan")
        return 100 * self.n / self.n_words, 100 * (self.n - self.n_left_out) / self.n_words


def is_left_out(evidence: pd.DataFrame, words: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which rows of evidence a reader leaves out: matches that are just these words.

    Examples
    --------
    >>> table = pd.DataFrame({"text": ["May", "may well", "might"], "measure": "hedging"})
    >>> is_left_out(table, ["may"]).tolist()
    [True, False, False]
    """
    terms = [read_term(word) for word in words]
    out = {
        text
        for text, own in _words_of_matches(evidence).items()
        if any(_is(term, own) for term in terms)
    }
    return np.array([text in out for text in evidence["text"]], dtype=bool) & _counted(evidence)


def made_unreadable(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Put an x for each letter of some passages: as many words as before, but none that counts.

    Examples
    --------
    >>> made_unreadable("Perhaps they may.", [(0, 7), (13, 16)])
    'Xxxxxxx they xxx.'
    """
    letters = list(text)
    for start, end in spans:
        for place in range(start, end):
            if letters[place].isalpha():
                letters[place] = "X" if letters[place].isupper() else "x"
    return "".join(letters)


def never_found(evidence: pd.DataFrame, words: Sequence[str]) -> list[str]:
    """List the words that no match is made of: there is nothing to leave out."""
    matches = _words_of_matches(evidence).values()
    return [word for word in words if not any(_is(read_term(word), own) for own in matches)]


def tallies(evidence: pd.DataFrame, left_out: NDArray[np.bool_], n_words: float) -> list[Tally]:
    """Count the rows of evidence by measure, with and without those left out."""
    measure = evidence["measure"].to_numpy(dtype=object)
    return [
        Tally(name, int((measure == name).sum()), int(left_out[measure == name].sum()), n_words)
        for name in COUNTED
        if (measure == name).any()
    ]


def _words_of_matches(evidence: pd.DataFrame) -> dict[str, list[str]]:
    """Take the text of each distinct match apart into its words, as texts are."""
    distinct = dict.fromkeys(evidence.loc[_counted(evidence), "text"])
    return {
        text: [
            word for chunk in text.split() for part in tokens(chunk) if (word := shape(part).word)
        ]
        for text in distinct
    }


def _counted(evidence: pd.DataFrame) -> NDArray[np.bool_]:
    return np.array([measure in COUNTED for measure in evidence["measure"]], dtype=bool)


def _is(term: Term, words: Sequence[str]) -> bool:
    return len(words) == len(term.words) and all(
        is_word(word) for is_word, word in zip(term.words, words, strict=True)
    )
