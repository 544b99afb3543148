"""Tone: VADER's rules to the letter, each deviation on purpose, and valences that can be read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import mediakit as mk
from mediakit import lexicons
from mediakit.corpus import read_corpus
from mediakit.measures.sentiment import PER_WORD, find_valence
from mediakit.measures.tone_rules import raised_by_marks
from mediakit.measures.valence import NEGATIONS, find_phrases, valence_table
from mediakit.measures.word_forms import base_form
from mediakit.vocabulary import Vocabulary

ORACLE = SentimentIntensityAnalyzer()
VADER = {row["term"]: float(row["valence"]) for row in lexicons.rows("vader")}
RATINGS = {row["term"]: float(row["valence"]) for row in lexicons.rows("sentiment_ratings")}
NEUTRAL = {row["term"] for row in lexicons.rows("sentiment_neutral")}
SHIPPED = pd.DataFrame(lexicons.rows("sentiment")).set_index("term")
SHIPPED = SHIPPED.apply(pd.to_numeric)
VALENCE = dict(zip(SHIPPED.index, SHIPPED["valence"].to_numpy(), strict=True))


def tone(text: str) -> float:
    return float(mk.sentiment(text)["sentiment"].item())


def vader(text: str) -> float:
    return float(ORACLE.polarity_scores(text)["compound"])


def by_our_rules(text: str) -> float:
    """VADER's table through our rules, and its own way to bend the sum to a scale."""
    corpus = read_corpus([text], Vocabulary())
    found = find_valence(corpus, valence_table(VADER))
    total = raised_by_marks(corpus, corpus.count_at(found.first, found.weight)).item()
    return float(total / np.sqrt(total**2 + 15))


# The rules

PLAIN = """
The dam is a disaster.
The new school is wonderful.
The new school is not wonderful.
The food was very good.
The food was extremely bad, and the service was horrible.
The book was good!
The book was good!!!
The book was good!!!!!!
Was it good??
Was it horrible?????
It was the least compelling speech of the year.
It was at least a compelling speech.
At least it isn't a horrible book.
The plan was never good.
The plan was never this good!
The plan was never so horrible.
Without a doubt, it is an excellent idea.
It was an excellent idea without a doubt.
The children are happy and the parents are proud.
The plot was good, but the characters are uncompelling and the dialog is not great.
The voters were only kind of happy.
The voters were sort of disappointed.
She was barely hurt.
They had just enough courage to win.
The victory was GREAT but the mood was ANGRY.
The mood was VERY angry.
There was no hope for the miners.
There was no great joy, and no good news.
It is neither safe nor clean.
The treatment rarely hurts.
The rebels were killed despite a ceasefire.
Nobody wanted the boring, ugly, useless bridge.
He cried.
They won't be happy, they aren't sad.
The town was so incredibly beautiful.
It looks like a bridge of that kind, as well as a wall.
The trust has a share of the interest in security.
We hope you :) today!
""".strip().splitlines()


@pytest.mark.parametrize("sentence", [line.strip() for line in PLAIN])
def test_with_its_valences_plain_sentences_score_as_in_the_reference(sentence: str) -> None:
    assert by_our_rules(sentence) == pytest.approx(vader(sentence), abs=1e-4)


# Each deviation of the rules: sentence, and one that says what ours takes it for
DEVIATIONS = {
    "proper names don't score": (
        "The widow of Senator Grace Love met Joy Hope in Paradise.",
        "The widow of Senator Gruss Lobe met Jon Hock in Parsow.",
    ),
    "names of institutions don't score": (
        "The widow of the judge met the Grand United Trust.",
        "The widow of the judge met the Gross Lobed Hock.",
    ),
    "curly quotation marks don't hide a word": (
        "He called the plan “horrible” again.",
        'He called the plan "horrible" again.',
    ),
    "curly apostrophes negate": (
        "The plan isn’t good.",
        "The plan isn't good.",
    ),
    "a dash without spaces joins no words": (
        "The plan was awful—and everybody knew.",
        "The plan was awful — and everybody knew.",
    ),
    "a mark doesn't hide a short word": (
        "The plan is, so, good.",
        "The plan is so good.",
    ),
    # 2.0 / 2 is 1.0, the value of the later word: the reference halves the first one twice
    "values that repeat don't confuse but": (
        "They applaud but the advantage is small.",
        "They applaud but the acquitted is small.",
    ),
}


@pytest.mark.parametrize("what", DEVIATIONS)
def test_deviations_from_the_rules_of_the_reference(what: str) -> None:
    sentence, meant = DEVIATIONS[what]
    assert by_our_rules(sentence) == pytest.approx(by_our_rules(meant))
    assert by_our_rules(sentence) != pytest.approx(vader(sentence), abs=1e-4)


# The reference turns the first, gives each word of an idiom the value of the whole, and so twice
IDIOMS = {
    "It was the kiss of death for the village.": ("kiss of death", -1.5),
    "The soup was to die for.": ("to die for", 3.0),
    "It is quite a bad ass machine.": ("bad ass", 1.5),
}


@pytest.mark.parametrize("sentence", IDIOMS)
def test_an_idiom_counts_once_as_a_whole(sentence: str) -> None:
    words, value = IDIOMS[sentence]
    row = mk.evidence(sentence, "sentiment")
    assert row["text"].tolist() == [words]
    assert np.sign(row["weight"].item()) == np.sign(value)
    assert VALENCE[words] == value


def test_but_halves_what_comes_before_and_raises_what_comes_after() -> None:
    rows = mk.evidence("It was good, good, good but bad.", "sentiment")
    halved, raised = VALENCE["good"] / 2, 1.5 * VALENCE["bad"]
    assert rows["weight"].tolist() == pytest.approx([halved, halved, halved, raised])


# From rows of evidence to the number

words = st.sampled_from(
    "the good bad not never very killed win war crimes but so this no without doubt kind of "
    "VERY AWFUL great! awful? trust Grace pleads guilty hardly “nice” dam river".split()
)


@given(st.lists(words, min_size=1, max_size=25))
def test_the_tone_of_a_sentence_is_what_its_evidence_adds_up_to(chosen: list[str]) -> None:
    sentence = " ".join(word for word in chosen if word[-1] not in "!?") + "."
    table = mk.sentiment(sentence, unit="sentence")
    rows = mk.evidence(sentence, "sentiment")
    total = rows["weight"].sum()
    expected = total / np.sqrt(total**2 + PER_WORD * table["n_words"])
    assert table["sentiment"].tolist() == pytest.approx(expected.tolist(), nan_ok=True)
    assert (rows["label"] == np.where(rows["weight"] > 0, "positive", "negative")).all()
    assert (rows["weight"] != 0).all()


def test_marks_raise_the_sum() -> None:
    total = VALENCE["good"] + 2 * 0.292
    assert tone("It was good!!") == pytest.approx(total / np.sqrt(total**2 + 3 * PER_WORD))


def test_a_neutral_article_stays_neutral_at_any_length() -> None:
    sentence = "The Treasury said on Monday that the United Party holds a share of the trust. "
    assert tone(sentence * 20) == 0
    assert vader(sentence * 20) > 0.9


def test_the_arc_and_the_shares() -> None:
    table = mk.sentiment("What a wonderful day. It rained. What a horrible night.").iloc[0]
    assert table["sentiment_opening"] > 0.25
    assert table["sentiment_middle"] == 0
    assert table["sentiment_closing"] < -0.25
    assert table["positive_share"] == pytest.approx(1 / 3)
    assert table["negative_share"] == pytest.approx(1 / 3)
    assert table[["n_positive_words", "n_negative_words"]].tolist() == [1, 1]


def test_headline_against_text() -> None:
    articles = pd.DataFrame({"headline": ["Horrible disaster", None], "text": ["A good day."] * 2})
    table = mk.sentiment(articles)
    assert table["headline_sentiment"].iloc[0] < -0.5
    gap = table["headline_sentiment"] - table["sentiment"]
    assert table["headline_sentiment_gap"].iloc[0] == gap.iloc[0]
    assert table["headline_sentiment"].isna().tolist() == [False, True]


def test_names_at_the_beginning_of_a_sentence_are_known_from_elsewhere() -> None:
    rows = mk.evidence("The mayor met Ada Grace. Grace said nothing.", "sentiment")
    assert rows.empty
    rows = mk.evidence("Grace is rare. We need grace.", "sentiment")
    assert rows["text"].tolist() == ["Grace", "grace"]


# What news say

SOBER = """
War crimes trial opens in the capital.
The interest rate and the share of the security budget are the matter.
The court heard the case of the United Trust Party on Monday.
She pleads not guilty.
The justice committee of the party met in the town hall.
Officials said the bridge would open in spring.
The council voted 6 to 5 on the plan after a short debate.
""".strip().splitlines()


@pytest.mark.parametrize("sentence", SOBER)
def test_sober_news_is_not_extreme(sentence: str) -> None:
    assert -0.4 < tone(sentence) < 0.05


WITHOUT_FEELING = "united trust interest share security party justice treasury like well kind"


@pytest.mark.parametrize("word", WITHOUT_FEELING.split())
def test_domain_terms_and_function_words_have_no_valence(word: str) -> None:
    for written in (word, word.capitalize()):
        assert mk.evidence(f"They spoke of {written} again.", "sentiment").empty


PHRASES = {
    "The trial for war crimes began.": {"war crimes": "negative"},
    "He pleads not guilty.": {"pleads not guilty": "negative"},
    "The jury found him not guilty.": {"not guilty": "positive"},
    "They want free trade.": {},
    "Unemployment fell.": {"Unemployment fell": "positive"},
    "The profit fell, and costs rose.": {"profit fell": "negative"},
    "The gross domestic product is the matter.": {},
    "It was a war, crimes followed.": {"war": "negative", "crimes": "negative"},
    "They saw the war. Crimes followed.": {"war": "negative", "Crimes": "negative"},
    "The War Crimes Tribunal met.": {},
}


@pytest.mark.parametrize("sentence", PHRASES)
def test_a_phrase_outdoes_its_words(sentence: str) -> None:
    rows = mk.evidence(sentence, "sentiment")
    assert dict(zip(rows["text"], rows["label"], strict=True)) == PHRASES[sentence]


def test_every_phrase_is_found_where_it_stands_alone() -> None:
    phrases = [term for term in VALENCE if " " in term]
    found = find_phrases(read_corpus(phrases, Vocabulary()), valence_table(VALENCE))
    assert found[2].tolist() == [VALENCE[phrase] for phrase in phrases]


def test_the_longest_phrase_wins_and_none_overlap() -> None:
    table = valence_table({"a b": 1.0, "b c": 2.0, "a b c": 3.0, "c d": -1.0})
    for text, weights in {"a b c d": [3.0], "x a b d": [1.0], "a b b c d": [1.0, 2.0]}.items():
        found = find_valence(read_corpus([text], Vocabulary()), table)
        assert found.weight.tolist() == weights


def test_a_negation_turns_what_follows_and_has_no_tone_itself() -> None:
    rows = mk.evidence("The plan is not good.", "sentiment").set_index("text")["weight"]
    assert rows.to_dict() == {"good": pytest.approx(-0.74 * VALENCE["good"])}
    assert mk.evidence("He did not sign it and never will.", "sentiment").empty
    # "no" before a word with a feeling does nothing but turn it, as in the reference
    assert mk.evidence("There was no hope.", "sentiment")["text"].tolist() == ["hope"]


# The table that ships

GROUPS = """
american americans british english french german germans russian russians chinese mexican mexicans
african africans asian asians arab arabs european israeli palestinian iranian syrian ukrainian
jew jews jewish muslim muslims islam islamic christian christians catholic catholics hindu buddhist
protestant evangelical atheist atheists man men woman women boy boys girl girls male female males
females mother mothers father fathers husband wife son daughter gay gays lesbian lesbians trans
transgender homosexual homosexuals straight black blacks white whites latino latinos hispanic
immigrant immigrants migrant migrants refugee refugees foreigner foreigners muslim old young elderly
teenager teenagers worker workers democrat democrats republican republicans liberal liberals
conservative conservatives socialist socialists communist communists trump obama clinton
monday january percent protester protesters activist activists critic critics sceptic sceptics
skeptic skeptics loyalist loyalists radicals nationalist nationalists populist populists donor
donors volunteer volunteers veteran veterans intellectual intellectuals elite elitist feminist
feminists environmentalist environmentalists blind deaf autistic homosexuals bisexual queer native
natives minority minorities alien aliens peasant peasants worshippers prosecutor prosecutors lawyer
lawyers politician politicians journalist journalists expert experts singer singers comedian
comedians philanthropist admiral fighter fighters newborn newborns child children pupil pupils
""".split()


def test_no_name_and_no_group_of_people_has_a_valence() -> None:
    assert SHIPPED.index.intersection(GROUPS).empty


@pytest.mark.parametrize("name", ["sentiment", "sentiment_ratings", "sentiment_neutral"])
def test_terms_are_sorted_and_none_is_listed_twice(name: str) -> None:
    terms = [row["term"] for row in lexicons.rows(name)]
    assert terms == sorted(set(terms))


def test_what_is_neutral_has_no_rating_of_ours() -> None:
    assert NEUTRAL.isdisjoint(RATINGS)


def test_numbers_are_no_chat_code() -> None:
    # VADER's "143" is love, its "187" murder
    assert [term for term in VALENCE if term.isdigit()] == []


# "compromised" and "compelling" are adjectives in their own right
OWN_SENSE = {"compelled", "compromised", "compromising"}


def test_forms_of_a_word_never_differ_in_sign() -> None:
    words = SHIPPED[["valence"]].reset_index()
    words = words[words["term"].str.fullmatch("[a-z]+") & ~words["term"].isin(OWN_SENSE)]
    sign = np.sign(words["valence"]).where(words["valence"] != 0)
    signs = sign.groupby(words["term"].map(base_form)).nunique()
    assert signs[signs > 1].index.tolist() == []
    assert (signs == 1).sum() > 3000


PARTICLES = """
apart at away back behind by down for from in into of off out over through to up with against
""".split()
SET_PHRASES = """
at least|did well|does well|doing well|goes well|going well|went well|well done|free for all
good many|great many|hardly any|not just|not only|pretty much|second to none|well being|worth it
""".strip()


def test_a_phrase_ends_in_a_content_word_or_a_particle_or_is_a_set_phrase() -> None:
    function = {
        row["word"] for row in lexicons.rows("background_edges") if row["kind"] == "function"
    }
    set_phrases = set(SET_PHRASES.replace("\n", "|").split("|"))
    ends = {term for term in VALENCE if " " in term and term.split()[-1] in function}
    assert {term for term in ends if term.split()[-1] not in PARTICLES} == set_phrases


def test_what_a_valence_is_made_of() -> None:
    rated = SHIPPED[["vader", "ours"]].mean(axis=1)
    told = (rated + SHIPPED["readers"].fillna(0)).clip(-4, 4)
    kept = SHIPPED["valence"] != 0
    assert SHIPPED["valence"][kept].to_numpy() == pytest.approx(told[kept].to_numpy(), abs=0.011)
    assert (np.sign(SHIPPED["valence"][kept]) == np.sign(rated[kept])).all()
    assert SHIPPED["readers"].abs().max() <= 1
    assert (SHIPPED["n"].dropna() >= 5).all()
    assert SHIPPED["n"].notna().eq(SHIPPED["readers"].notna()).all()


def test_the_table_has_what_was_rated_and_nothing_else() -> None:
    assert set(SHIPPED.index) == (VADER.keys() | RATINGS.keys()) - NEUTRAL
    vader_of_ours = SHIPPED["vader"].dropna()
    assert vader_of_ours.to_dict() == {term: VADER[term] for term in vader_of_ours.index}
    ours = SHIPPED["ours"].dropna()
    assert ours.to_dict() == {term: RATINGS[term] for term in ours.index}


def test_negations_have_no_valence_and_readers_correct_no_insult() -> None:
    from .making.sentiment_weights import GROUPS as UNCORRECTED

    assert SHIPPED.index.intersection(sorted(NEGATIONS)).empty
    insults = SHIPPED.index.intersection(sorted(UNCORRECTED))
    assert len(insults)
    assert SHIPPED.loc[insults, "readers"].isna().all()
