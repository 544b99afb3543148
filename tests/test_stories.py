"""Reports of one event: which are found, what they are called, and what never matters."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.stories import SAME_STORY_COLUMNS
from mediakit.stories.same import RELATIONS
from mediakit.stories.terms import Neighbours, alike_pairs, similarity_of, term_vectors

WIRE = """OSK, 3 May (TNA) - The harbour council of Osk voted on Monday to close the ferry terminal
on Lantern Quay by the end of June, after engineers found cracks in two of its piers. About 40,000
islanders use the ferries to Sarn each summer. "We can't gamble with lives," said Ilse Marrand,
who chairs the council. Fishermen said they had not been asked. The council expects repairs to
take a year and to cost nine million crowns."""
PRINTED = WIRE.replace("OSK, 3 May (TNA) - ", "").replace("expects repairs", "reckons repairs")
OWN = """No ferry will leave Lantern Quay this summer. Cracks in the piers of the Osk terminal
have alarmed engineers, and Ilse Marrand's harbour council would rather have angry islanders than
drowned ones. On Sarn, where the ferries bring the guests, innkeepers are counting what the
closure of the terminal will cost them."""
OTHER = """The national orchestra opens its season with a symphony that was thought lost. A student
found the score in a library in Brackwater, between two volumes of tax law. Its composer, who died
in 1811, left forty songs and no other work for orchestra."""


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    return mk.load_sample()


@pytest.fixture(scope="module")
def found(sample: pd.DataFrame) -> pd.DataFrame:
    return mk.same_story(sample)


def frame(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame({"text": [WIRE, PRINTED, OWN, OTHER], **columns}, index=list("wpod"))


# --- the sample ----------------------------------------------------------------------------


def test_all_stories_of_the_sample_are_found(sample: pd.DataFrame, found: pd.DataFrame) -> None:
    by_story = found.groupby("story")
    kinds = sample["story"].groupby(found["story"]).agg(set)
    assert (kinds.map(len) == 1).all()  # none is mixed with another
    assert (by_story.size() >= 5).sum() == sample["story"].nunique()
    assert (found["n_reports"] == by_story["story"].transform("size")).all()


def test_the_wire_copy_is_the_only_one(sample: pd.DataFrame, found: pd.DataFrame) -> None:
    copies = found.index[found["relation"] == "copy"].tolist()
    assert copies == sample.index[sample["kind"] == "wire copy"].tolist()
    row = found.loc[copies[0]]
    assert row["original"] == "rate-rise-halden"
    assert row["copied_share"] > 0.95
    assert not (found["relation"] == "near copy").any()


def test_the_press_release_has_lost_its_quotation_marks(sample: pd.DataFrame) -> None:
    copied = mk.copied_sentences(sample)
    lost = copied[(copied["voice"] == "journalist") & (copied["original_voice"] == "quotation")]
    release = sample.index[sample["kind"] == "press release"][0]
    assert lost["article"].value_counts().idxmax() == release
    assert lost["text"].str.contains("designed from first principles").any()


# --- the table -----------------------------------------------------------------------------


def test_relations_and_who_was_first() -> None:
    days = pd.to_datetime(["2031-05-03", "2031-05-04", "2031-05-04", "2031-05-03"])
    table = mk.same_story(frame(published=list(days)))
    assert list(table.columns) == list(SAME_STORY_COLUMNS)
    assert table["relation"].tolist() == ["first", "copy", "same story", "alone"]
    assert table["story"].tolist() == [0, 0, 0, 1]
    assert table["n_reports"].tolist() == [3, 3, 3, 1]
    assert table.loc[["p", "o"], "original"].tolist() == ["w", "w"]
    assert table.loc[["p", "o"], "original_by"].tolist() == ["date", "date"]
    assert table.loc[["w", "d"], ["original"]].isna().all(axis=None)
    assert table.loc[["w", "d"], ["similarity", "copied_share"]].isna().all(axis=None)
    assert table.loc["p", "copied_share"] > 0.8 > 0.3 > table.loc["o", "copied_share"]


@pytest.mark.parametrize(
    ("columns", "first", "by"),
    [
        ({"published": ["2031-05-04", "2031-05-03", None, None]}, "p", "date"),
        ({"date": ["2031-05-04", "2031-05-03", None, None]}, "p", "date"),
        ({"outlet": ["Osk Echo", "Tarn News Agency", "Flare", "Flare"]}, "p", "agency"),
        ({"outlet": ["Osk Echo", "AP", "Flare", "Flare"]}, "p", "agency"),
        # an agency's last update is dated after the paper that printed an earlier one
        (
            {
                "outlet": ["AP", "Osk Echo", "Flare", "Flare"],
                "published": ["2031-05-04", "2031-05-03", None, None],
            },
            "w",
            "agency",
        ),
        ({"outlet": ["A Rapid Map", "Osk Echo", "Flare", "Flare"]}, "w", "length"),
        ({}, "w", "length"),
    ],
)
def test_the_original_is_the_earlier_else_the_agencys_else_the_longer(
    columns: dict[str, list[object]], first: str, by: str
) -> None:
    table = mk.same_story(frame(**columns))
    copy = table.index[table["relation"] == "copy"][0]
    assert {copy, first} == {"w", "p"}
    assert copy != first
    assert table.loc[copy, "original"] == first
    assert table.loc[copy, "original_by"] == by


def test_half_a_wire_report_in_a_report_of_ones_own_is_a_near_copy() -> None:
    half = " ".join(WIRE.split()[5:42])
    mixed = f"{OWN} {half}. {OWN.replace('summer', 'year')}"
    table = mk.same_story([WIRE, mixed, OTHER])
    assert table["relation"].tolist().count("near copy") == 1
    assert 0.2 < table["copied_share"].max() < 0.8


def test_what_stands_under_every_article_is_no_trace_of_copying() -> None:
    line = " Sign up for our letter and read every morning what has moved the islands overnight."
    texts = [WIRE + line, OWN + line, OTHER + line]
    table = mk.same_story(texts)
    assert table["relation"].tolist() == ["first", "same story", "alone"]
    assert (
        table["copied_share"].iloc[1] == mk.same_story([WIRE, OWN, OTHER])["copied_share"].iloc[1]
    )


def test_words_of_lines_that_last_for_years_make_no_story() -> None:
    line = " Picture gallery: Ilse Marrand, Tomas Hale and Petra Lindqvist at the Osk regatta." * 3
    farmers = """Wheat has never been dearer in the plains south of Brackwater, where two dry
    springs in a row have left farmers with half a harvest and bakers with empty sacks."""
    texts = [OWN + line, OTHER + line, farmers + line]
    articles = pd.DataFrame({"text": texts, "date": ["2031-05-03", "2031-05-03", "2033-05-03"]})
    assert mk.same_story(articles.iloc[:2])["n_reports"].tolist() == [2, 2]
    assert mk.same_story(articles)["relation"].tolist() == ["alone"] * 3


def test_reports_far_apart_tell_different_stories_but_copies_stay_copies() -> None:
    days = pd.to_datetime(["2031-05-03", "2033-05-04", "2033-05-04", "2031-05-03"])
    table = mk.same_story(frame(published=list(days)))
    assert table["relation"].tolist() == ["first", "copy", "alone", "alone"]
    near = mk.same_story(frame(published=list(days)), days=1000)
    assert near["relation"].tolist() == ["first", "copy", "same story", "alone"]


@pytest.mark.parametrize("articles", [[], [None], [""], [None, "", "* * *", " "]])
def test_without_words_everything_is_alone(articles: list[str | None]) -> None:
    table = mk.same_story(articles)
    full = mk.same_story([WIRE, PRINTED])
    assert len(table) == len(articles)
    assert table["story"].tolist() == list(range(len(articles)))
    assert set(table["relation"]) <= {"alone"}
    assert list(table.columns) == list(full.columns)
    assert mk.copied_sentences(articles).empty


def test_the_callers_index_comes_back() -> None:
    index = pd.MultiIndex.from_tuples([("a", 1), ("a", 1), ("b", 2), ("c", 0)], names=["o", "n"])
    table = mk.same_story(frame().set_axis(index, axis=0))
    assert table.index.equals(index)
    assert table["original"].iloc[1] == ("a", 1)
    assert mk.copied_sentences(frame().set_axis(index, axis=0))["original"].iloc[0] == ("a", 1)


def test_dates_that_are_none_are_as_if_there_were_no_dates() -> None:
    odd = frame(published=["soon", "0001-11-30", "yesterday", None])
    table = mk.same_story(odd.drop("p"))
    assert table["relation"].tolist() == ["first", "same story", "alone"]


@pytest.mark.parametrize(
    ("options", "message"),
    [({"days": -1}, "days"), ({"least": 0}, "least"), ({"least": 1.5}, "least")],
)
def test_limits_out_of_range(options: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mk.same_story([WIRE], **options)
    with pytest.raises(ValueError, match="least"):
        mk.without_copies([WIRE], least=0)
    with pytest.raises(ValueError, match="least"):
        mk.copied_sentences([WIRE], least=0)


def test_all_values_are_in_the_ranges_that_the_columns_state(found: pd.DataFrame) -> None:
    assert set(found["relation"]) <= set(RELATIONS)
    for name, column in SAME_STORY_COLUMNS.items():
        if column.low is not None:
            assert (found[name].dropna() >= column.low).all(), name
        if column.high is not None:
            assert (found[name].dropna() <= column.high).all(), name
        if column.values:
            assert set(found[name]) <= set(column.values), name


@settings(max_examples=8)
@given(order=st.permutations(range(48)))
def test_the_order_of_rows_never_matters(order: list[int]) -> None:
    articles = mk.load_sample()
    expected = mk.same_story(articles)
    shuffled = mk.same_story(articles.iloc[order]).loc[articles.index]
    pd.testing.assert_frame_equal(
        shuffled.drop(columns="story"), expected.drop(columns="story"), check_exact=True
    )
    pairs = set(zip(shuffled["story"], expected["story"], strict=True))
    assert len(pairs) == expected["story"].nunique()


def test_batches_never_matter(found: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mediakit.copying.shingles.BATCH", 7)
    monkeypatch.setattr("mediakit.copying.shingles.ROWS_AT_ONCE", 5)
    monkeypatch.setattr("mediakit.stories.terms.BATCH", 7)
    monkeypatch.setattr("mediakit.stories.terms.ROWS_AT_ONCE", 5)
    pd.testing.assert_frame_equal(mk.same_story(mk.load_sample()), found)


# --- similarity ----------------------------------------------------------------------------


def test_similarity_is_the_cosine_of_weights_worked_by_hand() -> None:
    vectors = term_vectors(["zorblat zorblat ferry", "zorblat", None])
    n_others, prior, words = 2, 1_000, 500
    from mediakit.measures.word_forms import per_million

    def weight(term: str, count: int, others: int) -> float:
        general = 1 - np.exp(-per_million(term) * words / 1e6)
        surprise = -np.log((others + prior * general) / (n_others + prior))
        return float((1 + np.log(count)) * surprise)

    zorblat, ferry = weight("zorblat", 2, 1), weight("ferry", 1, 0)
    expected = zorblat / np.hypot(zorblat, ferry)
    first, second = np.array([0, 0]), np.array([1, 2])
    assert similarity_of(vectors, first, second) == pytest.approx([expected, 0.0])


def test_pairs_found_by_their_heaviest_terms_are_those_of_all(sample: pd.DataFrame) -> None:
    vectors = term_vectors(sample["text"].tolist())
    neighbours = Neighbours(np.full(len(sample), np.nan), 3)
    (first, second), similarity = alike_pairs(vectors, neighbours, 0.2)
    full = np.triu((vectors @ vectors.T).toarray(), 1)
    assert set(zip(first.tolist(), second.tolist(), strict=True)) == set(
        zip(*(places.tolist() for places in np.nonzero(full >= 0.2)), strict=True)
    )
    assert similarity == pytest.approx(full[first, second])


def test_the_threshold_rises_with_the_number_of_comparisons() -> None:
    few, many = Neighbours(np.full(51, np.nan), 3), Neighbours(np.full(501, np.nan), 3)
    one = np.array([0])
    assert few.rise(one, one).tolist() == [0.0]
    assert many.rise(one, one) == pytest.approx([0.11])
    dated = Neighbours(np.arange(501.0), 3)  # seven of them within three days
    assert dated.rise(one, one).tolist() == [0.0]


# --- without copies ------------------------------------------------------------------------


def test_one_of_each_set_of_copies_is_kept() -> None:
    articles = frame(published=["2031-05-04", "2031-05-03", None, None])
    kept = mk.without_copies(articles)
    assert kept.index.tolist() == ["p", "o", "d"]
    assert kept.attrs["copies_left_out"] == 1
    assert list(kept.columns) == list(articles.columns)


def test_nothing_is_left_out_of_articles_that_are_no_copies() -> None:
    kept = mk.without_copies([WIRE, OWN, None, None, "", ""])  # warnings are errors
    assert len(kept) == 6
    assert kept.attrs["copies_left_out"] == 0
