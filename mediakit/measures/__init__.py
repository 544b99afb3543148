"""The families of measures: one file each, and the order in which tables show them."""

from mediakit.measures.measure import Column, Counts, Matches, Measure
from mediakit.measures.readability import READABILITY
from mediakit.measures.sentiment import SENTIMENT
from mediakit.measures.size import SIZE

#: What mk.analyse computes by default.
MEASURES = (READABILITY, SENTIMENT)

#: What mk.evidence lists by default.
FINDERS = (READABILITY, SENTIMENT)

__all__ = [
    "FINDERS",
    "MEASURES",
    "READABILITY",
    "SENTIMENT",
    "SIZE",
    "Column",
    "Counts",
    "Matches",
    "Measure",
]
