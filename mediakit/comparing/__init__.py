"""Articles compared: groups with each other, the words behind a difference, and times."""

from mediakit.comparing.comparison import COMPARE_COLUMNS, compare
from mediakit.comparing.over_time import OVER_TIME_COLUMNS, over_time
from mediakit.comparing.word_shift import WORD_SHIFT_COLUMNS, word_shift

__all__ = [
    "COMPARE_COLUMNS",
    "OVER_TIME_COLUMNS",
    "WORD_SHIFT_COLUMNS",
    "compare",
    "over_time",
    "word_shift",
]
