"""Keywords: the terms that set an article apart from others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, starmap

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.counting import repeat
from mediakit.measures.measure import Matches, Measure
from mediakit.measures.terms import Terms, find_terms
from mediakit.measures.word_forms import SAINTS, per_million, without_possessive
from mediakit.tokenising import Shape

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOP, LONGEST = 10, 3  # terms an article, words a term
ARTICLE_WORDS = 500  # how long an article of general English is taken to be
PRIOR_ARTICLES = 100  # for how many articles general English counts beside a background
LEAST_SURPRISE = 0.05  # of a word that stands in every article
MOST_LETTERS = 12
EARLY_WORDS = 40
NO_NOUN = 0.5

_ACRONYM_LETTERS = 5  # longer words in capitals are words, if the article opens with them
_OPENING = 20  # tokens: where datelines and headlines are


@dataclass(frozen=True)
class Background:
    """In how many articles words occur: some counted, and general English beside them.

    Attributes
    ----------
    n_articles : int
        How many articles were counted.
    with_word : mapping of str to int
        How many of them have each base form.
    own : bool
        Whether the articles that are scored are among them: each is then held against the others.
    """

    n_articles: int = 0
    with_word: Mapping[str, int] = field(default_factory=dict)
    own: bool = False

    def surprise(self, bases: Sequence[str]) -> Floats:
        """How surprising each word is in an article, in nats: less where many articles have it.

        Notes
        -----
        -ln((n + 100 p) / (N + 100)): n of the N other articles have the word, and an article of
        500 words of general English has it with probability p = 1 - exp(-500 f), where f is its
        share of all words. It is the inverse document frequency of Sparck Jones (1972), with
        general English as 100 articles that one has read before.

        Examples
        --------
        >>> Background().surprise(["zorblat", "ferry"]).round(1).tolist()
        [8.3, 5.1]
        >>> Background(n_articles=50, with_word={"ferry": 20}).surprise(["ferry"]).round(1).tolist()
        [2.0]
        """
        often = np.array([per_million(base) for base in bases], dtype=np.float64)
        general = 1 - np.exp(-often * ARTICLE_WORDS / 1e6)
        with_word = np.array([self.with_word.get(base, 0) for base in bases], dtype=np.float64)
        n_others = float(self.n_articles)
        if self.own:
            with_word, n_others = np.maximum(with_word - 1, 0), max(n_others - 1, 0)
        share = (with_word + PRIOR_ARTICLES * general) / (n_others + PRIOR_ARTICLES)
        return np.asarray(np.maximum(-np.log(np.minimum(share, 1)), LEAST_SURPRISE))


GENERAL_ENGLISH = Background()


def score_terms(terms: Terms, corpus: Corpus, background: Background = GENERAL_ENGLISH) -> Floats:
    """Score the terms of a corpus: higher says more of what its article is about.

    Notes
    -----
    The score is the product of

    - frequency: c^2 / (c + 1), c the occurrences, those inside a longer term counting half (after
      the C-value; Frantzi, Ananiadou and Mima 2000, 10.1007/s007999900023). A single occurrence
      tells little;
    - surprise: the mean over its words of :meth:`Background.surprise` (inverse document
      frequency; Sparck Jones 1972, 10.1108/eb026526);
    - length: mean letters of its words, no more than 12 (longer words carry more information;
      Piantadosi, Tily and Gibson 2011, 10.1073/pnas.1012551108);
    - position: (40 / (40 + b))^(1/3), b the words before its first occurrence (news puts first
      what matters; as in KEA, Witten et al. 1999, 10.1145/313238.313437);
    - one half if its last word is no noun;

    divided by the number of its words ("of" doesn't count). The constants were set by trial on
    half of a set of news with keywords by readers (500N-KPCrowd), and checked on the other half.
    """
    telling = np.array([*(base != "of" for base in terms.bases), False], dtype=bool)
    counts = (terms.words >= 0) & telling[terms.words]
    n_words = counts.sum(axis=1)

    def mean(of_bases: Floats) -> Floats:
        of_words = np.append(of_bases, 0.0)[terms.words]
        return np.asarray((of_words * counts).sum(axis=1) / n_words, dtype=np.float64)

    letters = np.array([_letters(base) for base in terms.bases], dtype=np.float64)
    before = terms.first[terms.edges[:-1]] - corpus.articles[terms.article]
    frequency = terms.weighted_count**2 / (terms.weighted_count + 1)
    position = np.cbrt(EARLY_WORDS / (EARLY_WORDS + before))
    noun = np.where(terms.noun_share >= 0.5, 1.0, NO_NOUN)
    surprise = mean(background.surprise(terms.bases))
    return np.asarray(frequency * surprise * mean(letters) * position * noun / n_words)


def _letters(base: str) -> int:
    """Letters of the longest part of a hyphenated word."""
    return min(max(map(len, base.split("-"))), MOST_LETTERS)


def best_terms(terms: Terms, score: Floats, top: int = TOP) -> Ints:
    """Rows of the terms that score highest in each article: by article, best first."""
    row = np.arange(len(terms))  # terms stand in the order of their first occurrence
    row = row[np.lexsort((row, -score, terms.article))]
    article = terms.article[row]
    rank = np.arange(len(row)) - np.searchsorted(article, article)
    return row[rank < top]


def first_in_full(terms: Terms, row: int) -> int:
    """Place in `first` of a term's first occurrence with all its words: no surname alone."""
    n_words = int((terms.words[row] >= 0).sum())
    occurrences = slice(terms.edges[row], terms.edges[row + 1])
    in_full = terms.last[occurrences] - terms.first[occurrences] + 1 == n_words
    return int(terms.edges[row] + np.argmax(in_full))


def cores(shapes: Sequence[Shape]) -> NDArray[np.object_]:
    """Each type as it is written, without punctuation around it; initials keep their stop."""
    written = np.empty(len(shapes), dtype=object)
    written[:] = [
        core + "." if trail[:1] == "." and _is_abbreviated(core) else core
        for _, core, trail, _ in shapes
    ]
    return written


def _is_abbreviated(core: str) -> bool:
    return "." in core or len(core) == 1 or core in SAINTS


def as_written(terms: Terms, rows: Ints, corpus: Corpus) -> list[str]:
    """How articles write terms most often: names with capitals, other words without.

    The base form counts twice, so that it is preferred unless it is rare beside other forms.
    """
    n_words = (terms.words[rows] >= 0).sum(axis=1)
    places, size = _occurrences(terms, rows)
    of = repeat(np.arange(len(rows)), size)
    first, length = terms.first[places], terms.last[places] - terms.first[places] + 1
    usable = (length == n_words[of]) & (~terms.named[rows][of] | terms.named_tokens[first])
    of, first, length = of[usable], first[usable], length[usable]
    early = first - corpus.articles[terms.article[rows]][of] < _OPENING
    token = repeat(first - np.cumsum(length) + length, length) + np.arange(length.sum())
    of_words = zip(
        corpus.vocabulary.fact(cores)[corpus.tokens[token]],
        terms.named_tokens[token].tolist(),
        repeat(early, length).tolist(),
        strict=True,
    )
    written = starmap(_with_capitals, of_words)
    last_base = [terms.bases[number] for number in terms.words[rows, n_words - 1]]
    forms: list[Counter[str]] = [Counter() for _ in rows]
    for row, n in zip(of.tolist(), length.tolist(), strict=True):
        *before, last = islice(written, n)
        last = without_possessive(last)
        forms[row][" ".join([*before, last])] += 2 if last == last_base[row] else 1
    return [
        max(counts, key=lambda form: (counts[form], form.endswith(base)))  # else the earlier
        for counts, base in zip(forms, last_base, strict=True)
    ]


def _occurrences(terms: Terms, rows: Ints) -> tuple[Ints, Ints]:
    """Places of all occurrences of some terms in `first` and `last`; and how many each has."""
    size = terms.count[rows]
    return repeat(terms.edges[rows] - np.cumsum(size) + size, size) + np.arange(size.sum()), size


def _with_capitals(core: str, name: bool, early: bool) -> str:
    if core.islower():
        return core
    if core.isupper() and len(core) > _ACRONYM_LETTERS and early and core.isalpha():
        core = core.capitalize()  # a dateline
    mixed = len(core) > 1 and not core[1:].islower() and not core.islower()
    return core if name or mixed else core.lower()


def find_keywords(corpus: Corpus) -> Matches:
    """Every occurrence of each article's ten best terms: `label` is the term, `weight` its score.

    Scored against general English alone, so that they depend on nothing but the article.
    """
    terms = find_terms(corpus, LONGEST)
    score = score_terms(terms, corpus)
    rows = best_terms(terms, score, TOP)
    places, size = _occurrences(terms, rows)
    written = np.array([*as_written(terms, rows, corpus), ""], dtype=object)[:-1]
    order = np.lexsort((-terms.last[places], terms.first[places]))
    places = places[order]
    return Matches(
        first=terms.first[places],
        last=terms.last[places],
        label=repeat(written, size)[order],
        weight=repeat(score[rows], size)[order],
    )


KEYWORDS = Measure(
    name="keywords", columns={}, count=lambda _: {}, score=lambda _: {}, find=find_keywords
)
