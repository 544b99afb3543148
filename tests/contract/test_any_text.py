"""What holds for every public function that takes articles, whatever stands in them.

Each gives what it promises, or an error that mediakit itself raises and words; and it gives the
same for a text whatever stands beside it, wherever it stands, and in whichever process or thread.
"""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
import warnings
from collections.abc import Callable
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk

PACKAGE = Path(mk.__file__).parent

# What else there is, and takes no articles, or only what these functions gave
OTHERS = {
    *("MEASURES", "QUESTIONS", "Column", "Concordance", "Matches", "Measure", "Question"),
    "Handout",
    *("agreement", "codebook", "disagreements", "krippendorff_alpha", "load_sample"),
    *("load_sample_annotations", "plot", "analyse_file"),  # analyse_file: tests/test_streaming.py
}


def _first(articles: pd.DataFrame) -> pd.Series:
    return articles.iloc[0]


def _report(articles: pd.DataFrame) -> pd.DataFrame:
    return mk.analyse(articles).join(articles[["outlet", "published"]])


def _as_file(articles: pd.DataFrame) -> pd.DataFrame:
    return mk.read(articles.reset_index(drop=True).rename(columns={"text": "Body"}))


#: Of functions with one row an article: how they are called with a frame of articles.
ROW_BY_ROW: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "analyse": lambda articles: mk.analyse(articles, interval=0.9),
    "readability": mk.readability,
    "sentiment": mk.sentiment,
    "hedging": mk.hedging,
    "loaded": mk.loaded,
    "sourcing": mk.sourcing,
    "diversity": mk.diversity,
    "read": _as_file,
}
#: Of functions with rows that stand in articles: the same, and which columns are slices of texts.
PLACES: dict[str, tuple[Callable[[pd.DataFrame], pd.DataFrame], str | None]] = {
    "evidence": (lambda articles: mk.evidence(articles), "text"),
    "quotations": (mk.quotations, "content"),
    "keywords": (mk.keywords, None),
    "kwic": (lambda articles: pd.DataFrame(mk.kwic(articles, ["may", "s*"])), "keyword"),
    "clean": (lambda articles: mk.clean(articles).changes, "text"),
    "copied_sentences": (mk.copied_sentences, "text"),
}
#: Of functions that see all articles together, or one.
TOGETHER: dict[str, Callable[[pd.DataFrame], object]] = {
    "same_story": mk.same_story,
    "copies": lambda articles: mk.copies(articles["text"].tolist()),
    "without_copies": mk.without_copies,
    "collocations": lambda articles: mk.collocations(articles, minimum_count=1),
    "dispersion": lambda articles: mk.dispersion(articles, minimum_count=1),
    "keyness": lambda articles: mk.keyness(
        articles, by="outlet", minimum_count=1, n_permutations=19
    ),
    "word_shift": lambda articles: mk.word_shift(articles, target="Fenn Post"),
    "compare": lambda articles: mk.compare(_report(articles)),
    "over_time": lambda articles: mk.over_time(_report(articles), every="month"),
    "line_up": lambda articles: mk.line_up(articles)._repr_html_(),
    "highlight": lambda articles: mk.highlight(_first(articles)).html,
    "handout": lambda articles: mk.handout(_first(articles)).html,
    "coding_sheet": lambda articles: mk.coding_sheet(articles, n=3),
    "reading_report": lambda articles: mk.reading_report(_as_file(articles)),
    "explore": mk.explore,
}

PIECES = st.sampled_from(
    [
        *(
            "The minister",
            "may",
            "not",
            "very wonderful",
            "said",
            "critics say",
            "“",
            "”",
            '"',
            "‘",
        ),
        *("’", "'", "''", "``", "«", "»", "—", "--", "...", "…", ".", "?", "!", ",", ":", ";", "("),
        *(")", " ", " ", "\n", "\n\n", "\r", "\r\n", "\t", "\0", "\x01", "\x1c", "\x7f", "\x85"),
        *("\u2028", "\u2029", "\ufffe", "\uffff", "\ufffd", "\ud800", "\udfff", "\ufeff", "\u00ad"),
        *("\u200b", "\u200c", "\u200d", "\u2060", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066"),
        *(
            "\u0301",
            "e\u0301\u0301",
            "é",
            "İ",
            "ı",
            "ß",
            "ﬁ",
            "Ǆ",
            "\u0345",
            "👩‍👩‍👧",
            "👍🏽",
            "🇬🇧",
            "🇬",
        ),
        *(
            "漢字",
            "かな",
            "العربية",
            "עברית",
            "ไทย",
            "हिन्दी",
            "١٢٣",
            "²",
            "½",
            "Ⅳ",
            "12",
            "3.5",
            "1,000",
        ),
        *(
            "Mr.",
            "U.S.",
            "p.m.",
            "No.",
            "Ilse Marrand",
            "HELD",
            "http://a.example/?b=<c>",
            "@a",
            "#b",
        ),
        *(
            "<script>alert(1)</script>",
            "&amp;",
            "&#0;",
            "]]>",
            "=1+1",
            "x" * 300,
            "a-b-c",
            "and/or",
        ),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=25).map("".join),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.text(st.characters(exclude_categories=[])),
    st.sampled_from([None, float("nan"), pd.NA, pd.NaT]),
)
WHOLE = [
    "Critics say the terrible plan might fail. “It will not,” said Ilse Marrand, the mayor.",
    "Rain fell on the harbour for about 3.5 hours. Nobody was hurt, officials said on Monday.",
]


def frame_of(texts: list[Any], labels: list[str] | None = None) -> pd.DataFrame:
    """Articles with these texts, of which headlines and outlets are made too."""
    columns = {
        "text": pd.Series(texts, dtype=object),
        "headline": pd.Series(texts[::-1], dtype=object),
        "outlet": pd.Series(labels or ["Fenn Post", "Fenn Echo"] * len(texts), dtype=object),
        "published": pd.to_datetime(pd.Series(["2021-03-04", None, "2021-05-01"] * len(texts))),
    }
    frame = pd.DataFrame({name: column[: len(texts)] for name, column in columns.items()})
    return frame.set_axis([f"a{n}" for n in range(len(texts))])


def given_or_refused(
    function: Callable[[pd.DataFrame], Any], articles: pd.DataFrame
) -> pd.DataFrame | None:
    """What a function gives; None where mediakit says in its own words that it can't be."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=UserWarning, module=__name__)
            return function(articles)
    except (ValueError, TypeError) as error:
        frames = traceback.extract_tb(error.__traceback__)
        raised = frames[-1]
        assert PACKAGE in Path(raised.filename).parents, traceback.format_exc()
        assert (raised.line or "").startswith("raise"), traceback.format_exc()
        return None


def test_every_public_function_is_tested() -> None:
    assert {*ROW_BY_ROW, *PLACES, *TOGETHER, *OTHERS} == set(mk.__all__)


@pytest.mark.parametrize("name", ROW_BY_ROW)
@given(texts=st.lists(TEXTS, max_size=5))
@settings(max_examples=40)
def test_as_many_rows_come_out_as_went_in(name: str, texts: list[Any]) -> None:
    articles = frame_of([*texts, *WHOLE])
    table = ROW_BY_ROW[name](articles)
    assert len(table) == len(articles)
    if name != "read":
        assert table.index.equals(articles.index)
        alone = ROW_BY_ROW[name](articles.tail(2))
        pd.testing.assert_frame_equal(table.tail(2), alone, check_exact=True)
        missing = articles["text"].isna()
        assert (table["n_words"].isna() == missing).all()
        assert not np.isinf(table.select_dtypes("number").to_numpy()).any()
    else:
        assert table["text"].isna().tolist() == articles["text"].isna().tolist()
        there = articles["text"].dropna().tolist()
        assert table["text"].dropna().tolist() == there


@pytest.mark.parametrize("name", PLACES)
@given(texts=st.lists(TEXTS, max_size=4))
@settings(max_examples=40)
def test_offsets_lead_to_the_words_of_the_text(name: str, texts: list[Any]) -> None:
    articles = frame_of([*texts, *WHOLE, *WHOLE])
    function, column = PLACES[name]
    table = function(articles)
    for row in table.to_dict("records"):
        text = articles["text"][row["article"]]
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert column is None or text[row["start"] : row["end"]] == row[column]
    if name not in ("copied_sentences", "keywords"):  # which depend on the other articles
        alone = function(articles.tail(2))
        own = table[table["article"].isin(articles.index[-2:])].reset_index(drop=True)
        moved = {"corpus_position"} & {*own}
        pd.testing.assert_frame_equal(
            own.drop(columns=moved), alone.drop(columns=moved), check_dtype=False, check_exact=True
        )


@pytest.mark.parametrize("name", TOGETHER)
@given(texts=st.lists(TEXTS, max_size=4), with_words=st.booleans(), outlets=st.lists(TEXTS))
@settings(max_examples=30)
def test_articles_together_are_measured_or_refused(
    name: str, texts: list[Any], with_words: bool, outlets: list[Any]
) -> None:
    texts = [*texts, *(WHOLE if with_words else [None])]
    labels = [*outlets[: len(texts) - 1], "Fenn Post", *["Fenn Echo"] * len(texts)]
    result = given_or_refused(TOGETHER[name], frame_of(texts, labels))
    if isinstance(result, str):
        assert "<script>" not in result
    if name in ("same_story", "copies"):
        assert len(result) == len(texts)


@pytest.mark.parametrize("name", {**ROW_BY_ROW, **PLACES, **TOGETHER})
@pytest.mark.parametrize("wrong", [12, b"bytes", ["a"], {"text": 1}, True, 3.5])
def test_what_is_no_text_is_refused_with_its_row(name: str, wrong: object) -> None:
    if name in ("read", "reading_report", "copies", "highlight", "handout"):
        pytest.skip("takes what can be read as text, texts alone, or one article")
    function = {**ROW_BY_ROW, **{n: f for n, (f, _) in PLACES.items()}, **TOGETHER}[name]
    with pytest.raises(TypeError, match=r"of row 'a[01]' is of type"):
        function(frame_of(["It may rain.", wrong]))


@pytest.mark.parametrize("name", {**ROW_BY_ROW, **PLACES})
def test_neither_order_nor_batches_change_a_result(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name in ("read", "copied_sentences", "clean"):
        pytest.skip("order is what it keeps, or part of what it tells")
    function = {**ROW_BY_ROW, **{n: f for n, (f, _) in PLACES.items()}}[name]
    sample = mk.load_sample().head(9)[["text", "headline"]]
    articles = pd.concat([sample, frame_of([None, "", "\ud800 may", "“" * 9, WHOLE[0]])[[*sample]]])
    table = function(articles)
    shuffled = articles.sample(frac=1, random_state=3)
    monkeypatch.setattr("mediakit.analysis.BATCH", 2)
    monkeypatch.setattr("mediakit.quotation_table.BATCH", 2)
    monkeypatch.setattr("mediakit.ranking.BATCH", 2)
    again = function(shuffled)
    if "article" in again:
        again = pd.concat([again[again["article"] == label] for label in articles.index])
        again = again.drop(columns="corpus_position", errors="ignore").reset_index(drop=True)
        table = table.drop(columns="corpus_position", errors="ignore")
    else:
        again = again.loc[articles.index]
    pd.testing.assert_frame_equal(again, table, check_exact=True)


@pytest.mark.parametrize("name", ["collocations", "dispersion", "keyness"])
def test_the_order_of_articles_changes_no_table_of_a_corpus(name: str) -> None:
    articles = mk.load_sample().head(12)
    table = TOGETHER[name](articles)
    again = TOGETHER[name](articles.sample(frac=1, random_state=3))
    by = [column for column in ("target", "node", "collocate", "term") if column in table]
    table, again = (t.sort_values(by, ignore_index=True) for t in (table, again))
    drawn = ["permutation_p", "permutation_p_adjusted", "p_adjusted"]
    kept = [column for column in table if column not in drawn]
    pd.testing.assert_frame_equal(again[kept], table[kept], rtol=1e-9)


_SUMMARY = """
import hashlib, sys
import pandas as pd
import mediakit as mk
sample = mk.load_sample().head(8)
tables = [mk.analyse(sample, [*mk.MEASURES, "sourcing"], interval=0.9), mk.evidence(sample),
          mk.quotations(sample), mk.keywords(sample), mk.collocations(sample), mk.diversity(sample),
          mk.keyness(sample, by="outlet", n_permutations=19), mk.same_story(sample),
          mk.dispersion(sample), mk.clean(sample).changes]
for table in tables:
    written = table.to_json(double_precision=15, default_handler=str)
    print(hashlib.sha256(written.encode()).hexdigest())
print(hashlib.sha256(mk.highlight(sample.iloc[0]).html.encode()).hexdigest())
"""


def test_hash_seeds_change_nothing() -> None:
    summaries = {
        subprocess.run(
            [sys.executable, "-c", _SUMMARY],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "012"
    }
    assert len(summaries) == 1
    assert len(next(iter(summaries)).split()) == 11


def test_threads_may_share_mediakit() -> None:
    parts = [mk.load_sample().iloc[start::8] for start in range(8)]
    functions = [mk.analyse, mk.evidence, mk.quotations, mk.keywords, mk.diversity]
    work = [(function, part) for part in parts for function in functions]
    with ThreadPool(4) as threads:
        together = threads.starmap(lambda function, part: function(part), work, chunksize=1)
    for (function, part), table in zip(work, together, strict=True):
        pd.testing.assert_frame_equal(function(part), table, check_exact=True)
