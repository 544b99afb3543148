"""One door for articles: what comes through it unchanged, and what it turns away."""

from __future__ import annotations

import datetime
from collections import deque
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.articles import as_articles, in_pieces, texts

MISSING = [None, float("nan"), pd.NA, pd.NaT]


def test_one_str_is_one_article():
    frame = as_articles("The ferry to Ostrava Bay sank.")
    assert frame.columns.tolist() == ["text"]
    assert frame.index.equals(pd.RangeIndex(1))
    assert texts(frame) == ["The ferry to Ostrava Bay sank."]


@pytest.mark.parametrize("kind", [list, tuple])
def test_a_list_or_tuple_is_numbered(kind):
    frame = as_articles(kind(["One.", None, "", "Two."]))
    assert frame.index.equals(pd.RangeIndex(4))
    assert texts(frame) == ["One.", None, "", "Two."]


def test_a_series_keeps_its_index_whatever_it_is_called():
    series = pd.Series(["One.", "Two."], index=["b", "a"], name="body")
    frame = as_articles(series)
    assert frame.columns.tolist() == ["text"]
    assert frame.index.tolist() == ["b", "a"]
    assert series.name == "body"


@pytest.mark.parametrize(
    "index",
    [
        pd.Index([7, 3, 7], name="article_id"),
        pd.MultiIndex.from_tuples([("x", 2), ("x", 1), ("w", 9)], names=["outlet", "number"]),
        pd.DatetimeIndex(["2021-05-02", "2021-05-01", "2021-05-02"]),
    ],
    ids=["repeated and unsorted", "several levels", "dates"],
)
def test_index_and_other_columns_are_kept(index):
    frame = pd.DataFrame(
        {"outlet": ["A", "B", "C"], "text": ["One.", None, "Two."], "n": [1, 2, 3]}, index=index
    )
    result = as_articles(frame)
    pd.testing.assert_frame_equal(result, frame)
    assert result is not frame


def test_adding_a_column_does_not_reach_the_caller():
    frame = pd.DataFrame({"text": ["One."]})
    result = as_articles(frame)
    result["extra"] = 1
    assert frame.columns.tolist() == ["text"]


@pytest.mark.parametrize("empty", [[], (), pd.Series([], dtype=object), pd.Series([], dtype=float)])
def test_nothing_gives_an_empty_frame(empty):
    frame = as_articles(empty)
    assert frame.shape == (0, 1)
    assert texts(frame) == []


def test_an_empty_frame_keeps_its_columns():
    frame = as_articles(pd.DataFrame({"headline": [], "text": []}))
    assert frame.shape == (0, 2)
    assert texts(frame, "headline") == []


@pytest.mark.parametrize("missing", MISSING, ids=repr)
def test_each_kind_of_missing_is_none(missing):
    frame = pd.DataFrame({"text": pd.Series(["One.", missing], dtype=object)})
    assert texts(as_articles(frame)) == ["One.", None]
    assert texts(as_articles(["One.", missing])) == ["One.", None]


def test_all_kinds_of_missing_together():
    assert texts(as_articles([*MISSING, "One."])) == [None, None, None, None, "One."]


@pytest.mark.parametrize(
    "dtype", [object, "string", "string[python]", "string[pyarrow]", "category", None], ids=str
)
def test_every_way_pandas_stores_text(dtype):
    series = pd.Series(["One.", None, "Two."], dtype=dtype)
    assert texts(as_articles(series)) == ["One.", None, "Two."]
    assert all(type(text) in (str, type(None)) for text in texts(as_articles(series)))


def test_arrow_strings():
    pa = pytest.importorskip("pyarrow")
    series = pd.Series(["One.", None], dtype=pd.ArrowDtype(pa.string()))
    assert texts(as_articles(series)) == ["One.", None]


@pytest.mark.parametrize("values", [[np.nan, np.nan], [pd.NaT, pd.NaT], [None, None]], ids=repr)
def test_a_column_without_any_text_is_missing_text(values):
    assert texts(as_articles(pd.DataFrame({"text": values}))) == [None, None]


def test_absent_headlines_are_missing_headlines():
    frame = as_articles(["One.", "Two."])
    assert texts(frame, "headline") == [None, None]
    with pytest.raises(ValueError, match=r"no column 'lede'.*'text'"):
        texts(frame, "lede")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (3, "int"),
        (2.5, "float"),
        (b"One.", "bytes"),
        (["One."], "list"),
        ({"body": "One."}, "dict"),
        (datetime.date(2021, 5, 1), "date"),
        (True, "bool"),
    ],
)
@pytest.mark.parametrize("column", ["text", "headline"])
def test_what_is_no_str_is_named_with_its_row_and_type(column, value, kind):
    good = pd.Series(["One.", None, "Two."], dtype=object)
    bad = pd.Series(["One.", pd.NaT, value], dtype=object)
    frame = pd.DataFrame({"text": good, "headline": good}).assign(**{column: bad})
    frame.index = ["a", "b", "c17"]
    with pytest.raises(TypeError, match=rf"the {column} of row 'c17' is of type {kind}\b"):
        as_articles(frame)


def test_the_row_is_named_by_its_label_in_plain_python():
    levels = pd.MultiIndex.from_tuples([("north", 1), ("south", 2)])
    with pytest.raises(TypeError, match=r"row \('south', 2\) is"):
        as_articles(pd.Series(["One.", 5], index=levels))
    with pytest.raises(TypeError, match="row 40 is of type int"):
        as_articles(pd.DataFrame({"text": [1, 2]}, index=[40, 41]))


def test_a_long_wrong_value_is_not_shown_in_full():
    with pytest.raises(TypeError) as caught:
        as_articles([list(range(10_000))])
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("wrong", "kind"), [(5, "int"), (None, "NoneType"), ({"text": "One."}, "dict"), (b"a", "bytes")]
)
def test_other_things_are_no_articles(wrong, kind):
    with pytest.raises(TypeError, match=f"DataFrame.*Series.*list.*not {kind}"):
        as_articles(wrong)


def test_errors_say_what_to_do_instead():
    with pytest.raises(TypeError, match=r"mk\.read"):
        as_articles(Path("news.csv"))
    with pytest.raises(TypeError, match="a list of one"):
        as_articles({"text": "One."})
    with pytest.raises(TypeError, match="a set has no order"):
        as_articles({"One.", "Two."})
    with pytest.raises(TypeError, match="ndarray of 2 dimensions"):
        as_articles(np.array([["One."]]))
    with pytest.raises(ValueError, match=r"'body', 'outlet'.*mk\.read"):
        as_articles(pd.DataFrame({"body": ["One."], "outlet": ["A"]}))


@pytest.mark.parametrize("column", ["text", "headline"])
def test_a_name_that_two_columns_have_is_no_name(column):
    frame = pd.DataFrame([["One.", "Two.", "Three."]], columns=["text", column, column])
    with pytest.raises(ValueError, match="several"):
        as_articles(frame)


@given(st.lists(st.none() | st.text(alphabet=st.characters(codec=None)), max_size=20))
def test_any_text_comes_through_unchanged(values):
    assert texts(as_articles(values)) == values
    assert texts(as_articles(pd.Series(values, dtype=object))) == values


def test_lone_surrogates_come_through():
    assert texts(as_articles(["a\ud800b"])) == ["a\ud800b"]


def test_a_row_of_a_frame_is_one_article() -> None:
    frame = pd.DataFrame({"text": ["It may rain.", None], "n": [1, 2]}, index=["a", ("b", 1)])
    one = as_articles(frame.loc["a"])
    assert one.index.tolist() == ["a"]
    assert texts(one) == ["It may rain."]
    other = as_articles(frame.iloc[1])
    assert other.index.tolist() == [("b", 1)]
    assert texts(other) == [None]
    series = pd.Series(["It may rain."], index=["a"])
    assert as_articles(series)["text"].tolist() == ["It may rain."]


def any_iterable(values: list[str | None]) -> list[object]:
    """The same articles in every way that is no frame, Series, list or tuple."""
    return [
        iter(values),
        (value for value in values),
        map(str.strip, values),
        deque(values),
        dict.fromkeys(values).keys(),
        np.array(values),
        np.array(values, dtype=object),
        pd.Index(values),
        pd.Series(values).array,
    ]


def test_any_iterable_is_numbered() -> None:
    values = [f"Ferry {number} sank." for number in range(250)]
    for articles in any_iterable(values):
        frame = as_articles(articles)
        assert frame.index.equals(pd.RangeIndex(250))
        assert texts(frame) == values
        assert {type(text) for text in texts(frame)} == {str}


def test_columns_and_tables_of_arrow() -> None:
    pa = pytest.importorskip("pyarrow")
    values = [f"Ferry {number} sank." for number in range(120)] + [None]
    column = pa.chunked_array([values[:50], values[50:]])
    assert texts(as_articles(column)) == texts(as_articles(pa.array(values))) == values
    table = pa.table({"text": column, "headline": column, "n": range(121)})
    frame = as_articles(table)
    assert texts(frame, "headline") == values
    assert frame["n"].tolist() == [*range(121)]


def test_mappings_have_a_text_and_more() -> None:
    rows = [{"text": "One.", "headline": "A", "n": 1}, "Two.", None, {"n": 4, "text": None}]
    for articles in (rows, tuple(rows), iter(rows)):
        frame = as_articles(articles)
        assert texts(frame) == ["One.", "Two.", None, None]
        assert texts(frame, "headline") == ["A", None, None, None]
        assert frame["n"].isna().tolist() == [False, True, True, False]


def test_what_is_wrong_with_an_item_names_its_row() -> None:
    with pytest.raises(ValueError, match=r"row 1 is a mapping without a 'text'; it has 'body'"):
        as_articles([{"text": "One."}, {"body": "Two."}])
    with pytest.raises(TypeError, match="the headline of row 1 is of type int"):
        as_articles(iter([None, {"text": "Two.", "headline": 2}]))
    many = (f"Ferry {number}." if number != 230 else number for number in range(500))
    with pytest.raises(TypeError, match="the text of row 230 is of type int"):
        as_articles(many)


def test_an_iterable_is_read_a_few_articles_at_a_time() -> None:
    read = []
    values = (read.append(number) or f"Ferry {number}." for number in range(1_000))
    pieces = in_pieces(values)
    first = next(pieces)
    assert len(read) == len(first) < 200
    assert texts(pd.concat([first, *pieces]))[-1] == "Ferry 999."
    assert list(in_pieces([])) == []
