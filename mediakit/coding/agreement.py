"""The table of agreement: coders with each other, and the measures with the coders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.articles import Articles
from mediakit.coding import in_words, reliability
from mediakit.coding.automatic import automatic_columns
from mediakit.coding.filled import Filled, Sheet, collect
from mediakit.coding.questions import QUESTION, SCALES, Question
from mediakit.coding.reliability import RESAMPLES, Floats
from mediakit.measures.measure import Column, Measure
from mediakit.recurring import HIGH, LOW

AMONG_CODERS = "among coders"
KRIPPENDORFF = "Krippendorff, K. (2004). Content Analysis: An Introduction (2nd ed.). Sage"
#: What the table has, in this order.
AGREEMENT_COLUMNS: Mapping[str, Column] = {
    "question": QUESTION,
    "comparison": Column(
        f"Who is held against whom: “{AMONG_CODERS}”, or an automatic column with the coders.",
        unit="label",
    ),
    "statistic": Column(
        "How agreement is told.",
        unit="label",
        values=(
            *("alpha", "agreement", "precision", "recall", "f1"),
            *("pearson_r", "spearman_rho", ""),
        ),
        reference=f"alpha: {KRIPPENDORFF}",
    ),
    "level": Column(
        "The level of measurement that alpha takes the answers to have; empty elsewhere.",
        unit="label",
        values=(*SCALES, ""),
        reference=KRIPPENDORFF,
    ),
    "value": Column(
        "The value of the statistic.",
        unit="that of the statistic",
        low=-1.0,
        high=1.0,
        direction="higher is more agreement",
        caveat="Coders can agree and be wrong; a measure can agree with coders by habit where "
        "nearly all answers are the same.",
    ),
    "low": LOW,
    "high": HIGH,
    "n_units": Column("How many units the statistic rests on.", unit="units", low=0.0),
    "n_coders": Column("How many coders answered the question.", unit="coders", low=0.0),
    "reading": Column("What the value says, in words.", unit="text"),
}

Row = dict[str, Any]


@dataclass(frozen=True)
class _Bootstrap:
    """A statistic of weighted units, as it is and as it would be with other units."""

    n_units: int
    resamples: int
    seed: int

    def __call__(self, statistic: Callable[[Floats], Floats]) -> tuple[float, float, float]:
        value = float(statistic(np.ones((1, self.n_units)))[0])
        low, high = reliability.interval(statistic, self.n_units, self.resamples, self.seed)
        return (value, low, high) if not np.isnan(value) else (value, np.nan, np.nan)


def agreement(
    *sheets: Sheet,
    level: str | Mapping[str, str] | None = None,
    measures: bool | Sequence[str | Measure] | str | Measure = True,
    questions: Sequence[str | Question] | str | Question | None = None,
    articles: Articles | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """Hold the sheets of several coders against each other, and the measures against the coders.

    Parameters
    ----------
    *sheets : DataFrame or path
        Filled copies of one coding sheet: tables, or files ``.xlsx`` or ``.csv``. Their rows may
        be in any order, and cells may be empty. A table whose column ``coder`` has several names
        is taken apart by them. Needed are the column ``unit`` and a column a question; to
        compare with measures, ``text`` as well.
    level : {"nominal", "ordinal", "interval"} or dict, optional
        The level of Krippendorff's alpha, for all questions or for some by name; by default that
        of each question.
    measures : bool, or sequence of str or Measure, default True
        Whether to compare with the automatic columns that the questions name, or the measures to
        take them from.
    questions : sequence of str or Question, optional
        What was asked; by default "tone", "hedged" and "loaded" as far as there are such columns.
    articles : DataFrame, Series, list of str or str, optional
        What the sheet was drawn from. With it, units are measured where they stand, which matters
        within quotations of several sentences; without it, each on its own.
    resamples : int, default 2000
        How often the units are drawn anew for the intervals.
    seed : int, default 0
        Of the intervals.

    Returns
    -------
    DataFrame
        One row a question, comparison and statistic. ``comparison`` is "among coders" (``alpha``,
        ``agreement``) or names the automatic column, such as "n_hedges with coders"
        (``precision``, ``recall`` and ``f1`` for a nominal question, ``pearson_r`` and
        ``spearman_rho`` for others). ``value`` with the ends ``low`` and ``high`` of its 95 %
        interval, ``n_units``, ``n_coders`` and ``reading``: what the number says, in words.

    Raises
    ------
    ValueError
        Sheets that don't fit together, or answers that aren't allowed, with where they stand; a
        level that the answers can't have.
    TypeError
        A sheet that is neither a table nor a path.

    Notes
    -----
    ``alpha``: see :func:`mediakit.coding.krippendorff_alpha`. ``agreement`` is the share of pairs
    of answers to one unit that are equal: per cent agreement where there are two coders. Both
    rest on the units that two or more coders answered.

    The measures are held against what most coders answered (units on which they are split are
    left out, so the others are the clearer ones), or against the mean of their answers. An
    automatic column marks a unit where it is above the question's ``threshold``.

    Intervals are percentiles of a bootstrap over units. They tell what other units would change,
    not what other coders would. ``low`` and ``high`` are NaN where a statistic is undefined in
    half of the resamples.

    Examples
    --------
    >>> import mediakit as mk
    >>> from mediakit.coding import agreement, coding_sheet
    >>> sheet = coding_sheet(mk.load_sample(), n=40, questions="hedged")
    >>> sheet["hedged"] = ["yes", "no"] * 20
    >>> other = sheet.assign(hedged=["no"] * 2 + ["yes", "no"] * 19)
    >>> table = agreement(sheet, other, measures=False)
    >>> table[["statistic", "value"]].round(3).values.tolist()
    [['alpha', 0.951], ['agreement', 0.975]]
    """
    filled = collect(sheets, questions)
    levels = _levels(filled.questions, level)
    automatic: Mapping[str, pd.Series] = {}
    if measures is not False:
        chosen = None if measures is True else measures
        automatic = automatic_columns(filled, chosen, articles)
    rows: list[Row] = []
    for question in filled.questions:
        codes = filled.codes[question.name]
        about = {"question": question.name, "n_coders": int((codes >= 0).any(axis=0).sum())}
        found = list(_among_coders(question, codes, levels[question.name], resamples, seed))
        if measures is not False and question.compare is not None:
            found += _with_measure(question, filled, automatic, resamples, seed)
        rows += [about | row for row in found]
    return pd.DataFrame(rows, columns=[*AGREEMENT_COLUMNS])


def _levels(questions: Sequence[Question], level: str | Mapping[str, str] | None) -> dict[str, str]:
    given = level if isinstance(level, Mapping) else {}
    levels = {q.name: q.scale if level is None else str(level) for q in questions}
    if isinstance(level, Mapping):
        unknown = sorted(set(given) - set(levels))
        if unknown:
            raise ValueError(
                f"level: there is no question {', '.join(unknown)}; there are {', '.join(levels)}"
            )
        levels = {q.name: given.get(q.name, q.scale) for q in questions}
    for question in questions:
        chosen = levels[question.name]
        if chosen not in SCALES:
            raise ValueError(f"level {chosen!r} is none of {', '.join(SCALES)}")
        if chosen == "interval" and _numbers(question) is None:
            raise ValueError(
                f"question {question.name!r} has words for answers; the interval level needs "
                "numbers"
            )
    return levels


def _numbers(question: Question) -> Floats | None:
    """Give the answers as numbers; None where one is a word."""
    if any(isinstance(answer, str) for answer in question.answers):
        return None
    return np.array(list(question.answers), dtype=np.float64)


def _among_coders(
    question: Question, codes: NDArray[np.int64], level: str, resamples: int, seed: int
) -> Iterator[Row]:
    codes = codes[(codes >= 0).sum(axis=1) >= 2]
    n_units = len(codes)
    n_coders = int((codes >= 0).any(axis=0).sum())
    about = {"comparison": AMONG_CODERS, "n_units": n_units, "level": ""}
    if not n_units:
        none = "no unit has the answers of two coders"
        yield about | {"statistic": "alpha", "level": level, "value": np.nan, "reading": none}
        return
    numbers = _numbers(question)
    values = np.arange(len(question.answers), dtype=np.float64) if numbers is None else numbers
    bootstrap = _Bootstrap(n_units, resamples, seed)
    alpha = bootstrap(lambda weights: reliability.alphas(codes, values, level, weights))
    reading = in_words.of_alpha(alpha[0], alpha[1], n_units)
    yield about | _statistic("alpha", alpha, reading) | {"level": level}
    equal = bootstrap(lambda weights: reliability.equal_share(codes, weights))
    reading = in_words.of_equal_share(equal[0], n_coders, n_units)
    yield about | _statistic("agreement", equal, reading)


def _with_measure(
    question: Question,
    filled: Filled,
    automatic: Mapping[str, pd.Series],
    resamples: int,
    seed: int,
) -> Iterator[Row]:
    column = str(question.compare)
    about = {"comparison": f"{column} with coders", "level": "", "n_units": 0}
    if column not in automatic:
        why = f"no measure gives a column {column}"
        if "text" not in filled.units.columns:
            why = "the sheets have no column 'text' to measure"
        yield about | {"statistic": "", "value": np.nan, "reading": why}
        return
    codes = filled.codes[question.name]
    measured = automatic[column].to_numpy(dtype=np.float64)
    if not ((codes >= 0).any(axis=1) & ~np.isnan(measured)).any():
        why = "no unit that a coder answered could be measured"
        yield about | {"statistic": "", "value": np.nan, "reading": why}
    elif question.scale == "nominal":
        yield from _classified(question, codes, measured, about, resamples, seed)
    else:
        yield from _correlated(question, codes, measured, about, resamples, seed)


def _classified(
    question: Question,
    codes: NDArray[np.int64],
    measured: Floats,
    about: Row,
    resamples: int,
    seed: int,
) -> Iterator[Row]:
    """Precision, recall and F1 against what most coders answered."""
    counts = np.column_stack([(codes == k).sum(axis=1) for k in range(len(question.answers))])
    most = counts.max(axis=1)
    is_split = (most > 0) & ((counts == most[:, None]).sum(axis=1) > 1)
    rows = (most > 0) & ~is_split & ~np.isnan(measured)
    present = [answer == question.present for answer in question.answers].index(True)
    true = counts[rows].argmax(axis=1) == present
    marked = measured[rows] > question.threshold
    n_units, column, answer = int(rows.sum()), str(question.compare), question.present
    bootstrap = _Bootstrap(n_units, resamples, seed)
    split = int(is_split.sum())
    left_out = f"; {split} on which coders are split are left out" if split else ""
    readings = {
        "precision": lambda value: in_words.of_precision(
            value, column, answer, int(marked.sum()), n_units
        ),
        "recall": lambda value: in_words.of_recall(value, column, answer, int(true.sum()), n_units),
        "f1": lambda value: in_words.of_f1(value, n_units),
    }
    for place, (name, reading) in enumerate(readings.items()):

        def statistic(weights: Floats, at: int = place) -> Floats:
            return reliability.precision_recall_f1(marked, true, weights)[at]

        result = bootstrap(statistic)
        yield about | _statistic(name, result, reading(result[0]) + left_out) | {"n_units": n_units}


def _correlated(
    question: Question,
    codes: NDArray[np.int64],
    measured: Floats,
    about: Row,
    resamples: int,
    seed: int,
) -> Iterator[Row]:
    """Correlations with the mean of the coders' answers."""
    numbers = _numbers(question)
    values = np.arange(len(question.answers), dtype=np.float64) if numbers is None else numbers
    is_given = codes >= 0
    n_given = is_given.sum(axis=1)
    rows = (n_given > 0) & ~np.isnan(measured)
    sums = np.where(is_given, values[codes], 0).sum(axis=1)
    mean, own = sums[rows] / n_given[rows], measured[rows]
    n_units, column = int(rows.sum()), str(question.compare)
    bootstrap = _Bootstrap(n_units, resamples, seed)
    statistics = {"pearson_r": reliability.pearson, "spearman_rho": reliability.spearman}
    if numbers is None:
        del statistics["pearson_r"]  # words have an order, but no distances
    for name, correlation in statistics.items():
        result = bootstrap(partial(correlation, mean, own))
        short = {"pearson_r": "r", "spearman_rho": "rho"}[name]
        reading = in_words.of_correlation(*result, column, short, n_units)
        yield about | _statistic(name, result, reading) | {"n_units": n_units}


def _statistic(name: str, result: tuple[float, float, float], reading: str) -> Row:
    value, low, high = result
    return {"statistic": name, "value": value, "low": low, "high": high, "reading": reading}
