"""Whether a text is English prose: what cautions rest on, and why some numbers are not given.

Each sign is a count that adds up over sentences, so that any unit of any text can be judged by it.
No number is lost to a guess: only plain evidence makes one NaN, weaker evidence is told in words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mediakit.anatomy import BEGINS_LOWER, BEGINS_UPPER, BEGINS_WITH_DIGIT, IN_CAPITALS
from mediakit.corpus import Corpus, has_word
from mediakit.lexicons import word_class
from mediakit.measures.measure import Counts
from mediakit.sentence_marks import NO_END, end_mark
from mediakit.spelling import spelling
from mediakit.tokenising import Frame
from mediakit.vocabulary import Types, among

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

NOT_ENGLISH = "probably not English"
PARTLY_ENGLISH = "partly not English"
CODE = "mostly code, markup or links"
NUMERALS = "mostly numerals"
LINES = "mostly lines without a full stop, as in a list, a table or verse"
CAPITALS = "all in capitals"
TRANSCRIPT = "probably a transcript, with speakers before colons"

#: In these no word is what a measure takes it for.
NO_ENGLISH_TEXT = (NOT_ENGLISH, CODE)

LAST_LATIN = "\u024f"  # letters beyond it, but for those of Vietnamese, are of another script
_LABEL_WORDS = 4  # "DR. ILSE MARTA HOLM:"
LINE_WORDS = 20  # what goes on for longer is rather a sentence that was cut off ...
ENDLESS = 100  # ... or, from so many words on, text without any marks

_MARKS_OF_CODE = re.compile(r"[{}=\\<>|^~]|\(\)|\]\)|\[\]|::|//|/\*|\*/|&&|\"\"\"|^--a")
_INSIDE_CODE = re.compile(r"[_=<>(){}\[\]\\|]|::|->|/\w+/|[a-z]{2}\.[a-z_]{2}")


def function_word(words: Sequence[str]) -> Bools:
    """Whether a word is a function word of English."""
    return among(words, word_class("function_words", "English"))


def foreign_function_word(words: Sequence[str]) -> Bools:
    """Whether a word, in lower case, is a function word of another language in Latin letters."""
    return among(words, word_class("function_words", "other languages"))


def other_script(words: Sequence[str]) -> Bools:
    """Whether a word is written in another script: not so "μg", nor a lone "α"."""
    found = ~spelling(words).plain
    found[found] = [_is_foreign(words[place]) for place in np.flatnonzero(found).tolist()]
    return found


def _is_foreign(word: str) -> bool:
    latin = sum("a" <= letter <= LAST_LATIN for letter in word)
    other = sum(c > LAST_LATIN and c.isalpha() and not _is_vietnamese(c) for c in word)
    return other > max(latin, 1)


def _is_vietnamese(letter: str) -> bool:
    return "\u1e00" <= letter <= "\u1eff"


def speaks(words: Sequence[str]) -> Bools:
    """Whether a word is one that speakers use for themselves or for those they speak to."""
    return among(words, word_class("function_words", "in conversation"))


def _code_inside(words: Sequence[str]) -> Bools:
    found = spelling(words).having("_=<>(){}[]\\|:/.")  # one of which all that it looks for has
    told = [_INSIDE_CODE.search(words[place]) for place in np.flatnonzero(found).tolist()]
    found[found] = [match is not None for match in told]
    return found


def _code_around(frames: Sequence[Frame]) -> Bools:
    forms = [f"{f.lead}a{f.trail}" if f.has_core else f.trail for f in frames]
    return np.array([_MARKS_OF_CODE.search(form) is not None for form in forms], dtype=bool)


def _is_open(frames: Sequence[Frame]) -> Bools:
    return end_mark(frames) == NO_END


def _has_colon(frames: Sequence[Frame]) -> Bools:
    return np.array([frame.has_core and frame.trail[-1:] == ":" for frame in frames], dtype=bool)


_ENGLISH, _FOREIGN, _OTHER_SCRIPT, _LOWER, _NUMERAL, _CAPITALS, _CODE = (1 << k for k in range(7))


def signs(types: Types) -> NDArray[np.uint8]:
    """Give the signs that a token carries, as bits."""
    looks, is_word = types.looks, types.word > 0
    lower = is_word & (looks & BEGINS_LOWER > 0)
    capitals = is_word & (looks & IN_CAPITALS > 0) & (types.core_sizes > 1)
    foreign = types.of_words(foreign_function_word) & (lower | (capitals & (types.core_sizes > 2)))
    is_link = ~is_word & (types.core_sizes > 0)
    bits = np.zeros(len(types), dtype=np.uint8)
    for bit, holds in (
        (_ENGLISH, types.of_words(function_word)),
        (_FOREIGN, foreign),
        (_OTHER_SCRIPT, types.of_words(other_script)),
        (_LOWER, lower),
        (_NUMERAL, is_word & (looks & BEGINS_WITH_DIGIT > 0)),
        (_CAPITALS, capitals),
        (_CODE, types.of_words(_code_inside) | types.of_frames(_code_around) | is_link),
    ):
        bits[holds] |= bit
    return bits


def count(corpus: Corpus) -> Counts:
    """Count the signs of each sentence."""
    bits = corpus.fact(signs)
    rare = np.flatnonzero(bits & ~np.uint8(_ENGLISH | _LOWER) > 0)

    def of_rare(bit: int) -> Floats:
        return corpus.count_at(rare[bits[rare] & bit > 0])

    first = corpus.sentences[:-1]
    whole = corpus.whole or corpus  # where voices cut sentences, what is open is the whole one
    of_whole = whole.sentence_of_token[first]
    is_line = corpus.once(open_lines)[of_whole]
    begins = whole.sentences[of_whole] == first
    turn, spoken = corpus.once(turns)[of_whole].T & begins
    return {
        "_english_function_words": corpus.count_where(bits & _ENGLISH > 0),
        # one word in Greek letters is enough
        "_foreign_words": of_rare(_FOREIGN) + 2 * of_rare(_OTHER_SCRIPT),
        "_lower_case_words": corpus.count_where(bits & _LOWER > 0),
        "_numerals": of_rare(_NUMERAL),
        "_words_in_capitals": of_rare(_CAPITALS),
        "_tokens_of_code": of_rare(_CODE),
        "_tokens": np.diff(corpus.sentences).astype(np.float64),
        "_open_lines": (is_line & begins).astype(np.float64),
        "_words_of_open_lines": is_line * corpus.n_words,
        "_paragraphs": (corpus.once(paragraph_beginnings)[of_whole] & begins).astype(np.float64),
        "_turns": turn.astype(np.float64),
        "_turns_in_conversation": spoken.astype(np.float64),
    }


def open_sentences(corpus: Corpus) -> Bools:
    """Tell for each sentence whether no mark ends it; marks alone may follow the last word."""
    last = corpus.sentences[1:] - 1
    tokens, vocabulary = corpus.tokens, corpus.vocabulary
    is_open: Bools = vocabulary.frame_fact(_is_open, tokens[last])
    lone = np.flatnonzero(is_open & ~vocabulary.fact(has_word)[tokens[last]])  # "Go home. ***"
    is_open[lone] &= vocabulary.frame_fact(_is_open, tokens[np.maximum(last[lone] - 1, 0)])
    return is_open


def open_lines(corpus: Corpus) -> Bools:
    """Tell for each sentence whether it is a line, or goes on and on, and no mark ends it."""
    n_words = corpus.n_words
    return corpus.once(open_sentences) & ((n_words <= LINE_WORDS) | (n_words > ENDLESS))


def paragraph_beginnings(corpus: Corpus) -> Bools:
    """Tell for each sentence whether a paragraph begins with it."""
    article, paragraph = corpus.article_of_sentence, corpus.paragraph_of_sentence
    return np.append(True, (article[1:] != article[:-1]) | (paragraph[1:] != paragraph[:-1]))[
        : len(article)
    ]


def turns(corpus: Corpus) -> Bools:
    """Tell for each sentence whether it opens a speaker's turn, and whether as in conversation.

    A turn opens a paragraph with a name or two and a colon ("HOLM:") and ends in a mark. In
    conversation people say I, you and we.
    """
    found = np.zeros((corpus.n_sentences, 2), dtype=bool)
    vocabulary, tokens = corpus.vocabulary, corpus.tokens
    begins = corpus.once(paragraph_beginnings) & ~corpus.once(open_sentences)
    sentence = np.flatnonzero(begins)
    first, end = corpus.sentences[:-1][sentence], corpus.sentences[1:][sentence]
    for place in range(_LABEL_WORDS):
        names = vocabulary.looks[tokens[first + place]] & BEGINS_UPPER > 0
        labelled = names & vocabulary.frame_fact(_has_colon, tokens[first + place])
        found[sentence[labelled], 0] = True
        goes_on = names & ~labelled & (first + place + 1 < end)
        sentence, first, end = sentence[goes_on], first[goes_on], end[goes_on]
    in_conversation = vocabulary.fact_of_words(speaks)
    for turn in np.flatnonzero(found[:, 0]).tolist():  # they are rare
        words = corpus.words[corpus.sentences[turn] : corpus.sentences[turn + 1]]
        found[turn, 1] = in_conversation[words].any()
    return found


def kinds(counts: Counts) -> dict[str, Bools]:
    """Tell what is no English prose: each caution with the units that it holds for."""
    words, tokens = counts["n_words"], counts["_tokens"]
    english, foreign = counts["_english_function_words"], counts["_foreign_words"]
    n_lines, line_words = counts["_open_lines"], counts["_words_of_open_lines"]
    n_turns, paragraphs = counts["_turns"], counts["_paragraphs"]

    code = (counts["_tokens_of_code"] >= 5) & (counts["_tokens_of_code"] > 0.12 * tokens)
    numerals = (counts["_numerals"] >= 5) & (counts["_numerals"] > 0.4 * words)
    verse = (line_words > 0.3 * words) & (words < 12 * paragraphs)
    lines = (n_lines >= 4) & ((line_words > 0.5 * words) | verse)
    lines |= (line_words > 0.5 * words) & (words > ENDLESS * counts["n_sentences"])
    foreign_words = (foreign >= 2) & (foreign > english)
    # most languages have no words in our list: nearly no English ones among many in lower case
    no_english = english < 0.08 * counts["_lower_case_words"] - 1.2
    not_english = (foreign_words | (no_english & ~numerals & ~lines)) & ~code
    partly = (foreign >= 6) & (foreign > 0.15 * (foreign + english))
    capitals = (counts["_words_in_capitals"] >= 3) & (
        counts["_words_in_capitals"] > 0.7 * (words - counts["_numerals"])
    )
    transcript = (n_turns >= 4) & (n_turns > paragraphs / 3)
    transcript &= counts["_turns_in_conversation"] > n_turns / 4
    return {
        NOT_ENGLISH: not_english,
        PARTLY_ENGLISH: partly & ~not_english & ~code,
        CODE: code,
        NUMERALS: numerals & ~not_english & ~code,
        LINES: lines & ~not_english & ~code & ~numerals,
        CAPITALS: capitals & ~not_english & ~code,
        TRANSCRIPT: transcript & ~not_english & ~code,
    }
