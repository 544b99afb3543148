"""Articles in batches: what comes in, however it comes, and the same numbers however it is cut."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit import analysis
from mediakit.batches import in_batches
from mediakit.stacking import stacked

FUNCTIONS = [mk.analyse, mk.readability, mk.sentiment, mk.hedging, mk.loaded, mk.sourcing]


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    table = mk.load_sample()[["headline", "text"]].head(12)
    table.loc[table.index[[3, 7]], "text"] = [None, ""]
    return table


@pytest.fixture
def numbered(sample) -> pd.DataFrame:
    return sample.reset_index(drop=True)


def same(got: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(got, expected, check_exact=True)


def records(table: pd.DataFrame):
    """Rows as mappings, one after the other, and only once."""
    return (row._asdict() for row in table.itertuples(index=False))


@given(st.lists(st.text(max_size=9)), st.integers(1, 5), st.integers(1, 20))
def test_batches_hold_every_article_and_no_more_than_they_may(values, most, characters) -> None:
    for given_as in (iter(values), values, pd.Series(values, dtype=object)):
        batches = list(in_batches(given_as, most, characters))
        assert [text for batch in batches for text in batch.texts] == values
        assert [row for batch in batches for row in batch.index] == [*range(len(values))]
        for batch in batches:
            assert len(batch) <= most
            assert sum(map(len, batch.texts[:-1])) < characters
            assert len(batch) or len(batches) == 1


@pytest.mark.parametrize("function", [*FUNCTIONS, mk.evidence])
def test_any_iterable_has_the_numbers_of_a_frame(function, numbered) -> None:
    expected = function(numbered)
    same(function(records(numbered)), expected)
    same(function([*records(numbered)]), expected)
    bodies = numbered["text"].astype(object).where(numbered["text"].notna(), None).tolist()
    expected = function(bodies)
    same(function(iter(bodies)), expected)
    same(function(np.array(bodies, dtype=object)), expected)
    arrow = pytest.importorskip("pyarrow").chunked_array([bodies[:5], bodies[5:]])
    same(function(arrow), expected)


@pytest.mark.parametrize("function", [mk.keywords, mk.quotations, mk.diversity, mk.dispersion])
def test_other_tables_take_any_iterable_too(function, numbered) -> None:
    same(function(records(numbered)), function(numbered))


@pytest.mark.parametrize("unit", ["article", "paragraph", "sentence", "section", "voice"])
@pytest.mark.parametrize(("most", "characters"), [(1, 10**9), (5, 10**9), (1_000, 1), (7, 2_500)])
def test_numbers_depend_on_no_batch(unit, most, characters, sample, numbered, monkeypatch) -> None:
    expected = mk.analyse(sample, ["readability", "hedging"], unit)
    expected_of_rows = mk.analyse(numbered, ["readability", "hedging"], unit)
    evidence = mk.evidence(sample)
    monkeypatch.setattr(analysis, "BATCH", most)
    monkeypatch.setattr(analysis, "CHARACTERS", characters)
    same(mk.analyse(sample, ["readability", "hedging"], unit), expected)
    same(mk.analyse(records(numbered), ["readability", "hedging"], unit), expected_of_rows)
    same(mk.evidence(sample), evidence)


def test_an_iterable_is_not_read_before_it_is_measured(monkeypatch) -> None:
    monkeypatch.setattr(analysis, "BATCH", 50)
    read, table = [], analysis._table
    ahead = []

    def measured(batch, *rest):
        ahead.append(len(read) - batch.index[-1])
        return table(batch, *rest)

    monkeypatch.setattr(analysis, "_table", measured)
    result = mk.hedging(read.append(n) or f"Ferry {n} may sink." for n in range(1_000))
    assert result["n_hedges"].tolist() == [1.0] * 1_000
    assert len(ahead) == 20
    assert max(ahead) <= 200


@pytest.mark.parametrize("function", [mk.hedging, mk.evidence])
def test_a_bad_item_names_its_row(function, monkeypatch) -> None:
    monkeypatch.setattr(analysis, "BATCH", 10)
    with pytest.raises(TypeError, match="the text of row 25 is of type int"):
        function(n if n == 25 else "It may rain." for n in range(30))
    with pytest.raises(ValueError, match="row 25 is a mapping without a 'text'"):
        function({"text" if n != 25 else "body": "It may rain."} for n in range(30))


def test_mistakes_are_told_before_anything_is_read() -> None:
    texts = iter(["It may rain."])
    with pytest.raises(ValueError, match="'nonsense' is not known"):
        mk.analyse(texts, "nonsense")
    with pytest.raises(ValueError, match="unit 'word' is not known"):
        mk.analyse(texts, unit="word")
    assert next(texts) == "It may rain."


def test_nothing_gives_no_rows() -> None:
    same(mk.hedging(iter([])), mk.hedging([]))
    same(mk.evidence(iter([])), mk.evidence([]))


def tables_of(rows: list[int]) -> list[pd.DataFrame]:
    """Tables of so many rows each, with columns of several types."""
    made, first = [], 0
    for n in rows:
        places = np.arange(first, first + n)
        columns = {
            "a": places * 0.5,
            "label": pd.Series([f"n{place}" for place in places], dtype="str"),
            "b": np.where(places % 3, places, np.nan),
            "start": places,
        }
        made.append(pd.DataFrame(columns, columns=["a", "label", "b", "start"]))
        made[-1].index = pd.Index(places * 2, name="place")
        first += n
    return made


@given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
def test_tables_are_stacked_as_pandas_does(rows) -> None:
    tables = tables_of(rows)
    result = stacked(iter(tables))
    same(result, pd.concat(tables))
    before = result["a"].tolist()
    result["new"] = 1.0
    result["a"] += 1
    assert [*result.columns] == ["a", "label", "b", "start", "new"]
    assert (result["a"] - 1).tolist() == before


def test_tables_of_other_types_are_stacked_too() -> None:
    first, second = tables_of([3, 2])
    for other in (second.assign(a=[1, 2]), second.assign(start=[0.5, 1.5]), second.assign(a="x")):
        same(stacked([first, other]), pd.concat([first, other]))


def test_a_stack_is_held_once() -> None:
    import tracemalloc

    def tables():
        for _ in range(100):
            yield pd.DataFrame(np.ones((500, 40)), columns=[f"c{n}" for n in range(40)])

    tracemalloc.start()
    try:
        table = stacked(tables())
        highest = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert highest < 1.2 * table.to_numpy().nbytes
