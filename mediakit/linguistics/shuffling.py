"""What chance would do: articles shuffled between two sides, and their terms counted again.

Whole articles are shuffled, since words come by the article: a term that one article repeats a
hundred times moves with it, and so can't pass for a difference between the sides.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from mediakit.counting import repeat
from mediakit.linguistics.term_counts import TermCounts

Floats = NDArray[np.float64]

BLOCK = 64  # shuffles counted at once
_EXACT_IN_FLOAT32 = 2**24
_ROUNDING = 1 - 1e-9  # shuffles that give the same table count as equal


def shuffled_p(target: TermCounts, reference: TermCounts, times: int, seed: int) -> Floats:
    """How often shuffled articles differ as much in each term as the two sides do.

    Parameters
    ----------
    target, reference : TermCounts
        The articles of each side, counted over the same terms.
    times : int
        How many shuffles; none give NaN.
    seed : int
        Of the shuffles, which depend on nothing else: articles are brought into an order of their
        own first.

    Returns
    -------
    array of float
        One p a term: (1 + shuffles at least as different) / (1 + shuffles), so that it is never 0.

    Notes
    -----
    The difference is Pearson's chi-square of the 2-by-2 table of the term and other words, which
    shuffles bring to |a N - t C| / sqrt(C D) times a constant of the term (a and t: its count in
    the target and in all; C, D, N: words of target, reference and both). Phipson, B. and Smyth,
    G. (2010). Permutation p-values should never be zero. Statistical Applications in Genetics and
    Molecular Biology 9(1), 39. 10.2202/1544-6115.1585
    """
    n_terms = target.counts.shape[1]
    if not times:
        return np.full(n_terms, np.nan)
    n_words = np.concatenate([target.n_words, reference.n_words])
    fingerprint = np.concatenate([target.fingerprint, reference.fingerprint])
    in_target = repeat([True, False], [len(target.n_words), len(reference.n_words)])
    order = np.lexsort((in_target, fingerprint))
    n_words, in_target = n_words[order], in_target[order]
    counts = vstack([target.counts, reference.counts], format="csr")[order].T.tocsr()
    total = np.asarray(counts.sum(axis=1), dtype=np.float64).reshape(-1, 1)
    # sums of counts are whole numbers: in half the memory they are as exact, while small
    if total.max(initial=0.0) < _EXACT_IN_FLOAT32:
        counts = counts.astype(np.float32)
    seen = _difference(counts, n_words, total, in_target[:, np.newaxis])
    random = np.random.default_rng(seed)
    as_different = np.zeros(n_terms)
    for done in range(0, times, BLOCK):
        size = min(BLOCK, times - done)
        shuffled = random.permuted(np.tile(in_target, (size, 1)), axis=1).T
        drawn = _difference(counts, n_words, total, shuffled)
        as_different += (drawn >= seen * _ROUNDING).sum(axis=1)
    return (1 + as_different) / (1 + times)


def _difference(
    counts: csr_matrix, n_words: Floats, total: Floats, in_target: NDArray[np.bool_]
) -> Floats:
    """One row a term, one column a way to draw the target: how different its rates are."""
    all_words = n_words.sum()
    target_words = n_words @ in_target
    count = counts @ np.ascontiguousarray(in_target, dtype=counts.dtype)
    scale = 1 / np.sqrt(target_words * (all_words - target_words))
    return np.abs(count * (all_words * scale) - total * (target_words * scale))
