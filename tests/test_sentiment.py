"""Tone: equal to vaderSentiment on plain sentences, and each deviation from it on purpose."""

from __future__ import annotations

import numpy as np
import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import mediakit as mk

ORACLE = SentimentIntensityAnalyzer()


def tone(text: str) -> float:
    return float(mk.sentiment(text)["sentiment"].item())


def vader(text: str) -> float:
    return float(ORACLE.polarity_scores(text)["compound"])


PLAIN = """
The dam is a disaster.
The new school is wonderful.
The new school is not wonderful.
The food was very good.
The food was extremely bad, and the service was horrible.
The book was good!
The book was good!!!
The book was good!!!!!!
Was it good??
Was it horrible?????
It was the least compelling speech of the year.
It was at least a compelling speech.
At least it isn't a horrible book.
The plan was never good.
The plan was never this good!
The plan was never so horrible.
Without a doubt, it is an excellent idea.
It was an excellent idea without a doubt.
The children are happy and the parents are proud.
The plot was good, but the characters are uncompelling and the dialog is not great.
The voters were only kind of happy.
The voters were sort of disappointed.
She was barely hurt.
They had just enough courage to win.
The victory was GREAT but the mood was ANGRY.
The mood was VERY angry.
There was no hope for the miners.
There was no great joy, and no good news.
It is neither safe nor clean.
The treatment rarely hurts.
The rebels were killed despite a ceasefire.
It was the kiss of death for the village.
The cake was to die for.
It is quite a bad ass machine.
Nobody wanted the boring, ugly, useless bridge.
He cried.
They won't be happy, they aren't sad.
The town was so incredibly beautiful.
We hope you :) today!
""".strip().splitlines()


@pytest.mark.parametrize("sentence", [line.strip() for line in PLAIN])
def test_plain_sentences_score_as_in_the_reference_implementation(sentence: str) -> None:
    assert tone(sentence) == pytest.approx(vader(sentence), abs=1e-4)


# Each deviation from vaderSentiment: sentence, and one that says what ours takes it for
DEVIATIONS = {
    "proper names don't score": (
        "The widow of Senator Grace Love met Joy Hope in Paradise.",
        "The widow of Senator Gruss Lobe met Jon Hock in Parsow.",
    ),
    "names of institutions don't score": (
        "The United Trust Party met the Treasury and the Justice committee.",
        "The merged lorry crowd met the ministry and the zoning desk.",
    ),
    "terms of the news domain don't score": (
        "The interest rate and the share of the security budget are the matter.",
        "The lending rate and the part of the border budget are the topic.",
    ),
    "function words don't score": (
        "It looks like a bridge, as well as a wall of that kind.",
        "It looks as a bridge, besides as a wall of that sort.",
    ),
    "curly quotation marks don't hide a word": (
        "He called the plan “horrible” again.",
        'He called the plan "horrible" again.',
    ),
    "curly apostrophes negate": (
        "The plan isn’t good.",
        "The plan isn't good.",
    ),
    "a dash without spaces joins no words": (
        "The plan was awful—and everybody knew.",
        "The plan was awful — and everybody knew.",
    ),
    "a mark doesn't hide a short word": (
        "The plan is, so, good.",
        "The plan is so good.",
    ),
    # 2.0 / 2 is 1.0, the value of the later word: the reference halves the first one twice
    "values that repeat don't confuse but": (
        "They applaud but the advantage is small.",
        "They applaud but the acquitted is small.",
    ),
}


@pytest.mark.parametrize("what", DEVIATIONS)
def test_deviations_from_the_reference_implementation(what: str) -> None:
    sentence, meant = DEVIATIONS[what]
    assert tone(sentence) == pytest.approx(tone(meant))
    assert tone(sentence) != pytest.approx(vader(sentence), abs=1e-4)


def test_but_halves_what_comes_before_and_raises_what_comes_after() -> None:
    rows = mk.evidence("It was good, good, good but bad.", "sentiment")
    assert rows["weight"].tolist() == pytest.approx([0.95, 0.95, 0.95, -3.75])
    total = rows["weight"].sum()
    assert tone("It was good, good, good but bad.") == pytest.approx(total / np.sqrt(total**2 + 15))


def test_a_neutral_article_stays_neutral_at_any_length() -> None:
    sentence = "The Treasury said on Monday that the United Party holds a share of the trust. "
    assert tone(sentence * 20) == 0
    assert vader(sentence * 20) > 0.9


def test_the_arc_and_the_shares() -> None:
    table = mk.sentiment("What a wonderful day. It rained. What a horrible night.").iloc[0]
    assert table["sentiment_opening"] > 0.5
    assert table["sentiment_middle"] == 0
    assert table["sentiment_closing"] < -0.5
    assert table["positive_share"] == pytest.approx(1 / 3)
    assert table["negative_share"] == pytest.approx(1 / 3)
    assert table[["n_positive_words", "n_negative_words"]].tolist() == [1, 1]


def test_headline_against_text() -> None:
    import pandas as pd

    articles = pd.DataFrame({"headline": ["Horrible disaster", None], "text": ["A good day."] * 2})
    table = mk.sentiment(articles)
    assert table["headline_sentiment"].iloc[0] < -0.5
    gap = table["headline_sentiment"] - table["sentiment"]
    assert table["headline_sentiment_gap"].iloc[0] == gap.iloc[0]
    assert table["headline_sentiment"].isna().tolist() == [False, True]


def test_names_at_the_beginning_of_a_sentence_are_known_from_elsewhere() -> None:
    rows = mk.evidence("The mayor met Ada Grace. Grace said nothing.", "sentiment")
    assert rows.empty
    rows = mk.evidence("Grace is rare. We need grace.", "sentiment")
    assert rows["text"].tolist() == ["Grace", "grace"]
