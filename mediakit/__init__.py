"""mediakit: readability, tone, hedging and keywords of news, with the evidence for each number."""

from mediakit.analysis import analyse, evidence, readability, sentiment
from mediakit.measures import MEASURES, Column, Matches, Measure

__all__ = [
    "MEASURES",
    "Column",
    "Matches",
    "Measure",
    "analyse",
    "evidence",
    "readability",
    "sentiment",
]
