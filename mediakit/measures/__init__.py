"""The families of measures: one file each, and the order in which tables show them."""

from mediakit.measures.difficulty import DIFFICULTY
from mediakit.measures.hedging import BOOSTING, HEDGING
from mediakit.measures.keywords import KEYWORDS
from mediakit.measures.loaded import LOADED
from mediakit.measures.measure import Column, Counts, Matches, Measure
from mediakit.measures.readability import READABILITY
from mediakit.measures.sentiment import SENTIMENT
from mediakit.measures.size import SIZE
from mediakit.measures.sourcing import SOURCING

#: What mk.analyse computes by default.
MEASURES = (READABILITY, DIFFICULTY, SENTIMENT, HEDGING, BOOSTING, LOADED)

#: What mk.evidence lists by default.
FINDERS = (*MEASURES, KEYWORDS)

__all__ = [
    "BOOSTING",
    "DIFFICULTY",
    "FINDERS",
    "HEDGING",
    "KEYWORDS",
    "LOADED",
    "MEASURES",
    "READABILITY",
    "SENTIMENT",
    "SIZE",
    "SOURCING",
    "Column",
    "Counts",
    "Matches",
    "Measure",
]
