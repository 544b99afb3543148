"""Every layout is read, and every row that goes in comes out or is told of."""

from __future__ import annotations

import pandas as pd
import pytest

from .every_layout import LAYOUTS
from .layouts import ADDRESSES, markdown, read_layout, read_pages

for package in ("trafilatura", "openpyxl", "pyarrow", "pypdf", "charset_normalizer"):
    pytest.importorskip(package)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_row_comes_out_or_is_told_of(layout, tmp_path):
    outcome = read_layout(layout, tmp_path)
    assert outcome.rows_lost == 0
    if layout.texts is not None:
        assert outcome.frame["text"].dropna().tolist() == layout.texts
    n_told = len(outcome.set_apart) + len(outcome.frame) - outcome.with_text
    if n_told:
        assert outcome.reasons or outcome.warned or outcome.frame.attrs["reading"]["notes"]


def test_dates_in_many_notations_become_one_column(tmp_path):
    frame = read_layout(LAYOUTS[0], tmp_path).frame
    assert pd.api.types.is_datetime64_dtype(frame["published"].dtype)
    days = frame["published"].dt.strftime("%Y-%m-%d").tolist()
    assert days[:5] == ["2021-03-04", "2021-03-04", "2021-03-25", "2021-03-04", "2021-03-05"]
    assert pd.isna(frame["published"].iloc[5])
    assert any("1 of 6 is no date" in note for note in frame.attrs["reading"]["notes"])


def test_a_page_is_its_article_and_nothing_else(tmp_path):
    layout = next(one for one in LAYOUTS if one.name.startswith("web page with"))
    row = read_layout(layout, tmp_path).frame.iloc[0]
    assert row["headline"] == "Mill reopens"
    assert (row["outlet"], row["byline"]) == ("Courier", "Ann Ost A")
    assert row["published"] == pd.Timestamp("2021-03-04")
    for around in ("Home", "cookies", "Photo", "Read more", "bakeries", "rights"):
        assert around not in row["text"]
    assert row["text"].count("said Ann.") == 2


def test_addresses_that_fail_are_rows_with_their_reason(loopback):
    outcome = read_pages(ADDRESSES, allow_private=True)
    assert (outcome.rows_lost, outcome.with_text) == (0, 3)
    reasons = outcome.frame["not_read"].tolist()
    assert outcome.frame["not_read"].isna().tolist() == [True] * 3 + [False] * 4
    said = ("404", "robots.txt", "image/png", "refused")
    assert all(words in reason for words, reason in zip(said, reasons[3:], strict=True))


def test_private_addresses_are_rows_with_their_reason(loopback):
    outcome = read_pages(ADDRESSES[:1])
    assert "local network" in outcome.frame["not_read"].iloc[0]


def test_the_table_has_a_row_a_layout(tmp_path):
    assert len(markdown([read_layout(LAYOUTS[0], tmp_path)]).splitlines()) == 3
