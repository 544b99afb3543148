"""How rare, how bookish and how abstract a word is: facts of types that difficulty rests on.

A word is as frequent as all forms of its base form together: "protested" as common as "protest".
Frequencies in English at large come from ``background_english.tsv``; ``difficulty_words.tsv`` adds
those in conversation, and concreteness.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from mediakit import lexicons
from mediakit.corpus import Corpus
from mediakit.measures.measure import Matches
from mediakit.measures.names import names_and_acronyms
from mediakit.measures.word_forms import base_form, per_million, without_possessive
from mediakit.spelling import spelling
from mediakit.tokenising import Frame
from mediakit.vocabulary import among

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
    return WordFacts(*_facts([word])[0].tolist())


def _facts(words: Sequence[str]) -> NDArray[np.float64]:
    """Rows of :class:`WordFacts`; each distinct part of words is looked up once."""
    parts = [_parts(word) for word in words]
    distinct = {part: row for row, part in enumerate(dict.fromkeys(chain.from_iterable(parts)))}
    bases = [*map(base_form, distinct)]
    table, none = _talk_and_concreteness(), (0.0, 0.0)
    talk, concrete = np.array([table.get(base, none) for base in bases]).reshape(-1, 2).T
    often = np.array([*map(per_million, bases)])
    of_parts = np.column_stack([rarity(often), rarity(talk), concrete])
    of_parts = of_parts[[distinct[part] for part in chain.from_iterable(parts)]]
    edges = np.cumsum([0, *map(len, parts)])
    rarest = np.maximum.reduceat(of_parts[:, :2], edges[:-1])
    return np.column_stack([rarest, of_parts[edges[1:] - 1, 2]])


def _parts(word: str) -> list[str]:
    bare = without_possessive(word)
    if "-" not in word:
        return [bare or word]
    return [part for part in bare.split("-") if part] or [word]


@overload
def rarity(times_per_million: float) -> float: ...
@overload
def rarity(times_per_million: NDArray[np.float64]) -> NDArray[np.float64]: ...
def rarity(times_per_million: float | NDArray[np.float64]) -> float | NDArray[np.float64]:
    """Turn frequencies into how rare that is.

    >>> rarity(1000).item(), rarity(1).item(), rarity(0).round(1).item()
    (3.0, 6.0, 6.3)
    """
    return 6 - np.log10(np.maximum(times_per_million, RAREST))


@cache
def rare_from() -> float:
    """How rare the rarest of the common words is; rarer words are rare words.

    >>> 10 ** rare_from() // 1_000  # once in so many thousand words
    93.0
    """
    table = lexicons.rows("background_english")
    by_base = {row["base"]: float(row["per_million"]) for row in table if row["name"] == "0"}
    return float(rarity(sorted(by_base.values(), reverse=True)[COMMON_WORDS - 1]))


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
    content = ~among(words, _no_content()) & ~spelling(words).having(".")
    for place in np.flatnonzero(content & ~spelling(words).letters_alone).tolist():
        content[place] = words[place][:1].isalpha()
    return content


def content_facts(words: Sequence[str]) -> NDArray[np.float64]:
    """Three columns, those of :class:`WordFacts`; zero for what is no content word."""
    facts = np.zeros((len(words), 3))
    content = np.flatnonzero(is_content(words))
    if len(content):
        facts[content] = _facts([words[place] for place in content.tolist()])
    return facts


def packs(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word packs more into its sentence.

    Prepositions, relative pronouns, formal adverbs (``difficulty_classes.tsv``) and figures do.
    """
    classes = ("prepositions", "relative pronouns", "formal adverbs")
    packing = frozenset().union(*(lexicons.word_class("difficulty_classes", c) for c in classes))
    return among(words, packing) | spelling(words).beginning_with_digit


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
