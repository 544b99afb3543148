"""What a measure is: additive counts per sentence, a pure formula over their sums, and matches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus

#: Counts by name. One number a sentence where they are made, one a unit where they are scored.
Counts = Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class Column:
    """What an output column means; a row of the codebook.

    Attributes
    ----------
    definition : str
        One plain sentence.
    unit : str
        What one is one of: "words", "share of sentences", "US school grade" ...
    low, high : float or None
        Ends of the range; None where it is open.
    direction : str
        How to read a larger value; empty where there is nothing to read.
    formula, reference, caveat : str
        How it is computed, who published that, and what it can't tell.
    values : tuple of str
        All that a column of words may say; empty where that is open.

    Examples
    --------
    >>> Column("How many words the text has.", unit="words", low=0).range
    '0 and more'
    >>> Column("Who speaks.", values=("journalist", "quotation")).range
    'journalist, quotation'
    """

    definition: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    direction: str = ""
    formula: str = ""
    reference: str = ""
    caveat: str = ""
    values: tuple[str, ...] = ()

    @property
    def range(self) -> str:
        """What values it can take, in words."""
        if self.values:
            return ", ".join(value or "empty" for value in self.values)
        if self.low is None:
            return "any" if self.high is None else f"{self.high:g} and less"
        return f"{self.low:g} and more" if self.high is None else f"{self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class Matches:
    """Where in a corpus a measure found what it counts. One element a match, in text order.

    Attributes
    ----------
    first, last : array of int
        First and last token (`last` belongs to the match).
    label : array of str
        What kind of match each is.
    weight : array of float
        What each adds to the measure's score.
    """

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    label: NDArray[Any]
    weight: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True)
class Measure:
    """A family of statistics that share their counts.

    Attributes
    ----------
    name : str
        What `measures=` calls it.
    columns : mapping of str to Column or str
        The statistics it gives, with what they mean.
    count : callable
        Gets a Corpus, gives counts by name, one number a sentence. Only counts are added up.
        Those whose names begin with an underscore are for cautions alone: no score rests on them.
    score : callable
        Gets summed counts, one number a unit (always with ``n_words`` and ``n_sentences``),
        gives the columns. Nothing else may enter: what has equal counts has equal scores.
    find : callable, optional
        Gets a Corpus, gives the Matches on which the counts rest.
    caution : callable, optional
        Gets summed counts, gives sentences of caution, each with the units that it holds for.
    undefined : mapping of str to sequence of str
        Sentences of caution, of this measure or of another, each with the columns that would
        mislead where it holds: there they are NaN. Where none is named, all but counts are
        (``n_...``), which say what was found, whatever that is.
    headline : tuple of str
        Columns that are also given for the headline, as ``headline_<column>``, with what the body
        has more of, as ``headline_<column>_gap`` (headline less body).

    Examples
    --------
    >>> import mediakit as mk
    >>> import numpy as np
    >>> def count(corpus):
    ...     is_question = corpus.fact(ends_with_question_mark)
    ...     return {"n_questions": corpus.count_at(np.flatnonzero(is_question))}
    >>> def ends_with_question_mark(shapes):
    ...     return np.array(["?" in shape.trail for shape in shapes], dtype=bool)
    >>> QUESTIONS = mk.Measure(
    ...     name="questions",
    ...     columns={"n_questions": "How many questions are asked."},
    ...     count=count,
    ...     score=lambda counts: {"n_questions": counts["n_questions"]},
    ... )
    >>> mk.analyse("Why? Who knows? Nobody.", measures=[QUESTIONS])["n_questions"].item()
    2.0
    """

    name: str
    columns: Mapping[str, Column | str]
    count: Callable[[Corpus], Counts]
    score: Callable[[Counts], Mapping[str, NDArray[Any]]]
    find: Callable[[Corpus], Matches] | None = None
    caution: Callable[[Counts], Mapping[str, NDArray[np.bool_]]] | None = None
    undefined: Mapping[str, Sequence[str]] = field(default_factory=dict)
    headline: tuple[str, ...] = field(default=())


def ratio(
    numerator: NDArray[np.float64], denominator: NDArray[np.float64], times: float = 1.0
) -> NDArray[np.float64]:
    """Divide; NaN where there is nothing to divide by.

    >>> ratio(np.array([1.0, 0.0]), np.array([4.0, 0.0]), times=100)
    array([25., nan])
    """
    numerator, denominator = np.broadcast_arrays(
        np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    )
    result = np.full(denominator.shape, np.nan)
    np.divide(numerator, denominator, out=result, where=denominator != 0)
    return result * times
