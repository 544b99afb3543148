"""What holds for every measure, whoever wrote it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import mediakit as mk
from mediakit.analysis import BATCH
from mediakit.measures.sourcing import SOURCING
from mediakit.tokenising import Shape
from mediakit.units import UNITS
from tests.fuzzing.texts import COUNTS

MIXED = """The ministry may raise the fee by about 3.5 percent, officials said on Monday. “It is a
great day,” Mr. Holm said.

Critics say the terrible plan might fail. It will certainly cost jobs!"""
GERMAN = """Der Minister sagte am Montag, dass die Gebühr nicht steigt und das Land sich auf dem Weg
befindet."""
TEXTS = [
    MIXED,
    "Rain fell. Nobody was hurt.",
    "WATER RISES",
    "“We will never, ever give up,” she said. “Perhaps they hate us. We don't hate anyone.”",
    GERMAN,
]
OWN = mk.Measure(
    name="questions",
    columns={"n_questions": "How many sentences ask something."},
    count=lambda corpus: {
        "n_questions": corpus.count_at(np.flatnonzero(corpus.fact(_has_question_mark)))
    },
    score=lambda counts: {"n_questions": counts["n_questions"]},
    find=lambda corpus: mk.Matches(
        first=np.flatnonzero(corpus.fact(_has_question_mark)),
        last=np.flatnonzero(corpus.fact(_has_question_mark)),
        label=np.full(int(corpus.fact(_has_question_mark).sum()), "question", dtype=object),
        weight=np.ones(int(corpus.fact(_has_question_mark).sum())),
    ),
)


def _has_question_mark(shapes: Sequence[Shape]) -> NDArray[np.bool_]:
    return np.array(["?" in shape.trail for shape in shapes], dtype=bool)


MEASURES = [*mk.MEASURES, SOURCING, OWN]
measures = pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.name)
units = pytest.mark.parametrize("unit", list(UNITS))


def numbers(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(columns="caution")


@measures
def test_rows_and_index_come_out_as_they_went_in(measure: mk.Measure) -> None:
    index = pd.MultiIndex.from_tuples(
        [("b", 1), ("a", 2), ("b", 1), ("c", 0), ("z", 9)], names=["outlet", "number"]
    )
    table = mk.analyse(pd.Series(TEXTS, index=index), measures=[measure])
    assert table.index.equals(index)
    assert table.index.names == index.names


@measures
@units
def test_columns_are_the_same_whatever_comes_in(measure: mk.Measure, unit: str) -> None:
    full = mk.analyse(TEXTS, [measure], unit)
    for articles in ([], [None], [""], ["..."], pd.DataFrame({"text": ["x"], "headline": ["y"]})):
        table = mk.analyse(articles, [measure], unit)
        assert list(table.columns) == list(full.columns)
        assert table.dtypes.astype(str).tolist() == full.dtypes.astype(str).tolist()
        assert table.index.names == full.index.names


@measures
def test_missing_is_nan_and_empty_is_no_made_up_ratio(measure: mk.Measure) -> None:
    table = mk.analyse([None, "", "   \n ", "* * *"], measures=[measure])
    assert numbers(table).loc[0].isna().all()
    assert table["caution"].tolist()[0] == "no text"
    for row in (1, 2, 3):
        values = numbers(table).loc[row]
        assert values["n_words"] == 0
        assert values["n_sentences"] == 0
        counts = values[[name for name in values.index if name.startswith("n_")]]
        assert (counts == 0).all()
        rest = values.drop(counts.index).drop("reading_minutes", errors="ignore")
        assert rest.isna().all(), rest.dropna()


@measures
def test_every_column_is_a_float_and_described(measure: mk.Measure) -> None:
    table = mk.analyse(TEXTS, measures=[measure])
    assert (numbers(table).dtypes == "float64").all()
    for name, column in measure.columns.items():
        definition = column if isinstance(column, str) else column.definition
        assert definition.endswith("."), name
        if isinstance(column, mk.Column):
            values = table[name].dropna()
            assert column.low is None or (values >= column.low - 1e-12).all(), name
            assert column.high is None or (values <= column.high + 1e-12).all(), name


@measures
def test_the_neighbours_do_not_matter(measure: mk.Measure) -> None:
    together = mk.analyse(TEXTS, measures=[measure])
    turned = mk.analyse(pd.Series(TEXTS[::-1], index=range(len(TEXTS))[::-1]), measures=[measure])
    pd.testing.assert_frame_equal(turned.loc[together.index], together)
    for row, text in enumerate(TEXTS):
        alone = mk.analyse(text, measures=[measure])
        pd.testing.assert_frame_equal(alone.set_index(together.index[[row]]), together.loc[[row]])


@measures
def test_counts_of_sentences_paragraphs_and_voices_add_up(measure: mk.Measure) -> None:
    articles = [*TEXTS, *mk.load_sample()["text"].head(12)]
    whole = mk.analyse(articles, measures=[measure])
    counts = [name for name in whole.columns if name.startswith("n_")]
    for unit in ("sentence", "paragraph", "section", "voice"):
        # a sentence in which two voices speak counts for each; its last mark stands in one of them
        twice = {"n_sentences", "n_characters"} if unit == "voice" else set()
        columns = [name for name in counts if name not in twice]
        parts = mk.analyse(articles, [measure], unit).groupby(level=0)[columns].sum()
        pd.testing.assert_frame_equal(parts, whole[columns], check_names=False)


@measures
def test_a_dash_between_quotations_is_nobodys_sentence(measure: mk.Measure) -> None:
    for text in ("“Go home now.” — “We stay here.”", "— “Go home now.”", "“Go.” *** “Stay!”"):
        own = numbers(mk.analyse(text, [measure], "voice").loc[(0, "journalist")].to_frame().T)
        counts = [name for name in own.columns if name.startswith("n_")]
        assert (own[counts] == 0).all(axis=None)
        rest = own.drop(columns=[*counts, "reading_minutes"], errors="ignore")
        assert rest.isna().all(axis=None), rest.dropna(axis=1)


@measures
def test_twice_the_text_has_the_same_ratios(measure: mk.Measure) -> None:
    once = numbers(mk.analyse(TEXTS[0], measures=[measure])).iloc[0]
    twice = numbers(mk.analyse(TEXTS[0] + "\n\n" + TEXTS[0], measures=[measure])).iloc[0]
    for name in once.index:
        if name.startswith("n_") or name == "reading_minutes":
            assert twice[name] == pytest.approx(2 * once[name])
        elif not name.endswith(("_opening", "_middle", "_closing", "_position")):
            assert twice[name] == pytest.approx(once[name], nan_ok=True), name


def test_more_than_a_batch_changes_nothing() -> None:
    table = mk.analyse(TEXTS * (BATCH // 4))
    few = mk.analyse(TEXTS)
    repeated = pd.concat([few] * (BATCH // 4), ignore_index=True)
    pd.testing.assert_frame_equal(table, repeated)


@pytest.mark.parametrize("measure", [m for m in MEASURES if m.find], ids=lambda m: m.name)
def test_the_count_is_the_number_of_rows_of_evidence(measure: mk.Measure) -> None:
    counted = {**COUNTS, "questions": ["n_questions"]}[measure.name]
    articles = [*TEXTS, *mk.load_sample()["text"]]
    table = mk.analyse(articles, measures=[measure])
    rows = mk.evidence(articles, measures=[measure])
    found = rows.groupby("article").size().reindex(table.index, fill_value=0)
    assert (table[counted].sum(axis=1) == found).all()
    for row in rows.itertuples():
        assert articles[row.article][row.start : row.end] == row.text
    assert rows["voice"].isin(["journalist", "quotation"]).all()
    assert rows["article"].is_monotonic_increasing


@given(st.lists(st.one_of(st.none(), st.text(), st.sampled_from(TEXTS)), max_size=5))
@settings(max_examples=60)
def test_no_text_is_too_strange(texts: list[str | None]) -> None:
    for unit in UNITS:
        table = mk.analyse(texts, unit=unit)
        if unit == "article":
            assert len(table) == len(texts)
    mk.evidence(texts)


def test_unknown_names_are_answered_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"'wit' is not known; there are readability, difficulty"):
        mk.analyse("x", measures=["wit"])
    with pytest.raises(ValueError, match=r"unit 'page' is not known; there are article, paragraph"):
        mk.analyse("x", unit="page")
    with pytest.raises(TypeError, match="not int"):
        mk.analyse("x", measures=[3])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="two measures of one name: questions"):
        mk.analyse("x", measures=[OWN, mk.Measure("questions", {}, OWN.count, OWN.score)])


def test_an_own_measure_stands_beside_the_others() -> None:
    table = mk.analyse("Why? Who knows. Why not?", measures=[*mk.MEASURES, OWN])
    assert table["n_questions"].item() == 2
    assert "sentiment" in table


def test_a_column_that_a_measure_promises_must_come() -> None:
    broken = mk.Measure("broken", {"wit": "How witty it is."}, OWN.count, lambda counts: {})
    with pytest.raises(ValueError, match="measure 'broken' gives no column wit"):
        mk.analyse("x", measures=[broken])
