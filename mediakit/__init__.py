"""mediakit: readability, tone, hedging and keywords of news, with the evidence for each number."""

from mediakit.analysis import analyse, evidence, readability, sentiment
from mediakit.codebook import codebook
from mediakit.highlighting import highlight
from mediakit.measures import MEASURES, Column, Matches, Measure
from mediakit.offline_textstat import make_textstat_work_offline
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
    "highlight",
    "load_sample",
    "load_sample_annotations",
    "read",
    "readability",
    "sentiment",
]
