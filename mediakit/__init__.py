"""mediakit: readability, tone, hedging and keywords of news, with the evidence for each number."""

from mediakit import plot
from mediakit.analysis import analyse, evidence, hedging, loaded, readability, sentiment, sourcing
from mediakit.cleaning import clean
from mediakit.coding import (
    QUESTIONS,
    Question,
    agreement,
    coding_sheet,
    disagreements,
    krippendorff_alpha,
)
from mediakit.comparing import compare, over_time, word_shift
from mediakit.copying import copies
from mediakit.describing.codebook import codebook
from mediakit.exploring import explore
from mediakit.handouts import Handout, handout
from mediakit.highlighting import highlight
from mediakit.linguistics import (
    Concordance,
    collocations,
    dispersion,
    diversity,
    keyness,
    kwic,
)
from mediakit.measures import MEASURES, Column, Matches, Measure
from mediakit.offline_textstat import make_textstat_work_offline
from mediakit.quotation_table import quotations
from mediakit.ranking import keywords
from mediakit.reading import read, reading_report
from mediakit.sample import load_sample, load_sample_annotations
from mediakit.stories import copied_sentences, line_up, same_story, without_copies
from mediakit.streaming import analyse_file

make_textstat_work_offline()

__all__ = [
    "MEASURES",
    "QUESTIONS",
    "Column",
    "Concordance",
    "Handout",
    "Matches",
    "Measure",
    "Question",
    "agreement",
    "analyse",
    "analyse_file",
    "clean",
    "codebook",
    "coding_sheet",
    "collocations",
    "compare",
    "copied_sentences",
    "copies",
    "disagreements",
    "dispersion",
    "diversity",
    "evidence",
    "explore",
    "handout",
    "hedging",
    "highlight",
    "keyness",
    "keywords",
    "krippendorff_alpha",
    "kwic",
    "line_up",
    "load_sample",
    "load_sample_annotations",
    "loaded",
    "over_time",
    "plot",
    "quotations",
    "read",
    "readability",
    "reading_report",
    "same_story",
    "sentiment",
    "sourcing",
    "without_copies",
    "word_shift",
]
