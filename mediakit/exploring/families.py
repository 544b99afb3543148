"""The families that the panel offers, with the few numbers that it shows of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Family:
    """A tick of the panel, and what stands behind it.

    Attributes
    ----------
    name : str
        What the code calls it.
    label : str
        What stands beside the tick.
    question : str
        What its numbers and chart answer.
    measures : tuple of str
        Measures that are analysed for it.
    marks : tuple of str
        Measures whose matches are marked in the text.
    numbers : mapping of str to str
        Its main columns, with a name in plain words.
    is_drawn : bool
        Whether it has a chart.
    """

    name: str
    label: str
    question: str
    measures: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    numbers: Mapping[str, str] | None = None
    is_drawn: bool = True


#: In the order in which they are shown. Unfamiliar words are apart from readability: they are so
#: many that marking them hides all other marks.
FAMILIES: tuple[Family, ...] = (
    Family(
        "readability",
        "Readability",
        "How hard is it to read?",
        measures=("readability", "difficulty"),
        numbers={
            "consensus_grade": "School grade (US) on which the formulas agree",
            "difficulty": "Difficulty",
            "words_per_sentence": "Words per sentence",
            "reading_minutes": "Minutes to read it",
        },
    ),
    Family(
        "unfamiliar",
        "Unfamiliar words",
        "Which words may readers not know?",
        measures=("readability", "difficulty"),
        marks=("readability",),
        numbers={
            "unfamiliar_share": "Unfamiliar words",
            "rare_word_share": "Rare words",
        },
        is_drawn=False,
    ),
    Family(
        "tone",
        "Tone",
        "What tone does it have?",
        measures=("sentiment",),
        marks=("sentiment",),
        numbers={
            "sentiment": "Tone",
            "positive_share": "Sentences with a positive tone",
            "negative_share": "Sentences with a negative tone",
            "headline_sentiment_gap": "Tone of the headline less tone of the text",
        },
    ),
    Family(
        "hedging",
        "Hedges and boosters",
        "How sure does it sound?",
        measures=("hedging", "boosting"),
        marks=("hedging", "boosting"),
        numbers={
            "n_hedges": "Hedges",
            "hedges_per_100_words": "Hedges per 100 words",
            "n_boosters": "Boosters",
            "certainty": "Certainty",
        },
    ),
    Family(
        "loaded",
        "Loaded words",
        "Which words take sides?",
        measures=("loaded",),
        marks=("loaded",),
        numbers={
            "n_loaded": "Loaded words and marks",
            "loaded_per_100_words": "Loaded words per 100 words",
            "n_loaded_own": "Loaded: the author's own",
            "n_loaded_quoted": "Loaded: in somebody else's mouth",
        },
    ),
    Family(
        "keywords",
        "Keywords",
        "What is it about?",
        marks=("keywords",),
    ),
    Family(
        "speakers",
        "Who speaks",
        "Whose words are they?",
        measures=("sourcing",),
        marks=("sourcing",),
        numbers={
            "speakers": "Speakers",
            "quoted_word_share": "Words in quotation marks",
            "unnamed_source_share": "Attributions without a name",
            "top_speaker_share": "Attributions to the most quoted speaker",
        },
    ),
)

BY_NAME: Mapping[str, Family] = {family.name: family for family in FAMILIES}

#: What is ticked at first.
TICKED = ("readability", "tone", "hedging", "loaded")

#: What is always shown.
SIZE_NUMBERS: Mapping[str, str] = {"n_words": "Words", "n_sentences": "Sentences"}
