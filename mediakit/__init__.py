"""mediakit: readability, tone, hedging and keywords of news, with the evidence for each number."""

from mediakit import plot
from mediakit.analysis import analyse, evidence, hedging, readability, sentiment
from mediakit.codebook import codebook
from mediakit.highlighting import highlight
from mediakit.measures import MEASURES, Column, Matches, Measure
from mediakit.offline_textstat import make_textstat_work_offline
from mediakit.ranking import keywords
from mediakit.reading import read
from mediakit.sample import load_sample, load_sample_annotations

make_textstat_work_offline()

__all__ = [
    "MEASURES",
    "Column",
    "Matches",
    "Measure",
    "analyse",
    "codebook",
    "evidence",
    "hedging",
    "highlight",
    "keywords",
    "load_sample",
    "load_sample_annotations",
    "plot",
    "read",
    "readability",
    "sentiment",
]
