"""Terms: stretches of one to three words that could say what an article is about.

Candidates are single words, names, and phrases that an article repeats. No candidate crosses
punctuation, a sentence or a quotation mark; none begins or ends with a function word or numeral.
Which of two terms that share words is kept depends on the article alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.counting import bincount
from mediakit.measures.term_candidates import (
    Bools,
    Ints,
    Occurrences,
    Parts,
    base_numbers,
    numbered,
    occurrences,
    word_parts,
)

NEARLY_ALWAYS = 0.7  # of a term's occurrences inside a longer one: then it is left out
HARDLY_EVER = 0.3  # a phrase that covers less of each of its words is left out
OVERSHADOWED = 3  # a name whose beginning stands alone this often is left out
NESTED = 0.5  # what an occurrence inside a longer term counts

# "The House" is not the White House, "Korea" neither North nor South
_NO_FORENAMES = frozenset(
    """white black red green new old north south east west northern southern eastern western
    central united great greater grand saint st san santa los las el la le fort mount
    lake""".split()
)
# Parties and peoples: "Ohio Republicans" are not all that are meant by "Republicans"
_NO_SURNAMES = frozenset(
    """republican democrat democratic conservative liberal labour american british english french
    german russian chinese israeli palestinian iranian european""".split()
)


@dataclass(frozen=True)
class Terms:
    """Terms of the articles of a corpus, in the order of articles and first occurrences.

    Attributes
    ----------
    article : array of int
        The article that each term belongs to.
    count : array of int
        How often the term occurs there, in all its forms.
    weighted_count : array of float
        The same, occurrences inside a longer term counting half.
    named : array of bool
        Whether it is a name: whether most occurrences are.
    noun_share : array of float
        Share of the occurrences whose last word can be a noun.
    words : array of int, one row a term
        Numbers of its base forms in `bases`; -1 where it has fewer words.
    first, last : array of int
        First and last token of each occurrence, term by term, in text order.
    edges : array of int, one longer than the number of terms
        Where the occurrences of each term begin in `first` and `last`.
    named_tokens : array of bool
        Whether each token of the corpus is part of a name.
    bases : list of str
        Base forms.
    """

    article: Ints
    count: Ints
    weighted_count: NDArray[np.float64]
    named: Bools
    noun_share: NDArray[np.float64]
    words: Ints
    first: Ints
    last: Ints
    edges: Ints
    named_tokens: Bools
    bases: list[str]

    def __len__(self) -> int:
        return len(self.article)


def find_terms(corpus: Corpus, longest: int = 3) -> Terms:
    """Find the terms of each article, with their occurrences.

    Parameters
    ----------
    corpus : Corpus
        The articles.
    longest : int
        The most words that a term may have.

    Notes
    -----
    Candidates of several words are names in full and phrases that occur twice. Of a candidate
    and one inside it, the shorter is left out where it nearly always stands inside the longer, and
    the longer where it hardly ever is what its words stand in (the idea of the C-value, Frantzi,
    Ananiadou and Mima 2000). A surname alone counts as the name in full that ends with it;
    where several do, as the one that the article has most often.
    """
    base, bases = base_numbers(corpus)
    parts = word_parts(corpus, base)
    article = np.searchsorted(corpus.articles, np.arange(len(base)), side="right") - 1
    found = occurrences(parts, article, longest, bases)
    found, surnames = _with_surnames(found, parts, article, bases)
    size = (longest + 1, len(base))
    keep = _kept(found, surnames, size)
    half = _half_counted(found, keep, parts, size)
    return _as_terms(found, keep, half, parts, article, bases)


def _with_surnames(
    found: Occurrences, parts: Parts, article: Ints, bases: list[str]
) -> tuple[Occurrences, Ints]:
    """Count a surname that stands alone as the name in full; also give the surnames' numbers."""
    number = {base: i for i, base in enumerate(bases)}
    no_forename = [number[b] for b in _NO_FORENAMES if b in number]
    no_surname = [number[b] for b in _NO_SURNAMES if b in number]
    end = found.first + found.length - 1
    several = (found.length > 1) & found.named
    whole = found.in_groups(several & found.whole_name) > 0
    full = np.flatnonzero(several & whole[found.group])
    full = full[~np.isin(parts.base[found.first[full]], no_forename)]
    full = full[~np.isin(parts.base[end[full]], no_surname) & ~parts.plural[end[full]]]
    full = full[parts.base[end[full] - 1] != number.get("of", -1)]
    inside = np.zeros(len(parts.base), dtype=bool)
    for n in range(2, int(found.length.max(initial=1)) + 1):
        starts = found.first[several & (found.length == n)]
        for step in range(n):
            inside[starts + step] = True
    alone = np.flatnonzero((found.length == 1) & found.named & ~inside[found.first])

    # of several names in full with one surname, the one that occurs most, else that comes first
    key = article[end] * (len(bases) + 1) + parts.base[end]
    often = found.in_groups(several)[found.group[full]]
    full = full[np.lexsort((found.first[full], -often, key[full]))]
    keys, owner = np.unique(key[full], return_index=True)
    moves = alone[np.isin(key[alone], keys)]
    group = found.group.copy()
    group[moves] = found.group[full[owner[np.searchsorted(keys, key[moves])]]]
    return replace(found, group=group), np.unique(found.group[moves])


def _nested(found: Occurrences, group_at: NDArray[np.int64]) -> tuple[Ints, Ints, Bools]:
    """Pairs of a candidate and one inside it, one an occurrence; whether it begins the longer."""
    longer, shorter, prefix = [], [], []
    for n in range(2, len(group_at)):
        rows = np.flatnonzero(found.length == n)
        for m in range(1, n):
            for step in range(n - m + 1):
                within = group_at[m, found.first[rows] + step]
                there = within >= 0
                longer.append(found.group[rows[there]])
                shorter.append(within[there])
                prefix.append(np.full(int(there.sum()), step == 0))
    if not longer:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none.astype(bool)
    return np.concatenate(longer), np.concatenate(shorter), np.concatenate(prefix)


def _kept(found: Occurrences, surnames: Ints, size: tuple[int, int]) -> Bools:
    """Which candidates are terms: of two that share words, often only one."""
    count, n_words = found.count, found.n_words
    named = 2 * found.in_groups(found.named) > count
    group_at = np.full(size, -1, dtype=np.int64)
    group_at[found.length, found.first] = found.group
    longer, shorter, begins = _nested(found, group_at)
    pair, n_pairs = numbered(longer * (found.n_groups + 1) + shorter)
    inside = bincount(pair, minlength=n_pairs)
    _, one = np.unique(pair, return_index=True)
    longer, shorter, begins = longer[one], shorter[one], begins[one]
    outside = count[shorter] - inside

    keep = count > 0
    keep[surnames[named[surnames]]] = False  # what is left of them stands in other names
    best = np.zeros(found.n_groups)
    np.maximum.at(best, longer, inside / count[shorter])
    keep &= named | (n_words == 1) | (best >= HARDLY_EVER)
    begins &= named[longer] & named[shorter]
    keep[longer[begins & (outside >= OVERSHADOWED * count[longer])]] = False
    # a forename alone, now and then
    begins &= keep[longer] & (n_words[shorter] == 1) & (outside * OVERSHADOWED <= count[longer])
    keep[shorter[begins]] = False
    absorbed = keep[longer] & (inside >= NEARLY_ALWAYS * count[shorter])
    keep[shorter[absorbed & (n_words[shorter] < n_words[longer])]] = False
    return keep


def _half_counted(found: Occurrences, keep: Bools, parts: Parts, size: tuple[int, int]) -> Bools:
    """Tell which occurrences stand inside a longer term, or as a title before a name."""
    covered = np.zeros(size, dtype=bool)
    covered[1] = parts.title
    for n in range(2, size[0]):
        starts = found.first[(found.length == n) & keep[found.group]]
        for m in range(1, n):
            for step in range(n - m + 1):
                covered[m, starts + step] = True
    return np.asarray(covered[found.length, found.first])


def _as_terms(
    found: Occurrences, keep: Bools, half: Bools, parts: Parts, article: Ints, bases: list[str]
) -> Terms:
    """Put the candidates that are kept in the order of their first occurrences."""
    n_words, count = found.n_words, found.count
    lead = np.full(found.n_groups, len(article), dtype=np.int64)
    np.minimum.at(lead, found.group, found.first)
    groups = np.flatnonzero(keep)
    groups = groups[np.lexsort((-n_words[groups], lead[groups]))]
    rank = np.full(found.n_groups, -1, dtype=np.int64)
    rank[groups] = np.arange(len(groups))
    rows = np.flatnonzero(keep[found.group])
    rows = rows[np.lexsort((found.first[rows], rank[found.group[rows]]))]

    in_full = found.length == n_words[found.group]
    noun_share = found.in_groups(found.noun & in_full) / np.maximum(found.in_groups(in_full), 1)
    example = np.zeros(found.n_groups, dtype=np.int64)
    example[found.group[in_full]] = found.first[in_full]
    words = np.full((len(groups), int(n_words.max(initial=1))), -1, dtype=np.int64)
    for step in range(words.shape[1]):
        has = n_words[groups] > step
        words[has, step] = parts.base[example[groups[has]] + step]
    return Terms(
        article=article[lead[groups]],
        count=count[groups],
        weighted_count=(count - NESTED * found.in_groups(half))[groups],
        named=(2 * found.in_groups(found.named) > count)[groups],
        noun_share=noun_share[groups],
        words=words,
        first=found.first[rows],
        last=found.first[rows] + found.length[rows] - 1,
        edges=np.append(0, np.cumsum(count[groups])),
        named_tokens=parts.named,
        bases=bases,
    )
