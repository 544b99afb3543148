"""Which tokens stand in quotation marks.

Double marks open and close within a paragraph. A quotation that is left open goes on to the end
of its paragraph where the next one opens with a mark again, as newspapers have it, and to the end
of its sentence otherwise: a stray mark never swallows the rest of an article.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mediakit.anatomy import BEGINS_WITH_DIGIT
from mediakit.counting import bincount, repeat
from mediakit.tokenising import Frame, Shape
from mediakit.vocabulary import Types, among

_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_ELIDED = frozenset("em tis twas cause til till n bout round cos kay nother".split())
_LONGEST_SINGLE = 80  # tokens between single marks; beyond it the apostrophe was none

OPENS, CLOSES, EITHER, OPENS_SINGLE, CLOSES_SINGLE, PLURAL = 1, 2, 4, 8, 16, 32


def marks(types: Types) -> NDArray[np.uint8]:
    """Which quotation marks a token carries, as bits."""
    bits = types.of_frames(marks_of_frame)
    single = bits & OPENS_SINGLE > 0
    elided = types.of_words(_elided) | (types.looks & BEGINS_WITH_DIGIT > 0)  # 'em, '90s
    bits[single & elided] &= ~np.uint8(OPENS_SINGLE)
    inches = types.of_frames(_may_be_inches) & (types.n_letters < types.core_sizes)
    bits[types.each(_is_height, inches, bool)] &= ~np.uint8(CLOSES)
    return bits | types.each(_plural, types.of_frames(_ends_in_apostrophe), np.uint8)


def marks_of_frame(frames: Sequence[Frame]) -> NDArray[np.uint8]:
    """The same as far as the marks around a word tell."""
    return np.array([_marks(*frame) for frame in frames], dtype=np.uint8)


def _marks(lead: str, has_core: bool, trail: str) -> int:
    if not has_core:
        return _lone_marks(trail)
    bits = 0
    if '"' in lead or "``" in lead or "''" in lead or not _OPENING.isdisjoint(lead):
        bits |= OPENS
    if '"' in trail or "''" in trail or not _CLOSING.isdisjoint(trail):
        bits |= CLOSES
    if "‘" in lead or ("'" in lead and "''" not in lead):
        bits |= OPENS_SINGLE
    if ("'" in trail or "’" in trail) and "''" not in trail:
        bits |= CLOSES_SINGLE
    return bits


def _elided(words: Sequence[str]) -> NDArray[np.bool_]:
    return among(words, _ELIDED)


def _may_be_inches(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    return np.array([frame.has_core and '"' in frame.trail for frame in frames], dtype=bool)


def _is_height(shape: Shape) -> bool:
    return shape.core[-1].isdigit() and "'" in shape.core  # 6'2"


def _ends_in_apostrophe(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    return np.array([f.has_core and f.trail in ("'", "’") for f in frames], dtype=bool)


def _plural(shape: Shape) -> int:
    return PLURAL if shape.core[-1] in "sxz" else 0  # the ministers' plan


def _lone_marks(form: str) -> int:
    if "``" in form or not _OPENING.isdisjoint(form):
        return OPENS
    if "''" in form or not _CLOSING.isdisjoint(form):
        return CLOSES
    return EITHER if '"' in form else 0


class DoubleMarks(NamedTuple):
    """Double quotation marks that take effect.

    Attributes
    ----------
    token, direction, paragraph : array of int
        Which token carries the mark, 1 for one that opens and -1 for one that closes, and the
        paragraph it stands in.
    """

    token: NDArray[np.int64]
    direction: NDArray[np.int8]
    paragraph: NDArray[np.int32]


def double_marks(bits: NDArray[np.uint8], paragraph: NDArray[np.int32]) -> DoubleMarks:
    """Find the double marks that take effect, from the :func:`marks` of all tokens."""
    at = np.flatnonzero(bits & (OPENS | CLOSES | EITHER) > 0)
    own = bits[at]
    opening, closing, either = at[own & OPENS > 0], at[own & CLOSES > 0], at[own & EITHER > 0]
    token = np.concatenate([opening, closing, either])
    direction = repeat(
        np.array([1, -1, 0], dtype=np.int8), [len(opening), len(closing), len(either)]
    )
    order = np.lexsort((-direction, token))
    token, direction = token[order], direction[order]
    of = paragraph[token]
    new = np.ones(len(of), dtype=bool)
    new[1:] = of[1:] != of[:-1]
    place = np.arange(len(of)) - np.flatnonzero(new)[np.cumsum(new) - 1]
    direction = np.where(direction == 0, np.where(place % 2 == 0, 1, -1), direction)
    # of several alike in a row only the first takes effect, and nothing closes what was not open
    before = np.where(new, -1, np.roll(direction, 1))
    effective = direction != before
    return DoubleMarks(token[effective], direction[effective].astype(np.int8), of[effective])


def quoted(
    bits: NDArray[np.uint8],
    double: DoubleMarks,
    paragraph: NDArray[np.int32],
    sentence_ends: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Tell for each token whether it stands in quotation marks.

    Parameters
    ----------
    bits : array of int
        What :func:`marks` tells of each token.
    double : DoubleMarks
        Those of the double marks that take effect.
    paragraph : array of int
        Number of the paragraph that each token stands in; it never falls.
    sentence_ends : array of int
        One past the last token of each sentence.
    """
    n_tokens = len(bits)
    inside = np.zeros(n_tokens, dtype=bool)
    token, direction, of = double
    is_open = direction == 1
    first = token[is_open]
    if len(first):
        following = np.append(token[1:], n_tokens)
        closed = np.append((direction[1:] == -1) & (of[1:] == of[:-1]), False)[is_open]
        last = following[is_open] + 1
        paragraph_end = np.searchsorted(paragraph, of[is_open], side="right")
        next_token = np.minimum(paragraph_end, n_tokens - 1)
        goes_on = (paragraph_end < n_tokens) & (bits[next_token] & OPENS > 0)
        sentence_end = sentence_ends[np.searchsorted(sentence_ends, first, side="right")]
        last = np.where(closed, last, np.where(goes_on, paragraph_end, sentence_end))
        depth = bincount(first, minlength=n_tokens + 1) - bincount(last, minlength=n_tokens + 1)
        inside = np.cumsum(depth[:-1], dtype=np.int32) > 0
    _mark_single(inside, bits, paragraph)
    return inside


def _mark_single(
    inside: NDArray[np.bool_], bits: NDArray[np.uint8], paragraph: NDArray[np.int32]
) -> None:
    """Add what stands between single marks; they are rare, so one at a time."""
    opening = np.flatnonzero((bits & OPENS_SINGLE > 0) & ~inside)
    closing = np.flatnonzero((bits & CLOSES_SINGLE > 0) & ~inside)
    place = np.searchsorted(closing, opening)
    limit = np.searchsorted(closing, np.append(opening[1:], len(bits)))
    done = -1
    for start, first, beyond in zip(opening, place, np.maximum(limit, place + 1), strict=True):
        ends = closing[first:beyond]
        ends = ends[(ends < start + _LONGEST_SINGLE) & (paragraph[ends] == paragraph[start])]
        if start <= done or not len(ends):
            continue
        sure = ends[bits[ends] & PLURAL == 0]
        done = int(sure[0] if len(sure) else ends[0])
        inside[start : done + 1] = True
