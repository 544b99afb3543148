"""A corpus: what was read, as frozen arrays. It knows nothing of measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from mediakit.counting import bincount, repeat, running_count
from mediakit.quoting import double_marks, marks, quoted
from mediakit.sentences import paragraph_starts, sentence_starts
from mediakit.splitting import split
from mediakit.vocabulary import Fact, FrameFact, Types, Vocabulary, WordFact

Derived = TypeVar("Derived")


@dataclass(frozen=True)
class Corpus:
    """Texts as arrays of type numbers, with the places where sentences begin.

    Attributes
    ----------
    texts : sequence of str or None
        The untouched texts; None where one is missing.
    vocabulary : Vocabulary
        What the type numbers stand for. They mean nothing outside of this corpus.
    tokens : array of int
        Type numbers of all texts, one after the other.
    articles : array of int, one longer than `texts`
        Where each text begins in `tokens`, and the end of the last.
    sentences : array of int, one longer than the number of sentences
        Where each sentence begins in `tokens`. Each has at least one word.
    article_of_sentence, paragraph_of_sentence : array of int
        Which article a sentence belongs to; which paragraph of that article.
    quoted : array of bool
        Whether a token stands in quotation marks.
    whole : Corpus or None
        The corpus with whole sentences, where this one has them cut into pieces.
    """

    texts: Sequence[str | None]
    vocabulary: Vocabulary
    tokens: NDArray[np.intp]
    articles: NDArray[np.int64]
    sentences: NDArray[np.int64]
    article_of_sentence: NDArray[np.int64]
    paragraph_of_sentence: NDArray[np.int64]
    quoted: NDArray[np.bool_]
    whole: Corpus | None = None
    _derived: dict[Callable[[Corpus], Any], Any] = field(default_factory=dict, repr=False)

    @property
    def n_sentences(self) -> int:
        """Number of sentences."""
        return len(self.article_of_sentence)

    @cached_property
    def sentence_of_token(self) -> NDArray[np.int32]:
        """Number of the sentence that each token stands in."""
        numbers = np.arange(self.n_sentences, dtype=np.int32)
        return repeat(numbers, np.diff(self.sentences))

    @cached_property
    def article_of_token(self) -> NDArray[np.intp]:
        """Number of the article that each token stands in."""
        return repeat(np.arange(len(self.texts)), np.diff(self.articles))

    @cached_property
    def words(self) -> NDArray[np.intp]:
        """Number of the word of each token."""
        return self.vocabulary.word[self.tokens]

    @cached_property
    def frames(self) -> NDArray[np.intp]:
        """Number of the frame of each token."""
        return self.vocabulary.frame[self.tokens]

    def fact(self, fact: Fact) -> NDArray[Any]:
        """Look a fact of types up for every token."""
        return self.vocabulary.fact(fact)[self.tokens]

    def word_fact(self, fact: WordFact) -> NDArray[Any]:
        """Look a fact of words up for every token."""
        return self.vocabulary.fact_of_words(fact)[self.words]

    def frame_fact(self, fact: FrameFact) -> NDArray[Any]:
        """Look a fact of frames up for every token."""
        return self.vocabulary.fact_of_frames(fact)[self.frames]

    def once(self, function: Callable[[Corpus], Derived]) -> Derived:
        """Give what a function finds at the tokens of this corpus; it is called only once.

        It always sees whole sentences, also where counts are made for pieces of them.
        """
        if self.whole is not None:
            return self.whole.once(function)
        if function not in self._derived:
            self._derived[function] = function(self)
        derived: Derived = self._derived[function]
        return derived

    @cached_property
    def types(self) -> NDArray[np.int64]:
        """The types that occur, by their numbers: few of those that a vocabulary has met."""
        return np.flatnonzero(self._occurs)

    @cached_property
    def place_in_types(self) -> NDArray[np.int32]:
        """Where each token's type stands in `types`."""
        return (np.cumsum(self._occurs, dtype=np.int32) - 1)[self.tokens]

    @cached_property
    def _occurs(self) -> NDArray[np.bool_]:
        occurs = np.zeros(len(self.vocabulary), dtype=bool)
        occurs[self.tokens] = True
        return occurs

    def sums(self, per_type: NDArray[Any]) -> NDArray[np.float64]:
        """Sum facts of types over the tokens of each sentence: one row a sentence.

        Parameters
        ----------
        per_type : array, one row for each of `types`
            One or several columns.
        """
        return np.asarray(self._counts @ per_type, dtype=np.float64)

    @cached_property
    def _counts(self) -> csr_matrix:
        """How often each sentence has each of `types`."""
        return csr_matrix(
            (np.ones(len(self.tokens)), self.place_in_types, self.sentences),
            shape=(self.n_sentences, len(self.types)),
        )

    @cached_property
    def n_words(self) -> NDArray[np.float64]:
        """How many words each sentence has."""
        return self.count_where(self.words > 0)

    def count_where(self, marked: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Count marked tokens in each sentence, where many are marked. See :meth:`count_at`."""
        return np.diff(running_count(marked)[self.sentences]).astype(np.float64)

    def count_at(
        self, places: NDArray[np.integer[Any]], weights: NDArray[Any] | None = None
    ) -> NDArray[np.float64]:
        """Count marked tokens (or sum their weights) in each sentence."""
        sentence = self.sentence_of_token[places]
        return bincount(sentence, weights, minlength=self.n_sentences).astype(np.float64)

    def position(self) -> NDArray[np.float64]:
        """Where in its article each sentence stands: 0 at the first, 1 at the last."""
        n = bincount(self.article_of_sentence, minlength=len(self.texts))
        first = np.cumsum(n) - n
        place = np.arange(self.n_sentences) - first[self.article_of_sentence]
        return place / np.maximum(n[self.article_of_sentence] - 1, 1)

    def token_spans(self, article: int) -> NDArray[np.intp]:
        """Character offsets of the tokens of one article: two columns, start and end."""
        return self.spans[self.articles[article] : self.articles[article + 1]]

    @cached_property
    def spans(self) -> NDArray[np.intp]:
        """Character offsets of all tokens, each in its own text: two columns, start and end.

        Found only when asked for. Tokens one after the other are the chunks one after the other,
        without white space.
        """
        if self.whole is not None:
            return self.whole.spans
        chunks = split(self.texts)
        says = repeat(np.diff(self.articles) > 0, np.diff(chunks.edges))
        chunk = chunks.spans()[says]
        chunk_size = chunk[:, 1] - chunk[:, 0]
        size = self.vocabulary.fact(length)[self.tokens]
        place, chunk_place = np.cumsum(size) - size, np.cumsum(chunk_size) - chunk_size
        begins_chunk = np.zeros(int(size.sum()) + 1, dtype=bool)
        begins_chunk[chunk_place] = True
        of = np.cumsum(begins_chunk[place], dtype=np.int32) - 1
        start = chunk[of, 0] + place - chunk_place[of]
        return np.column_stack([start, start + size])


def length(types: Types) -> NDArray[np.int32]:
    """How many characters a type has."""
    return types.sizes


def has_word(types: Types) -> NDArray[np.bool_]:
    """Whether a token is a word (or numeral): links and bare punctuation are not."""
    return types.word != 0


def read_corpus(texts: Sequence[str | None], vocabulary: Vocabulary) -> Corpus:
    """Read texts once, into arrays.

    Parameters
    ----------
    texts : sequence of str or None
        None is a missing text: it has no tokens.
    vocabulary : Vocabulary
        Grows by the types that it has not met.
    """
    chunks = split(texts)
    tokens, sizes = vocabulary.expand(vocabulary.number(chunks))
    token_edge = np.append(0, np.cumsum(sizes))
    articles = token_edge[chunks.edges]
    breaks = bincount(token_edge[chunks.line_breaks], minlength=len(tokens) + 1)
    breaks[articles] = 0  # what stands at either end of a text parts nothing
    breaks = breaks[:-1]

    # an article of bare marks ("* * *") says nothing: it has no tokens
    words_before = running_count(vocabulary.fact(has_word)[tokens])
    says = words_before[articles[1:]] > words_before[articles[:-1]]
    sizes = np.diff(articles)
    if (sizes[~says] > 0).any():
        kept = repeat(says, sizes)
        tokens, breaks = tokens[kept], breaks[kept]
        words_before = np.append(words_before[:1], words_before[1:][kept])
        articles = np.append(0, np.cumsum(sizes * says))

    paragraph_start = paragraph_starts(tokens, breaks, articles, vocabulary)
    paragraph = np.cumsum(paragraph_start, dtype=np.int32)
    quotation_marks = vocabulary.fact(marks)[tokens]
    double = double_marks(quotation_marks, paragraph)
    starts = sentence_starts(tokens, paragraph_start, paragraph, double, articles, vocabulary)
    sentences = _with_words(np.flatnonzero(starts), words_before, articles)
    inside = quoted(quotation_marks, double, paragraph, sentences[1:])
    article = np.searchsorted(articles, sentences[:-1], side="right") - 1
    return Corpus(
        texts=texts,
        vocabulary=vocabulary,
        tokens=tokens,
        articles=articles,
        sentences=sentences,
        article_of_sentence=article,
        paragraph_of_sentence=_renumber(paragraph[sentences[:-1]].astype(np.int64), article),
        quoted=inside,
    )


def _with_words(
    starts: NDArray[np.int64], words_before: NDArray[np.int32], articles: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Join what has no word ("* * *") to the sentence before it in the article, else after it."""
    n_tokens = len(words_before) - 1
    edges = np.append(starts, n_tokens)
    if not len(starts):
        return np.zeros(1, dtype=np.int64)
    wordless = words_before[edges[1:]] == words_before[edges[:-1]]
    begins_article = np.zeros(n_tokens + 1, dtype=bool)
    begins_article[articles] = True
    keep = begins_article[starts] | ~wordless
    kept = starts[keep]
    # an article's wordless beginning takes the next sentence in
    kept_edges = np.append(kept, n_tokens)
    still = words_before[kept_edges[1:]] == words_before[kept_edges[:-1]]
    absorbed = np.zeros(len(kept), dtype=bool)
    absorbed[1:] = still[:-1] & ~begins_article[kept[1:]]
    return np.append(kept[~absorbed], n_tokens)


def _renumber(paragraph: NDArray[np.int64], article: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the paragraphs of each article from 0, without gaps."""
    if not len(paragraph):
        return paragraph
    new_article = np.append(True, article[1:] != article[:-1])
    new = np.append(True, paragraph[1:] != paragraph[:-1]) | new_article
    running = np.cumsum(new) - 1
    return running - running[np.flatnonzero(new_article)][np.cumsum(new_article) - 1]
