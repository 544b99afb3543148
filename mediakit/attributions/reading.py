"""A corpus as the rules for attributions read it: plain lists, and where quotations stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mediakit.attributions.words import (
    AUXILIARY,
    CAPITAL,
    CLOSES_QUOTE,
    COLON,
    LINKING,
    OPENS_QUOTE,
    PAST,
    PREPOSITION,
    PRETERITE,
    THAT,
    THIRD,
    TO,
    VERB,
    cue_number,
    cues_of_number,
    forms,
    word_classes,
)
from mediakit.corpus import Corpus
from mediakit.counting import repeat
from mediakit.measures.names import proper_names

_LINKED = ("noun", "adjective")  # cues that say nothing without "that", "to", "about" ...
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Reading:
    """What the rules ask of each token; lists, since they are asked one token at a time.

    Attributes
    ----------
    corpus : Corpus
        The corpus that was read.
    words : sequence of str
        The words of the vocabulary.
    word : list of int
        Number of each token's word.
    classes, form : list of int
        Bits: what the word can be, and how it is written.
    name : list of bool
        Whether the token is part of a proper name.
    cue : list of int
        Number of the word among those that begin a cue; 0 for the others.
    verbs_before : list of int
        How many finite verbs and auxiliaries stand before each token; one longer than the rest.
    sure_verbs_before : list of int
        The same without forms in -ed, which may be participles.
    passage : list of int
        Number of the quotation that a token stands in; -1 outside.
    breaks, begins : list of bool
        Whether a paragraph begins with the token; whether an article does.
    opens, closes : list of int
        First and last token of each quotation.
    paragraph : list of int
        Number of the paragraph of each token, over all articles.
    cues, colons, written_names : array of int
        Which tokens begin a cue or end in a colon, outside of quotations; which are part of a name
        or have a capital.
    inside : array of bool
        Whether a token stands in a quotation.
    """

    corpus: Corpus
    words: Sequence[str]
    word: list[int]
    classes: list[int]
    form: list[int]
    name: list[bool]
    cue: list[int]
    verbs_before: list[int]
    sure_verbs_before: list[int]
    passage: list[int]
    breaks: list[bool]
    begins: list[bool]
    opens: list[int]
    closes: list[int]
    paragraph: list[int]
    cues: Ints
    colons: Ints
    written_names: Ints
    inside: Bools

    def text(self, token: int) -> str:
        """The word of a token, in lower case."""
        return self.words[self.word[token]]

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a finite verb or auxiliary stands in a stretch of tokens."""
        return end > start and self.verbs_before[end] > self.verbs_before[start]


def read(corpus: Corpus) -> Reading:
    """Look up what the rules ask for."""
    vocabulary = corpus.vocabulary
    of_word = vocabulary.fact_of_words(word_classes)
    cue_of_word = vocabulary.fact_of_words(cue_number)
    classes = of_word[corpus.words]
    form = corpus.fact(forms)
    cue = cue_of_word[corpus.words]
    finite = np.array(
        [
            any(c.kind == "verb" and c.form & (PRETERITE | THIRD) for c in cues)
            for cues in cues_of_number()
        ],
        dtype=bool,
    )
    is_verb = (classes & (AUXILIARY | VERB | PAST) > 0) | finite[cue]
    is_sure = classes & (AUXILIARY | VERB) > 0
    opens, closes = passages(corpus, form)
    passage = np.full(len(corpus.tokens), -1, dtype=np.int64)
    lengths = closes - opens + 1
    passage[repeat(opens - (np.cumsum(lengths) - lengths), lengths) + np.arange(lengths.sum())] = (
        repeat(np.arange(len(opens)), lengths)
    )
    inside = passage >= 0
    name = corpus.once(proper_names)
    paragraph = paragraph_of_token(corpus)
    return Reading(
        corpus=corpus,
        words=vocabulary.words,
        word=corpus.words.tolist(),
        classes=classes.tolist(),
        form=form.tolist(),
        name=name.tolist(),
        cue=cue.tolist(),
        verbs_before=np.append(0, np.cumsum(is_verb)).tolist(),
        sure_verbs_before=np.append(0, np.cumsum(is_sure)).tolist(),
        passage=passage.tolist(),
        breaks=(np.diff(paragraph, prepend=-1) != 0).tolist(),
        begins=np.isin(np.arange(len(corpus.tokens)), corpus.articles).tolist(),
        opens=opens.tolist(),
        closes=closes.tolist(),
        paragraph=paragraph.tolist(),
        cues=_cues(cue, classes, inside),
        colons=np.flatnonzero((form & COLON > 0) & ~inside),
        written_names=np.flatnonzero(name | (form & CAPITAL > 0)),
        inside=inside,
    )


def _cues(cue: NDArray[np.int16], classes: Ints, inside: Bools) -> Ints:
    """Tokens that may begin a cue: nouns and adjectives only where something hangs on them."""
    places = np.flatnonzero((cue > 0) & ~inside)
    needs_link = np.array(
        [bool(own) and all(c.kind in _LINKED for c in own) for own in cues_of_number()], dtype=bool
    )
    following = np.append(classes, 0)[places + 1]
    return places[~needs_link[cue[places]] | (following & (LINKING | PREPOSITION | TO | THAT) > 0)]


def passages(corpus: Corpus, form: NDArray[np.int32]) -> tuple[Ints, Ints]:
    """First and last token of each quotation; one that runs over paragraphs is several."""
    inside = corpus.quoted
    n = len(inside)
    paragraph = paragraph_of_token(corpus)
    if not n:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = inside.copy()
    starts[1:] &= (
        ~inside[:-1]
        | (paragraph[1:] != paragraph[:-1])
        | ((form[1:] & OPENS_QUOTE > 0) & (form[:-1] & CLOSES_QUOTE > 0))
    )
    opens = np.flatnonzero(starts)
    ends = inside.copy()
    ends[:-1] &= ~inside[1:] | starts[1:]
    return opens, np.flatnonzero(ends)


def paragraph_of_token(corpus: Corpus) -> Ints:
    """Number of the paragraph of each token, over all articles."""
    article, paragraph = corpus.article_of_sentence, corpus.paragraph_of_sentence
    new = np.ones(len(article), dtype=bool)
    new[1:] = (article[1:] != article[:-1]) | (paragraph[1:] != paragraph[:-1])
    numbers: Ints = repeat(np.cumsum(new), np.diff(corpus.sentences))
    return numbers
