"""Hand coding: draw a sample for readers to judge, and see how far they and the measures agree.

`questions` says what coders are asked, `sheet` draws the units, `spreadsheet` writes and reads the
files, `filled` checks what comes back, `reliability` holds the statistics, `automatic` looks up
what the measures say of the same units, `agreement` makes the table, `in_words` reads it out, and
`disagreement` lists the units to talk about.
"""

from mediakit.coding.agreement import agreement
from mediakit.coding.disagreement import disagreements
from mediakit.coding.questions import HEDGED, LOADED, QUESTIONS, TONE, Question
from mediakit.coding.reliability import krippendorff_alpha
from mediakit.coding.sheet import coding_sheet

__all__ = [
    "HEDGED",
    "LOADED",
    "QUESTIONS",
    "TONE",
    "Question",
    "agreement",
    "coding_sheet",
    "disagreements",
    "krippendorff_alpha",
]
