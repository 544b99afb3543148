"""Syllables of words that the dictionary lacks, beside words that it has, held out."""

from __future__ import annotations

from functools import cache

import numpy as np

from mediakit.syllable_patterns import count_syllables_by_pattern, vowel_groups
from mediakit.syllables import known_words

from ..making.syllable_tables import fit_patterns, letters_only
from .judging import Check, Judged, Other, share

UNSEEN = 3_000
# What is shipped learns from all words; a third of them takes seconds, and loses half a point.
SEEN = 40_000


@cache
def _words() -> tuple[list[str], list[str]]:
    """Random words to be told, and others to learn from."""
    words = letters_only(known_words())
    order = np.random.default_rng(0).permutation(len(words))
    words = [words[i] for i in order]
    return words[:UNSEEN], words[UNSEEN : UNSEEN + SEEN]


def _judge(counts: list[int]) -> Judged:
    unseen, _ = _words()
    known = known_words()
    return share([count == known[word] for word, count in zip(unseen, counts, strict=True)])


def _ours() -> Judged:
    unseen, others = _words()
    weights = fit_patterns(others, [known_words()[word] for word in others])
    return _judge(count_syllables_by_pattern(unseen, weights).tolist())


def _pyphen() -> Judged:
    from pyphen import Pyphen

    places = Pyphen(lang="en_US").positions
    return _judge([len(places(word)) + 1 for word in _words()[0]])


CHECKS = (
    Check(
        "n_syllables",
        "CMUdict, words held out",
        "share right",
        _ours,
        (
            Other("pyphen", _pyphen),
            Other("groups of vowel letters", lambda: _judge([*map(vowel_groups, _words()[0])])),
        ),
        needs_folder=False,
    ),
)
