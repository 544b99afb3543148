"""Reports of one story lined up: tables, namings, and the page with reports side by side."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

import mediakit as mk
from mediakit.stories import (
    COPIED_SENTENCES_COLUMNS,
    HEADLINES_COLUMNS,
    NAMING_COLUMNS,
    ONLY_HERE_COLUMNS,
    SHARES_COLUMNS,
    SPEAKERS_COLUMNS,
    LinedUp,
)
from mediakit.stories.naming import PLACES

ONE = """Finance Minister Ada Rell said on Monday that 40,000 reservists would be called up by May.
"Nobody wants this, and nobody should pretend otherwise," Rell told parliament on Monday night.
The old harbour of Osk will close to fishing boats for the whole of the summer."""
TWO = """Ada Rell, the former banker who runs the treasury, calls up 40,000 conscripts by May.
"Nobody wants this, and nobody should pretend otherwise," said the embattled minister.
The old harbour of Osk will close to pleasure boats for the whole of the summer."""
REPORTS = pd.DataFrame(
    {"text": [ONE, TWO], "headline": ["Rell calls up reservists", "Conscripts for Rell's war"]},
    index=["one", "two"],
)


@pytest.fixture(scope="module")
def lined() -> LinedUp:
    return mk.line_up(REPORTS)


def named(table: pd.DataFrame, place: str) -> list[tuple[str, str]]:
    rows = table[table["place"] == place]
    return [*zip(rows["article"], rows["naming"], strict=True)]


# --- tables --------------------------------------------------------------------------------


def test_tables_have_the_columns_that_are_described(lined: LinedUp) -> None:
    assert list(lined.naming.columns) == list(NAMING_COLUMNS)
    assert list(lined.only_here.columns) == list(ONLY_HERE_COLUMNS)
    assert list(lined.speakers.columns) == list(SPEAKERS_COLUMNS)
    assert list(lined.headlines.columns) == list(HEADLINES_COLUMNS)
    assert list(lined.copied.columns) == list(COPIED_SENTENCES_COLUMNS)
    assert list(lined.measures.columns)[-3:] == list(SHARES_COLUMNS)
    assert lined.measures.index.equals(REPORTS.index)


def test_offsets_point_at_the_words(lined: LinedUp) -> None:
    for row in lined.naming.itertuples():
        assert REPORTS.loc[row.article, "text"][row.start : row.end] == row.naming
    for row in lined.only_here.itertuples():
        assert REPORTS.loc[row.article, "text"][row.start : row.end] == row.word
    for row in lined.copied.itertuples():
        here, there = REPORTS["text"][row.article], REPORTS["text"][row.original]
        assert here[row.start : row.end] == row.text
        assert there[row.original_start : row.original_end] == row.original_text


def test_what_the_same_people_and_things_are_called(lined: LinedUp) -> None:
    assert named(lined.naming, PLACES[0]) == [
        ("one", "Finance Minister"),
        ("two", "the former banker"),
    ]
    assert named(lined.naming, PLACES[1]) == [("one", "reservists"), ("two", "conscripts")]
    assert named(lined.naming, PLACES[2]) == [("one", "fishing"), ("two", "pleasure")]
    assert named(lined.naming, PLACES[3]) == [("one", "Rell"), ("two", "the embattled minister")]


def test_words_that_only_one_report_uses(lined: LinedUp) -> None:
    words = lined.only_here.groupby("article")["word"].agg(set)
    assert {"reservists", "fishing"} <= words["one"]
    assert {"conscripts", "pleasure", "banker", "treasury"} <= words["two"]
    assert not (words["one"] | words["two"]) & {"Rell", "Osk", "harbour", "calls", "called"}


def test_shares_worked_by_hand(lined: LinedUp) -> None:
    n_words = len(re.findall(r"[\w,]+", ONE))
    # the quotation with "by May" before it, and the last sentence around one word
    assert lined.measures.loc["one", "shared_share"] == pytest.approx((10 + 8 + 7) / n_words)
    assert lined.measures.loc["one", "quoted_share"] == pytest.approx(8 / n_words)


def test_headline_against_headline(lined: LinedUp) -> None:
    table = lined.headlines.set_index("article")
    assert table.loc["one", "shared"] == "Rell"
    assert "reservists" in table.loc["one", "only_here"]
    assert "Conscripts" in table.loc["two", "only_here"]


def test_who_speaks_only_there() -> None:
    one = "“We close,” said Ilse Marrand. “I sue,” said Tomas Hale."
    two = "“We close,” Marrand said. “We close on Monday,” said Ilse Marrand."
    table = mk.line_up([one, two]).speakers.set_index(["article", "speaker"])["only_here"]
    assert table[(0, "Tomas Hale")]
    assert not table[(0, "Ilse Marrand")]
    assert not table[(1, "Ilse Marrand")]


def test_of_the_sample_the_quotation_names_its_speaker_in_many_ways() -> None:
    articles = mk.load_sample()
    lined = mk.line_up(articles[articles["story"] == "rate-rise"])
    rows = lined.naming[lined.naming["held_by"].str.startswith("“We know that this decision")]
    assert {"Governor Ansel Rooke", "The grim-faced governor"} <= set(rows["naming"])
    assert lined.measures.loc["rate-rise-echo", "shared_share"] > 0.95


def test_the_order_of_reports_matters_to_no_number() -> None:
    articles = mk.load_sample()
    reports = articles[articles["story"] == "lithium-mine"]
    expected, turned = mk.line_up(reports), mk.line_up(reports[::-1])
    pd.testing.assert_frame_equal(turned.measures.loc[reports.index], expected.measures)
    for name in ("naming", "only_here", "copied"):
        one, other = getattr(expected, name), getattr(turned, name)
        keys = [c for c in one.columns if c not in ("held_by", "score")]
        assert set(map(tuple, one[keys].to_numpy())) == set(map(tuple, other[keys].to_numpy()))


def test_reports_without_text_have_no_rows_but_nan() -> None:
    lined = mk.line_up([ONE, None, ""])
    assert lined.measures[list(SHARES_COLUMNS)].iloc[1:].isna().all(axis=None)
    assert set(lined.only_here["article"]) == {0}
    assert lined.naming.empty
    assert lined.copied.empty
    assert "no text" in lined.html
    assert mk.line_up([None, None]).speakers.empty


def test_labels_may_repeat_themselves() -> None:
    lined = mk.line_up(REPORTS.set_axis(["same", "same"]))
    assert set(lined.naming["article"]) == {"same"}
    assert len(lined.measures) == 2


def test_measures_that_are_asked_for() -> None:
    table = mk.line_up(REPORTS, measures=["hedging"]).measures
    assert "n_hedges" in table
    assert "sentiment" not in table


@pytest.mark.parametrize("articles", [[], [ONE], [ONE] * 27])
def test_too_few_and_too_many(articles: list[str]) -> None:
    with pytest.raises(ValueError, match="from 2 to 26 reports"):
        mk.line_up(articles)


# --- the page ------------------------------------------------------------------------------


class Page(HTMLParser):
    """Tags in their order, checked to be nested, and the text without signs and notes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"sup", "details"} & set(self.open):
            self.text += data


def test_every_report_stands_on_the_page_with_what_it_shares(lined: LinedUp) -> None:
    page = Page(lined.html)
    for text in (ONE, TWO):
        assert "".join(text.split()) in "".join(page.text.split())
    assert page.tags.count("article") == 2
    assert re.search(r"<mark title=\"also in B\"[^>]*>&quot;Nobody wants this", lined.html)
    assert re.search(r"<mark title=\"only here\"[^>]*>reservists</mark>", lined.html)


def test_nothing_gets_through_unescaped() -> None:
    evil = "<script>alert('x')</script> & <b onclick=\"x\">Rell</b> " + ONE
    columns = {"text": [evil, evil], "headline": ["<i>\ud800</i>", None], "outlet": ["<u>", None]}
    frame = pd.DataFrame(columns, index=["<a>", "b"], dtype=object)
    html = mk.line_up(frame).html
    assert not set(Page(html).tags) & {"script", "b", "i", "u", "a"}
    html.encode("utf-8")


def test_no_style_sheet_is_needed_and_nothing_is_fetched(lined: LinedUp) -> None:
    assert "<style" not in lined.html
    assert not re.search(r"src=|href=|url\(", lined.html)
    assert "color:inherit" in lined.html


def test_plain_text_tells_how_many_there_are(lined: LinedUp) -> None:
    assert "2 reports of one story" in str(lined)
    assert repr(lined) == "<LinedUp: 2 reports>"


# --- the chart -----------------------------------------------------------------------------


def test_the_chart_shows_the_shares_of_each_report(lined: LinedUp) -> None:
    ax = mk.plot.shared_words(lined.measures)
    drawn = [points.get_offsets()[:, 0] for points in ax.collections]
    table = lined.measures.sort_values("shared_share", ascending=False)
    expected = 100 * table[["shared_share", "only_here_share"]].to_numpy().T.reshape(-1)
    assert np.concatenate(drawn).tolist() == pytest.approx(expected.tolist())
    assert "one" in mk.plot.description(ax)
    empty = mk.plot.shared_words(mk.line_up([None, None]).measures)
    assert "no report has words" in mk.plot.description(empty)
