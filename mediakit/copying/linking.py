"""Average linkage over few pairs: groups whose members are alike on average, with no chains."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from mediakit.counting import bincount

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

MOST_AT_ONCE = 2_000  # members of a component whose similarities are held together
RISE = 0.05  # by how much the threshold rises inside of a larger one


def average_linked(
    n: int,
    pairs: tuple[Ints, Ints],
    similarity: Floats,
    block: Callable[[Ints], Floats],
    least: float,
) -> Ints:
    """Group things by average linkage, down to a similarity.

    Parameters
    ----------
    n : int
        How many things there are. They must stand in an order that is their own.
    pairs : tuple of two arrays of int
        All pairs that reach `least`.
    similarity : array of float
        How alike the two of each pair are.
    block : callable
        Gets numbers of things, gives the similarities of all of them as a square array.
    least : float
        Two groups are put together while their members are at least this alike, on average.

    Returns
    -------
    array of int
        Number of the group of each thing.

    Notes
    -----
    Unweighted average linkage (Sokal and Michener 1958). Two groups whose average reaches `least`
    have a pair that does, so that the components of the graph of `pairs` can be grouped one by one;
    the result is that of all things at once. Components of more than 2,000 things are cut first
    where the pairs that hold them together are weakest.

    Examples
    --------
    >>> alike = np.array([[1, 0.9, 0.1], [0.9, 1, 0.6], [0.1, 0.6, 1]])
    >>> pairs = np.array([0, 1]), np.array([1, 2])
    >>> average_linked(3, pairs, np.array([0.9, 0.6]), lambda m: alike[np.ix_(m, m)], 0.5).tolist()
    [0, 0, 1]
    """
    group = np.arange(n, dtype=np.int64)
    for members in _components(np.arange(n), pairs, similarity, least):
        numbers = _linked(block(members), least)
        first = np.full(numbers.max() + 1, n, dtype=np.int64)
        np.minimum.at(first, numbers, members)
        group[members] = first[numbers]
    return np.unique(group, return_inverse=True)[1].reshape(-1)


def _linked(similarity: Floats, least: float) -> Ints:
    if len(similarity) == 2:
        return np.zeros(2, dtype=np.int64)  # a pair that reaches it
    from scipy.cluster.hierarchy import fcluster, linkage

    upper = np.triu_indices(len(similarity), 1)
    distance = 1 - similarity[upper]
    return np.asarray(fcluster(linkage(distance, "average"), 1 - least, "distance")) - 1


def _components(
    members: Ints, pairs: tuple[Ints, Ints], similarity: Floats, least: float
) -> list[Ints]:
    """Sets of at least two things that pairs of at least `least` connect."""
    from scipy.sparse.csgraph import connected_components

    enough = similarity >= least
    first, second, similarity = pairs[0][enough], pairs[1][enough], similarity[enough]
    row, column = np.searchsorted(members, first), np.searchsorted(members, second)
    graph = csr_matrix((np.ones(len(row)), (row, column)), shape=(len(members), len(members)))
    _, label = connected_components(graph, directed=False)
    size = bincount(label)
    order = np.argsort(label, kind="stable")
    edges = np.append(0, np.cumsum(size))
    found = []
    for number in np.flatnonzero(size > 1):
        part = members[order[edges[number] : edges[number + 1]]]
        if len(part) <= MOST_AT_ONCE:
            found.append(part)
        else:
            inside = label[row] == number
            inner = first[inside], second[inside]
            found += _components(part, inner, similarity[inside], least + RISE)
    return found
