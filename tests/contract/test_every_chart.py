"""What holds for every chart of ``mediakit.plot``, each drawn from the sample."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache

import matplotlib as mpl

mpl.use("Agg")

import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.text import Annotation

import mediakit as mk
from mediakit import plot
from mediakit.measures.readability_consensus import CONSENSUS

ARTICLE = "reservist-decree-chronicle"


@cache
def sample() -> pd.DataFrame:
    return mk.load_sample()


@cache
def report() -> pd.DataFrame:
    return mk.analyse(sample()).join(sample()[["outlet", "published"]])


def one() -> pd.DataFrame:
    return sample().loc[[ARTICLE]]


def text() -> str:
    return str(sample()["text"][ARTICLE])


def evidence(*measures: str) -> pd.DataFrame:
    return mk.evidence(one(), [*measures])


CHARTS: dict[str, Callable[..., Axes]] = {
    "readability": lambda **k: plot.readability(report().loc[[ARTICLE]], **k),
    "sentiment_arc": lambda **k: plot.sentiment_arc(mk.sentiment(one(), unit="sentence"), **k),
    "hedging": lambda **k: plot.hedging(evidence("hedging", "boosting"), **k),
    "hedging_strip": lambda **k: plot.hedging_strip(evidence("hedging"), length=text(), **k),
    "loaded": lambda **k: plot.loaded(evidence("loaded"), **k),
    "loaded_strip": lambda **k: plot.loaded_strip(evidence("loaded"), length=text(), **k),
    "keywords": lambda **k: plot.keywords(mk.keywords(one()), **k),
    "speakers": lambda **k: plot.speakers(mk.quotations(one()), **k),
    "speaker_map": lambda **k: plot.speaker_map(mk.quotations(one()), text=text(), **k),
    "distribution": lambda **k: plot.distribution(report(), "certainty", by="outlet", **k),
    "over_time": lambda **k: plot.over_time(report(), "sentiment", **k),
    "relation": lambda **k: plot.relation(report(), "certainty", "sentiment", by="outlet", **k),
    "heat_map": lambda **k: plot.heat_map(report(), ["certainty", "n_words"], by="outlet", **k),
    "effects": lambda **k: plot.effects(_compared(), **k),
    "word_shift": lambda **k: plot.word_shift(_shift(), **k),
    "keyness": lambda **k: plot.keyness(_keyness(), **k),
    "key_terms": lambda **k: plot.key_terms(_keyness(), **k),
    "dispersion": lambda **k: plot.dispersion(mk.kwic(sample(), "decree"), **k),
    "shared_words": lambda **k: plot.shared_words(_story().measures, **k),
}


@cache
def _compared() -> pd.DataFrame:
    return mk.compare(report()[["certainty", "sentiment", "outlet"]], by="outlet", against="rest")


@cache
def _shift() -> pd.DataFrame:
    return mk.word_shift(sample(), by="outlet", target="The Morning Flare", measure="loaded")


@cache
def _keyness() -> pd.DataFrame:
    return mk.keyness(sample(), by="outlet", target="The Morning Flare", n_permutations=99)


@cache
def _story():
    return mk.line_up(sample()[sample()["story"] == sample()["story"][ARTICLE]])


@pytest.fixture(autouse=True)
def _closed_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(params=sorted(CHARTS))
def chart(request: pytest.FixtureRequest) -> Callable[..., Axes]:
    return CHARTS[request.param]


def title(ax: Axes) -> str:
    return ax.get_title(loc="left").replace("\n", " ")


def test_every_public_chart_is_tested() -> None:
    others = {"Picture", "describe", "description", "show"}
    assert set(plot.__all__) - others == set(CHARTS)


def test_a_chart_draws_on_the_axes_it_is_given(chart: Callable[..., Axes]) -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(16, 6), layout="constrained")
    assert chart(ax=right) is right
    assert title(right)
    assert not title(left)
    assert plt.get_fignums() == [figure.number]


def test_a_chart_leaves_the_settings_of_matplotlib_alone(chart: Callable[..., Axes]) -> None:
    before = dict(mpl.rcParams)
    plot.show(chart())
    assert dict(mpl.rcParams) == before


def test_matplotlib_is_loaded_only_where_a_chart_is_drawn() -> None:
    code = "import sys, mediakit.plot; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_axes_are_a_keyword_only(chart: Callable[..., Axes]) -> None:
    with pytest.raises(TypeError, match="positional"):
        plot.readability(report().loc[[ARTICLE]], chart())


def test_all_words_stand_inside_the_figure(chart: Callable[..., Axes]) -> None:
    ax = chart()
    figure = ax.figure
    figure.draw_without_rendering()
    for text in [*ax.texts, ax._left_title, ax.xaxis.label, ax.yaxis.label]:
        if text.get_text():
            box = text.get_window_extent()
            assert box.x0 >= -1, text
            assert box.y0 >= -1, text
            assert box.x1 <= figure.bbox.width + 1, text
            assert box.y1 <= figure.bbox.height + 1, text


def test_title_and_guide_do_not_overlap(chart: Callable[..., Axes]) -> None:
    ax = chart()
    ax.figure.draw_without_rendering()
    below = ax._left_title.get_window_extent().y0
    notes = [t for t in ax.texts if isinstance(t, Annotation) and t.xycoords == "axes fraction"]
    (guide,) = [note.get_window_extent() for note in notes if note.xy == (0, 1)]
    assert guide.y1 <= below
    assert guide.y0 >= ax.get_window_extent().y1


def test_a_chart_says_in_words_what_it_shows(chart: Callable[..., Axes]) -> None:
    said = plot.description(chart())
    assert re.match(r"[A-Z][a-z]+( and [a-z]+)? (chart|map|plot) of ", said)
    assert said.endswith(".")
    assert len(said) > 80
    assert not re.search(r"\b(nan|inf|None|NaT)\b", said)
    assert "  " not in said
    assert not re.search(r" [,.;:]|[,;:]\.", said)


#: The table that each chart is drawn from.
TABLES: dict[str, Callable[[], pd.DataFrame]] = {
    "readability": lambda: report().loc[[ARTICLE]],
    "sentiment_arc": lambda: mk.sentiment(one(), unit="sentence"),
    "hedging": lambda: evidence("hedging", "boosting"),
    "hedging_strip": lambda: evidence("hedging"),
    "loaded": lambda: evidence("loaded"),
    "loaded_strip": lambda: evidence("loaded"),
    "keywords": lambda: mk.keywords(one()),
    "speakers": lambda: mk.quotations(one()),
    "speaker_map": lambda: mk.quotations(one()),
    "distribution": report,
    "over_time": report,
    "relation": report,
    "heat_map": report,
    "effects": _compared,
    "word_shift": _shift,
    "keyness": _keyness,
    "key_terms": _keyness,
    "dispersion": lambda: mk.kwic(sample(), "decree"),
    "shared_words": lambda: _story().measures,
}


def _formulas(table: pd.DataFrame) -> list[str]:
    grades = table.iloc[0][list(CONSENSUS)].astype(float)
    return [
        f"{grades.max():.1f}",
        f"{grades.min():.1f}",
        f"grade {table['consensus_grade'].iloc[0]:.0f}",
    ]


def _sentences(table: pd.DataFrame) -> list[str]:
    tone = table.reset_index()
    ends = [tone.loc[tone["sentiment"].idxmin()], tone.loc[tone["sentiment"].idxmax()]]
    return [f"sentence {row['sentence']} at {row['sentiment']:.2f}" for row in ends]


def _kinds(table: pd.DataFrame) -> list[str]:
    counts = table["label"].value_counts()
    return [f"{counts.index[0]} {counts.iloc[0]}", f"{counts.index[-1]} {counts.iloc[-1]}"]


def _keywords(table: pd.DataFrame) -> list[str]:
    best = table.sort_values("rank").iloc[0]
    return [f"best first: {best['term']} ({best['count']} times)", f"{table['score'].max():.2f}"]


def _heard(table: pd.DataFrame) -> list[str]:
    named = table.loc[table["speaker_name"] != "", "speaker_name"].value_counts()
    return [str(named.index[0]), f"{named.iloc[0]} times"]


def _medians(table: pd.DataFrame) -> list[str]:
    medians = table.groupby("outlet")["certainty"].median()
    ends = [f"{outlet} {medians[outlet]:.2f}" for outlet in (medians.idxmax(), medians.idxmin())]
    return [f"highest first: {ends[0]}", f"and {ends[1]}", f"{table['certainty'].min():.2f}"]


def _months(table: pd.DataFrame) -> list[str]:
    means = table.groupby(table["published"].dt.strftime("%b %Y"))["sentiment"].mean()
    return [f"lowest {means.min():.2f} in {means.idxmin()}", f"in {means.idxmax()}"]


def _rho(table: pd.DataFrame) -> list[str]:
    rho = table["certainty"].rank().corr(table["sentiment"].rank())
    return [f"rho = {rho:.2f}", ARTICLE]


def _furthest_outlet(table: pd.DataFrame) -> list[str]:
    means = table.groupby("outlet")["certainty"].mean()
    z = (means - table["certainty"].mean()) / table["certainty"].std()
    return [f"{z.abs().idxmax()} in certainty ({z.abs().max():.1f} SD "]


def _differences(table: pd.DataFrame) -> list[str]:
    largest = table.loc[table["hedges_g"].abs().idxmax()]
    told = f"{largest['column']}, {largest['group']} less {largest['other']}"
    surely = int((table["p_adjusted"] < 0.05).sum())
    return [f"The largest: {told} ({largest['hedges_g']:.2f})", f"{surely} of them unlikely"]


def _contributions(table: pd.DataFrame) -> list[str]:
    first = table.loc[table["contribution"].abs().idxmax()]
    return [f"most first: {first['word']} {first['contribution']:+.2f}"]


def _key(table: pd.DataFrame) -> list[str]:
    sure = table[(table["p_adjusted"] < 0.05) & (table["permutation_p"] < 0.05)]
    sides = [sure[sure["log_ratio"] > 0], sure[sure["log_ratio"] < 0]]
    return [str(side.loc[side["g2"].idxmax(), "term"]) for side in sides]


def _rows(table: pd.DataFrame) -> list[str]:
    counts = table["article"].value_counts()
    return [f"{counts.index[0]}: {counts.iloc[0]} occurrences", f"{len(table)} occurrences in"]


def _shares(table: pd.DataFrame) -> list[str]:
    share = table["shared_share"]
    ends = (share.idxmax(), share.idxmin())
    return [f"{label} {100 * share[label]:.0f} % shared" for label in ends]


#: What stands out, worked out from the table: a listener must be told.
STANDS_OUT: dict[str, Callable[[pd.DataFrame], list[str]]] = {
    "readability": _formulas,
    "sentiment_arc": _sentences,
    "hedging": _kinds,
    "hedging_strip": _kinds,
    "loaded": _kinds,
    "loaded_strip": _kinds,
    "keywords": _keywords,
    "speakers": _heard,
    "speaker_map": _heard,
    "distribution": _medians,
    "over_time": _months,
    "relation": _rho,
    "heat_map": _furthest_outlet,
    "effects": _differences,
    "word_shift": _contributions,
    "keyness": _key,
    "key_terms": _key,
    "dispersion": _rows,
    "shared_words": _shares,
}


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_chart_tells_listeners_what_stands_out(name: str) -> None:
    said = plot.description(CHARTS[name]())
    for words in STANDS_OUT[name](TABLES[name]()):
        assert words.replace("-", "−") in said.replace("-", "−"), (words, said)


#: Charts that tell numbers as they stand in their table, and no others.
AS_IN_TABLE = ("readability", "keywords", "effects", "key_terms", "keyness", "word_shift")


@pytest.mark.parametrize("name", AS_IN_TABLE)
def test_numbers_that_are_told_are_in_the_table(name: str) -> None:
    table = TABLES[name]()
    values = table.select_dtypes("number").to_numpy(dtype=float).ravel()
    values = [*values, *(float(v) for v in table.attrs.values() if isinstance(v, float))]
    there = {f"{value:.{n}f}".lstrip("-") for value in values for n in (1, 2)}
    told = re.findall(r"(?<![\d.])\d+\.\d+(?![\d.]*\d|am|pm)", plot.description(CHARTS[name]()))
    assert told
    assert set(told) <= there


def test_type_is_large_enough_for_a_projector(chart: Callable[..., Axes]) -> None:
    ax = chart()
    ax.figure.draw_without_rendering()
    sizes = [t.get_fontsize() for t in ax.findobj(mpl.text.Text) if t.get_text()]
    assert min(sizes) >= 10


def test_charts_work_in_a_dark_style(chart: Callable[..., Axes]) -> None:
    with plt.style.context("dark_background"):
        ax = chart()
        ax.figure.draw_without_rendering()
        colours = {mpl.colors.to_hex(t.get_color()) for t in [ax._left_title, ax.xaxis.label]}
    assert colours == {"#ffffff"}
