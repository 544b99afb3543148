"""mediakit: readability, tone, hedging and keywords of news, with the evidence for each number."""

from mediakit import plot
from mediakit.analysis import analyse, evidence, hedging, loaded, readability, sentiment
from mediakit.codebook import codebook
from mediakit.coding import (
    QUESTIONS,
    Question,
    agreement,
    coding_sheet,
    disagreements,
    krippendorff_alpha,
)
from mediakit.highlighting import highlight
from mediakit.measures import MEASURES, Column, Matches, Measure
from mediakit.offline_textstat import make_textstat_work_offline
from mediakit.ranking import keywords
from mediakit.reading import read
from mediakit.sample import load_sample, load_sample_annotations

make_textstat_work_offline()

__all__ = [
    "MEASURES",
    "QUESTIONS",
    "Column",
    "Matches",
    "Measure",
    "Question",
    "agreement",
    "analyse",
    "codebook",
    "coding_sheet",
    "disagreements",
    "evidence",
    "hedging",
    "highlight",
    "keywords",
    "krippendorff_alpha",
    "load_sample",
    "load_sample_annotations",
    "loaded",
    "plot",
    "read",
    "readability",
    "sentiment",
]
