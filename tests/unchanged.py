"""What mk.analyse gives for some thousands of articles of real news, summed up column by column.

``uv run python -m tests.unchanged`` writes the record (tests/golden/unchanged.tsv) that
tests/test_unchanged.py holds results equal to. A change that is only to be faster leaves it as it
is. Write it anew where lexicons, rules or formulas were changed on purpose, and read its diff.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import mediakit as mk

VARIABLE = "MEDIAKIT_EVAL_DATA"
RECORD = Path(__file__).parent / "golden" / "unchanged.tsv"
COMMAND = "uv run python -m tests.unchanged"


def articles() -> list[str] | None:
    """Texts of the bulk set; None where there is no such folder."""
    named = os.environ.get(VARIABLE)
    path = Path(named or "", "bulk", "news_4500.parquet")
    return pd.read_parquet(path)["text"].tolist() if named and path.is_file() else None


def summed_up(table: pd.DataFrame) -> pd.DataFrame:
    """Sum a table of articles up: one row a column of it.

    Returns
    -------
    DataFrame
        Index: the columns, those of words left out. ``n`` is how many numbers a column has,
        ``mean`` their mean and ``mean_square`` that of their squares. ``mean_by_place`` weights
        each by its place among the rows (0 to 1): rows that are swapped change it.

    Examples
    --------
    >>> summed_up(pd.DataFrame({"n_hedges": [1.0, 3.0]})).loc["n_hedges"].tolist()
    [2.0, 2.0, 5.0, 1.5]
    """
    numbers = table.select_dtypes("number")
    place = np.linspace(0, 1, len(numbers))
    columns = {
        "n": numbers.count(),
        "mean": numbers.mean(),
        "mean_square": (numbers**2).mean(),
        "mean_by_place": numbers.mul(place, axis=0).mean(),
    }
    return pd.DataFrame(columns).rename_axis("column")


def recorded() -> pd.DataFrame:
    """Read the record."""
    return pd.read_csv(RECORD, sep="\t", index_col="column")


def main() -> None:
    """Write the record."""
    texts = articles()
    if texts is None:
        sys.exit(f"{VARIABLE} doesn't name the folder of the evaluation data")
    summed_up(mk.analyse(texts)).to_csv(RECORD, sep="\t", lineterminator="\n")


if __name__ == "__main__":
    main()
