"""Where sentences and paragraphs end.

A sentence can only end at a line break or at a token that carries a full stop, question mark,
exclamation mark or ellipsis, or that stands alone (a link, an emoticon). Those few tokens are
looked at together with their neighbours; everything else is never touched. What a token can be
(an abbreviation, an initial, a list number, a frequent first word of a sentence) is a fact of its
type: see :mod:`mediakit.sentence_marks`.

Quotation marks join nothing: a quotation of three sentences is three sentences, as its readers
would count them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mediakit.counting import bincount
from mediakit.quoting import DoubleMarks
from mediakit.sentence_marks import (
    BARE,
    BEFORE_A_NAME,
    BEFORE_NUMBER,
    BULLET,
    CLOSES_BRACKET,
    CLOSING,
    DIGIT,
    DOTS,
    ELLIPSIS,
    END,
    ENUMERATES,
    FIRST_WORD,
    INITIAL,
    LONE,
    LOWER,
    NO_END,
    NUMBERS_ITEM,
    OFTEN_INSIDE,
    OPENS_BRACKET,
    PERIOD,
    PLAIN,
    SMALL_I,
    STOP_CLOSES,
    STRONG,
    SURELY_CLOSING,
    TIME,
    UPPER,
    abbreviation,
    after_time,
    before_time,
    boundaries,
    enumerator,
    is_i,
    name_with_mark,
    opens,
    precedes_number,
    speech_verb,
    start,
)
from mediakit.vocabulary import Vocabulary

_LONGEST_BRACKET = 30  # tokens; a longer aside has sentences of its own


def paragraph_starts(
    tokens: NDArray[np.intp],
    breaks: NDArray[np.int64],
    articles: NDArray[np.int64],
    vocabulary: Vocabulary,
) -> NDArray[np.bool_]:
    """Tell for each token whether a paragraph or a line of its own begins with it.

    Parameters
    ----------
    tokens : array of int
        Type numbers of all articles.
    breaks : array of int
        How many line breaks stand before each token.
    articles : array of int
        Where each article begins, and the end of the last.
    vocabulary : Vocabulary
        What the numbers stand for.

    Notes
    -----
    A single line break inside a sentence is not one where the article is hard-wrapped: where its
    lines mostly break off without a stop and go on in lower case. Elsewhere it is where the
    next line goes on in lower case after a line of more than one word that no stop ends
    and the line after is not alike (a list).
    """
    begins = breaks >= 2
    single = np.flatnonzero(breaks == 1)
    single = single[single > 0]
    if len(single):
        article = np.searchsorted(articles, single, side="right") - 1
        open_before = vocabulary.fact(boundaries)[tokens[single - 1]] & END == NO_END
        lower_after = vocabulary.fact(start)[tokens[single]] == LOWER
        runs_on = open_before & lower_after
        line_starts = np.union1d(np.flatnonzero(breaks > 0), articles)
        before = single - line_starts[np.searchsorted(line_starts, single) - 1]
        long_lines = before >= 4
        n_open = bincount(article, open_before, minlength=len(articles))
        n_runs_on = bincount(article, runs_on & long_lines, minlength=len(articles))
        wrapped = (n_runs_on >= 2) & (n_runs_on >= 0.4 * n_open)
        joined = (runs_on & long_lines) | (wrapped[article] & open_before & (before >= 6))
        begins[single[~joined]] = True
    begins[articles[:-1][articles[:-1] < len(tokens)]] = True
    return begins


def sentence_starts(
    tokens: NDArray[np.intp],
    paragraph_start: NDArray[np.bool_],
    paragraph: NDArray[np.int32],
    double: DoubleMarks,
    articles: NDArray[np.int64],
    vocabulary: Vocabulary,
) -> NDArray[np.bool_]:
    """Tell for each token whether a sentence begins with it."""
    begins = paragraph_start.copy()
    if not len(tokens):
        return begins
    bits = vocabulary.fact(boundaries)[tokens]
    marks = bits & np.uint16(END)
    at = np.flatnonzero(marks[:-1] != NO_END)
    at = at[~paragraph_start[at + 1]]
    if len(at):
        after = _after_closers(at, bits, paragraph_start, double)
        at, after = at[after >= 0], after[after >= 0]
        ends = _is_end(at, after, tokens, marks, bits, paragraph_start, articles, vocabulary)
        ends &= ~_in_brackets(at, marks, bits, paragraph)
        ends &= ~_opens_with_time(at, after, tokens, paragraph, vocabulary)
        begins[after[ends]] = True
    bullets = bits & BULLET > 0
    begins |= bullets
    _split_inline_lists(begins, tokens, bits, paragraph, vocabulary)
    _keep_list_numbers(begins, bullets, bits, paragraph_start)
    return begins


def _after_closers(
    at: NDArray[np.int64],
    bits: NDArray[np.uint16],
    paragraph_start: NDArray[np.bool_],
    double: DoubleMarks,
) -> NDArray[np.int64]:
    """First token of what may be the next sentence; -1 where there is none.

    Text that was cut into tokens before has its closing marks on their own: they belong to the
    sentence that they close. A lone straight mark closes where one is open.
    """
    after = at + 1
    closing = np.zeros(len(bits), dtype=bool)
    closing[double.token[double.direction == -1]] = True
    beyond = len(bits)
    for _ in range(2):
        place = np.minimum(after, beyond - 1)
        kind = bits[place]
        closes = ((kind & CLOSING > 0) & closing[place]) | (kind & SURELY_CLOSING > 0)
        closes &= ~paragraph_start[place] & (after < beyond)
        after = np.where(closes, after + 1, after)
    none = (after >= beyond) | paragraph_start[np.minimum(after, beyond - 1)]
    return np.where(none, -1, after)


def _is_end(
    at: NDArray[np.int64],
    after: NDArray[np.int64],
    tokens: NDArray[np.intp],
    marks: NDArray[np.uint16],
    bits: NDArray[np.uint16],
    paragraph_start: NDArray[np.bool_],
    articles: NDArray[np.int64],
    vocabulary: Vocabulary,
) -> NDArray[np.bool_]:
    """Decide for the tokens `at`, before which what may be a new sentence begins at `after`."""
    dots = bits & DOTS > 0
    word_after = _next_word(after, bits, paragraph_start)
    first = np.where(word_after < 0, BARE, vocabulary.fact(start)[tokens[word_after]])
    capital, digit = first & 3 == UPPER, first & 3 == DIGIT
    first_word, small_i = first & FIRST_WORD > 0, first & SMALL_I > 0
    mark, closes = marks[at] & 3, (marks[at] & STOP_CLOSES > 0) | (after > at + 1)
    in_dots = dots[at] & (dots[np.maximum(at - 1, 0)] | dots[after])
    mark = np.where(in_dots, ELLIPSIS, mark)
    stop = mark == PERIOD
    kind = np.where(stop, vocabulary.fact(abbreviation)[tokens[at]], PLAIN)
    kind = np.where(vocabulary.fact(name_with_mark)[tokens[at]], OFTEN_INSIDE, kind)
    opening = vocabulary.frame_fact(opens, tokens[after])

    ends = capital | digit | (opening & (first & 3 != LOWER))
    article = np.searchsorted(articles, at, side="right") - 1
    runs_on = (first & 3 == LOWER) & (kind == PLAIN) & (mark != ELLIPSIS) & (mark != NO_END)
    ends |= _in_lower_case(article, runs_on | small_i, ends & ~small_i)
    no = vocabulary.word_fact(precedes_number, tokens[at]) & capital & first_word
    lower_before = vocabulary.fact(start)[tokens[np.maximum(at - 1, 0)]] == LOWER
    lower_before &= ~paragraph_start[at]
    ends &= (kind != BEFORE_A_NAME) | no
    dash = (bits[after] & LONE > 0) & ~opening & ~dots[after]
    ends &= (kind != OFTEN_INSIDE) | ((first_word | (closes & capital)) & ~dash)
    ends &= (kind != BEFORE_NUMBER) | ~digit
    ends &= (kind != TIME) | (capital & ~vocabulary.word_fact(after_time, tokens[after]))
    ends &= (kind != INITIAL) | (first_word & lower_before)
    follows_i = vocabulary.word_fact(is_i, tokens[after])
    ends &= ~(dots[at] & (mark == ELLIPSIS) & follows_i & ~closes)
    ends &= (mark != NO_END) | (capital & ~dash)
    # dots after a full stop belong to what follows them; else a run of dots counts at its last
    ends &= ~dots[after] | (stop & ~dots[at] & capital)
    of_dots = np.flatnonzero(dots[at])
    ends[of_dots] &= ~_follows_stop(at[of_dots], dots, marks, paragraph_start)
    # "Is this fun?" President Jane Doe said
    asks = np.flatnonzero(closes & (mark >= STRONG) & capital & ~first_word)
    if len(asks):
        ends[asks] &= ~_is_attributed(after[asks], tokens, marks, vocabulary)
    return ends


def _in_lower_case(
    article: NDArray[np.int64], lower: NDArray[np.bool_], ends: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Full stops before lower case, where that is how the article goes: some never use capitals."""
    n_lower, n_ends = bincount(article, lower), bincount(article, ends)
    return lower & ((n_lower >= 3) & (2 * n_lower > n_ends))[article]


def _opens_with_time(
    at: NDArray[np.int64],
    after: NDArray[np.int64],
    tokens: NDArray[np.intp],
    paragraph: NDArray[np.int32],
    vocabulary: Vocabulary,
) -> NDArray[np.bool_]:
    """Whether a sentence has only just begun with a time of day: "At 5 a.m. Ms. Holm left"."""
    found = np.zeros(len(at), dtype=bool)
    begins = vocabulary.fact(start)
    is_time = vocabulary.fact(abbreviation)[tokens[at]] == TIME
    times = np.flatnonzero(is_time & (begins[tokens[after]] & FIRST_WORD == 0))
    for back in (1, 2, 3):
        place = np.maximum(at[times] - back, 0)
        leads = vocabulary.word_fact(before_time, tokens[place])
        leads &= begins[tokens[place]] & 3 == UPPER
        found[times] |= leads & (paragraph[place] == paragraph[at[times]])
    return found


def _in_brackets(
    at: NDArray[np.int64],
    marks: NDArray[np.uint16],
    bits: NDArray[np.uint16],
    paragraph: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Whether a place stands in brackets that opened within a sentence and close soon."""
    place = np.flatnonzero(bits & (OPENS_BRACKET | CLOSES_BRACKET) > 0)
    if len(place) < 2:
        return np.zeros(len(at), dtype=bool)
    last = np.searchsorted(place, at, side="right") - 1
    opened, closed = place[last], place[np.minimum(last + 1, len(place) - 1)]
    before = np.maximum(opened - 1, 0)
    short = (opened <= at) & (at < closed) & (closed < opened + _LONGEST_BRACKET)
    pair = (bits[opened] & OPENS_BRACKET > 0) & (bits[closed] & CLOSES_BRACKET > 0)
    in_sentence = (marks[before] == NO_END) & (before < opened)
    one = (paragraph[before] == paragraph[opened]) & (paragraph[opened] == paragraph[closed])
    return short & pair & in_sentence & one


def _follows_stop(
    at: NDArray[np.int64],
    dots: NDArray[np.bool_],
    marks: NDArray[np.uint16],
    paragraph_start: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Whether the run of lone dots that a token stands in comes right after a full stop."""
    run_starts = np.flatnonzero(dots & ~np.append(False, dots[:-1]))
    run_start = run_starts[np.searchsorted(run_starts, at, side="right") - 1]
    before = np.maximum(run_start - 1, 0)
    return (run_start > 0) & (marks[before] & 3 == PERIOD) & ~paragraph_start[run_start]


def _next_word(
    after: NDArray[np.int64], bits: NDArray[np.uint16], paragraph_start: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """First token with a letter or digit at or soon after a place; -1 where a line ends first."""
    place = after.copy()
    for _ in range(4):
        following = np.minimum(place + 1, len(bits) - 1)
        step = (bits[place] & LONE > 0) & ~paragraph_start[following]
        place = np.where(step, following, place)
    return np.where(bits[place] & LONE > 0, -1, place)


def _is_attributed(
    after: NDArray[np.int64],
    tokens: NDArray[np.intp],
    marks: NDArray[np.uint16],
    vocabulary: Vocabulary,
) -> NDArray[np.bool_]:
    """Whether a speech verb follows within five tokens that no stop or comma breaks off."""
    titles = vocabulary.fact(abbreviation) == BEFORE_A_NAME
    found = np.zeros(len(after), dtype=bool)
    running = np.ones(len(after), dtype=bool)
    for step in range(5):
        place = np.minimum(after + step, len(tokens) - 1)
        found |= running & vocabulary.word_fact(speech_verb, tokens[place])
        running &= (marks[place] == NO_END) | titles[tokens[place]]
    return found


def _split_inline_lists(
    begins: NDArray[np.bool_],
    tokens: NDArray[np.intp],
    bits: NDArray[np.uint16],
    paragraph: NDArray[np.int32],
    vocabulary: Vocabulary,
) -> None:
    """Begin a sentence at "2." where one began at "1." in the same paragraph, and so on."""
    places = np.flatnonzero(bits & ENUMERATES > 0)
    values = vocabulary.fact(enumerator)[tokens[places]]
    expected: tuple[int, int] | None = None
    for place, value in zip(places.tolist(), values.tolist(), strict=True):
        here = (int(paragraph[place]), value)
        if here == expected or (here[1] in (1, 11) and begins[place]):
            begins[place] = True
            expected = (here[0], here[1] + 1)


def _keep_list_numbers(
    begins: NDArray[np.bool_],
    bullets: NDArray[np.bool_],
    bits: NDArray[np.uint16],
    paragraph_start: NDArray[np.bool_],
) -> None:
    """Keep the number of a list item ("2.", "• 9.") with its item."""
    number = bits & NUMBERS_ITEM > 0
    after_bullet = np.append(False, bullets[:-1])
    item = np.flatnonzero(number[:-1] & (begins | after_bullet)[:-1]) + 1
    begins[item] = paragraph_start[item]
