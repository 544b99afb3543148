"""Tables in the order of several columns, whatever text these hold."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd


def in_order(table: pd.DataFrame, ascending: Mapping[str, bool]) -> pd.DataFrame:
    """Sort a table by several columns, the first of which counts most; what is equal stays.

    One column after the other: to sort by all at once pandas makes text of its own kind, which
    can't hold a lone surrogate.

    >>> table = pd.DataFrame({"n": [1, 2, 2], "term": ["c", "b", "a"]})
    >>> in_order(table, {"n": False, "term": True})["term"].tolist()
    ['a', 'b', 'c']
    """
    for column, upwards in [*ascending.items()][::-1]:
        table = table.sort_values(column, ascending=upwards, kind="stable")
    return table
