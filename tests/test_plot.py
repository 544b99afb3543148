"""Charts: their artists and words, never their pixels."""

from __future__ import annotations

import base64
import pickle
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise

import matplotlib as mpl

mpl.use("Agg")

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mediakit import analysis, plot
from mediakit.measures import BOOSTING, HEDGING
from mediakit.plot.columns import in_words, with_unit
from mediakit.plot.corpus import swarm
from mediakit.plot.drawing import fitted, shown, spread_apart, width_of

TEXTS = (
    "The ferry left at dawn. Nobody on the quay was happy about it, and two men wept.",
    "Officials said the inquiry would probably report in autumn. Critics fear a terrible delay.",
    "A splendid day for Tarnholt! The band played, the sun shone and everybody danced. Wonderful.",
    """Notwithstanding considerable parliamentary opposition, the administration's representatives
    reiterated that the constitutional amendment remained indispensable. They may yet lose.""",
    "It rained. Roads were closed. Three houses were lost, perhaps four. The mayor blamed the dam.",
    "Clearly the plan has failed, and without doubt it will fail again, said the retired engineer.",
)
OUTLETS = ("Echo", "Flare", "Chronicle")
GRADE, TONE = "consensus_grade", "sentiment"


@pytest.fixture(autouse=True)
def _closed_figures() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    made = analysis.analyse([*TEXTS, *(text + " " + text for text in TEXTS)])
    made["outlet"] = [OUTLETS[i % 3] for i in range(len(made))]
    made["published"] = pd.date_range("2031-03-01", periods=len(made), freq="9D")
    return made


@pytest.fixture(scope="module")
def sentences() -> pd.DataFrame:
    return analysis.sentiment(" ".join(TEXTS), unit="sentence")


@pytest.fixture(scope="module")
def evidence() -> pd.DataFrame:
    rows = [
        (3, 6, "may", "hedging", "modal", "journalist"),
        (40, 45, "might", "hedging", "modal", "quotation"),
        (60, 63, "may", "hedging", "modal", "journalist"),
        (80, 90, "reportedly", "hedging", "evidential", "journalist"),
        (95, 102, "clearly", "boosting", "booster", "journalist"),
        (110, 113, "war", "sentiment", "negative", "journalist"),
        (115, 121, "regime", "loaded", "epithet", "journalist"),
        (125, 132, "experts", "loaded", "scare quotes", "quotation"),
        (140, 143, "now", "loaded", "exclamation", "journalist"),
        (146, 150, "Thug", "loaded", "epithet", "quotation"),
    ]
    made = pd.DataFrame(rows, columns=["start", "end", "text", "measure", "label", "voice"])
    return made.assign(article=0, weight=1.0)


@pytest.fixture(scope="module")
def terms() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article": "a1",
            "term": ["Port Selby", "dredging", "$5 fee"],
            "score": [4.5, 3.0, 1.25],
            "count": [6, 4, 1],
            "rank": [1, 2, 3],
        }
    ).sample(frac=1, random_state=1)


def title(ax: Axes) -> str:
    return ax.get_title(loc="left").replace("\n", " ")


def rows(ax: Axes) -> list[str]:
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def words(ax: Axes) -> str:
    """All that is written on the Axes."""
    return " ".join(text.get_text().replace("\n", " ") for text in ax.texts)


# Showing


class Parsed(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: dict[str, dict[str, str | None]] = {}
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = dict(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_show_gives_a_figure_with_alt_text(table: pd.DataFrame) -> None:
    ax = plot.distribution(table, GRADE)
    said = plot.description(ax)
    picture = plot.show(ax)
    parsed = Parsed(picture._repr_html_())
    image = parsed.tags["img"]
    assert {"figure", "img", "figcaption"} <= set(parsed.tags)
    assert image["alt"] == said == picture.alt
    assert said in parsed.text
    assert "max-width: 100%" in str(image["style"])
    kind, _, data = str(image["src"]).partition(",")
    assert kind == "data:image/png;base64"
    png = base64.b64decode(data)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") // 2 == int(str(image["width"]))
    assert int(str(image["width"])) == pytest.approx(9 * ax.figure.dpi, rel=0.05)
    assert repr(picture) == f"Picture: {said}"


def test_show_closes_the_figure(table: pd.DataFrame) -> None:
    plot.show(plot.distribution(table, GRADE))
    assert plt.get_fignums() == []


def test_show_escapes_what_it_writes() -> None:
    ax = Figure().add_subplot()
    html = plot.show(ax, alt='<b>"5 & 6"</b>', caption="<script>")._repr_html_()
    assert Parsed(html).tags["img"]["alt"] == '<b>"5 & 6"</b>'
    assert "<script>" not in html
    assert "<b>" not in html


def test_show_takes_any_chart_but_wants_words() -> None:
    figure = Figure()
    figure.add_subplot()
    with pytest.raises(ValueError, match="alt="):
        plot.show(figure)
    assert plot.show(figure, alt="A line\n that rises").alt == "A line that rises"
    with pytest.raises(TypeError, match="Figure or Axes"):
        plot.show("chart")  # type: ignore[arg-type]


def test_a_figure_has_the_words_of_all_its_charts(table: pd.DataFrame) -> None:
    figure, (above, below) = plt.subplots(2, figsize=(9, 10), layout="constrained")
    plot.distribution(table, GRADE, ax=above)
    plot.heat_map(table, [TONE], ax=below)
    said = plot.description(figure)
    assert said == f"{plot.description(above)} {plot.description(below)}"
    assert plot.show(above).alt == said


def test_a_description_lives_as_long_as_its_chart() -> None:
    ax = Figure().add_subplot()
    plot.describe(ax, "first")
    plot.describe(ax, "second")
    assert plot.description(ax) == "second"
    assert plot.description(pickle.loads(pickle.dumps(ax.figure))) == "second"
    ax.clear()
    assert plot.description(ax) == ""


@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "jpg"])
def test_a_saved_chart_carries_its_words(tmp_path, table: pd.DataFrame, ending: str) -> None:
    picture = plot.show(plot.distribution(table, GRADE), alt="Grades of three outlets.")
    file = picture.save(tmp_path / f"chart.{ending}")
    content = file.read_bytes()
    assert len(content) > 1000
    if ending in ("png", "svg"):
        assert b"Grades of three outlets." in content


# One article


def test_readability_shows_each_formula_once(table: pd.DataFrame) -> None:
    row = table.loc[3]
    ax = plot.readability(row)
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert len(dots) == len(rows(ax)) == 5
    grades = [float(dot.get_xdata()[0]) for dot in dots]
    assert grades == sorted(grades, reverse=True)
    assert rows(ax)[grades.index(row["smog_grade"])] == "SMOG Grade"
    assert shown(row["smog_grade"], 1) in words(ax)
    ends = [shown(row[GRADE + end], 0) for end in ("", "_low", "_high")]
    assert title(ax) == "Consensus: grade {}, formulas spread from {} to {}".format(*ends)
    assert any(line.get_xdata()[0] == row[GRADE] for line in ax.lines)
    assert "Caution: fewer than 100 words" in words(ax)


@pytest.mark.parametrize(("grade", "level"), [(8.4, "middle school"), (8.6, "high school")])
def test_the_school_level_is_that_of_the_grade_that_is_shown(
    table: pd.DataFrame, grade: float, level: str
) -> None:
    ax = plot.readability(table.iloc[[3]].assign(consensus_grade=grade))
    assert f"grade {grade:.0f} is {level}." in plot.description(ax)


def test_readability_marks_formulas_outside_the_consensus(table: pd.DataFrame) -> None:
    few = plot.readability(table.iloc[[3]])
    many = plot.readability(table.iloc[[3]], others=True)
    hollow = [line for line in many.lines if line.get_marker() == "D"]
    assert len(hollow) == len(rows(many)) - len(rows(few)) > 5
    assert all(line.get_markerfacecolor() == "none" for line in hollow)


def test_readability_wants_one_article(table: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match=r"12 rows.*loc.*distribution"):
        plot.readability(table)
    with pytest.raises(ValueError, match=r"'consensus_grade'.*mk.readability"):
        plot.readability(table[["n_words"]])
    with pytest.raises(TypeError, match=r"mk\.readability"):
        plot.readability([1, 2])  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [None, "", "..."])
def test_readability_of_no_words_says_so(text: str | None) -> None:
    ax = plot.readability(analysis.readability([text]))
    assert "no words" in words(ax)
    assert "no words" in plot.description(ax)


def test_the_arc_has_a_bar_for_each_toned_sentence(sentences: pd.DataFrame) -> None:
    ax = plot.sentiment_arc(sentences, strongest=3)
    tone = sentences[TONE]
    heights = sorted(bar.get_height() for bar in ax.patches)
    assert heights == pytest.approx(sorted(tone[tone.abs() >= 0.05]))
    n = len(tone)
    assert f"Mean tone {shown(tone.mean(), 2)}: {(tone >= 0.05).sum()} of {n} sentences" in title(
        ax
    )
    strongest = tone.abs().sort_values(ascending=False, kind="stable").index[:3]
    numbers = {text.get_text() for text in ax.texts if text.get_fontweight() == "bold"}
    assert numbers == {str(number) for _, number in strongest}


def test_the_arc_shows_the_running_mean(sentences: pd.DataFrame) -> None:
    mean = sentences[TONE].rolling(5, center=True, min_periods=3).mean().to_numpy()
    drawn = [line.get_ydata() for line in plot.sentiment_arc(sentences).lines]
    assert any(len(y) == len(mean) and np.allclose(y, mean) for y in drawn)
    without = plot.sentiment_arc(sentences, window=1)
    assert "running mean" not in words(without)


def test_the_arc_quotes_the_strongest_sentences(sentences: pd.DataFrame) -> None:
    text = " ".join(TEXTS)
    ax = plot.sentiment_arc(sentences, text=text, strongest=1)
    _, number = sentences[TONE].abs().idxmax()
    start = sentences["start"].iloc[number]
    assert f"{number} (" in words(ax)
    assert text[start : start + 20] in words(ax)


def test_the_arc_takes_the_rows_of_one_article_out_of_many() -> None:
    table = analysis.sentiment(pd.Series(TEXTS, index=list("abcdef")), unit="sentence")
    one = plot.sentiment_arc(table.loc["c"])
    assert title(one) == title(plot.sentiment_arc(table.loc[["c"]]))
    with pytest.raises(ValueError, match="6 articles"):
        plot.sentiment_arc(table)
    with pytest.raises(ValueError, match='unit="sentence"'):
        plot.sentiment_arc(analysis.sentiment(TEXTS[0]))


def test_the_arc_of_no_sentences_says_so() -> None:
    ax = plot.sentiment_arc(analysis.sentiment("", unit="sentence"))
    assert "no sentences" in words(ax)


def test_hedging_counts_by_kind_and_voice(evidence: pd.DataFrame) -> None:
    ax = plot.hedging(evidence)
    assert rows(ax) == ["modal", "evidential", "booster"]
    assert title(ax) == "4 hedges and 1 booster"
    widths = [bar.get_width() for bar in ax.patches]
    assert widths == [2, 1, 1, 0, 1, 0]  # own words and quoted ones, by kind
    assert [bool(bar.get_hatch()) for bar in ax.patches] == [False, True] * 3
    assert "3: may, might" in words(ax)
    assert ax.patches[0].get_facecolor() != ax.patches[4].get_facecolor()
    assert "1 of them in quotation marks" in plot.description(ax)


def test_hedging_leaves_no_match_uncounted() -> None:
    found = analysis.evidence(list(TEXTS), [HEDGING, BOOSTING])
    ax = plot.hedging(found)
    assert sum(bar.get_width() for bar in ax.patches) == len(found) > 3
    assert "articles" in title(ax)


def test_the_strip_puts_marks_where_the_matches_start(evidence: pd.DataFrame) -> None:
    ax = plot.hedging_strip(evidence, length="x" * 150)
    own = sorted(x for line in ax.lines if line.get_marker() == "|" for x in line.get_xdata())
    quoted = [x for line in ax.lines if line.get_marker() == "o" for x in line.get_xdata()]
    assert own == [3, 60, 80, 95]
    assert quoted == [40]
    assert ax.get_xlim() == (0, 150)
    assert title(ax).endswith("2 in the first third, 3 in the middle, 0 in the last")
    assert "reportedly" in words(ax)


def test_words_on_the_strip_do_not_run_into_one_another(evidence: pd.DataFrame) -> None:
    many = pd.concat([evidence.iloc[[0]].assign(start=n, end=n + 3) for n in range(0, 400, 3)])
    ax = plot.hedging_strip(many)
    ax.figure.draw_without_rendering()
    boxes = [t.get_window_extent() for t in ax.texts if t.get_text() == "may"]
    boxes.sort(key=lambda box: box.x0)
    assert len(boxes) > 5
    assert all(a.x1 < b.x0 for a, b in pairwise(boxes))


def test_the_strip_wants_one_article(evidence: pd.DataFrame) -> None:
    two = pd.concat([evidence, evidence.assign(article=1)])
    with pytest.raises(ValueError, match="2 articles"):
        plot.hedging_strip(two)
    with pytest.raises(ValueError, match="length is 20"):
        plot.hedging_strip(evidence, length=20)


@pytest.mark.parametrize("draw", [plot.hedging, plot.hedging_strip])
def test_an_article_without_hedges_says_so(
    evidence: pd.DataFrame, draw: Callable[..., Axes]
) -> None:
    ax = draw(evidence[evidence["measure"] == "sentiment"])
    assert "no hedges and no boosters" in words(ax)
    with pytest.raises(ValueError, match=r"mk\.evidence"):
        draw(evidence.drop(columns="label"))


def test_loaded_words_have_a_bar_a_kind_and_marks_of_their_own(evidence: pd.DataFrame) -> None:
    ax = plot.loaded(evidence)
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["epithet", "exclamation", "scare quotes"]
    assert [bar.get_width() for bar in ax.patches] == [1, 1, 1, 0, 0, 1]  # own, quoted
    assert {"2: regime, Thug", "1: now!", "1: experts"} <= {text.get_text() for text in ax.texts}
    assert ax.get_title(loc="left") == "4 loaded words and marks"
    told = plot.description(ax)
    assert "loaded words and marks by kind" in told
    assert "2 of them in quotation marks" in told
    assert "hedge" not in told


def test_loaded_words_stand_on_their_strip(evidence: pd.DataFrame) -> None:
    ax = plot.loaded_strip(evidence, length=150)
    marks = {
        (line.get_marker(), *line.get_xdata())
        for line in ax.get_lines()
        if line.get_linestyle() == "None"
    }
    assert marks == {("|", 115), ("o", 146), ("o", 125), ("|", 140)}
    assert ax.get_xlim() == (0, 150)


def test_words_and_marks_of_a_corpus() -> None:
    found = analysis.evidence([*TEXTS, "The regime slammed it!"])
    ax = plot.loaded(found)
    n = found["measure"].eq("loaded").sum()
    assert sum(bar.get_width() for bar in ax.patches) == n
    assert f"number in {found[found['measure'] == 'loaded']['article'].nunique()} articles" in (
        ax.get_xlabel()
    )


@pytest.mark.parametrize("draw", [plot.loaded, plot.loaded_strip])
def test_an_article_without_loaded_words_says_so(
    draw: Callable[..., Axes], evidence: pd.DataFrame
) -> None:
    ax = draw(evidence[evidence["measure"] == "hedging"])
    assert "no loaded words and marks were found" in words(ax)


def test_keywords_stand_in_the_order_of_their_rank(terms: pd.DataFrame) -> None:
    ax = plot.keywords(terms)
    assert rows(ax) == ["Port Selby", "dredging", "$5 fee"]
    assert [bar.get_width() for bar in ax.patches] == [4.5, 3.0, 1.25]
    assert [t.get_text() for t in ax.texts][:3] == ["6×", "4×", "1×"]
    assert title(ax) == "Keywords: Port Selby, dredging and $5 fee"
    assert len(plot.keywords(terms, most=2).patches) == 2


def test_keywords_of_no_or_several_articles(terms: pd.DataFrame) -> None:
    assert "none" in words(plot.keywords(terms.iloc[:0]))
    with pytest.raises(ValueError, match="2 articles"):
        plot.keywords(pd.concat([terms, terms.assign(article="a2")]))
    with pytest.raises(ValueError, match=r"'score'.*mk\.keywords"):
        plot.keywords(terms.drop(columns="score"))


# Many articles, one measure


def test_a_distribution_has_every_article_and_sorts_by_median(table: pd.DataFrame) -> None:
    ax = plot.distribution(table, GRADE)
    medians = table.groupby("outlet")[GRADE].median().sort_values(ascending=False)
    assert rows(ax) == [f"{outlet} (n = 4)" for outlet in medians.index]
    drawn = np.concatenate([dots.get_offsets()[:, 0] for dots in ax.collections])
    assert sorted(drawn) == pytest.approx(sorted(table[GRADE]))
    for median in medians:
        assert shown(median, 1) in words(ax)
    assert f"highest in {medians.index[0]}" in title(ax)
    assert f"lowest in {medians.index[-1]}" in title(ax)


def test_a_box_needs_five_articles(table: pd.DataFrame) -> None:
    assert not plot.distribution(table, GRADE).patches
    (box,) = plot.distribution(table, GRADE, by=None).patches
    low, high = table[GRADE].quantile([0.25, 0.75])
    assert (box.get_x(), box.get_width()) == pytest.approx((low, high - low))


@pytest.mark.parametrize("n_outlets", [1, 2, 6, 50, 70])
def test_any_number_of_outlets(n_outlets: int) -> None:
    random = np.random.default_rng(1)
    made = pd.DataFrame({TONE: random.normal(size=3 * n_outlets)})
    made["outlet"] = [f"The $ Weekly Advertiser No. {i % n_outlets}" for i in range(len(made))]
    for ax in (plot.distribution(made, TONE), plot.heat_map(made, [TONE, TONE])):
        assert len(rows(ax)) == min(n_outlets, 50)
        assert ("20 more groups by outlet" in words(ax)) == (n_outlets == 70)
        ax.figure.draw_without_rendering()
        boxes = sorted((t.get_window_extent() for t in ax.get_yticklabels()), key=lambda b: b.y0)
        assert all(a.y1 <= b.y0 + 1 for a, b in pairwise(boxes))


def test_of_many_outlets_those_with_most_articles_are_drawn() -> None:
    sizes = {f"outlet {i}": 1 + (i % 7 == 0) for i in range(60)}
    outlets = [name for name, n in sizes.items() for _ in range(n)]
    made = pd.DataFrame({TONE: np.linspace(-1, 1, len(outlets)), "outlet": outlets})
    drawn = " ".join(rows(plot.distribution(made, TONE)))
    assert all(f"{name} (n = 2)" in drawn for name, n in sizes.items() if n == 2)


def test_what_is_left_out_is_said(table: pd.DataFrame) -> None:
    gappy = table.copy()
    gappy.loc[[0, 1], GRADE] = [np.nan, np.inf]
    gappy.loc[2, "outlet"] = None
    gappy.loc[5, "published"] = pd.NaT
    for ax in (
        plot.distribution(gappy, GRADE),
        plot.heat_map(gappy, [GRADE]),
        plot.over_time(gappy, GRADE, by="outlet"),
        plot.relation(gappy, GRADE, TONE, by="outlet"),
    ):
        said = words(ax) + plot.description(ax)
        assert said.count("2 articles without") == 2
        assert said.count("1 article without outlet left out") == 2
    assert "1 article without a date left out" in words(plot.over_time(gappy, GRADE))


def test_a_column_of_nothing_makes_an_empty_chart(table: pd.DataFrame) -> None:
    empty = table.assign(**{GRADE: np.nan})
    for ax in (
        plot.distribution(empty, GRADE),
        plot.over_time(empty, GRADE),
        plot.relation(empty, GRADE, TONE),
        plot.heat_map(empty, [GRADE]),
        plot.distribution(table.iloc[:0], GRADE),
    ):
        assert re.search("no article has (a|both)", words(ax))
        assert plot.description(ax).startswith("An empty chart")


def test_one_article_is_enough(table: pd.DataFrame) -> None:
    one = table.iloc[[3]]
    assert "(1 article)" in title(plot.distribution(one, GRADE))
    assert title(plot.over_time(one, GRADE)).count(" in ") == 1
    assert "n = 1" in title(plot.relation(one, GRADE, TONE))
    assert title(plot.heat_map(one, [GRADE])) == "Means of 1 measure"


def test_groups_may_be_a_series_or_a_level(table: pd.DataFrame) -> None:
    by_name = rows(plot.distribution(table, GRADE))
    shuffled = table["outlet"].sample(frac=1, random_state=2)
    assert rows(plot.distribution(table, GRADE, by=shuffled)) == by_name
    assert (
        rows(plot.distribution(table, table[GRADE], by=table["outlet"].astype("category")))
        == by_name
    )
    voices = analysis.sentiment(['He said: "It is a great joy." She wept.'], unit="voice")
    assert len(rows(plot.distribution(voices, "n_words", by="voice"))) == 2
    repeated = table.set_index(pd.Index([0] * len(table)))
    assert rows(plot.distribution(repeated, GRADE, by=repeated["outlet"])) == by_name
    with pytest.raises(ValueError, match="index"):
        plot.distribution(table, GRADE, by=table["outlet"].iloc[:3])


def test_a_missing_column_says_where_to_get_it(table: pd.DataFrame) -> None:
    bare = table[["n_words", "caution"]]
    with pytest.raises(ValueError, match=r"'sentiment'.*mk\.analyse\(.*'sentiment'"):
        plot.distribution(bare, TONE, by=None)
    with pytest.raises(ValueError, match=r"'outlet'.*join"):
        plot.distribution(bare, "n_words")
    with pytest.raises(ValueError, match=r"'published'.*join"):
        plot.over_time(bare, "n_words")
    with pytest.raises(ValueError, match="holds no numbers"):
        plot.distribution(bare, "caution", by=None)
    with pytest.raises(ValueError, match="at least one column"):
        plot.heat_map(table, [])
    with pytest.raises(ValueError, match="list"):
        plot.heat_map(table, GRADE)
    with pytest.raises(TypeError, match=r"mk\.analyse"):
        plot.relation({"x": [1]}, "x", "x")  # type: ignore[arg-type]


def test_means_over_time_are_those_of_pandas(table: pd.DataFrame) -> None:
    ax = plot.over_time(table, TONE, freq="month")
    by_month = table.groupby(table["published"].dt.to_period("M"))[TONE]
    (line,) = ax.lines
    assert line.get_ydata() == pytest.approx(by_month.mean().to_numpy())
    for n in by_month.size():
        assert f"n = {n}" in words(ax)
    first, last = by_month.mean().iloc[[0, -1]]
    assert f"mean {shown(first, 2)} in Mar 2031, {shown(last, 2)} in Jun 2031" in title(ax)


def test_a_line_breaks_where_nothing_was_published() -> None:
    made = pd.DataFrame(
        {TONE: [0.1, 0.2, 0.3], "published": ["2031-01-05", "2031-01-09", "2031-04-02"]}
    )
    (line,) = plot.over_time(made, TONE, freq="month").lines
    assert np.isnan(line.get_ydata()).tolist() == [False, True, True, False]


@pytest.mark.parametrize(
    ("days", "period"), [(10, "day"), (100, "week"), (600, "month"), (6000, "year")]
)
def test_periods_suit_the_time_there_is(days: int, period: str) -> None:
    made = pd.DataFrame({"published": pd.date_range("2031-01-01", periods=days)})
    ax = plot.over_time(made.assign(sentiment=0.1), TONE)
    assert f"mean of each {period}" in words(ax)


@pytest.mark.parametrize("freq", ["day", "week", "month", "quarter", "year"])
def test_dates_may_be_of_any_kind(table: pd.DataFrame, freq: str) -> None:
    expected = plot.description(plot.over_time(table, TONE, freq=freq))
    for dates in (
        table["published"].dt.strftime("%Y-%m-%d"),
        table["published"].dt.tz_localize("UTC"),
        table["published"].dt.date,
    ):
        ax = plot.over_time(table.assign(published=dates), TONE, freq=freq)
        assert plot.description(ax) == expected


def test_dates_that_are_none(table: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match=r"freq 'fortnight'.*month"):
        plot.over_time(table, TONE, freq="fortnight")
    with pytest.raises(ValueError, match="numbers, not dates"):
        plot.over_time(table, TONE, time="n_words")
    ax = plot.over_time(table.assign(published="soon"), TONE)
    assert "both a value and a date" in words(ax)


def test_lines_carry_their_names_and_differ_in_more_than_colour(table: pd.DataFrame) -> None:
    ax = plot.over_time(table, TONE, by="outlet", freq="month")
    lines = [line for line in ax.lines if line.get_marker() not in ("None", "")]
    assert len(lines) == 3
    for look in ("get_color", "get_marker"):
        assert len({getattr(line, look)() for line in lines}) == 3
    for outlet in OUTLETS:
        assert f"{outlet} (n = 4)" in words(ax)
    assert ax.get_legend() is None


def test_names_of_lines_do_not_overlap() -> None:
    made = pd.DataFrame({"outlet": [f"The Daily Bugle No. {i}" for i in range(9)] * 4, TONE: 0.1})
    made["published"] = np.repeat(pd.date_range("2031-01-01", periods=4, freq="MS"), 9)
    ax = plot.over_time(made, TONE, by="outlet", freq="month")
    ax.figure.draw_without_rendering()
    boxes = [t.get_window_extent() for t in ax.texts if "(n = 4)" in t.get_text()]
    boxes.sort(key=lambda box: box.y0)
    assert len(boxes) == 6
    assert all(a.y1 <= b.y0 + 1 for a, b in pairwise(boxes))
    assert "Grey dots: the other 3 groups by outlet" in words(ax)


# Several measures


def test_a_relation_names_spearman_and_the_extremes() -> None:
    x = np.arange(30.0)
    made = pd.DataFrame({"n_words": x, TONE: -(x**3)}, index=[f"a{i}" for i in range(30)])
    made.loc["a29", TONE] = -1e6
    ax = plot.relation(made, "n_words", TONE, extremes=1)
    assert "one falls as the other rises, strongly (Spearman’s rho = −1.00, n = 30)" in title(ax)
    assert [t.get_text() for t in ax.texts if re.fullmatch(r"a\d+", t.get_text())] == ["a29"]
    named = plot.relation(made, "n_words", TONE, extremes=1, label=made.index.to_series() + " $x$")
    assert "a29 $x$" in words(named)


def test_a_chance_relation_is_not_called_one() -> None:
    random = np.random.default_rng(3)
    made = pd.DataFrame({"x": random.normal(size=40), "y": random.normal(size=40)})
    assert "no clear relation" in title(plot.relation(made, "x", "y"))
    few = plot.relation(made.iloc[:4], "x", "y")
    assert "rho" not in title(few)
    assert "fewer than 5" in plot.description(few)
    assert "never varies" in plot.description(plot.relation(made.assign(y=1.0), "x", "y"))


def test_groups_of_a_relation_differ_in_more_than_colour(table: pd.DataFrame) -> None:
    ax = plot.relation(table, GRADE, TONE, by="outlet")
    legend = ax.get_legend()
    assert legend is not None
    names = {text.get_text() for text in legend.get_texts()}
    assert names == {f"{outlet} (n = 4)" for outlet in OUTLETS}
    shapes = {
        dots.get_paths()[0].vertices.tobytes() for dots in ax.collections if len(dots.get_offsets())
    }
    assert len(shapes) == 3


def test_a_heat_map_shows_means_and_standardises_by_articles(table: pd.DataFrame) -> None:
    columns = [GRADE, TONE]
    ax = plot.heat_map(table, columns)
    means = table.groupby("outlet")[columns].mean().sort_values(GRADE, ascending=False)
    assert rows(ax) == [f"{outlet} (n = 4)" for outlet in means.index]
    expected = [shown(m, d) for row in means.to_numpy() for m, d in zip(row, (1, 2), strict=True)]
    assert [t.get_text() for t in ax.texts][: len(expected)] == expected
    z = (means - table[columns].mean()) / table[columns].std()
    assert ax.collections[0].get_array().reshape(-1).tolist() == pytest.approx(
        z.to_numpy().reshape(-1).tolist()
    )
    below = [label.get_text().replace("\n", " ") for label in ax.get_xticklabels()]
    assert below == ["consensus grade", "sentiment"]


def test_cells_can_be_read_on_their_ground() -> None:
    made = pd.DataFrame({"outlet": list("abcdefg"), "x": np.linspace(-3.0, 3.0, 7)})
    ax = plot.heat_map(made, ["x"])
    ax.figure.draw_without_rendering()
    grounds = ax.collections[0].get_facecolors()
    for text, ground in zip(ax.texts[:7], grounds, strict=True):
        light, dark = sorted((_luminance(text.get_color()), _luminance(ground)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_cell_without_a_value_says_so(table: pd.DataFrame) -> None:
    gappy = table.copy()
    gappy.loc[gappy["outlet"] == "Echo", TONE] = np.nan
    ax = plot.heat_map(gappy, [GRADE, TONE])
    assert [t.get_text() for t in ax.texts].count("none") == 1


def _luminance(colour: object) -> float:
    rgb = np.asarray(mpl.colors.to_rgb(colour))
    linear = np.where(rgb <= 0.03928, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


# Words and places


def test_every_column_has_plain_words() -> None:
    columns = analysis.analyse(TEXTS[0]).columns.drop("caution")
    for column in columns:
        assert "_" not in with_unit(column)
        assert in_words(column)
    assert with_unit("my_own_score") == "my own score"
    assert in_words("headline_sentiment_gap") == "sentiment, headline less body"
    assert with_unit(TONE) == "sentiment (mean tone, −1 to 1; higher is more positive)"


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=60))
def test_dots_keep_within_their_row(values: list[float]) -> None:
    array = np.array(values)
    offsets = swarm(array)
    assert np.abs(offsets).max() <= 0.5
    assert (offsets == swarm(array)).all()
    assert len(set(zip(array, offsets, strict=True))) == len(array)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=12), st.floats(0.1, 20))
def test_labels_move_apart_and_keep_their_order(places: list[float], gap: float) -> None:
    moved = spread_apart(places, gap)
    order = np.argsort(places, kind="stable")
    assert (np.diff(moved[order]) >= gap - 1e-6).all()
    if len(places) == 1 or np.diff(np.sort(places)).min() >= gap:
        assert moved == pytest.approx(places)
    assert moved.mean() == pytest.approx(np.mean(places), abs=1e-6)


@given(st.lists(st.text("abcdefghij", min_size=1, max_size=12), min_size=1, max_size=30))
def test_lines_fit_and_keep_all_words(parts: list[str]) -> None:
    lines = fitted(" ".join(parts), 150, 13)
    assert " ".join(lines).split(" ") == parts
    assert all(width_of(line, 13) <= 155 for line in lines if " " in line)
