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
    assert "nan" not in said.split()


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
