"""A marked text cut where its marks begin and end, so that marks may overlap as they like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

_MOST_NAMED = 4  # matches of one family at one place that are named; they hardly ever are two


@dataclass(frozen=True)
class Span:
    """Where a match stands, and the number of the family that it belongs to."""

    start: int
    end: int
    family: int


@dataclass(frozen=True)
class Segment:
    """A stretch of text that has the same marks throughout.

    Attributes
    ----------
    start, end : int
        Offsets into the text.
    over : tuple of (int, tuple of int, int)
        Families whose matches lie over it, the one that began first in front: number of the
        family, numbers of (at most four of) its matches, and how many there are.
    going_on : int
        How many families in front also lie over what follows.
    closing : tuple of int
        Numbers of the matches that end where it ends.
    """

    start: int
    end: int
    over: tuple[tuple[int, tuple[int, ...], int], ...]
    going_on: int
    closing: tuple[int, ...]


def segments(length: int, spans: Sequence[Span], cuts: Iterable[int] = ()) -> Iterator[Segment]:
    """Cut a text into segments, in order and without gaps.

    Parameters
    ----------
    length : int
        Length of the text.
    spans : sequence of Span
        The matches, in any order.
    cuts : iterable of int
        Further offsets to cut at.

    Examples
    --------
    >>> for s in segments(9, [Span(0, 6, 0), Span(4, 6, 1)]):
    ...     print(s.start, s.end, s.over, s.closing)
    0 4 ((0, (0,), 1),) ()
    4 6 ((0, (0,), 1), (1, (1,), 1)) (1, 0)
    6 9 () ()
    """
    edges = {0, length, *cuts}
    for span in spans:
        edges |= {span.start, span.end}
    rows = [row for row, span in enumerate(spans) if span.start < span.end]
    opening = sorted(rows, key=lambda row: (spans[row].start, -spans[row].end))
    ending = sorted(rows, key=lambda row: (spans[row].end, -spans[row].start))
    over: dict[int, dict[int, None]] = {}
    n_opened = n_ended = 0
    for start, end in pairwise(sorted(edge for edge in edges if 0 <= edge <= length)):
        while n_opened < len(opening) and spans[opening[n_opened]].start <= start:
            row = opening[n_opened]
            over.setdefault(spans[row].family, {})[row] = None
            n_opened += 1
        here = tuple(
            (family, tuple(islice(matches, _MOST_NAMED)), len(matches))
            for family, matches in over.items()
        )
        closing: list[int] = []
        while n_ended < len(ending) and spans[ending[n_ended]].end <= end:
            row = ending[n_ended]
            matches = over[spans[row].family]
            del matches[row]
            if not matches:
                del over[spans[row].family]
            closing.append(row)
            n_ended += 1
        going_on = 0
        while going_on < len(here) and here[going_on][0] in over:
            going_on += 1
        yield Segment(start, end, here, going_on, tuple(closing))
