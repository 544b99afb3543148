"""Tables one below the other, in little more memory than the long table takes itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_GROWS_BY = 16  # by a sixteenth of what there is, so that rows are seldom moved


def stacked(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put tables with the same columns one below the other, as ``pandas.concat`` does.

    That needs all of them at once, and as much room again. This takes one at a time, and lets go
    of it.

    Parameters
    ----------
    tables : iterable of DataFrame
        At least one.

    Examples
    --------
    >>> table = stacked(pd.DataFrame({"n": [n, n + 0.5]}, index=[n, n]) for n in (1, 2))
    >>> table["n"].tolist(), table.index.tolist()
    ([1.0, 1.5, 2.0, 2.5], [1, 1, 2, 2])
    """
    piles: list[_Pile] = []
    for table in tables:
        if not piles or not piles[-1].takes(table):
            piles.append(_Pile(table))
        piles[-1].add(table)
    finished = [pile.table() for pile in piles]
    return pd.concat(finished) if len(finished) > 1 else finished[0]


@dataclass
class _Pile:
    """Tables whose columns have the same types: decimal numbers in one array that grows."""

    like: pd.DataFrame
    rests: list[pd.DataFrame] = field(default_factory=list)
    n_rows: int = 0

    def __post_init__(self) -> None:
        self.like = self.like.iloc[:0]
        self.is_number = np.array([dtype == np.float64 for dtype in self.like.dtypes], dtype=bool)
        self.numbers: NDArray[np.float64] = np.zeros((0, int(self.is_number.sum())))

    def takes(self, table: pd.DataFrame) -> bool:
        """Tell whether a table has the same columns, of the same types."""
        return table.columns.equals(self.like.columns) and bool(
            (table.dtypes.to_numpy() == self.like.dtypes.to_numpy()).all()
        )

    def add(self, table: pd.DataFrame) -> None:
        """Copy the rows of a table."""
        end = self.n_rows + len(table)
        if end > len(self.numbers):
            # in place: the system moves what is long by its address, and copies nothing
            room = max(end, self.n_rows + self.n_rows // _GROWS_BY)
            self.numbers.resize((room, self.numbers.shape[1]), refcheck=False)
        self.numbers[self.n_rows : end] = table.loc[:, self.is_number].to_numpy()
        self.rests.append(table.loc[:, ~self.is_number])
        self.n_rows = end

    def table(self) -> pd.DataFrame:
        """Give all rows as one table; nothing can be added any more."""
        self.numbers.resize((self.n_rows, self.numbers.shape[1]), refcheck=False)
        rest = pd.concat(self.rests) if len(self.rests) > 1 else self.rests[0]
        names = self.like.columns[self.is_number]
        whole = pd.DataFrame(self.numbers, index=rest.index, columns=names, copy=False)
        for place in np.flatnonzero(~self.is_number).tolist():
            name = self.like.columns[place]
            whole.insert(place, name, rest[name])
        return whole
