"""The sample corpus keeps what its documentation says of it."""

import re
from itertools import pairwise

import pandas as pd
import pytest

from mediakit.sample import load_sample, load_sample_annotations

STORIES = [
    "reservist-decree",
    "brackwater-flood",
    "memory-drug",
    "rate-rise",
    "harbour-contract",
    "war-crimes-trial",
    "lithium-mine",
    "phone-ban",
]
OUTLETS = {
    "Halden News Agency": "wire agency",
    "The Morning Flare": "tabloid",
    "Velmora National Broadcasting": "state broadcaster",
    "The Aldenport Chronicle": "quality daily",
    "Plain Dissent": "opinion site",
    "Brackwater Valley Echo": "local paper",
}
SPECIAL = {
    "rate-rise-echo": "wire copy",
    "lithium-mine-vnb": "press release",
    "phone-ban-chronicle": "correction",
}
CURLY = ["Halden News Agency", "The Aldenport Chronicle", "Plain Dissent"]
STRAIGHT = ["The Morning Flare", "Brackwater Valley Echo"]
LABELS = {
    "hedge": {
        "modal",
        "epistemic verb",
        "epistemic adverb",
        "epistemic adjective or noun",
        "approximator",
        "hearsay",
        "vague attribution",
        "conditional",
    },
    "booster": {"booster"},
    "quotation": {"direct", "partial", "scare"},
    "vague source": {"unnamed official", "unnamed person", "unnamed group", "agentless"},
    "speaker": {"person", "organisation", "role", "document", "public"},
    "speech cue": {"neutral", "doubting", "endorsing", "assertive", "evidential"},
}


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return load_sample()


@pytest.fixture(scope="module")
def annotations() -> pd.DataFrame:
    return load_sample_annotations()


def of(articles: pd.DataFrame, outlets: list[str]) -> pd.Series:
    return articles.loc[articles["outlet"].isin(outlets), "text"]


def sentences(text: str) -> set[str]:
    plain = text.translate(str.maketrans("“”’", '""\''))
    return set(re.split(r"(?<=[.!?\"])\s+", plain))


def test_eight_stories_by_six_outlets_in_order(articles):
    assert articles.index.name == "article_id"
    assert articles.index.is_unique
    pairs = list(zip(articles["story"], articles["outlet"], strict=True))
    assert pairs == [(story, outlet) for story in STORIES for outlet in OUTLETS]
    assert list(articles["outlet_type"]) == list(OUTLETS.values()) * 8


def test_columns_and_their_types(articles, annotations):
    assert list(articles.columns) == [
        "headline",
        "text",
        "outlet",
        "published",
        "story",
        "outlet_type",
        "kind",
        "byline",
    ]
    assert articles["published"].dtype == "datetime64[ns]"
    words = articles.drop(columns="published")
    assert all(isinstance(value, str) and value for value in words.to_numpy().ravel())
    assert list(annotations.columns) == ["article_id", "kind", "label", "start", "end", "text"]
    assert annotations["start"].dtype == annotations["end"].dtype == "int64"


def test_published_in_the_spring_of_2031(articles):
    assert articles["published"].between("2031-03-14", "2031-06-11").all()
    # the six versions of a story belong to the same news week
    days = articles.groupby("story")["published"]
    assert (days.max() - days.min() < pd.Timedelta(days=5)).all()


def test_each_call_gives_its_own_table():
    mine = load_sample()
    mine.loc["rate-rise-echo", "text"] = "changed"
    assert load_sample().loc["rate-rise-echo", "text"] != "changed"


def test_every_article_has_350_to_600_words(articles):
    assert articles["text"].str.split().str.len().between(350, 600).all()


def test_kinds(articles):
    for article, row in articles.iterrows():
        usual = "opinion" if row["outlet"] == "Plain Dissent" else "report"
        assert row["kind"] == SPECIAL.get(article, usual)


def test_clean_text(articles):
    for column in ("headline", "text", "byline"):
        assert not articles[column].str.contains("\ufffd|  |\t|\r|\xa0|TODO").any()
        assert (articles[column] == articles[column].str.strip()).all()
    assert not articles["text"].str.contains(r"\n\n\n| \n|\n ").any()
    assert (articles["text"].str.count("\n\n") >= 6).all()


def test_headlines_carry_no_final_stop(articles):
    assert not articles["headline"].str.endswith((".", ":", ",")).any()
    assert articles["headline"].is_unique


def test_each_outlet_has_its_quotation_marks(articles):
    assert not of(articles, CURLY).str.contains("[\"']").any()
    assert not of(articles, STRAIGHT).str.contains("[“”‘’]").any()
    broadcaster = of(articles, ["Velmora National Broadcasting"])
    assert not broadcaster.str.contains('["‘’]').any()
    assert broadcaster.str.contains("“").all()
    assert broadcaster.str.contains("'").any()


def test_quotations_close_but_where_the_next_paragraph_goes_on(articles):
    left_open = 0
    for text in articles["text"]:
        for quote, end in (("“", "”"), ('"', '"')):
            paragraphs = text.split("\n\n")
            for here, after in zip(paragraphs, [*paragraphs[1:], ""], strict=True):
                marks = here.count(quote) + (here.count(end) if end != quote else 0)
                if marks % 2:
                    left_open += 1
                    assert after.startswith(quote)
    assert left_open >= 8


def test_every_subhead_and_list_has_something_under_it(articles):
    for text in articles["text"]:
        assert re.search(r"[.!?][\"”’']*$", text)


def test_no_sentence_serves_two_stories(articles):
    home = {}
    for text, story in zip(articles["text"], articles["story"], strict=True):
        for sentence in sentences(text):
            if len(sentence.split()) >= 7:
                assert home.setdefault(sentence, story) == story


def test_wire_copy_is_the_agency_report_cut_and_hardly_changed(articles):
    copy = sentences(articles.loc["rate-rise-echo", "text"])
    agency = sentences(articles.loc["rate-rise-halden", "text"])
    assert 0.75 < len(copy & agency) / len(copy) < 1
    assert len(copy) < len(agency)
    assert articles.loc["rate-rise-echo", "byline"] == "Staff and agencies"
    # nobody else in the story copies
    other = sentences(articles.loc["rate-rise-chronicle", "text"])
    assert len(other & agency) / len(other) < 0.2


def test_press_release_names_no_critic_and_reappears_in_the_agency_report(articles):
    release = articles.loc["lithium-mine-vnb", "text"]
    agency = articles.loc["lithium-mine-halden", "text"]
    assert "is proud to" in release
    assert not re.search("Threlkeld|Rask|Oswin", release)
    assert re.search("Threlkeld", agency)
    for phrase in (
        "designed from first principles to protect the waters of the Aske",
        "a responsible, growth-oriented producer of the critical raw materials",
    ):
        assert phrase in release
        assert f"“{phrase}" in agency


def test_correction_says_what_was_wrong_and_when(articles):
    article = articles.loc["phone-ban-chronicle"]
    body, note = article["text"].rsplit("\n\n", 1)
    assert note.startswith("Correction:")
    assert "23 percent" in note
    assert "2.3 percent" in note
    assert "amended on 10 June 2031" in note
    assert "23 percent" not in body.replace("2.3 percent", "")
    assert "23 per cent" in articles.loc["phone-ban-flare", "text"]


def test_annotations_stand_where_they_say(articles, annotations):
    for row in annotations.itertuples():
        assert articles.loc[row.article_id, "text"][row.start : row.end] == row.text
        assert row.text == row.text.strip() != ""


def test_annotations_are_complete_words(articles, annotations):
    for row in annotations.itertuples():
        text = articles.loc[row.article_id, "text"]
        around = f" {text} "[row.start], f" {text} "[row.end + 1]
        assert not (around[0].isalnum() and row.text[0].isalnum())
        assert not (around[1].isalnum() and row.text[-1].isalnum())


def test_labels_are_those_of_the_codebook(annotations):
    assert annotations.groupby("kind")["label"].agg(set).to_dict() == LABELS
    assert not annotations.duplicated().any()


def test_annotated_articles_cover_every_outlet_and_story(articles, annotations):
    annotated = articles.loc[annotations["article_id"].unique()]
    assert len(annotated) == 31
    assert set(annotated["outlet"]) == set(OUTLETS)
    assert set(annotated["story"]) == set(STORIES)
    assert (annotations.groupby("article_id")["kind"].nunique() >= 4).all()


def test_annotations_follow_the_order_of_articles_and_text(articles, annotations):
    place = annotations["article_id"].map({name: i for i, name in enumerate(articles.index)})
    keys = list(zip(place, annotations["start"], -annotations["end"], strict=True))
    assert keys == sorted(keys)


def test_every_quotation_of_an_annotated_article_is_annotated(articles, annotations):
    quotations = annotations[annotations["kind"] == "quotation"]
    for article, rows in quotations.groupby("article_id"):
        text = articles.loc[article, "text"]
        opening = [m.start() for m in re.finditer('“|(?<![\\w.,!?…])"(?=\\w)', text)]
        spans = list(zip(rows["start"], rows["end"], strict=True))
        assert all(any(start <= at < end for start, end in spans) for at in opening)
        assert all(text[start] in '“"' for start, _ in spans)
        # outermost only: none lies within another
        ordered = sorted(spans)
        assert all(a[1] <= b[0] for a, b in pairwise(ordered))


def test_hearsay_is_a_vague_source_too(annotations):
    vague = annotations[annotations["kind"] == "vague source"]
    agentless = set(zip(vague["article_id"], vague["start"], strict=True))
    hearsay = annotations[annotations["label"] == "hearsay"]
    without = [
        row.text for row in hearsay.itertuples() if (row.article_id, row.start) not in agentless
    ]
    assert sorted(without) == ["I am told", "supposed to", "supposed to"]
