"""Many tokens taken apart at once.

What :func:`mediakit.tokenising.shape` does for one token is done here for tens of thousands, with a
few passes over one array of all their characters. Tokens of plain letters, digits and well-known
marks are nearly all; the few with any other character are taken apart one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mediakit.counting import running_count
from mediakit.tokenising import (
    APOSTROPHES,
    INNER_MARK,
    MARKS,
    is_link,
    shape,
)

#: Stands for the core of a token in its frame: "“a," is the frame of "“Well,". No mark is a letter.
CORE = "a"

# What the core of a token looks like, as bits
BEGINS_UPPER, BEGINS_LOWER, BEGINS_WITH_DIGIT, BEGINS_WITH_LETTER = 1, 2, 4, 8
GOES_ON_UPPER, IN_CAPITALS, IN_LOWER_CASE = 16, 32, 64

# Kinds of characters, as bits
_UPPER, _LOWER, _DIGIT, _UNDERSCORE, _LINE, _SEAM, _STOP, _OTHER = (1 << k for k in range(8))
_ALNUM = _UPPER | _LOWER | _DIGIT


def _kinds_of_characters() -> NDArray[np.uint8]:
    """Give the kind of each character by its code; the last one stands for all beyond."""
    kinds = np.full(max(map(ord, MARKS)) + 2, _OTHER, dtype=np.uint8)
    kinds[list(map(ord, MARKS))] = 0
    for first, last, kind in (("A", "Z", _UPPER), ("a", "z", _LOWER), ("0", "9", _DIGIT)):
        kinds[ord(first) : ord(last) + 1] = kind
    for characters, kind in (("\n", _LINE), ("_", _UNDERSCORE), (".:", _STOP)):
        kinds[list(map(ord, characters))] = kind
    kinds[list(map(ord, "—–…/.!?,;:"))] |= _SEAM  # where one chunk may be several tokens
    return kinds


def _dictionary_letters() -> NDArray[np.uint32]:
    """Give the code of each character's form in a dictionary: lower case, straight apostrophes."""
    forms = np.arange(len(_KINDS), dtype=np.uint32)
    upper = np.flatnonzero(_KINDS & _UPPER)
    forms[upper] += ord("a") - ord("A")
    forms[[code for code in APOSTROPHES if code < len(forms)]] = ord("'")
    return forms


_KINDS = _kinds_of_characters()
_DICTIONARY_LETTERS = _dictionary_letters()


class Anatomy(NamedTuple):
    """What tokens are made of; one element a token.

    Attributes
    ----------
    words : list of str
        What dictionaries are asked for; empty where a token has no letter or digit, or is a link.
    frames : list of str
        The marks around each core, which :data:`CORE` stands for.
    looks : array of uint8
        What each core looks like, as bits: :data:`BEGINS_UPPER` and so on.
    sizes, core_sizes, n_letters : array of int
        Characters of each token, of its core, and letters of its word.
    may_be_several : array of bool
        Whether the token may be several, glued together: nearly none is.
    """

    words: list[str]
    frames: list[str]
    looks: NDArray[np.uint8]
    sizes: NDArray[np.int32]
    core_sizes: NDArray[np.int32]
    n_letters: NDArray[np.int32]
    may_be_several: NDArray[np.bool_]


def take_apart(tokens: Sequence[str]) -> Anatomy:
    """Take tokens apart, all at once.

    Parameters
    ----------
    tokens : sequence of str
        None of them empty, none with white space in it.

    Examples
    --------
    >>> parts = take_apart(["“Don’t,", "U.S.", "—"])
    >>> parts.words, parts.frames
    (["don't", 'u.s', ''], ['“a,', 'a.', '—'])
    >>> parts.core_sizes.tolist(), (parts.looks & IN_CAPITALS > 0).tolist()
    ([5, 3, 0], [False, True, False])
    """
    joined = "\n".join([*tokens, ""])
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.minimum(codes, np.uint32(len(_KINDS) - 1))
    kinds = _KINDS[codes]
    ends = np.flatnonzero(kinds == _LINE)
    begins = np.append(0, ends[:-1] + 1)

    # the core is what stands from the first letter or digit to the last
    is_solid = kinds & _ALNUM > 0
    running = running_count(is_solid)
    before, through = running[begins], running[ends]
    bare = before == through
    solid = np.append(np.flatnonzero(is_solid), len(codes) - 1)
    first, last = solid[before], solid[through - 1]
    first[bare], last[bare] = ends[bare], ends[bare] - 1

    steps = np.zeros(len(codes) + 1, dtype=np.int8)
    steps[first] = 1
    steps[last + 1] -= 1  # of a token without a core they are the same place
    in_core = np.cumsum(steps[:-1], dtype=np.int8) > 0
    words = _lines(_DICTIONARY_LETTERS[codes], in_core | (kinds == _LINE))
    begins_core = np.zeros(len(codes), dtype=bool)
    begins_core[first[~bare]] = True
    framed = np.where(begins_core, np.uint32(ord(CORE)), codes)
    frames = _lines(framed, ~in_core | begins_core)

    n_letters = _count_within(kinds & (_UPPER | _LOWER) > 0, first, last)
    looks = _looks(kinds, in_core, first, last)
    parts = Anatomy(
        words=words,
        frames=frames,
        looks=looks,
        sizes=(ends - begins).astype(np.int32),
        core_sizes=(last - first + 1).astype(np.int32),
        n_letters=n_letters,
        may_be_several=_may_be_several(kinds, codes, begins, ends),
    )
    for place in np.flatnonzero(_may_be_link(kinds, codes, begins, ends, last) & ~bare).tolist():
        if is_link(tokens[place]):
            words[place], n_letters[place] = "", 0
    _one_by_one(np.flatnonzero(_count_within(kinds & _OTHER > 0, begins, ends)), tokens, parts)
    return parts


def _lines(codes: NDArray[np.uint32], kept: NDArray[np.bool_]) -> list[str]:
    return codes[kept].tobytes().decode("utf-32-le", "surrogatepass").split("\n")[:-1]


def _count_within(
    marked: NDArray[np.bool_], first: NDArray[np.int64], last: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Count the marked characters from the first to the last one of each stretch."""
    running = running_count(marked)
    return running[last + 1] - running[first]


def _looks(
    kinds: NDArray[np.uint8],
    in_core: NDArray[np.bool_],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
) -> NDArray[np.uint8]:
    begins = kinds[first]
    second = kinds[np.minimum(first + 1, last)]
    upper = _count_within(kinds & _UPPER > 0, first, last) > 0
    lower = _count_within(kinds & _LOWER > 0, first, last) > 0
    looks = np.zeros(len(first), dtype=np.uint8)
    for bit, holds in (
        (BEGINS_UPPER, begins & _UPPER > 0),
        (BEGINS_LOWER, begins & _LOWER > 0),
        (BEGINS_WITH_DIGIT, begins & _DIGIT > 0),
        (BEGINS_WITH_LETTER, begins & (_UPPER | _LOWER) > 0),
        (GOES_ON_UPPER, (second & _UPPER > 0) & (last > first)),
        (IN_CAPITALS, upper & ~lower),
        (IN_LOWER_CASE, lower & ~upper),
    ):
        looks[holds] |= bit
    return looks


def _may_be_several(
    kinds: NDArray[np.uint8],
    codes: NDArray[np.uint32],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Whether something that may be a seam stands before a letter, or a dash before anything."""
    of_words = kinds & (_ALNUM | _UNDERSCORE) > 0
    last = np.append(0, np.flatnonzero(of_words))[running_count(of_words)[ends]]
    seam = kinds & _SEAM > 0
    inside_number = seam & (codes < 128)  # "1,000", "9:30", but not "…5" nor "...5"
    inside_number[:-1] &= kinds[1:] & _DIGIT > 0
    inside_number[1:] &= codes[:-1] != ord(".")
    seam &= ~inside_number
    found = _count_within(seam, begins, np.maximum(last, begins)) > 0
    found &= last > begins
    dash = codes == ord("—")
    dash[:-1] |= (codes[:-1] == ord("-")) & (codes[1:] == ord("-"))
    dash[ends - 1] = False
    return found | (_count_within(dash, begins, ends) > 0)


def _may_be_link(
    kinds: NDArray[np.uint8],
    codes: NDArray[np.uint32],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    last: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Whether a token has what links have: a stop or colon before its last letter, "@", "www."."""
    inside = _count_within(kinds & _STOP > 0, begins, np.maximum(last, begins)) > 0
    at = _count_within(codes == ord("@"), begins, ends) > 0
    ending, mark = _DICTIONARY_LETTERS[codes[last]], codes[last + 1]
    scheme = ((ending == ord("p")) | (ending == ord("s"))) & (mark == ord(":"))
    return inside | at | scheme | ((ending == ord("w")) & (mark == ord(".")))


def _one_by_one(places: NDArray[np.int64], tokens: Sequence[str], parts: Anatomy) -> None:
    """Put right what has other characters than plain letters, digits and well-known marks."""
    for place in places.tolist():
        lead, core, trail, word = shape(tokens[place])
        parts.words[place] = word
        parts.frames[place] = f"{lead}{CORE}{trail}" if core else trail
        parts.looks[place] = _looks_of(core)
        parts.core_sizes[place] = len(core)
        parts.n_letters[place] = sum(map(str.isalpha, word))
        parts.may_be_several[place] = INNER_MARK.search(tokens[place]) is not None


def _looks_of(core: str) -> int:
    first = core[:1]
    return (
        BEGINS_UPPER * first.isupper()
        | BEGINS_LOWER * first.islower()
        | BEGINS_WITH_DIGIT * first.isdigit()
        | BEGINS_WITH_LETTER * first.isalpha()
        | GOES_ON_UPPER * core[1:2].isupper()
        | IN_CAPITALS * core.isupper()
        | IN_LOWER_CASE * core.islower()
    )
