"""The panel: it shows what the tables say, nothing gets through, nobody sees a traceback."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.exploring import Still, page
from mediakit.exploring.asking import (
    LONGEST_WORD,
    MOST_ARTICLES,
    MOST_CHARACTERS,
    MOST_WORDS,
    Article,
    Asked,
    Unfit,
    article_at,
    offered,
    require_fit,
    words_of,
)
from mediakit.exploring.charts import chart
from mediakit.exploring.families import BY_NAME, FAMILIES, SIZE_NUMBERS, TICKED
from mediakit.exploring.looking import look, meanings, numbers_of
from mediakit.exploring.own_words import (
    COUNTED,
    OWN_NUMBERS,
    Tally,
    is_left_out,
    made_unreadable,
    never_found,
    own_measure,
    tallies,
)
from mediakit.exploring.wording import difference_in_words, value_in_words

ALL = tuple(BY_NAME)
TEXT = (
    "The minister may resign, critics say. “It was a disgraceful failure,” said Ilse Marrand, the "
    "mayor of Aldenport. The ministers clearly disagree.\n\nPerhaps they may talk again."
)
ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></article><b>x</b>",
    "<!-- -->' onfocus='alert(1)",
    "&lt;b&gt;",
]
VOID = {"input", "img", "meta"}
ALLOWED = set(
    "article button code dd details div dl dt em figcaption figure img input label li mark p "
    "section small span strong style summary sup table tbody td th thead tr ul".split()
)


class Page(HTMLParser):
    """A page whose tags close, and which has no tag or attribute that could do anything."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name != "href", value
            if name == "src":
                assert str(value).startswith("data:image/png;base64,")
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def asked(*texts: str, families: tuple[str, ...] = ALL, **more: tuple[str, ...]) -> Asked:
    return Asked(tuple(Article(text) for text in texts), families, **more)


# The families


def test_every_number_that_is_offered_is_a_column_with_a_meaning():
    found = look(asked(TEXT, own_words=("may",)))[0]
    told = meanings(asked(TEXT, own_words=("may",)))
    shown = {**SIZE_NUMBERS, **OWN_NUMBERS}
    for family in FAMILIES:
        shown |= family.numbers or {}
    assert set(shown) - set(found.row.columns) == set()
    assert all(told[column]["definition"] for column in shown)
    assert {c for _, names in numbers_of(asked(TEXT, own_words=("x",))) for c in names} == set(
        shown
    )


def test_what_is_ticked_at_first_is_there():
    assert set(TICKED) <= set(ALL)
    assert set(COUNTED) == {m for f in FAMILIES for m in f.marks} - {"keywords", "sourcing"}


# What is asked


def test_lists_of_words_are_taken_apart():
    assert words_of(" may \n\n  so   called;may, of course\r\n") == (
        "may",
        "so called",
        "of course",
    )
    assert words_of("") == ()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("*", "star alone"),
        ("!!!", "no word"),
        ("x" * (LONGEST_WORD + 1), "too long"),
        ("\n".join(f"w{n}" for n in range(MOST_WORDS + 1)), f"at most {MOST_WORDS}"),
        ("a" * 1_000_000, "too long"),
    ],
)
def test_lists_that_cannot_be_looked_for_are_told_in_words(written, told):
    with pytest.raises(Unfit, match=told):
        words_of(written)


@pytest.mark.parametrize("text", [None, "", " \n "])
def test_an_article_without_text_is_told_in_words(text):
    with pytest.raises(Unfit, match="has no text yet"):
        require_fit(Asked((Article(text),), ()))


def test_an_article_that_is_too_long_is_told_with_its_length():
    with pytest.raises(Unfit, match=r"Article B is too long .* 1,000,000 characters"):
        require_fit(asked("Short.", "x" * 1_000_000))
    assert require_fit(asked("x" * MOST_CHARACTERS))


def test_an_unknown_family_is_told_with_those_that_there_are():
    with pytest.raises(Unfit, match="keywords"):
        require_fit(asked(TEXT, families=("smell",)))


def test_articles_are_offered_by_headline_else_by_text():
    frame = pd.DataFrame(
        {
            "text": ["One\n two.", None, "Three." + "x" * 200],
            "headline": ["A head", None, ""],
            "outlet": ["The\nFlare", None, 7],
        }
    )
    labels = offered(frame)
    assert labels[0] == ("1. A head (The Flare)", 0)
    assert labels[1] == ("2. (no text)", 1)
    assert labels[2][0].startswith("3. Three.xxx") and len(labels[2][0]) < 110
    assert article_at(frame, 0) == Article("One\n two.", "A head", "The\nFlare")
    assert len(offered(pd.DataFrame({"text": ["x"] * (MOST_ARTICLES + 5)}))) == MOST_ARTICLES


# Words of the reader's own


def test_own_words_are_counted_as_they_are_marked():
    measure = own_measure(["minist*", "may resign", "may"])
    rows = mk.evidence(TEXT, measure)
    assert rows[["text", "label"]].values.tolist() == [
        ["minister", "minist*"],
        ["may resign", "may resign"],
        ["ministers", "minist*"],
        ["may", "may"],
    ]
    assert mk.analyse(TEXT, measure)["n_own_words"].item() == len(rows)


@given(
    st.text("ab .\n", max_size=60),
    st.lists(st.sampled_from(["a", "b*", "a b", "ab", "*a b"]), min_size=1),
)
@settings(max_examples=60)
def test_own_words_never_overlap_and_are_never_counted_twice(text, words):
    measure = own_measure(words)
    rows = mk.evidence(text, measure)
    assert mk.analyse(text, measure)["n_own_words"].item() == len(rows)
    assert (rows["start"].to_numpy()[1:] >= rows["end"].to_numpy()[:-1]).all()


def test_left_out_words_are_whole_matches_of_any_case():
    rows = pd.DataFrame(
        {
            "text": ["May", "may well", "don’t know", "may", "might"],
            "measure": ["hedging", "hedging", "hedging", "keywords", "boosting"],
        }
    )
    assert is_left_out(rows, ["may", "don't know"]).tolist() == [True, False, True, False, False]
    assert is_left_out(rows, ["m*"]).tolist() == [True, False, False, False, True]
    assert never_found(rows, ["may", "well", "might"]) == ["well"]
    assert not is_left_out(rows, []).any()


def test_counts_with_and_without_are_those_of_the_evidence():
    rows = mk.evidence(TEXT)
    n = {name: int((rows["measure"] == name).sum()) for name in COUNTED}
    assert n["hedging"] >= 3
    found = {t.measure: t for t in tallies(rows, is_left_out(rows, ["may"]), 20.0)}
    assert {name: t.n for name, t in found.items()} == {k: v for k, v in n.items() if v}
    assert found["hedging"].n_left_out == 2
    assert found["hedging"].per_100_words == (n["hedging"] * 5, (n["hedging"] - 2) * 5)
    assert mk.hedging(TEXT)["n_hedges"].item() == n["hedging"]
    nan = Tally("hedging", 0, 0, 0.0).per_100_words
    assert nan[0] != nan[0] and nan[1] != nan[1]


# What is found


def test_numbers_are_those_of_the_tables():
    found = look(asked(TEXT))[0]
    names = ["readability", "difficulty", "sentiment", "hedging", "boosting", "loaded", "sourcing"]
    table = mk.analyse(TEXT, names, interval=0.95)
    for column in ("n_words", "consensus_grade", "certainty", "loaded_per_100_words", "speakers"):
        assert found.value(column) == table[column].item()
    assert found.limits("certainty") == (
        table["certainty_low"].item(),
        table["certainty_high"].item(),
    )
    # consensus_grade_low is the lowest formula; the interval has another name
    low = table["consensus_grade_interval_low"].item()
    assert found.limits("consensus_grade") == (low, table["consensus_grade_interval_high"].item())
    assert found.limits("n_hedges") is None
    assert found.caution == table["caution"].item() != ""


def test_what_is_left_out_loses_its_marks_and_nothing_else_changes():
    whole, less = look(asked(TEXT))[0], look(asked(TEXT, left_out=("may", "zebra")))[0]
    assert not whole.tally and less.never_found == ["zebra"]
    pd.testing.assert_frame_equal(whole.row, less.row)
    gone = whole.marked.evidence.loc[
        whole.marked.evidence.index.difference(less.marked.evidence.index)
    ]
    assert set(gone["text"]) == {"may"}
    told = Page(page.results(asked(TEXT, left_out=("may", "zebra")), [less])).text
    tally = next(t for t in less.tally if t.measure == "hedging")
    assert f"Hedges {tally.n} {tally.n - 2}" in told
    assert "Not among the marked words: zebra." in told
    assert "main numbers are made with every word" in told


def test_scores_move_with_the_words_that_are_left_out():
    ask = asked(TEXT, left_out=("may",))
    found = look(ask)[0]
    moved = mk.hedging(TEXT.replace("may", "xxx"))
    assert found.without["certainty"].item() == moved["certainty"].item()
    assert found.without["certainty"].item() > found.value("certainty")
    told = Page(page.results(ask, [found])).text
    certainty = (found.value("certainty"), moved["certainty"].item())
    assert "Certainty {:.2f} {:.2f}".format(*certainty) in told
    assert look(asked(TEXT, left_out=("zebra",)))[0].without is None
    only_words = Asked((Article(TEXT),), ("unfamiliar",), left_out=("resign",))
    assert look(only_words)[0].without is None


@pytest.mark.parametrize("label", mk.load_sample().index[::6])
def test_words_made_unreadable_count_no_more_and_no_others_do(label):
    text = str(mk.load_sample()["text"][label])
    evidence = mk.evidence(text, ["sentiment", "hedging", "boosting"])
    size = mk.analyse(text)[["n_words", "n_sentences"]]
    for words in (["may", "might", "could", "would"], ["w*", "c*"], ["a*", "s*", "m*"]):
        gone = is_left_out(evidence, words)
        spans = zip(evidence["start"][gone], evidence["end"][gone], strict=True)
        unreadable = made_unreadable(text, spans)
        left = mk.evidence(unreadable, ["sentiment", "hedging", "boosting"])
        kept = evidence[~gone]
        places = set(zip(left["start"], left["end"], left["measure"], strict=True))
        expected = set(zip(kept["start"], kept["end"], kept["measure"], strict=True))
        assert places <= expected
        # a longer match may lose a word of its own: "almost certainly" without "almost"
        assert {measure for *_, measure in expected - places} <= {"hedging"}
        assert len(expected - places) <= 2
        pd.testing.assert_frame_equal(mk.analyse(unreadable)[["n_words", "n_sentences"]], size)


@pytest.mark.parametrize("family", [f.name for f in FAMILIES if f.is_drawn])
def test_each_family_has_its_chart_with_a_description(family):
    from matplotlib import pyplot

    before = pyplot.get_fignums()
    html = page.charts(BY_NAME[family], [chart(look(asked(TEXT))[0], family)])
    images = [attrs for tag, attrs in Page(html).tags if tag == "img"]
    assert len(images) == 1 and len(str(images[0]["alt"])) > 20
    assert pyplot.get_fignums() == before


def test_a_chart_in_letters_that_its_type_lacks_gives_no_warning():
    text = "大臣 大臣 大臣 resigned. The 大臣 may resign."
    assert chart(look(asked(text))[0], "keywords").alt


def test_a_chart_that_there_is_not_leaves_no_figure_behind():
    with pytest.raises(ValueError, match="no chart of 'smell'"):
        chart(look(asked(TEXT))[0], "smell")


def test_caution_comes_first():
    html = Page(page.results(asked(TEXT), look(asked(TEXT)))).text
    assert html.startswith("Caution first")
    assert "fewer than 100 words" in html[:200]
    long = mk.load_sample()["text"].iloc[0]
    assert Page(page.results(asked(long), look(asked(long)))).text.startswith("Nothing speaks")
    german = "Der Minister sagte am Montag, dass die Regierung nicht zurücktreten werde. " * 12
    assert "English" in Page(page.results(asked(german), look(asked(german)))).text[:250]


def test_two_articles_stand_beside_each_other_with_the_difference_in_words():
    two = asked("It may rain. " * 30, "It rains. " * 30)
    html = page.results(two, look(two))
    assert html.count('class="mkx-text"') == 2
    assert "A is more guarded: 33.3 against 0.0. The ranges are apart." in html


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_gets_through_unescaped(attack):
    text = f"{attack} The minister may resign, said {attack} Marrand. {attack}"
    article = Article(text, attack, attack, attack)
    words = tuple(w for w in [*words_of(attack), "resign"] if w)
    ask = Asked((article, article), ALL, words, (*words, "may"))
    looks = look(ask)
    Page(page.results(ask, looks))
    for family in ask.shown:
        if family.is_drawn:
            Page(page.charts(family, [chart(looks[0], family.name), attack]))
    assert Page(page.note(attack)).text == attack


@pytest.mark.parametrize(
    "text", ["\0 \ud800 may", "x" * 5_000, "“" * 5_000 + "a", "* * *", "a " * 5_000, "中文。" * 50]
)
def test_odd_texts_are_shown_all_the_same(text):
    ask = asked(text, own_words=("a*", "may"), left_out=("a*",))
    html = page.results(ask, look(ask))
    Page(html)
    html.encode("utf-8")


# Numbers in words

SHARE = {"unit": "share of words", "range": "0 to 1", "direction": "higher is harder"}
RATE = {"unit": "per 100 words", "range": "0 and more", "direction": "higher is more guarded"}
COUNT = {"unit": "hedges", "range": "0 and more", "direction": ""}
TONE = {"unit": "mean tone", "range": "-1 to 1", "direction": "higher is more positive"}


@pytest.mark.parametrize(
    ("value", "meaning", "told"),
    [(0.126, SHARE, "13%"), (2.04, RATE, "2.0"), (1204.0, COUNT, "1,204"), (-0.051, TONE, "−0.05")],
)
def test_values_are_written_as_their_columns_ask(value, meaning, told):
    assert value_in_words(value, meaning) == told


@pytest.mark.parametrize(
    ("values", "limits", "meaning", "told"),
    [
        ((0.2, 0.1), (None, None), SHARE, "A is harder: 20% against 10%."),
        ((4.0, 7.0), (None, None), COUNT, "B has more: 7 against 4."),
        ((2.0, 1.0), ((1.5, 3.0), (0.5, 1.2)), RATE, "A is more guarded: 2.0 times as many. The"),
        ((2.0, 2.1), ((1.5, 3.0), (0.5, 2.2)), RATE, "B is more guarded: 2.1 against 2.0. But the"),
        ((0.0, 2.0), (None, None), RATE, "B is more guarded: 2.0 against 0.0."),
        ((-0.2, 0.1), (None, None), TONE, "B is more positive: 0.10 against −0.20."),
        ((2.01, 2.04), (None, None), RATE, "No difference to speak of."),
        ((float("nan"), 2.0), (None, None), RATE, "Nothing to compare."),
    ],
)
def test_differences_are_told_in_words(values, limits, meaning, told):
    assert difference_in_words(values, limits, meaning).startswith(told)


# Without widgets


@pytest.fixture
def without_widgets(monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)


@pytest.mark.usefixtures("without_widgets")
def test_without_widgets_a_page_stands_still():
    shown = mk.explore(["It may rain. Perhaps not."])
    assert isinstance(shown, Still)
    html = Page(shown._repr_html_())
    assert "pip install ipywidgets" in html.text
    assert sum(tag == "img" for tag, _ in html.tags) == 4
    assert "It _may_[modal]" in repr(shown)


@pytest.mark.usefixtures("without_widgets")
def test_without_widgets_two_articles_are_compared():
    assert len(mk.explore(mk.load_sample().iloc[:2]).looks) == 2
    assert len(mk.explore(mk.load_sample().iloc[:3]).looks) == 1


@pytest.mark.usefixtures("without_widgets")
@pytest.mark.parametrize("articles", [[], [None], [""]])
def test_without_widgets_an_article_without_text_is_told_in_words(articles):
    with pytest.raises(Unfit, match="has no text yet"):
        mk.explore(articles)


def test_an_import_brings_no_widgets():
    code = "import sys, mediakit; print('ipywidgets' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_what_is_no_article_is_a_type_error():
    with pytest.raises(TypeError, match="articles must be"):
        mk.explore(12)


# With widgets, of both versions


@pytest.fixture
def panel():
    pytest.importorskip("ipywidgets")
    return mk.explore(mk.load_sample().iloc[:5])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
class TestPanel:
    """Values are set and the button is clicked as a reader does it."""

    def test_a_click_shows_texts_numbers_and_the_charts_that_are_ticked(self, panel):
        panel.button.click()
        assert "Analysed. The article: 541 words" in panel.status.value
        assert "mkx-numbers" in panel.results.value
        assert {name for name, shown in panel.charts.items() if shown.value} == set(TICKED)
        Page(panel.results.value)

    def test_a_tick_draws_only_what_is_new(self, panel):
        panel.button.click()
        kept = dict(panel._pictures)
        panel.families["keywords"].value = True
        panel.families["tone"].value = False
        assert "Something has changed" in panel.status.value
        panel.button.click()
        assert panel.charts["keywords"].value and not panel.charts["tone"].value
        assert all(panel._pictures[key] is picture for key, picture in kept.items())

    def test_a_pasted_text_is_read_and_fields_are_there_only_for_it(self, panel):
        assert panel.first._own.layout.display == "none"
        panel.first.article.value = -1
        assert panel.first._own.layout.display == "flex"
        panel.first.text.value = "The minister may resign."
        panel.first.headline.value = ATTACKS[0]
        panel.button.click()
        assert panel.looks[0].value("n_hedges") == 1
        assert "&lt;script&gt;" in panel.results.value
        Page(panel.results.value)

    def test_two_are_compared(self, panel):
        assert panel.second.box.layout.display == "none"
        panel.compare.value = True
        assert panel.second.box.layout.display == "flex"
        panel.button.click()
        assert len(panel.looks) == 2 and "mkx-n2" in panel.charts["tone"].value

    def test_an_edited_word_list_moves_the_counts(self, panel):
        panel.families["readability"].value = False
        panel.button.click()
        before = len(panel.looks[0].marked.evidence)
        panel.left_out.value = "about"
        panel.own_words.value = "minist*"
        panel.button.click()
        assert len(panel.looks[0].marked.evidence) != before
        assert panel.looks[0].value("n_own_words") > 0
        assert "With and without" in panel.results.value
        assert "Without the words that you left out" in panel.charts["hedging"].value

    @pytest.mark.parametrize("text", ["", "x" * 1_000_000])
    def test_what_cannot_be_shown_is_told_and_nothing_old_stays(self, panel, text):
        panel.button.click()
        panel.first.article.value = -1
        panel.first.text.value = text
        panel.button.click()
        assert "mkx-problem" in panel.status.value
        assert not panel.results.value and not any(w.value for w in panel.charts.values())
        assert panel.looks == ()

    @pytest.mark.parametrize("words", ["*", "!!!", "x" * 100_000, *ATTACKS])
    def test_odd_word_lists_are_told_or_shown(self, panel, words):
        for family in panel.families.values():
            family.value = False
        panel.own_words.value = words
        panel.left_out.value = words
        panel.button.click()
        Page(panel.status.value)
        Page(panel.results.value)
        assert panel.status.value

    def test_an_error_is_told_in_words(self, panel, monkeypatch):
        def broken(asked):
            raise RuntimeError(ATTACKS[0])

        monkeypatch.setattr("mediakit.exploring.panel.look", broken)
        panel.button.click()
        assert "something went wrong" in panel.status.value
        assert "<script>" not in panel.status.value

    def test_a_chart_that_fails_leaves_the_others(self, panel, monkeypatch):
        def broken(found, family):
            if family == "tone":
                raise RuntimeError("no")
            return chart(found, family)

        monkeypatch.setattr("mediakit.exploring.panel.chart", broken)
        panel.button.click()
        assert "could not be drawn" in panel.charts["tone"].value
        assert "<img" in panel.charts["hedging"].value

    def test_every_control_has_a_label(self, panel):
        assert all(control.description for control in [*panel._controls(), panel.button])

    def test_it_is_shown_with_a_page_for_readers_without_widgets(self, panel, monkeypatch):
        shown = []
        monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
        panel._ipython_display_()
        view = shown[0]["application/vnd.jupyter.widget-view+json"]
        assert view["model_id"] == panel.widget.model_id
        Page(shown[0]["text/html"])
        assert panel.charts["tone"].value
        panel._ipython_display_()
        assert len(shown) == 2

    def test_of_two_articles_it_begins_with_the_comparison(self, panel):
        assert mk.explore(mk.load_sample().iloc[:2]).compare.value
        assert not panel.compare.value

    def test_no_articles_leave_the_pasted_text(self, panel):
        empty = mk.explore([])
        empty.button.click()
        assert "has no text yet" in empty.status.value

    def test_pictures_are_not_kept_for_ever(self, panel):
        panel.first.article.value = -1
        for tick in panel.families.values():
            tick.value = False
        panel.families["loaded"].value = True
        for number in range(35):
            panel.first.text.value = f"It may rain {number}."
            panel.button.click()
        assert len(panel._pictures) == 30
