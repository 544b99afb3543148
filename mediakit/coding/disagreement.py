"""The units that coders answered differently: what to talk about before the next round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from mediakit.coding.filled import Filled, Sheet, collect
from mediakit.coding.questions import QUESTION, SHEET_COLUMNS, UNIT, Question
from mediakit.measures.measure import Column
from mediakit.recurring import ARTICLE

#: What the table has before its columns of coders; the last two as far as the sheets have them.
DISAGREEMENT_COLUMNS: Mapping[str, Column] = {
    "question": QUESTION,
    "unit": UNIT,
    "article": ARTICLE,
    "text": SHEET_COLUMNS["text"],
}


def disagreements(
    *sheets: Sheet,
    questions: Sequence[str | Question] | str | Question | None = None,
) -> pd.DataFrame:
    """List the units that coders answered differently, with the answer of each.

    Parameters
    ----------
    *sheets : DataFrame or path
        Filled copies of one coding sheet, as for :func:`mediakit.coding.agreement`.
    questions : sequence of str or Question, optional
        What was asked; by default "tone", "hedged" and "loaded" as far as there are such columns.

    Returns
    -------
    DataFrame
        One row a question and unit, those furthest apart first: ``question``, ``unit``,
        ``article`` and ``text`` (as far as the sheets have them) and one column a coder; None
        where a coder gave no answer.

    Raises
    ------
    ValueError
        Sheets that don't fit together, or answers that aren't allowed.

    Examples
    --------
    >>> import pandas as pd
    >>> from mediakit.coding import disagreements
    >>> anna = pd.DataFrame({"unit": ["a", "b"], "coder": "Anna", "hedged": ["yes", "no"]})
    >>> disagreements(anna, anna.assign(coder="Ben", hedged="no")).values.tolist()
    [['hedged', 'a', 'yes', 'no']]
    """
    filled = collect(sheets, questions)
    tables = [_of(question, filled) for question in filled.questions]
    return pd.concat(tables, ignore_index=True)


def _of(question: Question, filled: Filled) -> pd.DataFrame:
    codes = filled.codes[question.name]
    given = codes >= 0
    lowest = np.where(given, codes, len(question.answers)).min(axis=1)
    apart = np.where(given.any(axis=1), codes.max(axis=1) - lowest, 0)
    if question.scale == "nominal":  # there is no further apart
        apart = np.minimum(apart, 1)
    order = np.argsort(-apart, kind="stable")
    rows = order[apart[order] > 0]
    units = filled.units.iloc[rows]
    columns: dict[str, object] = {"question": question.name, "unit": units.index}
    told = [name for name in ("article", "text") if name in units.columns]
    columns |= {name: units[name].to_numpy() for name in told}
    answers = np.array([*question.answers, None], dtype=object)  # -1 finds the last
    columns |= {coder: answers[codes[rows, i]] for i, coder in enumerate(filled.coders)}
    return pd.DataFrame(columns)
