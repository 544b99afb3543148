"""Which articles tell one story: first copies, then articles on the same names and things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from mediakit.copying import in_order_of_appearance, sets_of_copies, with_wordless_alone
from mediakit.copying.linking import average_linked
from mediakit.copying.passages import telling_shingles
from mediakit.copying.shingles import Hashes, Shingles, hashed_words, shingle_index
from mediakit.counting import bincount, repeat
from mediakit.reading.dates import dates
from mediakit.stories.terms import Neighbours, alike_pairs, similarity_of, term_vectors

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ALIKE = 0.2
DAYS = 3.0

DATE_COLUMNS = ("published", "date")

_AGENCY = re.compile(
    r"\b(?:(?:news|press)\s?(?:agency|agencies|wire|service)|newswire|wire(?: agency| service)|"
    r"press (?:association|trust)|associated press|AP|AAP|AFP|agence france[- ]presse|reuters|UPI|"
    r"dpa|APA|ANSA|EFE|kyodo|yonhap|xinhua|tass|interfax|PTI|IANS|PA media)\b"
)


@dataclass(frozen=True)
class Stories:
    """Articles grouped by the story that they tell. Arrays have one element an article.

    Attributes
    ----------
    story : array of int
        Number of the story, from 0 in the order of the articles.
    copies : array of int
        Number of the set of copies that each article belongs to; it may be the only one.
    rank : array of int
        Place of each article if all are put in the order of who was probably first.
    day : array of float
        When it was published, in days; NaN where that isn't known.
    agency : array of bool
        Whether its outlet is a news agency.
    words, shingles : mapping of int to array
        Hashed words of the articles that share their story with others, and their shingles,
        sorted and without the stock.
    stock : array of int
        Shingles that several stories have: lines that stand under every article of an outlet,
        paragraphs of background. They are no trace of copying.
    """

    story: Ints
    copies: Ints
    rank: Ints
    day: Floats
    agency: NDArray[np.bool_]
    words: dict[int, Hashes]
    shingles: dict[int, Hashes]
    stock: Hashes
    _vectors: csr_matrix
    _node: Ints

    def members(self) -> list[Ints]:
        """Articles of each story that has several, probably first ones in front."""
        order = np.lexsort((self.rank, self.story))
        edges = np.flatnonzero(np.diff(self.story[order])) + 1
        return [part for part in np.split(order, edges) if len(part) > 1]

    def similarity(self, first: Ints, second: Ints) -> Floats:
        """How alike articles are by what they are about, from 0 to 1."""
        return similarity_of(self._vectors, self._node[first], self._node[second])


def find_stories(
    frame: pd.DataFrame, bodies: Sequence[str | None], days: float, least: float
) -> Stories:
    """Group articles by story; see :func:`mediakit.same_story`."""
    index = shingle_index(bodies)
    copies = sets_of_copies(bodies, index)
    day, agency = _days(frame), _agencies(frame)
    rank = _ranked(day, agency, index)
    # a set of copies is one thing with the text and the day of the one that was first
    by_rank = np.argsort(rank)
    by_rank = by_rank[index.distinct[by_rank] >= 0]
    _, first = np.unique(copies[by_rank], return_index=True)
    nodes = by_rank[first]
    nodes = nodes[np.argsort(index.distinct[nodes])]  # an order of their content
    number = dict(zip(copies[nodes].tolist(), range(len(nodes)), strict=True))
    node = np.array([number.get(c, -1) for c in copies.tolist()], dtype=np.int64)
    lasting = _lasting(index, day, days)
    vectors = term_vectors([bodies[place] for place in nodes.tolist()], lasting)
    linked = _linked(vectors, Neighbours(day[nodes], days), least)
    story = in_order_of_appearance(with_wordless_alone(linked, node))
    several = np.flatnonzero(bincount(story)[story] > 1)
    words = hashed_words(bodies, several)
    stock = np.union1d(lasting, _in_several_stories(index, story))
    return Stories(
        story=story,
        copies=in_order_of_appearance(copies),
        rank=rank,
        day=day,
        agency=agency,
        words=words,
        shingles={place: telling_shingles(own, stock) for place, own in words.items()},
        stock=stock,
        _vectors=vectors,
        _node=node,
    )


def _linked(vectors: csr_matrix, neighbours: Neighbours, least: float) -> Ints:
    pairs, similarity = alike_pairs(vectors, neighbours, least)

    def block(members: Ints) -> Floats:
        alike = np.asarray((vectors[members] @ vectors[members].T).todense())
        alike[~neighbours.may_be_compared(members)] = 0
        first, second = repeat(members, len(members)), np.tile(members, len(members))
        return alike - neighbours.rise(first, second).reshape(alike.shape)

    return average_linked(vectors.shape[0], pairs, similarity, block, least)


def _days(frame: pd.DataFrame) -> Floats:
    """When each article was published, in days; NaN where that isn't known."""
    for column in DATE_COLUMNS:
        if isinstance(frame.get(column), pd.Series):
            read, _ = dates(frame[column])
            # in seconds, which also hold the year 1
            moment = read.to_numpy().astype("datetime64[s]")
            seconds = moment.astype(np.int64) / 86_400
            return np.where(np.isnat(moment), np.nan, seconds)
    return np.full(len(frame), np.nan)


def _agencies(frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether the outlet of each article is a news agency, by its name or type."""
    found = np.zeros(len(frame), dtype=bool)
    for column in ("outlet", "outlet_type"):
        if isinstance(frame.get(column), pd.Series):
            codes, names = pd.factorize(frame[column].astype(object))
            told = [bool(_AGENCY.search(_folded(str(name)))) for name in names]
            found |= np.array([*told, False], dtype=bool)[codes]
    return found


def _folded(name: str) -> str:
    """Lower case but for what stands in capitals: AP is an agency, "ap" is none."""
    return " ".join(word if word.isupper() else word.lower() for word in name.split())


def who_was_first(frame: pd.DataFrame, index: Shingles) -> Ints:
    """Rank articles: the earlier first; of one day agencies, then the longer, then by content.

    An agency counts as a day earlier than it is dated: its last update is often dated after
    the papers that print an earlier one.
    """
    return _ranked(_days(frame), _agencies(frame), index)


def _ranked(day: Floats, agency: NDArray[np.bool_], index: Shingles) -> Ints:
    n_shingles = np.append(index.n_shingles, 0)[index.distinct]
    order = np.lexsort((index.distinct, -n_shingles, ~agency, np.floor(day) - agency))
    rank = np.empty(len(day), dtype=np.int64)
    rank[order] = np.arange(len(day))
    return rank


def _lasting(index: Shingles, day: Floats, days: float) -> Hashes:
    """Shingles of articles that lie further apart than the reports of one story.

    Of equal texts the first date counts: a reprint doesn't make all its words stock.
    """
    known = np.flatnonzero((index.distinct >= 0) & ~np.isnan(day))
    of_distinct = np.full(len(index.example), np.nan)
    np.fmin.at(of_distinct, index.distinct[known], day[known])
    own = of_distinct[index.owners]
    dated = ~np.isnan(own)
    return _spread(index.hashes[dated], own[dated], days)


def _in_several_stories(index: Shingles, story: Ints) -> Hashes:
    return _spread(index.hashes, story[index.example[index.owners]], 0)


def _spread(hashes: Hashes, values: NDArray[Any], most: float) -> Hashes:
    """Shingles whose values differ by more than so much."""
    starts = np.flatnonzero(np.append(True, hashes[1:] != hashes[:-1])[: len(hashes)])
    if not len(starts):
        return hashes
    apart = np.maximum.reduceat(values, starts) - np.minimum.reduceat(values, starts)
    return hashes[starts[apart > most]]
