"""Rarity of words, the six features, and the difficulty that they add up to."""

from __future__ import annotations

import os
import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit import lexicons, load_sample
from mediakit.corpus import Corpus, read_corpus
from mediakit.measures import Measure, difficulty, rarity
from mediakit.measures.measure import Column
from mediakit.measures.size import SIZE
from mediakit.tokenising import Frame, shape
from mediakit.units import UNITS
from mediakit.vocabulary import Vocabulary

PRIMER = "The dog ran to the door. A girl held a red ball. The dog saw the ball and sat down."
NOTICE = """Pursuant to the aforementioned provisions, the tribunal, whose jurisdiction derives from
supplementary legislation, may authorise the disclosure of proprietary information; notwithstanding
such authorisation, confidentiality obligations of contracting parties remain unimpaired."""
REPORT = """The port of Varn will close on Monday for 14 days, Mayor Ada Rell said — its third
closure of the year. “Ships can wait,” she told reporters (most of them from Osk)."""
TEXTS = [PRIMER, NOTICE, REPORT]


def summed(texts: list[str], unit: str = "article") -> dict[str, np.ndarray]:
    """Counts of each unit, as the one road adds them up."""
    grouping = UNITS[unit](read_corpus(texts, Vocabulary()))
    counts = {**SIZE.count(grouping.corpus), **difficulty.count(grouping.corpus)}
    n = len(grouping.article)
    return {k: np.bincount(grouping.group, v, minlength=n) for k, v in counts.items()}


def scores(texts: list[str], unit: str = "article") -> pd.DataFrame:
    return pd.DataFrame(difficulty.score(summed(texts, unit)))


def corpus_of(text: str) -> Corpus:
    return read_corpus([text], Vocabulary())


def words_at(text: str, places: np.ndarray) -> list[str]:
    corpus = corpus_of(text)
    return [corpus.vocabulary.shapes[corpus.tokens[i]].word for i in places]


# --- words ---------------------------------------------------------------------------------------


def test_a_frequency_becomes_the_logarithm_of_how_many_words_there_are_for_one() -> None:
    assert rarity.rarity(100) == pytest.approx(4)  # once in ten thousand
    assert rarity.rarity(0) == rarity.rarity(rarity.RAREST) == pytest.approx(6.301, abs=1e-3)


def test_all_forms_of_a_word_are_equally_rare() -> None:
    for forms in (["protest", "protested", "protesting"], ["child", "children"]):
        assert len({rarity.word_facts(form) for form in forms}) == 1
    assert rarity.word_facts("minister's") == rarity.word_facts("minister")


def test_words_are_ordered_as_readers_would_order_them() -> None:
    words = ["house", "bridge", "tribunal", "moratorium", "zorblat"]
    rare = [rarity.word_facts(word).rarity for word in words]
    assert rare == sorted(rare)
    assert len(set(rare)) == len(words)
    bookish, spoken = rarity.word_facts("parliament"), rarity.word_facts("guy")
    assert bookish.talk_rarity > bookish.rarity
    assert spoken.talk_rarity < spoken.rarity
    concrete = [rarity.word_facts(word).concrete for word in ("window", "ball", "swim", "teacher")]
    abstract = [rarity.word_facts(word).concrete for word in ("justice", "policy", "decide")]
    assert min(concrete) > 0.6 > 0.2 > max(abstract)


def test_a_compound_is_as_rare_as_its_rarest_part_and_as_concrete_as_its_last() -> None:
    parts = rarity.word_facts("moratorium"), rarity.word_facts("house")
    whole = rarity.word_facts("moratorium-house")
    assert whole.rarity == max(part.rarity for part in parts)
    assert whole.concrete == parts[1].concrete


def test_the_rarest_common_word_stands_at_rank_five_thousand() -> None:
    rows = {r["base"]: float(r["per_million"]) for r in lexicons.rows("background_english")}
    names = {r["base"] for r in lexicons.rows("background_english") if r["name"] == "1"}
    as_rare = rarity.rare_from()
    common = [b for b, f in rows.items() if rarity.rarity(f) <= as_rare and b not in names]
    assert rarity.COMMON_WORDS * 0.95 <= len(common) <= rarity.COMMON_WORDS * 1.05


def test_words_without_content_are_function_words_numbers_and_marks() -> None:
    tokens = "The 14 two of don't — www.osk.com p.m. ships, Ada's".split()
    words = [shape(token).word for token in tokens]
    assert rarity.is_content(words).tolist() == [False] * 8 + [True, True]
    assert (rarity.content_facts(words)[:8] == 0).all()
    assert rarity.content_facts([]).shape == (0, 3)


def packing(token: str) -> int:
    lead, core, trail, word = shape(token)
    return int(rarity.packs([word])[0]) + int(rarity.joins([Frame(lead, core != "", trail)])[0])


def test_what_packs_more_into_a_sentence() -> None:
    tokens = "of which whose thus 14 3.5% (most closure; closure: — - year—".split()
    assert [packing(token) for token in tokens] == [1] * len(tokens)
    assert packing("of;") == 2
    assert not any(map(packing, "who that to well-known, year. year)".split()))


def test_rare_words_are_found_and_names_are_not() -> None:
    found = rarity.find_rare(corpus_of("Ada Zorblat saw the zorblats of the tribunal in Varn."))
    words = words_at("Ada Zorblat saw the zorblats of the tribunal in Varn.", found.first)
    assert words == ["zorblats", "tribunal"]
    assert set(found.label) == {"rare word"}
    assert (found.first == found.last).all()


# --- features ------------------------------------------------------------------------------------


def by_hand(text: str) -> dict[str, float]:
    """The features of one text word by word, as their definitions say."""
    from mediakit.measures.familiarity import familiar
    from mediakit.measures.names import names_and_acronyms

    corpus = corpus_of(text)
    named = names_and_acronyms(corpus)
    shapes = [corpus.vocabulary.shapes[i] for i in corpus.tokens]
    content = [i for i, s in enumerate(shapes) if rarity.is_content([s.word]).item()]
    but_names = [i for i in content if not named[i]]
    of = rarity.word_facts
    lengths = [
        sum(bool(s.word) for s in shapes[first:last])
        for first, last in zip(corpus.sentences[:-1], corpus.sentences[1:], strict=True)
    ]
    n_words = sum(lengths)
    return {
        "rarity": np.mean([of(shapes[i].word).rarity for i in content]),
        "talk_rarity": np.mean([of(shapes[i].word).talk_rarity for i in content]),
        "unfamiliar": 1 - np.mean(familiar([shapes[i].word for i in but_names])),
        "abstract": 1 - np.mean([of(shapes[i].word).concrete for i in but_names]),
        "packing": sum(packing(s.lead + s.core + s.trail) for s in shapes) / n_words,
        "sentence_length": np.log(sum(n**2 for n in lengths) / n_words),
    }


@pytest.mark.parametrize("text", TEXTS)
def test_features_are_what_their_definitions_say(text: str) -> None:
    found = {name: value.item() for name, value in difficulty.features(summed([text])).items()}
    assert found == pytest.approx(by_hand(text))
    assert list(found) == [feature.name for feature in difficulty.FEATURES]


def test_golden_counts() -> None:
    counts = {name: value.item() for name, value in summed([REPORT]).items()}
    assert counts["n_words"] == 21 + 11
    assert counts["squared_sentence_words"] == 21**2 + 11**2
    assert counts["n_packing"] == 9  # of, on, for, 14, a dash, of; a bracket, of, from


def test_difficulty_is_the_sum_of_contributions_on_a_scale_from_0_to_100() -> None:
    counts = summed(TEXTS)
    points = np.sum([*difficulty.contributions(counts).values()], axis=0)
    found = difficulty.score(counts)["difficulty"]
    assert found == pytest.approx(100 / (1 + np.exp(-points / 25)))


def test_a_text_like_the_news_is_at_50_and_a_deviation_is_worth_its_points() -> None:
    n = np.array([100.0])
    typical = {f.name: f.mean for f in difficulty.FEATURES}
    counts = {
        "n_words": n,
        "n_content_words": n,
        "n_content_words_but_names": n,
        "total_rarity": n * typical["rarity"],
        "total_talk_rarity": n * typical["talk_rarity"],
        "n_unfamiliar_content_words": n * typical["unfamiliar"],
        "total_concreteness": n * (1 - typical["abstract"]),
        "n_packing": n * typical["packing"],
        "squared_sentence_words": n * np.exp(typical["sentence_length"]),
        "n_rare_words": n * 0.05,
    }
    assert difficulty.score(counts)["difficulty"] == pytest.approx(50)
    counts["total_rarity"] = counts["total_rarity"] + 15.5  # one standard deviation
    points = {name: value.item() for name, value in difficulty.contributions(counts).items()}
    assert points == pytest.approx({**dict.fromkeys(points, 0), "rarity": 2.9}, abs=1e-9)


def test_hard_is_harder_than_easy() -> None:
    primer, notice, report = scores(TEXTS)["difficulty"]
    assert primer < 20 < report < 70 < notice


def test_each_feature_moves_difficulty_its_own_way() -> None:
    base = "The teacher carried a box to the house. The children opened it."
    harder = {
        "rarity": base.replace("teacher", "stevedore"),
        "abstract": base.replace("box", "idea"),
        "packing": base.replace("a box", "a box of 14"),
        "sentence_length": base.replace("house. The", "house and the"),
    }
    easy = difficulty.contributions(summed([base]))
    for name, text in harder.items():
        assert difficulty.contributions(summed([text]))[name] > easy[name], name


# --- what holds whatever the text ----------------------------------------------------------------


def test_nothing_to_score_is_nan() -> None:
    table = scores(["", "* * *", "Of the and to.", "PRAA 14 25."])
    assert (table["n_rare_words"] == 0).all()
    assert table["difficulty"].isna().all()
    assert table["rare_word_share"].isna().tolist() == [True, True, False, False]
    assert table["mean_word_rarity"].isna().tolist() == [True, True, True, False]


def test_a_single_sentence_has_a_number_and_many_copies_have_the_same() -> None:
    once = scores(["The tribunal heard three witnesses."])
    often = scores(["The tribunal heard three witnesses. " * 40])
    assert np.isfinite(once["difficulty"]).all()
    pd.testing.assert_frame_equal(
        once.drop(columns="n_rare_words"), often.drop(columns="n_rare_words")
    )
    assert often["n_rare_words"].item() == 40 * once["n_rare_words"].item()


def test_counts_of_sentences_add_up() -> None:
    whole = pd.DataFrame(summed(TEXTS)).sum()
    parts = pd.DataFrame(summed(TEXTS, "sentence")).sum()
    pd.testing.assert_series_equal(parts, whole)


@given(st.lists(st.one_of(st.text(max_size=80), st.sampled_from(TEXTS)), min_size=1, max_size=4))
@settings(max_examples=50)
def test_columns_keep_their_range_whatever_the_text(texts: list[str]) -> None:
    for unit in UNITS:
        counts = summed(texts, unit)
        table = pd.DataFrame(difficulty.score(counts))
        for name, column in difficulty.DIFFICULTY.columns.items():
            assert isinstance(column, Column)
            values = table[name].dropna()
            assert column.low is None or (values >= column.low - 1e-9).all(), name
            assert column.high is None or (values <= column.high + 1e-9).all(), name
        assert (counts["n_rare_words"] <= counts["n_content_words_but_names"]).all()
        assert (counts["n_content_words_but_names"] <= counts["n_content_words"]).all()


@given(st.permutations(TEXTS))
@settings(max_examples=6)
def test_the_neighbours_do_not_matter(texts: list[str]) -> None:
    together = scores(texts)
    for row, text in enumerate(texts):
        pd.testing.assert_frame_equal(
            scores([text]), together.loc[[row]].reset_index(drop=True), check_exact=True
        )


def test_it_works_as_a_measure_whose_count_is_its_evidence() -> None:
    measure = Measure(
        "difficulty",
        difficulty.DIFFICULTY.columns,
        difficulty.count,
        difficulty.score,
        rarity.find_rare,
    )
    from mediakit import analyse, evidence

    table = analyse(TEXTS, measures=[measure])
    rows = evidence(TEXTS, measures=[measure])
    found = rows.groupby("article").size().reindex(table.index, fill_value=0)
    assert (table["n_rare_words"] == found).all()
    assert table["n_rare_words"].sum() > 5


def test_our_own_news_is_read_as_news() -> None:
    table = scores(load_sample()["text"].tolist())
    assert 30 < table["difficulty"].median() < 65
    assert table["difficulty"].notna().all()


# --- tables --------------------------------------------------------------------------------------


def test_the_table_of_words_has_each_base_form_once() -> None:
    rows = lexicons.rows("difficulty_words")
    bases = {row["base"] for row in lexicons.rows("background_english")}
    assert [row["word"] for row in rows] == sorted(bases)
    assert all(float(row["talk_per_million"]) >= 0 for row in rows)
    known = [float(row["concrete"]) for row in rows if row["concrete"]]
    assert min(known) == 0
    assert max(known) == 1
    assert len(known) > 0.75 * len(rows)


# --- against data that stay outside of the project ------------------------------------------------


def data(*parts: str) -> Path:
    folder = os.environ.get("MEDIAKIT_EVAL_DATA")
    if not folder:
        pytest.skip("MEDIAKIT_EVAL_DATA is not set")
    return Path(folder, *parts)


def test_the_constants_are_those_of_the_news() -> None:
    making = runpy.run_path(str(Path(__file__).parent / "making" / "difficulty_formula.py"))
    texts = pd.read_parquet(data("bulk", "news_4500.parquet"))["text"].tolist()
    found = making["constants"](texts)
    for feature in difficulty.FEATURES:
        row = found.loc[feature.name]
        assert row["mean"] == pytest.approx(feature.mean, rel=0.01)
        assert row["standard_deviation"] == pytest.approx(feature.standard_deviation, rel=0.02)
        assert row["points"] == pytest.approx(feature.points, rel=0.02)


def test_it_agrees_with_teachers_better_than_any_classic_formula() -> None:
    excerpts = pd.read_csv(data("readability", "clear_tunable.csv"))
    ours = scores(excerpts["Excerpt"].tolist())["difficulty"]
    easiness = excerpts["BT_easiness"]
    classic = excerpts.loc[:, "Flesch-Reading-Ease":"CML2RI"].corrwith(easiness).abs().max()  # type: ignore[misc]
    assert -ours.corr(easiness) > classic + 0.1
