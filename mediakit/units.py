"""Units: the ways in which counts are added up.

Counts are made once a piece: a sentence, or the part of a sentence that one voice speaks. Every
unit is a grouping of pieces, so that no measure has to know of any of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus, has_word
from mediakit.counting import repeat

LEDE_WORDS = 50
VOICES = ("journalist", "quotation")
SECTIONS = ("headline", "lede", "body")


@dataclass(frozen=True)
class Grouping:
    """Which unit each piece of a corpus is added to.

    Attributes
    ----------
    corpus : Corpus
        The corpus to count in; its sentences may be cut into pieces.
    group : array of int
        Number of the unit that each piece belongs to.
    article : array of int
        Number of the article that each unit belongs to.
    level : array or None
        What tells the units of an article apart; None where each article is one unit.
    n_sentences : array of float
        How many sentences begin in each piece; 1 unless sentences are cut.
    """

    corpus: Corpus
    group: NDArray[np.int64]
    article: NDArray[np.int64]
    level: NDArray[np.object_] | NDArray[np.int64] | None
    n_sentences: NDArray[np.float64]


def by_article(corpus: Corpus) -> Grouping:
    """One unit an article, also where it is empty or missing."""
    articles = np.arange(len(corpus.texts))
    return Grouping(corpus, corpus.article_of_sentence, articles, None, _whole(corpus))


def by_sentence(corpus: Corpus) -> Grouping:
    """One unit a sentence, numbered from 0 in each article."""
    article = corpus.article_of_sentence
    return Grouping(
        corpus, np.arange(len(article)), article, _number_within(article), _whole(corpus)
    )


def by_paragraph(corpus: Corpus) -> Grouping:
    """One unit a paragraph, numbered from 0 in each article."""
    pairs = np.column_stack([corpus.article_of_sentence, corpus.paragraph_of_sentence])
    units, group = np.unique(pairs, axis=0, return_inverse=True)
    return Grouping(corpus, group.reshape(-1), units[:, 0], units[:, 1], _whole(corpus))


def by_section(corpus: Corpus) -> Grouping:
    """Two units an article: lede and body. The headline is read on its own.

    The lede is the first paragraph; where that is longer, its sentences up to the one that
    reaches 50 words, and where it is shorter than 10 words (a dateline, a subhead), the
    paragraphs up to the one that reaches them.
    """
    words = corpus.n_words
    article = corpus.article_of_sentence
    total = np.cumsum(words) - words
    first = np.searchsorted(article, np.arange(len(corpus.texts)))
    before = total - np.append(total, 0)[first][article]
    paragraph = corpus.paragraph_of_sentence
    paragraph_start = np.append(
        True, (paragraph[1:] != paragraph[:-1]) | (article[1:] != article[:-1])
    )
    starts = np.flatnonzero(paragraph_start[: len(article)])
    before_paragraph = before[starts][np.cumsum(paragraph_start[: len(article)]) - 1]
    lede = (before_paragraph < 10) & (before < LEDE_WORDS)
    n = len(corpus.texts)
    return Grouping(
        corpus,
        article * 2 + ~lede,
        repeat(np.arange(n), 2),
        np.array(SECTIONS[1:] * n, dtype=object),
        _whole(corpus),
    )


def by_voice(corpus: Corpus) -> Grouping:
    """Two units an article: what the journalist says, and what stands in quotation marks.

    A sentence with both voices is cut where the marks stand; it counts once for each voice.
    """
    quoted = _voice_of_words(corpus)
    cut = np.zeros(len(corpus.tokens) + 1, dtype=bool)
    cut[corpus.sentences] = True
    cut[1:-1] |= quoted[1:] != quoted[:-1]
    edges = np.flatnonzero(cut) if len(quoted) else corpus.sentences
    sentence = np.searchsorted(corpus.sentences, edges[:-1], side="right") - 1
    pieces = replace(
        corpus,
        sentences=edges,
        article_of_sentence=corpus.article_of_sentence[sentence],
        paragraph_of_sentence=corpus.paragraph_of_sentence[sentence],
        whole=corpus,
        _derived={},
    )
    voice = quoted[edges[:-1]].astype(np.int64)
    _, first = np.unique(sentence * 2 + voice, return_index=True)
    n_sentences = np.zeros(len(sentence))
    n_sentences[first] = 1
    n = len(corpus.texts)
    return Grouping(
        pieces,
        pieces.article_of_sentence * 2 + voice,
        repeat(np.arange(n), 2),
        np.array(VOICES * n, dtype=object),
        n_sentences,
    )


def _voice_of_words(corpus: Corpus) -> NDArray[np.bool_]:
    """Whether each token is quoted; a lone mark goes with the word before it, else after it.

    So every piece has a word, and a dash between two quotations is no sentence of its own.
    """
    words = np.flatnonzero(corpus.fact(has_word))
    if not len(words):
        return corpus.quoted
    before = np.searchsorted(words, np.arange(len(corpus.tokens)), side="right") - 1
    sentence_start = corpus.sentences[corpus.sentence_of_token]
    in_sentence = (before >= 0) & (words[before] >= sentence_start)
    return corpus.quoted[words[np.where(in_sentence, before, before + 1)]]


UNITS: dict[str, Callable[[Corpus], Grouping]] = {
    "article": by_article,
    "paragraph": by_paragraph,
    "sentence": by_sentence,
    "section": by_section,
    "voice": by_voice,
}


def character_spans(grouping: Grouping) -> NDArray[np.int64]:
    """Where each unit starts and ends in its article's text; for units that are one stretch."""
    corpus = grouping.corpus
    first = np.full(len(grouping.article), len(corpus.tokens), dtype=np.int64)
    last = np.zeros(len(grouping.article), dtype=np.int64)
    np.minimum.at(first, grouping.group, corpus.sentences[:-1])
    np.maximum.at(last, grouping.group, corpus.sentences[1:] - 1)
    return token_offsets(corpus, first, last)


def token_offsets(
    corpus: Corpus, first: NDArray[np.integer[Any]], last: NDArray[np.integer[Any]]
) -> NDArray[np.intp]:
    """Character offsets (start, end) of stretches of tokens."""
    return np.column_stack([corpus.spans[first, 0], corpus.spans[last, 1]])


def _whole(corpus: Corpus) -> NDArray[np.float64]:
    return np.ones(corpus.n_sentences)


def _number_within(article: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the elements of each run of equal values from 0."""
    return np.arange(len(article)) - np.searchsorted(article, article)
