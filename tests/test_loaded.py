"""Loaded language: each kind of match, what context and names take away, and what a score is."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit import lexicons
from mediakit.measures.cue_lexicon import cue_forms, cue_lexicon
from mediakit.measures.loaded import CATEGORIES, LOADED, QUOTED

ENTRIES = lexicons.rows("loaded")


def found(text: str) -> list[tuple[str, str]]:
    rows = mk.evidence(text, [LOADED])
    return list(zip(rows["text"], rows["label"], strict=True))


def words(text: str) -> list[str]:
    return [word for word, _ in found(text)]


def scores(articles: object) -> pd.DataFrame:
    return mk.analyse(articles, [LOADED])  # type: ignore[arg-type]


KINDS = {
    "It was a heartbreaking day for the valley.": ("heartbreaking", "emotive word"),
    "The plan is ridiculous on paper.": ("ridiculous", "evaluation"),
    "The bill has countless pages.": ("countless", "exaggeration"),
    "The minister is a puppet of the globalists.": ("globalists", "epithet"),
    "The paper skewered the mayor.": ("skewered", "violent metaphor"),
    "Both parties pander to farmers.": ("pander", "slanted verb"),
    "The report is utterly new.": ("utterly", "intensifier"),
    "The fee, of course, went up.": ("of course", "comment"),
    "A group of “experts” drew the plan.": ("experts", "scare quotes"),
    "The fee went up again!": ("again", "exclamation"),
}


@pytest.mark.parametrize("sentence", KINDS)
def test_each_kind_of_match(sentence: str) -> None:
    assert found(sentence) == [KINDS[sentence]]
    row = scores(sentence).iloc[0]
    label = KINDS[sentence][1]
    assert {name: row[name] for name in CATEGORIES.values()} == {
        name: float(label == kind) for kind, name in CATEGORIES.items()
    }


def test_every_kind_has_an_example_and_a_column() -> None:
    assert {label for _, label in KINDS.values()} == set(CATEGORIES)
    assert set(CATEGORIES.values()) <= set(LOADED.columns)


PLAIN = """
The council met on Tuesday and approved a budget of 4.2 million crowns.
Rain fell for three days, and two bridges were closed.
The van slammed into a tree near the station.
The blast killed two people and damaged a wall.
The rebels said the war against the army would go on.
Soldiers fought in the war on the island of Marrand.
The valve regulates gas, and the crown of the tooth is lost.
The state will change its tax regime next year.
He was admitted to the hospital with a broken arm.
The court called it cruel and unusual punishment.
Forecasters warned of extreme heat and toxic fumes.
The town lies in a valley; a man was lying on the floor.
The army began a ground offensive against the rebels.
Gross domestic product rose by 2 percent.
The farm sells poisonous plants and plain English guides.
He was convicted of a hate crime and of petty theft.
The house stands on the left side of the road.
So far, the ministry has not answered, and so did not the mayor.
They were supposed to meet on Monday.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", PLAIN)
def test_plain_news_has_no_match(sentence: str) -> None:
    assert found(sentence) == []


IN_CONTEXT = {
    "Rell slammed the plan.": "slammed",
    "The leader blasted his rivals.": "blasted",
    "They call it a war on Christmas.": "war on",
    "It is a war against our values.": "war against",
    "The regime closed two papers.": "regime",
    "He told lies about the fund.": "lies about",
    "It was a cruel decision.": "cruel",
    "That is an extreme view.": "extreme",
    "The debate was toxic.": "toxic",
    "This is a gross abuse of the rules.": "gross",
    "The remark was offensive.": "offensive",
    "The left wants a new law.": "The left",
    "The plan is so vague.": "so",
    "The supposed reform has failed.": "supposed",
}


@pytest.mark.parametrize("sentence", IN_CONTEXT)
def test_the_same_words_count_where_context_allows(sentence: str) -> None:
    assert IN_CONTEXT[sentence] in words(sentence)


def test_names_do_not_count() -> None:
    assert words("The widow of Judge Savage met Ann Noble and Senator Crook.") == []
    assert words("A noble deed and a crook.") == ["noble", "crook"]
    assert words("Noble Hart said little.") == []


def test_a_capital_at_the_beginning_or_by_rule_makes_no_name() -> None:
    assert words("Disgraced Hart left the hall.") == ["Disgraced"]
    assert words("It was an Orwellian and Kafkaesque rule.") == ["Orwellian", "Kafkaesque"]
    assert words("HORRIFIC floods") == ["HORRIFIC"]


def test_inflection_and_both_spellings() -> None:
    text = "They demonised it, he demonizes it, two bigots, a half-truth and half truths."
    expected = ["demonised", "demonizes", "bigots", "half-truth", "half truths"]
    assert words(text) == expected


SCARE = {
    "The new “experts” were wrong about the dam.": ["experts"],
    "The new 'reform' closed two schools.": ["reform"],
    'The "job creators" kept the money.': ["job creators"],
    "“Experts” were wrong about the dam.": [],  # a capital: a name, a title, a quotation
    "The mayor said the plan was “useful” to farmers.": [],  # somebody speaks
    "The plan was “useful,” according to the mayor.": [],
    "The phrase “safe passage” is new.": [],  # a thing is given its name
    "They read “The Long Winter” at school.": [],
    "A “long and cold” winter began.": [],  # more than two words
    "The ministers' plan and the farmers' answer were brief.": [],
}


@pytest.mark.parametrize("sentence", SCARE)
def test_scare_quotes(sentence: str) -> None:
    assert words(sentence) == SCARE[sentence]


def test_a_loaded_word_in_scare_quotes_is_one_match() -> None:
    assert found("The “horrible” dam is finished.") == [("horrible", "scare quotes")]


def test_words_of_others_count_apart_and_weigh_less() -> None:
    text = "“The plan is horrible,” she said. The plan is horrible."
    rows = mk.evidence(text, [LOADED])
    assert rows["voice"].tolist() == ["quotation", "journalist"]
    assert rows["weight"].iloc[0] == pytest.approx(rows["weight"].iloc[1] * QUOTED)
    row = scores(text).iloc[0]
    assert row[["n_loaded", "n_loaded_own", "n_loaded_quoted"]].tolist() == [2, 1, 1]


def test_scare_quotes_are_the_authors_own() -> None:
    row = scores("The new “experts” were wrong about the dam.").iloc[0]
    assert row[["n_loaded_own", "n_loaded_quoted", "n_scare_quotes"]].tolist() == [1, 0, 1]


def test_the_score_is_made_of_the_weights_in_the_evidence() -> None:
    text = "The plan is ridiculous and utterly stupid. The plan is new. “It is vile,” she said."
    weights = mk.evidence(text, [LOADED])["weight"].to_numpy()
    assert len(weights) == 4
    first, last = 1 - np.prod(1 - weights[:3]), weights[3]
    row = scores(text).iloc[0]
    assert row["loaded_score"] == pytest.approx((first + 0 + last) / 3)
    assert row["loaded_sentence_share"] == pytest.approx(2 / 3)
    assert row["loaded_per_100_words"] == pytest.approx(100 * 4 / row["n_words"])


def test_the_headline_has_a_score_of_its_own() -> None:
    articles = pd.DataFrame({"headline": ["Furious mayor slams plan"], "text": ["It rained."]})
    row = scores(articles).iloc[0]
    assert row["headline_loaded_score"] > 0.5
    assert row["headline_loaded_score_gap"] == row["headline_loaded_score"]


# The list of words


def test_the_lexicon_is_a_list_of_distinct_honest_entries() -> None:
    table = pd.DataFrame(ENTRIES)
    assert len(table) >= 1_200
    assert table["cue"].is_unique
    assert (table["cue"] == table["cue"].str.lower().str.strip()).all()
    assert set(table["category"]) == set(CATEGORIES) - {"scare quotes", "exclamation"}
    assert pd.to_numeric(table["strength"]).between(0.25, 0.9).all()
    assert table["cue"].str.split().str.len().max() <= 7


def test_every_entry_can_be_found() -> None:
    """No entry is hidden behind another one, and none is spelt as no token ever is."""
    free = [row for row in ENTRIES if not row["context"]]
    texts = [f"It was {row['cue']} there." for row in free]
    rows = mk.evidence(texts, [LOADED])
    covering = set(zip(rows["article"], rows["text"].str.lower(), strict=True))
    hidden = [row["cue"] for at, row in enumerate(free) if (at, row["cue"]) not in covering]
    assert hidden == []


def test_entries_under_a_rule_can_be_found_somewhere() -> None:
    """No rule of context is so strict that its words never count."""
    places = (
        "It {} the ugly plan.",
        "It is {} ugly indeed.",
        "They {} their plan.",
        "{} they moved.",
        "It would {} the plan.",
        "A {} decision.",
    )
    lexicon = cue_lexicon("loaded")
    assert len(lexicon.cue) == len(ENTRIES)
    for row in ENTRIES:
        if row["context"]:
            texts = [place.format(row["cue"]) for place in places]
            matched = mk.evidence(texts, [LOADED])["text"].str.lower()
            assert matched.str.contains(row["cue"], regex=False).any(), row["cue"]


# Properties

PIECES = [row["cue"] for row in ENTRIES[::97]] + [
    "the mayor",
    "“",
    "”",
    "said",
    "plan.",
    "Rell",
    "!",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_counts_are_rows_of_evidence_and_add_up(pieces: list[str]) -> None:
    text = " ".join(pieces)
    row = scores(text).iloc[0]
    rows = mk.evidence(text, [LOADED])
    assert row["n_loaded"] == len(rows)
    assert row["n_loaded"] == row["n_loaded_own"] + row["n_loaded_quoted"]
    assert row["n_loaded"] == sum(row[name] for name in CATEGORIES.values())
    assert (
        row["n_loaded_quoted"]
        == ((rows["voice"] == "quotation") & (rows["label"] != "scare quotes")).sum()
    )
    assert rows["weight"].between(0, 1, inclusive="neither").all()
    for start, end, word in zip(rows["start"], rows["end"], rows["text"], strict=True):
        assert text[start:end] == word


# who is quoted near scare quotes takes them away, so that their sentence is left out
WORDED = [sentence for sentence in KINDS if "“" not in sentence]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=5), st.sampled_from(WORDED))
def test_a_loaded_sentence_raises_the_score_of_plain_ones(plain: list[str], loaded: str) -> None:
    before, after = scores([" ".join(plain), " ".join([*plain, loaded])])["loaded_score"]
    assert before == 0 < after < 1


# The corpus of fiction that comes along, and human judgement


def test_outlets_of_the_sample_stand_in_the_order_they_were_written_to_stand_in() -> None:
    sample = mk.load_sample()
    rate = scores(sample).groupby(sample["outlet"])["loaded_per_100_words"].mean()
    agency = rate["Halden News Agency"]
    assert rate["Plain Dissent"] > 4 * agency
    assert rate["The Morning Flare"] > 4 * agency
    assert agency < 0.5


@pytest.fixture(scope="module")
def judged() -> pd.DataFrame:
    folder = os.environ.get("MEDIAKIT_EVAL_DATA")
    if not folder:
        pytest.skip("MEDIAKIT_EVAL_DATA is not set")
    table = pd.read_csv(Path(folder) / "loaded" / "babe_sg1.csv")
    table = table[table["label_bias"].isin(["Biased", "Non-biased"])].reset_index(drop=True)
    table["is_biased"] = table["label_bias"] == "Biased"
    return table.join(scores(table["text"]))


@pytest.mark.parametrize(
    ("column", "floor"),
    [("n_loaded", 0.74), ("loaded_score", 0.74)],
)
def test_area_under_the_curve_against_human_judgement(
    judged: pd.DataFrame, column: str, floor: float
) -> None:
    from sklearn.metrics import roc_auc_score

    assert roc_auc_score(judged["is_biased"], judged[column]) >= floor


def test_forms_of_entries_are_spelt_as_words_are() -> None:
    """A doubled consonant is written out as an entry: inflection by rule would misspell it."""
    misspelt = {"slamed", "braging", "guted", "sluged"}
    forms = {form for row in ENTRIES for form in cue_forms(row["cue"], row["inflect"])}
    assert not forms & misspelt
    assert {"slammed", "bragging", "gutted"} <= forms
