"""What a token tells of the ends of sentences, from its form alone.

Each is a fact of its type, or of no more than its frame (see :mod:`mediakit.vocabulary`): the mark
it ends with, what kind of abbreviation it is, what it begins with. What they mean together is
decided in :mod:`mediakit.sentences`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mediakit.anatomy import BEGINS_LOWER, BEGINS_WITH_DIGIT
from mediakit.lexicons import word_class
from mediakit.spelling import spelling
from mediakit.tokenising import Frame, Shape
from mediakit.vocabulary import Types, among

_BEFORE_A_NAME = word_class("sentence_words", "before a name")
_OFTEN_INSIDE = word_class("sentence_words", "often inside")
_TIMES = word_class("sentence_words", "time of day")
_FIRST_WORDS = word_class("sentence_words", "frequent first word")
_NAMES_WITH_MARK = word_class("sentence_words", "name with a mark")
_ALSO_A_WORD = word_class("sentence_words", "also a word")
_I = frozenset(["i", "i'm", "i've", "i'd", "i'll"])

# what a token ends with; +4 where the stop is followed by a closing mark
NO_END, PERIOD, STRONG, ELLIPSIS, STOP_CLOSES, ALONE, END = 0, 1, 2, 3, 4, 8, 15
# further bits of what matters at the boundaries of sentences
LONE, CLOSING, BULLET, DOTS, SURELY_CLOSING = 16, 32, 64, 128, 256
OPENS_BRACKET, CLOSES_BRACKET, ENUMERATES, NUMBERS_ITEM = 512, 1024, 2048, 4096
PLAIN, BEFORE_A_NAME, OFTEN_INSIDE, TIME, INITIAL, LIST_NUMBER, BEFORE_NUMBER = range(7)
LOWER, UPPER, DIGIT, BARE, FIRST_WORD, SMALL_I = 0, 1, 2, 3, 4, 8

_END = re.compile(r"(?<![.!?…])([.!?…]+)(['\"”’»)\]*_>]*)$")
_LIST_NUMBER = re.compile(r"[*⁃•(]?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z])\.?[.)]$")
_ENUMERATOR = re.compile(r"[⁃•]?\(?(\d{1,2}|[a-z])(?:\.\)|[.)])$")
_OPENS_DOTS = re.compile(r"[(\[{“‘„«]|[\"'](?:…|\.\.)")
_RULE = re.compile(r"([-=*~#+])\1{4,}$")
_EMOTICON = re.compile(r"[:;=]['-]?[()]+$")
_LETTERS = re.compile(r"[^\W\d](?:\.\w)+$")  # "u.s", "h.r"
_BULLETS = frozenset("•▪●◦⁃■□►▶")
_OPENERS = frozenset("“\"‘'([")
_CLOSERS = frozenset("”’»)]'\"")


def boundaries(types: Types) -> NDArray[np.uint16]:
    """All that matters at the boundaries of sentences, as bits: looked up once for each token.

    :data:`END` is the part of them that is :func:`end_mark`, ALONE also for a link that no mark
    follows; then comes what :func:`bare` and :func:`bracket` tell; ENUMERATES is for what has a
    value as :func:`enumerator`, NUMBERS_ITEM for what may be the number of a list item.
    """
    bits = types.of_frames(end_mark).astype(np.uint16)
    bits[address(types)] |= ALONE
    bits |= types.of_frames(bare) | types.of_frames(bracket)
    bits[types.fact(enumerator) > 0] |= ENUMERATES
    bits[types.fact(abbreviation) == LIST_NUMBER] |= NUMBERS_ITEM
    return bits


def end_mark(frames: Sequence[Frame]) -> NDArray[np.uint8]:
    """What a token ends with: nothing, full stop, strong mark or ellipsis; +4 if it then closes.

    8 is for what has no stop and needs none: an emoticon, a line drawn with hyphens.
    """
    return np.fromiter(map(_end_mark, frames), dtype=np.uint8, count=len(frames))


def _end_mark(frame: Frame) -> int:
    trail = frame.trail
    if frame.has_core:
        return _stop(trail)
    if _RULE.match(trail) or _EMOTICON.match(trail):
        return ALONE
    return NO_END if _OPENS_DOTS.match(trail) else _stop(trail)


def address(types: Types) -> NDArray[np.bool_]:
    """Whether a token is a link that is written out and that no mark follows."""
    return types.each(_ends_as_address, (types.word == 0) & (types.core_sizes > 0), bool)


def _ends_as_address(token: Shape) -> bool:
    return token.trail[:1] in ("", ">", "]", ")") and _is_address(token.core)


def _is_address(link: str) -> bool:
    """Whether a link is written out ("www.", a path, an e-mail address) and not just a name."""
    return ("/" in link or "@" in link or link.startswith("www.")) and '="' not in link


def _stop(trail: str) -> int:
    match = _END.search(trail)
    if match is None:
        return NO_END
    dots, closing = match.groups()
    if "!" in dots or "?" in dots:
        kind = STRONG
    elif "…" in dots or len(dots) > 1:
        kind = ELLIPSIS
    else:
        kind = PERIOD
    return kind | (STOP_CLOSES if closing else 0)


def abbreviation(types: Types) -> NDArray[np.uint8]:
    """What kind of abbreviation a token is, should it end with a full stop."""
    short = (types.core_sizes == 1) | ((types.core_sizes <= 5) & types.of_words(_may_count))
    may_be = types.of_frames(_may_abbreviate) & (types.of_words(_abbreviates) | short)
    return types.each(_abbreviation, may_be, np.uint8)


def _may_abbreviate(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    return np.array(["." in f.trail or ")" in f.trail for f in frames], dtype=bool)


def _abbreviates(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word is a listed abbreviation, or letters with stops between them."""
    listed = among(words, _ALSO_A_WORD | _TIMES | _BEFORE_A_NAME | _OFTEN_INSIDE)
    return listed | spelling(words).having(".")


def _may_count(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a short word may be the number of a list or section: "12", "b", "iv"."""
    spelled = spelling(words)
    return (spelled.sizes == 1) | spelled.beginning_with_digit | ~spelled.having_others("ivx")


def _abbreviation(token: Shape) -> int:
    lead, core, trail, word = token
    if not word or "." not in trail:
        return LIST_NUMBER if _is_list_number(token) else PLAIN
    in_brackets = lead[:1] in ("(", "[") and trail[-1] in ")]"  # "(Fla.)": its stop is its own
    if word in _ALSO_A_WORD and core.islower():
        return BEFORE_NUMBER
    if word in _TIMES:
        return BEFORE_A_NAME if in_brackets else TIME
    if word in _BEFORE_A_NAME:
        return BEFORE_A_NAME
    if len(core) == 1 and core.isalpha():
        return INITIAL if core.isupper() else BEFORE_A_NAME if word in "pv" else LIST_NUMBER
    if word in _OFTEN_INSIDE or _LETTERS.match(word):
        return BEFORE_A_NAME if in_brackets else OFTEN_INSIDE
    return LIST_NUMBER if _is_list_number(token) else PLAIN


def _is_list_number(token: Shape) -> bool:
    lead, core, trail, _ = token
    ends_so = trail[-1:] in (".", ")") and 0 < len(core) <= 5  # few do: spares the pattern
    return ends_so and _LIST_NUMBER.match(lead + core + trail) is not None


def start(types: Types) -> NDArray[np.uint8]:
    """What a token begins with: lower case, upper case, a digit, no word; +4 for a first word.

    An "i" counts as the capital that it mostly is, +8. A link begins like a digit.
    """
    digit, lower = types.looks & BEGINS_WITH_DIGIT > 0, types.looks & BEGINS_LOWER > 0
    kind = np.select([types.core_sizes == 0, digit, lower], [BARE, DIGIT, LOWER], UPPER)
    kind = kind.astype(np.uint8)
    kind[(kind == UPPER) & types.of_words(_first_word)] |= FIRST_WORD
    price = types.of_frames(_in_dollars)
    kind[lower & types.of_words(is_i) & ~price] = UPPER | FIRST_WORD | SMALL_I
    links = types.each(lambda token: _is_address(token.core), lower & (types.word == 0), bool)
    kind[lower & (price | links)] = DIGIT
    return kind


def _in_dollars(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    return np.array([frame.lead[-1:] == "$" for frame in frames], dtype=bool)


def _first_word(words: Sequence[str]) -> NDArray[np.bool_]:
    return among(words, _FIRST_WORDS)


def name_with_mark(types: Types) -> NDArray[np.bool_]:
    """Whether a token is a name that is written with a mark behind it: "Yahoo!"."""
    return types.of_frames(_exclaims) & types.of_words(_is_name_with_mark)


def _exclaims(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    return np.array([frame.has_core and frame.trail == "!" for frame in frames], dtype=bool)


def _is_name_with_mark(words: Sequence[str]) -> NDArray[np.bool_]:
    return among(words, _NAMES_WITH_MARK)


def speech_verb(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word is a verb such as "said", which attributes what stands before it."""
    return among(words, word_class("sentence_words", "speech verb"))


def after_time(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word goes on a time of day: "8 a.m. Friday"."""
    return among(words, word_class("sentence_words", "after a time of day"))


def before_time(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word leads to a time of day: "At 8 a.m."."""
    return among(words, word_class("sentence_words", "before a time of day"))


def is_i(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word is "I", whose capital tells nothing."""
    return among(words, _I)


def bare(frames: Sequence[Frame]) -> NDArray[np.uint16]:
    """What a token without letter or digit is, as bits; BULLET also for one that begins so."""
    return np.fromiter(map(_bare, frames), dtype=np.uint16, count=len(frames))


def _bare(frame: Frame) -> int:
    form = frame.lead or frame.trail
    bits = BULLET if form and form[0] in _BULLETS else 0
    if frame.has_core:
        return bits
    bits |= LONE
    if _CLOSERS.issuperset(form):
        bits |= CLOSING
    if set(form) <= {".", "…"}:
        bits |= DOTS
    if form in (")", "]", "''", "”") or _EMOTICON.match(form):
        bits |= SURELY_CLOSING
    return bits


def opens(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    """Whether a token begins with a mark that opens."""
    return among([(frame.lead or frame.trail)[:1] for frame in frames], _OPENERS)


def bracket(frames: Sequence[Frame]) -> NDArray[np.uint16]:
    """A bit for a token that opens more brackets than it closes, another if it closes more."""
    marks = [frame.lead + frame.trail for frame in frames]
    opened = np.array([m.count("(") + m.count("[") for m in marks], dtype=np.int64)
    closed = np.array([m.count(")") + m.count("]") for m in marks], dtype=np.int64)
    bits = OPENS_BRACKET * (opened > closed) + CLOSES_BRACKET * (opened < closed)
    return bits.astype(np.uint16)


def precedes_number(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word with a full stop may lead to a number or be a sentence: "No."."""
    return among(words, frozenset(["no", "al", "art", "sec"]))


def enumerator(types: Types) -> NDArray[np.int16]:
    """Value of a list number or letter such as "2." or "(b)"; 0 for any other token."""
    may_be = (types.core_sizes <= 2) & types.of_frames(_may_enumerate)
    return types.each(_enumerator, may_be, np.int16)


def _may_enumerate(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    return np.array([f.has_core and f.trail[:1] in (".", ")") for f in frames], dtype=bool)


def _enumerator(token: Shape) -> int:
    match = _ENUMERATOR.match(token.lead + token.core + token.trail)
    if match is None:
        return 0
    value = match.group(1)
    return int(value) if value.isdigit() else ord(value) - 86  # a is 11, so that 9 and a differ
