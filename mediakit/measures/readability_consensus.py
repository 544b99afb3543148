"""What the grade formulas agree on, and how long a text takes to read."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: The grades that enter the consensus, and why. Each looks at another mark of difficulty.
CONSENSUS: dict[str, str] = {
    "flesch_kincaid_grade": "syllables and sentence length; fitted to adults",
    "gunning_fog_grade": "share of complex words and sentence length; made for newspapers",
    "smog_grade": "words of three or more syllables per sentence; asks for full understanding",
    "coleman_liau_grade": "letters and sentence length; free of errors in counting syllables",
    "automated_readability_grade": "characters and sentence length; fitted to adult reading",
}

#: The grades that stay out of it, and why.
NOT_IN_CONSENSUS: dict[str, str] = {
    "bormuth_grade": "falls again above 37 words a sentence",
    "linsear_write_grade": "no validation is published, and it jumps at 20 points a sentence",
    "forcast_grade": "made for forms and manuals; leaves sentences out",
    "danielson_bryan_grade": "fitted to children's reading lessons",
    "powers_flesch_grade": "fitted to children's reading lessons",
    "powers_dale_chall_grade": "fitted to children's reading lessons",
    "powers_fog_grade": "fitted to children's reading lessons",
    "powers_farr_jenkins_paterson_grade": "fitted to children's reading lessons",
    "navy_automated_readability_grade": "counts the same things as the index it was made from",
    "navy_fog_grade": "counts the same things as the index it was made from",
    "spache_1953_grade": "for school grades 1 to 4",
    "spache_grade": "for school grades 1 to 4",
}

#: Silent reading of English non-fiction by adults (Brysbaert 2019, doi:10.1016/j.jml.2019.104047).
WORDS_PER_MINUTE = 238


def consensus_grade(grades: Mapping[str, ArrayLike]) -> dict[str, NDArray[np.float64]]:
    """Median of the formulas that give a US school grade, and how far they are apart.

    Parameters
    ----------
    grades : mapping of str to array
        Scores by name, arrays of one shape. Only the names in :data:`CONSENSUS` are looked at.

    Returns
    -------
    dict of str to array
        ``consensus_grade``, the median; ``consensus_grade_low`` and ``consensus_grade_high``, the
        lowest and the highest grade; ``consensus_grade_spread``, the distance between the
        quartiles. NaN where one of the grades is NaN.

    Raises
    ------
    ValueError
        If none of the grades is one that enters the consensus.

    Notes
    -----
    Each formula was fitted to other readers and another degree of understanding, so they differ
    by some grades on any text. The spread says by how much.

    Examples
    --------
    >>> grades = {"flesch_kincaid_grade": [9.0], "smog_grade": [12.0], "gunning_fog_grade": [10.0]}
    >>> {name: value.tolist() for name, value in consensus_grade(grades).items()}
    ... # doctest: +NORMALIZE_WHITESPACE
    {'consensus_grade': [10.0], 'consensus_grade_low': [9.0], 'consensus_grade_high': [12.0],
     'consensus_grade_spread': [1.5]}
    """
    present = [np.asarray(grades[name], dtype=np.float64) for name in CONSENSUS if name in grades]
    if not present:
        raise ValueError(f"A consensus needs at least one of: {', '.join(CONSENSUS)}.")
    stacked = np.stack(present)
    with np.errstate(invalid="ignore"):
        low, lower, median, upper, high = np.quantile(stacked, [0, 0.25, 0.5, 0.75, 1], axis=0)
    return {
        "consensus_grade": median,
        "consensus_grade_low": low,
        "consensus_grade_high": high,
        "consensus_grade_spread": upper - lower,
    }


def reading_minutes(n_words: ArrayLike) -> NDArray[np.float64]:
    """Minutes that an adult takes to read so many words of English silently.

    Parameters
    ----------
    n_words : array or number
        Words of each text.

    Returns
    -------
    array of float

    Notes
    -----
    Brysbaert, M. (2019). How many words do we read per minute? A review and meta-analysis of
    reading rate. Journal of Memory and Language, 109, 104047: 238 words a minute for non-fiction.

    Examples
    --------
    >>> reading_minutes([238, 595]).tolist()
    [1.0, 2.5]
    """
    return np.asarray(n_words, dtype=np.float64) / WORDS_PER_MINUTE
