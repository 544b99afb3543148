"""Keywords: the table's contract, what a term may be, and the score worked by hand."""

from __future__ import annotations

import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit import lexicons
from mediakit.analysis import evidence
from mediakit.corpus import read_corpus
from mediakit.measures.keywords import KEYWORDS, Background, as_written, score_terms
from mediakit.measures.terms import find_terms
from mediakit.measures.word_forms import base_form, per_million
from mediakit.ranking import KEYWORD_COLUMNS, keywords
from mediakit.vocabulary import Vocabulary

HARBOUR = """Velmora's harbour minister resigned on Tuesday after a week of protests.
Ilse Marrand told parliament that "the harbour tax was a mistake, and it was mine". Marrand, 51,
had defended the harbour tax for 3.5 years. Protesters who filled Queen's Square protested again
on Monday; one protester said Ms. Marrand's resignation came too late.

Prime Minister Tomas Hale will name a successor, his office said. Hale has until March 14. The
Bank of Velmora said the tax raised 40 million marks. The Bank of Velmora opposed it."""
FERRY = """A new ferry will link Osk with the Sarn islands, its owner said. Sarn Lines ordered
the ferry in May. Islanders welcomed the ferry's timetable, but fishermen fear for the cod."""
SCHOOL = """Teachers in Osk want smaller classes. The teachers' union, led by Dr. Petra Lindqvist,
put class sizes before pay. "Our classes are full," Lindqvist said. A ministry official said pay
came first."""
ARTICLES = [HARBOUR, FERRY, SCHOOL]


def terms_of(text: str, **options: object) -> dict[str, int]:
    table = keywords(text, top=100, **options)  # type: ignore[arg-type]
    return dict(zip(table["term"], table["count"], strict=True))


# --- the table -----------------------------------------------------------------------------


def test_columns_and_ranks() -> None:
    table = keywords(ARTICLES, top=7)
    assert list(table.columns) == [*KEYWORD_COLUMNS]
    for _, rows in table.groupby("article"):
        assert rows["rank"].tolist() == list(range(1, len(rows) + 1))
        assert rows["score"].is_monotonic_decreasing
        assert (rows["score"] > 0).all()
        assert 1 <= len(rows) <= 7
    assert table["article"].drop_duplicates().tolist() == [0, 1, 2]
    assert not table.duplicated(["article", "term"]).any()
    assert np.isfinite(table["score"]).all()


def test_labels_of_the_callers_index_and_gaps() -> None:
    frame = pd.DataFrame({"text": [SCHOOL, None, "", "* * * 12.5", FERRY]}, index=list("zyxwv"))
    table = keywords(frame)
    assert table["article"].drop_duplicates().tolist() == ["z", "v"]
    frame.index = pd.MultiIndex.from_product([["osk"], range(5)])
    assert keywords(frame)["article"].iloc[-1] == ("osk", 4)


@pytest.mark.parametrize("articles", [[], [None], [""], [None, " ", "—"]])
def test_nothing_gives_no_rows(articles: list[str | None]) -> None:
    table = keywords(articles)
    assert list(table.columns) == [*KEYWORD_COLUMNS]
    assert table.empty


def test_offsets_point_at_the_first_occurrence_in_full() -> None:
    table = keywords(ARTICLES, top=100)
    for row in table.itertuples():
        there = ARTICLES[row.article][row.start : row.end]
        assert [base_form(w.lower()) for w in re.findall(r"[\w']+", there)] == [
            base_form(w.lower()) for w in re.findall(r"[\w']+", row.term)
        ]
    spans = table.set_index(["article", "term"])[["start", "end"]]
    assert spans.loc[(0, "Ilse Marrand"), "start"] == HARBOUR.index("Ilse Marrand")
    assert spans.loc[(1, "ferry"), "start"] == FERRY.index("ferry")


@pytest.mark.parametrize("text", ARTICLES)
def test_evidence_has_each_occurrence(text: str) -> None:
    table = keywords(text)
    rows = evidence(text, KEYWORDS)
    assert rows["label"].value_counts().to_dict() == dict(
        zip(table["term"], table["count"], strict=True)
    )
    scores = rows.groupby("label")["weight"].unique()
    for row in table.itertuples():
        assert scores[row.term].tolist() == [row.score]
    assert all(
        text[a:b] == t for a, b, t in zip(rows["start"], rows["end"], rows["text"], strict=True)
    )


def test_keywords_of_an_article_in_evidence_do_not_depend_on_its_neighbours() -> None:
    together = evidence(ARTICLES, KEYWORDS)
    alone = evidence(FERRY, KEYWORDS)
    shared = together[together["article"] == 1].reset_index(drop=True)
    pd.testing.assert_frame_equal(shared.drop(columns="article"), alone.drop(columns="article"))


@given(st.permutations(range(6)))
@settings(max_examples=12)
def test_order_does_not_matter(order: list[int]) -> None:
    texts = pd.Series([*ARTICLES, None, FERRY + " " + SCHOOL, "The cod and the ferry."])
    expected = keywords(texts).set_index(["article", "rank"]).sort_index()
    shuffled = keywords(texts.iloc[order]).set_index(["article", "rank"]).sort_index()
    pd.testing.assert_frame_equal(shuffled, expected)


def test_batches_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = keywords(ARTICLES)
    monkeypatch.setattr("mediakit.ranking.BATCH", 2)
    pd.testing.assert_frame_equal(keywords(ARTICLES), expected)


@pytest.mark.parametrize("options", [{"top": 0}, {"longest": 0}, {"longest": 6}])
def test_options_out_of_range(options: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(options))):
        keywords(FERRY, **options)  # type: ignore[arg-type]


def test_longest() -> None:
    assert max(len(term.split()) for term in terms_of(HARBOUR)) == 3
    assert max(len(term.split()) for term in terms_of(HARBOUR, longest=2)) == 2
    assert max(len(term.split()) for term in terms_of(HARBOUR, longest=1)) == 1


# --- what a term may be --------------------------------------------------------------------

_NEVER = {
    row["word"]
    for row in lexicons.rows("background_edges")
    if row["kind"] in ("function", "number", "calendar", "reporting")
}
_WORDS = st.sampled_from(
    """the of and minister ministers said Velmora Ilse Marrand Marrand's 12 3.5 ferry, ferries
    "harbour tax" tax. (Osk) new two Bank Sarn Lines on Tuesday protested protesting — U.S. Dr.
    women's rights who's ferry's Queen don't climate-change A J. ... *""".split()
)


@given(st.lists(_WORDS, max_size=60))
@settings(max_examples=150)
def test_terms_of_any_text(words: list[str]) -> None:
    text = " ".join(words)
    table = keywords(text, top=1000)
    assert not table.duplicated("term").any()
    for row in table.itertuples():
        parts = row.term.split()
        assert 1 <= len(parts) <= 3
        for edge in (parts[0], parts[-1]):
            assert edge.lower() not in _NEVER
            assert edge[0].isalpha()
        inside = text[row.start : row.end].replace("U.S.", "US").replace("J.", "J")
        assert not re.search(r"[.,;:()\"“”—!?]", inside), "crosses punctuation"
        assert row.count >= 1
    found = evidence(text, KEYWORDS)["label"].value_counts().to_dict()
    first_ten = table.head(10)
    assert found == dict(zip(first_ten["term"], first_ten["count"], strict=True))


@given(st.text(max_size=200))
def test_any_text_has_a_table(text: str) -> None:
    table = keywords(text)
    assert all(0 <= a < b <= len(text) for a, b in zip(table["start"], table["end"], strict=True))


def test_forms_are_one_term() -> None:
    found = terms_of("Protests grew. They protested; the protest, and protesting. Protest’s end.")
    assert found["protest"] == 5
    assert not {"protests", "protested", "protesting"} & set(found)


def test_surname_counts_as_the_name_in_full() -> None:
    found = terms_of(HARBOUR)
    assert found["Ilse Marrand"] == 3
    assert found["Tomas Hale"] == 2
    assert not {"Marrand", "Hale", "Ilse", "Tomas", "Minister Tomas"} & set(found)


def test_of_two_with_one_surname_the_one_named_more_often() -> None:
    text = "Ada Holm met Ben Holm. Ada Holm won. Later Holm left, and crowds cheered as Holm sang."
    found = terms_of(text)
    assert (found["Ada Holm"], found["Ben Holm"]) == (4, 1)


def test_shorter_term_inside_a_longer_one_is_left_out() -> None:
    found = terms_of(HARBOUR)
    assert found["harbour tax"] == 2
    assert found["Bank of Velmora"] == 2
    assert "Bank" not in found
    often_alone = terms_of("Harbour tax rises. The tax, a tax, any tax, tax! The harbour tax.")
    assert (often_alone["tax"], often_alone["harbour tax"]) == (6, 2)


def test_phrase_needs_two_occurrences_and_no_break_between() -> None:
    assert "harbour tax" not in terms_of("They fear a harbour tax now.")
    assert "harbour tax" not in terms_of("A harbour, tax and sea. The harbour. Tax the sea.")


@pytest.mark.parametrize(
    "name",
    """Will Hale|Theresa May|George W. Hale|Mohammed bin Salman|Bill de Blasio|Bank of Velmora|
    General Motors|New York|First Amendment|St. Osk""".replace("\n    ", "").split("|"),
)
def test_names_keep_their_parts(name: str) -> None:
    assert name in terms_of(f"Many voters in Osk asked about {name} yesterday.")


@pytest.mark.parametrize(
    "title", "President|Prime Minister|Sen.|Attorney General|Secretary of State|Ms.".split("|")
)
def test_titles_are_no_part_of_names(title: str) -> None:
    assert "Ilse Marrand" in terms_of(f"Voters asked {title} Ilse Marrand to resign.")


def test_dull_words_are_no_terms() -> None:
    text = "He really said on Monday that two officials told many reporters things would go well."
    assert terms_of(text) == {}


def test_written_as_the_article_writes_it() -> None:
    found = terms_of(
        "OSKARA (AP) — NATO ships left. Ships of NATO left Oskara’s port. A ship sank."
    )
    assert {"Oskara", "NATO", "ship", "port"} <= set(found)
    assert "U.S." in terms_of("The U.S. economy grew.")


# --- the score -----------------------------------------------------------------------------


def test_score_by_hand() -> None:
    text = "The zorblats met Ilse Marrand. Marrand fears one zorblat."
    corpus = read_corpus([text], Vocabulary())
    terms = find_terms(corpus)
    background = Background(n_articles=20, with_word={"zorblat": 5, "marrand": 1})
    written = as_written(terms, np.arange(len(terms)), corpus)
    score = dict(zip(written, score_terms(terms, corpus, background), strict=True))

    general = 1 - math.exp(-500 * 0.5 / 1e6)  # the words are not in the table
    assert general == pytest.approx(0.000249969, rel=1e-5)
    zorblat = -math.log((5 + 100 * general) / 120)
    ilse = -math.log(100 * general / 120)
    marrand = -math.log((1 + 100 * general) / 120)
    assert [zorblat, ilse, marrand] == pytest.approx([3.173067, 8.476496, 4.762802], rel=1e-6)
    # occurrences 2: 4/3; seven letters; one word before it
    assert score["zorblat"] == pytest.approx(4 / 3 * zorblat * 7 * (40 / 41) ** (1 / 3))
    assert score["zorblat"] == pytest.approx(29.372532)
    # occurrences 2 (one in full); 4 and 7 letters; three words before it; two words
    surprise = (ilse + marrand) / 2
    by_hand = 4 / 3 * surprise * 5.5 * (40 / 43) ** (1 / 3) / 2
    assert score["Ilse Marrand"] == pytest.approx(by_hand)
    assert score["Ilse Marrand"] == pytest.approx(23.693919)


def test_occurrences_inside_a_longer_term_count_half() -> None:
    text = "Harbour tax rises. The tax, a tax, any tax, tax! The harbour tax."
    terms = find_terms(read_corpus([text], Vocabulary()))
    weighted = dict(zip(terms.count.tolist(), terms.weighted_count.tolist(), strict=False))
    assert weighted[6] == 5.0  # two of the six in "harbour tax"


def test_words_of_the_background_rank_lower() -> None:
    alone = keywords(FERRY, background=[]).set_index("term")["score"]
    among_ferries = keywords(FERRY, background=["A ferry sank."] * 30).set_index("term")["score"]
    assert among_ferries["ferry"] < alone["ferry"]
    assert among_ferries["cod"] > alone["cod"]
    pd.testing.assert_series_equal(keywords(FERRY).set_index("term")["score"], alone)


def test_an_article_is_not_its_own_background() -> None:
    own = keywords([FERRY, SCHOOL])
    other = keywords([FERRY], background=[SCHOOL])
    pd.testing.assert_frame_equal(own[own["article"] == 0], other)


def test_counts_do_not_depend_on_the_background() -> None:
    one = keywords(HARBOUR, top=100, background=[]).set_index("term")["count"]
    other = keywords(HARBOUR, top=100, background=[HARBOUR, FERRY]).set_index("term")["count"]
    pd.testing.assert_series_equal(one.sort_index(), other.sort_index())


def test_what_the_articles_are_about() -> None:
    best = keywords(ARTICLES, top=3).groupby("article")["term"].agg(set)
    assert "harbour" in best[0]
    assert "ferry" in best[1]
    assert "Teachers" not in best[2]
    assert "teachers" in best[2]


# --- word forms ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("ministers'", "minister"),
        ("countries", "country"),
        ("buses", "bus"),
        ("children", "child"),
        ("voted", "vote"),
        ("stopped", "stop"),
        ("sanctioning", "sanction"),
        ("won", "win"),
        ("zorblats", "zorblat"),
        ("flood-warnings", "flood-warning"),
        ("news", "news"),
        ("building", "building"),
        ("united", "united"),
        ("media", "media"),
        ("virus", "virus"),
        ("crisis", "crisis"),
        ("mcdonald's", "mcdonald's"),
        ("f.b.i.'s", "f.b.i"),
    ],
)
def test_base_forms(word: str, base: str) -> None:
    assert base_form(word) == base


def test_base_forms_are_final() -> None:
    rows = lexicons.rows("background_english")
    odd = [row["base"] for row in rows if base_form(row["base"]) != row["base"]]
    assert len(odd) < 0.01 * len(rows), odd[:20]


def test_frequencies() -> None:
    assert per_million("zorblat") == 0.5
    assert per_million("government") > per_million("ferry") > per_million("embezzle")
    words = [row["word"] for row in lexicons.rows("background_english")]
    assert len(set(words)) == len(words) > 25_000
    edges = [row["word"] for row in lexicons.rows("background_edges")]
    assert len(set(edges)) == len(edges)
