"""Columns that several tables have, described once: they mean the same wherever they stand."""

from __future__ import annotations

from mediakit.measures.measure import Column
from mediakit.units import SECTIONS, VOICES

# An article, as it is read

ARTICLE_ID = Column(
    "The label of an article, which each of its rows in any table goes by.", unit="label"
)
HEADLINE = Column("The headline of the article.", unit="text")
ARTICLE_TEXT = Column("The text of the article, without its headline.", unit="text")
OUTLET = Column("The name of the outlet that published the article.", unit="name")
PUBLISHED = Column("When the article was published.", unit="date")
STORY = Column("The event that the article reports, which articles on it share.", unit="name")
BYLINE = Column("Who signed the article.", unit="text")

# Where a row stands

ARTICLE = Column("The label of the article that the row is about, from your own index.", "label")
START = Column(
    "Where it begins in the text of its article: how many characters stand before it.",
    unit="characters",
    low=0.0,
)
END = Column(
    "Where it ends in the text of its article: the offset of the first character after it.",
    unit="characters",
    low=0.0,
    formula='text[start:end] are the words; "end - start" is their length',
)
SENTENCE = Column("The number of the sentence within its article, from 0.", "number", low=0.0)
PARAGRAPH = Column("The number of the paragraph within its article, from 0.", "number", low=0.0)
SECTION = Column(
    "The part of the article: its headline, its lede (first paragraph) or the rest.",
    unit="label",
    values=SECTIONS,
    caveat="A first paragraph of more than 50 words is cut after the sentence that reaches them; "
    "one of fewer than 10 takes the next in.",
)
VOICE = Column(
    "Whose words they are: the journalist's own, or words in quotation marks.",
    unit="label",
    values=VOICES,
    caveat="Speech that is reported without quotation marks counts as the journalist's.",
)

# What a statistic comes with

LOW = Column("The lower end of the 95 % interval of the value beside it.", unit="as the value")
HIGH = Column("The upper end of the 95 % interval of the value beside it.", unit="as the value")
