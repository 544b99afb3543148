"""How rare, how bookish and how abstract a word is: facts of types that difficulty rests on.

A word is as frequent as all forms of its base form together: "protested" as common as "protest".
Frequencies in English at large come from ``background_english.tsv``; ``difficulty_words.tsv`` adds
those in conversation, and concreteness.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mediakit import lexicons
from mediakit.corpus import Corpus
from mediakit.measures.measure import Matches
from mediakit.measures.names import names_and_acronyms
from mediakit.measures.word_forms import base_form, per_million, without_possessive
from mediakit.tokenising import Frame

#: A word is rare if it is no form of this many most frequent ones.
COMMON_WORDS = 5_000
#: How often a million words have a word that is too rare for the tables.
RAREST = 0.5

_JOINING = re.compile(r"[;:(\[–—]|--")


class WordFacts(NamedTuple):
    """What the tables say of a content word.

    Attributes
    ----------
    rarity, talk_rarity : float
        The logarithm (base 10) of how many words there are for each time it occurs: 3 is once in a
        thousand words, 6 once in a million. In English at large, and in conversation.
    concrete : float
        Share of its uses that mean something to see or touch, or done with the body.
    """

    rarity: float
    talk_rarity: float
    concrete: float


def word_facts(word: str) -> WordFacts:
    """Look a word up that is in lower case and has straight apostrophes.

    A compound with a hyphen is as rare as its rarest part and as concrete as its last.

    Examples
    --------
    >>> word_facts("houses").rarity < word_facts("moratoriums").rarity
    True
    >>> word_facts("houses").concrete > word_facts("justice").concrete
    True
    """
    if "-" not in word:
        return _facts_of_part(without_possessive(word) or word)
    parts = [part for part in without_possessive(word).split("-") if part] or [word]
    facts = [_facts_of_part(part) for part in parts]
    return WordFacts(
        max(f.rarity for f in facts), max(f.talk_rarity for f in facts), facts[-1].concrete
    )


def _facts_of_part(word: str) -> WordFacts:
    base = base_form(word)
    talk, concrete = _talk_and_concreteness().get(base, (0.0, 0.0))
    return WordFacts(rarity(per_million(base)), rarity(talk), concrete)


def rarity(times_per_million: float) -> float:
    """Turn a frequency into how rare that is.

    >>> rarity(1000), rarity(1), round(rarity(0), 1)
    (3.0, 6.0, 6.3)
    """
    return 6 - math.log10(max(times_per_million, RAREST))


@cache
def rare_from() -> float:
    """How rare the rarest of the common words is; rarer words are rare words.

    >>> 10 ** rare_from() // 1_000  # once in so many thousand words
    93.0
    """
    table = lexicons.rows("background_english")
    by_base = {row["base"]: float(row["per_million"]) for row in table if row["name"] == "0"}
    return rarity(sorted(by_base.values(), reverse=True)[COMMON_WORDS - 1])


@cache
def _talk_and_concreteness() -> dict[str, tuple[float, float]]:
    return {
        row["word"]: (float(row["talk_per_million"]), float(row["concrete"] or 0))
        for row in lexicons.rows("difficulty_words")
    }


@cache
def _no_content() -> frozenset[str]:
    kinds = {"function", "number"}
    return frozenset(r["word"] for r in lexicons.rows("background_edges") if r["kind"] in kinds)


def is_content(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word is a content word: no function word, no number, nothing like p.m."""
    without = _no_content()
    return np.array(
        [w[:1].isalpha() and "." not in w and w not in without for w in words], dtype=bool
    )


def content_facts(words: Sequence[str]) -> NDArray[np.float64]:
    """Three columns, those of :class:`WordFacts`; zero for what is no content word."""
    nothing = (0.0, 0.0, 0.0)
    rows = [
        word_facts(word) if content else nothing
        for word, content in zip(words, is_content(words), strict=True)
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def packs(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word packs more into its sentence.

    Prepositions, relative pronouns, formal adverbs (``difficulty_classes.tsv``) and figures do.
    """
    classes = ("prepositions", "relative pronouns", "formal adverbs")
    packing = frozenset().union(*(lexicons.word_class("difficulty_classes", c) for c in classes))
    return np.array([word in packing or word[:1].isdigit() for word in words], dtype=bool)


def joins(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    """Whether a token carries a mark that does: semicolon, colon, dash or opening bracket."""
    return np.array([_joins(f.lead + f.trail, f.has_core) for f in frames], dtype=bool)


def _joins(marks: str, has_core: bool) -> bool:
    return bool(_JOINING.search(marks)) or (not has_core and marks == "-")


def find_rare(corpus: Corpus) -> Matches:
    """Find rare words that are no names."""
    rare = corpus.vocabulary.fact_of_words(content_facts)[:, 0] > rare_from()
    at = np.flatnonzero(rare[corpus.words] & ~corpus.once(names_and_acronyms))
    label = np.full(len(at), "rare word", dtype=object)
    return Matches(first=at, last=at, label=label, weight=np.ones(len(at)))
