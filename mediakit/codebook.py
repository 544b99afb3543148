"""What every column means, made from the same objects as the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd

from mediakit.analysis import resolve_measures
from mediakit.measures.measure import Column, Measure


def codebook(measures: Sequence[str | Measure] | str | Measure | None = None) -> pd.DataFrame:
    """Describe the columns that :func:`mediakit.analyse` gives.

    Parameters
    ----------
    measures : sequence of str or Measure, optional
        The families to describe; all of them by default.

    Returns
    -------
    DataFrame
        One row a column, in the order of the table, index ``column``: ``measure``,
        ``definition``, ``unit``, ``low``, ``high``, ``direction``, ``formula``, ``reference``
        and ``caveat``.

    Raises
    ------
    ValueError
        An unknown measure, with those that there are.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.codebook().loc["flesch_reading_ease", "direction"]
    'higher is easier'
    """
    rows = []
    for measure in resolve_measures(measures):
        for name, column in measure.columns.items():
            told = column if isinstance(column, Column) else Column(column)
            rows.append({"column": name, "measure": measure.name, **asdict(told)})
            if name in measure.headline:
                rows.extend(_of_headline(name, measure, told))
    rows.append(
        {
            "column": "caution",
            "measure": "size",
            **asdict(
                Column("Why not to lean on the numbers of this row; empty where all is well.")
            ),
        }
    )
    return pd.DataFrame(rows).set_index("column")


def _of_headline(name: str, measure: Measure, column: Column) -> list[dict[str, object]]:
    own = {**asdict(column), "definition": f"The same for the headline: {column.definition}"}
    gap = asdict(
        Column(
            f"By how much {name} is higher in the headline than in the text.",
            unit=column.unit,
            direction="above zero the headline has more of it",
            formula=f"headline_{name} - {name}",
            caveat="A headline is one sentence: a single word can decide its number.",
        )
    )
    return [
        {"column": f"headline_{name}", "measure": measure.name, **own},
        {"column": f"headline_{name}_gap", "measure": measure.name, **gap},
    ]
