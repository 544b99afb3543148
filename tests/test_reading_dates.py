"""Reading dates: every common notation, and no date that nobody wrote."""

from __future__ import annotations

import pandas as pd
import pytest

from mediakit.reading import read
from mediakit.reading.dates import dates


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2021-05-04", "2021-05-04"),
        ("2021/05/04", "2021-05-04"),
        ("20210504", "2021-05-04"),
        ("2021-05-04T10:30:00Z", "2021-05-04 10:30"),
        ("2021-05-04T10:30:00+02:00", "2021-05-04 08:30"),
        ("4 May 2021", "2021-05-04"),
        ("May 4, 2021 Tuesday", "2021-05-04"),
        ("May 4, 2021 Tuesday 10:12 AM EST", "2021-05-04 15:12"),
        ("Tue, 04 May 2021 10:00:00 GMT", "2021-05-04 10:00"),
        ("Tuesday, May 4, 2021", "2021-05-04"),
        ("Sept. 4, 2021", "2021-09-04"),
        ("4 May 2021 10:30", "2021-05-04 10:30"),
        ("May 4, 2021 at 10:30 AM", "2021-05-04 10:30"),
        ("Tuesday 4 May 2021 10.30 GMT", "2021-05-04 10:30"),
        ("May 4, 2021 Tuesday Final Edition", "2021-05-04"),
        ("Published May 4, 2021", "2021-05-04"),
        ("20210504T103000Z", "2021-05-04 10:30"),
        ("Tue May 04 10:30:00 +0000 2021", "2021-05-04 10:30"),
        ("04-May-21", "2021-05-04"),
        ("05/14/2021", "2021-05-14"),
        ("14/05/2021 10:30", "2021-05-14 10:30"),
        ("04.05.2021", "2021-05-04"),
        ("14.05.71", "1971-05-14"),
        ("2021", "2021-01-01"),
        (2021, "2021-01-01"),
        (1_620_124_200, "2021-05-04 10:30"),
        (1_620_124_200_000, "2021-05-04 10:30"),
        ("20210504103000", "2021-05-04 10:30"),
        (pd.Timestamp("2021-05-04 10:30", tz="Asia/Tokyo"), "2021-05-04 01:30"),
        (pd.Timestamp("2021-05-04 10:30").to_pydatetime().date(), "2021-05-04"),
    ],
    ids=repr,
)
def test_ways_to_write_a_date(written, iso):
    for column in (pd.Series([written]), pd.Series([None, written], dtype=object)):
        found, note = dates(column)
        assert found.tolist()[-1] == pd.Timestamp(iso)
        assert found.dt.tz is None
        assert note is None


@pytest.mark.parametrize(
    "written",
    ["soon", "", "now", "today", "10:30", "May", "31/02/2021", "2021-99-01", 7, -1.5, True, [2021]],
    ids=repr,
)
def test_what_is_no_date_is_missing(written):
    found, _ = dates(pd.Series([written], dtype=object, index=["a"]))
    assert found.isna().tolist() == [True]
    assert found.index.tolist() == ["a"]
    assert pd.api.types.is_datetime64_dtype(found.dtype)


def test_a_column_decides_whether_days_come_first():
    found, note = dates(pd.Series(["03/04/2021", "17/04/2021"]))
    assert (found.dt.month.tolist(), note) == ([4, 4], None)
    found, note = dates(pd.Series(["03/04/2021", "03/17/2021"]))
    assert (found.dt.month.tolist(), note) == ([3, 3], None)
    found, note = dates(pd.Series(["03/04/2021", "04/04/2021"]))
    assert found.dt.month.tolist() == [3, 4]
    assert "3/4/2021" in note
    found, note = dates(pd.Series(["03/04/2021", "2021-05-01"]), day_first=True)
    assert (found.dt.month.tolist(), note) == ([4, 5], None)


def test_a_guess_about_dates_is_noted(write):
    path = write("news.csv", "text,date\nOne.,03/04/2021\n")
    assert read(path).attrs["reading"]["notes"][0].startswith("published: nothing shows")
    frame = read(path, day_first=True)
    assert frame["published"].tolist() == [pd.Timestamp("2021-04-03")]
    assert frame.attrs["reading"]["notes"] == []
