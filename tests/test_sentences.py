"""Sentences, paragraphs and quotations as they stand in the news."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.corpus import Corpus, read_corpus
from mediakit.vocabulary import Vocabulary


def sentences(text: str) -> list[str]:
    table = mk.analyse(text, measures=[], unit="sentence")
    return [text[int(a) : int(b)] for a, b in zip(table["start"], table["end"], strict=True)]


def quotations(text: str) -> list[str]:
    corpus = read_corpus([text], Vocabulary())
    spans = corpus.token_spans(0)
    edges = np.flatnonzero(np.diff(np.r_[0, corpus.quoted.astype(int), 0]))
    stretches = [text[spans[a, 0] : spans[b - 1, 1]] for a, b in edges.reshape(-1, 2)]
    return [part for stretch in stretches for part in stretch.split("\n\n")]


CASES = json.loads((Path(__file__).parent / "golden" / "sentences.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["what"] for case in CASES])
def test_sentences_of_news(case: dict[str, object]) -> None:
    parts = case["sentences"]
    assert isinstance(parts, list)
    text = str(case.get("joined_by", " ")).join(parts)
    assert sentences(text) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" twice.', ['"no"']),
        ("He said “no” twice.", ["“no”"]),
        ("“We go. We stay,” she said. “Now.”", ["“We go. We stay,”", "“Now.”"]),
        ("“It runs on.\n\n“And ends here,” he said.", ["“It runs on.", "“And ends here,”"]),
        ("A stray “mark here. The next sentence is free.", ["“mark here."]),
        ('He is 6\'2" tall. She "agrees" with him.', ['"agrees"']),
        ("The 'reform' fails.", ["'reform'"]),
        ("The ministers' plan and the workers' answer.", []),
        ("It's the dog's dinner, isn't it?", []),
        ("He told them: 'The ministers' plan is dead.'", ["'The ministers' plan is dead.'"]),
        ("Rock 'n' roll in the '90s.", []),
        ("`` We go , '' he said .", ["`` We go , ''"]),
        ("''We go,'' he said.", ["''We go,''"]),
        ('She said : " Go . " Then left .', ['" Go . "']),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert quotations(text) == expected


def test_a_stray_mark_never_swallows_the_article() -> None:
    text = 'A "stray mark opens here. ' + "Nothing closes it again. " * 50
    corpus = read_corpus([text], Vocabulary())
    assert corpus.quoted.sum() == 4


def _check(corpus: Corpus) -> None:
    assert corpus.sentences[0] == 0
    assert corpus.sentences[-1] == len(corpus.tokens)
    assert (np.diff(corpus.sentences) > 0).all()
    assert (np.diff(corpus.article_of_sentence) >= 0).all()
    assert len(corpus.quoted) == len(corpus.tokens)
    for number, text in enumerate(corpus.texts):
        spans = corpus.token_spans(number)
        assert len(spans) == corpus.articles[number + 1] - corpus.articles[number]
        if len(spans):
            assert "".join((text or "")[a:b] for a, b in spans) == "".join((text or "").split())
        else:
            assert not (text and any(word.isalnum() for word in text.split()))


NEWSLIKE = st.lists(
    st.sampled_from(
        [
            "Mr.",
            "U.S.",
            "said",
            "The",
            "he",
            "“We",
            "go.”",
            '"',
            "'",
            "...",
            ". . .",
            "3.5",
            "1.",
            "a.m.",
            "Yes!",
            "\n",
            "\n\n",
            "•",
            "world.Today",
            "(b)",
            "—",
            "\u2028",
            "?",
            "i",
            "’’",
            "``",
            "At",
            "(pop.",
            "[it",
            "so.)",
            "]",
            ":)",
            "-----",
            "https://example.org/a",
            "“…",
            "Yahoo!",
            "in.",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(st.lists(st.one_of(NEWSLIKE, st.text(), st.none()), max_size=6))
def test_any_text_is_read_whole(texts: list[str | None]) -> None:
    _check(read_corpus(texts, Vocabulary()))


@given(st.lists(NEWSLIKE, min_size=2, max_size=5))
def test_reading_does_not_depend_on_the_neighbours(texts: list[str]) -> None:
    together = mk.analyse(texts, measures=[], unit="sentence")
    for number, text in enumerate(texts):
        alone = mk.analyse([text], measures=[], unit="sentence").reset_index(drop=True)
        rows = together.loc[[number]] if number in together.index else together.iloc[:0]
        pd.testing.assert_frame_equal(rows.reset_index(drop=True), alone)
