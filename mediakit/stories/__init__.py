"""One story, told more than once: who tells the same, who copied it, and what each leaves out."""

from mediakit.stories.copied import COPIED_SENTENCES_COLUMNS, copied_sentences
from mediakit.stories.lining_up import LinedUp, line_up
from mediakit.stories.naming import NAMING_COLUMNS
from mediakit.stories.only_here import HEADLINES_COLUMNS, ONLY_HERE_COLUMNS
from mediakit.stories.same import SAME_STORY_COLUMNS, same_story, without_copies
from mediakit.stories.shares import SHARES_COLUMNS
from mediakit.stories.speaking import SPEAKERS_COLUMNS

__all__ = [
    "COPIED_SENTENCES_COLUMNS",
    "HEADLINES_COLUMNS",
    "NAMING_COLUMNS",
    "ONLY_HERE_COLUMNS",
    "SAME_STORY_COLUMNS",
    "SHARES_COLUMNS",
    "SPEAKERS_COLUMNS",
    "LinedUp",
    "copied_sentences",
    "line_up",
    "same_story",
    "without_copies",
]
