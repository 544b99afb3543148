"""From counts a piece to numbers a unit: sums, formulas, and intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mediakit.counting import bincount
from mediakit.measures.measure import Column, Counts, Measure
from mediakit.resampling import half_an_occurrence, limits, resampled_sums
from mediakit.units import Grouping

Floats = NDArray[np.float64]

UNITS_AT_ONCE = 48  # units that are resampled together: their replicates fit into the cache
#: Numbers of one part of a text, whose sentences are too few to resample.
_OF_A_PART = ("_opening", "_middle", "_closing")


@dataclass(frozen=True)
class Measured:
    """Units, measured.

    Attributes
    ----------
    counts : mapping of str to array
        Summed counts, one number a unit; NaN where the text is missing.
    columns : mapping of str to array
        The statistics, and the limits of their intervals where they were asked for.
    n_pieces : array of int
        Of how many sentences, or parts that one voice speaks, each unit is made.
    """

    counts: Counts
    columns: Mapping[str, NDArray[Any]]
    n_pieces: NDArray[np.int64]


def measured(
    grouping: Grouping, measures: Sequence[Measure], confidence: float | None = None
) -> Measured:
    """Measure units; with intervals of so much confidence, where one is given."""
    pieces: dict[str, Floats] = {}
    for measure in measures:
        pieces.update(measure.count(grouping.corpus))
    pieces["n_sentences"] = pieces["n_sentences"] * grouping.n_sentences
    counts = _summed(grouping, pieces)
    columns = scored(counts, measures)
    for name, holds in _undefined(counts, measures).items():
        columns[name] = np.where(holds, np.nan, columns[name])
    if confidence is not None:
        needed = {name: values for name, values in pieces.items() if not name.startswith("_")}
        columns.update(_intervals(grouping, needed, columns, measures, confidence))
    n_pieces = bincount(grouping.group, minlength=len(grouping.article))
    return Measured(counts, columns, n_pieces)


def _undefined(counts: Counts, measures: Sequence[Measure]) -> dict[str, NDArray[np.bool_]]:
    """Columns that would mislead in some units, with these units."""
    holds = cautions(counts, measures)
    found: dict[str, NDArray[np.bool_]] = {}
    for measure in measures:
        for note, columns in measure.undefined.items():
            if note not in holds or not holds[note].any():  # nearly all texts are English prose
                continue
            for name in columns or [c for c in measure.columns if not c.startswith("n_")]:
                found[name] = found.get(name, False) | holds[note]
    return found


def cautions(counts: Counts, measures: Sequence[Measure]) -> dict[str, NDArray[np.bool_]]:
    """What measures have to say against their numbers, each with the units that it holds for."""
    notes: dict[str, NDArray[np.bool_]] = {}
    for measure in measures:
        if measure.caution is not None:
            notes.update(measure.caution(counts))
    return notes


def interleaved(headline: Measured, sections: Measured) -> Measured:
    """Put each article's headline before its other sections."""
    n = len(headline.n_pieces)

    def together(first: NDArray[Any], rest: NDArray[Any]) -> NDArray[Any]:
        return np.column_stack([first, rest.reshape(n, len(rest) // max(n, 1))]).reshape(-1)

    return Measured(
        {k: together(headline.counts[k], sections.counts[k]) for k in sections.counts},
        {k: together(headline.columns[k], sections.columns[k]) for k in sections.columns},
        together(headline.n_pieces, sections.n_pieces),
    )


def _summed(grouping: Grouping, pieces: Counts) -> dict[str, Floats]:
    n_units = len(grouping.article)
    texts = grouping.corpus.texts
    missing = np.array([text is None for text in texts], dtype=bool)[grouping.article]
    sums = {}
    for name, values in pieces.items():
        total = bincount(grouping.group, values, minlength=n_units).astype(np.float64)
        total[missing] = np.nan
        sums[name] = total
    return sums


def scored(counts: Counts, measures: Sequence[Measure]) -> dict[str, NDArray[Any]]:
    """Put summed counts through the formulas of measures: one array a column."""
    scores: dict[str, NDArray[Any]] = {}
    for measure in measures:
        given = measure.score(counts)
        absent = [column for column in measure.columns if column not in given]
        if absent:
            raise ValueError(f"measure {measure.name!r} gives no column {', '.join(absent)}")
        scores.update((column, np.asarray(given[column])) for column in measure.columns)
    return scores


def names_of_limits(measures: Sequence[Measure]) -> dict[str, tuple[str, str]]:
    """Name the columns that get an interval, with the columns of its limits.

    Counts have none: they say what is there. Nor have numbers of one third of a text, nor ends of
    a range (``consensus_grade_low``), beside which the interval is ``consensus_grade_interval_low``
    and ``_high``.
    """
    names = [column for measure in measures for column in measure.columns]
    taken = set(names)
    result = {}
    for name in names:
        end_of_range = any(
            name.endswith(end) and name.removesuffix(end) in taken for end in ("_low", "_high")
        )
        if name.startswith("n_") or name.endswith(_OF_A_PART) or end_of_range:
            continue
        stem = f"{name}_interval" if f"{name}_low" in taken or f"{name}_high" in taken else name
        result[name] = (f"{stem}_low", f"{stem}_high")
    return result


def _intervals(
    grouping: Grouping,
    pieces: Counts,
    scores: Mapping[str, NDArray[Any]],
    measures: Sequence[Measure],
    confidence: float,
) -> dict[str, Floats]:
    """Limits of intervals, one number a unit; NaN where it has fewer than two pieces."""
    names = names_of_limits(measures)
    bounds = {name: _bounds(name, measures) for name in names}
    n_units = len(grouping.article)
    result = {name: np.full(n_units, np.nan) for both in names.values() for name in both}
    pieces_in_order = np.column_stack([*pieces.values()])[np.argsort(grouping.group, kind="stable")]
    size = bincount(grouping.group, minlength=len(grouping.article))
    start = np.cumsum(size) - size
    may_be_absent = np.array([name.startswith("n_") for name in pieces])
    by_size = np.argsort(size, kind="stable")
    by_size = by_size[size[by_size] > 1]
    for place in range(0, len(by_size), UNITS_AT_ONCE):
        some = by_size[place : place + UNITS_AT_ONCE]
        sums = []
        for n in np.unique(size[some]):
            first = start[some[size[some] == n]]
            values = pieces_in_order[first[:, None] + np.arange(n)]
            # what a sentence may lack, another text of the kind may have; no sentence lacks words
            absent = (values == 0).any(axis=1) & may_be_absent
            sums.append(resampled_sums(values) + absent[:, :, None] * half_an_occurrence())
        by_count = np.concatenate(sums).transpose(1, 0, 2).reshape(len(pieces), -1)
        replicates = scored(dict(zip(pieces, by_count, strict=True)), measures)
        for name, (low, high) in names.items():
            result[low][some], result[high][some] = limits(
                scores[name][some],
                replicates[name].reshape(len(some), -1),
                size[some],
                confidence,
                *bounds[name],
            )
    return result


def _bounds(name: str, measures: Sequence[Measure]) -> tuple[float | None, float | None]:
    for measure in measures:
        column = measure.columns.get(name)
        if isinstance(column, Column):
            return column.low, column.high
    return None, None
