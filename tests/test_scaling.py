"""A Dask frame in, a lazy table out: the same columns, types and values, however it is cut."""

from __future__ import annotations

import ast
import os
import signal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import mediakit as mk
from mediakit.__main__ import main
from mediakit.streaming import analyse_file

dask = pytest.importorskip("dask")
dd = pytest.importorskip("dask.dataframe")
distributed = pytest.importorskip("distributed")

PACKAGE = Path(mk.__file__).parent


@pytest.fixture(autouse=True)
def _one_after_the_other():
    with dask.config.set(scheduler="synchronous"):
        yield


@pytest.fixture(scope="module")
def sample() -> pd.DataFrame:
    table = mk.load_sample()[["headline", "text", "outlet", "published", "story"]].head(18)
    table.loc[table.index[[3, 11]], "text"] = [None, ""]
    return table


@pytest.fixture(params=[1, 2, 5])
def cut(request, sample):
    """Articles in so many partitions."""
    return dd.from_pandas(sample, npartitions=request.param, sort=False)


@pytest.fixture(scope="module")
def lazy(sample):
    return dd.from_pandas(sample, npartitions=3, sort=False)


@pytest.fixture(scope="module")
def cluster(loopback):
    """Two workers on this machine, which no network but loopback connects."""
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    ) as two:
        yield two


def same(computed: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(computed, expected, check_exact=True)


def requires_equality(lazily, at_once: pd.DataFrame, renumbered: bool = False) -> None:
    computed = lazily.compute()
    assert lazily.dtypes.to_dict() == computed.dtypes.to_dict(), "announced, and what came"
    same(computed.reset_index(drop=True) if renumbered else computed, at_once)


def test_all_measures_of_articles(cut) -> None:
    expected = mk.analyse(cut.compute())
    requires_equality(mk.analyse(cut), expected)
    assert mk.analyse(cut).npartitions == cut.npartitions


@pytest.mark.parametrize(
    "function", [mk.readability, mk.sentiment, mk.hedging, mk.loaded, mk.sourcing, mk.diversity]
)
def test_families(function, lazy) -> None:
    requires_equality(function(lazy), function(lazy.compute()))


def test_intervals(lazy) -> None:
    requires_equality(mk.hedging(lazy, interval=0.9), mk.hedging(lazy.compute(), interval=0.9))


@pytest.mark.parametrize("unit", ["paragraph", "sentence", "section", "voice"])
@pytest.mark.parametrize("function", [mk.hedging, mk.diversity])
def test_the_level_of_a_unit_is_the_first_column(function, unit, lazy) -> None:
    expected = function(lazy.compute(), unit)
    table = function(lazy, unit)
    assert table.columns[0] == unit
    requires_equality(table, expected.reset_index(unit))
    same(table.compute().set_index(unit, append=True), expected)


def test_a_series_of_texts_and_an_index_that_is_sorted(sample) -> None:
    numbered = sample["text"].reset_index(drop=True)
    lazy = dd.from_pandas(numbered, npartitions=3)
    assert mk.hedging(lazy).divisions == lazy.divisions
    requires_equality(mk.hedging(lazy), mk.hedging(lazy.compute()))


@pytest.mark.parametrize("function", [mk.evidence, mk.quotations, mk.keywords])
def test_long_tables_are_numbered_in_each_partition(function, cut) -> None:
    requires_equality(function(cut), function(cut.compute()), renumbered=True)


@pytest.mark.parametrize("function", [mk.hedging, mk.evidence, mk.quotations, mk.keywords])
def test_partitions_without_articles(function, sample) -> None:
    lazy = dd.from_pandas(sample, npartitions=4, sort=False)
    some = lazy[lazy["outlet"] == sample["outlet"].iloc[0]]
    none = lazy[lazy["outlet"] == "none"]
    requires_equality(function(some), function(some.compute()), renumbered=function != mk.hedging)
    assert function(none).compute().dtypes.to_dict() == function(lazy).dtypes.to_dict()


def test_keywords_against_a_background(lazy) -> None:
    others = ["The dam holds.", "The dam may fail."]
    expected = mk.keywords(lazy.compute(), 5, background=others)
    requires_equality(mk.keywords(lazy, 5, background=others), expected, renumbered=True)
    lazy_others = dd.from_pandas(pd.Series(others, name="text"), npartitions=2)
    requires_equality(mk.keywords(lazy, 5, background=lazy_others), expected, renumbered=True)
    with pytest.raises(TypeError, match="compute"):
        mk.keywords(others, background=lazy_others)


@pytest.mark.parametrize(
    "options",
    [
        {"by": "outlet"},
        {"by": "outlet", "n": (1, 2), "minimum_count": 20},
        {"by": "outlet", "of": "hedging", "minimum_count": 2},
        {"reference": pd.Series({"the": 90.0, "of": 50.0, "zeppelin": 7.0})},
    ],
)
def test_keyness(options, cut) -> None:
    options = {"n_permutations": 49, **options}
    requires_equality(mk.keyness(cut, **options), mk.keyness(cut.compute(), **options))


def test_keyness_by_a_lazy_series(lazy) -> None:
    table = mk.keyness(lazy, lazy["outlet"], n_permutations=0)
    expected = lazy.compute()
    requires_equality(table, mk.keyness(expected, expected["outlet"], n_permutations=0))


@pytest.mark.parametrize(
    "options", [{}, {"terms": ["the", "minister", "zeppelin"]}, {"terms": "the", "parts": 7}]
)
def test_dispersion(options, cut) -> None:
    requires_equality(mk.dispersion(cut, **options), mk.dispersion(cut.compute(), **options))


def test_comparisons(cut, sample) -> None:
    beside = ["outlet", "published", "story", "text"]
    report = mk.hedging(cut.compute()).join(cut.compute()[beside])
    lazily = mk.hedging(cut).assign(**{name: cut[name] for name in beside})
    requires_equality(mk.compare(lazily), mk.compare(report))
    requires_equality(
        mk.compare(lazily, cluster="story", columns="certainty"),
        mk.compare(report, cluster="story", columns="certainty"),
    )
    requires_equality(
        mk.compare(mk.hedging(cut), cut["outlet"], against="rest"),
        mk.compare(mk.hedging(cut.compute()), sample["outlet"].tolist(), against="rest"),
    )
    requires_equality(mk.over_time(lazily, every="month"), mk.over_time(report, every="month"))
    requires_equality(mk.over_time(lazily, by="outlet"), mk.over_time(report, by="outlet"))


def test_copies_are_found_without_their_texts(sample) -> None:
    twice = pd.concat([sample, sample.iloc[:2]], ignore_index=True)
    lazy = dd.from_pandas(twice, npartitions=3)
    lazily = mk.hedging(lazy).assign(text=lazy["text"], outlet=lazy["outlet"])
    report = mk.hedging(twice).join(twice[["text", "outlet"]])
    with pytest.warns(UserWarning, match="2 of 20 articles repeat"):
        expected = mk.compare(report, columns="certainty")
    with pytest.warns(UserWarning, match="2 of 20 articles repeat"):
        same(mk.compare(lazily, columns="certainty").compute(), expected)


def test_places_in_a_text_are_no_measures(lazy, sample) -> None:
    lazily = mk.hedging(lazy, "sentence")
    expected = mk.hedging(lazy.compute(), "sentence")
    outlet = sample["outlet"].to_dict()
    lazily = lazily.assign(
        outlet=lazily.index.to_series().map(outlet, meta=("outlet", sample["outlet"].dtype))
    )
    expected["outlet"] = expected.index.get_level_values(0).map(outlet)
    requires_equality(
        mk.compare(lazily, columns=None, against="rest"), mk.compare(expected, against="rest")
    )


def test_half_a_surrogate_pair(sample) -> None:
    with dask.config.set({"dataframe.convert-string": False}):
        broken = pd.Series(["It may \ud83d rain. It may.", "Perhaps."] * 3, dtype=object)
        lazy = dd.from_pandas(broken.rename("text"), npartitions=2)
    requires_equality(mk.evidence(lazy), mk.evidence(broken), renumbered=True)
    requires_equality(mk.keywords(lazy), mk.keywords(broken), renumbered=True)
    table = mk.keyness(lazy, lazy.map(lambda text: text[:2], meta=("by", object)), n_permutations=9)
    same(table.compute(), mk.keyness(broken, broken.str[:2], n_permutations=9))


def test_mistakes_are_told_before_anything_is_computed(lazy) -> None:
    def never(part: pd.DataFrame) -> pd.DataFrame:
        raise AssertionError("computed")

    lazy = lazy.map_partitions(never, meta=lazy._meta)
    with pytest.raises(ValueError, match="need a column 'text'"):
        mk.analyse(lazy[["headline"]])
    with pytest.raises(ValueError, match="'nonsense' is not known"):
        mk.analyse(lazy, "nonsense")
    with pytest.raises(ValueError, match="unit 'word' is not known"):
        mk.hedging(lazy, "word")
    with pytest.raises(ValueError, match="interval is a share"):
        mk.hedging(lazy, interval=95)
    with pytest.raises(ValueError, match="top must be"):
        mk.keywords(lazy, 0)
    with pytest.raises(ValueError, match="no column 'paper'"):
        mk.keyness(lazy, "paper")
    with pytest.raises(TypeError, match="by is a column of the Dask frame"):
        mk.keyness(lazy, ["a", "b"])
    with pytest.raises(ValueError, match="n must be from 1"):
        mk.keyness(lazy, "outlet", n=9)
    with pytest.raises(ValueError, match="parts must be at least 2"):
        mk.dispersion(lazy, "the", 1)
    with pytest.raises(ValueError, match="no column 'grade'"):
        mk.compare(mk.hedging(lazy), lazy["outlet"], columns="grade")
    with pytest.raises(ValueError, match="no column 'outlet'"):
        mk.compare(mk.hedging(lazy))


@pytest.mark.parametrize(
    "call",
    [
        lambda lazy: mk.kwic(lazy, "may"),
        lambda lazy: mk.collocations(lazy, "may"),
        lambda lazy: mk.word_shift(lazy, target="Echo"),
        lambda lazy: mk.without_copies(lazy),
        lambda lazy: mk.coding_sheet(lazy, "sheet.xlsx"),
        lambda lazy: mk.highlight(lazy),
        lambda lazy: mk.same_story(lazy),
    ],
)
def test_what_can_not_be_lazy_says_what_to_do(call, lazy) -> None:
    with pytest.raises(TypeError, match=r"\.compute\(\)"):
        call(lazy)


def test_frames_that_are_not_cut_alike(sample) -> None:
    two, three = (dd.from_pandas(sample, npartitions=n, sort=False) for n in (2, 3))
    with pytest.raises(ValueError, match="articles has 2, by has 3"):
        mk.keyness(two, three["outlet"])


def test_a_text_that_is_none_names_its_row() -> None:
    with dask.config.set({"dataframe.convert-string": False}):
        lazy = dd.from_pandas(pd.Series(["It may.", 5], index=["a", "b"], dtype=object), 1)
    with pytest.raises(TypeError, match="the text of row 'b' is of type int"):
        mk.hedging(lazy).compute()


def test_a_measure_of_ones_own(lazy) -> None:
    own = mk.Measure(
        name="own",
        columns={"n_own": "Every sentence counts one."},
        count=lambda corpus: {"n_own": np.ones(corpus.n_sentences)},
        score=lambda counts: {"n_own": counts["n_own"]},
    )
    requires_equality(mk.analyse(lazy, own), mk.analyse(lazy.compute(), own))


def test_only_one_folder_knows_dask() -> None:
    for path in PACKAGE.rglob("*.py"):
        names = {
            name
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for name in [getattr(node, "module", None) or "", *(a.name for a in node.names)]
        }
        knows = any(name.split(".")[0] in ("dask", "distributed") for name in names)
        assert not knows or path.parent.name == "scaling", path


def test_threads_have_a_vocabulary_each(lazy) -> None:
    expected = mk.hedging(lazy.compute())
    same(mk.hedging(lazy).compute(scheduler="threads", num_workers=4), expected)


def test_on_a_cluster(cluster, lazy) -> None:
    whole = lazy.compute()
    with distributed.Client(cluster):
        same(mk.analyse(lazy).compute(scheduler=None), mk.analyse(whole))
        for function in (mk.evidence, mk.quotations, mk.keywords):
            same(function(lazy).compute().reset_index(drop=True), function(whole))
        options = {"by": "outlet", "n_permutations": 49}
        same(mk.keyness(lazy, **options).compute(), mk.keyness(whole, **options))
        same(mk.dispersion(lazy).compute(), mk.dispersion(whole))
        report = mk.compare(mk.hedging(lazy), lazy["outlet"]).compute()
        same(report, mk.compare(mk.hedging(whole), whole["outlet"]))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills in another way")
def test_a_worker_that_is_killed_costs_nothing(cluster, sample) -> None:
    many = pd.concat([sample] * 20, ignore_index=True)
    lazy = dd.from_pandas(many, npartitions=40)
    with distributed.Client(cluster) as client:
        future = client.compute(mk.hedging(lazy))
        victim = next(iter(client.run(os.getpid).values()))
        os.kill(victim, signal.SIGKILL)
        same(future.result(timeout=120), mk.hedging(many))


def test_the_command_line_measures_on_a_cluster(cluster, sample, tmp_path, capsys) -> None:
    pytest.importorskip("pyarrow")
    source, target = tmp_path / "a.csv", tmp_path / "o.parquet"
    sample.reset_index().to_csv(source, index=False)
    address = cluster.scheduler_address
    assert main(["corpus", str(source), "--to", str(target), "--scheduler", address]) == 0
    assert capsys.readouterr().out.splitlines() == [str(target)]
    here = analyse_file(source, tmp_path / "here.parquet")
    same(pd.read_parquet(target), pd.read_parquet(here.target))
    assert main(["corpus", str(source), "--scheduler", address]) == 2
    assert "--to NAME.parquet" in capsys.readouterr().err


def test_no_scheduler_answers(sample, tmp_path) -> None:
    pytest.importorskip("pyarrow")
    source = tmp_path / "a.csv"
    sample.reset_index().to_csv(source, index=False)
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(OSError):
        analyse_file(source, tmp_path / "o.parquet", scheduler="tcp://127.0.0.1:9")
