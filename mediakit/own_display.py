"""Tables that are shown in a way of their own, and in everything else are DataFrames."""

from __future__ import annotations

import warnings
from typing import Any, Self

import pandas as pd

#: Style classes by which notebooks leave dollar signs alone, which they would read as formulas:
#: "$5 and $6" in an article is no mathematics. Of MathJax 3, and of MathJax 2.
NO_FORMULAS = "mathjax_ignore tex2jax_ignore"


class OwnDisplay(pd.DataFrame):
    """A DataFrame whose parts (``table.head()``, ``table[columns]``) are of its own kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        with warnings.catch_warnings():
            # pandas 2.2.0 warns of the way in which it makes parts itself
            warnings.filterwarnings("ignore", "Passing a BlockManager", DeprecationWarning)
            super().__init__(*args, **kwargs)

    @property
    def _constructor(self) -> type[Self]:
        return type(self)
