"""Where sentences and paragraphs end.

A sentence can only end at a line break or at a token that carries a full stop, question mark,
exclamation mark or ellipsis. Those few tokens are looked at together with their neighbours;
everything else is never touched. What a token can be (an abbreviation, an initial, a list number,
a frequent first word of a sentence) is a fact of its type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mediakit.lexicons import word_class
from mediakit.quoting import double_marks
from mediakit.tokenising import Shape
from mediakit.vocabulary import Vocabulary

_BEFORE_A_NAME = word_class("sentence_words", "before a name")
_OFTEN_INSIDE = word_class("sentence_words", "often inside")
_TIMES = word_class("sentence_words", "time of day")
_FIRST_WORDS = word_class("sentence_words", "frequent first word")

NO_END, PERIOD, STRONG, ELLIPSIS = 0, 1, 2, 3
PLAIN, BEFORE_A_NAME, OFTEN_INSIDE, TIME, INITIAL, LIST_NUMBER = 0, 1, 2, 3, 4, 5
LOWER, UPPER, DIGIT, BARE = 0, 1, 2, 3

_END = re.compile(r"([.!?…]+)(['\"”’»)\]]*)$")
_LIST_NUMBER = re.compile(r"[*⁃•(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z])\.?[.)]$")
_ENUMERATOR = re.compile(r"[⁃•]?\(?(\d{1,2}|[a-z])(?:\.\)|[.)])$")
_BULLET = frozenset("•▪●◦⁃■□►▶")
_CLOSERS = frozenset("”’»)]'\"")


def end_mark(shapes: Sequence[Shape]) -> NDArray[np.uint8]:
    """What a token ends with: nothing, full stop, strong mark or ellipsis; +4 if it then closes."""
    return np.fromiter(map(_end_mark, shapes), dtype=np.uint8, count=len(shapes))


def _end_mark(token: Shape) -> int:
    trail = token.trail
    if not trail or trail == ",":
        return NO_END
    match = _END.search(trail)
    if match is None or (not token.core and trail[0] in "([{"):
        return NO_END
    dots, closing = match.groups()
    if "!" in dots or "?" in dots:
        kind = STRONG
    elif "…" in dots or len(dots) > 1:
        kind = ELLIPSIS
    else:
        kind = PERIOD
    return kind | (4 if closing else 0)


def abbreviation(shapes: Sequence[Shape]) -> NDArray[np.uint8]:
    """What kind of abbreviation a token is, should it end with a full stop."""
    return np.fromiter(map(_abbreviation, shapes), dtype=np.uint8, count=len(shapes))


def _abbreviation(token: Shape) -> int:
    word, core = token.word, token.core
    if not word or "." not in token.trail:
        if core and _LIST_NUMBER.match(token.lead + core + token.trail):
            return LIST_NUMBER
        return PLAIN
    if word in _TIMES:
        return TIME
    if word in _BEFORE_A_NAME:
        return BEFORE_A_NAME
    if len(core) == 1 and core.isalpha():
        return INITIAL if core.isupper() else BEFORE_A_NAME if word in "pv" else LIST_NUMBER
    if word in _OFTEN_INSIDE:
        return OFTEN_INSIDE
    if "." in word and all(len(part) == 1 for part in word.split(".")) and not word[0].isdigit():
        return OFTEN_INSIDE
    if _LIST_NUMBER.match(token.lead + core + token.trail):
        return LIST_NUMBER
    return PLAIN


def start(shapes: Sequence[Shape]) -> NDArray[np.uint8]:
    """What a token begins with: lower case, upper case, a digit, no word; +4 for a first word."""
    return np.fromiter(map(_start, shapes), dtype=np.uint8, count=len(shapes))


def _start(token: Shape) -> int:
    core = token.core
    if not core:
        return BARE
    letter = core[0]
    kind = DIGIT if letter.isdigit() else LOWER if letter.islower() else UPPER
    if kind == UPPER and token.word in _FIRST_WORDS:
        kind |= 4
    if kind == LOWER and (token.lead and token.lead[-1] == "$"):
        kind = DIGIT
    return kind


def speech_verb(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word is a verb such as "said", which attributes what stands before it."""
    return among(words, word_class("sentence_words", "speech verb"))


def after_time(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word goes on a time of day: "8 a.m. Friday"."""
    return among(words, word_class("sentence_words", "after a time of day"))


def is_i(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word is "I", whose capital tells nothing."""
    return among(words, frozenset(["i", "i'm", "i've", "i'd", "i'll"]))


def among(words: Sequence[str], listed: frozenset[str]) -> NDArray[np.bool_]:
    """Tell for each word whether it is listed."""
    return np.fromiter(map(listed.__contains__, words), dtype=bool, count=len(words))


def bare(shapes: Sequence[Shape]) -> NDArray[np.uint8]:
    """1 for a token without letter or digit, 2 if it only closes, 4 if a bullet, 8 if only dots."""
    return np.fromiter(map(_bare, shapes), dtype=np.uint8, count=len(shapes))


def _bare(token: Shape) -> int:
    form = token.lead or token.trail
    bullet = 4 if form and form[0] in _BULLET else 0
    if token.core:
        return bullet
    return (
        1
        | bullet
        | (2 if _CLOSERS.issuperset(token.trail) else 0)
        | (8 if set(token.trail) <= {".", "…"} else 0)
    )


def paragraph_starts(
    tokens: NDArray[np.int32],
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
        open_before = vocabulary.fact(end_mark)[tokens[single - 1]] == NO_END
        lower_after = vocabulary.fact(start)[tokens[single]] == LOWER
        runs_on = open_before & lower_after
        line_starts = np.union1d(np.flatnonzero(breaks > 0), articles)
        before = single - line_starts[np.searchsorted(line_starts, single) - 1]
        long_lines = before >= 4
        n_open = np.bincount(article, open_before, minlength=len(articles))
        n_runs_on = np.bincount(article, runs_on & long_lines, minlength=len(articles))
        wrapped = (n_runs_on >= 2) & (n_runs_on >= 0.4 * n_open)
        joined = (runs_on & long_lines) | (wrapped[article] & open_before & (before >= 6))
        begins[single[~joined]] = True
    begins[articles[:-1][articles[:-1] < len(tokens)]] = True
    return begins


def sentence_starts(
    tokens: NDArray[np.int32],
    paragraph_start: NDArray[np.bool_],
    articles: NDArray[np.int64],
    vocabulary: Vocabulary,
) -> NDArray[np.bool_]:
    """Tell for each token whether a sentence begins with it."""
    begins = paragraph_start.copy()
    if not len(tokens):
        return begins
    marks = vocabulary.fact(end_mark)[tokens]
    at = np.flatnonzero(marks[:-1])
    at = at[~paragraph_start[at + 1]]
    if len(at):
        after = _after_closers(at, tokens, paragraph_start, vocabulary)
        at, after = at[after >= 0], after[after >= 0]
        ends = _is_end(at, after, tokens, marks, paragraph_start, articles, vocabulary)
        begins[after[ends]] = True
    bullets = vocabulary.fact(bare)[tokens] & 4 > 0
    begins |= bullets
    _split_inline_lists(begins, tokens, paragraph_start, vocabulary)
    _keep_list_numbers(begins, bullets, tokens, paragraph_start, vocabulary)
    return begins


def _after_closers(
    at: NDArray[np.int64],
    tokens: NDArray[np.int32],
    paragraph_start: NDArray[np.bool_],
    vocabulary: Vocabulary,
) -> NDArray[np.int64]:
    """First token of what may be the next sentence; -1 where there is none.

    Text that was cut into tokens before has its closing marks on their own: they belong to the
    sentence that they close. A lone straight mark closes where one is open.
    """
    after = at + 1
    paragraph = np.cumsum(paragraph_start, dtype=np.int64)
    token, direction, _ = double_marks(tokens, paragraph, vocabulary)
    closing = np.zeros(len(tokens) + 1, dtype=bool)
    closing[token[direction == -1]] = True
    kind = np.append(vocabulary.fact(bare)[tokens], 0)
    closes = (kind & 2 > 0) & closing
    lone_bracket = vocabulary.fact(_closing_bracket)[tokens]
    closes[:-1] |= lone_bracket
    closes[:-1] &= ~paragraph_start
    for _ in range(2):
        after = np.where(closes[after], after + 1, after)
    beyond = (after >= len(tokens)) | paragraph_start[np.minimum(after, len(tokens) - 1)]
    return np.where(beyond, -1, after)


def _closing_bracket(shapes: Sequence[Shape]) -> NDArray[np.bool_]:
    return np.fromiter(
        (not s.core and s.trail in (")", "]", "''", "”") for s in shapes), bool, len(shapes)
    )


def _is_end(
    at: NDArray[np.int64],
    after: NDArray[np.int64],
    tokens: NDArray[np.int32],
    marks: NDArray[np.uint8],
    paragraph_start: NDArray[np.bool_],
    articles: NDArray[np.int64],
    vocabulary: Vocabulary,
) -> NDArray[np.bool_]:
    """Decide for the tokens `at`, before which what may be a new sentence begins at `after`."""
    bares = vocabulary.fact(bare)[tokens]
    dots = bares & 8 > 0
    word_after = _next_word(after, bares, paragraph_start)
    first = np.where(word_after < 0, BARE, vocabulary.fact(start)[tokens[word_after]])
    capital, digit = first & 3 == UPPER, first & 3 == DIGIT
    first_word = first & 4 > 0
    mark, closes = marks[at] & 3, (marks[at] & 4 > 0) | (after > at + 1)
    in_dots = dots[at] & (dots[np.maximum(at - 1, 0)] | dots[after])
    mark = np.where(in_dots, ELLIPSIS, mark)
    stop = mark == PERIOD
    kind = np.where(stop, vocabulary.fact(abbreviation)[tokens[at]], PLAIN)
    opens = vocabulary.fact(_opens)[tokens[after]]

    ends = capital | digit | (opens & (first & 3 != LOWER))
    article = np.searchsorted(articles, at, side="right") - 1
    runs_on = (first & 3 == LOWER) & (kind == PLAIN) & (mark != ELLIPSIS)
    ends |= _in_lower_case(article, runs_on, ends)
    no = vocabulary.word_fact(_no)[tokens[at]] & capital & first_word
    lower_before = vocabulary.fact(start)[tokens[np.maximum(at - 1, 0)]] == LOWER
    lower_before &= ~paragraph_start[at]
    ends &= (kind != BEFORE_A_NAME) | no
    dash = (bares[after] & 1 > 0) & ~opens & ~dots[after]
    ends &= (kind != OFTEN_INSIDE) | ((first_word | (closes & capital)) & ~dash)
    ends &= (kind != TIME) | (capital & ~vocabulary.word_fact(after_time)[tokens[after]])
    ends &= (kind != INITIAL) | (first_word & lower_before)
    ends &= ~((mark == ELLIPSIS) & vocabulary.word_fact(is_i)[tokens[after]] & ~closes)
    # dots after a full stop belong to what follows them; else a run of dots counts at its last
    ends &= ~dots[after] | (stop & ~dots[at] & capital)
    ends &= ~(dots[at] & _follows_stop(at, dots, marks, paragraph_start))
    # "Is this fun?" President Jane Doe said
    asks = np.flatnonzero(closes & (mark >= STRONG) & capital & ~first_word)
    if len(asks):
        ends[asks] &= ~_is_attributed(after[asks], tokens, marks, vocabulary)
    return ends


def _in_lower_case(
    article: NDArray[np.int64], lower: NDArray[np.bool_], ends: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Full stops before lower case, where that is how the article goes: some never use capitals."""
    n_lower, n_ends = np.bincount(article, lower), np.bincount(article, ends)
    return lower & ((n_lower >= 3) & (2 * n_lower > n_ends))[article]


def _follows_stop(
    at: NDArray[np.int64],
    dots: NDArray[np.bool_],
    marks: NDArray[np.uint8],
    paragraph_start: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Whether the run of lone dots that a token stands in comes right after a full stop."""
    run_start = np.maximum.accumulate(np.where(dots, 0, np.arange(len(dots)) + 1))[at]
    before = np.maximum(run_start - 1, 0)
    return (run_start > 0) & (marks[before] & 3 == PERIOD) & ~paragraph_start[run_start]


def _next_word(
    after: NDArray[np.int64], bares: NDArray[np.uint8], paragraph_start: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """First token with a letter or digit at or soon after a place; -1 where a line ends first."""
    place = after.copy()
    for _ in range(4):
        following = np.minimum(place + 1, len(bares) - 1)
        step = (bares[place] & 1 > 0) & ~paragraph_start[following]
        place = np.where(step, following, place)
    return np.where(bares[place] & 1 > 0, -1, place)


def _opens(shapes: Sequence[Shape]) -> NDArray[np.bool_]:
    opening = frozenset("“\"‘'([")
    return np.fromiter(
        (bool((s.lead or s.trail) and (s.lead or s.trail)[0] in opening) for s in shapes),
        bool,
        len(shapes),
    )


def _no(words: Sequence[str]) -> NDArray[np.bool_]:
    return among(words, frozenset(["no", "al", "art", "sec"]))


def _is_attributed(
    after: NDArray[np.int64],
    tokens: NDArray[np.int32],
    marks: NDArray[np.uint8],
    vocabulary: Vocabulary,
) -> NDArray[np.bool_]:
    """Whether a speech verb follows within five tokens that no stop or comma breaks off."""
    speech = vocabulary.word_fact(speech_verb)[tokens]
    titles = vocabulary.fact(abbreviation)[tokens] == BEFORE_A_NAME
    found = np.zeros(len(after), dtype=bool)
    running = np.ones(len(after), dtype=bool)
    for step in range(5):
        place = np.minimum(after + step, len(tokens) - 1)
        found |= running & speech[place]
        running &= (marks[place] == NO_END) | titles[place]
    return found


def enumerator(shapes: Sequence[Shape]) -> NDArray[np.int16]:
    """Value of a list number or letter such as "2." or "(b)"; 0 for any other token."""
    return np.fromiter(map(_enumerator, shapes), dtype=np.int16, count=len(shapes))


def _enumerator(token: Shape) -> int:
    if len(token.core) > 2 or not token.trail:
        return 0
    match = _ENUMERATOR.match(token.lead + token.core + token.trail)
    if match is None:
        return 0
    value = match.group(1)
    return int(value) if value.isdigit() else ord(value) - 86  # a is 11, so that 9 and a differ


def _split_inline_lists(
    begins: NDArray[np.bool_],
    tokens: NDArray[np.int32],
    paragraph_start: NDArray[np.bool_],
    vocabulary: Vocabulary,
) -> None:
    """Begin a sentence at "2." where one began at "1." in the same paragraph, and so on."""
    values = vocabulary.fact(enumerator)[tokens]
    paragraph = np.cumsum(paragraph_start, dtype=np.int64)
    expected: tuple[int, int] | None = None
    for place in np.flatnonzero(values):
        here = (int(paragraph[place]), int(values[place]))
        if here == expected or (here[1] in (1, 11) and begins[place]):
            begins[place] = True
            expected = (here[0], here[1] + 1)


def _keep_list_numbers(
    begins: NDArray[np.bool_],
    bullets: NDArray[np.bool_],
    tokens: NDArray[np.int32],
    paragraph_start: NDArray[np.bool_],
    vocabulary: Vocabulary,
) -> None:
    """Keep the number of a list item ("2.", "• 9.") with its item."""
    number = vocabulary.fact(abbreviation)[tokens] == LIST_NUMBER
    after_bullet = np.append(False, bullets[:-1])
    item = np.flatnonzero(number[:-1] & (begins | after_bullet)[:-1]) + 1
    begins[item] = paragraph_start[item]
